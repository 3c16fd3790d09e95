//! What a server says that takes its schema seriously: a small JSON Schema validator of the keywords in use.
//!
//! Invariant: nothing of the generator or of an SDK is used here, so that the two cannot be wrong in the same way.

use serde_json::Value;

use super::document::{Document, is_required, variants};

/// What is wrong with a value of a schema; nothing if it is valid.
pub(super) fn faults_of(document: &Document, schema: &Value, value: &Value) -> Vec<String> {
    let schema = document.schema(schema);
    if value.is_null() && allows_null(document, &schema) {
        return Vec::new();
    }
    let mut faults = Vec::new();
    if let Some(listed) = variants(&schema) {
        let fits = |variant: &Value| faults_of(document, variant, value).is_empty();
        let is_unknown = schema.get("discriminator").is_some() || is_open(document, listed, value);
        if !listed.iter().any(fits) && !is_unknown {
            faults.push(format!("{value} is no variant"));
        }
        return faults;
    }
    if !is_of_type(&schema, value) {
        return vec![format!("{value} is no {}", schema["type"])];
    }
    match value {
        Value::String(text) => length(&schema, "Length", text.chars().count(), &mut faults),
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

/// Enums are open: a value that the document does not list was received, and is sent back.
fn is_open(document: &Document, listed: &[Value], value: &Value) -> bool {
    value.is_string()
        && listed
            .iter()
            .any(|variant| document.schema(variant).get("enum").is_some())
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
