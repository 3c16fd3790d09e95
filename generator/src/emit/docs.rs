//! Documentation and deprecation as attributes.
//!
//! Invariant: one attribute is one line of a comment, so that `format` can write it as `///` or `//!`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Docs;

/// The outer documentation of an item.
pub(super) fn outer(docs: &Docs) -> TokenStream {
    let lines = spaced(docs);
    quote!(#(#[doc = #lines])*)
}

/// The inner documentation of a file.
pub(super) fn inner(docs: &Docs) -> TokenStream {
    let lines = spaced(docs);
    quote!(#(#![doc = #lines])*)
}

/// One line of outer documentation.
pub(super) fn line(text: &str) -> TokenStream {
    outer(&Docs(vec![text.to_owned()]))
}

/// The documentation with a paragraph below it.
pub(super) fn with_paragraph(docs: &Docs, paragraph: impl IntoIterator<Item = String>) -> Docs {
    let mut lines = docs.0.clone();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(paragraph);
    Docs(lines)
}

/// The attribute that marks an item as deprecated.
pub(super) fn deprecated(note: Option<&String>) -> Option<TokenStream> {
    note.map(|note| quote!(#[deprecated(note = #note)]))
}

fn spaced(docs: &Docs) -> Vec<String> {
    docs.0
        .iter()
        .map(|line| line.trim_end())
        .map(|line| match line {
            "" => String::new(),
            _ => format!(" {line}"),
        })
        .collect()
}
