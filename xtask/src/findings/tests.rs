//! How findings look on a terminal, in a pipe and to tools.

use generator::diagnostic::{Diagnostic, Diagnostics, End, Location, Pointer, Rename};
use generator::load::{Input, Source};

use super::{Findings, renames_to_human};

const PAGE: &str = "specs/pages/send.md";

fn findings(text: &str, diagnostics: Vec<Diagnostic>) -> Findings {
    let mut sink = Diagnostics::default();
    for diagnostic in diagnostics {
        sink.push(diagnostic);
    }
    let source = Source {
        path: PAGE.to_owned(),
        place: None,
        text: text.to_owned(),
    };
    let input = Input {
        specs: vec![source],
        overlays: Vec::new(),
    };
    Findings::new(sink.take_report(), input)
}

fn place(line: u32, column: u32, pointer: &str) -> Location {
    Location {
        file: PAGE.to_owned(),
        line,
        column,
        pointer: Pointer::parse(pointer).unwrap(),
        end: None,
    }
}

#[test]
fn an_error_shows_its_line_pointer_and_help() {
    let diagnostic = Diagnostic::error(
        "unknown-reference",
        place(2, 3, "#/components/schemas/A"),
        "no component is called `SendMesage`",
    )
    .help("did you mean `SendMessage`?\nor add it to the overlay");
    let text = findings("a:\n  $ref: '#/x'\nb: 1\n", vec![diagnostic]).to_human(false);
    assert_eq!(
        text,
        "\
error[unknown-reference]: no component is called `SendMesage`
 --> specs/pages/send.md:2:3
  |
2 |   $ref: '#/x'
  |   ^^^^^^^^^^^
  |
  = at: #/components/schemas/A
  = help: did you mean `SendMessage`?
          or add it to the overlay

"
    );
}

#[test]
fn the_mark_stands_below_the_place_after_multi_byte_characters() {
    let text = "é漢🎉: bad\n";
    let diagnostic = Diagnostic::warning("odd", place(1, 6, "#"), "odd value");
    let text = findings(text, vec![diagnostic]).to_human(false);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], " --> specs/pages/send.md:1:6");
    assert_eq!(lines[3], "1 | é漢🎉: bad");
    // The second and the third character take two columns each.
    assert_eq!(lines[4], "  |        ^^^");
}

#[test]
fn a_long_line_is_cut_around_the_place_and_keeps_its_column() {
    let text = format!("{}\"here\": 1{}", "é".repeat(100_000), "x".repeat(100_000));
    let diagnostic = Diagnostic::warning("odd", place(1, 100_001, "#"), "odd value");
    let text = findings(&text, vec![diagnostic]).to_human(false);
    assert!(text.contains("send.md:1:100001"), "{text}");
    assert!(text.contains("\"here\": 1xxx"), "{text}");
    assert!(text.len() < 1000, "{} bytes", text.len());
}

#[test]
fn related_places_are_shown_with_what_they_are() {
    let diagnostic = Diagnostic::error("twice", place(3, 1, "#"), "two of them")
        .related(place(1, 1, "#"), "the first one");
    let text = findings("one: 1\ntwo: 2\none: 3\n", vec![diagnostic]).to_human(false);
    assert!(text.contains(" ::: specs/pages/send.md:1:1"), "{text}");
    assert!(text.contains("------ the first one"), "{text}");
}

#[test]
fn places_outside_the_text_are_named_without_a_line() {
    let beyond = Diagnostic::error("beyond", place(9, 1, "#"), "beyond the end");
    let nowhere = Diagnostic::global("no-input", "nothing to read");
    let zero = Diagnostic::error("zero", place(0, 0, "#"), "no such line");
    let end = Diagnostic::error("end", place(1, 50, "#"), "after the end");
    let text = findings("a: 1\n", vec![beyond, nowhere, zero, end]).to_human(false);
    assert!(text.contains("--> specs/pages/send.md:9:1"), "{text}");
    assert!(text.contains("error[no-input]: nothing to read"), "{text}");
    assert!(text.contains("error[zero]"), "{text}");
    assert!(text.contains("1 | a: 1\n"), "{text}");
}

#[test]
fn no_control_character_of_the_spec_reaches_the_terminal() {
    let diagnostic = Diagnostic::error("esc", place(1, 1, "#/a\u{1b}[2J"), "bad \u{1b}[31m name")
        .related(place(1, 1, "#"), "label \u{1b}[0m")
        .help("write \u{1b}[0m\u{202e}");
    let found = findings("a\u{1b}[2J: 1\n", vec![diagnostic]);
    let text = found.to_human(false);
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
    assert!(
        found.to_human(true).contains("\u{1b}["),
        "colours were asked for"
    );
}

