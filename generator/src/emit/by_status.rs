//! Enums with a variant for each status, what operations call them, and what methods say of their errors.
//!
//! Invariant: variants stand in the order of the IR, the most specific status first: the first that fits is taken.

use proc_macro2::{Ident as Name, Literal, Span, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::tables::Tables;
use super::{docs, rust_type};
use crate::ir::{
    ByStatus, Content, DeclaredError, Docs, Errors, ErrorsByStatus, Operation, Resource, Status,
    StatusVariant, Type, Value,
};
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
        .map(|variant| entry(variant, &rust_type::content(&variant.content, scope)))
        .collect();
    quote!(#docs #name { #(#entries),* })
}

/// How a variant is read, and what is in it.
pub(super) fn entry(variant: &StatusVariant, payload: &TokenStream) -> TokenStream {
    let docs = docs::outer(&variant.docs);
    let (status, name) = (pattern(variant.status), &variant.name);
    let (kind, payload) = match &variant.content {
        Content::Json(_) => ("json", Some(payload)),
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

/// The documentation of a method with what it says of its errors: a line for each type that they have.
pub(super) fn with_errors(docs: &Docs, errors: &Errors) -> Docs {
    if errors.declared.is_empty() {
        return docs.clone();
    }
    let mut groups: Vec<(&Content, Vec<String>)> = Vec::new();
    for error in &errors.declared {
        let content = &error.content;
        match groups.iter_mut().find(|(known, _)| *known == content) {
            Some((_, statuses)) => statuses.push(described(error)),
            None => groups.push((content, vec![described(error)])),
        }
    }
    let enums = errors.by_status.as_ref().map(|by_status| {
        let name = by_status.name.unraw();
        format!(" ([`{name}`])")
    });
    let groups = groups.iter().map(|(content, statuses)| {
        let statuses = statuses.join(", ");
        match content {
            Content::Json(value) => format!("{} for {statuses}", linked(value)),
            Content::Text => format!("text for {statuses}"),
            Content::Bytes => format!("bytes for {statuses}"),
            Content::Empty => statuses,
        }
    });
    let groups: Vec<String> = groups.collect();
    let line = format!(
        "Errors{}: {}.",
        enums.unwrap_or_default(),
        groups.join("; ")
    );
    docs::with_paragraph(docs, [line])
}

fn described(error: &DeclaredError) -> String {
    let status = match error.status {
        Status::Code(code) => code.to_string(),
        Status::Class(digit) => format!("{digit}xx"),
        Status::Any => "any other".to_owned(),
    };
    match error.docs.as_str() {
        "" => status,
        docs => format!("{status} ({docs})"),
    }
}

/// A type as a reader of the documentation can follow it.
fn linked(value: &Value) -> String {
    match &value.ty {
        Type::Named { name, .. } => format!("[`{0}`](crate::types::{0})", name.as_str()),
        Type::List(item) => format!("a list of {}", linked(item)),
        Type::Map(item) if item.ty == Type::Json => "any JSON object".to_owned(),
        Type::Map(item) => format!("a map of {}", linked(item)),
        Type::Bool => "`bool`".to_owned(),
        Type::String => "`String`".to_owned(),
        Type::I32 | Type::I64 | Type::U64 | Type::I128 => "an integer".to_owned(),
        Type::F32 | Type::F64 | Type::Decimal => "a number".to_owned(),
        Type::Uuid => "a UUID".to_owned(),
        Type::DateTime | Type::Date => "a time".to_owned(),
        Type::Base64 | Type::File => "bytes".to_owned(),
        Type::Json => "any JSON".to_owned(),
    }
}
