//! Schemas that refer to a part of a component in which they stand, as bundlers write what holds itself.
//!
//! Only a component can hold itself, so the part becomes one, under the names on the way to it (`Tree.node`).
//! Invariant: a part that holds no reference to itself stays where it is.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{self, Object};
use super::{Upgrader, node};
use crate::diagnostic::Pointer;
use crate::load::node::{Kind, Map, Node};

/// Where components are, and references to them.
const SCHEMAS: &str = "#/components/schemas/";

/// Words on the way to a part that say nothing about it.
const SILENT: [&str; 4] = ["allOf", "anyOf", "oneOf", "properties"];

/// Moves every part that holds a reference to itself to the components, and lets the references follow.
pub(super) fn hoist(root: &mut Node, upgrader: &Upgrader) {
    let mut parts = BTreeSet::new();
    shape::walk(root, Object::Document, &mut |schema| {
        parts.extend(around(schema, upgrader));
    });
    // What stands within another part is moved first, and then with that.
    let mut moved = BTreeMap::new();
    for part in parts.into_iter().rev() {
        if let Some(component) = move_out(root, &part) {
            moved.insert(part, component);
        }
    }
    if !moved.is_empty() {
        shape::walk(root, Object::Document, &mut |schema| follow(schema, &moved));
    }
}

/// The part of a component that a schema refers to and stands in.
fn around(schema: &Node, upgrader: &Upgrader) -> Option<String> {
    let reference = schema.get("$ref")?;
    let target = reference.as_str()?;
    let is_part = target.strip_prefix(SCHEMAS)?.contains('/');
    let place = is_part.then(|| upgrader.origins.pointer(reference.origin).to_string())?;
    let below = place.strip_prefix(target)?;
    below.starts_with('/').then(|| target.to_owned())
}

/// Makes a part a component and leaves a reference in its place. `None` if its name is taken: then it is read as what
/// cannot be written out.
fn move_out(root: &mut Node, part: &str) -> Option<String> {
    let pointer = Pointer::parse(part)?;
    let tokens = pointer.tokens();
    let names = tokens.iter().skip(2);
    let names: Vec<&str> = names
        .map(String::as_str)
        .filter(|token| !SILENT.contains(token))
        .collect();
    let name = names.join(".");
    let all = Pointer::parse("#/components/schemas")?;
    if root.at(&all)?.get(&name).is_some() {
        return None;
    }
    let schema = root.at_mut(&pointer)?;
    let origin = schema.origin;
    let component = Pointer::parse("#/components/schemas")?
        .join(&name)
        .to_string();
    let reference = node(Kind::String(component.clone()), origin);
    let left = node(
        Kind::Object(Map::from_iter([("$ref".to_owned(), reference)])),
        origin,
    );
    let schema = std::mem::replace(schema, left);
    let schemas = root.at_mut(&all)?.as_object_mut()?;
    schemas.insert(name, schema);
    Some(component)
}

/// Lets a reference to what was moved, or to a part of it, lead to where that is now.
fn follow(schema: &mut Node, moved: &BTreeMap<String, String>) {
    let reference = schema
        .as_object_mut()
        .and_then(|members| members.get_mut("$ref"));
    if let Some(reference) = reference
        && let Some(now) = reference.as_str().and_then(|target| leads(target, moved))
    {
        reference.kind = Kind::String(now);
    }
}

/// Where a reference leads if something on its way was moved: the innermost counts.
fn leads(target: &str, moved: &BTreeMap<String, String>) -> Option<String> {
    let name = target.strip_prefix(SCHEMAS)?;
    let ends = name.rmatch_indices('/').map(|(end, _)| SCHEMAS.len() + end);
    std::iter::once(target.len()).chain(ends).find_map(|end| {
        let (part, below) = target.split_at_checked(end)?;
        Some(format!("{}{below}", moved.get(part)?))
    })
}
