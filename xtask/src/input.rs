//! Reads specs from disk: documents, single pages and folders of pages.
//!
//! Paths in findings are the ones given here, with `/` between their parts on every system. Links inside
//! a folder are not followed, so nothing outside what was named is read.
//!
//! Invariant: nothing is opened that may never end, or that somebody else has to write to first. What the caller has
//! opened already (`/dev/stdin`, `<(..)`) is read, whatever it is: that it ends is up to whoever opened it.

use std::io;
use std::path::{Path, PathBuf};

use generator::diagnostic::{Diagnostic, Diagnostics, Location, Pointer};
use generator::load::{Input, Source, page_stem};

use crate::Failure;
use crate::findings::Findings;

/// Collects the sources of one run.
#[derive(Debug)]
pub struct Reader {
    base: PathBuf,
    input: Input,
    diagnostics: Diagnostics,
}

impl Reader {
    /// A reader for which relative paths begin at `base`.
    #[must_use]
    pub fn below(base: &Path) -> Self {
        Self {
            base: base.to_owned(),
            input: Input::default(),
            diagnostics: Diagnostics::default(),
        }
    }

    /// Reads a folder of pages, or a single page or document.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`] for a folder without any page, and as [`Reader::pages`] and [`Reader::file`].
    pub fn spec(&mut self, path: &Path) -> Result<(), Failure> {
        if !self.base.join(path).is_dir() {
            return self.file(path);
        }
        let before = self.input.specs.len();
        self.pages(path)?;
        if self.input.specs.len() == before {
            return Err(self.no_pages(path)?);
        }
        Ok(())
    }

    /// What is said of a folder without pages; of documents, each has to be named.
    fn no_pages(&self, folder: &Path) -> Result<Failure, Failure> {
        let message = format!(
            "{} holds no docs page, that is, no file that ends in `.md` or `.mdx`",
            folder.display()
        );
        Ok(Failure::Refused(match self.documents(folder)?.first() {
            Some(document) => format!(
                "{message}; documents are named one by one, as in `{}`",
                document.display()
            ),
            None => message,
        }))
    }

    /// Reads all `.md` and `.mdx` files in and below a folder. Their paths below it are their places in the SDK.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`] for a link in it and a page that is no regular file, [`Failure::Io`] for what cannot be read.
    pub fn pages(&mut self, folder: &Path) -> Result<(), Failure> {
        let mut pages = Vec::new();
        self.find_pages(folder, &mut pages)?;
        for page in pages {
            let place = page
                .strip_prefix(folder)
                .unwrap_or(&page)
                .with_extension("");
            let place = Some(spelled(&place)?);
            self.source(&page, place)?;
        }
        Ok(())
    }

    /// Reads a file, relative to the current folder, as the page at `place` in a folder of pages. Gives its
    /// text, and the text of the page whose place it takes.
    ///
    /// # Errors
    ///
    /// [`Failure::Io`] if it cannot be read, [`Failure::Refused`] if it is no regular file.
    pub fn page(
        &mut self,
        file: &Path,
        folder: &Path,
        place: &str,
    ) -> Result<(String, Option<String>), Failure> {
        let path = spelled(&folder.join(place))? + ".md";
        let text = self.decoded(&path, bytes(file)?);
        let source = Source {
            path,
            place: Some(place.to_owned()),
            text: text.clone(),
        };
        let mut specs = self.input.specs.iter_mut();
        let before = match specs.find(|known| known.path == source.path) {
            Some(known) => Some(std::mem::replace(known, source).text),
            None => {
                self.input.specs.push(source);
                None
            }
        };
        Ok((text, before))
    }

    /// Reads one page or document, whatever its name.
    ///
    /// # Errors
    ///
    /// [`Failure::Io`] if it cannot be read, [`Failure::Refused`] if it is no regular file.
    pub fn file(&mut self, path: &Path) -> Result<(), Failure> {
        self.source(path, None)
    }

    fn source(&mut self, path: &Path, place: Option<String>) -> Result<(), Failure> {
        let (path, text) = self.text(path)?;
        self.input.specs.push(Source { path, place, text });
        Ok(())
    }

    /// Reads an overlay; they apply in the order in which they are read.
    ///
    /// # Errors
    ///
    /// [`Failure::Io`] if it cannot be read, [`Failure::Refused`] if it is no regular file.
    pub fn overlay(&mut self, path: &Path) -> Result<(), Failure> {
        let (path, text) = self.text(path)?;
        self.input.overlays.push(Source {
            path,
            place: None,
            text,
        });
        Ok(())
    }

    /// What was read.
    ///
    /// # Errors
    ///
    /// [`Failure::Findings`] if some text was not Unicode.
    pub fn finish(mut self) -> Result<Input, Failure> {
        match self.diagnostics.checkpoint() {
            Some(()) => Ok(self.input),
            None => Err(Findings::new(self.diagnostics.take_report(), self.input).into()),
        }
    }

    /// The YAML and JSON files directly in a folder, sorted. What has such a name and is no folder is one of them, lest
    /// it be passed over in silence.
    ///
    /// # Errors
    ///
    /// [`Failure::Io`] if the folder cannot be read.
    pub fn documents(&self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        let mut documents = self.entries(folder)?;
        documents.retain(|path| {
            ["yaml", "yml", "json"]
                .iter()
                .any(|ending| has_ending(path, ending))
                && !self.base.join(path).is_dir()
        });
        Ok(documents)
    }

