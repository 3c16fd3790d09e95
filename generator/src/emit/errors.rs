//! `src/errors.rs`: what errors hold, where that depends on their status.
//!
//! Operations whose errors have the same statuses share an enum: hundreds of equal ones would cost hundreds of times
//! as much to compile.
//!
//! Invariant: such an enum names no type of the API. What is JSON is a parameter of it, so that operations may differ
//! there.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::{SourceFile, by_status, docs};
use crate::ir::{Api, ByStatus, Content, Docs, StatusVariant};
use crate::names::Ident;

/// The file; `None` if no operation has such errors.
pub(super) fn emit(api: &Api) -> Option<SourceFile> {
    let errors = api.operations();
    let errors = errors.filter_map(|operation| operation.errors.by_status.as_ref());
    let enums: BTreeMap<&Ident, &ByStatus> = errors
        .map(|errors| (&errors.shared.type_name, &errors.shared))
        .collect();
    let entries: Vec<TokenStream> = enums.into_values().map(entry).collect();
    let docs = docs::inner(&Docs(vec![
        "What errors hold, where that depends on their status: an enum for each set of statuses."
            .to_owned(),
        String::new(),
        "Beside its methods, a resource has a name for what the errors of each of them hold."
            .to_owned(),
    ]));
    let tokens = quote!(#docs by_status! { #(#entries)* });
    (!entries.is_empty()).then(|| SourceFile::rust("src/errors.rs", tokens))
}

/// An enum whose variants of JSON hold types that are called like the variants.
fn entry(errors: &ByStatus) -> TokenStream {
    let (name, variants) = (&errors.type_name, &errors.variants);
    let is_generic = |variant: &&StatusVariant| variant.content.value().is_some();
    let parameters = variants
        .iter()
        .filter(is_generic)
        .map(|variant| &variant.name);
    let rows = variants.iter().map(|variant| {
        let name = &variant.name;
        let payload = match &variant.content {
            Content::Json(_) => quote!(#name),
            Content::Text => quote!(String),
            Content::Bytes => quote!(bytes::Bytes),
            Content::Empty => quote!(()),
        };
        by_status::entry(variant, "json", &payload)
    });
    quote!(#name<#(#parameters),*> { #(#rows),* })
}
