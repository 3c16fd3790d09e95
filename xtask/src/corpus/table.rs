//! The account of a run: a line for each document, and at the end what falls short.
//!
//! Invariant: a fault falls short whatever is expected, and a document that is missing never does.

use std::fmt;

use super::attempt::{Attempt, Made};
use super::check::Checked;
use super::index::{Entry, Expectation};

/// How many lines of the compiler's are shown for each crate that does not compile.
const SHOWN: usize = 12;

/// The documents with what became of them.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    document: String,
    operations: String,
    result: &'static str,
    left_out: String,
    milliseconds: u128,
    shortfall: Option<String>,
}

impl Table {
    /// Adds a document.
    pub fn push(&mut self, entry: &Entry, attempt: &Attempt, checked: &Checked) {
        let findings = checked.get(&entry.package).map(Vec::as_slice);
        let (result, shortfall) = verdict(entry.expected, &attempt.made, findings);
        let left_out: Vec<String> = attempt
            .warnings
            .iter()
            .map(|(code, count)| format!("{code} {count}"))
            .collect();
        self.rows.push(Row {
            document: entry.path.clone(),
            operations: entry.operations.clone(),
            result,
            left_out: left_out.join(", "),
            milliseconds: attempt.took.as_millis(),
            shortfall,
        });
    }

    /// How many documents do not do what is expected of them.
    #[must_use]
    pub fn shortfalls(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| row.shortfall.is_some())
            .count()
    }

    fn count(&self, result: &str) -> usize {
        self.rows.iter().filter(|row| row.result == result).count()
    }
}

/// The word for the table, and why it is not what is expected.
fn verdict(
    expected: Expectation,
    made: &Made,
    findings: Option<&[String]>,
) -> (&'static str, Option<String>) {
    match made {
        Made::Missing => ("missing", None),
        Made::Fault(fault) => ("fault", Some(fault.clone())),
        Made::Refused(why) => {
            let shortfall = expected == Expectation::Works;
            ("refused", shortfall.then(|| why.clone()))
        }
        Made::Crate(_) => {
            let findings = findings.unwrap_or_default();
            if !findings.is_empty() {
                return ("generated", Some(shown(findings)));
            }
            let surplus = expected == Expectation::Refused;
            let why = || "it is generated, though it is to be refused".to_owned();
            ("compiled", surplus.then(why))
        }
    }
}

fn shown(findings: &[String]) -> String {
    let lines = findings.iter().flat_map(|finding| finding.lines());
    let mut text: Vec<&str> = lines.take(SHOWN).collect();
    text.insert(0, "the result does not compile without a warning:");
    text.join("\n    ")
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows.iter().map(|row| row.document.len()).max();
        let width = width.unwrap_or_default();
        writeln!(
            f,
            "{:width$}  operations  result     {:>6}  left out",
            "document", "ms"
        )?;
        for row in &self.rows {
            let line = format!(
                "{:width$}  {:>10}  {:9}  {:>6}  {}",
                row.document, row.operations, row.result, row.milliseconds, row.left_out
            );
            writeln!(f, "{}", line.trim_end())?;
        }
        writeln!(
            f,
            "\n{} documents: {} generated and compiled, {} generated only, {} refused, {} faults, {} missing",
            self.rows.len(),
            self.count("compiled"),
            self.count("generated"),
            self.count("refused"),
            self.count("fault"),
            self.count("missing"),
        )?;
        for row in &self.rows {
            if let Some(shortfall) = &row.shortfall {
                writeln!(f, "\n{} falls short: {shortfall}", row.document)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
