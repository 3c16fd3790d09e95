//! Documents in words of OpenAPI 3.1.

use serde_json::{Value, json};

use super::{document, place, run, source};

/// A schema of a 3.1 document after the upgrade, and the findings about it.
pub(super) fn upgraded(schema: &str) -> (Value, String) {
    let text = format!(
        "openapi: 3.1.0\ncomponents:\n  schemas:\n    S: {schema}\n    Other: {{type: string}}\n"
    );
    let (document, report) = run(vec![source("a.yaml", &text)], None);
    let value = document.unwrap().root.to_value()["components"]["schemas"]["S"].clone();
    (value, report.to_string())
}

/// Checks rows of a schema in words of 3.1 and the same in words of 3.0.
pub(super) fn check<const N: usize>(rows: [(&str, Value); N]) {
    for (before, after) in rows {
        let (value, report) = upgraded(before);
        assert_eq!(report, "", "{before}");
        assert_eq!(value, after, "{before}");
    }
}

#[test]
fn a_list_of_types_becomes_one_type_or_a_union() {
    let union = json!([{"type": "string", "maxLength": 3}, {"type": "integer", "minimum": 1}]);
    check([
        (
            "{type: [string, 'null']}",
            json!({"type": "string", "nullable": true}),
        ),
        ("{type: [string]}", json!({"type": "string"})),
        (
            "{type: [integer, number], minimum: 1}",
            json!({"type": "number", "minimum": 1}),
        ),
        ("{type: 'null'}", json!({"nullable": true, "enum": [null]})),
        (
            "{type: [string, integer], maxLength: 3, minimum: 1, title: t}",
            json!({"title": "t", "anyOf": union}),
        ),
        (
            "{type: [string, integer, 'null'], enum: [a, 1, null]}",
            json!({"enum": ["a", 1, null], "nullable": true}),
        ),
    ]);
}

