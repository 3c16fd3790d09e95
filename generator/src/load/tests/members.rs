//! The upgrade of what is said of members and items together: places of lists, placeholders, all that are left.

use serde_json::json;

use super::upgrade::{check, upgraded};

#[test]
fn items_that_are_described_alike_are_the_items_of_a_list() {
    let number = json!({"type": "number", "nullable": true});
    check([(
        "{type: array, prefixItems: [{type: [number, 'null'], title: X}, {type: [number, 'null'], title: Y}], maxItems: 2, minItems: 2}",
        json!({"type": "array", "maxItems": 2, "minItems": 2, "items": number}),
    )]);
}

#[test]
fn an_item_of_a_list_with_places_is_any_of_those_listed() {
    const READ: &str = "warning[no-counterpart]: `prefixItems` is read as if";
    let pair = "prefixItems: [{type: string}, {type: integer}]";
    let either = json!({"anyOf": [{"type": "string"}, {"type": "integer"}]});
    let cases = [
        (format!("{{{pair}}}"), either.clone(), READ),
        (format!("{{{pair}, items: false}}"), either.clone(), READ),
        (
            "{prefixItems: [{type: string}], items: {type: integer}}".to_owned(),
            either.clone(),
            READ,
        ),
        (
            "{items: [{type: string}, {type: integer}], additionalItems: false}".to_owned(),
            either,
            "warning[no-counterpart]: `items` is read as if",
        ),
        (
            "{prefixItems: [{type: number}, {type: number}], items: false}".to_owned(),
            json!({"type": "number"}),
            "",
        ),
        (
            "{prefixItems: [{type: number}, {type: 'null'}]}".to_owned(),
            json!({"nullable": true, "allOf": [{"type": "number"}]}),
            READ,
        ),
        (
            "{prefixItems: [{type: number}, true]}".to_owned(),
            json!({}),
            READ,
        ),
        ("{prefixItems: []}".to_owned(), json!({}), ""),
    ];
    for (schema, items, warned) in cases {
        let (value, report) = upgraded(&schema);
        assert_eq!(value, json!({"items": items}), "{schema}");
        assert!(report.starts_with(warned), "{schema}: {report}");
        assert_eq!(report.is_empty(), warned.is_empty(), "{schema}: {report}");
    }
}

#[test]
fn a_placeholder_for_the_name_of_a_member_stands_for_any_name() {
    let texts = json!({"type": "array", "items": {"type": "string"}});
    check([(
        "{type: object, properties: {<location>: {properties: {<field_name>: {type: array, items: {type: string}}}}}}",
        json!({"type": "object", "additionalProperties": {"additionalProperties": texts}}),
    )]);
    for properties in ["{<a>: {}, <b>: {}}", "{<a: {}}", "{<>: {}}", "{a: {}}"] {
        let (value, _) = upgraded(&format!("{{properties: {properties}}}"));
        assert!(value.get("additionalProperties").is_none(), "{properties}");
    }
}

#[test]
fn what_is_left_over_of_properties_is_additional() {
    let integer = json!({"type": "integer"});
    let reference = json!({"$ref": "#/components/schemas/Other"});
    check([
        (
            "{unevaluatedProperties: {type: integer}}",
            json!({"additionalProperties": integer}),
        ),
        (
            "{unevaluatedProperties: false, additionalProperties: {type: integer}}",
            json!({"additionalProperties": integer}),
        ),
        (
            "{unevaluatedProperties: {not: {}}}",
            json!({"additionalProperties": false}),
        ),
        (
            "{additionalProperties: {not: {}}}",
            json!({"additionalProperties": false}),
        ),
        (
            "{$ref: '#/components/schemas/Other', unevaluatedProperties: false}",
            reference.clone(),
        ),
        (
            "{allOf: [{$ref: '#/components/schemas/Other'}], unevaluatedProperties: {type: integer}}",
            json!({"allOf": [reference], "additionalProperties": integer}),
        ),
    ]);
}
