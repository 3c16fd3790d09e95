//! Findings about the input: what is wrong, where it is, and what to write instead.
//!
//! Every stage reports into one [`Diagnostics`] sink and goes on; the pipeline stops at a checkpoint
//! after the stage, so that one run shows all findings of that stage. Nothing here prints or exits.
//!
//! Invariant: a report is sorted and says nothing twice, and a message is one line without passwords of URLs, whatever of
//! the spec it quotes.

mod pointer;
mod sink;
mod text;

use std::fmt;

use serde::Serialize;

pub use pointer::{Pointer, escaped};
pub(crate) use sink::APPROXIMATE;
pub use sink::{Diagnostics, Report};
pub use text::{elsewhere, is_unseen, nearest, visible, without_passwords};

/// Whether a finding prevents generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something was left out or replaced; the rest is generated.
    Warning,
}

/// The stable, kebab-case name of a kind of finding, such as `name-collision`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

/// A place in an input file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Location {
    /// The path of the file as the caller of the generator gave it.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The column in Unicode code points, counted from 1.
    pub column: u32,
    /// The place inside the OpenAPI document; the root where the finding is about the file's text.
    pub pointer: Pointer,
    /// Right behind what the finding is about, if that is known.
    pub end: Option<End>,
}

/// The end of a place, counted as its beginning is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct End {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)?;
        if self.pointer != Pointer::root() {
            write!(f, "  {}", visible(&self.pointer.to_string()))?;
        }
        Ok(())
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// Whether the finding prevents generation.
    pub severity: Severity,
    /// Where it is; a finding about the run as a whole has no place.
    pub location: Option<Location>,
    /// What kind of finding it is.
    pub code: Code,
    /// What is wrong, in one line, in the words of the spec.
    pub message: String,
    /// Other places that belong to the finding, each with what it is.
    pub related: Vec<Related>,
    /// What to write instead; may have several lines.
    pub help: Option<String>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Related {
    /// Where it is.
    pub location: Location,
    /// What it is.
    pub message: String,
}

impl Diagnostic {
    /// A finding that prevents generation.
    #[must_use]
    pub fn error(code: &'static str, location: Location, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, Some(location), message.into())
    }

    /// A finding that costs only the place it is about.
    #[must_use]
    pub fn warning(code: &'static str, location: Location, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, Some(location), message.into())
    }

    /// An error about the run as a whole, such as the lack of any input.
    #[must_use]
    pub fn global(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, None, message.into())
    }

    fn new(
        severity: Severity,
        code: &'static str,
        location: Option<Location>,
        message: String,
    ) -> Self {
        Self {
            severity,
            location,
            code: Code(code),
            message: visible(&without_passwords(&message)),
            related: Vec::new(),
            help: None,
        }
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn related(mut self, location: Location, label: impl Into<String>) -> Self {
        let message = label.into();
        self.related.push(Related { location, message });
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(f, "{severity}[{}]: {}", self.code.0, self.message)?;
        if let Some(location) = &self.location {
            writeln!(f, "  --> {location}")?;
        }
        for Related { location, message } in &self.related {
            writeln!(f, "  ::: {location}: {message}")?;
        }
        if let Some(help) = &self.help {
            let mut lines = help.lines();
            writeln!(f, "  help: {}", lines.next().unwrap_or_default())?;
            for line in lines {
                writeln!(f, "        {line}")?;
            }
        }
        Ok(())
    }
}

/// A name that was given in place of one that collides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Rename {
    /// What is called so.
    pub location: Location,
    /// What it is in Rust: `field`, `variant`, `type`.
    pub kind: &'static str,
    /// Its name in the description.
    pub wire: String,
    /// The identifier that the wire name gives.
    pub was: String,
    /// The identifier that it has.
    pub name: String,
    /// The action of an overlay that makes the name permanent; `None` if none can.
    pub action: Option<String>,
}
