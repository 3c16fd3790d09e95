//! Lists whose items have a schema each: 3.0 knows one schema for all items of a list.
//!
//! Invariant: `items` is no list afterwards, and takes every item that one of its schemas takes.

use std::collections::BTreeSet;

use super::schema::is_nothing;
use super::{Upgrader, types};
use crate::load::node::{Kind, Map, Node, Origin};

/// What says something to readers alone.
const PROSE: [&str; 2] = ["title", "description"];

impl Upgrader<'_> {
    /// Rewrites `prefixItems`, and `items` that are a list, as they were called before 2020. Whoever lists what stands in
    /// which place means that no more follows, unless a schema says what.
    pub(super) fn tuple(&mut self, members: &mut Map) {
        let is_list = |key| members.get(key).and_then(Node::as_array).is_some();
        let (key, others) = match (is_list("prefixItems"), is_list("items")) {
            (true, _) => ("prefixItems", "items"),
            (_, true) => ("items", "additionalItems"),
            _ => return,
        };
        let others = members.shift_remove(others);
        let others = others.filter(|others| !is_nothing(others));
        let Some(Node {
            kind: Kind::Array(listed),
            origin,
        }) = members.shift_remove(key)
        else {
            return;
        };
        let places = listed.len();
        let mut seen = BTreeSet::new();
        let mut choices: Vec<Node> = listed.into_iter().chain(others).collect();
        let said = |choice: &Node| without_prose(choice.clone()).to_value().to_string();
        choices.retain(|choice| seen.insert(said(choice)));
        if let ([_], true) = (choices.as_slice(), places > 1) {
            choices = choices.into_iter().map(without_prose).collect();
        }
        if choices.len() > 1 {
            self.warn(
                "no-counterpart",
                origin,
                format!("`{key}` is read as if each item could be any of those that it lists: OpenAPI 3.0 knows no places"),
                "write `items` with `anyOf` if the types are right without them",
            );
        }
        members.insert("items".to_owned(), any_of(choices, origin));
    }
}

/// A schema without what only tells its place from the others.
fn without_prose(mut schema: Node) -> Node {
    if let Some(members) = schema.as_object_mut() {
        members.retain(|key, _| !PROSE.contains(&key.as_str()));
    }
    schema
}

/// A schema that takes what one of `choices` takes.
fn any_of(mut choices: Vec<Node>, origin: Origin) -> Node {
    let is_free = |choice: &Node| choice.as_object().is_some_and(Map::is_empty);
    if let Some(free) = choices.iter().position(is_free) {
        return choices.swap_remove(free);
    }
    match choices.len() {
        0 => Node::object(Map::new(), origin),
        1 => choices.remove(0),
        _ => {
            let choices = Node::list(choices, origin);
            let mut members = Map::from_iter([("anyOf".to_owned(), choices)]);
            types::null_members(&mut members, "anyOf");
            Node::object(members, origin)
        }
    }
}
