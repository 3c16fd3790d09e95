//! Findings for other tools: JSON Lines, in the shape of the generator's `Diagnostic`, with the line of the place.
//!
//! Invariant: one finding is one line, whatever a reader takes for the end of one, and no character in it is unseen.

use std::borrow::Cow;

use generator::diagnostic::{Diagnostic, is_unseen};
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
        text.push_str(&seen(&serde_json::to_string(&line)?));
        text.push('\n');
    }
    Ok(text)
}

/// JSON of the same value in which every character is seen. Those that JSON lets stand unescaped are in strings alone,
/// but for the ends of its lines.
pub(crate) fn seen(json: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| c != '\n' && is_unseen(c);
    if !json.contains(is_hidden) {
        return Cow::Borrowed(json);
    }
    let mut text = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match is_hidden(c) {
            true => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => text.push(c),
        }
    }
    Cow::Owned(text)
}
