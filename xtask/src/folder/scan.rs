//! What a folder holds now. Invariant: no link below the folder is followed; the folder itself may be one.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::Duration;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A regular file.
    File,
    /// What a run that was ended has staged and not put into its place.
    Remains,
    /// A symbolic link, pipe, socket or the like: nothing that the generator writes.
    Other,
}

/// What Cargo and git keep at the root of a crate; it is theirs, so it is neither compared nor removed.
const NOT_OURS: [&str; 3] = [".git", "Cargo.lock", "target"];

/// How the texts of a licence are called. Who owns a crate puts them beside its manifest, for Cargo to publish: only its
/// owner knows whose copyright it is.
const LICENCE_TEXTS: [&str; 4] = ["COPYING", "LICENCE", "LICENSE", "NOTICE"];

/// Whether something at the root of a crate is somebody else's by right.
fn is_theirs(name: &str) -> bool {
    NOT_OURS.contains(&name) || LICENCE_TEXTS.iter().any(|text| name.starts_with(text))
}

/// How a file is called until it takes its place: first this, then some random letters.
pub(super) const STAGED: &str = ".xtask-";

/// And then this.
pub(super) const UNTIL_PLACED: &str = ".staged";

/// How old a staged file is before nobody is going to put it into its place any more: writing takes far less.
const ABANDONED: Duration = Duration::from_secs(600);

/// Whether there is nothing at a path but folders and what runs have staged.
///
/// # Errors
///
/// What cannot be read.
pub fn is_free(path: &Path) -> io::Result<bool> {
    if !fs_err::symlink_metadata(path)?.is_dir() {
        let name = path.file_name().unwrap_or_default();
        return Ok(is_staged(&name.to_string_lossy()));
    }
    for (_, entry) in entries(path)? {
        if !is_free(&entry.path())? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_staged(name: &str) -> bool {
    name.starts_with(STAGED) && name.ends_with(UNTIL_PLACED)
}

/// Everything below `root` but folders, and what is Cargo's, git's and the owner's, by its path with `/` between the parts. A folder
/// that does not exist holds nothing.
///
/// # Errors
///
/// A folder that cannot be read.
pub(super) fn scan(root: &Path) -> io::Result<BTreeMap<String, Kind>> {
    let mut found = BTreeMap::new();
    if fs_err::symlink_metadata(root).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(found);
    }
    for (name, entry) in entries(root)? {
        if !is_theirs(&name) {
            add(name, &entry, &mut found)?;
        }
    }
    Ok(found)
}

fn add(
    path: String,
    entry: &fs_err::DirEntry,
    found: &mut BTreeMap<String, Kind>,
) -> io::Result<()> {
    let file_type = entry.file_type()?;
    if file_type.is_dir() {
        for (name, child) in entries(&entry.path())? {
            add(format!("{path}/{name}"), &child, found)?;
        }
    } else if file_type.is_file() && is_staged(&entry.file_name().to_string_lossy()) {
        if is_abandoned(entry)? {
            found.insert(path, Kind::Remains);
        }
    } else if file_type.is_file() {
        found.insert(path, Kind::File);
    } else {
        found.insert(path, Kind::Other);
    }
    Ok(())
}

/// A younger one is that of a run beside this one, which is going to place it, or has done so by now.
fn is_abandoned(staged: &fs_err::DirEntry) -> io::Result<bool> {
    let metadata = match staged.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        metadata => metadata?,
    };
    Ok(metadata.modified()?.elapsed().unwrap_or_default() > ABANDONED)
}

/// A name that is not Unicode cannot be one of ours; its printable form is enough to report it.
fn entries(folder: &Path) -> io::Result<Vec<(String, fs_err::DirEntry)>> {
    fs_err::read_dir(folder)?
        .map(|entry| entry.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry)))
        .collect()
}
