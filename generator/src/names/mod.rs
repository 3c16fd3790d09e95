//! Strings of the spec to Rust identifiers.
//!
//! Law: an identifier is a pure function of its own wire name (or an explicit override), never of its
//! neighbours. [`Ident`] is built nowhere else, so every identifier in the output went through here.

use std::fmt;

use serde::Serialize;

/// A valid Rust identifier; raw (`r#type`) where it is a keyword.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Ident(String);

impl Ident {
    /// The identifier as it is written in code, with `r#` where it needs it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`, as in a file name.
    #[must_use]
    pub fn unraw(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
