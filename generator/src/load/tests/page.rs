//! Docs pages: finding the block, and what else the page says.

use super::{document, findings, place, source};

/// A page with some prose and an OpenAPI block that describes `post /x/`.
fn page(prose: &str) -> String {
    format!(
        "{prose}## OpenAPI\n\n````yaml api/openapi.json post /x/\nopenapi: 3.0.3\npaths:\n  /x/:\n    post:\n      operationId: x\n````\n"
    )
}

#[test]
fn a_page_gives_its_operation_and_what_its_prose_says() {
    let prose = "> ## Index\n> see llms.txt\n\n# Send *a* `thing`\n\n> Sends\n> it\n\nFirst.\n\n## More\n\nLast.\n\n\n";
    let document = document(vec![source("things/send.md", &page(prose))]);
    let page = &document.pages[0];
    assert_eq!((page.method.as_str(), page.path.as_str()), ("post", "/x/"));
    assert_eq!(page.place, ["things", "send"]);
    assert_eq!(page.title.as_deref(), Some("Send a thing"));
    assert_eq!(page.summary.as_deref(), Some("Sends it"));
    assert_eq!(page.prose, "First.\n\n## More\n\nLast.");
    assert_eq!(page.location.to_string(), "things/send.md:18:1");
}

#[test]
fn a_quote_further_down_is_no_summary() {
    let document = document(vec![source("a.md", &page("# T\n\nText.\n\n> A quote\n\n"))]);
    assert_eq!(document.pages[0].summary, None);
    assert_eq!(document.pages[0].prose, "Text.\n\n> A quote");
}

#[test]
fn the_name_of_a_file_alone_is_no_place() {
    let mut source = source("docs/api/send.md", &page(""));
    source.place = None;
    assert_eq!(document(vec![source]).pages[0].place, [""; 0]);
}

#[test]
fn other_fences_tables_and_tags_do_not_mislead() {
    let prose = "# T\n\n```yaml openapi.json get /decoy\nopenapi: 3.0.3\n```\n\n| a | b |\n|---|---|\n| ```` | x |\n\n\
        <CodeGroup>\n\n````json theme={null}\n{}\n````\n\n</CodeGroup>\n\n\
        `````markdown\n````yaml a.json get /y\n````\n`````\n\n~~~~\n````yaml a.json get /z\n~~~~\n\n";
    let document = document(vec![source("a.md", &page(prose))]);
    assert_eq!(document.pages[0].path, "/x/");
}

#[test]
fn places_are_those_of_the_page() {
    let document = document(vec![source("a.md", &page("# T\n\n"))]);
    let place = place(&document, "#/paths/~1x~1/post/operationId");
    assert_eq!(place, "a.md:10:7  #/paths/~1x~1/post/operationId");
}

#[test]
fn places_survive_carriage_returns_a_byte_order_mark_and_indentation() {
    let text = page("# T\n\n1. An item\n\n").replace('\n', "\r\n");
    let marked = document(vec![source("a.md", &format!("\u{feff}{text}"))]);
    let expected = "a.md:12:7  #/paths/~1x~1/post/operationId";
    assert_eq!(place(&marked, "#/paths/~1x~1/post/operationId"), expected);

    let block = page("").replace("## OpenAPI\n\n", "");
    let item = format!("1. An item\n\n{}", block.replace('\n', "\n   ").trim_end());
    let indented = item.replacen("````yaml", "   ````yaml", 1);
    let document = document(vec![source("a.md", &indented)]);
    let expected = "a.md:8:10  #/paths/~1x~1/post/operationId";
    assert_eq!(place(&document, "#/paths/~1x~1/post/operationId"), expected);
}

#[test]
fn a_comment_and_attributes_after_the_block_are_fine() {
    let text =
        page("").replace("post /x/", "POST /x/ theme={null}") + "\n<!-- built by a tool -->\n";
    assert_eq!(
        document(vec![source("a.md", &text)]).pages[0].method,
        "post"
    );
}

#[test]
fn a_page_without_a_block_says_what_to_write() {
    assert_eq!(
        findings("a.md", "# T\n\nText.\n"),
        "error[page-block-missing]: the page has no OpenAPI block\n  --> a.md:1:1\n  \
         help: leave out a page that is about no operation; of any other one, write the description as a block of its \
         own, with an empty line before it:\n        \
         ````yaml openapi.json post /the/path/\n        openapi: 3.0.3\n        ...\n        ````\n"
    );
}

