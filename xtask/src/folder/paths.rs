//! Whether a path of the tree may be written.
//!
//! Invariant: it stays inside the folder on every system, and leads through no link below it. The folder itself may be
//! one; a link in the place of a file is replaced, not followed.

use std::io;
use std::path::{Path, PathBuf};

use crate::Failure;

/// Where the file `path` of the tree belongs on disk.
///
/// # Errors
///
/// [`Failure::Refused`] for a path that is not a plain relative one on every system, where something other than a
/// folder stands in its way, and where a folder stands in its place.
pub(super) fn place(root: &Path, path: &str) -> Result<PathBuf, Failure> {
    let mut place = root.to_owned();
    let parts: Vec<&str> = path.split('/').collect();
    for (index, part) in parts.iter().enumerate() {
        if !is_plain(part) {
            return Err(Failure::Refused(format!(
                "the generator named a file {path:?}, which is not a plain path inside the output folder"
            )));
        }
        place.push(part);
        let last = index + 1 == parts.len();
        check(&place, last)?;
    }
    Ok(place)
}

/// No separator, drive or parent of any system, and no control character. The names that Windows keeps for devices
/// are those of `names`.
fn is_plain(part: &str) -> bool {
    !matches!(part, "" | "." | "..")
        && !part.contains(|c: char| c.is_control() || matches!(c, '/' | '\\' | ':'))
}

fn check(place: &Path, last: bool) -> Result<(), Failure> {
    let metadata = match fs_err::symlink_metadata(place) {
        Err(error) if is_absent(&error) => return Ok(()),
        metadata => metadata?,
    };
    if metadata.is_dir() == last {
        let (stands, belongs) = if last {
            ("a folder", "a file")
        } else {
            ("no folder", "one")
        };
        return Err(Failure::Refused(format!(
            "{} is {stands}, but {belongs} belongs there; move it away",
            place.display()
        )));
    }
    Ok(())
}

/// Below something that is no folder there is nothing either; that something is reported on its own.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
