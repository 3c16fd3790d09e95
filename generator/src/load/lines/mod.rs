//! The position index of a text: where each of its nodes begins.
//!
//! Invariant: an index says nothing about what a text means, and takes any text: what a parser then reads beyond the
//! index has the place of the nearest node around it.

mod halves;
mod json;
mod yaml;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::text::Spot;
use crate::diagnostic::{Diagnostic, Location};

pub(super) use halves::mended as mended_yaml;
pub(super) use json::index as index_json;
pub(super) use yaml::index as index_yaml;

/// The nodes of a text, with their places.
pub(super) struct Index<'t> {
    nodes: Vec<Shape<'t>>,
    root: Item,
    /// How many nodes the text writes; the copies that aliases make do not count.
    pub(super) count: usize,
    /// What the index shows to be wrong and a parser would say less well.
    pub(super) finding: Option<Diagnostic>,
    /// Where the index ends, if that is before the end of the text.
    pub(super) lost: Option<Location>,
    /// What a parser is to read in place of the text, if it would refuse that.
    pub(super) mended: Option<Mended>,
    /// Where `<<` is in quotes, and so no merge key.
    quoted_merges: BTreeSet<Spot>,
}

/// A text without the numbers and the halves of characters that a parser does not read. Null stands for such a number,
/// which has a spelling.
pub(super) struct Mended {
    pub(super) text: String,
    /// The first half, and how many there are.
    pub(super) half: Option<Spot>,
    pub(super) halves: usize,
}

/// A node and where it begins; the place of a member is its key's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) spot: Spot,
    /// Right behind it, if that is known.
    pub(super) end: Option<Spot>,
    node: usize,
}

enum Shape<'t> {
    Leaf,
    /// A scalar without quotes whose spelling a parser may not keep.
    Plain(Cow<'t, str>),
    List(Vec<Item>),
    Map(Vec<(Cow<'t, str>, Item)>),
}

/// The number of the node that stands for every scalar.
const LEAF: usize = 0;

/// Whether every parser keeps how a plain scalar is spelled: it is a word, or an integer of 64 bits in decimal.
fn is_kept(text: &str) -> bool {
    /// How many digits an integer has that may not fit.
    const LONG: usize = 19;
    match text.as_bytes() {
        [b'0'] => true,
        [b'1'..=b'9', rest @ ..] | [b'-', b'1'..=b'9', rest @ ..] => {
            rest.len() < LONG - 1 && rest.iter().all(u8::is_ascii_digit)
        }
        [b'0' | b'-' | b'+' | b'.', ..] => false,
        _ => {
            matches!(text, "true" | "false")
                || !["true", "false"]
                    .iter()
                    .any(|word| word.eq_ignore_ascii_case(text))
        }
    }
}

impl<'t> Index<'t> {
    fn new(nodes: Vec<Shape<'t>>, root: Item, count: usize) -> Self {
        Self {
            nodes,
            root,
            count,
            finding: None,
            lost: None,
            mended: None,
            quoted_merges: BTreeSet::new(),
        }
    }

    /// The whole document.
    pub(super) fn root(&self) -> Item {
        self.root
    }

    /// The item of a sequence.
    pub(super) fn item(&self, list: Item, position: usize) -> Item {
        match self.nodes.get(list.node) {
            Some(Shape::List(items)) => items.get(position).copied(),
            _ => None,
        }
        .unwrap_or(Item::leaf(list.spot))
    }

    /// How a boolean or number is spelled, if a parser may not keep that.
    pub(super) fn spelling(&self, item: Item) -> Option<&str> {
        match self.nodes.get(item.node)? {
            Shape::Plain(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the key of a member is a merge key, if it is called like one.
    pub(super) fn is_merge(&self, member: Item) -> bool {
        !self.quoted_merges.contains(&member.spot)
    }

    /// The member of a mapping at a position, with its key as it is spelled in the text.
    pub(super) fn member(&self, map: Item, position: usize) -> Option<(&str, Item)> {
        match self.nodes.get(map.node)? {
            Shape::Map(members) => members
                .get(position)
                .map(|(key, item)| (key.as_ref(), *item)),
            _ => None,
        }
    }

    /// The member of a mapping that is known to have `key` at a position.
    pub(super) fn keyed_member(&self, map: Item, position: usize, key: &str) -> Item {
        match self.member(map, position) {
            Some((known, item)) if known == key => item,
            _ => Item::leaf(map.spot),
        }
    }
}

impl Item {
    fn leaf(spot: Spot) -> Self {
        Self {
            spot,
            end: None,
            node: LEAF,
        }
    }
}
