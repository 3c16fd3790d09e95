//! Where this repository keeps what goes in and what comes out. Found at run time, so that a built tool
//! works in every clone.
//!
//! Invariant: the overlay is read last, and never as a document.

use std::path::{Path, PathBuf};
use std::{env, io};

use generator::load::Input;

use crate::Failure;
use crate::input::Reader;

/// The name of the generated crate's folder.
pub const GENERATED: &str = "generated-client";

/// The folder of the docs pages.
pub const PAGES: &str = "specs/pages";

/// The file with the corrections of the pages.
pub const OVERLAY: &str = "specs/overlay.yaml";

/// The root of the repository.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the repository around the package that Cargo runs, or else around the current folder.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`] where there is none.
    pub fn find() -> Result<Self, Failure> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => env::current_dir()?,
        };
        for folder in start.ancestors() {
            if is_root(folder)? {
                return Ok(Self::at(folder));
            }
        }
        Err(Failure::Refused(format!(
            "no folder around {} has a workspace's Cargo.toml and specs/; call this inside the repository",
            start.display()
        )))
    }

    /// The repository with this root.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The folder of the generated crate.
    #[must_use]
    pub fn generated(&self) -> PathBuf {
        self.root.join(GENERATED)
    }

    /// The lock file.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.root.join("Cargo.lock")
    }

    /// Where Cargo puts what it builds, unless it is told otherwise.
    #[must_use]
    pub fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// The folder of the docs pages.
    #[must_use]
    pub fn pages(&self) -> PathBuf {
        self.root.join(PAGES)
    }

    /// Reads `specs/`: the pages in `pages/`, whole documents beside it, and `overlay.yaml`.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`] if there is neither a page nor a document, or a text that nothing reads, and what [`Reader`] refuses.
    pub fn read_specs(&self) -> Result<Input, Failure> {
        let input = self.reader()?.finish()?;
        if input.specs.is_empty() {
            return Err(Failure::Refused(format!(
                "specs/ holds no document, and {PAGES}/ no docs page; add one with `cargo xtask add`"
            )));
        }
        Ok(input)
    }

    /// A reader that has read `specs/`, which may hold nothing yet.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`] if there is a file that nothing reads, and what [`Reader`] refuses.
    pub fn reader(&self) -> Result<Reader, Failure> {
        let mut reader = Reader::below(&self.root);
        if self.pages().is_dir() {
            reader.pages(Path::new(PAGES))?;
        }
        let overlay = Path::new(OVERLAY);
        for document in reader.documents(Path::new("specs"))? {
            if document != overlay {
                reader.file(&document)?;
            }
        }
        if fs_err::symlink_metadata(self.root.join(overlay)).is_ok() {
            reader.overlay(overlay)?;
        }
        match reader.unread(Path::new("specs"))? {
            Some(path) => Err(Failure::Refused(unread(&path))),
            None => Ok(reader),
        }
    }
}

/// A page in the wrong folder would be missed by nobody but who put it there.
fn unread(path: &Path) -> String {
    format!(
        "nothing reads {}: docs pages are in {PAGES}/ and end in `.md`, documents are in specs/ and end in `.yaml` or \
         `.json`; `cargo xtask add` puts a page where it belongs, move anything else away",
        path.display()
    )
}

fn is_root(folder: &Path) -> io::Result<bool> {
    let manifest = folder.join("Cargo.toml");
    if !manifest.is_file() || !folder.join("specs").is_dir() {
        return Ok(false);
    }
    let text = fs_err::read_to_string(manifest)?;
    Ok(text.lines().any(|line| line.trim() == "[workspace]"))
}
