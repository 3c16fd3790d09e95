//! [`Mismatch`]: where and how an answer differs from what its type says.
//!
//! Invariant: it names types and paths, never a value: serde's own messages quote the text that they stumble over.

use std::fmt;

use super::display::one_line;

/// Where and how an answer differs from what its type says.
#[derive(Debug)]
pub(in super::super) struct Mismatch {
    /// Where, as in `results[0].id`; empty for the whole.
    pub(in super::super) path: String,
    /// What the type says.
    pub(in super::super) expected: String,
    /// What kind of value is there.
    pub(in super::super) found: &'static str,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}`: ", one_line(&self.path))?;
        }
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for Mismatch {}
