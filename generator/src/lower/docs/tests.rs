//! Hostile and ordinary descriptions.

use super::about;
use super::markdown;
use super::markdown::{inline, note, plain, with_links_from};
use crate::diagnostic::Diagnostics;
use crate::load::{Input, Source, load};
use crate::lower::lower;
use crate::names::OnCollision;
use crate::resolve::resolve;

fn safe(text: &str) -> String {
    markdown(text).0.join("\n")
}

#[test]
fn text_in_one_line_has_no_markup_but_addresses() {
    let table = [
        ("a *b*\nc", "a \\*b\\* c"),
        ("see https://e.org/x_y#z.", "see <https://e.org/x_y#z>."),
        ("[a](https://e.org/a_b)*", "\\[a\\](<https://e.org/a_b>)\\*"),
        ("https://e.org/<id>", "https://e.org/\\<id\\>"),
    ];
    for (text, expected) in table {
        assert_eq!(plain(text), expected, "{text}");
    }
}

#[test]
fn text_in_one_line_keeps_the_markup_that_a_line_can_have() {
    let table = [
        ("The `cats` of\n*all*", "The `cats` of *all*"),
        (
            "As [RFC 1](https://e.org/a_b) says",
            "As [RFC 1](https://e.org/a_b) says",
        ),
        ("see https://e.org/x_y.", "see <https://e.org/x_y>."),
        ("[Cat] <b>", "\\[Cat\\] \\<b>"),
        ("# A title", "\\# A title"),
        ("- a - b", "- a - b"),
        ("", ""),
    ];
    for (text, expected) in table {
        assert_eq!(inline(text), expected, "{text}");
    }
}

#[test]
fn headings_of_the_api_are_a_chapter_below_one_of_the_guide() {
    let table = [
        ("Feeds.", "Feeds.", ""),
        (
            "Feeds.\n\n# Keys\n\nA.\n\n### More",
            "Feeds.",
            "### Keys\n\nA.\n\n##### More",
        ),
        ("## Keys\n\n## More", "", "### Keys\n\n### More"),
        (
            "a\n\n##### Deep\n\n```\n# no\n```",
            "a",
            "##### Deep\n\n```text\n# no\n```",
        ),
        ("> Quoted.\n\nb\n\n# Keys", ">\n > Quoted.\n\nb", "### Keys"),
    ];
    for (text, opening, chapter) in table {
        let (docs, rest) = about(text);
        assert_eq!(docs.0.join("\n").trim(), opening, "{text}");
        assert_eq!(rest.0.join("\n"), chapter, "{text}");
    }
}

#[test]
fn notes_keep_their_code_and_no_other_markup() {
    let table = [
        ("use `to_number`, *please*", "use `to_number`, \\*please\\*"),
        ("a\\`b`", "a\\\\`b`"),
        ("[`u8`]", "\\[`u8`\\]"),
        ("a ` b", "a \\` b"),
        ("``[a]``", "\\`\\`\\[a\\]\\`\\`"),
    ];
    for (text, expected) in table {
        assert_eq!(note(text), expected, "{text}");
    }
}

#[test]
fn descriptions_become_safe_markdown() {
    let table = [
        ("plain", "plain"),
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        (
            "see [Foo] and [x](/rel) and [y](https://e.org/a)",
            "see \\[Foo\\] and x and [y](https://e.org/a)",
        ),
        ("List<String> of <b>", "List\\<String> of \\<b>"),
        ("write to <a@e.org>", "write to <a@e.org>"),
        ("go to https://e.org/x.", "go to <https://e.org/x>."),
        ("```rust\nfn main() {}\n```", "```text\nfn main() {}\n```"),
        ("```\nx\n```", "```text\nx\n```"),
        ("    let x = 1;", "```text\nlet x = 1;\n```"),
        ("```json theme={null}\n{}\n```", "```json\n{}\n```"),
        ("# Title\n\ntext", "## Title\n\ntext"),
        ("a\u{202e}b\u{0}c", "abc"),
        (
            "* `text` - text\n\n* `cta` - cta",
            "* `text` - text\n\n* `cta` - cta",
        ),
        (
            "<Card>\n        <p>\n            In *both*.\n        </p>\n    </Card>\nAfter.",
            "In *both*.\n\nAfter.",
        ),
        (
            "<Warning>\n  **Check** it.\n</Warning>",
            "**Warning:**\n**Check** it.",
        ),
        ("<Note>Sent [once](/a).</Note>", "**Note:**\nSent once."),
        ("<Tip>\n* a\n</Tip>", "**Tip:**\n\n* a"),
        (
            "<Accordion title=\"Fixed\" icon=\"lock\">\n  ```json\n  1\n  ```\n</Accordion>",
            "**Fixed**\n\n```json\n1\n```",
        ),
        ("", ""),
    ];
    for (text, expected) in table {
        assert_eq!(safe(text), expected, "{text:?}");
    }
}

