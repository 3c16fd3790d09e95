//! The docs pages of `wide-client`: the published ones and those in `pages/`, with both overlays.

use std::error::Error;
use std::path::Path;

use generator::load::Input;
use xtask::input::Reader;

/// All pages with both overlays, by their paths in the repository.
///
/// # Errors
///
/// A file cannot be read.
pub fn pages() -> Result<Input, Box<dyn Error>> {
    let mut reader = Reader::below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    for folder in ["specs/pages", "tests/pages"] {
        reader.pages(Path::new(folder))?;
    }
    for overlay in ["specs/overlay.yaml", "tests/pages/overlay.yaml"] {
        reader.overlay(Path::new(overlay))?;
    }
    Ok(reader.finish()?)
}
