//! Enums with a variant for each status, and what operations call them.
//!
//! Invariant: variants stand in the order of the IR, the most specific status first: the first that fits is taken.

use proc_macro2::{Ident as Name, Literal, Span, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::tables::Tables;
use super::{docs, rust_type};
use crate::ir::{ByStatus, Content, ErrorsByStatus, Operation, Resource, Status, StatusVariant};
use crate::names::Ident;

/// The enums of an operation.
pub(super) fn emit(
    resource: &Resource,
    operation: &Operation,
    scope: &mut Scope,
    tables: &mut Tables,
) {
    let method = format!("{}::{}", resource.type_name.unraw(), operation.name.unraw());
    if let Some(answers) = operation.success.by_status() {
        let docs = format!("What [`{method}`] answers.");
        tables.by_status.extend(definition(answers, &docs, scope));
    }
    if let Some(errors) = &operation.errors.by_status {
        tables.errors.extend(alias(errors, &method, scope));
    }
}

/// The enums that an operation has, by its own names for them.
pub(super) fn names(operation: &Operation) -> impl Iterator<Item = &Ident> {
    let success = operation.success.by_status();
    let success = success.map(|answers| &answers.type_name);
    let errors = operation.errors.by_status.as_ref();
    success.into_iter().chain(errors.map(|errors| &errors.name))
}

/// What a method calls the enum of its errors.
fn alias(errors: &ErrorsByStatus, method: &str, scope: &mut Scope) -> TokenStream {
    let (name, shared) = (&errors.name, &errors.shared.type_name);
    let contents = errors
        .shared
        .variants
        .iter()
        .map(|variant| &variant.content);
    let types = contents.filter(|content| content.value().is_some());
    let types: Vec<TokenStream> = types
        .map(|content| rust_type::content(content, scope))
        .collect();
    quote!(#method => #name = #shared(#(#types),*),)
}

fn definition(by_status: &ByStatus, docs: &str, scope: &mut Scope) -> TokenStream {
    let docs = docs::line(docs);
    let name = &by_status.type_name;
    let entries: Vec<TokenStream> = by_status
        .variants
        .iter()
        .map(|variant| {
            let payload = rust_type::content(&variant.content, scope);
            let json = match &variant.content {
                Content::Json(value) if rust_type::is_decimal(&value.ty) => "decimals",
                _ => "json",
            };
            entry(variant, json, &payload)
        })
        .collect();
    quote!(#docs #name { #(#entries),* })
}

/// How a variant is read, by this word if it is JSON, and what is in it.
pub(super) fn entry(variant: &StatusVariant, json: &str, payload: &TokenStream) -> TokenStream {
    let docs = docs::outer(&variant.docs);
    let (status, name) = (pattern(variant.status), &variant.name);
    let (kind, payload) = match &variant.content {
        Content::Json(_) => (json, Some(payload)),
        Content::Text => ("text", Some(payload)),
        Content::Bytes => ("bytes", Some(payload)),
        Content::Empty => ("empty", None),
    };
    let kind = Name::new(kind, Span::call_site());
    let payload = payload.map(|payload| quote!((#payload)));
    quote!(#docs #status => #kind #name #payload)
}

fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Class(digit) => {
            let first = u16::from(digit) * 100;
            let (first, last) = (
                Literal::u16_unsuffixed(first),
                Literal::u16_unsuffixed(first + 99),
            );
            quote!(#first..=#last)
        }
        Status::Any => quote!(_),
    }
}
