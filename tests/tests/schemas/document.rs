//! The document that a client was made from, as plain JSON, as it is seen from one end of the wire.
//!
//! Invariant: references and `allOf` are followed by code of its own, not by the generator's, so the two can
//! disagree.

use std::{fs, path::Path};

use serde_json::{Map, Value, json};

use super::Failure;
use super::check::{faults_of, tagged};

/// A document; properties that do not travel are not there.
pub(super) struct Document {
    root: Value,
    /// The flag of the properties that do not travel.
    hidden: Option<&'static str>,
}

impl Document {
    /// `tests/features/schemas.yaml`.
    pub(super) fn of_features() -> Result<Self, Failure> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("features/schemas.yaml");
        let root = serde_yaml::from_str(&fs::read_to_string(path)?)?;
        Ok(Self { root, hidden: None })
    }

    /// What clients send according to a document.
    pub(super) fn sent(root: Value) -> Self {
        let hidden = Some("readOnly");
        Self { root, hidden }
    }

    /// What clients receive according to a document.
    pub(super) fn received(root: Value) -> Self {
        let hidden = Some("writeOnly");
        Self { root, hidden }
    }

    /// A schema without references and `allOf` of its own; its parts may have both.
    pub(super) fn schema(&self, schema: &Value) -> Value {
        let mut merged = self.whole(schema);
        if let Some(hidden) = self.hidden {
            self.hide(hidden, &mut merged);
        }
        Value::Object(merged)
    }

    pub(super) fn component(&self, name: &str) -> Value {
        self.schema(&json!({ "$ref": format!("#/components/schemas/{name}") }))
    }

    fn whole(&self, schema: &Value) -> Map<String, Value> {
        let mut merged = Map::new();
        self.merge(schema, &mut merged);
        merged
    }

    fn hide(&self, flag: &str, schema: &mut Map<String, Value>) {
        let Some(Value::Object(properties)) = schema.get_mut("properties") else {
            return;
        };
        let is_hidden = |property: &Value| self.whole(property).get(flag) == Some(&json!(true));
        let hidden: Vec<String> = properties
            .iter()
            .filter(|(_, property)| is_hidden(property))
            .map(|(name, _)| name.clone())
            .collect();
        properties.retain(|name, _| !hidden.contains(name));
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|name| !hidden.iter().any(|hidden| name == hidden.as_str()));
        }
    }

    fn merge(&self, schema: &Value, merged: &mut Map<String, Value>) {
        for (key, value) in schema.as_object().into_iter().flatten() {
            match (key.as_str(), merged.get_mut(key), value) {
                ("$ref", ..) => {
                    let pointer = value.as_str().unwrap_or_default().trim_start_matches('#');
                    let target = self.root.pointer(pointer);
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

/// The members of an object of which one is there, as the one member that is required says: a union for the SDK. The
/// name of that member, and the names of the others.
pub(super) fn keyed(document: &Document, schema: &Value) -> Option<(String, Vec<String>)> {
    let [tag] = schema["required"].as_array()?.as_slice() else {
        return None;
    };
    let tag = tag.as_str()?;
    let properties = schema["properties"].as_object()?;
    let listed = document.schema(properties.get(tag)?);
    let names = listed["enum"].as_array()?.iter().map(Value::as_str);
    let names: Vec<&str> = names.collect::<Option<_>>()?;
    let mut others = properties.keys().filter(|name| *name != tag);
    let is_keyed =
        names.len() + 1 == properties.len() && others.all(|name| names.contains(&name.as_str()));
    is_keyed.then(|| {
        (
            tag.to_owned(),
            names.into_iter().map(str::to_owned).collect(),
        )
    })
}

/// A value of a schema without the members that are declared and null, unless they are to be kept, at any depth.
pub(super) fn without_nulls(
    document: &Document,
    schema: &Value,
    value: &Value,
    is_kept: fn(&Value, &str) -> bool,
) -> Value {
    let schema = &document.schema(schema);
    let strip = |schema: &Value, value: &Value| without_nulls(document, schema, value, is_kept);
    if let Some(listed) = variants(schema) {
        // A null inside a variant is optional in whichever variant has the member.
        let fits = |variant: &&Value| faults_of(document, variant, value).is_empty();
        let tag = schema["discriminator"]["propertyName"].as_str();
        let fitting = match tag {
            Some(tag) => tagged(schema, listed, value[tag].as_str().unwrap_or_default()),
            None => listed.iter().find(fits),
        };
        return fitting.map_or_else(|| value.clone(), |variant| strip(variant, value));
    }
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| strip(&schema["items"], item));
            Value::Array(items.collect())
        }
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, value)| {
                let is_declared = schema["properties"].get(name).is_some();
                !value.is_null() || !is_declared || is_kept(schema, name)
            });
            let stripped = kept.map(|(name, value)| {
                let of = schema["properties"]
                    .get(name)
                    .unwrap_or(&schema["additionalProperties"]);
                (name.clone(), strip(of, value))
            });
            Value::Object(stripped.collect())
        }
        _ => value.clone(),
    }
}
