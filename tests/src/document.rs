//! Documents of the tests, and the files that hold them.

use std::path::{Path, PathBuf};
use std::{fs, io};

use generator::load::{Input, Source};

/// A document that is all of the input.
#[must_use]
pub fn document(path: &str, text: impl Into<String>) -> Input {
    let source = Source {
        path: path.to_owned(),
        place: None,
        text: text.into(),
    };
    Input {
        specs: vec![source],
        overlays: Vec::new(),
    }
}

/// The files below a folder whose paths have the ending, in the order of their paths.
///
/// # Errors
///
/// A folder cannot be read.
pub fn files_below(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut open = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
