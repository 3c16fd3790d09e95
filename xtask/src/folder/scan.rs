//! What a folder holds now. Invariant: no link below the folder is followed; the folder itself may be one.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A regular file.
    File,
    /// A symbolic link, pipe, socket or the like: nothing that the generator writes.
    Other,
}

/// What Cargo and git keep at the root of a crate; it is theirs, so it is neither compared nor removed.
const NOT_OURS: [&str; 3] = [".git", "Cargo.lock", "target"];

/// Everything below `root` but folders, and what is Cargo's and git's, by its path with `/` between the parts. A folder
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
        if !NOT_OURS.contains(&name.as_str()) {
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
    } else if file_type.is_file() {
        found.insert(path, Kind::File);
    } else {
        found.insert(path, Kind::Other);
    }
    Ok(())
}

/// A name that is not Unicode cannot be one of ours; its printable form is enough to report it.
fn entries(folder: &Path) -> io::Result<Vec<(String, fs_err::DirEntry)>> {
    fs_err::read_dir(folder)?
        .map(|entry| entry.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry)))
        .collect()
}
