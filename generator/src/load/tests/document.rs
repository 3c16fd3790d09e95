//! YAML and JSON texts: what they mean and where each node stands.

use serde_json::json;

use crate::diagnostic::Pointer;
use crate::load::{Document, Node};

use super::{HEAD, document, findings, place, run, source, value};

#[test]
fn every_node_has_the_line_column_and_pointer_of_its_key() {
    let text = format!("{HEAD}paths:\n  /a:\n    get:\n      tags: [é, b]\n");
    let document = document(vec![source("a.yaml", &text)]);
    assert_eq!(
        place(&document, "#/paths/~1a/get"),
        "a.yaml:5:5  #/paths/~1a/get"
    );
    assert_eq!(
        place(&document, "#/paths/~1a/get/tags/1"),
        "a.yaml:6:17  #/paths/~1a/get/tags/1"
    );
    assert_eq!(place(&document, "#"), "a.yaml:1:1");
}

#[test]
fn json_has_the_same_places() {
    let text =
        "\u{feff}{\r\n  \"openapi\": \"3.0.3\",\r\n  \"x-é\": [1, {\"a\\u0062\": true}]\r\n}\r\n";
    let document = document(vec![source("a.json", text)]);
    assert_eq!(place(&document, "#/x-é/1"), "a.json:3:14  #/x-é/1");
    assert_eq!(place(&document, "#/x-é/1/ab"), "a.json:3:15  #/x-é/1/ab");
}

#[test]
fn what_takes_characters_in_one_line_has_an_end() {
    let flow = "{\"x-a\": {\"b\": \"strng\", \"c\": [1, true], \"d\": 3}}";
    for (path, shift) in [("a.yaml", 2), ("a.json", 0)] {
        let (text, line) = match shift {
            0 => (flow.replacen('{', "{\"openapi\": \"3.0.3\",\n", 1), 2),
            _ => (format!("{HEAD}x-a: {}\n", &flow[8..flow.len() - 1]), 3),
        };
        let document = document(vec![source(path, &text)]);
        let end = |pointer: &str| {
            let node = document.root.at(&Pointer::parse(pointer).unwrap());
            let end = document.origins.location(node.unwrap().origin).end.unwrap();
            assert_eq!(end.line, line, "{path} {pointer}");
            end.column + shift
        };
        let columns = ["#/x-a/b", "#/x-a/c/1", "#/x-a/c", "#/x-a/d", "#/x-a"].map(end);
        assert_eq!(columns, [21, 36, 37, 45, 46], "{path}");
    }
    let block = document(vec![source(
        "a.yaml",
        &format!("{HEAD}x-a:\n  b: |\n    c\n"),
    )]);
    for pointer in ["#/x-a", "#/x-a/b"] {
        let node = block.root.at(&Pointer::parse(pointer).unwrap()).unwrap();
        assert_eq!(block.origins.location(node.origin).end, None, "{pointer}");
    }
}

#[test]
fn keys_are_taken_as_they_are_spelled() {
    let read = value(&format!(
        "{HEAD}x-: {{200: a, 1.0: b, true: c, ~: d, 0x1F: e, no: f, 2020-01-01: g}}\n"
    ));
    let expected = json!({"200": "a", "1.0": "b", "true": "c", "~": "d", "0x1F": "e", "no": "f", "2020-01-01": "g"});
    assert_eq!(read["x-"], expected);
}

#[test]
fn words_of_yaml_1_1_are_strings() {
    let read = value(&format!(
        "{HEAD}x-: [no, yes, on, y, 012, 1_000, 12:30:00, 2020-01-01, 0o17, !!str 5]\n"
    ));
    let expected = json!([
        "no",
        "yes",
        "on",
        "y",
        "012",
        "1_000",
        "12:30:00",
        "2020-01-01",
        15,
        "5"
    ]);
    assert_eq!(read["x-"], expected);
}

#[test]
fn numbers_keep_their_precision() {
    let numbers =
        "[18446744073709551615, -9223372036854775808, 60.731862325406084, 36893488147419103232]";
    let near: f64 = "60.731862325406084".parse().unwrap();
    let expected = json!([u64::MAX, i64::MIN, near, 36_893_488_147_419_103_232.0]);
    assert_eq!(value(&format!("{HEAD}x-: {numbers}\n"))["x-"], expected);
    let text = format!("{{\"openapi\": \"3.0.3\", \"x-\": {numbers}}}");
    assert_eq!(
        document(vec![source("a.json", &text)]).root.to_value()["x-"],
        expected
    );
}

