//! `INDEX.tsv`: which documents there are, and what must happen to each. Columns are found by their names.
//!
//! Invariant: an expectation that is not known, and a path of a list that is not in the index, are refused and not
//! passed over, and no two documents give crates of the same name.

use std::collections::BTreeSet;
use std::iter;
use std::path::Path;

use crate::Failure;

/// The name of the file below the folder of the documents.
const NAME: &str = "INDEX.tsv";

/// What must happen to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// It is generated, and the result compiles.
    Works,
    /// It has errors, and nothing is generated.
    Refused,
    /// Both will do; but what is generated compiles.
    Either,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the folder of the documents, with `/` between its parts.
    pub path: String,
    /// How many operations it has, as the index counts them.
    pub operations: String,
    /// What must happen to it.
    pub expected: Expectation,
    /// The name of the crate that it gives, and of its folder: unlike that of any other document of the index.
    pub package: String,
}

/// The documents of a folder, in the order of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The documents.
    pub entries: Vec<Entry>,
}

impl Index {
    /// Reads the index of a folder.
    ///
    /// # Errors
    ///
    /// [`Failure::Io`] if it cannot be read, [`Failure::Refused`] if a column or an expectation is unknown.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(NAME);
        parse(&fs_err::read_to_string(&path)?)
            .map_err(|problem| Failure::Refused(format!("{}: {problem}", path.display())))
    }

    /// Keeps the documents that a list names, one path on each line. Empty lines and those that begin with
    /// `#` are passed over.
    ///
    /// # Errors
    ///
    /// [`Failure::Io`] if the list cannot be read, [`Failure::Refused`] if the index lacks one of its paths.
    pub fn keep_listed(&mut self, list: &Path) -> Result<(), Failure> {
        let text = fs_err::read_to_string(list)?;
        let paths: Vec<&str> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        if let Some(unknown) = paths.iter().find(|path| !self.has(path)) {
            return Err(Failure::Refused(format!(
                "{}: `{unknown}` is not in the index",
                list.display()
            )));
        }
        self.entries
            .retain(|entry| paths.contains(&entry.path.as_str()));
        Ok(())
    }

    /// Keeps the documents whose paths contain a text.
    pub fn keep_containing(&mut self, text: &str) {
        self.entries.retain(|entry| entry.path.contains(text));
    }

    fn has(&self, path: &str) -> bool {
        self.entries.iter().any(|entry| entry.path == path)
    }
}

fn parse(text: &str) -> Result<Index, String> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        let found = header.iter().position(|column| *column == name);
        found.ok_or_else(|| format!("there is no column `{name}`"))
    };
    let (path, operations, expect) = (column("path")?, column("operations")?, column("expect")?);
    let mut taken = BTreeSet::new();
    let entries = lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |column: usize| cells.get(column).copied().unwrap_or_default();
            let path = below_folder(cell(path));
            Ok(Entry {
                package: untaken(&package(&path), &mut taken),
                path,
                operations: cell(operations).to_owned(),
                expected: expectation(cell(expect))?,
            })
        })
        .collect::<Result<_, String>>()?;
    Ok(Index { entries })
}

/// The paths of the index begin with the folder's own name, which says nothing about where it is.
fn below_folder(path: &str) -> String {
    path.split_once('/')
        .map_or(path, |(_, below)| below)
        .to_owned()
}

/// The words of a path, in what the name of a crate may have.
fn package(path: &str) -> String {
    let spell = |character: char| match character {
        '.' | '_' | '-' | '/' => '-',
        character if character.is_ascii_alphanumeric() => character.to_ascii_lowercase(),
        _ => 'x',
    };
    let name: String = path.chars().map(spell).collect();
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    match name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("x{name}"),
        false => name,
    }
}

/// A name, with a number behind it where paths before it differ only in their case and their signs.
fn untaken(name: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut names = iter::once(name.to_owned()).chain(numbered);
    let free = names.find(|name| taken.insert(name.clone()));
    free.unwrap_or_default()
}

/// `refuse-by-peer` is what another generator does, which is no measure of what is right.
fn expectation(text: &str) -> Result<Expectation, String> {
    match text {
        "ok" => Ok(Expectation::Works),
        "refuse" => Ok(Expectation::Refused),
        "either" | "refuse-by-peer" => Ok(Expectation::Either),
        other => Err(format!("`{other}` is no expectation: ok, refuse, either")),
    }
}

#[cfg(test)]
mod tests;
