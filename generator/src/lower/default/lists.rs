//! The values that schemas list under `enum`, to be found there.
//!
//! Invariant: a list is read once, however many values are looked for in it; only so many are compared one by one, to
//! find the one that may be meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::nearest;
use crate::load::{Node, Number, Origin};
use crate::lower::keywords::{listed, scalar_text};

/// How many values are compared with those that are not listed, in all.
const COMPARISONS: usize = 100_000;

/// The lists of a document, each by the places of its schema and of itself.
pub(super) struct Lists {
    known: BTreeMap<(Origin, Origin), List>,
    comparisons_left: usize,
}

/// What is listed, as JSON and as it may be spelled otherwise.
#[derive(Default)]
struct List {
    values: BTreeSet<String>,
    spellings: BTreeSet<String>,
    has_null: bool,
}

/// How a value stands to the list of a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing is listed.
    NoList,
    /// It is listed just so.
    Listed,
    /// It is listed but for quotes, or for how a number is written.
    Alike,
    Missing,
}

impl Lists {
    pub(super) fn new() -> Self {
        Self {
            known: BTreeMap::new(),
            comparisons_left: COMPARISONS,
        }
    }

    /// Whether a schema lists null.
    pub(super) fn has_null(&mut self, schema: &Node) -> bool {
        self.get(schema).is_some_and(|list| list.has_null)
    }

    pub(super) fn standing(&mut self, value: &Node, schema: &Node) -> Standing {
        let list = self.get(schema).filter(|list| !list.values.is_empty());
        let Some(list) = list else {
            return Standing::NoList;
        };
        if list.values.contains(&value.canonical()) {
            Standing::Listed
        } else if spellings(value).any(|text| list.spellings.contains(&text)) {
            Standing::Alike
        } else {
            Standing::Missing
        }
    }

    /// The listed value that is spelled nearly like this one.
    pub(super) fn alike<'n>(&mut self, value: &Node, schema: &'n Node) -> Option<&'n Node> {
        let count = self.get(schema)?.values.len();
        self.comparisons_left = self.comparisons_left.checked_sub(count)?;
        let values: Vec<(String, &Node)> = listed(schema)
            .map(|value| (scalar_text(value), value))
            .collect();
        let texts = values.iter().map(|(text, _)| text.as_str());
        let alike = nearest(&scalar_text(value), texts)?.to_owned();
        let mut found = values.into_iter().filter(|(text, _)| *text == alike);
        found.next().map(|(_, value)| value)
    }

    fn get(&mut self, schema: &Node) -> Option<&List> {
        let node = schema.get("enum")?;
        let key = (schema.origin, node.origin);
        Some(self.known.entry(key).or_insert_with(|| List::of(schema)))
    }
}

impl List {
    fn of(schema: &Node) -> Self {
        let all = schema.get("enum").and_then(Node::as_array);
        Self {
            values: listed(schema).map(Node::canonical).collect(),
            spellings: listed(schema).flat_map(spellings).collect(),
            has_null: all.unwrap_or_default().iter().any(Node::is_null),
        }
    }
}

fn spellings(value: &Node) -> impl Iterator<Item = String> + use<> {
    let number = value.as_number().and_then(Number::as_f64);
    [Some(scalar_text(value)), number.map(|n| n.to_string())]
        .into_iter()
        .flatten()
}
