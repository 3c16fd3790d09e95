//! What a type loses of a value that it reads: what it passes over, and what it keeps without knowing it.
//!
//! Invariant: it is counted while a value is read from [`Parsed`](super::parsed::Parsed), at all depths, and means
//! something only within [`of`]; reading what is lost nowhere costs nothing.

use std::cell::Cell;

/// How many values are passed over, and how many are kept without being known. Less is better, and the first counts most.
pub(super) type Loss = (usize, usize);

pub(super) const NONE: Loss = (0, 0);

thread_local! {
    static LOST: Cell<Loss> = const { Cell::new(NONE) };
}

/// Counts what is lost.
pub(super) fn add((passed, unknown): Loss) {
    let (passed_before, unknown_before) = LOST.get();
    LOST.set((
        passed_before.saturating_add(passed),
        unknown_before.saturating_add(unknown),
    ));
}

/// Reads a value, and says what is lost by that. It is not yet counted around it: the value may not be taken.
pub(super) fn of<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<(T, Loss), E> {
    let around = LOST.replace(NONE);
    let value = read();
    let lost = LOST.replace(around);
    value.map(|value| (value, lost))
}