#[test]
fn integers_beyond_64_bits_keep_their_digits() {
    let digits = "[99999999999999999999999999, -9223372036854775809, 170141183460469231731687303715884105727]";
    let yaml = document(vec![source("a.yaml", &format!("{HEAD}x-: {digits}\n"))]);
    let text = format!("{{\"openapi\": \"3.0.3\", \"x-\": {digits}}}");
    let json = document(vec![source("a.json", &text)]);
    for document in [yaml, json] {
        let numbers = document.root.get("x-").and_then(Node::as_array).unwrap();
        let spelled: Vec<String> = numbers
            .iter()
            .map(|number| number.as_number().unwrap().to_string())
            .collect();
        assert_eq!(format!("[{}]", spelled.join(", ")), digits);
    }
}

#[test]
fn scalars_remember_how_they_are_spelled() {
    let spelled = |document: &Document| {
        let list = document.root.get("x-").and_then(Node::as_array).unwrap();
        list.iter().map(Node::written).collect::<Vec<_>>().join(" ")
    };
    let yaml = "[1.10, 0x10, 1e3, .5, +1, -0, TRUE, true, 5, 1.5, &a 2.0, *a]";
    let yaml = document(vec![source("a.yaml", &format!("{HEAD}x-: {yaml}\n"))]);
    assert_eq!(
        spelled(&yaml),
        "1.10 0x10 1e3 .5 +1 -0 TRUE true 5 1.5 2.0 2.0"
    );
    let values = json!([1.1, 16, 1000.0, 0.5, 1, 0, true, true, 5, 1.5, 2.0, 2.0]);
    assert_eq!(yaml.root.to_value()["x-"], values);
    let json = r#"{"openapi": "3.0.3", "x-": [1.10, 1E3, -0, true, 5, 1.5]}"#;
    let json = document(vec![source("a.json", json)]);
    assert_eq!(spelled(&json), "1.10 1E3 -0 true 5 1.5");
}

#[test]
fn numbers_that_json_lacks_are_strings_with_a_warning() {
    let (document, report) = run(vec![source("a.yaml", &format!("{HEAD}x-: -.inf\n"))], None);
    assert_eq!(document.unwrap().root.to_value()["x-"], json!("-.inf"));
    assert!(
        report.to_string().starts_with("warning[not-a-json-number]"),
        "{report}"
    );
}

#[test]
fn what_json_can_say_and_no_parser_reads_costs_that_value_alone() {
    let text = r#"{"openapi": "3.0.3", "x-é": 1e400,
        "x-": ["\ud83d\ude00", "\ud83d", "\\ud83d", "\ude00\ud83d\ude00", -9e999, 1],
        "x-\ud83d": {"a": {"b": 2}}}"#;
    let (document, report) = run(vec![source("a.json", text)], None);
    let document = document.unwrap();
    let read = document.root.to_value();
    let list = json!(["😀", "\u{fffd}", "\\ud83d", "\u{fffd}😀", "-9e999", 1]);
    assert_eq!(read["x-"], list);
    assert_eq!(read["x-é"], json!("1e400"));
    assert_eq!(
        place(&document, "#/x-\u{fffd}/a/b"),
        "a.json:3:28  #/x-\u{fffd}/a/b"
    );
    let report = report.to_string();
    assert!(
        report.contains("warning[half-character]: 3 escapes"),
        "{report}"
    );
    assert!(report.contains("a.json:2:33\n"), "{report}");
    assert!(
        report.contains("`1e400` is more than 64 bits hold"),
        "{report}"
    );
    assert!(report.contains("a.json:1:22  #/x-é"), "{report}");
    for wrong in ["01e400", "1.e400", "1e400x", "\"\\uzzzz\""] {
        let text = format!("{{\"openapi\": \"3.0.3\", \"x-\": {wrong}}}");
        assert!(
            findings("a.json", &text).starts_with("error[syntax]"),
            "{wrong}"
        );
    }
}

#[test]
fn aliases_and_merge_keys_are_written_out() {
    let read = value(&format!(
        "{HEAD}x-a: &a {{type: string, maxLength: 3}}\nx-b: {{<<: *a, maxLength: 5}}\n\
         x-c: {{<<: [{{type: array}}, *a]}}\nx-d: *a\nx-e: {{<<: plain}}\n"
    ));
    assert_eq!(read["x-b"], json!({"maxLength": 5, "type": "string"}));
    assert_eq!(read["x-c"], json!({"type": "array", "maxLength": 3}));
    assert_eq!(read["x-d"], json!({"type": "string", "maxLength": 3}));
    assert_eq!(read["x-e"], json!({"<<": "plain"}));
    let text = "{\"openapi\": \"3.0.3\", \"x-\": {\"<<\": {\"a\": 1}}}";
    let read = document(vec![source("a.json", text)]).root.to_value();
    assert_eq!(read["x-"], json!({"<<": {"a": 1}}));
}

