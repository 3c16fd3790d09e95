//! `corpus`: many foreign documents, each generated, compiled, and held against what is expected of it.
//!
//! Invariant: no document keeps another one from being looked at, whatever it says, and only Cargo's target folder is
//! written to.

use std::env;
use std::path::{Path, PathBuf};

use generator::output::FileTree;

use crate::cli::Corpus;
use crate::console::Console;
use crate::corpus::{self, Attempt, Entry, Index, Made, Table};
use crate::{Failure, Workspace, folder};

pub(super) fn run(arguments: &Corpus, console: &Console) -> Result<(), Failure> {
    let mut index = Index::read(&arguments.folder)?;
    if let Some(list) = &arguments.sample {
        index.keep_listed(list)?;
    }
    if let Some(text) = &arguments.filter {
        index.keep_containing(text);
    }
    let workspace = Workspace::find()?;
    let crates = target(&workspace).join("corpus");
    let (attempts, members) = generate(&arguments.folder, &index, &crates)?;
    console.progress(format!(
        "checking {} crates in {}",
        members.len(),
        crates.display()
    ));
    let checked = corpus::check(&crates, &members, &workspace.lock())?;
    let mut table = Table::default();
    for (entry, attempt) in index.entries.iter().zip(&attempts) {
        table.push(entry, attempt, &checked);
    }
    console.answer(&table.to_string())?;
    match table.shortfalls() {
        0 => Ok(()),
        count => Err(Failure::Short(count)),
    }
}

/// Generates all documents, and writes the crates of those that give one.
fn generate(
    documents: &Path,
    index: &Index,
    crates: &Path,
) -> Result<(Vec<Attempt>, Vec<String>), Failure> {
    let mut attempts = Vec::new();
    let mut members = Vec::new();
    for entry in &index.entries {
        let mut attempt = corpus::attempt(documents, entry)?;
        if let Made::Crate(files) = &mut attempt.made {
            write(&std::mem::take(files), entry, crates)?;
            members.push(entry.package.clone());
        }
        attempts.push(attempt);
    }
    Ok((attempts, members))
}

/// Only files that changed are written, so that a crate like that of the run before is not checked again.
fn write(files: &FileTree, entry: &Entry, crates: &Path) -> Result<(), Failure> {
    let out = crates.join(&entry.package);
    let comparison = folder::compare(&out, files)?;
    folder::write(&out, files, &comparison)?;
    Ok(())
}

/// Where Cargo puts what it builds.
fn target(workspace: &Workspace) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.target(), PathBuf::from)
}
