//! The stage as a whole, on small texts: what is read, and what is reported with which words.

mod document;
mod hostile;
mod members;
mod merge;
mod mistaken;
mod overlay;
mod page;
mod upgrade;

use serde_json::Value;

use super::{Document, Input, Source, load};
use crate::diagnostic::{Diagnostics, Pointer, Report};

/// The beginning of a small document, to which a test adds the rest.
const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        place: path.strip_suffix(".md").map(str::to_owned),
        text: text.to_owned(),
    }
}

fn run(specs: Vec<Source>, overlay: Option<&str>) -> (Option<Document>, Report) {
    let overlays: Vec<Source> = overlay
        .iter()
        .map(|text| source("overlay.yaml", text))
        .collect();
    let mut diagnostics = Diagnostics::default();
    let document = load(&Input { specs, overlays }, &mut diagnostics);
    (document, diagnostics.take_report())
}

/// The document of texts in which nothing is wrong.
fn document(specs: Vec<Source>) -> Document {
    let (document, report) = run(specs, None);
    assert_eq!(report.to_string(), "");
    document.unwrap()
}

/// The plain value of a YAML document in which nothing is wrong.
fn value(text: &str) -> Value {
    document(vec![source("a.yaml", text)]).root.to_value()
}

/// The findings about a single file.
fn findings(path: &str, text: &str) -> String {
    run(vec![source(path, text)], None).1.to_string()
}

/// Line, column and pointer of the node at `pointer`.
fn place(document: &Document, pointer: &str) -> String {
    let pointer = Pointer::parse(pointer).unwrap();
    let node = document.root.at(&pointer).unwrap();
    document.origins.location(node.origin).to_string()
}
