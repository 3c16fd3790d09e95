//! Why a command failed, and the exit code that says so.
//!
//! Invariant: 1 is what the specs or the committed SDK have to be mended for, 2 a wrong call or a system that refuses.

use std::{fmt, io};

use crate::findings::Findings;
use crate::folder::Comparison;

/// Why a command failed. It prints as all that is to be said, in plain text.
#[derive(Debug)]
pub enum Failure {
    /// The input has errors, or warnings where those are denied. Nothing was written.
    Findings(Box<Findings>),
    /// A folder is not what its specs give.
    Stale {
        /// The folder's name.
        folder: String,
        /// How it differs.
        comparison: Box<Comparison>,
    },
    /// What was asked for cannot be done as it was asked; the text says what to do instead.
    Refused(String),
    /// So many documents of a corpus do not do what is expected of them.
    Short(usize),
    /// The system refused to read or write.
    Io(io::Error),
}

impl Failure {
    /// What the process exits with.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Findings(_) | Self::Stale { .. } | Self::Short(_) => 1,
            Self::Refused(_) | Self::Io(_) => 2,
        }
    }

    /// What stands before the headline: the findings or the differences, if it is about any. Colours are
    /// escape codes, to be printed through something that strips them where there is no terminal.
    #[must_use]
    pub fn account(&self, coloured: bool) -> String {
        match self {
            Self::Findings(findings) => findings.to_human(coloured),
            Self::Stale { folder, comparison } => {
                format!("{}\n", comparison.display(folder, coloured))
            }
            Self::Refused(_) | Self::Short(_) | Self::Io(_) => String::new(),
        }
    }

    /// The one line that sums it up and says what to do.
    #[must_use]
    pub fn headline(&self) -> String {
        match self {
            Self::Findings(findings) => format!("{}; nothing was written", findings.count()),
            Self::Stale { folder, comparison } if comparison.is_current() => {
                format!("{folder}/ holds what the generator did not write")
            }
            Self::Stale { folder, .. } => format!(
                "{folder}/ is not what specs/ gives; run `cargo xtask regenerate` and commit the result"
            ),
            Self::Refused(message) => message.clone(),
            Self::Short(1) => "one document falls short".to_owned(),
            Self::Short(count) => format!("{count} documents fall short"),
            Self::Io(error) => error.to_string(),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.account(false), self.headline())
    }
}

impl std::error::Error for Failure {}
