//! What a server says that takes its schema seriously: a small JSON Schema validator of the keywords in use.
//!
//! Invariant: nothing of the generator or of an SDK is used here, so that the two cannot be wrong in the same way.

use regex::Regex;
use serde_json::{Value, json};

use super::document::{Document, is_required, variants};
use super::make::FROM_NEXT_YEAR;

/// What is wrong with a value of a schema; nothing if it is valid.
pub(super) fn faults_of(document: &Document, schema: &Value, value: &Value) -> Vec<String> {
    let schema = document.schema(schema);
    if value.is_null() && allows_null(document, &schema) {
        return Vec::new();
    }
    if let Some(listed) = variants(&schema) {
        return variant_faults_of(document, &schema, listed, value);
    }
    if !is_of_type(&schema, value) {
        return vec![format!("{value} is no {}", schema["type"])];
    }
    let mut faults = Vec::new();
    if !is_listed(&schema, value) {
        faults.push(format!("{value} is none of {}", schema["enum"]));
    }
    match value {
        Value::String(text) => {
            length(&schema, "Length", text.chars().count(), &mut faults);
            pattern(&schema, text, &mut faults);
        }
        Value::Number(_) => bounds(&schema, value, &mut faults),
        Value::Array(items) => {
            length(&schema, "Items", items.len(), &mut faults);
            let below = items
                .iter()
                .flat_map(|item| faults_of(document, &schema["items"], item));
            faults.extend(below);
        }
        Value::Object(members) => {
            length(&schema, "Properties", members.len(), &mut faults);
            let required = schema["required"].as_array().into_iter().flatten();
            let missing =
                required.filter(|name| value.get(name.as_str().unwrap_or_default()).is_none());
            faults.extend(missing.map(|name| format!("{name} is missing")));
            for (name, member) in members {
                faults.extend(member_faults_of(document, &schema, name, member));
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
    faults
}

fn variant_faults_of(
    document: &Document,
    schema: &Value,
    listed: &[Value],
    value: &Value,
) -> Vec<String> {
    let Some(tag) = schema["discriminator"]["propertyName"].as_str() else {
        let fits = |variant: &Value| faults_of(document, variant, value).is_empty();
        return match listed.iter().any(fits) {
            true => Vec::new(),
            false => vec![format!("{value} is no variant")],
        };
    };
    match &value[tag] {
        Value::String(name) if name == FROM_NEXT_YEAR => Vec::new(),
        Value::String(name) => match tagged(schema, listed, name) {
            Some(variant) => faults_of(document, variant, value),
            None => vec![format!("{value} is no variant, since {tag} is {name}")],
        },
        _ => vec![format!("{value} has no {tag}")],
    }
}

/// The variant that a tag stands for: that of the mapping, or the component of this name.
pub(super) fn tagged<'a>(schema: &Value, listed: &'a [Value], tag: &str) -> Option<&'a Value> {
    let name = schema["discriminator"]["mapping"][tag].as_str();
    let name = name.unwrap_or(tag).rsplit('/').next();
    listed.iter().find(|variant| {
        let reference = variant["$ref"].as_str().unwrap_or_default();
        reference.rsplit('/').next() == name
    })
}

/// Whether an enum has a value. Those of strings are open: one that the document does not list was received, and is sent
/// back.
fn is_listed(schema: &Value, value: &Value) -> bool {
    let Some(listed) = schema["enum"].as_array() else {
        return true;
    };
    listed.contains(value) || value == FROM_NEXT_YEAR
}

fn member_faults_of(
    document: &Document,
    schema: &Value,
    name: &str,
    member: &Value,
) -> Vec<String> {
    let declared = schema["properties"].get(name);
    match (declared, &schema["additionalProperties"]) {
        (Some(property), _) => faults_of(document, property, member)
            .into_iter()
            .map(|fault| format!("{name}: {fault}"))
            .collect(),
        (None, Value::Bool(false)) => vec![format!("{name} is not allowed")],
        (None, extra @ Value::Object(_)) => faults_of(document, extra, member),
        _ => Vec::new(),
    }
}

fn allows_null(document: &Document, schema: &Value) -> bool {
    let listed = variants(schema).map(Vec::as_slice).unwrap_or_default();
    let holds_null = |values: &Value| {
        values
            .as_array()
            .is_some_and(|list| list.contains(&Value::Null))
    };
    schema["nullable"] == true
        || holds_null(&schema["enum"])
        || listed
            .iter()
            .any(|variant| allows_null(document, &document.schema(variant)))
        || schema.as_object().is_some_and(serde_json::Map::is_empty)
}

fn is_of_type(schema: &Value, value: &Value) -> bool {
    match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("integer") => {
            value.is_i64()
                || value.is_u64()
                || value.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    }
}

fn length(schema: &Value, of: &str, length: usize, faults: &mut Vec<String>) {
    let limit = |side: &str| {
        schema[format!("{side}{of}")]
            .as_u64()
            .and_then(|limit| usize::try_from(limit).ok())
    };
    if limit("min").is_some_and(|least| length < least)
        || limit("max").is_some_and(|most| length > most)
    {
        faults.push(format!("{length} is out of the bounds of {of}"));
    }
}

/// Patterns mean the same in the syntax of this crate, as far as they are in use.
fn pattern(schema: &Value, text: &str, faults: &mut Vec<String>) {
    let Some(pattern) = schema["pattern"].as_str() else {
        return;
    };
    let regex = Regex::new(pattern).unwrap_or_else(|error| panic!("{error}"));
    if !regex.is_match(text) {
        faults.push(format!("{text:?} does not match {pattern}"));
    }
}

fn bounds(schema: &Value, value: &Value, faults: &mut Vec<String>) {
    let number = value.as_f64().unwrap_or_default();
    let is_below =
        |least: f64| number < least || schema["exclusiveMinimum"] == true && number <= least;
    let is_beyond =
        |most: f64| number > most || schema["exclusiveMaximum"] == true && number >= most;
    let is_between = |step: f64| (number / step).fract() != 0.0;
    if schema["minimum"].as_f64().is_some_and(is_below)
        || schema["maximum"].as_f64().is_some_and(is_beyond)
        || schema["multipleOf"].as_f64().is_some_and(is_between)
    {
        faults.push(format!("{value} is out of bounds"));
    }
}

/// Whether a member may be null or missing, for what makes values.
pub(super) fn is_optional(schema: &Value, name: &str) -> bool {
    !is_required(schema, name)
}

#[test]
fn what_a_schema_refuses_is_a_fault() -> Result<(), super::Failure> {
    let document = Document::of_features()?;
    let code = json!({ "type": "string", "pattern": r"^[A-Z]{2}\d+$" });
    let level = json!({ "type": "integer", "enum": [1, 2] });
    let (pet, color) = (document.component("Pet"), document.component("Color"));
    let table = [
        (&code, json!("AB12"), true),
        (&code, json!("xAB12"), false),
        (&level, json!(2), true),
        (&level, json!(3), false),
        (&color, json!("red"), true),
        (&color, json!(FROM_NEXT_YEAR), true),
        (&color, json!("blue"), false),
        (&pet, json!({ "petType": "kitten", "lives": 9 }), true),
        (&pet, json!({ "petType": "Dog", "barks": true }), true),
        (&pet, json!({ "petType": "dog", "barks": true }), false),
        (&pet, json!({ "petType": "Dog", "barks": 9 }), false),
        (&pet, json!({ "petType": FROM_NEXT_YEAR, "barks": 9 }), true),
        (&pet, json!({ "barks": true }), false),
        (&pet, json!("Dog"), false),
    ];
    for (schema, value, is_valid) in table {
        let faults = faults_of(&document, schema, &value);
        assert_eq!(faults.is_empty(), is_valid, "{value}: {faults:?}");
    }
    Ok(())
}
