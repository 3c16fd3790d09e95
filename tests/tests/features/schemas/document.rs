//! The document that the client was made from, as plain JSON.

use std::{fs, path::Path};

use serde_json::{Map, Value, json};

use super::super::Failure;

/// `tests/features/schemas.yaml`.
pub(super) struct Document(Value);

impl Document {
    pub(super) fn read() -> Result<Self, Failure> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("features/schemas.yaml");
        Ok(Self(serde_yaml::from_str(&fs::read_to_string(path)?)?))
    }

    /// A schema without references and `allOf` of its own; its parts may have both.
    pub(super) fn schema(&self, schema: &Value) -> Value {
        let mut merged = Map::new();
        self.merge(schema, &mut merged);
        Value::Object(merged)
    }

    pub(super) fn component(&self, name: &str) -> Value {
        self.schema(&json!({ "$ref": format!("#/components/schemas/{name}") }))
    }

    fn merge(&self, schema: &Value, merged: &mut Map<String, Value>) {
        for (key, value) in schema.as_object().into_iter().flatten() {
            match (key.as_str(), merged.get_mut(key), value) {
                ("$ref", ..) => {
                    let pointer = value.as_str().unwrap_or_default().trim_start_matches('#');
                    let target = self.0.pointer(pointer);
                    self.merge(target.expect("every reference leads somewhere"), merged);
                }
                ("allOf", _, Value::Array(parts)) => {
                    parts.iter().for_each(|part| self.merge(part, merged));
                }
                ("properties", Some(Value::Object(known)), Value::Object(more)) => {
                    known.extend(more.clone());
                }
                ("required", Some(Value::Array(known)), Value::Array(more)) => {
                    known.extend(more.iter().cloned());
                }
                _ => {
                    merged.insert(key.clone(), value.clone());
                }
            }
        }
    }
}

/// The variants of a schema.
pub(super) fn variants(schema: &Value) -> Option<&Vec<Value>> {
    schema
        .get("oneOf")
        .or_else(|| schema.get("anyOf"))?
        .as_array()
}

pub(super) fn is_required(schema: &Value, name: &str) -> bool {
    let names = schema["required"].as_array();
    names.is_some_and(|names| names.iter().any(|required| required == name))
}

/// A value without the optional members that are null, at any depth.
pub(super) fn without_optional_nulls(document: &Document, name: &str, value: &Value) -> Value {
    strip(document, &document.component(name), value)
}

fn strip(document: &Document, schema: &Value, value: &Value) -> Value {
    if let Some(listed) = variants(schema) {
        // A null inside a variant is optional in whichever variant has the member.
        let fitting = listed
            .iter()
            .map(|variant| document.schema(variant))
            .find(|variant| super::check::faults_of(document, variant, value).is_empty());
        return fitting.map_or_else(|| value.clone(), |variant| strip(document, &variant, value));
    }
    match value {
        Value::Array(items) => {
            let of = document.schema(&schema["items"]);
            Value::Array(
                items
                    .iter()
                    .map(|item| strip(document, &of, item))
                    .collect(),
            )
        }
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, value)| {
                let is_declared = schema["properties"].get(name).is_some();
                !value.is_null() || !is_declared || is_required(schema, name)
            });
            let stripped = kept.map(|(name, value)| {
                let of = schema["properties"]
                    .get(name)
                    .unwrap_or(&schema["additionalProperties"]);
                (name.clone(), strip(document, &document.schema(of), value))
            });
            Value::Object(stripped.collect())
        }
        _ => value.clone(),
    }
}