#[test]
fn a_block_that_is_almost_right_is_pointed_at() {
    for first_line in [
        "```yaml openapi.json post /x/",
        "~~~~yaml openapi.json post /x/",
        "````yaml openapi.json /x/",
        "````yaml",
        "````yaml post /x/",
    ] {
        let fence: String = first_line
            .chars()
            .take_while(|c| matches!(c, '`' | '~'))
            .collect();
        let found = findings(
            "a.md",
            &format!("# T\n\n{first_line}\nopenapi: 3.0.3\n{fence}\n"),
        );
        let expected = "error[page-block-missing]: this is no OpenAPI block: one begins with four backticks, \
            `yaml`, a file, a method and a path\n  --> a.md:3:1\n";
        assert!(found.starts_with(expected), "{first_line}: {found}");
    }
}

#[test]
fn two_blocks_are_an_error_that_shows_both() {
    let found = findings("a.md", &(page("") + "\n" + &page("")));
    assert!(
        found.starts_with(
            "error[page-block-twice]: the page has a second OpenAPI block\n  --> a.md:13:1\n  \
             ::: a.md:3:1: the first one\n"
        ),
        "{found}"
    );
}

#[test]
fn a_block_that_does_not_end_is_an_error() {
    let text = page("");
    let open = text.trim_end().trim_end_matches('`').to_owned() + "```\n\nMore.\n";
    let found = findings("a.md", &open);
    assert!(
        found.starts_with(
            "error[page-block-open]: the OpenAPI block does not end\n  --> a.md:3:1\n"
        ),
        "{found}"
    );
}

#[test]
fn a_block_inside_a_tag_or_indented_code_does_not_vanish() {
    for before in ["<Note>\n", "# T\n\n<Tabs>\n<Tab>\n"] {
        let line = before.lines().count() + 1;
        let text = page("").replace("## OpenAPI\n\n", before);
        let found = findings("a.md", &text);
        let expected = format!(
            "error[page-block-hidden]: markdown does not see this OpenAPI block: it stands inside a tag, \
             a paragraph or indented code\n  --> a.md:{line}:1\n"
        );
        assert!(found.starts_with(&expected), "{found}");
    }
    let indented = page("").replace("\n````yaml", "\n    ````yaml");
    assert!(findings("a.md", &indented).contains("[page-block-hidden]"));
    assert!(findings("a.md", &indented).contains("a.md:3:5"));
}

#[test]
fn a_hidden_second_block_is_an_error_as_well() {
    let hidden = page("").replace("## OpenAPI\n\n", "<Note>\n");
    assert!(findings("a.md", &(page("") + "\n" + &hidden)).contains("[page-block-hidden]"));
}

#[test]
fn an_earlier_code_block_that_swallows_the_block_is_named() {
    let text = page("```json\n{}\n\n");
    let found = findings("a.md", &text);
    assert!(
        found.starts_with(
            "error[page-block-hidden]: this OpenAPI block stands inside another code block\n  \
             --> a.md:6:1\n  ::: a.md:1:1: which begins here\n"
        ),
        "{found}"
    );
}

#[test]
fn the_block_must_describe_the_operation_that_it_names() {
    let found = findings("a.md", &page("").replace("post /x/", "get /x/"));
    assert_eq!(
        found,
        "error[page-operation-missing]: the block does not describe `get /x/`\n  --> a.md:3:1\n  \
         help: the block describes `post /x/`: name that in its first line\n"
    );
}

#[test]
fn a_mistake_inside_the_block_is_shown_in_the_page() {
    let found = findings(
        "a.md",
        &page("# T\n\n").replace("      operationId: x", "     - operationId: x\n   y"),
    );
    assert!(
        found.starts_with("error[syntax]: this is not valid YAML: "),
        "{found}"
    );
    assert!(found.contains("--> a.md:11:"), "{found}");
}

#[test]
fn an_example_of_markdown_is_not_taken_for_the_block() {
    let text =
        "# T\n\n````markdown\nx\n````\n\n```yaml openapi.json post /x/\nopenapi: 3.0.3\n```\n";
    let found = findings("a.md", text);
    assert!(found.contains("--> a.md:7:1"), "{found}");
}

#[test]
fn a_block_that_names_no_operation_is_pointed_at() {
    let text = "# Title\n\n```yaml\nopenapi: 3.0.3\n```\n";
    let found = findings("a.md", text);
    assert!(found.starts_with("error[page-block-missing]"), "{found}");
    assert!(found.contains("a.md:3:1"), "{found}");
}
