//! How much may be tried to read one value.
//!
//! Unions in unions multiply what has to be tried where nothing fits, or nothing fits well. So the outermost one is
//! given a number of tries that grows with its size alone.
//!
//! Invariants: what fits is never refused because something else was compared with it; when the failures are used up,
//! only the likeliest variant is tried; when the comparisons are, the likeliest one that can be read is taken.

use std::cell::Cell;

use serde_json::Value;

/// How many failures there may be for each value in a value, and how often it may be read to compare variants.
const TRIES: usize = 64;

#[derive(Debug, Clone, Copy)]
struct Effort {
    depth: usize,
    failures: usize,
    comparisons: usize,
    /// Whether all that is tried is a comparison, since another variant has been read.
    comparing: bool,
}

thread_local! {
    static EFFORT: Cell<Effort> = const {
        Cell::new(Effort { depth: 0, failures: 0, comparisons: 0, comparing: false })
    };
}

fn change(change: impl FnOnce(&mut Effort)) {
    let mut effort = EFFORT.get();
    change(&mut effort);
    EFFORT.set(effort);
}

/// A union that is being read, perhaps inside another one.
pub(super) struct Nested;

impl Nested {
    pub(super) fn enter(value: &Value) -> Self {
        change(|effort| {
            if effort.depth == 0 {
                effort.failures = size(value).saturating_mul(TRIES);
                effort.comparisons = effort.failures;
                effort.comparing = false;
            }
            effort.depth += 1;
        });
        Self
    }
}

impl Drop for Nested {
    fn drop(&mut self) {
        change(|effort| effort.depth -= 1);
    }
}

/// Counts a variant that did not fit; whether others may be tried.
pub(super) fn may_go_on() -> bool {
    let mut effort = EFFORT.get();
    let left =
        if effort.comparing { &mut effort.comparisons } else { &mut effort.failures };
    *left = left.saturating_sub(1);
    let may_go_on = *left > 0;
    EFFORT.set(effort);
    may_go_on
}

/// Reads a value as another variant than the one it has been read as already, if that may still be done.
pub(super) fn compare<T>(value: &Value, read: impl FnOnce() -> T) -> Option<T> {
    let before = EFFORT.get();
    let left = before.comparisons.checked_sub(size(value))?;
    change(|effort| (effort.comparisons, effort.comparing) = (left, true));
    let read = read();
    change(|effort| effort.comparing = before.comparing);
    Some(read)
}

/// How many values there are in a value, itself included.
pub(super) fn size(value: &Value) -> usize {
    let below: usize = match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    };
    1 + below
}
