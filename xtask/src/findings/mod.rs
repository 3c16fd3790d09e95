//! Findings on their way out: as text that shows the source, or as JSON for other tools.
//!
//! Nothing here decides what is a finding. Invariant: no character of the spec that is unseen, such as a control character,
//! is written as it is, in either form.

mod human;
mod json;
mod lines;
mod renames;

pub(crate) use self::json::seen;
pub use self::renames::{renames_to_human, renames_to_json};
use std::borrow::Cow;
use std::collections::BTreeMap;

use generator::diagnostic::{Diagnostic, Report, Severity};
use generator::load::Input;

use crate::Failure;
use crate::account::counted;

/// How many findings of one kind are written out: what a tool writes wrong, it writes wrong thousands of times.
const MOST_OF_A_KIND: usize = 100;

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
        human::render(&self.shown(), &self.input, coloured)
    }

    /// One JSON object per finding, each on its own line.
    ///
    /// # Errors
    ///
    /// None that a finding can cause; serialising is fallible by its type.
    pub fn to_json(&self) -> serde_json::Result<String> {
        json::render(&self.shown(), &self.input)
    }

    /// The findings that are written out, and at the end how many of each kind are not.
    fn shown(&self) -> Vec<Cow<'_, Diagnostic>> {
        let mut shown = Vec::new();
        let mut counts = BTreeMap::new();
        for diagnostic in self.report.diagnostics() {
            let kind = (diagnostic.severity, diagnostic.code);
            let count = counts.entry(kind).or_insert(0_usize);
            *count += 1;
            if *count <= MOST_OF_A_KIND {
                shown.push(Cow::Borrowed(diagnostic));
            }
        }
        let further = counts
            .into_iter()
            .filter(|(_, count)| *count > MOST_OF_A_KIND);
        shown.extend(further.map(|((severity, code), count)| {
            let further = count - MOST_OF_A_KIND;
            Cow::Owned(Diagnostic {
                severity,
                location: None,
                code,
                message: format!("there are {further} more findings of this kind"),
                related: Vec::new(),
                help: Some("correct those that are shown first".to_owned()),
            })
        }));
        shown
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
            .map(|(number, noun)| counted(*number, noun))
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
