//! Types as callers read them: the Rust that `emit` writes, without its imports.
//!
//! Invariant: for every type in the IR, this is what `emit` writes for it; `tests/surface` holds one against the
//! other.

use crate::ir::{Body, Content, Field, PathParam, State, Success, Type, Value};

/// The type of a field, with what keeps its absence or null.
pub(super) fn field(field: &Field) -> String {
    let inner = value(&field.value);
    match field.state {
        State::Plain => inner,
        State::Optional | State::Nullable => format!("Option<{inner}>"),
        State::Patch => format!("Patch<{inner}>"),
        State::Lenient => format!("Lenient<{inner}>"),
    }
}

/// What a constructor takes for a field that is required.
pub(super) fn required(field: &Field) -> String {
    match field.state {
        State::Plain => unboxed(&field.value.ty),
        _ => self::field(field),
    }
}

/// What a method takes for a parameter in the path.
pub(super) fn path_param(param: &PathParam) -> String {
    match &param.value.ty {
        Type::String => "impl Display".to_owned(),
        ty @ (Type::Named { .. } | Type::List(_) | Type::Map(_) | Type::Json) => {
            format!("impl Into<{}>", unboxed(ty))
        }
        ty => unboxed(ty),
    }
}

/// What a method takes as its body.
pub(super) fn body(body: &Body) -> String {
    let value = value(&body.value);
    if body.optional {
        format!("impl Into<Option<{value}>>")
    } else {
        format!("impl Into<{value}>")
    }
}

/// What a method gives.
pub(super) fn success(success: &Success) -> String {
    match success {
        Success::Page(page) => format!("Page<{}>", item(&page.item)),
        Success::ByStatus(answers) => answers.type_name.to_string(),
        Success::One(content) => self::content(content),
    }
}

/// What an answer holds.
pub(super) fn content(content: &Content) -> String {
    match content {
        Content::Json(value) => item(value),
        Content::Empty => "()".to_owned(),
        Content::Text => "String".to_owned(),
        Content::Bytes => "bytes::Bytes".to_owned(),
    }
}

/// The type of a value that is there and not null.
pub(super) fn value(value: &Value) -> String {
    let inner = unboxed(&value.ty);
    if value.boxed {
        format!("Box<{inner}>")
    } else {
        inner
    }
}

/// The type of a value that may be null.
pub(super) fn item(item: &Value) -> String {
    let inner = value(item);
    if item.nullable {
        format!("Option<{inner}>")
    } else {
        inner
    }
}

fn unboxed(ty: &Type) -> String {
    let name = match ty {
        Type::Bool => "bool",
        Type::I32 => "i32",
        Type::I64 => "i64",
        Type::U64 => "u64",
        Type::I128 => "i128",
        Type::F64 => "f64",
        Type::String => "String",
        Type::Uuid => "uuid::Uuid",
        Type::DateTime => "chrono::DateTime<chrono::Utc>",
        Type::Date => "chrono::NaiveDate",
        Type::Decimal => "rust_decimal::Decimal",
        Type::Base64 => "Base64",
        Type::Json => "serde_json::Value",
        Type::File => "File",
        Type::List(of) => return format!("Vec<{}>", item(of)),
        Type::Map(of) => return format!("std::collections::BTreeMap<String, {}>", item(of)),
        Type::Named { name, .. } => name.as_str(),
    };
    name.to_owned()
}