#[test]
fn html_says_what_markdown_would() {
    let table = [
        ("One.<br>Two.<br/><BR>Three.", "One.\nTwo.\n\nThree."),
        ("Of:<ul><li>a</li><li>`b`</li></ul>", "Of:\n\n* a\n* `b`"),
        ("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo."),
        ("a <b>big</b> <id>", "a big \\<id>"),
        (
            "see <a href=\"https://e.org/a_b\">it</a>",
            "see [it](https://e.org/a_b)",
        ),
        ("see <a href='b'>it</a>", "see it"),
        ("call <code>x_y</code>", "call `x_y`"),
        ("write `<br>`", "write `<br>`"),
        ("a<!-- not yet -->b", "ab"),
        ("<!-- not\n\nyet -->\n\nb", "b"),
        ("a <img src=x> b <i> c", "a  b \\<i> c"),
        ("<<b>id>x</b>", "\\<id>x"),
        ("<a>x</a></a> <a", "x \\<a"),
    ];
    for (text, expected) in table {
        assert_eq!(safe(text), expected, "{text:?}");
    }
}

#[test]
fn links_from_the_root_of_the_site_lead_there() {
    let table = [
        ("[a](/b/c#d)", "[a](https://docs.e.org/b/c#d)"),
        ("[a](https://e.org/b)", "[a](https://e.org/b)"),
        ("[a](b) [c](#d) [e](//f/g) [h](mailto:i@j)", "a c e h"),
    ];
    for (text, expected) in table {
        let docs = with_links_from(Some("https://docs.e.org"), text);
        assert_eq!(docs.0.join("\n"), expected, "{text:?}");
    }
}

/// The writer gives up on a link beside strong text; what is around that keeps its form.
#[test]
fn a_block_that_cannot_be_rewritten_costs_itself_alone() {
    let text = "*First.*\n\n* see https://example.org/B#11-b\n* `c`: **E** d\n\n**Last.**";
    assert_eq!(
        safe(text),
        "*First.*\n\nsee <https://example.org/B#11-b> c: E d\n\n**Last.**"
    );
}

/// Entities are decoded after the text was cleaned, and stand for anything.
#[test]
fn entities_bring_nothing_back() {
    let table = [
        ("a &#x202e;b", "a b"),
        ("a&#13;b&#10;c&#x85;d&#x2028;e", "a b c d e"),
        ("a&#10;&#96;&#96;&#96;&#10;panic!()", r"a \`\`\` panic!()"),
        ("&#32;&#32;&#32;&#32;panic!()", "&#32;   panic!()"),
        ("&#9;panic!()", "&#32;   panic!()"),
        ("&#60;b&#62;bold&lt;/b&gt;", r"\<b>bold\</b>"),
        ("&#91;main&#93;", r"\[main\]"),
        (
            "[x](https://example.org/&#x202e;a)",
            "[x](https://example.org/a)",
        ),
        ("&#35; head", r"\# head"),
    ];
    for (text, expected) in table {
        assert_eq!(safe(text), expected, "{text}");
    }
}

/// The documentation of the method of a page, with these actions of an overlay.
fn method(actions: &str) -> String {
    let page = "# Feed\n\n> Feeds a pet\n\nPets eet.\n\n````yaml api.json post /feed/\nopenapi: 3.0.3\ninfo: { title: T, \
                version: '1' }\npaths:\n  /feed/:\n    post:\n      operationId: feed\n      description: A view.\n      \
                responses: { '204': { description: Fed. } }\n````\n";
    let overlay =
        format!("overlay: 1.0.0\ninfo: {{ title: T, version: '1' }}\nactions: [{actions}]\n");
    let source = |path: &str, text: &str| Source {
        path: path.to_owned(),
        place: path.strip_suffix(".md").map(str::to_owned),
        text: text.to_owned(),
    };
    let input = Input {
        specs: vec![source("pets/feed.md", page)],
        overlays: vec![source("overlay.yaml", &overlay)],
    };
    let mut diagnostics = Diagnostics::default();
    let resolved = resolve(load(&input, &mut diagnostics).unwrap(), &mut diagnostics);
    let api = lower(&resolved, None, OnCollision::default(), &mut diagnostics).api;
    api.root.children[0].operations[0].docs.0.join("\n")
}

#[test]
fn a_method_says_what_its_page_says_unless_an_overlay_corrects_it() {
    let update = |text: &str| {
        format!("{{ target: \"$.paths['/feed/'].post\", description: Why., update: {{ {text} }} }}")
    };
    let other = "{ target: $.info, description: Why., update: { x-a: 1 } }";
    assert_eq!(method(other), "Feeds a pet.\n\nPets eet.");
    assert_eq!(
        method(&update("description: Pets eat.")),
        "Feeds a pet.\n\nPets eat."
    );
    assert_eq!(
        method(&update("summary: Feeds it")),
        "Feeds it.\n\nPets eet."
    );
}

#[test]
fn a_method_does_not_say_its_heading_twice() {
    let described = |text: &str| {
        let text = format!("summary: Feeds a pet, description: {text}");
        method(&format!(
            "{{ target: \"$.paths['/feed/'].post\", description: Why., update: {{ {text} }} }}"
        ))
    };
    assert_eq!(described("Feeds a pet."), "Feeds a pet.");
    assert_eq!(
        described(r#""Feeds a pet.\n\nDaily.""#),
        "Feeds a pet.\n\nDaily."
    );
    assert_eq!(
        described("Feeds a pet daily."),
        "Feeds a pet.\n\nFeeds a pet daily."
    );
}
