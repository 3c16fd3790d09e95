//! The position index of a text: where each of its nodes begins.
//!
//! Invariant of an index: it is at most [`MAX_DEPTH`] deep, aliases add at most [`MAX_ALIASED`] nodes to
//! it, and no mapping of it has one key twice. A text beyond that is a finding here, before any parser
//! that recurses has seen it.

mod json;
mod yaml;

use std::borrow::Cow;

use indexmap::IndexMap;

use super::text::{Spot, Text};
use crate::diagnostic::{Diagnostic, Location};

pub(super) use json::{index as index_json, syntax_error as json_error};
pub(super) use yaml::index as index_yaml;

/// How deep a document may nest. `serde_json` and `serde_yaml` stop at 128; the deepest published
/// document that is known to us has 31 levels.
pub(in crate::load) const MAX_DEPTH: usize = 100;

/// How many nodes the aliases of a YAML text may add to it.
const MAX_ALIASED: usize = 250_000;

/// The nodes of a text, with their places.
pub(super) struct Index<'t> {
    nodes: Vec<Shape<'t>>,
    root: Item,
}

/// A node and where it begins; the place of a member is its key's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) spot: Spot,
    node: usize,
}

enum Shape<'t> {
    Leaf,
    List(Vec<Item>),
    Map(IndexMap<Cow<'t, str>, Item>),
}

/// The number of the node that stands for every scalar.
const LEAF: usize = 0;

impl<'t> Index<'t> {
    /// The whole document.
    pub(super) fn root(&self) -> Item {
        self.root
    }

    /// The item of a sequence; where the index knows none, the sequence's own place.
    pub(super) fn item(&self, parent: Item, position: usize) -> Item {
        match self.nodes.get(parent.node) {
            Some(Shape::List(items)) => items.get(position).copied(),
            _ => None,
        }
        .unwrap_or(parent.as_leaf())
    }

    /// The member of a mapping by its position, with its key as it is spelled in the text.
    pub(super) fn member(&self, parent: Item, position: usize) -> Option<(&str, Item)> {
        match self.nodes.get(parent.node)? {
            Shape::Map(members) => members
                .get_index(position)
                .map(|(key, item)| (key.as_ref(), *item)),
            _ => None,
        }
    }

    /// The member of a mapping by its key; where the index knows none, the mapping's own place.
    pub(super) fn named(&self, parent: Item, key: &str) -> Item {
        match self.nodes.get(parent.node) {
            Some(Shape::Map(members)) => members.get(key).copied(),
            _ => None,
        }
        .unwrap_or(parent.as_leaf())
    }
}

impl Item {
    fn leaf(spot: Spot) -> Self {
        Self { spot, node: LEAF }
    }

    fn as_leaf(self) -> Self {
        Self::leaf(self.spot)
    }
}

fn duplicate_key(text: &Text, first: Spot, again: Location) -> Diagnostic {
    let first = text.location(first, again.pointer.clone());
    let key = again.pointer.tokens().pop().unwrap_or_default();
    Diagnostic::error(
        "duplicate-key",
        again,
        format!("the key `{key}` is written twice in one object"),
    )
    .related(first, "the first one")
    .help("keep one of the two, or give one of them another name")
}

fn too_deep(location: Location) -> Diagnostic {
    Diagnostic::error(
        "too-deep",
        location,
        format!("the document nests more than {MAX_DEPTH} levels deep"),
    )
    .help("move the inner part to `components` and refer to it with `$ref`")
}
