//! The account of what changes for the SDK's callers, against the surface that is committed.
//!
//! Invariant: no text of the committed surface is a failure: one that is not there, or that this version does not
//! understand, is told as such.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use generator::diagnostic::visible;
use generator::ir::Api;
use generator::surface::{self, Account, Change, Kind, Step, Surface, Weight, What};

use crate::workspace::GENERATED;

/// Where the version of this repository's SDK is written.
const OWN_VERSION: &str = "info.x-rust-package.version in specs/overlay.yaml";

/// How wide the label before a change is; what belongs to the change stands below its end.
const LABEL: usize = 18;

/// Where an SDK is written to.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// What the folder is called.
    pub called: &'a str,
    /// What is to be edited for another version.
    pub version: &'a str,
}

impl<'a> Target<'a> {
    /// The SDK of this repository, in its folder.
    #[must_use]
    pub const fn own(folder: &'a Path) -> Self {
        Self {
            folder,
            called: GENERATED,
            version: OWN_VERSION,
        }
    }
}

/// The account of the difference between an SDK and the surface in the folder that it is written to. Colours
/// are escape codes, to be printed through something that strips them where there is no terminal.
///
/// # Errors
///
/// A failure to read the file of the surface, unless it does not exist.
pub fn against(target: Target<'_>, api: &Api) -> io::Result<String> {
    let now = Surface::of(api);
    let text = match fs_err::read_to_string(target.folder.join(surface::FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(all_new(&now, target.called));
        }
        text => text?,
    };
    Ok(match Surface::parse(&text) {
        Ok(committed) => told(&Account::between(&committed, &now), target.version),
        Err(error) => format!(
            "public surface: unknown changes, since {error} in {}/{}",
            target.called,
            surface::FILE
        ),
    })
}

fn all_new(now: &Surface, called: &str) -> String {
    let counts = [
        (Kind::Resource, "resource"),
        (Kind::Method, "method"),
        (Kind::Type, "type"),
    ];
    let counts = counts.map(|(kind, noun)| {
        let items = now.items.keys().filter(|(found, _)| *found == kind);
        counted(items.count(), noun)
    });
    format!(
        "public surface: {}, all of them new, since there is no {called}/{}",
        counts.join(", "),
        surface::FILE
    )
}

fn told(account: &Account, edited: &str) -> String {
    let (old, new) = (&account.old_version, &account.new_version);
    if account.changes.is_empty() {
        let version = match old == new {
            true => String::new(),
            false => format!("; the version goes from {old} to {new}"),
        };
        return format!("public surface: unchanged{version}");
    }
    let mut text = format!("public surface: {}\n", summary(&account.changes));
    for change in &account.changes {
        text.push_str(&told_change(change));
    }
    text + &told_version(account, edited)
}

fn summary(changes: &[Change]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for change in changes {
        *counts.entry(verb(&change.what)).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(verb, count)| format!("{count} {verb}"))
        .collect();
    let breaking = changes.iter().filter(|change| is_breaking(change)).count();
    let breaking = match breaking {
        0 => "none of it breaks callers".to_owned(),
        1 => "1 breaks callers".to_owned(),
        more => format!("{more} break callers"),
    };
    format!("{}; {breaking}", counts.join(", "))
}

fn verb(what: &What) -> &'static str {
    match what {
        What::Added => "added",
        What::Changed => "changed",
        What::Renamed { .. } => "renamed",
        What::Removed => "removed",
    }
}

fn is_breaking(change: &Change) -> bool {
    change.weight() == Weight::Break
}

/// The change, and indented below it what it consists of and where it is.
fn told_change(change: &Change) -> String {
    let style = match is_breaking(change) {
        true => AnsiColor::Red.on_default().bold(),
        false => Style::new(),
    };
    let breaks = if is_breaking(change) { "breaks" } else { "" };
    let (word, verb) = (change.kind.word(), verb(&change.what));
    let name = match &change.what {
        What::Renamed { from } => format!("{from} to {}", change.name),
        What::Added | What::Changed | What::Removed => change.name.clone(),
    };
    let mut text = format!("{style}{breaks:<8}{style:#} {verb:<8} {word} {name}\n");
    let effects = change.effects.iter().map(|effect| effect.text.clone());
    for line in effects.chain([format!("at {}", change.place)]) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:LABEL$}{}", "", visible(&line));
    }
    text
}

fn told_version(account: &Account, edited: &str) -> String {
    let (old, new) = (&account.old_version, &account.new_version);
    let Some((step, due)) = account.due() else {
        return format!("version: no step follows, since {old} promises nothing");
    };
    let step = match step {
        Step::Patch => "patch",
        Step::Minor => "minor",
        Step::Major => "major",
    };
    if account.has_taken_due_step() {
        return format!("version: goes from {old} to {new}, where a {step} step to {due} is due");
    }
    format!("version: a {step} step from {old} to {due} is due; it is {new} ({edited})")
}

/// `1 page`, `2 pages`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