#[test]
fn a_merge_key_in_quotes_is_a_key_like_any_other() {
    let read = value(&format!(
        "{HEAD}x-a:\n  '<<': {{b: 1}}\n  c: 2\nx-d: {{\"<<\": {{b: 1}}}}\nx-e: {{<<: {{b: 1}}, c: '<<'}}\n"
    ));
    assert_eq!(read["x-a"], json!({"<<": {"b": 1}, "c": 2}));
    assert_eq!(read["x-d"], json!({"<<": {"b": 1}}));
    assert_eq!(read["x-e"], json!({"b": 1, "c": "<<"}));
}

#[test]
fn halves_of_characters_are_read_in_yaml_as_in_json() {
    let text = format!(
        "{HEAD}x-a: {{\"b\": \"é\\ud83d\\ude00!\", \"c\\ud83d\": [\"\\\\ud83d\", \"\\ude00 \\x41\\\"\"]}}\n\
         x-d: '\\ud83d'\nx-e: a \"\\ud83d\" # it's \"\\ud83d\nx-f: |\n  \"\\ud83d\\ude00\"\nx-g: {{h: {{i: 1}}}}\n"
    );
    let (document, report) = run(vec![source("a.yaml", &text)], None);
    let document = document.unwrap();
    let read = document.root.to_value();
    let expected = json!({"b": "é😀!", "c\u{fffd}": ["\\ud83d", "\u{fffd} A\""]});
    assert_eq!(read["x-a"], expected);
    assert_eq!(read["x-d"], json!("\\ud83d"));
    assert_eq!(read["x-e"], json!("a \"\\ud83d\""));
    assert_eq!(read["x-f"], json!("\"\\ud83d\\ude00\"\n"));
    let report = report.to_string();
    assert!(
        report.contains("warning[half-character]: 2 escapes"),
        "{report}"
    );
    assert!(report.contains("a.yaml:3:32\n"), "{report}");
    assert_eq!(
        place(&document, "#/x-a/c\u{fffd}/1"),
        "a.yaml:3:53  #/x-a/c\u{fffd}/1"
    );
    assert_eq!(place(&document, "#/x-g/h/i"), "a.yaml:8:11  #/x-g/h/i");
}

#[test]
fn what_an_alias_repeats_has_the_place_of_the_original() {
    let text = format!("{HEAD}x-a: &a\n  b: 1\nx-c: *a\n");
    let document = document(vec![source("a.yaml", &text)]);
    assert_eq!(place(&document, "#/x-c/b"), "a.yaml:4:3  #/x-c/b");
}

#[test]
fn a_tag_is_a_warning_and_its_value_is_read() {
    let (document, report) = run(
        vec![source("a.yaml", &format!("{HEAD}x-: !secret {{a: 1}}\n"))],
        None,
    );
    assert_eq!(document.unwrap().root.to_value()["x-"], json!({"a": 1}));
    assert!(
        report.to_string().starts_with(
            "warning[yaml-tag]: the YAML tag `!secret` has no meaning in OpenAPI; the plain value is read\n  \
             --> a.yaml:3:1  #/x-\n"
        ),
        "{report}"
    );
}

#[test]
fn of_a_key_that_is_written_twice_the_last_value_counts_and_both_places_are_told() {
    let text = format!("{HEAD}x-a: {{a: 1, b: 2, a: 3}}\nx-b: {{200: a, '200': b}}\n");
    let (document, report) = run(vec![source("a.yaml", &text)], None);
    assert_eq!(
        report.to_string(),
        "warning[duplicate-key]: the key `a` is written twice in one object; the last one counts\n  --> a.yaml:3:19  #/x-a/a\n  \
         ::: a.yaml:3:7  #/x-a/a: the first one\n  \
         help: keep one of the two, or give one of them another name\n\n\
         warning[duplicate-key]: the key `200` is written twice in one object; the last one counts\n  --> a.yaml:4:15  #/x-b/200\n  \
         ::: a.yaml:4:7  #/x-b/200: the first one\n  \
         help: keep one of the two, or give one of them another name\n"
    );
    let root = document.unwrap().root.to_value();
    assert_eq!(root["x-a"], json!({"a": 3, "b": 2}));
    assert_eq!(root["x-b"], json!({"200": "b"}));
    let found = findings(
        "a.json",
        "{\"openapi\": \"3.0.3\", \"a\": 1,\n \"\\u0061\": 2}",
    );
    assert!(
        found.contains("the key `a` is written twice in one object; the last one counts\n  --> a.json:2:2  #/a\n"),
        "{found}"
    );
}

