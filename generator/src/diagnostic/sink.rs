//! What the stages have found, while they run and as a report.
//!
//! Invariant: a report is sorted and says nothing twice.

use std::fmt;

use serde::Serialize;

use super::{Diagnostic, Location, Severity};

/// The sink that the stages report into.
#[derive(Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Records a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Records the findings of another sink.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The places of the findings of one kind so far.
    pub fn places_of(&self, code: &'static str) -> impl Iterator<Item = &Location> {
        let findings = self.0.iter();
        let findings = findings.filter(move |finding| finding.code.0 == code);
        findings.filter_map(|finding| finding.location.as_ref())
    }

    /// Whether any finding so far prevents generation.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Ends a stage: `None` if something found so far prevents generation.
    #[must_use]
    pub fn checkpoint(&self) -> Option<()> {
        (!self.has_errors()).then_some(())
    }

    /// Empties the sink into a report.
    #[must_use]
    pub fn take_report(&mut self) -> Report {
        Report::new(std::mem::take(&mut self.0))
    }
}

/// All findings of a run: errors first, then by file and line, without repetitions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    fn new(mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort();
        diagnostics.dedup();
        Self { diagnostics }
    }

    /// The same findings, each of which prevents generation.
    #[must_use]
    pub fn denied(mut self) -> Self {
        for diagnostic in &mut self.diagnostics {
            diagnostic.severity = Severity::Error;
        }
        Self::new(self.diagnostics)
    }

    /// The findings in order.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}
