//! Findings for other tools: JSON Lines, in the shape of the generator's `Diagnostic`, with the line of the place.
//!
//! Invariant: one finding is one line.

use std::borrow::Cow;

use generator::diagnostic::Diagnostic;
use generator::load::Input;
use serde::Serialize;

use super::lines::Lines;

/// A finding with what stands in its place.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    diagnostic: &'a Diagnostic,
    /// The line that the finding is about, or the part of a long one around the place.
    snippet: Option<Cow<'a, str>>,
}

/// One object per line, in the order of the report.
pub(super) fn render(findings: &[Cow<Diagnostic>], input: &Input) -> serde_json::Result<String> {
    let lines = Lines::of(input);
    let mut text = String::new();
    for diagnostic in findings {
        let location = diagnostic.location.as_ref();
        let excerpt = location.and_then(|location| lines.excerpt(location));
        let line = Line {
            diagnostic,
            snippet: excerpt.map(|excerpt| excerpt.text),
        };
        text.push_str(&serde_json::to_string(&line)?);
        text.push('\n');
    }
    Ok(text)
}
