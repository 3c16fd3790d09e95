//! Findings on their way out: as text that shows the source, or as JSON for other tools.
//!
//! Nothing here decides what is a finding; nothing of the spec reaches a terminal with its control
//! characters.

mod human;
mod json;
mod lines;
mod renames;

pub use self::renames::{renames_to_human, renames_to_json};
use generator::diagnostic::{Report, Severity};
use generator::load::Input;

use crate::Failure;

/// A report, and the texts that its places point into.
#[derive(Debug)]
pub struct Findings {
    report: Report,
    input: Input,
}

impl Findings {
    /// Joins a report with the input that it is about.
    #[must_use]
    pub fn new(report: Report, input: Input) -> Self {
        Self { report, input }
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.report.diagnostics().is_empty()
    }

    /// One block per finding, as rustc prints its own; with colours, for something that strips them
    /// where there is no terminal.
    #[must_use]
    pub fn to_human(&self, coloured: bool) -> String {
        human::render(&self.report, &self.input, coloured)
    }

    /// One JSON object per finding, each on its own line.
    ///
    /// # Errors
    ///
    /// None that a finding can cause; serialising is fallible by its type.
    pub fn to_json(&self) -> serde_json::Result<String> {
        json::render(&self.report)
    }

    /// The closing line: how many errors and warnings there are.
    #[must_use]
    pub fn count(&self) -> String {
        let all = self.report.diagnostics();
        let is_error = |severity: Severity| severity == Severity::Error;
        let errors = all.iter().filter(|one| is_error(one.severity)).count();
        let parts = [(errors, "error"), (all.len() - errors, "warning")];
        parts
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, noun)| format!("{number} {noun}{}", if *number == 1 { "" } else { "s" }))
            .collect::<Vec<_>>()
            .join(" and ")
    }
}

impl From<Findings> for Failure {
    fn from(findings: Findings) -> Self {
        Self::Findings(Box::new(findings))
    }
}

#[cfg(test)]
mod tests;
