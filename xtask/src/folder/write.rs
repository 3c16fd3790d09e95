//! Makes a folder equal to a tree of files.
//!
//! Invariant: every new text is first written beside its place; only when all of them are on disk do they take
//! their places, each by one rename. A run that fails before that leaves the folder as it was.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use generator::output::FileTree;
use tempfile::TempPath;

use super::scan::{STAGED, UNTIL_PLACED};
use super::{Comparison, paths};
use crate::Failure;

/// What writing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// How many files were written.
    pub written: usize,
    /// How many generated files were removed, since the tree no longer has them.
    pub removed: usize,
    /// How many files were left untouched.
    pub unchanged: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            written,
            removed,
            unchanged,
        } = self;
        write!(
            f,
            "{written} written, {removed} removed, {unchanged} unchanged"
        )
    }
}

/// Writes what the comparison found stale or missing, and removes the orphans.
///
/// # Errors
///
/// [`Failure::Refused`] for a path that would leave the folder or is taken, [`Failure::Io`] for what the
/// system refuses.
pub fn write(folder: &Path, tree: &FileTree, comparison: &Comparison) -> Result<Summary, Failure> {
    let changed: Vec<(&String, PathBuf)> = comparison
        .stale
        .iter()
        .chain(&comparison.missing)
        .map(|path| Ok((path, paths::place(folder, path)?)))
        .collect::<Result<_, Failure>>()?;
    let mut staged = Staged::default();
    for (path, place) in &changed {
        let text = tree.get(*path).map(String::as_str).unwrap_or_default();
        staged.add(place, text)?;
    }
    staged.commit()?;
    for path in &comparison.orphans {
        remove(folder, path)?;
    }
    Ok(Summary {
        written: changed.len(),
        removed: comparison.orphans.len(),
        unchanged: comparison.unchanged,
    })
}

/// Writes files beside whatever a folder holds, over those of the same names.
///
/// # Errors
///
/// As [`write()`].
pub fn add(folder: &Path, files: &FileTree) -> Result<Summary, Failure> {
    let comparison = Comparison {
        missing: files.keys().cloned().collect(),
        ..Comparison::default()
    };
    write(folder, files, &comparison)
}

/// Files that are on disk but not in their places yet. Dropped, it takes back what it made.
#[derive(Default)]
struct Staged {
    files: Vec<(TempPath, PathBuf)>,
    folders: Vec<PathBuf>,
}

impl Staged {
    fn add(&mut self, place: &Path, text: &str) -> io::Result<()> {
        let parent = place.parent().unwrap_or(Path::new("."));
        self.create_folder(parent)?;
        let file = temporary_file(parent)?;
        fs_err::write(&file, text)?;
        self.files.push((file, place.to_owned()));
        Ok(())
    }

    /// Creates a folder with its parents, and remembers which of them are new.
    fn create_folder(&mut self, folder: &Path) -> io::Result<()> {
        let absent = folder
            .ancestors()
            .take_while(|ancestor| !ancestor.as_os_str().is_empty() && !ancestor.exists())
            .collect::<Vec<_>>();
        for folder in absent.into_iter().rev() {
            match fs_err::create_dir(folder) {
                Ok(()) => self.folders.push(folder.to_owned()),
                // A run beside this one was faster.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_folder(folder) => {
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn commit(mut self) -> io::Result<()> {
        self.folders.clear();
        for (file, place) in self.files.drain(..) {
            file.persist(&place).map_err(|failed| {
                let message = format!("failed to write {}: {}", place.display(), failed.error);
                io::Error::new(failed.error.kind(), message)
            })?;
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        self.files.clear();
        for folder in self.folders.iter().rev() {
            // The failure that led here is the one to report; an empty folder that stays is harmless.
            let _ = fs_err::remove_dir(folder);
        }
    }
}

/// Whether a path is that of a folder, and not of a link to one, which may lead out of where this tool writes.
fn is_folder(path: &Path) -> bool {
    fs_err::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// A file of the mode that a plain write would give it, instead of one that only its owner may read. It
/// is closed: a large crate has more files than a process may have open.
fn temporary_file(folder: &Path) -> io::Result<TempPath> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.prefix(STAGED).suffix(UNTIL_PLACED);
    let file = builder.tempfile_in(folder)?;
    Ok(file.into_temp_path())
}

/// Removes a generated file, unless a run beside this one has done so, and the folders that it leaves empty.
fn remove(folder: &Path, path: &str) -> io::Result<()> {
    match fs_err::remove_file(folder.join(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        removed => removed?,
    }
    for parent in Path::new(path).ancestors().skip(1) {
        let parent = folder.join(parent);
        if parent == folder || fs_err::read_dir(&parent)?.next().is_some() {
            break;
        }
        fs_err::remove_dir(&parent)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_staged_and_not_committed_is_taken_back() {
        let folder = tempfile::TempDir::new().unwrap();
        let present = folder.path().join("a.rs");
        fs_err::write(&present, "old").unwrap();
        let mut staged = Staged::default();
        staged.add(&present, "new").unwrap();
        staged.add(&folder.path().join("b/c/d.rs"), "new").unwrap();
        assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 3);
        drop(staged);
        assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs_err::read_to_string(&present).unwrap(), "old");
    }
}
