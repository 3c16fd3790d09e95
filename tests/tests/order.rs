//! The same input gives the same crate, byte for byte, however often and in whatever order its files are read.
//!
//! Invariant: findings count like files: an input that is refused has to be refused with the same report.

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use generator::diagnostic::Diagnostics;
use generator::load::Input;
use generator::{Options, generate};
use serde_json::Value;
use xtask::input::Reader;

type Failure = Box<dyn Error>;

#[test]
fn pages_in_any_order_give_the_same_crate() -> Result<(), Failure> {
    let input = sdk_tests::pages()?;
    assert!(input.specs.len() > 20);
    assert_same("the pages", &input);
    Ok(())
}

#[test]
fn documents_of_our_own_give_the_same_crate_twice() -> Result<(), Failure> {
    for case in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"))? {
        let path = case?.path().join("input.yaml");
        if path.is_file() {
            assert_same(&path.to_string_lossy(), &read(&path)?);
        }
    }
    Ok(())
}

#[test]
fn the_order_of_paths_and_components_changes_nothing() -> Result<(), Failure> {
    let (mut cases, mut compared) = (0, 0);
    for case in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"))? {
        let path = case?.path().join("input.yaml");
        cases += 1;
        if let Some(document) = plain(&path)? {
            compared += usize::from(assert_same_in_any_order(&path.to_string_lossy(), document));
        }
    }
    // The others are there to be refused.
    assert!(2 * compared > cases, "{compared} of {cases} cases");
    let corpus = corpus().map(|corpus| small(&corpus)).transpose()?;
    for path in corpus.unwrap_or_default() {
        // What is not UTF-8 has no text.
        if let Ok(Some(document)) = plain(&path) {
            assert_same_in_any_order(&path.to_string_lossy(), document);
        }
    }
    Ok(())
}

/// A document as JSON, if it can be read.
fn plain(path: &Path) -> Result<Option<Value>, Failure> {
    let mut diagnostics = Diagnostics::default();
    let document = generator::load::load(&read(path)?, &mut diagnostics);
    let document = document.filter(|_| !diagnostics.has_errors());
    Ok(document.map(|document| document.root.to_value()))
}

/// Whether a document generates; if it does, the reversed one has to give the same.
fn assert_same_in_any_order(what: &str, mut document: Value) -> bool {
    let files = |document: &Value| {
        let input = sdk_tests::document("input.json", document.to_string());
        generate(&input, &Options::default()).map(|output| output.files)
    };
    let Ok(expected) = files(&document) else {
        return false;
    };
    for kind in ["/paths", "/components"] {
        document.pointer_mut(kind).map(reverse);
    }
    let kinds = document
        .get_mut("components")
        .and_then(Value::as_object_mut);
    for (kind, components) in kinds.into_iter().flatten() {
        // Credentials are told of in the order of the document.
        if kind != "securitySchemes" {
            reverse(components);
        }
    }
    let reversed = files(&document).unwrap_or_else(|report| panic!("{what}: {report}"));
    for (path, text) in &expected {
        assert_eq!(Some(text), reversed.get(path), "{what}: {path}");
    }
    assert_eq!(expected.len(), reversed.len(), "{what}");
    true
}

fn reverse(members: &mut Value) {
    if let Value::Object(members) = members {
        *members = std::mem::take(members).into_iter().rev().collect();
    }
}

/// Every document of the corpus, and two of each neighbourhood together, in either order. `OPENAPI_CORPUS` says where
/// it is; it is no part of the repository.
#[test]
fn foreign_documents_give_the_same_crate_twice() -> Result<(), Failure> {
    let Some(corpus) = corpus() else {
        // Not by `eprintln`, which the test runner shows of failures alone.
        writeln!(
            std::io::stderr(),
            "skipped: there is no corpus; OPENAPI_CORPUS says where it is"
        )?;
        return Ok(());
    };
    let paths = small(&corpus)?;
    let mut before: Option<Input> = None;
    for path in paths {
        // What is not UTF-8 has no text.
        let Ok(input) = read(&path) else { continue };
        let mut both = input.clone();
        both.specs.extend(
            before
                .replace(input)
                .into_iter()
                .flat_map(|other| other.specs),
        );
        assert_same(&path.to_string_lossy(), &both);
    }
    Ok(())
}

/// The documents of the corpus that do not take seconds each without optimisation.
fn small(corpus: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for group in ["drf", "general", "hostile"] {
        for entry in std::fs::read_dir(corpus.join(group))? {
            paths.push(entry?.path());
        }
    }
    paths.sort();
    paths.retain(|path| {
        path.metadata()
            .is_ok_and(|file| file.is_file() && file.len() < 40_000)
    });
    Ok(paths)
}

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = std::env::var_os("OPENAPI_CORPUS").map_or(beside, PathBuf::from);
    corpus.join("INDEX.tsv").is_file().then_some(corpus)
}

fn read(path: &Path) -> Result<Input, Failure> {
    let mut reader = Reader::below(path.parent().unwrap_or(path));
    reader.spec(path)?;
    Ok(reader.finish()?)
}

/// Generates from the files as they are, reversed, and rotated by a third.
fn assert_same(what: &str, input: &Input) {
    let mut reversed = input.clone();
    reversed.specs.reverse();
    let mut rotated = input.clone();
    rotated.specs.rotate_left(input.specs.len() / 3);
    let first = run(input);
    for other in [&reversed, &rotated] {
        assert!(run(other) == first, "{what}: the order of the files counts");
    }
}

/// All that a run gives, as text.
fn run(input: &Input) -> Result<(Vec<(String, String)>, String), String> {
    match generate(input, &Options::default()) {
        Ok(output) => Ok((
            output.files.into_iter().collect(),
            output.report.to_string(),
        )),
        Err(report) => Err(report.to_string()),
    }
}
