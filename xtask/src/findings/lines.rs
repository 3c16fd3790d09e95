//! The lines of the input files, looked up by the place of a finding.
//!
//! A document may be one line of megabytes with thousands of findings, so each text is split once, and of
//! a long line only a window around the place is given out.

use std::collections::BTreeMap;
use std::ops::Range;

use generator::diagnostic::Location;
use generator::load::Input;

/// How many characters of a line are shown at most.
const WINDOW: usize = 120;

/// How many of them stand before the place.
const LEAD: usize = 40;

/// The lines of all input files, by the name of the file.
pub(super) struct Lines<'a> {
    files: BTreeMap<&'a str, Vec<&'a str>>,
}

/// The part of a line that is worth showing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt<'a> {
    /// The text, without the end of the line.
    pub(super) text: &'a str,
    /// The bytes of `text` that the finding is about; empty if it is about the end of the line.
    pub(super) span: Range<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(input: &'a Input) -> Self {
        let files = input
            .specs
            .iter()
            .chain(&input.overlay)
            .map(|source| (source.path.as_str(), source.text.lines().collect()))
            .collect();
        Self { files }
    }

    /// The line of a place; `None` if the file or the line does not exist.
    pub(super) fn excerpt(&self, location: &Location) -> Option<Excerpt<'a>> {
        let lines = self.files.get(location.file.as_str())?;
        let line = lines.get((location.line as usize).checked_sub(1)?)?;
        let column = (location.column as usize).saturating_sub(1);
        let from = column.saturating_sub(LEAD);
        let is_long = line.len() > WINDOW && line.chars().count() > WINDOW;
        let text = if is_long {
            characters(line, from, WINDOW)
        } else {
            line
        };
        let before = characters(text, 0, if is_long { column - from } else { column });
        let about = text[before.len()..].trim_end();
        Some(Excerpt {
            text,
            span: before.len()..before.len() + about.len(),
        })
    }
}

/// At most `count` characters of the text, from the character `from` on.
fn characters(text: &str, from: usize, count: usize) -> &str {
    let offset = |position: usize| {
        text.char_indices()
            .nth(position)
            .map_or(text.len(), |(offset, _)| offset)
    };
    &text[offset(from)..offset(from + count)]
}
