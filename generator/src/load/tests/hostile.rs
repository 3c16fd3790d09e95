//! Texts that are made to cost time, memory or stack.

use super::{HEAD, findings, run, source};

#[test]
fn depth_is_bounded_in_every_notation() {
    let deep = 100_000;
    for (path, text) in [
        (
            "a.json",
            format!("{{\"openapi\": \"3.0.3\", \"x\": {}", "[".repeat(deep)),
        ),
        (
            "a.json",
            format!(
                "{{\"openapi\": \"3.0.3\", \"x\": {}",
                "{\"a\":".repeat(deep)
            ),
        ),
        ("a.yaml", format!("{HEAD}x: {}", "[".repeat(deep))),
        ("a.yaml", format!("{HEAD}x: {}", "{a: ".repeat(deep))),
        ("a.yaml", format!("{HEAD}x:\n{}a\n", "- ".repeat(deep))),
        ("a.yaml", format!("{HEAD}x:\n  {}a\n", "? ".repeat(deep))),
        // The index loses its way before the depth begins.
        (
            "a.yaml",
            format!("{HEAD}x:\n  y: {{\n    a: 1\n }}\nz: {}", "[".repeat(deep)),
        ),
    ] {
        let found = findings(path, &text);
        let start: String = text.chars().take(60).collect();
        assert!(found.starts_with("error[too-deep]"), "{start}: {found}");
    }
}

#[test]
fn a_hundred_levels_are_read_and_one_more_is_not() {
    let text = |levels: usize| {
        format!(
            "{{\"openapi\": \"3.0.3\", \"x-\": {}1{}}}",
            "[".repeat(levels),
            "]".repeat(levels)
        )
    };
    assert_eq!(findings("a.json", &text(99)), "");
    assert!(findings("a.json", &text(100)).starts_with("error[too-deep]"));
}

#[test]
fn aliases_are_bounded() {
    let mut bomb = format!("{HEAD}x-0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(",");
        bomb.push_str(&format!("x-{level}: &a{level} [{aliases}]\n"));
    }
    let found = findings("a.yaml", &bomb);
    assert!(found.starts_with("error[too-many-aliases]"), "{found}");

    let wide = format!(
        "{HEAD}x: &a [{}]\ny: [{}]\n",
        "1,".repeat(1_000),
        "*a,".repeat(1_000)
    );
    let found = findings("a.yaml", &wide);
    assert!(found.starts_with("error[too-many-aliases]"), "{found}");
    assert!(found.contains("--> a.yaml:3:"), "{found}");
}

#[test]
fn an_alias_inside_its_own_anchor_is_an_error() {
    let found = findings("a.yaml", &format!("{HEAD}x: &a\n  self: *a\n"));
    assert!(
        found.starts_with("error[alias-cycle]: the alias stands inside the very node that it repeats\n  --> a.yaml:4:9  #/x/self\n"),
        "{found}"
    );
}

#[test]
fn control_characters_are_refused_where_they_stand() {
    for (path, text) in [
        ("a.yaml", format!("{HEAD}x: a\0b\n")),
        ("a.json", "{\"openapi\":\n \"3\u{7f}\"}".to_owned()),
    ] {
        let found = findings(path, &text);
        assert!(
            found.starts_with("error[control-character]: the control character U+00"),
            "{found}"
        );
    }
    assert!(findings("a.yaml", &format!("{HEAD}x: a\0b\n")).contains("--> a.yaml:3:5"));
}

#[test]
fn a_second_yaml_document_is_an_error() {
    let found = findings("a.yaml", &format!("{HEAD}---\n{HEAD}"));
    assert!(found.starts_with("error[several-documents]: the file holds more than one YAML document\n  --> a.yaml:3:1\n"), "{found}");
}

#[test]
fn a_list_as_a_key_is_an_error() {
    let found = findings("a.yaml", &format!("{HEAD}? [a, b]\n: c\n"));
    assert!(found.starts_with("error[syntax]"), "{found}");
    assert!(found.contains("a.yaml:3:3"), "{found}");
}

#[test]
fn markdown_that_nests_without_end_is_read_in_no_time() {
    for text in [
        ">".repeat(50_000),
        "- ".repeat(20_000),
        "[".repeat(50_000),
        "<a ".repeat(20_000),
        "````\n".repeat(20_001),
    ] {
        let (document, report) = run(vec![source("a.md", &text)], None);
        assert!(document.is_none());
        assert!(
            report.to_string().starts_with("error[page-block-missing]"),
            "{report}"
        );
    }
}

