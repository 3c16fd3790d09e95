//! The lines of the input files, looked up by the place of a finding.
//!
//! A document may be one line of megabytes with thousands of findings, so each text is split once, and of
//! a long line only a window around the place is given out.
//!
//! Invariant: no password of a URL is shown.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use generator::diagnostic::{Location, without_passwords};
use generator::load::Input;

/// How many bytes a line may have to be shown whole; the renderer cuts it to the width of a terminal.
const LONG: usize = 2000;

/// How many characters of a long line are shown.
const WINDOW: usize = 100;

/// How many of them stand before the place.
const LEAD: usize = 30;

/// How many characters are marked at most.
const MARKED: usize = 60;

/// What stands for the text around a window.
const ELLIPSIS: &str = "...";

/// The lines of all input files, by the name of the file.
pub(super) struct Lines<'a> {
    files: BTreeMap<&'a str, Vec<Cow<'a, str>>>,
}

/// A line, or the part of it that is worth showing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt<'a> {
    /// The text, without the end of the line.
    pub(super) text: Cow<'a, str>,
    /// The bytes of `text` that the finding is about; empty if it is about the end of the line.
    pub(super) marked: Range<usize>,
    /// Whether it is the whole line, so that columns can be counted in it.
    pub(super) is_whole: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn of(input: &'a Input) -> Self {
        let files = input
            .specs
            .iter()
            .chain(&input.overlays)
            .map(|source| {
                let lines = source.text.lines().map(without_passwords);
                (source.path.as_str(), lines.collect())
            })
            .collect();
        Self { files }
    }

    /// The line of a place; `None` if the file or the line does not exist.
    pub(super) fn excerpt(&self, location: &Location) -> Option<Excerpt<'a>> {
        let lines = self.files.get(location.file.as_str())?;
        let line = lines.get((location.line as usize).checked_sub(1)?)?;
        let column = (location.column as usize).saturating_sub(1);
        let (before, rest) = split(line, column);
        let end = location.end.filter(|end| end.line == location.line);
        let length = end.and_then(|end| end.column.checked_sub(location.column));
        let length = length.map_or(MARKED, |length| MARKED.min(length as usize));
        let marked = split(rest, length).0.trim_end();
        if line.len() > LONG {
            return Some(window(before, rest, marked.len()));
        }
        Some(Excerpt {
            text: line.clone(),
            marked: before.len()..before.len() + marked.len(),
            is_whole: true,
        })
    }
}

fn window(before: &str, rest: &str, marked: usize) -> Excerpt<'static> {
    let lead: String = before.chars().rev().take(LEAD).collect();
    let lead: String = lead.chars().rev().collect();
    let lead = if lead.len() < before.len() {
        format!("{ELLIPSIS}{lead}")
    } else {
        lead
    };
    let (shown, left_out) = split(rest, WINDOW - LEAD);
    let end = if left_out.is_empty() { "" } else { ELLIPSIS };
    Excerpt {
        text: Cow::Owned(format!("{lead}{shown}{end}")),
        marked: lead.len()..lead.len() + marked,
        is_whole: false,
    }
}

/// Splits the text after so many characters, or at its end.
fn split(text: &str, characters: usize) -> (&str, &str) {
    let mut rest = text.chars();
    if let Some(skipped) = characters.checked_sub(1) {
        rest.nth(skipped);
    }
    text.split_at(text.len() - rest.as_str().len())
}
