//! The public surface says what the Rust beside it says: everything that callers can name, and no more.
//!
//! Invariant: neither side is made from the other: one is read from the surface, the other from the Rust.

mod errors;
mod tables;
mod written;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use generator::surface::{Items, Kind, Signature, Surface};
use generator::{Options, generate};
use sdk_tests::document;

use self::written::{flat, unraw, written};

#[test]
fn the_surface_is_what_was_written() {
    let mut checked = 0;
    for case in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")).unwrap() {
        let path = case.unwrap().path().join("input.yaml");
        let input = document("input.yaml", fs::read_to_string(&path).unwrap());
        // A case about an error writes nothing.
        if let Ok(output) = generate(&input, &Options::default()) {
            checked += 1;
            agree(&path, &output.files, &Surface::of(&output.api));
        }
    }
    assert!(checked > 10, "the cases were not found");
}

#[test]
fn the_committed_surface_is_what_the_committed_crate_has() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-client");
    let mut files = generator::output::FileTree::new();
    read(&root, "", &mut files);
    let surface = Surface::parse(&files["surface.txt"]).unwrap();
    agree(&root, &files, &surface);
}

fn read(folder: &Path, prefix: &str, files: &mut generator::output::FileTree) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            read(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

fn agree(path: &Path, files: &generator::output::FileTree, surface: &Surface) {
    let mut described = BTreeSet::new();
    describe(&surface.items, "", &mut described);
    let written = written(files);
    let only_written: Vec<_> = written.difference(&described).collect();
    let only_described: Vec<_> = described.difference(&written).collect();
    assert!(
        only_written.is_empty() && only_described.is_empty(),
        "{}: only written: {only_written:#?}, only described: {only_described:#?}",
        path.display()
    );
    assert_eq!(
        Surface::parse(&surface.to_string()).as_ref(),
        Ok(surface),
        "{}",
        path.display()
    );
}

/// One line for each item, with its types but not the names of its arguments.
fn describe(items: &Items, owner: &str, lines: &mut BTreeSet<String>) {
    for ((kind, name), item) in items {
        let signature = match (&item.signature, kind) {
            (Signature::Call { arguments, .. }, Kind::Constructor | Kind::Credential) => {
                format!("({})", arguments.len())
            }
            (Signature::Call { arguments, result }, _) => {
                let types: Vec<String> = arguments
                    .iter()
                    .map(|argument| flat(&argument.ty))
                    .collect();
                format!("({})->{}", types.join(","), flat(result))
            }
            (Signature::Type(_), Kind::Type) | (Signature::Name, _) => String::new(),
            (Signature::Type(ty), _) => format!(":{}", unraw(&flat(ty))),
        };
        if *kind != Kind::Package {
            lines.insert(format!("{} {owner}{name}{signature}", kind.word()));
        }
        describe(&item.members, &format!("{name}."), lines);
        if item.abilities.contains("Unknown") {
            lines.insert(format!("variant {name}.Unknown:(serde_json::Value)"));
        }
    }
}
