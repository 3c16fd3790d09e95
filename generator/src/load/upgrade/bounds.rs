//! Exclusive bounds: a number of its own in 3.1, a mark on the inclusive bound in 3.0.

use super::set_true;
use crate::load::node::{Map, Node};

/// Rewrites an exclusive bound that is a number. `tighter` tells whether an inclusive bound leaves less than
/// the exclusive one, which then says nothing.
pub(super) fn exclusive(
    members: &mut Map,
    inclusive: &str,
    exclusive: &str,
    tighter: fn(&f64, &f64) -> bool,
) {
    if members.get(exclusive).and_then(Node::as_number).is_none() {
        return;
    }
    let Some(bound) = members.shift_remove(exclusive) else {
        return;
    };
    let known = members.get(inclusive).and_then(number);
    let is_tighter = known
        .zip(number(&bound))
        .is_some_and(|(known, bound)| tighter(&known, &bound));
    if !is_tighter {
        set_true(members, exclusive, bound.origin);
        members.insert(inclusive.to_owned(), bound);
    }
}

fn number(node: &Node) -> Option<f64> {
    node.as_number()?.as_f64()
}
