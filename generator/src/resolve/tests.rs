//! What resolving leaves, and what it says about what it cannot resolve.

mod inlined;

use serde_json::{Value, json};

use super::{Resolved, resolve};
use crate::diagnostic::Diagnostics;
use crate::load::{Document, Kind, Map, Node, Origin, Origins};

fn node(value: &Value, origins: &mut Origins, origin: Origin) -> Node {
    let kind = match value {
        Value::Null => Kind::Null,
        Value::Bool(value) => Kind::Bool(*value, None),
        Value::Number(number) => Kind::Number(number.clone().into(), None),
        Value::String(text) => Kind::String(text.clone()),
        Value::Array(items) => Kind::Array(
            items
                .iter()
                .map(|item| child("0", item, origins, origin))
                .collect(),
        ),
        Value::Object(members) => Kind::Object(
            members
                .iter()
                .map(|(key, value)| (key.clone(), child(key, value, origins, origin)))
                .collect::<Map>(),
        ),
    };
    Node { kind, origin }
}

fn child(key: &str, value: &Value, origins: &mut Origins, parent: Origin) -> Node {
    let origin = origins.add(parent, key, 1, 1);
    node(value, origins, origin)
}

fn run(root: &Value) -> (Resolved, Vec<String>) {
    let mut origins = Origins::default();
    let origin = origins.add_file("test.yaml", 1, 1);
    let root = node(root, &mut origins, origin);
    let mut diagnostics = Diagnostics::default();
    let resolved = resolve(
        Document {
            root,
            origins,
            pages: Vec::new(),
        },
        &mut diagnostics,
    );
    let report = diagnostics.take_report();
    let messages = report
        .diagnostics()
        .iter()
        .map(ToString::to_string)
        .collect();
    (resolved, messages)
}

pub(super) fn schemas(schemas: Value) -> (Value, Vec<String>) {
    let (resolved, messages) = run(&json!({ "components": { "schemas": schemas } }));
    let value = resolved.schemas().map(|map| {
        Value::Object(
            map.iter()
                .map(|(key, node)| (key.clone(), node.to_value()))
                .collect(),
        )
    });
    (value.unwrap_or_default(), messages)
}

#[test]
fn all_of_one_reference_is_that_reference_with_its_annotations() {
    let (resolved, messages) = schemas(json!({
        "Color": { "type": "string", "title": "Not inherited" },
        "Car": { "properties": { "paint": {
            "allOf": [{ "$ref": "#/components/schemas/Color" }],
            "nullable": true,
            "description": "Its paint.",
        } } },
    }));
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        resolved["Car"]["properties"]["paint"],
        json!({ "$ref": "#/components/schemas/Color", "nullable": true, "description": "Its paint." })
    );
}

#[test]
fn limits_that_all_listed_values_keep_say_nothing_beside_a_reference() {
    let paint = |minimum: i64, maximum: i64| {
        let (resolved, messages) = schemas(json!({
            "Color": { "type": "integer", "enum": [1, 2, null] },
            "Car": { "properties": { "paint": {
                "allOf": [{ "$ref": "#/components/schemas/Color" }],
                "minimum": minimum,
                "maximum": maximum,
            } } },
        }));
        assert_eq!(messages, Vec::<String>::new());
        resolved["Car"]["properties"]["paint"].clone()
    };
    let reference = json!({ "$ref": "#/components/schemas/Color" });
    assert_eq!(paint(0, 2_147_483_647), reference);
    assert_eq!(paint(1, 2), reference);
    let narrower = json!({ "type": "integer", "enum": [1, 2, null], "minimum": 2 });
    assert_eq!(paint(2, 2), narrower);
}

#[test]
fn all_of_several_is_one_schema() {
    let (resolved, messages) = schemas(json!({
        "Base": {
            "type": "object",
            "title": "Base",
            "discriminator": { "propertyName": "kind" },
            "required": ["id"],
            "properties": { "id": { "type": "string", "maxLength": 9 }, "n": { "type": "number" } },
        },
        "Sub": { "allOf": [
            { "$ref": "#/components/schemas/Base" },
            { "required": ["name"], "properties": {
                "name": { "type": "string" },
                "id": { "type": "string", "maxLength": 5 },
                "n": { "type": "integer" },
            } },
        ] },
    }));
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        resolved["Sub"],
        json!({
            "type": "object",
            "required": ["id", "name"],
            "properties": {
                "id": { "type": "string", "maxLength": 5 },
                "n": { "type": "integer" },
                "name": { "type": "string" },
            },
        })
    );
}

