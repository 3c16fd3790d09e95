//! The committed crate is what the pages give.
//!
//! Invariant: nothing is written here, and a warning is a failure.

use std::path::{Path, PathBuf};

use generator::load::Input;
use generator::output::Output;
use generator::{Options, generate};
use sdk_tests::pages;
use xtask::folder;
use xtask::input::Reader;

use super::Failure;

/// The command that writes the crate anew.
const COMMAND: &str = "cargo xtask generate --spec tests/pages --overlay tests/pages/overlay.yaml \
    --out tests/wide-client --package wide-client --workspace-member --deny-warnings";

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What the generator makes of them; a finding is a failure.
pub(super) fn generated(input: &Input) -> Result<Output, Failure> {
    let options = Options {
        package: Some("wide-client".to_owned()),
        deny_warnings: true,
        ..Options::default()
    };
    generate(input, &options).map_err(|report| report.to_string().into())
}

#[test]
fn the_committed_crate_is_what_the_pages_give() -> Result<(), Failure> {
    let output = generated(&pages()?)?;
    let comparison = folder::compare(&root().join("tests/wide-client"), &output.files)?;
    assert!(
        comparison.is_fresh(),
        "tests/wide-client is stale; run\n{COMMAND}"
    );
    Ok(())
}

#[test]
fn every_idiom_page_stands_on_its_own() -> Result<(), Failure> {
    let mut pages = 0;
    for entry in std::fs::read_dir(root().join("tests/pages/idioms"))? {
        let mut reader = Reader::below(&root());
        reader.file(&entry?.path())?;
        let output = generated(&reader.finish()?)?;
        assert!(output.files.contains_key("src/lib.rs"));
        pages += 1;
    }
    assert_eq!(pages, 6);
    Ok(())
}
