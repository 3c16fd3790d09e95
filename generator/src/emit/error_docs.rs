//! The errors of a method, as its docs list them, with links to their types.
//!
//! Invariant: statuses with one type stand together, and what several of them say alike is said once.

use super::docs;
use crate::ir::{Content, DeclaredError, Docs, Errors, Status, Type, Value};

/// The documentation of a method with what it says of its errors.
pub(super) fn with_errors(docs: &Docs, errors: &Errors) -> Docs {
    if errors.declared.is_empty() {
        return docs.clone();
    }
    let mut groups: Vec<(&Content, Vec<&DeclaredError>)> = Vec::new();
    for error in &errors.declared {
        let content = &error.content;
        match groups.iter_mut().find(|(known, _)| *known == content) {
            Some((_, statuses)) => statuses.push(error),
            None => groups.push((content, vec![error])),
        }
    }
    let enums = errors.by_status.as_ref().map(|by_status| {
        let name = by_status.name.unraw();
        format!(" ([`{name}`])")
    });
    let groups = groups.iter().map(|(content, errors)| {
        let statuses = described(errors);
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

/// Statuses with what is said of them: behind the last of a row that says the same.
fn described(errors: &[&DeclaredError]) -> String {
    let statuses = errors.iter().enumerate().map(|(index, error)| {
        let is_said_next = errors
            .get(index + 1)
            .is_some_and(|next| next.docs == error.docs);
        let status = match error.status {
            Status::Code(code) => code.to_string(),
            Status::Class(digit) => format!("{digit}xx"),
            Status::Any => "any other".to_owned(),
        };
        match error.docs.as_str() {
            "" => status,
            _ if is_said_next => status,
            docs => format!("{status} ({docs})"),
        }
    });
    statuses.collect::<Vec<_>>().join(", ")
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
        Type::F64 | Type::Decimal => "a number".to_owned(),
        Type::Uuid => "a UUID".to_owned(),
        Type::DateTime => "a time".to_owned(),
        Type::Date => "a date".to_owned(),
        Type::Base64 | Type::File => "bytes".to_owned(),
        Type::Json => "any JSON".to_owned(),
    }
}
