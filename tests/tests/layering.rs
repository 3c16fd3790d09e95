//! The generator's layers: which stage may name which other, and which crate may be used where.
//!
//! Invariant: a folder or file of `generator/src` without a row here fails the test.

use std::fs;
use std::path::{Path, PathBuf};

/// For each folder or file of `generator/src`, the modules of ours that it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("names", &["names"]),
    ("ir", &["ir", "names"]),
    ("load", &["load", "diagnostic"]),
    ("resolve", &["resolve", "load", "diagnostic"]),
    (
        "lower",
        &["lower", "resolve", "load", "ir", "names", "diagnostic"],
    ),
    // The last three are modules of the SDK, in what is quoted.
    (
        "emit",
        &["emit", "ir", "names", "resources", "runtime", "types"],
    ),
    ("format", &["format", "emit", "output", "diagnostic"]),
    ("surface", &["surface", "ir", "names", "diagnostic"]),
    ("output", &["ir", "diagnostic"]),
];

/// For each confined crate, where it may be named.
const CRATES: &[(&str, &[&str])] = &[
    ("serde_yaml", &["load"]),
    ("saphyr_parser", &["load"]),
    ("serde_json_path", &["load"]),
    ("openapiv3", &["load", "lower"]),
    ("heck", &["names"]),
    ("url", &["lower"]),
    ("semver", &["lower", "surface"]),
    ("syn", &["emit", "format"]),
    ("quote", &["emit", "format"]),
    ("prettyplease", &["format"]),
    ("std::fs", &[]),
    // In what is quoted: the examples read their arguments, and one starts a server.
    ("std::env", &["emit"]),
    ("std::net", &["emit"]),
];

#[test]
fn stages_name_only_what_is_before_them() {
    let mut wrong = Vec::new();
    for (layer, file, text) in sources() {
        let allowed = LAYERS
            .iter()
            .find(|(name, _)| *name == layer)
            .map(|(_, allowed)| *allowed);
        let allowed = allowed.unwrap_or_else(|| panic!("`{layer}` has no row in LAYERS"));
        for named in text.split("crate::").skip(1) {
            let named: String = named
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if !allowed.contains(&named.as_str()) {
                wrong.push(format!("{}: crate::{named}", file.display()));
            }
        }
        for (name, allowed) in CRATES {
            let used = text.match_indices(&format!("{name}::")).any(|(at, _)| {
                !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
            });
            if used && !allowed.contains(&layer.as_str()) {
                wrong.push(format!("{}: {name}", file.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Every source file of the generator but its root and its tests, with the layer that it belongs to.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/src");
    let mut open = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "tests" {
                open.push(path);
            } else if name.ends_with(".rs") && name != "lib.rs" && name != "tests.rs" {
                let below = path.strip_prefix(&root).unwrap();
                let layer = below
                    .iter()
                    .next()
                    .unwrap()
                    .to_string_lossy()
                    .replace(".rs", "");
                let text = fs::read_to_string(&path).unwrap();
                let code: Vec<&str> = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .collect();
                found.push((layer, path.clone(), code.join("\n")));
            }
        }
    }
    assert!(found.len() > 20, "the generator's sources were not found");
    found
}
