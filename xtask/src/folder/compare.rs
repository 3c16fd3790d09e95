//! What sets a folder apart from a tree of files.
//!
//! Invariant: a path is in exactly one of the lists, or counted as unchanged.

use std::io;
use std::path::Path;

use generator::output::FileTree;

use super::difference::Difference;
use super::is_generated;
use super::scan::{Kind, scan};

/// How a folder differs from a tree. All paths are relative to the folder and sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Files whose text is another one.
    pub stale: Vec<String>,
    /// Files that do not exist.
    pub missing: Vec<String>,
    /// Generated files that the tree does not have.
    pub orphans: Vec<String>,
    /// Whatever else the tree does not have: somebody else's, so it is reported and left alone.
    pub foreign: Vec<String>,
    /// How many files are as they should be.
    pub unchanged: usize,
    /// What would change first in the first stale file.
    pub(super) difference: Option<Difference>,
}

impl Comparison {
    /// Whether the folder holds exactly the tree.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.is_current() && self.foreign.is_empty()
    }

    /// Whether writing the tree would change nothing.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.stale.is_empty() && self.missing.is_empty() && self.orphans.is_empty()
    }
}

/// Compares the folder with the tree; writes nothing.
///
/// # Errors
///
/// What cannot be read.
pub fn compare(folder: &Path, tree: &FileTree) -> io::Result<Comparison> {
    let found = scan(folder)?;
    let mut comparison = Comparison::default();
    for (path, text) in tree {
        match found.get(path) {
            None => comparison.missing.push(path.clone()),
            Some(kind) => comparison.add_present(folder, path, *kind, text)?,
        }
    }
    for (path, kind) in &found {
        if !tree.contains_key(path) {
            let ours = match kind {
                Kind::File => is_generated(&folder.join(path))?,
                Kind::Remains => true,
                Kind::Other => false,
            };
            let list = if ours {
                &mut comparison.orphans
            } else {
                &mut comparison.foreign
            };
            list.push(path.clone());
        }
    }
    Ok(comparison)
}

impl Comparison {
    /// Sorts a file that exists into stale or unchanged. A link is replaced, whatever it points to.
    fn add_present(&mut self, folder: &Path, path: &str, kind: Kind, text: &str) -> io::Result<()> {
        let present = match kind {
            Kind::File => fs_err::read(folder.join(path))?,
            Kind::Remains | Kind::Other => Vec::new(),
        };
        if kind == Kind::File && present == text.as_bytes() {
            self.unchanged += 1;
            return Ok(());
        }
        if self.stale.is_empty() {
            let present = String::from_utf8_lossy(&present);
            self.difference = Some(Difference::first(path, &present, text));
        }
        self.stale.push(path.to_owned());
        Ok(())
    }
}