#[test]
fn broken_syntax_is_reported_where_it_breaks() {
    let found = findings("a.yaml", "openapi: 3.0.3\ninfo:\n  title: t\n version: 1\n");
    assert!(
        found.starts_with(
            "error[syntax]: this is not valid YAML: did not find expected key\n  --> a.yaml:4:2"
        ),
        "{found}"
    );
    let found = findings("a.yaml", "openapi: 3.0.3\ntags:\n\t- name: t\n");
    assert!(
        found.starts_with(
            "error[syntax]: this is not valid YAML: a tab stands where only spaces can\n  --> a.yaml:3:1"
        ) && found.contains("help: write spaces in the place of the tab"),
        "{found}"
    );
    let found = findings(
        "a.json",
        "{\"openapi\": \"3.0.3\",\n \"paths\": {\"é\": nope}}",
    );
    assert!(
        found.starts_with(
            "error[syntax]: this is not valid JSON: expected ident\n  --> a.json:2:18  #/paths/é\n"
        ),
        "{found}"
    );
    let found = findings("a.json", "{\"openapi\": \"3.0.3\"} x");
    assert!(
        found.starts_with("error[syntax]: this is not valid JSON: trailing characters\n"),
        "{found}"
    );
}

#[test]
fn indentation_that_only_yaml_1_1_allows_costs_places_alone() {
    let text = format!("{HEAD}x-y:\n  y: {{\n    a: 1\n }}\nx-z:\n  b: 2\n");
    let (document, report) = run(vec![source("a.yaml", &text)], None);
    let document = document.unwrap();
    assert_eq!(document.root.to_value()["x-z"], json!({"b": 2}));
    assert!(
        report
            .to_string()
            .starts_with("warning[approximate-places]"),
        "{report}"
    );
    assert!(report.to_string().contains("a.yaml:6:2"), "{report}");
    assert_eq!(place(&document, "#/x-z/b"), "a.yaml:1:1  #/x-z/b");
}

#[test]
fn a_version_without_quotes_is_read_with_a_warning() {
    let (document, report) = run(vec![source("a.yaml", "openapi: 3.0\n")], None);
    assert_eq!(document.unwrap().root.to_value()["openapi"], json!("3.0"));
    assert!(
        report.to_string().starts_with("warning[unquoted-version]"),
        "{report}"
    );
}

#[test]
fn no_input_is_an_error() {
    let (document, report) = run(Vec::new(), None);
    assert!(document.is_none());
    assert_eq!(
        report.to_string(),
        "error[no-input]: there is no description to read\n  help: name a page, a YAML or a JSON file\n"
    );
}

#[test]
fn what_is_no_openapi_is_called_by_its_name() {
    for (path, text, name) in [
        ("a.yaml", "asyncapi: 3.0.0\n", "AsyncAPI"),
        ("a.yaml", "overlay: 1.0.0\n", "OpenAPI Overlay"),
        ("a.yaml", "arazzo: 1.0.0\n", "Arazzo"),
        ("a.json", "\n<!DOCTYPE html><html></html>", "HTML"),
        ("a.yaml", "<html>\n\t<head>", "HTML"),
        ("a.yaml", " \n", "the document is empty"),
        ("a.yaml", "hello", "no OpenAPI document"),
    ] {
        let found = findings(path, text);
        assert!(found.starts_with("error[no-document]"), "{text}: {found}");
        assert!(found.contains(name), "{text}: {found}");
        assert_eq!(found.matches("error").count(), 1, "{text}: {found}");
    }
}

#[test]
fn what_a_merge_key_brings_has_its_place_in_the_mapping_around() {
    let text = format!("{HEAD}x-a: &a\n  info: {{a: 1}}\nx-b:\n  <<: *a\n");
    let read = document(vec![source("a.yaml", &text)]);
    assert_eq!(place(&read, "#/x-b/info/a"), "a.yaml:4:10  #/x-b/info/a");
}