/// Every way to cut a small document short, and to put something odd in its middle.
#[test]
fn no_text_makes_the_stage_panic() {
    let yaml = format!(
        "{HEAD}paths:\n  /a:\n    get: {{tags: [a, \"b\\n\", 'c'], x: &a |\n   é\n  *a : !t >-\n   b\n"
    );
    let json = "{\"openapi\": \"3.0.3\", \"x\": [1, {\"a\\u00e9\": -1.5e3}, null, \"\\\\\"]}";
    let page =
        "# T\n\n> s\n\n````yaml a.json get /a\nopenapi: 3.0.3\npaths: {/a: {get: {}}}\n````\n";
    for (path, text) in [("a.yaml", yaml.as_str()), ("a.json", json), ("a.md", page)] {
        for (end, _) in text.char_indices() {
            let (before, after) = text.split_at(end);
            run(vec![source(path, before)], None);
            for odd in [
                "\"", "{", "]", ":", "\n", "\t", "&", "*", "- ", "é", "\u{feff}", "\r", "````",
                "<x>\n",
            ] {
                run(vec![source(path, &format!("{before}{odd}{after}"))], None);
            }
        }
    }
}

#[test]
fn a_syntax_error_is_placed_by_the_lines_of_an_editor() {
    // The parser ends lines at U+2028 and U+0085 too, and goes on behind the end of the text.
    let text = format!("{HEAD}x: \"a\u{2028}b\u{85}c\"\ny: é: 1\n");
    let found = findings("a.yaml", &text);
    assert!(found.contains("--> a.yaml:4:5"), "{found}");
    let cut = format!("{HEAD}x: {{ a: 'b");
    assert!(findings("a.yaml", &cut).contains("--> a.yaml:3:"));
}

#[test]
fn a_json_error_behind_a_wide_character_is_in_its_line() {
    assert!(findings("a.json", "{\"é").contains("--> a.json:1:4"));
    assert!(findings("a.json", "{\"a\": \"ééé").contains("--> a.json:1:1"));
}

#[test]
fn a_lone_carriage_return_is_refused_where_it_stands() {
    for (path, text) in [
        ("a.yaml", format!("{HEAD}x: 1\ry: 2\n")),
        ("a.md", "# T\n\nA\r\nB\rC\n".to_owned()),
    ] {
        let found = findings(path, &text);
        assert!(found.starts_with("error[control-character]"), "{found}");
    }
}

#[test]
fn a_message_is_one_line_that_a_terminal_shows_as_it_is() {
    let found = findings("a.json", "{\"openapi\": \"\\u001b[31m\\n\\u202e\"}");
    assert!(found.contains(r"\u{202e}"), "{found}");
    assert!(!found.contains(['\u{1b}', '\u{202e}']), "{found}");
}

#[test]
fn what_a_text_ends_before_is_in_its_last_line() {
    for text in ["---", "---\u{300}"] {
        let found = findings("a.yaml", text);
        assert!(found.contains("--> a.yaml:1:"), "{text:?}: {found}");
    }
}

#[test]
fn aliases_of_long_texts_are_bounded() {
    let (text, aliases) = ("s".repeat(100_000), "*a, ".repeat(1_000));
    let found = findings("a.yaml", &format!("{HEAD}x: &a {text}\ny: [{aliases}]\n"));
    assert!(found.starts_with("error[too-many-aliases]"), "{found}");
    assert!(found.contains("--> a.yaml:4:"), "{found}");
}

#[test]
fn names_of_members_are_bounded() {
    let found = findings(
        "a.yaml",
        &format!("{HEAD}x:\n  ? {}\n  : 1\n", "k".repeat(5_000)),
    );
    assert!(
        found.starts_with(
            "error[too-large]: a name in this object is longer than 4 KiB\n  --> a.yaml:3:1  #/x\n"
        ),
        "{found}"
    );
}

#[test]
fn directives_are_bounded() {
    let tags: String = (0..20_000)
        .map(|i| format!("%TAG !a{i}! tag:x\n"))
        .collect();
    let found = findings("a.yaml", &format!("{tags}---\n{HEAD}"));
    assert!(
        found.starts_with("error[too-large]: the text has more than 100 `%TAG`"),
        "{found}"
    );
    assert!(found.contains("--> a.yaml:101:1"), "{found}");
}
