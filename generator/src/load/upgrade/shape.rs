//! Where schemas stand in an OpenAPI document.
//!
//! Invariant: only what is reached here is rewritten: an example, a default or an extension may hold members of any
//! name, and they mean nothing.

use super::super::METHODS;
use super::super::node::{Kind, Node};
use crate::diagnostic::Pointer;

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
    (Schema, "definitions", Map, Schema),
    (Schema, "additionalProperties", One, Schema),
    (Schema, "unevaluatedProperties", One, Schema),
    (Schema, "items", One, Schema),
    (Schema, "prefixItems", List, Schema),
    (Schema, "additionalItems", One, Schema),
    (Schema, "not", One, Schema),
    (Schema, "allOf", List, Schema),
    (Schema, "anyOf", List, Schema),
    (Schema, "oneOf", List, Schema),
];

/// The keywords that say which other properties there are: `true` and `false` there are words of 3.0 and no schemas.
const OTHERS: [&str; 2] = ["additionalProperties", "unevaluatedProperties"];

/// Calls `visit` with every schema at or below `node`, the inner ones first.
pub(super) fn walk(node: &mut Node, object: Object, visit: &mut dyn FnMut(&mut Node)) {
    for (key, member) in node.as_object_mut().into_iter().flatten() {
        let is_plain = OTHERS.contains(&key.as_str()) && member.as_bool().is_some();
        if let Some((held, inner)) = member_shape(object, key).filter(|_| !is_plain) {
            held_by(member, held, inner, visit);
        }
    }
    if object == Schema {
        visit(node);
    }
}

/// Calls `visit` with every schema of a document and the component that it stands in, those of components first.
pub(super) fn owned(root: &mut Node, visit: &mut dyn FnMut(Option<&str>, &mut Node)) {
    let owners = Pointer::parse("#/components/schemas").and_then(|schemas| root.at_mut(&schemas));
    for (owner, schema) in owners.and_then(Node::as_object_mut).into_iter().flatten() {
        walk(schema, Schema, &mut |schema| visit(Some(owner), schema));
    }
    walk(root, Document, &mut |schema| visit(None, schema));
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
        // Before 2020, JSON Schema had a list of schemas in `items` for what is `prefixItems` now.
        (One, Kind::Array(items)) if inner == Schema => {
            for item in items {
                walk(item, inner, visit);
            }
        }
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