#[test]
fn a_number_that_may_be_sent_as_a_string_is_a_number() {
    check([
        (
            r"{type: [integer, string], format: int32, pattern: '^-?(?:0|[1-9]\d*)$'}",
            json!({"type": "integer", "format": "int32"}),
        ),
        (
            r"{type: ['null', number, string], format: double, pattern: '^-?(?:0|[1-9]\d*)(?:\.\d+)?$', minimum: 0}",
            json!({"type": "number", "format": "double", "minimum": 0, "nullable": true}),
        ),
        (
            "{type: [integer, string], pattern: '^[a-z]+$'}",
            json!({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[a-z]+$"}]}),
        ),
    ]);
}

#[test]
fn null_in_a_union_becomes_nullable() {
    let other = json!([{"$ref": "#/components/schemas/Other"}]);
    check([
        (
            "{anyOf: [{$ref: '#/components/schemas/Other'}, {type: 'null'}], title: t}",
            json!({"title": "t", "nullable": true, "allOf": other}),
        ),
        (
            "{oneOf: [{type: string}, {type: integer}, {type: 'null'}]}",
            json!({"oneOf": [{"type": "string"}, {"type": "integer"}], "nullable": true}),
        ),
        (
            "{anyOf: [{type: 'null'}]}",
            json!({"nullable": true, "enum": [null]}),
        ),
        (
            "{anyOf: [{type: object, nullable: true}, {$ref: '#/components/schemas/Other'}]}",
            json!({"nullable": true, "allOf": other}),
        ),
    ]);
}

#[test]
fn an_object_that_may_be_null_is_null_beside_a_reference_alone() {
    let object = json!({"type": "object", "nullable": true});
    let string = json!({"type": "string"});
    check([(
        "{anyOf: [{type: object, nullable: true}, {type: string}]}",
        json!({"anyOf": [object, string]}),
    )]);
}

#[test]
fn bounds_constants_and_examples_take_their_older_form() {
    check([
        ("{const: a}", json!({"enum": ["a"]})),
        ("{const: null}", json!({"nullable": true, "enum": [null]})),
        (
            "{exclusiveMinimum: 3}",
            json!({"minimum": 3, "exclusiveMinimum": true}),
        ),
        ("{exclusiveMinimum: 3, minimum: 5}", json!({"minimum": 5})),
        (
            "{exclusiveMaximum: 3, maximum: 5}",
            json!({"maximum": 3, "exclusiveMaximum": true}),
        ),
        ("{exclusiveMaximum: 5, maximum: 3}", json!({"maximum": 3})),
        (
            "{exclusiveMinimum: true, minimum: 5}",
            json!({"exclusiveMinimum": true, "minimum": 5}),
        ),
        ("{examples: [1, 2]}", json!({"example": 1})),
        ("{examples: [1, 2], example: 3}", json!({"example": 3})),
        (
            "{exclusiveMaximum: 9223372036854775808, maximum: 9223372036854775809}",
            json!({"maximum": 9_223_372_036_854_775_808_u64, "exclusiveMaximum": true}),
        ),
    ]);
}

#[test]
fn content_of_bytes_is_a_format_and_text_is_text() {
    let bytes = json!({"type": "string", "format": "binary"});
    check([
        (
            "{contentEncoding: base64}",
            json!({"type": "string", "format": "byte"}),
        ),
        (
            "{contentEncoding: BASE64, contentMediaType: image/png, type: string}",
            json!({"type": "string", "format": "byte"}),
        ),
        (
            "{contentMediaType: application/octet-stream}",
            bytes.clone(),
        ),
        (
            "{contentMediaType: 'Image/PNG; q=1'}",
            json!({"type": "string", "contentMediaType": "Image/PNG; q=1", "format": "binary"}),
        ),
        ("{contentEncoding: binary}", bytes),
        (
            "{contentMediaType: application/ld+json, type: string}",
            json!({"type": "string"}),
        ),
        (
            "{contentMediaType: text/html, contentEncoding: 8bit, type: string}",
            json!({"type": "string"}),
        ),
    ]);
    let (schema, report) = upgraded("{type: string, contentEncoding: base32}");
    assert_eq!(schema, json!({"type": "string"}));
    assert!(
        report.starts_with("warning[no-counterpart]: `contentEncoding: base32` is not decoded"),
        "{report}"
    );
}

#[test]
fn schemas_that_are_booleans_become_objects() {
    let properties = json!({"a": {"not": {}}, "b": {"type": "integer", "nullable": true}});
    check([
        (
            "{properties: {a: false, b: {type: [integer, 'null']}}, additionalProperties: false}",
            json!({"properties": properties, "additionalProperties": false}),
        ),
        (
            "{type: array, items: true, $comment: c, $schema: s}",
            json!({"type": "array", "items": {}}),
        ),
        (
            "{$ref: '#/components/schemas/Other', description: d}",
            json!({"$ref": "#/components/schemas/Other", "description": "d"}),
        ),
    ]);
}

#[test]
fn the_upgrade_changes_nothing_the_second_time() {
    for schema in [
        "{type: [string, integer, 'null'], maxLength: 3}",
        "{anyOf: [{type: string}, {type: 'null'}]}",
        "{exclusiveMinimum: 3, examples: [1], const: 4, $defs: {D: {type: 'null'}}}",
        "{oneOf: [{type: 'null'}]}",
        "{type: array, prefixItems: [{type: string}, {type: string}], items: false}",
        "{additionalProperties: {type: integer}, propertyNames: {type: string}}",
        "{type: object, unevaluatedProperties: {not: {}}}",
        "true",
    ] {
        let (once, _) = upgraded(schema);
        let (twice, report) = upgraded(&once.to_string());
        assert_eq!((twice, report.as_str()), (once, ""), "{schema}");
    }
}

#[test]
fn what_has_no_counterpart_is_left_out_with_a_warning() {
    let (_, report) = upgraded("{propertyNames: {type: string, maxLength: 3}}");
    assert!(
        report.starts_with("warning[no-counterpart]: `propertyNames` cannot"),
        "{report}"
    );
    let (value, report) = upgraded("{type: array, contains: {}}");
    assert_eq!(value, json!({"type": "array"}));
    assert!(report.contains("warning[no-counterpart]: `contains` cannot be expressed in OpenAPI 3.0 and is left out\n  --> a.yaml:4:"), "{report}");

    let (value, report) = upgraded(
        "{type: object, patternProperties: {'^x-': {type: string}}, additionalProperties: false}",
    );
    assert_eq!(
        value,
        json!({"type": "object", "additionalProperties": {"type": "string"}})
    );
    assert!(
        report.starts_with(
            "warning[no-counterpart]: the patterns of `patternProperties` are not checked"
        ),
        "{report}"
    );

    let (_, report) = upgraded("{type: [string, integer], anyOf: [{title: a}]}");
    assert!(
        report.starts_with("warning[no-counterpart]: a list of types beside `anyOf`"),
        "{report}"
    );
}

#[test]
fn definitions_move_to_the_components_and_references_follow() {
    let text = "openapi: 3.1.0\ncomponents:\n  schemas:\n    Order:\n      properties: {line: {$ref: '#/$defs/Line'}, unit: {$ref: '#/components/schemas/Order/$defs/Unit'}}\n      \
        $defs: {Line: {properties: {unit: {$ref: '#/$defs/Unit'}}}, Unit: {type: string}}\n";
    let document = document(vec![source("a.yaml", text)]);
    let schemas = document.root.to_value()["components"]["schemas"].clone();
    let unit = json!({"$ref": "#/components/schemas/Order.Unit"});
    let expected = json!({
        "Order": {"properties": {"line": {"$ref": "#/components/schemas/Order.Line"}, "unit": unit}},
        "Order.Line": {"properties": {"unit": unit}},
        "Order.Unit": {"type": "string"},
    });
    assert_eq!(schemas, expected);
    let pointer = "#/components/schemas/Order.Unit";
    assert_eq!(
        place(&document, pointer),
        "a.yaml:6:67  #/components/schemas/Order/$defs/Unit"
    );
}

#[test]
fn only_schemas_are_rewritten() {
    let text = "openapi: 3.1.0\npaths:\n  /a:\n    post:\n      parameters: [{name: p, examples: {e: {value: 1}}, schema: {type: [string, 'null']}}]\n      \
        requestBody: {content: {application/json: {schema: {const: 1}, examples: {e: {value: {const: 1}}}}}}\n      \
        responses: {200: {headers: {H: {schema: {const: 2}}}, content: {a/b: {schema: {const: 3}}}}}\n\
        components: {schemas: {const: {properties: {const: {default: {const: 1}}, examples: {type: string}}}}}\n";
    let value = document(vec![source("a.yaml", text)]).root.to_value();
    let post = &value["paths"]["/a"]["post"];
    assert_eq!(
        post["parameters"][0]["examples"],
        json!({"e": {"value": 1}})
    );
    assert_eq!(
        post["parameters"][0]["schema"],
        json!({"type": "string", "nullable": true})
    );
    let body = &post["requestBody"]["content"]["application/json"];
    assert_eq!(
        body,
        &json!({"schema": {"enum": [1]}, "examples": {"e": {"value": {"const": 1}}}})
    );
    assert_eq!(
        post["responses"]["200"]["headers"]["H"]["schema"],
        json!({"enum": [2]})
    );
    assert_eq!(
        post["responses"]["200"]["content"]["a/b"]["schema"],
        json!({"enum": [3]})
    );
    let expected = json!({"const": {"properties": {"const": {"default": {"const": 1}}, "examples": {"type": "string"}}}});
    assert_eq!(value["components"]["schemas"], expected);
}

#[test]
fn webhooks_are_left_out_with_a_note() {
    let text = "openapi: 3.1.0\nwebhooks: {w: {post: {}}}\n";
    let (document, report) = run(vec![source("a.yaml", text)], None);
    assert_eq!(
        document.unwrap().root.to_value(),
        json!({"openapi": "3.0.3"})
    );
    assert!(
        report.to_string().starts_with("warning[webhooks-ignored]"),
        "{report}"
    );
}

#[test]
fn what_is_written_anew_has_the_place_of_what_it_stands_for() {
    let text = "openapi: 3.1.0\ncomponents:\n  schemas:\n    S:\n      exclusiveMinimum: 3\n";
    let document = document(vec![source("a.yaml", text)]);
    let expected = "a.yaml:5:7  #/components/schemas/S/exclusiveMinimum";
    assert_eq!(place(&document, "#/components/schemas/S/minimum"), expected);
    assert_eq!(
        place(&document, "#/components/schemas/S/exclusiveMinimum"),
        expected
    );
}

#[test]
fn the_overlay_speaks_of_the_document_as_published() {
    let text = "openapi: 3.1.0\ncomponents: {schemas: {S: {type: [string]}}}\n";
    let overlay = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n  - target: $.components.schemas.S.type\n    update: 'null'\n";
    let (document, report) = run(vec![source("a.yaml", text)], Some(overlay));
    assert_eq!(report.to_string(), "");
    let schema = document.unwrap().root.to_value()["components"]["schemas"]["S"].clone();
    assert_eq!(schema, json!({"type": "string", "nullable": true}));
}

#[test]
fn a_type_that_is_listed_again_doubles_nothing() {
    let mut schema = "type: string".to_owned();
    for _ in 0..40 {
        schema = format!("type: [object, object, array], properties: {{a: {{{schema}}}}}");
    }
    let (value, report) = upgraded(&format!("{{{schema}}}"));
    assert_eq!(report, "");
    assert_eq!(value["anyOf"].as_array().map(Vec::len), Some(2));
}
