//! Where schemas stand in an OpenAPI document.
//!
//! Only what is reached here is rewritten: an example, a default or an extension may hold members of any
//! name, and they mean nothing.

use super::super::METHODS;
use super::super::node::{Kind, Node};

/// The objects of a document on the way to its schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Object {
    Document,
    Components,
    PathItem,
    Operation,
    /// A parameter, header, body, response or media type: what can carry a schema.
    Carrier,
    Schema,
}

/// How a member holds objects.
#[derive(Debug, Clone, Copy)]
enum Held {
    One,
    List,
    Map,
}

use Held::{List, Map, One};
use Object::{Carrier, Components, Document, Operation, PathItem, Schema};

/// Which members of an object hold which objects; operations are members of a path item besides.
const SHAPE: &[(Object, &str, Held, Object)] = &[
    (Document, "paths", Map, PathItem),
    (Document, "components", One, Components),
    (Components, "schemas", Map, Schema),
    (Components, "parameters", Map, Carrier),
    (Components, "headers", Map, Carrier),
    (Components, "requestBodies", Map, Carrier),
    (Components, "responses", Map, Carrier),
    (Components, "mediaTypes", Map, Carrier),
    (Components, "pathItems", Map, PathItem),
    (PathItem, "parameters", List, Carrier),
    (Operation, "parameters", List, Carrier),
    (Operation, "requestBody", One, Carrier),
    (Operation, "responses", Map, Carrier),
    (Carrier, "headers", Map, Carrier),
    (Carrier, "content", Map, Carrier),
    (Carrier, "schema", One, Schema),
    (Schema, "properties", Map, Schema),
    (Schema, "patternProperties", Map, Schema),
    (Schema, "$defs", Map, Schema),
    (Schema, "additionalProperties", One, Schema),
    (Schema, "items", One, Schema),
    (Schema, "prefixItems", List, Schema),
    (Schema, "not", One, Schema),
    (Schema, "allOf", List, Schema),
    (Schema, "anyOf", List, Schema),
    (Schema, "oneOf", List, Schema),
];

/// Calls `visit` with every schema at or below `node`, the inner ones first. `additionalProperties: true`
/// and `false` are words of 3.0 and no schemas.
pub(super) fn walk(node: &mut Node, object: Object, visit: &mut dyn FnMut(&mut Node)) {
    for (key, member) in node.as_object_mut().into_iter().flatten() {
        let is_plain = key == "additionalProperties" && member.as_bool().is_some();
        if let Some((held, inner)) = member_shape(object, key).filter(|_| !is_plain) {
            held_by(member, held, inner, visit);
        }
    }
    if object == Schema {
        visit(node);
    }
}

fn member_shape(object: Object, key: &str) -> Option<(Held, Object)> {
    if object == PathItem && METHODS.contains(&key) {
        return Some((One, Operation));
    }
    SHAPE
        .iter()
        .find(|(around, name, ..)| *around == object && *name == key)
        .map(|(_, _, held, inner)| (*held, *inner))
}

fn held_by(member: &mut Node, held: Held, inner: Object, visit: &mut dyn FnMut(&mut Node)) {
    match (held, &mut member.kind) {
        (One, _) => walk(member, inner, visit),
        (List, Kind::Array(items)) => {
            for item in items {
                walk(item, inner, visit);
            }
        }
        (Map, Kind::Object(members)) => {
            for member in members.values_mut() {
                walk(member, inner, visit);
            }
        }
        _ => {}
    }
}
