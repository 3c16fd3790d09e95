//! The bodies in `fixtures/`: what the Wassist server answers, one file a body.

use std::{fs, io, path::Path};

/// The text of the fixture `name`, such as `message_text.json`.
///
/// # Errors
///
/// There is no such fixture.
pub fn fixture(name: &str) -> io::Result<String> {
    fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(name),
    )
}