#[test]
fn more_members_are_allowed_whatever_the_order_of_the_parts() {
    let part = |extra: Value| json!({ "type": "object", "additionalProperties": extra });
    let table = [
        (json!(false), json!(true), json!(true)),
        (json!(false), json!(false), json!(false)),
        (
            json!(false),
            json!({ "type": "string" }),
            json!({ "type": "string" }),
        ),
        (
            json!(true),
            json!({ "type": "string" }),
            json!({ "type": "string" }),
        ),
    ];
    for (one, other, expected) in table {
        for parts in [[&one, &other], [&other, &one]] {
            let all_of = parts.map(|extra| part(extra.clone()));
            let (resolved, messages) = schemas(json!({ "A": { "allOf": all_of } }));
            assert_eq!(resolved["A"]["additionalProperties"], expected, "{parts:?}");
            assert_eq!(messages, Vec::<String>::new());
        }
    }
}

#[test]
fn the_tighter_bound_wins_with_its_own_flag() {
    let (resolved, _) = schemas(json!({ "N": { "allOf": [
        { "type": "integer", "minimum": 1, "exclusiveMinimum": true, "maximum": 10 },
        { "type": "integer", "minimum": 2, "maximum": 10, "exclusiveMaximum": true },
    ] } }));
    assert_eq!(
        resolved["N"],
        json!({ "type": "integer", "minimum": 2, "maximum": 10, "exclusiveMaximum": true })
    );
    let (resolved, _) = schemas(json!({ "N": { "allOf": [
        { "type": "integer", "minimum": 1, "exclusiveMinimum": true },
        { "type": "integer", "minimum": 1 },
    ] } }));
    assert_eq!(
        resolved["N"],
        json!({ "type": "integer", "minimum": 1, "exclusiveMinimum": true })
    );
}

#[test]
fn bounds_are_compared_to_the_last_digit() {
    let (resolved, _) = schemas(json!({ "N": { "allOf": [
        { "type": "integer", "minimum": 9_007_199_254_740_992_i64, "maximum": 9_223_372_036_854_775_806_i64 },
        { "type": "integer", "minimum": 9_007_199_254_740_993_i64, "maximum": i64::MAX },
    ] } }));
    assert_eq!(
        resolved["N"],
        json!({ "type": "integer", "maximum": 9_223_372_036_854_775_806_i64, "minimum": 9_007_199_254_740_993_i64 })
    );
}

#[test]
fn parts_that_disagree_are_reported() {
    let (resolved, messages) = schemas(json!({ "N": { "allOf": [
        { "type": "integer" },
        { "type": "string" },
    ] } }));
    assert_eq!(resolved["N"], json!({ "type": "integer" }));
    assert!(messages[0].contains("disagree on `type`"), "{messages:?}");
}

#[test]
fn a_misspelled_reference_names_the_nearest_schema() {
    let (resolved, messages) = schemas(json!({
        "SendMessageCtaInput": { "type": "object" },
        "Other": { "type": "object" },
        "User": { "properties": { "cta": { "$ref": "#/components/schemas/SendMesageCtaInput" } } },
    }));
    assert_eq!(resolved["User"]["properties"]["cta"], json!({}));
    assert_eq!(messages.len(), 1);
    assert!(messages[0].contains("did you mean `#/components/schemas/SendMessageCtaInput`?"));
    assert!(messages[0].contains("#/components/schemas/User/properties/cta"));
}

#[test]
fn cycles_end_in_a_finding() {
    let (_, messages) = schemas(json!({
        "A": { "$ref": "#/components/schemas/B" },
        "B": { "$ref": "#/components/schemas/A" },
        "C": { "allOf": [{ "$ref": "#/components/schemas/D" }, { "type": "object" }] },
        "D": { "allOf": [{ "$ref": "#/components/schemas/C" }, { "type": "object" }] },
        "E": { "allOf": [{ "$ref": "#/components/schemas/E" }] },
        "Fine": { "properties": { "next": { "$ref": "#/components/schemas/Fine" } } },
    }));
    assert!(
        messages
            .iter()
            .all(|message| message.contains("reference-cycle")),
        "{messages:?}"
    );
    assert_eq!(messages.len(), 3, "{messages:?}");
}

#[test]
fn an_heir_is_no_alternative_of_itself_whatever_it_is_called() {
    for name in ["Heir", "He/ir", "He~ir"] {
        let reference = format!(
            "#/components/schemas/{}",
            name.replace('~', "~0").replace('/', "~1")
        );
        let (resolved, messages) = schemas(json!({
            name: { "allOf": [
                { "$ref": "#/components/schemas/Parent" },
                { "properties": { "more": { "type": "string" } } },
            ] },
            "Parent": {
                "properties": { "kind": { "type": "string" } },
                "oneOf": [{ "$ref": reference }],
            },
        }));
        assert_eq!(messages, Vec::<String>::new());
        assert_eq!(
            resolved[name],
            json!({ "properties": { "kind": { "type": "string" }, "more": { "type": "string" } } })
        );
    }
}

