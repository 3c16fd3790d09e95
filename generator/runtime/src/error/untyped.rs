//! [`Untyped`]: why a part of an answer could not be read as its type.
//!
//! Invariant: it takes nothing away: what could not be read is still where it was, and no value of it is here.

use std::fmt;

use super::Mismatch;

/// Why a part of an answer could not be read as its type. The answer still has it as it was received.
#[derive(Debug)]
pub struct Untyped {
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    Unanswered,
    Accepted,
    Undeclared(u16),
    Body(Mismatch),
    Header(&'static str),
}

impl Untyped {
    pub(in super::super) const fn unanswered() -> Self {
        Self {
            reason: Reason::Unanswered,
        }
    }

    pub(in super::super) const fn accepted() -> Self {
        Self { reason: Reason::Accepted }
    }

    pub(in super::super) const fn undeclared(status: u16) -> Self {
        Self {
            reason: Reason::Undeclared(status),
        }
    }

    pub(in super::super) const fn mismatched(mismatch: Mismatch) -> Self {
        Self {
            reason: Reason::Body(mismatch),
        }
    }

    pub(in super::super) const fn header(name: &'static str) -> Self {
        Self {
            reason: Reason::Header(name),
        }
    }

    /// Where in the body reading stopped, such as `errors[0].code`; empty for the body as a whole, and `None` if
    /// the body is not what is wrong.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.reason {
            Reason::Body(mismatch) => Some(&mismatch.path),
            _ => None,
        }
    }

    /// What is wrong with the body of a success.
    pub(in super::super) fn into_mismatch(self) -> Mismatch {
        match self.reason {
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
        let what = self.reason.as_str();
        match &self.reason {
            Reason::Unanswered | Reason::Accepted => f.write_str(what),
            Reason::Undeclared(status) => write!(f, "{what}: {status}"),
            Reason::Body(mismatch) => write!(f, "{what}: {mismatch}"),
            Reason::Header(name) => write!(f, "{what}: `{name}`"),
        }
    }
}

impl std::error::Error for Untyped {}
