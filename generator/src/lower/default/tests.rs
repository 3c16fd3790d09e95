//! Which defaults fit, and what is said of those that do not.

use serde_json::{Value, json};

use crate::load::{Input, Source};
use crate::{Options, generate};

/// The findings for a property of this schema, and the docs of the field.
fn run(schema: &Value) -> (String, String) {
    let color = json!({ "type": "string", "enum": ["red", "green"] });
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Test API", "version": "1" },
        "paths": { "/things/": { "post": {
            "operationId": "things_create",
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
            "responses": { "204": { "description": "Done." } },
        } } },
        "components": { "schemas": {
            "Thing": { "type": "object", "properties": { "it": schema } },
            "Color": color,
            "Blank": { "enum": [""] },
            "Self": { "oneOf": [{ "$ref": "#/components/schemas/Self" }, { "type": "integer" }, { "type": "boolean" }] },
        } },
    });
    let source = Source {
        path: "api.json".to_owned(),
        place: None,
        text: document.to_string(),
    };
    let input = Input {
        specs: vec![source],
        overlays: Vec::new(),
    };
    let output = generate(&input, &Options::default()).unwrap();
    let thing = output.files.get("src/types/thing.rs").unwrap().clone();
    (output.report.to_string(), thing)
}

/// The message and the help of the only finding.
fn finding(schema: &Value) -> (String, String) {
    let (report, docs) = run(schema);
    assert_eq!(report.matches("warning[").count(), 1, "{schema}: {report}");
    assert!(!docs.contains("Default:"), "{schema}: {docs}");
    let line = |start: &str| {
        let line = report
            .lines()
            .find_map(|line| line.trim().strip_prefix(start));
        line.unwrap_or_else(|| panic!("{report}")).to_owned()
    };
    let message = line("warning[default-mismatch]: the default ");
    let message = message.strip_suffix("; the docs do not claim it").unwrap();
    assert!(
        report.contains("#/components/schemas/Thing/properties/it/default"),
        "{report}"
    );
    (message.to_owned(), line("help: "))
}

#[test]
fn defaults_that_fit_are_claimed() {
    let color = "#/components/schemas/Color";
    let table = [
        json!({ "type": "string", "default": "" }),
        json!({ "type": "integer", "default": 5.0, "minimum": 5, "maximum": 5 }),
        json!({ "type": "number", "default": 1 }),
        json!({ "type": "boolean", "default": false }),
        json!({ "type": "array", "items": { "type": "string" }, "default": ["a"] }),
        json!({ "type": "object", "additionalProperties": {}, "default": {} }),
        json!({ "default": { "any": "thing" } }),
        // What Django REST framework writes.
        json!({ "type": "string", "format": "decimal", "pattern": "^\\d+$", "default": 0 }),
        json!({ "type": "string", "format": "date", "default": "today" }),
        json!({ "type": "string", "format": "date-time", "default": "2020-01-01" }),
        json!({ "allOf": [{ "$ref": color }], "default": "red" }),
        json!({ "oneOf": [{ "$ref": color }, { "$ref": "#/components/schemas/Blank" }], "default": "" }),
        json!({ "type": "string", "enum": [1, 2], "default": 1 }),
        json!({ "anyOf": [{ "type": "integer" }, { "type": "string", "maxLength": 3 }], "default": "abc" }),
        json!({ "$ref": "#/components/schemas/Self", "default": true }),
        json!({ "type": "string", "format": "uuid", "default": "uuid4" }),
        json!({ "type": "string", "pattern": "^[a-z]\\/\\d$", "default": "a/1" }),
        // As it is not anchored, a part is enough.
        json!({ "type": "string", "pattern": "b", "default": "abc" }),
        json!({ "type": "integer", "multipleOf": 5, "default": -10 }),
        json!({ "type": "number", "multipleOf": 0.1, "default": 0.3 }),
        // What is missing or said of nobody is not wrong.
        json!({
            "type": "object",
            "required": ["a", "b"],
            "properties": { "a": { "$ref": color }, "b": { "type": "integer" } },
            "default": { "a": "red", "c": [] },
        }),
    ];
    for schema in table {
        let (report, docs) = run(&schema);
        assert_eq!(report, "", "{schema}");
        assert!(docs.contains("Default: `"), "{schema}: {docs}");
    }
}

