//! What stands in for `trace.rs` where the feature `tracing` is off.
//!
//! Invariant: the same functions, and no code.

use std::time::Duration;

use super::attempt::Arrived;
use super::error::Error;
use super::prepared::Prepared;

/// No span.
pub(super) struct Trace;

impl Trace {
    pub(super) const fn begin(_: &Prepared) -> Self {
        Self
    }

    pub(super) const fn within<F>(&self, sending: F) -> F {
        sending
    }

    pub(super) const fn ended(&self, _: &Result<(Arrived, u32), Error>) {}

    pub(super) const fn failed(&self, _: &Error) {}
}

pub(super) const fn resending(_: &Error, _: Duration) {}
