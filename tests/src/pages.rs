//! The docs pages of `wide-client`, with their overlay.
//!
//! Invariant: nothing of `specs/` is read, so that a page that is added there changes nothing of what is tested here.

use std::error::Error;
use std::path::Path;

use generator::load::Input;
use xtask::input::Reader;

/// All pages with their overlay, by their paths in the repository.
///
/// # Errors
///
/// A file cannot be read.
pub fn pages() -> Result<Input, Box<dyn Error>> {
    let mut reader = Reader::below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    reader.pages(Path::new("tests/pages"))?;
    reader.overlay(Path::new("tests/pages/overlay.yaml"))?;
    Ok(reader.finish()?)
}