#[test]
fn a_schema_that_doubles_at_every_level_is_stopped() {
    let mut all = serde_json::Map::new();
    all.insert(
        "S0".to_owned(),
        json!({ "type": "object", "properties": { "x": { "type": "string" } } }),
    );
    for level in 1..40 {
        let below = format!("#/components/schemas/S{}", level - 1);
        let part = json!({ "allOf": [{ "$ref": below }, { "type": "object", "properties": { "y": {} } }] });
        all.insert(
            format!("S{level}"),
            json!({ "type": "object", "properties": { "a": part, "b": part } }),
        );
    }
    let (_, messages) = schemas(Value::Object(all));
    assert!(
        messages.iter().any(|message| message.contains("too-large")),
        "{messages:?}"
    );
}

#[test]
fn what_operations_share_is_copied_within_bounds() {
    let tags: Vec<String> = (0..100).map(|tag| tag.to_string()).collect();
    let item = json!({ "get": { "tags": tags, "responses": { "200": { "description": "" } } } });
    let mut paths = serde_json::Map::new();
    for i in 0..20_000 {
        paths.insert(format!("/{i}"), json!({ "$ref": "#/x-item" }));
    }
    let (resolved, messages) = run(&json!({ "paths": paths, "x-item": item }));
    assert!(
        messages
            .iter()
            .all(|message| message.starts_with("warning[too-large]: with this path item")),
        "{messages:?}"
    );
    let paths = resolved.root().get("paths").and_then(Node::as_object);
    let count = paths.map_or(0, Map::len);
    assert!((1_000..10_000).contains(&count), "{count}");
}

#[test]
fn copies_in_copies_do_not_nest_without_end() {
    let mut all = serde_json::Map::new();
    let mut below = json!({ "type": "string" });
    for i in 0..80 {
        for _ in 0..40 {
            below = json!({ "properties": { "p": below } });
        }
        all.insert(format!("Merged{i}"), below);
        let reference = format!("#/components/schemas/Merged{i}");
        below = json!({ "allOf": [{ "$ref": reference }, { "required": ["p"] }] });
    }
    for i in 0..80 {
        let mut inlined =
            json!({ "$ref": format!("#/components/schemas/Inlined{}/properties/p", i + 1) });
        for _ in 0..40 {
            inlined = json!({ "properties": { "p": inlined } });
        }
        all.insert(format!("Inlined{i}"), inlined);
    }
    let (value, messages) = schemas(Value::Object(all));
    assert!(depth(&value) < 500, "{}", depth(&value));
    assert!(
        messages
            .iter()
            .any(|message| message.starts_with("warning[too-deep]: with what is inlined")),
        "{messages:?}"
    );
}

fn depth(value: &Value) -> usize {
    let below = match value {
        Value::Object(members) => members.values().map(depth).max(),
        Value::Array(items) => items.iter().map(depth).max(),
        _ => None,
    };
    below.unwrap_or_default() + 1
}

#[test]
fn a_value_that_disagrees_is_quoted_in_short() {
    let long: Vec<String> = (0..1_000).map(|i| format!("v{i}")).collect();
    let (_, messages) = schemas(json!({
        "S": { "allOf": [{ "not": { "enum": long } }, { "not": { "enum": ["a"] } }] },
    }));
    assert_eq!(messages.len(), 1);
    assert!(messages[0].len() < 400, "{messages:?}");
}

#[test]
fn merging_compares_within_bounds() {
    let many: Vec<String> = (0..3_000).map(|i| format!("v{i}")).collect();
    let one = json!({ "enum": ["other"] });
    let parts: Vec<Value> = std::iter::once(json!({ "enum": many }))
        .chain((0..3_000).map(|_| one.clone()))
        .collect();
    let (_, messages) = schemas(json!({ "S": { "allOf": parts } }));
    assert!(
        messages
            .iter()
            .any(|message| message.starts_with("warning[too-large]: merging this `enum`")),
        "{messages:?}"
    );
}

#[test]
fn names_that_many_parts_require_are_united_at_once() {
    let part = |i| json!({ "$ref": format!("#/components/schemas/P{i}") });
    let one = |i: usize| {
        let schema =
            json!({ "properties": { format!("p{i}"): {} }, "required": [format!("p{i}"), "p0"] });
        (format!("P{i}"), schema)
    };
    let mut all: serde_json::Map<String, Value> = (0..2_000).map(one).collect();
    let parts: Vec<Value> = (0..2_000).map(part).collect();
    all.insert("S".to_owned(), json!({ "allOf": parts }));
    let (resolved, messages) = schemas(Value::Object(all));
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        resolved["S"]["required"].as_array().map(Vec::len),
        Some(2_000)
    );
}
