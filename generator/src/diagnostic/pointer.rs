//! Places inside a document.
//!
//! Invariant: tokens are escaped within a pointer, and unescaped wherever they come out of it.

use std::fmt;

use serde::Serialize;

/// An RFC 6901 JSON pointer, shown to people as a URI fragment (`#/paths/~1users~1/get`); in JSON it is bare.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the whole document, which prints as `#`.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer to the member or item `token` of what this pointer names.
    #[must_use]
    pub fn join(&self, token: &str) -> Self {
        Self(format!("{}/{}", self.0, escaped(token)))
    }

    /// The pointer of a local reference such as `#/components/schemas/Pet`; `None` for any other text.
    #[must_use]
    pub fn parse(reference: &str) -> Option<Self> {
        let rest = reference.strip_prefix('#')?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.to_owned()))
    }

    /// The pointer as RFC 6901 writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The pointer to what holds this, and the unescaped token of this in it; `None` for the root.
    #[must_use]
    pub fn split_last(&self) -> Option<(Self, String)> {
        let (parent, token) = self.0.rsplit_once('/')?;
        Some((Self(parent.to_owned()), unescaped(token)))
    }

    /// The unescaped tokens, from the root down.
    #[must_use]
    pub fn tokens(&self) -> Vec<String> {
        self.0.split('/').skip(1).map(unescaped).collect()
    }
}

/// A name as a token of a pointer.
#[must_use]
pub fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}
