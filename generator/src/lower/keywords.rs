//! The keywords of a schema: what it is, and which of its keywords nobody reads.
//!
//! Invariant: every keyword is used, known to be harmless, or reported once per place.

use super::Lowering;
use super::schema::type_name;
use crate::diagnostic::Pointer;
use crate::load::{Kind, Map, Node};
use crate::resolve::{Resolved, only_requires};

pub(super) use crate::load::is_null;

/// Keywords that some part of `lower` reads.
const USED: &[&str] = &[
    "$ref",
    "additionalProperties",
    "anyOf",
    "contentMediaType",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
];

/// Keywords that say nothing about the values.
const HARMLESS: &[&str] = &[
    "$comment",
    "$id",
    "$schema",
    "example",
    "examples",
    "externalDocs",
    "xml",
];

/// What a schema is, before anything is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A type of its own with members.
    Object,
    /// A type of its own with listed values.
    Enum,
    /// A type of its own that is one of several.
    Union,
    /// Something that needs no type of its own, such as a string, a list or a reference.
    Plain,
}

impl Form {
    pub(super) fn of(schema: &Node) -> Self {
        if schema.get("$ref").is_some() {
            return Self::Plain;
        }
        if schema.get("enum").is_some_and(|list| !is_empty_list(list)) {
            return if enum_values(schema).is_empty() {
                Self::Plain
            } else {
                Self::Enum
            };
        }
        if let Some(variants) = variants(schema) {
            let count = variants.iter().filter(|variant| !is_null(variant)).count();
            // A discriminator tells the only variant of today from those of tomorrow.
            let is_open = count == 1 && schema.get("discriminator").is_some();
            return if count > 1 || is_open {
                Self::Union
            } else {
                Self::Plain
            };
        }
        match members(schema) {
            0 if is_closed(schema) => Self::Object,
            1..=MOST_MEMBERS => Self::Object,
            _ => Self::Plain,
        }
    }
}

/// How many members an object may have that is a type, and how many parameters a method may take: what the runtime's
/// `object!` makes of them nests, and rustc's stack overflows between 3,000 and 6,000.
pub(super) const MOST_MEMBERS: usize = 2_000;

/// Whether a schema allows no member that it does not declare.
fn is_closed(schema: &Node) -> bool {
    let others = schema.get("additionalProperties").and_then(Node::as_bool);
    others == Some(false) && type_name(schema) == "object"
}

/// How many members a schema declares.
pub(super) fn members(schema: &Node) -> usize {
    let properties = schema.get("properties").and_then(Node::as_object);
    properties.map_or(0, Map::len)
}

/// The name of the component that a schema refers to.
pub(super) fn reference(schema: &Node) -> Option<String> {
    let tokens = Pointer::parse(schema.get("$ref")?.as_str()?)?.tokens();
    <[String; 3]>::try_from(tokens)
        .ok()
        .map(|[_, _, name]| name)
}

/// The component that a schema refers to.
pub(super) fn target<'a>(resolved: &'a Resolved, schema: &Node) -> Option<&'a Node> {
    resolved.component(&reference(schema)?)
}

/// The alternatives of `oneOf`, or else of `anyOf`; `None` if they say nothing about types.
pub(super) fn variants(schema: &Node) -> Option<&[Node]> {
    let list = schema
        .get("oneOf")
        .or_else(|| schema.get("anyOf"))?
        .as_array()?;
    let count = !list.is_empty() && !list.iter().all(only_requires);
    count.then_some(list)
}

/// The values of `enum` that are not null, one at a time.
pub(super) fn listed(schema: &Node) -> impl Iterator<Item = &Node> + Clone {
    let listed = schema.get("enum").and_then(Node::as_array);
    let listed = listed.unwrap_or_default();
    listed.iter().filter(|value| !value.is_null())
}

/// The values of `enum` that are not null.
pub(super) fn listed_values(schema: &Node) -> Vec<&Node> {
    listed(schema).collect()
}

