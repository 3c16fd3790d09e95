//! Exclusive bounds: a number of its own in 3.1, a mark on the inclusive bound in 3.0.
//!
//! Invariant: no exclusive bound is a number afterwards, and of two bounds on one side only the tighter is left.

use std::cmp::Ordering;

use super::set_true;
use crate::load::node::{Map, Node};

/// Rewrites an exclusive bound that is a number. `tighter` is how an inclusive bound compares to the exclusive one where
/// it leaves less than that, which then says nothing.
pub(super) fn exclusive(members: &mut Map, inclusive: &str, exclusive: &str, tighter: Ordering) {
    if members.get(exclusive).and_then(Node::as_number).is_none() {
        return;
    }
    let Some(bound) = members.shift_remove(exclusive) else {
        return;
    };
    let known = members.get(inclusive).and_then(Node::as_number);
    let compared = known
        .zip(bound.as_number())
        .and_then(|(known, bound)| known.compare(bound));
    if compared != Some(tighter) {
        set_true(members, exclusive, bound.origin);
        members.insert(inclusive.to_owned(), bound);
    }
}
