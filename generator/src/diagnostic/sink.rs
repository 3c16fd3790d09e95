//! What the stages have found, while they run and as a report.
//!
//! Invariant: a report is sorted and says nothing twice, be it that an alias repeats the text that it is about.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use super::{Diagnostic, Location, Severity};

/// The code of the finding that places in a file are not those of what findings are about.
pub(crate) const APPROXIMATE: &str = "approximate-places";

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
        let repeated = repeated(&diagnostics);
        let mut repeated = repeated.into_iter();
        diagnostics.retain(|_| !repeated.next().unwrap_or_default());
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

/// Whether each finding says what one before it has said of the same text, which stands in several places of the document
/// by an alias. Where places are not those of the text, none does.
fn repeated(diagnostics: &[Diagnostic]) -> Vec<bool> {
    let unsure = diagnostics.iter().filter(|one| one.code.0 == APPROXIMATE);
    let unsure = unsure.filter_map(|one| one.location.as_ref());
    let unsure: BTreeSet<&str> = unsure.map(|place| place.file.as_str()).collect();
    let mut said = BTreeSet::new();
    let repeats = diagnostics.iter().map(|finding| {
        let place = finding.location.as_ref();
        place
            .filter(|place| !unsure.contains(place.file.as_str()))
            .is_some_and(|place| {
                let place = (&place.file, place.line, place.column);
                let text = (&finding.message, &finding.related, &finding.help);
                !said.insert((place, finding.severity, finding.code, text))
            })
    });
    repeats.collect()
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
