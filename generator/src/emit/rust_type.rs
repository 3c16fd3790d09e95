//! `ir::Value` and `ir::State` as Rust types.
//!
//! Invariant: what has to be imported is asked of the scope; all else is in the prelude or written by its path.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::ir::{Content, Field, State, Type, Value};

/// The type of a field, with what keeps its absence or null.
pub(super) fn field(field: &Field, scope: &mut Scope) -> TokenStream {
    let inner = value(&field.value, scope);
    match field.state {
        State::Plain => inner,
        State::Optional | State::Nullable => quote!(Option<#inner>),
        State::Patch => {
            let patch = scope.runtime("Patch");
            quote!(#patch<#inner>)
        }
        State::Lenient => {
            let lenient = scope.runtime("Lenient");
            quote!(#lenient<#inner>)
        }
    }
}

/// Whether it is a decimal number, or holds nothing else.
pub(super) fn is_decimal(ty: &Type) -> bool {
    match ty {
        Type::List(item) | Type::Map(item) => is_decimal(&item.ty),
        ty => *ty == Type::Decimal,
    }
}

/// The type of a value that is there and not null.
pub(super) fn value(value: &Value, scope: &mut Scope) -> TokenStream {
    let inner = unboxed(&value.ty, scope);
    if value.boxed {
        quote!(Box<#inner>)
    } else {
        inner
    }
}

/// The type of an item of a list, or of a value of a map.
pub(super) fn item(item: &Value, scope: &mut Scope) -> TokenStream {
    let inner = value(item, scope);
    if item.nullable {
        quote!(Option<#inner>)
    } else {
        inner
    }
}

/// The type of what an answer holds.
pub(super) fn content(content: &Content, scope: &mut Scope) -> TokenStream {
    match content {
        Content::Json(value) => item(value, scope),
        Content::Empty => quote!(()),
        Content::Text => quote!(String),
        Content::Bytes => quote!(bytes::Bytes),
    }
}

/// The type itself.
pub(super) fn unboxed(ty: &Type, scope: &mut Scope) -> TokenStream {
    match ty {
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::U64 => quote!(u64),
        Type::I128 => quote!(i128),
        Type::F64 => quote!(f64),
        Type::String => quote!(String),
        Type::Uuid => quote!(uuid::Uuid),
        Type::DateTime => quote!(chrono::DateTime<chrono::Utc>),
        Type::Date => quote!(chrono::NaiveDate),
        Type::Decimal => quote!(rust_decimal::Decimal),
        Type::Base64 => {
            let base64 = scope.runtime("Base64");
            quote!(#base64)
        }
        Type::Json => quote!(serde_json::Value),
        // By its path: many an API has a type of that name.
        Type::File => quote!(crate::runtime::File),
        Type::List(of) => {
            let of = item(of, scope);
            quote!(Vec<#of>)
        }
        Type::Map(of) => {
            let of = item(of, scope);
            quote!(std::collections::BTreeMap<String, #of>)
        }
        Type::Named { name, .. } => scope.api_type(name),
    }
}
