//! What differs between two versions of one thing.
//!
//! Invariant: where a value was written and in which order the members of an object stand makes no difference.

use std::collections::BTreeSet;

use crate::diagnostic::Pointer;
use crate::load::node::{Kind, Node};

/// The first place at which two nodes differ, with what each has there.
pub(super) struct Difference<'a> {
    pub(super) pointer: Pointer,
    pub(super) one: Option<&'a Node>,
    pub(super) other: Option<&'a Node>,
}

/// The first difference in the order of the text; `None` if the two are the same value.
pub(super) fn first<'a>(one: &'a Node, other: &'a Node) -> Option<Difference<'a>> {
    between(Pointer::root(), Some(one), Some(other))
}

fn between<'a>(
    pointer: Pointer,
    one: Option<&'a Node>,
    other: Option<&'a Node>,
) -> Option<Difference<'a>> {
    match (one.map(|node| &node.kind), other.map(|node| &node.kind)) {
        (Some(Kind::Object(ones)), Some(Kind::Object(others))) => {
            let added = others.keys().filter(|key| !ones.contains_key(*key));
            ones.keys()
                .chain(added)
                .find_map(|key| between(pointer.join(key), ones.get(key), others.get(key)))
        }
        (Some(Kind::Array(ones)), Some(Kind::Array(others))) => (0..ones.len().max(others.len()))
            .find_map(|index| {
                let pointer = pointer.join(&index.to_string());
                between(pointer, ones.get(index), others.get(index))
            }),
        _ => {
            let same = match (one, other) {
                (Some(one), Some(other)) => one.same_value(other),
                (one, other) => one.is_none() && other.is_none(),
            };
            (!same).then_some(Difference {
                pointer,
                one,
                other,
            })
        }
    }
}

/// What a version has at a difference, short enough for one line.
pub(super) fn quoted(node: Option<&Node>) -> String {
    node.map_or_else(|| "nothing".to_owned(), Node::quoted)
}

/// What a newer version of a schema adds, if it is the older one and something more: properties, names of
/// required ones, values of an enum.
pub(super) fn growth(old: &Node, new: &Node) -> Option<Vec<String>> {
    let mut added = Vec::new();
    grow("", old, new, &mut added)?;
    (!added.is_empty()).then_some(added)
}

fn grow(prefix: &str, old: &Node, new: &Node, added: &mut Vec<String>) -> Option<()> {
    if old.same_value(new) {
        return Some(());
    }
    let (old, new) = (old.as_object()?, new.as_object()?);
    let only_new = new.keys().filter(|key| !old.contains_key(*key));
    for key in old.keys().chain(only_new) {
        match (key.as_str(), old.get(key), new.get(key)) {
            ("properties", old, Some(new)) => grow_properties(prefix, old, new, added)?,
            // A schema without an enum takes every value, so one that gets an enum has not grown.
            ("enum", Some(_), Some(new)) => grow_list(prefix, key, old.get(key), new, added)?,
            ("required", old, Some(new)) => grow_list(prefix, key, old, new, added)?,
            (_, Some(old), Some(new)) if old.same_value(new) => {}
            _ => return None,
        }
    }
    Some(())
}

fn grow_properties(
    prefix: &str,
    old: Option<&Node>,
    new: &Node,
    added: &mut Vec<String>,
) -> Option<()> {
    let old = old.and_then(Node::as_object);
    let new = new.as_object()?;
    if !old
        .into_iter()
        .flatten()
        .all(|(key, _)| new.contains_key(key))
    {
        return None;
    }
    for (key, property) in new {
        let path = format!("{prefix}{key}");
        match old.and_then(|old| old.get(key)) {
            Some(known) => grow(&format!("{path}."), known, property, added)?,
            None => added.push(format!("`{path}`")),
        }
    }
    Some(())
}

fn spelled(node: &Node) -> String {
    node.to_value().to_string()
}

fn grow_list(
    prefix: &str,
    key: &str,
    old: Option<&Node>,
    new: &Node,
    added: &mut Vec<String>,
) -> Option<()> {
    let old = old.and_then(Node::as_array).unwrap_or_default();
    let new = new.as_array()?;
    let values = |list: &[Node]| list.iter().map(spelled).collect::<BTreeSet<String>>();
    let (known, all) = (values(old), values(new));
    if !known.is_subset(&all) {
        return None;
    }
    let items = new.iter().filter(|item| !known.contains(&spelled(item)));
    added.extend(items.map(|item| format!("{} in `{prefix}{key}`", quoted(Some(item)))));
    Some(())
}
