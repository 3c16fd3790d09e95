//! The keywords of a schema that 3.0 has other words for, or none.
//!
//! Invariant: no schema is a boolean afterwards, and a keyword that is listed as inexpressible is gone with a
//! warning.

use std::cmp::Ordering;

use super::{Upgrader, bounds, placeholders, set_true, types};
use crate::load::node::{Kind, Map, Node};

/// Keywords that say nothing about the values: dropped without a word.
const HARMLESS: [&str; 6] = [
    "$comment",
    "$schema",
    "$id",
    "$anchor",
    "$vocabulary",
    "$dynamicAnchor",
];

/// Keywords that 3.0 cannot express.
const INEXPRESSIBLE: [&str; 12] = [
    "contains",
    "minContains",
    "maxContains",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "propertyNames",
    "unevaluatedItems",
    "contentSchema",
    "$dynamicRef",
];

/// Keywords by which a schema is made of others.
pub(super) const COMPOSED: [&str; 4] = ["$ref", "allOf", "anyOf", "oneOf"];

impl Upgrader<'_> {
    /// Rewrites one schema, whose inner schemas have been rewritten.
    pub(super) fn schema(&mut self, schema: &mut Node) {
        if let Some(anything) = schema.as_bool() {
            schema.kind = boolean(anything, schema);
            return;
        }
        let Some(members) = schema.as_object_mut() else {
            return;
        };
        self.file(members);
        constant(members);
        examples(members);
        self.content(members);
        bounds::exclusive(members, "minimum", "exclusiveMinimum", Ordering::Greater);
        bounds::exclusive(members, "maximum", "exclusiveMaximum", Ordering::Less);
        others(members);
        self.pattern_properties(members);
        placeholders::any_name(members);
        self.tuple(members);
        self.inexpressible(members);
        self.types(members);
        types::null_members(members, "anyOf");
        types::null_members(members, "oneOf");
    }

    /// The type that Swagger 2.0 has for files, which many a converted document kept.
    fn file(&mut self, members: &mut Map) {
        let Some(file) = members
            .get_mut("type")
            .filter(|ty| ty.as_str() == Some("file"))
        else {
            return;
        };
        file.kind = Kind::String("string".to_owned());
        let origin = file.origin;
        let binary = Node::string("binary", origin);
        members.insert("format".to_owned(), binary);
        self.warn(
            "unknown-type",
            origin,
            "`type: file` is a type of Swagger 2.0; a string of bytes is read in its place",
            "write `type: string` and `format: binary`",
        );
    }

    fn inexpressible(&mut self, members: &mut Map) {
        members.retain(|key, _| !HARMLESS.contains(&key.as_str()));
        // Few schemas hold one, and looking all of them up in each costs more than reading the document.
        let keys = members.keys().map(String::as_str);
        let found: Vec<&str> = keys
            .filter_map(|key| INEXPRESSIBLE.into_iter().find(|known| *known == key))
            .collect();
        for key in found {
            let removed = members.shift_remove(key);
            let Some(removed) = removed.filter(|node| !says_nothing(key, node)) else {
                continue;
            };
            self.warn(
                "no-counterpart",
                removed.origin,
                format!("`{key}` cannot be expressed in OpenAPI 3.0 and is left out"),
                "describe the values in other words if the SDK should know",
            );
        }
    }

    /// Properties whose names match a pattern are additional properties as far as types go.
    fn pattern_properties(&mut self, members: &mut Map) {
        let Some(patterns) = members.shift_remove("patternProperties") else {
            return;
        };
        self.warn(
            "no-counterpart",
            patterns.origin,
            "the patterns of `patternProperties` are not checked; their schemas apply to all other names",
            "use `additionalProperties` if any name will do",
        );
        let others = members
            .get("additionalProperties")
            .map(|node| node.as_bool());
        let schemas = match patterns.kind {
            Kind::Object(schemas) => schemas,
            _ => Map::new(),
        };
        let mut schemas = schemas.into_values();
        let schema = match (schemas.next(), schemas.next(), others) {
            (Some(only), None, None | Some(Some(false))) => only,
            _ => Node::new(Kind::Bool(true, None), patterns.origin),
        };
        members.insert("additionalProperties".to_owned(), schema);
    }
}

/// Whether a keyword says what is so in any case: names of members are strings.
fn says_nothing(key: &str, value: &Node) -> bool {
    let is_type =
        |(key, value): (&String, &Node)| key == "type" && value.as_str() == Some("string");
    key == "propertyNames"
        && value
            .as_object()
            .is_some_and(|names| names.iter().all(is_type))
}

/// Which properties there are beside those that are listed is said by `additionalProperties` alone, and `false` where
/// there are none. That `allOf` does not hide what it lists from `unevaluatedProperties` is so of ours as well. Whether what
/// is made of others may have more is not worth a type of its own.
fn others(members: &mut Map) {
    let is_made_of_others = COMPOSED.iter().any(|key| members.contains_key(*key));
    if let Some(others) = members.shift_remove("unevaluatedProperties")
        && !(is_made_of_others && (others.as_bool().is_some() || is_nothing(&others)))
    {
        let key = "additionalProperties".to_owned();
        members.entry(key).or_insert(others);
    }
    if let Some(others) = members
        .get_mut("additionalProperties")
        .filter(|n| is_nothing(n))
    {
        others.kind = Kind::Bool(false, None);
    }
}

/// Whether a schema takes no value at all, as [`boolean`] writes it.
pub(super) fn is_nothing(schema: &Node) -> bool {
    let not = schema.get("not").and_then(Node::as_object);
    not.is_some_and(Map::is_empty)
}

/// The schemas `true` and `false` as objects.
fn boolean(anything: bool, schema: &Node) -> Kind {
    let mut members = Map::new();
    if !anything {
        let everything = Node::object(Map::new(), schema.origin);
        members.insert("not".to_owned(), everything);
    }
    Kind::Object(members)
}

/// A constant is an enum of one value.
fn constant(members: &mut Map) {
    if let Some(value) = members.shift_remove("const") {
        let origin = value.origin;
        if value.is_null() {
            set_true(members, "nullable", origin);
        }
        members.insert("enum".to_owned(), Node::list(vec![value], origin));
    }
}

/// The first of several examples is the example.
fn examples(members: &mut Map) {
    if members.get("examples").and_then(Node::as_array).is_none() {
        return;
    }
    let examples = members.shift_remove("examples");
    let first = examples.and_then(|examples| examples.as_array()?.first().cloned());
    if let Some(first) = first {
        members.entry("example".to_owned()).or_insert(first);
    }
}