#[test]
fn null_is_a_default_where_null_is_allowed() {
    let color = "#/components/schemas/Color";
    let table = [
        json!({ "type": "string", "nullable": true, "default": null }),
        json!({ "allOf": [{ "$ref": color }], "nullable": true, "default": null }),
        json!({ "oneOf": [{ "$ref": color }, { "enum": [null] }], "default": null }),
        json!({ "oneOf": [{ "type": "string", "nullable": true }, { "type": "integer" }], "default": null }),
        json!({ "default": null }),
    ];
    for schema in table {
        assert_eq!(run(&schema).0, "", "{schema}");
    }
    let (message, help) = finding(&json!({ "type": "string", "default": null }));
    assert_eq!(message, "`null` is not allowed by its schema");
    assert_eq!(help, "remove it, or write `nullable: true` beside it");
    let (message, _) = finding(&json!({ "allOf": [{ "$ref": color }], "default": null }));
    assert_eq!(message, "`null` is not allowed by its schema");
}

fn check(table: &[(Value, &str, &str)]) {
    for (schema, message, help) in table {
        let (said, advised) = finding(schema);
        assert_eq!(
            (said.as_str(), advised.as_str()),
            (*message, *help),
            "{schema}"
        );
    }
}

#[test]
fn defaults_of_another_type_are_reported() {
    check(&[
        (
            json!({ "type": "integer", "default": "10" }),
            "`\"10\"` is not an integer",
            "write `10`",
        ),
        (
            json!({ "type": "integer", "default": 1.5 }),
            "`1.5` is not an integer",
            "write an integer, or correct `type`",
        ),
        (
            json!({ "type": "number", "default": "0.5" }),
            "`\"0.5\"` is not a number",
            "write `0.5`",
        ),
        (
            json!({ "type": "boolean", "default": "True" }),
            "`\"True\"` is not a boolean",
            "write `true`",
        ),
        (
            json!({ "type": "string", "default": 5 }),
            "`5` is not a string",
            "write `\"5\"`",
        ),
        (
            json!({ "type": "array", "items": {}, "default": "a" }),
            "`\"a\"` is not a list",
            "write a list, or correct `type`",
        ),
        (
            json!({ "type": "array", "items": { "type": "integer" }, "default": [1, "2"] }),
            "`[1,\"2\"]` has an item, `\"2\"`, that is not an integer",
            "write `2`",
        ),
    ]);
}

#[test]
fn defaults_beyond_lists_and_limits_are_reported() {
    check(&[
        (
            json!({ "allOf": [{ "$ref": "#/components/schemas/Color" }], "default": "Red" }),
            "`\"Red\"` is not listed in `enum`",
            "write `\"red\"`, or remove it",
        ),
        (
            json!({ "type": "string", "enum": ["a", "b"], "default": "" }),
            "`\"\"` is not listed in `enum`",
            "write one of `\"a\"`, `\"b\"`, or remove it",
        ),
        (
            json!({ "type": "integer", "minimum": 1, "default": 0 }),
            "`0` breaks `minimum: 1`",
            "write a value that keeps to it, or correct `minimum`",
        ),
        (
            json!({ "type": "number", "maximum": 1, "exclusiveMaximum": true, "default": 1 }),
            "`1` breaks `maximum: 1`, which is excluded itself",
            "write a value that keeps to it, or correct `maximum`",
        ),
        (
            json!({ "type": "string", "maxLength": 2, "default": "größe" }),
            "`\"größe\"` breaks `maxLength: 2`",
            "write a value that keeps to it, or correct `maxLength`",
        ),
        (
            json!({ "$ref": "#/components/schemas/Self", "default": "x" }),
            "`\"x\"` fits none of the alternatives",
            "write a value that one of them allows, or remove it",
        ),
    ]);
}

