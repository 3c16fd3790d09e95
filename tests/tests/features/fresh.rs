//! The committed crate is what the documents give.
//!
//! Invariant: nothing is written here, and a warning is a failure.

use std::path::Path;

use generator::{Options, generate};
use xtask::folder;
use xtask::input::Reader;

use super::Failure;

/// The command that writes the crate anew.
const COMMAND: &str = "cargo xtask generate --spec tests/features/*.yaml \
    --out tests/features-client --package features-client --workspace-member --deny-warnings";

#[test]
fn the_committed_crate_is_what_the_documents_give() -> Result<(), Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut reader = Reader::below(&root);
    for document in reader.documents(Path::new("tests/features"))? {
        reader.file(&document)?;
    }
    let options = Options {
        package: Some("features-client".to_owned()),
        deny_warnings: true,
        ..Options::default()
    };
    let output = generate(&reader.finish()?, &options).map_err(|report| report.to_string())?;
    let comparison = folder::compare(&root.join("tests/features-client"), &output.files)?;
    assert!(
        comparison.is_fresh(),
        "tests/features-client is stale; run\n{COMMAND}"
    );
    Ok(())
}
