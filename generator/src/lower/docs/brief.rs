//! What is said of a component wherever it is used.
//!
//! Invariant: it has a bound of its own. A long text that is repeated for each of many uses would make what is
//! generated grow with the product of the two.

use super::super::keywords::Form;
use super::values::before_labels;
use super::{described, described_without, labels, markdown, prose, text};
use crate::ir::Docs;
use crate::load::{Kind, Node};

/// How long a description may be, in bytes.
const LONGEST: usize = 2_000;

/// How long a value may be: its nodes, and the bytes of its strings.
const LONGEST_VALUE: usize = 200;

/// A type where it is used: of a long description, the first paragraph, without what it says of values.
pub(super) fn described_briefly(schema: &Node) -> Docs {
    let description = text(schema, "description").unwrap_or_default();
    if description.len() <= LONGEST {
        // Which values are listed is not asked: that would be a look at all of them, wherever they are used.
        let labels = labels(description);
        return match labels.is_empty() || Form::of(schema) != Form::Enum {
            true => described(schema),
            false => described_without(schema, &labels),
        };
    }
    let first = description.trim().split("\n\n").next().unwrap_or_default();
    let first = match Form::of(schema) {
        Form::Enum => before_labels(first),
        _ => first,
    };
    let mut ends = first.char_indices().map(|(start, _)| start);
    match ends.find(|start| *start >= LONGEST) {
        Some(end) => markdown(&format!("{}...", first.get(..end).unwrap_or_default())),
        None => prose(first),
    }
}

/// Whether a value of a component is short enough to be repeated.
pub(in crate::lower) fn is_short(value: &Node) -> bool {
    let mut left = LONGEST_VALUE;
    spend(value, &mut left)
}

fn spend(value: &Node, left: &mut usize) -> bool {
    let own = match &value.kind {
        Kind::String(text) => text.len() + 1,
        _ => 1,
    };
    let Some(rest) = left.checked_sub(own) else {
        return false;
    };
    *left = rest;
    match &value.kind {
        Kind::Array(items) => items.iter().all(|item| spend(item, left)),
        Kind::Object(members) => members.values().all(|member| spend(member, left)),
        _ => true,
    }
}
