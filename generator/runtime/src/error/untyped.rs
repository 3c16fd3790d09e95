//! [`Untyped`]: why a part of an answer could not be read as its type.
//!
//! Invariant: it takes nothing away: what could not be read is still where it was, and no value of it is here.

use std::fmt;

use super::Mismatch;

/// Why a part of an answer could not be read as its type. The answer still has it as it was received.
#[derive(Debug)]
pub struct Untyped(pub(in super::super) Reason);

/// What is in the way.
#[derive(Debug)]
pub(in super::super) enum Reason {
    Unanswered,
    Accepted,
    Undeclared(u16),
    Body(Mismatch),
    Header(&'static str),
}

impl Untyped {
    /// Where in the body reading stopped, such as `errors[0].code`; empty for the body as a whole, and `None` if
    /// the body is not what is wrong.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.0 {
            Reason::Body(mismatch) => Some(&mismatch.path),
            _ => None,
        }
    }

    /// What is wrong with the body of a success.
    pub(in super::super) fn into_mismatch(self) -> Mismatch {
        match self.0 {
            Reason::Body(mismatch) => mismatch,
            other => Mismatch {
                path: String::new(),
                expected: "an answer that is declared".to_owned(),
                found: other.as_str(),
            },
        }
    }
}

impl Reason {
    const fn as_str(&self) -> &'static str {
        match self {
            Self::Unanswered => "no answer",
            Self::Accepted => "a success, which is no error of the server's",
            Self::Undeclared(_) => "a status for which no type is declared",
            Self::Body(_) => "a body that does not fit its type",
            Self::Header(_) => "a header that does not fit its type",
        }
    }
}

impl fmt::Display for Untyped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.0.as_str();
        match &self.0 {
            Reason::Unanswered | Reason::Accepted => f.write_str(what),
            Reason::Undeclared(status) => write!(f, "{what}: {status}"),
            Reason::Body(mismatch) => write!(f, "{what}: {mismatch}"),
            Reason::Header(name) => write!(f, "{what}: `{name}`"),
        }
    }
}

impl std::error::Error for Untyped {}
