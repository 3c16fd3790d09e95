//! What a user of the SDK takes on with its default features: how many crates, under which licences, and which of
//! them twice. It reads `cargo tree`, whose input is `Cargo.lock`.
//!
//! Invariant: nothing is asked of the network, and the lock file is taken as it is.

use std::collections::BTreeSet;
use std::error::Error;
use std::process::Command;

/// The SDK itself included. Each is compiled and audited by everybody who uses the SDK.
const MOST: usize = 110;

/// The licences as the crates write them. All allow use in closed source; who adds one has read it.
const LICENCES: &[&str] = &[
    "(MIT OR Apache-2.0) AND Unicode-3.0",
    "Apache-2.0",
    "Apache-2.0 / MIT",
    "Apache-2.0 AND ISC",
    "Apache-2.0 OR BSL-1.0",
    "Apache-2.0 OR ISC OR MIT",
    "Apache-2.0 OR MIT",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "MIT OR Apache-2.0",
    "Unicode-3.0",
    "Unlicense OR MIT",
];

/// Crates that are there in two versions: derives that are between the two run while the SDK is built, and leave
/// nothing in it.
const TWICE: &[&str] = &["syn"];

#[test]
fn the_tree_is_small() -> Result<(), Box<dyn Error>> {
    let crates = tree(&["--prefix", "none", "--format", "{p}"])?;
    assert!(crates.contains("wassist"), "{crates}");
    let crates: BTreeSet<&str> = crates.lines().map(first_two_words).collect();
    assert!(crates.len() <= MOST, "{} crates: {crates:#?}", crates.len());
    Ok(())
}

#[test]
fn every_licence_is_known() -> Result<(), Box<dyn Error>> {
    let crates = tree(&["--prefix", "none", "--no-dedupe", "--format", "{l}|{p}"])?;
    let unknown: BTreeSet<&str> = crates
        .lines()
        .filter(|line| {
            let licence = line.split('|').next().unwrap_or_default();
            !LICENCES.contains(&licence)
        })
        .collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
    Ok(())
}

#[test]
fn no_crate_is_there_twice_unnoticed() -> Result<(), Box<dyn Error>> {
    let crates = tree(&["--duplicates", "--depth", "0", "--prefix", "none"])?;
    let twice: BTreeSet<&str> = crates
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(twice, TWICE.iter().copied().collect());
    Ok(())
}

fn tree(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--package", "wassist"])
        .args(["--edges", "normal"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaints}");
    Ok(String::from_utf8(output.stdout)?)
}

/// Name and version.
fn first_two_words(line: &str) -> &str {
    let end = line
        .match_indices(' ')
        .nth(1)
        .map_or(line.len(), |(at, _)| at);
    &line[..end]
}
