//! The account of a comparison for people: which files differ, and the first difference as a diff.
//!
//! Invariant: every path that differs is told; only the diff, of the first place in the first file, is cut off, and
//! says how many lines are left.

use std::fmt;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use super::Comparison;

/// How many lines of the first difference are shown; the rest is counted.
const SHOWN: usize = 40;

/// The first place in which a file differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    path: String,
    header: String,
    lines: Vec<(ChangeTag, String)>,
}

impl Difference {
    /// Compares two texts that are not equal.
    pub(super) fn first(path: &str, present: &str, generated: &str) -> Self {
        let diff = TextDiff::from_lines(present, generated);
        let hunk = diff.unified_diff().iter_hunks().next();
        Self {
            path: path.to_owned(),
            header: hunk
                .as_ref()
                .map(|hunk| hunk.header().to_string())
                .unwrap_or_default(),
            lines: hunk
                .iter()
                .flat_map(|hunk| hunk.iter_changes())
                .map(|change| (change.tag(), visible(change.value())))
                .collect(),
        }
    }
}

/// The line without its end, with a symbol for a carriage return and a remark for a missing end, so that
/// no two different lines look alike.
fn visible(line: &str) -> String {
    let (line, remark) = match line.strip_suffix('\n') {
        Some(line) => (line, ""),
        None => (line, "  (no line break at the end)"),
    };
    format!("{}{remark}", line.replace('\r', "\u{240d}"))
}

/// A comparison that can be printed; made by [`Comparison::display`].
#[derive(Debug)]
pub struct Account<'a> {
    comparison: &'a Comparison,
    folder: &'a str,
    coloured: bool,
}

impl Comparison {
    /// The account of a comparison of the folder of this name. Colours are escape codes, to be printed
    /// through something that strips them where there is no terminal.
    #[must_use]
    pub fn display<'a>(&'a self, folder: &'a str, coloured: bool) -> Account<'a> {
        Account {
            comparison: self,
            folder,
            coloured,
        }
    }
}

impl fmt::Display for Account<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists = [
            ("stale", "", &self.comparison.stale),
            ("missing", "", &self.comparison.missing),
            ("orphan", "", &self.comparison.orphans),
            (
                "foreign",
                "  (not generated; move it away)",
                &self.comparison.foreign,
            ),
        ];
        for (label, remark, paths) in lists {
            for path in paths {
                writeln!(f, "  {label:<8} {}/{path}{remark}", self.folder)?;
            }
        }
        match &self.comparison.difference {
            Some(difference) => self.write_difference(f, difference),
            None => Ok(()),
        }
    }
}

impl Account<'_> {
    fn write_difference(&self, f: &mut fmt::Formatter<'_>, difference: &Difference) -> fmt::Result {
        writeln!(f, "\n--- {}/{}", self.folder, difference.path)?;
        writeln!(f, "+++ as generated from the specs now")?;
        writeln!(f, "{}", difference.header)?;
        for (tag, line) in difference.lines.iter().take(SHOWN) {
            let style = self.style(*tag);
            writeln!(f, "{style}{tag}{line}{style:#}")?;
        }
        match difference.lines.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => writeln!(f, "... and {more} more lines"),
        }
    }

    fn style(&self, tag: ChangeTag) -> Style {
        match tag {
            ChangeTag::Delete if self.coloured => AnsiColor::Red.on_default(),
            ChangeTag::Insert if self.coloured => AnsiColor::Green.on_default(),
            _ => Style::new(),
        }
    }
}
