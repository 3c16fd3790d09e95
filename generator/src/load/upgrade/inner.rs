//! Parts of the document that hold themselves, directly or in a circle of parts, as bundlers write them.
//!
//! Only a component can hold itself, so the part becomes one, under the names on the way to it (`Tree.node`).
//! Invariant: a part that is on no way from a circle to a circle stays where it is, and so does a component.

use std::collections::{BTreeMap, BTreeSet};

use super::Upgrader;
use super::defs::{self, SCHEMAS};
use super::shape::{self, Object};
use crate::diagnostic::Pointer;
use crate::load::node::{Kind, Map, Node};
use crate::load::other_thing;

/// Words on the way to a part that say nothing about it.
const SILENT: [&str; 4] = ["allOf", "anyOf", "oneOf", "properties"];

/// Words on the way that say what the part is, and how its name says that.
const KINDS: [(&str, &str); 5] = [
    ("headers", "Header"),
    ("parameters", "Parameter"),
    ("requestBodies", "Request"),
    ("requestBody", "Request"),
    ("responses", "Response"),
];

/// Moves every part that holds itself to the components, and lets the references follow.
pub(super) fn hoist(root: &mut Node, upgrader: &Upgrader) {
    let mut references = Vec::new();
    shape::walk(root, Object::Document, &mut |schema| {
        references.extend(to_part(schema, upgrader));
    });
    // What stands within another part is moved first, and then with that.
    let mut moved = BTreeMap::new();
    for part in in_circles(&references).into_iter().rev() {
        if let Some(component) = move_out(root, part) {
            moved.insert(part.to_owned(), component);
        }
    }
    if !moved.is_empty() {
        shape::walk(root, Object::Document, &mut |schema| follow(schema, &moved));
    }
}

/// A reference to a part of the document: where it stands, and where it leads.
type Reference = (String, String);

/// The reference that a schema is, if it leads to a part.
fn to_part(schema: &Node, upgrader: &Upgrader) -> Option<Reference> {
    let reference = schema.get("$ref")?;
    let target = reference.as_str()?;
    let component = target.strip_prefix(SCHEMAS);
    let is_part = target.starts_with("#/") && component.is_none_or(|name| name.contains('/'));
    let tokens = Pointer::parse(target)?.tokens();
    let is_part = is_part && other_thing(&tokens, "schema").is_none();
    let place = is_part.then(|| upgrader.origins.pointer(reference.origin).to_string())?;
    // What is nothing but a reference to itself holds nothing.
    let is_empty = place.strip_prefix(target) == Some("/$ref");
    (!is_empty).then(|| (place, target.to_owned()))
}

/// The parts that are reached from a part which holds itself, and lead to one.
fn in_circles(references: &[Reference]) -> BTreeSet<&str> {
    let parts: BTreeSet<&str> = references
        .iter()
        .map(|(_, target)| target.as_str())
        .collect();
    let mut edges = BTreeSet::new();
    for (place, target) in references {
        let around = place
            .match_indices('/')
            .filter_map(|(end, _)| place.get(..end));
        let around = around.filter_map(|around| parts.get(around));
        edges.extend(around.map(|around| (*around, target.as_str())));
    }
    let reached = without_ends(&edges.iter().map(|(from, to)| (*to, *from)).collect());
    let leading = without_ends(&edges);
    reached.intersection(&leading).copied().collect()
}

/// What leads on and on.
fn without_ends<'r>(edges: &BTreeSet<(&'r str, &'r str)>) -> BTreeSet<&'r str> {
    let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
    let mut before: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in edges {
        *ways.entry(from).or_default() += 1;
        ways.entry(to).or_default();
        before.entry(to).or_default().push(from);
    }
    let is_end = |(part, ways): (&&'r str, &usize)| (*ways == 0).then_some(*part);
    let mut ends: Vec<&str> = ways.iter().filter_map(is_end).collect();
    while let Some(end) = ends.pop() {
        ways.remove(end);
        for part in before.get(end).into_iter().flatten() {
            if let Some(left) = ways.get_mut(part) {
                *left -= 1;
                if *left == 0 {
                    ends.push(part);
                }
            }
        }
    }
    ways.into_keys().collect()
}

/// The name of a part as a component: what is on the way to it.
fn component_name(tokens: &[String]) -> String {
    let (place, schema) = match tokens {
        [components, schemas, within @ ..]
            if components == "components" && schemas == "schemas" =>
        {
            (&[][..], within)
        }
        _ => tokens.split_at(
            tokens
                .iter()
                .position(|token| token == "schema")
                .unwrap_or_default(),
        ),
    };
    let mut names: Vec<&str> = Vec::new();
    let mut kind = None;
    for token in place {
        match KINDS.iter().find(|(word, _)| word == token) {
            Some((_, word)) => kind = Some(*word),
            None if matches!(token.as_str(), "components" | "paths") => {}
            // What follows is a media type.
            None if token == "content" => break,
            None => names.push(token),
        }
    }
    let is_said = |kind: &&str| names.last().is_some_and(|last| last.ends_with(*kind));
    names.extend(kind.filter(|kind| !is_said(kind)));
    let within = schema.iter().skip(usize::from(!place.is_empty()));
    names.extend(
        within
            .map(String::as_str)
            .filter(|token| !SILENT.contains(token)),
    );
    names.join(".")
}

/// Makes a part a component and leaves a reference in its place. `None` if its name is taken: then it is read as what
/// cannot be written out.
fn move_out(root: &mut Node, part: &str) -> Option<String> {
    let pointer = Pointer::parse(part)?;
    let name = component_name(&pointer.tokens());
    if defs::schemas(root)?.contains_key(&name) {
        return None;
    }
    let schema = root.at_mut(&pointer)?;
    let origin = schema.origin;
    let component = Pointer::parse("#/components/schemas")?
        .join(&name)
        .to_string();
    let reference = Node::string(component.as_str(), origin);
    let left = Node::object(Map::from_iter([("$ref".to_owned(), reference)]), origin);
    let schema = std::mem::replace(schema, left);
    defs::schemas(root)?.insert(name, schema);
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
    let ends = target.rmatch_indices('/').map(|(end, _)| end);
    std::iter::once(target.len()).chain(ends).find_map(|end| {
        let (part, below) = target.split_at_checked(end)?;
        Some(format!("{}{below}", moved.get(part)?))
    })
}
