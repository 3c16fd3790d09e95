//! The names that were given in place of those that collide: what they are, and how to keep them.
//!
//! Invariant: where no name was given, nothing is printed in either form, and a name has one line, whatever it is.

use annotate_snippets::normalize_untrusted_str;
use generator::diagnostic::{Rename, visible};
use serde::Serialize;

use super::json::seen;

/// A line of the JSON output. `code` tells it from a finding.
#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    code: &'static str,
    #[serde(flatten)]
    rename: &'a Rename,
}

/// A line for each name, and the overlay that makes them permanent; empty if there is none.
#[must_use]
pub fn renames_to_human(renames: &[Rename]) -> String {
    if renames.is_empty() {
        return String::new();
    }
    let mut text = String::from("These names collide, and are called something else:\n");
    for rename in renames {
        let Rename {
            location,
            kind,
            wire,
            was,
            name,
            ..
        } = rename;
        let line = format!("  {location}: {kind} `{wire}` is `{name}` instead of `{was}`");
        text.push_str(&visible(&line));
        text.push('\n');
    }
    let mut actions: Vec<&str> = renames
        .iter()
        .filter_map(|rename| rename.action.as_deref())
        .collect();
    actions.dedup();
    if !actions.is_empty() {
        text.push_str(
            "To keep them whatever else is added, put this into an overlay, under `actions`:\n",
        );
        text.push_str(&actions.join("\n"));
        text.push('\n');
    }
    normalize_untrusted_str(&text)
}

/// One JSON object per name, each on its own line.
///
/// # Errors
///
/// None that a name can cause; serialising is fallible by its type.
pub fn renames_to_json(renames: &[Rename]) -> serde_json::Result<String> {
    let mut text = String::new();
    for rename in renames {
        let line = Line {
            severity: "note",
            code: "renamed",
            rename,
        };
        text.push_str(&seen(&serde_json::to_string(&line)?));
        text.push('\n');
    }
    Ok(text)
}