/// The values of `enum` that are not null, if they make an enum: strings, integers, or strings beside numbers
/// and booleans. Of integers and strings, as `type` says, those are taken that can be read as one. Booleans
/// alone are a `bool`, other numbers an `f64`, and lists and objects what their type says.
pub(super) fn enum_values(schema: &Node) -> Vec<&Node> {
    let values = listed_values(schema);
    let all = |test: fn(&&Node) -> bool| values.iter().all(test);
    match text(schema, "type") {
        Some("integer") => values
            .into_iter()
            .filter(|value| integer_text(value).is_some())
            .collect(),
        Some("string") => values.into_iter().filter(is_scalar).collect(),
        Some("boolean" | "array" | "object") => Vec::new(),
        _ if all(|value| is_integer(value)) => values,
        _ if values.iter().any(|value| value.as_str().is_some()) && all(is_scalar) => values,
        _ => Vec::new(),
    }
}

/// Whether a list of values lists none. Nobody means that nothing may stand there, so it counts as absent.
fn is_empty_list(list: &Node) -> bool {
    list.as_array().is_some_and(<[Node]>::is_empty)
}

fn is_scalar(value: &&Node) -> bool {
    !matches!(value.kind, Kind::Array(_) | Kind::Object(_))
}

/// Whether a number is an integer and written as one.
fn is_integer(value: &Node) -> bool {
    let number = value.as_number();
    number.is_some_and(|number| number.to_string().parse::<i128>().is_ok())
}

/// A value as an integer in decimal, also where it is written as a string. `1.0` is one.
pub(super) fn integer_text(value: &Node) -> Option<String> {
    let integer = match value.as_number() {
        Some(number) => number.as_integer(),
        None => value.as_str()?.parse().ok(),
    };
    integer.map(|integer| integer.to_string())
}

/// A scalar as text: a string without its quotes, anything else as JSON.
pub(super) fn scalar_text(value: &Node) -> String {
    match &value.kind {
        Kind::String(text) => text.clone(),
        Kind::Number(number, _) => number.to_string(),
        _ => value.to_value().to_string(),
    }
}

/// Whether a schema allows null beside its values.
pub(super) fn is_nullable(schema: &Node) -> bool {
    flag(schema, "nullable")
        || schema
            .get("enum")
            .and_then(Node::as_array)
            .is_some_and(|values| values.iter().any(Node::is_null))
}

/// What of a value has a least and a greatest size, each by a keyword of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limited {
    Number,
    Length,
    Items,
    Members,
}

impl Limited {
    pub(super) const ALL: [Self; 4] = [Self::Number, Self::Length, Self::Items, Self::Members];

    /// The keywords for the least and for the greatest.
    pub(super) const fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Number => ["minimum", "maximum"],
            Self::Length => ["minLength", "maxLength"],
            Self::Items => ["minItems", "maxItems"],
            Self::Members => ["minProperties", "maxProperties"],
        }
    }
}

/// Whether a schema is that of bytes, which JSON cannot carry.
pub(super) fn is_file(schema: &Node) -> bool {
    text(schema, "type") == Some("string") && text(schema, "format") == Some("binary")
}

pub(super) fn flag(schema: &Node, key: &str) -> bool {
    schema.get(key).and_then(Node::as_bool) == Some(true)
}

pub(super) fn text<'n>(schema: &'n Node, key: &str) -> Option<&'n str> {
    schema.get(key).and_then(Node::as_str)
}

impl Lowering<'_> {
    /// Reports the keywords of a schema that nobody reads.
    pub(super) fn check_keywords(&mut self, schema: &Node) {
        for (key, node) in schema.as_object().into_iter().flatten() {
            let alternatives = matches!(key.as_str(), "oneOf" | "anyOf");
            let known = key.starts_with("x-")
                || USED.contains(&key.as_str()) && (!alternatives || variants(schema).is_some())
                || HARMLESS.contains(&key.as_str());
            if is_empty_list(node) && (alternatives || key == "enum") {
                let (code, what) = match alternatives {
                    true => ("empty-union", "alternative"),
                    false => ("empty-enum", "value"),
                };
                let message = format!("`{key}` lists no {what}, so it is passed over");
                let help = format!("list the {what}s, or remove it in the overlay");
                self.warn(code, node.origin, message, &help);
            } else if key == "not" && node.as_object().is_some_and(Map::is_empty) {
                let message =
                    "no value is allowed here, which is not enforced: whatever stands here is kept";
                let help = "remove it in the overlay, if nobody sends it";
                self.warn("unsupported-keyword", node.origin, message, help);
            } else if !known {
                self.warn(
                    "unsupported-keyword",
                    node.origin,
                    format!("`{key}` is not supported here and not enforced"),
                    "remove it in the overlay if the types are right without it",
                );
            }
        }
    }
}
