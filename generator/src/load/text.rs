//! A text to be read, and how its lines map to the file that it stands in.
//!
//! Invariant: every place that a finding names is one of the file, even where the text is a block of a
//! docs page.

use std::borrow::Cow;

use super::Source;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Pointer};

/// A place in a text: line and column count from 1, the column in Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) line: u32,
    pub(super) column: u32,
}

impl Spot {
    /// The first character.
    pub(super) const START: Self = Self { line: 1, column: 1 };
}

/// Where the lines of a text begin, to turn byte offsets into places.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of `text`.
    pub(super) fn new(text: &'t str) -> Self {
        let newlines = text.match_indices('\n').map(|(offset, _)| offset + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(newlines).collect(),
        }
    }

    /// The place of the byte at `offset`.
    pub(super) fn spot(&self, offset: usize) -> Spot {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied();
        let before = self.text.get(start.unwrap_or_default()..offset);
        Spot {
            line: clamp(line),
            column: clamp(before.map_or(0, |before| before.chars().count()) + 1),
        }
    }

    /// Each line with the offset that it begins at.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &'t str)> {
        self.starts.iter().map(|start| {
            let rest = self.text.get(*start..).unwrap_or_default();
            (*start, rest.lines().next().unwrap_or_default())
        })
    }
}

/// Whether it can be told where the lines of a text end: a carriage return alone, which is then a finding, ends one
/// for YAML and for markdown, and none for JSON and for most tools.
pub(super) fn has_lines(source: &Source, diagnostics: &mut Diagnostics) -> bool {
    let mut returns = source.text.match_indices('\r').map(|(offset, _)| offset);
    let lone = returns.find(|offset| source.text.as_bytes().get(offset + 1) != Some(&b'\n'));
    let Some(offset) = lone else {
        return true;
    };
    let location = Text::whole(&source.path, &source.text)
        .location(Lines::new(&source.text).spot(offset), Pointer::root());
    let message = "a carriage return stands here without a line feed";
    diagnostics.push(
        Diagnostic::error("control-character", location, message)
            .help("remove it, or save the file with the line ends of one system"),
    );
    false
}

/// A line or column as it is stored; no text that is accepted comes near the limit.
pub(super) fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A YAML or JSON text, either a whole file or a block of a docs page.
pub(super) struct Text<'a> {
    pub(super) file: &'a str,
    pub(super) content: Cow<'a, str>,
    /// Where each line of the block begins in the file; empty if the text is the whole file.
    starts: Vec<Spot>,
}

impl<'a> Text<'a> {
    /// The text of a whole file. A byte order mark is no character of it.
    pub(super) fn whole(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            content: Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
            starts: Vec::new(),
        }
    }

    /// A block of a file, with the place of each of its lines.
    pub(super) fn block(file: &'a str, content: String, starts: Vec<Spot>) -> Self {
        Self {
            file,
            content: Cow::Owned(content),
            starts,
        }
    }

    /// Another text in its place, with the same lines.
    pub(super) fn with<'t>(&self, content: &'t str) -> Text<'t>
    where
        'a: 't,
    {
        Text {
            file: self.file,
            content: Cow::Borrowed(content),
            starts: self.starts.clone(),
        }
    }

    /// The place in the file that a place in the text stands for.
    pub(super) fn in_file(&self, spot: Spot) -> Spot {
        let index = (spot.line as usize).saturating_sub(1);
        // A parser that complains about the end of the text may name the line after the last.
        match self.starts.get(index).or(self.starts.last()) {
            Some(start) => Spot {
                line: start.line,
                column: start.column + spot.column - 1,
            },
            None => spot,
        }
    }

    /// The location of a place in the text.
    pub(super) fn location(&self, spot: Spot, pointer: Pointer) -> Location {
        let Spot { line, column } = self.in_file(spot);
        Location {
            file: self.file.to_owned(),
            line,
            column,
            pointer,
            end: None,
        }
    }
}