#[test]
fn no_character_of_the_spec_is_unseen_in_json() {
    let name = "\u{7f}\u{85}\u{9b}31m\u{2028}\u{202e}\u{1b}é";
    let diagnostic = Diagnostic::error("esc", place(1, 1, "#"), name).help(name);
    let json = findings(&format!("a: {name}\n"), vec![diagnostic])
        .to_json()
        .unwrap();
    assert!(
        !json.trim_end().contains(generator::diagnostic::is_unseen),
        "{json:?}"
    );
    let line: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(line["help"], name);
    assert_eq!(line["snippet"], format!("a: {name}"));
}

#[test]
fn a_name_has_one_line_whatever_it_is() {
    let rename = Rename {
        location: place(1, 1, "#/a"),
        kind: "field",
        wire: "a\nb\u{1b}".to_owned(),
        was: "a_b".to_owned(),
        name: "a_newline_b".to_owned(),
        action: None,
    };
    let text = renames_to_human(&[rename]);
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(
        text.contains("field `a\\u{a}b\\u{1b}` is `a_newline_b`"),
        "{text}"
    );
}

#[test]
fn errors_come_first_and_the_count_names_both() {
    let found = findings(
        "a: 1\n",
        vec![
            Diagnostic::warning("w", place(1, 1, "#"), "left out"),
            Diagnostic::error("e", place(1, 1, "#"), "wrong"),
            Diagnostic::error("e", place(1, 2, "#"), "wrong too"),
        ],
    );
    let text = found.to_human(false);
    assert!(text.find("error[e]") < text.find("warning[w]"), "{text}");
    assert_eq!(found.count(), "2 errors and 1 warning");
}

#[test]
fn what_has_an_end_is_marked_up_to_it() {
    let location = Location {
        end: Some(End {
            line: 1,
            column: 11,
        }),
        ..place(1, 4, "#/a")
    };
    let found = findings(
        "x: {a: nope, b: 2}\n",
        vec![Diagnostic::warning("w", location, "left out")],
    );
    let text = found.to_human(false);
    assert!(text.contains("|    ^^^^^^^\n"), "{text}");
    let line: serde_json::Value = serde_json::from_str(&found.to_json().unwrap()).unwrap();
    assert_eq!(line["location"]["end"]["column"], 11);
}

#[test]
fn json_is_one_object_per_finding() {
    let found = findings(
        "a: 1\n",
        vec![
            Diagnostic::warning("w", place(1, 1, "#/a~1b"), "left out").help("two\nlines"),
            Diagnostic::global("e", "wrong"),
        ],
    );
    let json = found.to_json().unwrap();
    let lines: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["severity"], "error");
    assert_eq!(lines[0]["location"], serde_json::Value::Null);
    assert_eq!(lines[1]["severity"], "warning");
    assert_eq!(lines[1]["code"], "w");
    assert_eq!(lines[1]["message"], "left out");
    assert_eq!(lines[1]["help"], "two\nlines");
    assert_eq!(lines[1]["location"]["file"], PAGE);
    assert_eq!(lines[1]["location"]["line"], 1);
    assert_eq!(lines[1]["location"]["pointer"], "/a~1b");
    assert_eq!(lines[1]["snippet"], "a: 1");
    assert_eq!(lines[0]["snippet"], serde_json::Value::Null);
}

#[test]
fn of_findings_of_one_kind_the_first_hundred_are_shown() {
    let many = (0..250).map(|i| Diagnostic::warning("w", place(1, 1 + i, "#/a"), "left out"));
    let mut all: Vec<Diagnostic> = many.collect();
    all.push(Diagnostic::warning(
        "v",
        place(1, 1, "#/b"),
        "something else",
    ));
    let found = findings("a: 1\n", all);
    let text = found.to_human(false);
    assert_eq!(text.matches("warning[w]: left out").count(), 100);
    assert!(text.contains("warning[v]: something else"), "{text}");
    assert!(
        text.contains("warning[w]: there are 150 more findings of this kind"),
        "{text}"
    );
    assert_eq!(found.to_json().unwrap().lines().count(), 102);
    assert_eq!(found.count(), "251 warnings");
}

#[test]
fn neither_a_message_nor_a_line_shows_a_password() {
    let text = "servers:\n- url: https://käthe:s3cret@t.example/@me # //not@one\n";
    let diagnostic = Diagnostic::warning(
        "server-part",
        place(2, 3, "#/servers/0"),
        "the server `https://käthe:s3cret@t.example/@me` is used",
    );
    let findings = findings(text, vec![diagnostic]);
    assert_eq!(
        findings.to_human(false),
        "\
warning[server-part]: the server `https://************@t.example/@me` is used
 --> specs/pages/send.md:2:3
  |
2 | - url: https://************@t.example/@me # //***@one
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = at: #/servers/0

"
    );
    assert!(!findings.to_json().unwrap().contains("s3cret"));
}
