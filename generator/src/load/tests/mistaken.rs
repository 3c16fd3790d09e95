//! What is given in the place of a document, or given twice.

use super::{HEAD, findings, run, source};

#[test]
fn what_json_does_not_have_is_told_apart() {
    for (text, help) in [
        (
            "{\n // why\n \"a\": 1}",
            "remove the comment: JSON has none",
        ),
        (
            "{\"a\": 1, /* why */ \"b\": 2}",
            "remove the comment: JSON has none",
        ),
        ("{\"a\": [1,\n]}", "remove the comma before this bracket"),
        ("{\"a\": 'b'}", "put texts and names into double quotes\n"),
        (
            "{a: 1}",
            "put texts and names into double quotes; the only words",
        ),
        (
            "a: 1\n",
            "if it is YAML, give the file a name that ends in `.yaml`",
        ),
        ("{\"a\": [1", "check that the file was written to its end"),
        ("", "check that the file was written to its end"),
        (
            "{\"a\": 1 \"b\": 2}",
            "correct the text here or right before it",
        ),
    ] {
        let found = findings("a.json", text);
        assert!(
            found.starts_with("error[syntax]") && found.contains(&format!("help: {help}")),
            "{text}: {found}"
        );
    }
}

#[test]
fn a_file_that_is_given_twice_is_read_once() {
    let text = format!("{HEAD}paths: {{/a: {{get: {{responses: {{}}}}}}}}\n");
    let (document, report) = run(
        vec![source("./a.yaml", &text), source("a.yaml", &text)],
        None,
    );
    assert!(document.is_some());
    assert_eq!(
        report.to_string(),
        "warning[given-twice]: a.yaml is given more than once; it is read once\n  --> a.yaml:1:1\n  \
         help: name it once, or correct the name of the other file\n"
    );
}

#[test]
fn what_is_no_openapi_document_is_named() {
    for text in ["", "  \n", "42\n", "<!doctype html><p>404</p>", "- a\n"] {
        let found = findings("a.yaml", text);
        assert!(found.starts_with("error[no-document]"), "{text:?}: {found}");
    }
    assert!(findings("a.yaml", "paths: {}\n").starts_with("error[unknown-version]"));
    let found = findings("a.yaml", "openapi: 4.0.0\n");
    assert!(found.starts_with("error[unknown-version]: OpenAPI version \"4.0.0\" is not understood\n  --> a.yaml:1:1  #/openapi\n"), "{found}");
    assert!(findings("a.yaml", "openapi: 3.10.0\n").starts_with("error[unknown-version]"));
    for (text, what) in [
        (
            "#%RAML 1.0\ntitle: t\n",
            "this is a RAML document and no OpenAPI document",
        ),
        (
            "<?xml version=\"1.0\"?>\n",
            "this is an XML document and no OpenAPI document",
        ),
        (
            "info: {_postman_id: x}\n",
            "this is a Postman collection, which lists requests and describes no API",
        ),
        (
            "$schema: https://json-schema.org/draft/2020-12/schema\n",
            "this is a JSON Schema, which describes values and no API",
        ),
    ] {
        let found = findings("a.yaml", text);
        assert!(
            found.starts_with(&format!("error[no-document]: {what}\n")),
            "{found}"
        );
    }
    let found = findings("a.yaml", "info: {}\nswagger: '2.0'\n");
    assert!(found.starts_with("error[swagger-2]: this is a Swagger 2.0 document, the predecessor of OpenAPI\n  --> a.yaml:2:1  #/swagger\n"), "{found}");
}

#[test]
fn what_is_wrong_in_a_text_that_aliases_repeat_is_said_once() {
    let text = format!("{HEAD}paths:\n  /a: &b {{summary: [1]}}\n  /b: *b\n");
    let found = findings("a.yaml", &text);
    assert_eq!(
        found.matches("`summary` has to be a string").count(),
        1,
        "{found}"
    );
    // Where places are lost, two findings in one place are two.
    let text = format!(
        "{HEAD}x-y:\n  y: {{\n    a: 1\n }}\npaths:\n  /a: {{summary: [\n  1]}}\n  /b: {{summary: [1]}}\n"
    );
    let found = findings("a.yaml", &text);
    assert_eq!(
        found.matches("`summary` has to be a string").count(),
        2,
        "{found}"
    );
}
