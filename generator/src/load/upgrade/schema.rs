//! The keywords of a schema that 3.0 has other words for, or none.

use super::{Upgrader, bounds, node, set_true, types};
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
const INEXPRESSIBLE: [&str; 14] = [
    "prefixItems",
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
    "unevaluatedProperties",
    "contentSchema",
    "$dynamicRef",
];

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
        constant(members);
        examples(members);
        content(members);
        bounds::exclusive(members, "minimum", "exclusiveMinimum", f64::gt);
        bounds::exclusive(members, "maximum", "exclusiveMaximum", f64::lt);
        self.pattern_properties(members);
        self.inexpressible(members);
        self.types(members);
        types::null_members(members, "anyOf");
        types::null_members(members, "oneOf");
    }

    fn inexpressible(&mut self, members: &mut Map) {
        members.retain(|key, _| !HARMLESS.contains(&key.as_str()));
        // Few schemas hold one, and looking all of them up in each costs more than reading the document.
        let keys = members.keys().map(String::as_str);
        let found: Vec<&str> = keys
            .filter_map(|key| INEXPRESSIBLE.into_iter().find(|known| *known == key))
            .collect();
        for key in found {
            let Some(removed) = members.shift_remove(key) else {
                continue;
            };
            self.warn(
                "no-counterpart",
                removed.origin,
                format!("`{key}` cannot be expressed in OpenAPI 3.0 and is left out"),
                "describe the values in other words if the SDK should know",
            );
            if key == "prefixItems" {
                let anything = node(Kind::Object(Map::new()), removed.origin);
                members.insert("items".to_owned(), anything);
            }
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
            _ => node(Kind::Bool(true), patterns.origin),
        };
        members.insert("additionalProperties".to_owned(), schema);
    }
}

/// The schemas `true` and `false` as objects.
fn boolean(anything: bool, schema: &Node) -> Kind {
    let mut members = Map::new();
    if !anything {
        let everything = node(Kind::Object(Map::new()), schema.origin);
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
        members.insert("enum".to_owned(), node(Kind::Array(vec![value]), origin));
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

/// Binary content of a string is a format in 3.0.
fn content(members: &mut Map) {
    let encoding = members.shift_remove("contentEncoding");
    let media_type = members.shift_remove("contentMediaType");
    let (format, origin) = match (encoding, media_type) {
        (Some(encoding), _) if encoding.as_str() == Some("base64") => ("byte", encoding.origin),
        (None, Some(media_type)) if media_type.as_str() == Some("application/octet-stream") => {
            ("binary", media_type.origin)
        }
        _ => return,
    };
    let format = node(Kind::String(format.to_owned()), origin);
    members.entry("format".to_owned()).or_insert(format);
}