    fn find_pages(&self, folder: &Path, pages: &mut Vec<PathBuf>) -> Result<(), Failure> {
        for path in self.entries(folder)? {
            let file_type = fs_err::symlink_metadata(self.base.join(&path))?.file_type();
            if file_type.is_symlink() {
                return Err(Failure::Refused(format!(
                    "{} is a link, which is not followed; put the page itself there",
                    path.display()
                )));
            } else if file_type.is_dir() {
                self.find_pages(&path, pages)?;
            } else if page_stem(&path.to_string_lossy()).is_some() {
                pages.push(path);
            }
        }
        Ok(())
    }

    /// The first file in and below a folder that looks like a page or a document, and that this reader has not read; if
    /// there is any.
    ///
    /// # Errors
    ///
    /// [`Failure::Io`] if a folder cannot be read.
    pub fn unread(&self, folder: &Path) -> Result<Option<PathBuf>, Failure> {
        for path in self.entries(folder)? {
            let is_folder = fs_err::symlink_metadata(self.base.join(&path))?.is_dir();
            let unread = match is_folder {
                true => self.unread(&path)?,
                false => Some(path).filter(|path| is_text(path) && !self.has_read(path)),
            };
            if unread.is_some() {
                return Ok(unread);
            }
        }
        Ok(None)
    }

    fn has_read(&self, path: &Path) -> bool {
        let mut sources = self.input.specs.iter().chain(&self.input.overlays);
        sources.any(|source| Path::new(&source.path) == path)
    }

    /// What is in a folder, sorted, without hidden files: editors and systems leave theirs everywhere.
    fn entries(&self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        let mut entries = Vec::new();
        for entry in fs_err::read_dir(self.base.join(folder))? {
            let name = entry?.file_name();
            if !name.as_encoded_bytes().starts_with(b".") {
                entries.push(folder.join(name));
            }
        }
        entries.sort();
        Ok(entries)
    }

    /// The name of a file for findings, and its text.
    fn text(&mut self, path: &Path) -> Result<(String, String), Failure> {
        let name = spelled(path)?;
        let bytes = bytes(&self.base.join(path))?;
        let text = self.decoded(&name, bytes);
        Ok((name, text))
    }

    /// The text of a file. One that is not Unicode is a finding, and only good for showing it.
    fn decoded(&mut self, name: &str, bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).unwrap_or_else(|error| {
            let (good, _) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
            self.diagnostics
                .push(not_utf8(name, error.as_bytes(), good));
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        })
    }
}

/// What is in a file. A pipe with a name, a device and a socket are refused before they are opened.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let file_type = match fs_err::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Failure::Refused(format!(
                "there is no file {}",
                path.display()
            )));
        }
        metadata => metadata?.file_type(),
    };
    if file_type.is_dir() {
        return Err(Failure::Refused(format!(
            "{} is a folder; name a file in it",
            path.display()
        )));
    }
    if file_type.is_file() || is_opened_by_caller(path) {
        return Ok(fs_err::read(path)?);
    }
    Err(Failure::Refused(format!(
        "{} is no regular file but a pipe, a device or the like, and reading it may never end; give a file, or what it \
         holds as `/dev/stdin` or `<(..)`",
        path.display()
    )))
}

/// Whether a path names something that is open already when this program starts: its standard input, and what shells
/// put in the place of `<(..)`.
fn is_opened_by_caller(path: &Path) -> bool {
    let is_in = |folder: &str| path.starts_with(folder);
    let below_fd = path.parent().is_some_and(|parent| parent.ends_with("fd"));
    path == Path::new("/dev/stdin") || below_fd && (is_in("/dev") || is_in("/proc"))
}

/// Whether a file can be meant as a page or a document, unlike a picture of one.
fn is_text(path: &Path) -> bool {
    let endings = [
        "html", "json", "markdown", "md", "mdx", "txt", "yaml", "yml",
    ];
    path.extension().is_none_or(|ending| {
        endings
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

/// The path with `/` between its parts.
fn spelled(path: &Path) -> Result<String, Failure> {
    let text = path.to_str().ok_or_else(|| {
        Failure::Refused(format!("the name of {} is not Unicode", path.display()))
    })?;
    Ok(text.replace(std::path::MAIN_SEPARATOR, "/"))
}

fn not_utf8(file: &str, bytes: &[u8], good: &[u8]) -> Diagnostic {
    /// How files begin that gzip, zip and zstd have written.
    const PACKED: [&[u8]; 3] = [b"\x1f\x8b", b"PK\x03\x04", b"\x28\xb5\x2f\xfd"];
    let packed = PACKED.iter().any(|start| bytes.starts_with(start));
    let good = String::from_utf8_lossy(good);
    let line = good.rsplit('\n').next().unwrap_or_default();
    let location = Location {
        file: file.to_owned(),
        line: good.matches('\n').count() as u32 + 1,
        column: line.chars().count() as u32 + 1,
        pointer: Pointer::root(),
        end: None,
    };
    let (message, help) = match packed {
        true => ("the file is compressed", "unpack it first"),
        false => (
            "the file is not UTF-8 from here on",
            "save the file as UTF-8",
        ),
    };
    Diagnostic::error("not-utf-8", location, message).help(help)
}

#[cfg(test)]
mod tests;