#[test]
fn defaults_unlike_their_pattern_or_step_are_reported() {
    check(&[
        (
            json!({ "type": "string", "pattern": "^\\d+$", "default": "a1" }),
            "`\"a1\"` breaks `pattern: ^\\d+$`",
            "write a value that keeps to it, or correct `pattern`",
        ),
        (
            // As in JavaScript, where a dot is no end of a line.
            json!({ "type": "string", "pattern": "^a.b$", "default": "a\rb" }),
            "`\"a\\rb\"` breaks `pattern: ^a.b$`",
            "write a value that keeps to it, or correct `pattern`",
        ),
        (
            json!({ "type": "integer", "multipleOf": 5, "default": 12 }),
            "`12` breaks `multipleOf: 5`",
            "write a value that keeps to it, or correct `multipleOf`",
        ),
        (
            json!({ "type": "number", "multipleOf": 0.1, "default": 0.35 }),
            "`0.35` breaks `multipleOf: 0.1`",
            "write a value that keeps to it, or correct `multipleOf`",
        ),
    ]);
}

#[test]
fn wrong_members_of_a_default_are_reported() {
    let shape = json!({
        "size": { "type": "integer" },
        "colors": { "type": "array", "items": { "$ref": "#/components/schemas/Color" } },
        "note": { "type": "string" },
    });
    let object =
        |default: Value| json!({ "type": "object", "properties": shape, "default": default });
    check(&[
        (
            object(json!({ "size": "5" })),
            "`{\"size\":\"5\"}` has a member `size`, `\"5\"`, that is not an integer",
            "write `5`",
        ),
        (
            object(json!({ "colors": ["red", "Green"] })),
            "`{\"colors\":[\"red\",\"Green\"]}` has a member `colors`, `[\"red\",\"Green\"]`, that has an item, \
             `\"Green\"`, that is not listed in `enum`",
            "write `\"green\"`, or remove it",
        ),
        (
            object(json!({ "note": null })),
            "`{\"note\":null}` has a member `note`, `null`, that is not allowed by its schema",
            "remove it, or write `nullable: true` beside it",
        ),
        (
            json!({ "type": "object", "additionalProperties": { "type": "integer" }, "default": { "a": true } }),
            "`{\"a\":true}` has a member `a`, `true`, that is not an integer",
            "write an integer, or correct `type`",
        ),
    ]);
}

/// A pattern that is not enforced is a finding of its own, and one that is costly is not matched.
#[test]
fn patterns_that_cannot_be_matched_allow_any_default() {
    let pattern = |pattern: &str| json!({ "type": "string", "pattern": pattern, "default": "b" });
    assert_eq!(run(&pattern("^a{3000}$")).0, "");
    let (report, docs) = run(&pattern("^(?=a)$"));
    assert!(!report.contains("default-mismatch"), "{report}");
    assert!(docs.contains("Default: `"), "{docs}");
}

/// Defaults and alternatives that would be compared a million times.
#[test]
fn comparing_defaults_ends_with_a_finding() {
    let mut alternatives: Vec<Value> = (1..1000)
        .map(|i| json!({ "type": "string", "minLength": i }))
        .collect();
    alternatives.push(json!({ "type": "string" }));
    let items = json!({ "oneOf": alternatives });
    let many = json!({ "type": "array", "items": items, "default": vec![""; 1000] });
    let lists: Vec<Value> = (0..300)
        .map(|i| json!({ "type": "array", "minItems": i, "items": { "type": "array", "items": { "type": "string" } } }))
        .collect();
    let large = json!({ "oneOf": lists, "default": [vec![0; 1000]] });
    for schema in [many, large] {
        let (report, _) = run(&schema);
        assert_eq!(report.matches("warning[too-large]").count(), 1, "{report}");
        assert!(!report.contains("default-mismatch"), "{report}");
    }
}

/// Alternatives take what stands beside them, and each narrows it.
#[test]
fn a_default_that_one_of_several_copies_allows_is_right() {
    let status = |value: &str| json!({ "properties": { "status": { "enum": [value] } } });
    let (report, _) = run(&json!({
        "type": "object",
        "properties": { "status": { "type": "string", "enum": ["new", "old"], "default": "new" } },
        "oneOf": [status("old"), status("new")],
    }));
    assert_eq!(report, "");
}

#[test]
fn limits_that_nothing_keeps_to_are_one_finding() {
    let (report, _) = run(&json!({ "type": "integer", "minimum": 5, "maximum": 1, "default": 3 }));
    assert_eq!(report.matches("warning[").count(), 1, "{report}");
    assert!(report.contains("warning[impossible-limits]"), "{report}");
}
