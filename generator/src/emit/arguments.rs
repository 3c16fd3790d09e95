//! Arguments of constructors and setters: what a caller may pass.
//!
//! Invariant: each is of a form that the runtime's `object!` turns into the field's type.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type;
use super::scope::Scope;
use crate::ir::{Field, State, Type, Value};

/// The argument of a constructor for a field that is required.
pub(super) fn required(field: &Field, scope: &mut Scope) -> TokenStream {
    match field.state {
        State::Plain => accepted_type(&field.value.ty, scope),
        _ => rust_type::field(field, scope),
    }
}

/// The argument of a setter, behind the word that says what the setter makes of it.
pub(super) fn given(field: &Field, scope: &mut Scope) -> TokenStream {
    let setter = (field.setter != field.name).then_some(&field.setter);
    let (how, argument) = match field.state {
        State::Optional | State::Nullable => {
            let how = if field.value.boxed {
                quote!(boxed)
            } else {
                quote!(set)
            };
            (how, accepted_type(&field.value.ty, scope))
        }
        State::Patch | State::Lenient => {
            let ty = rust_type::field(field, scope);
            (quote!(put), quote!(impl Into<#ty>))
        }
        State::Plain => (quote!(put), accepted_type(&field.value.ty, scope)),
    };
    quote!(#how #setter (#argument))
}

fn accepted_type(ty: &Type, scope: &mut Scope) -> TokenStream {
    match ty {
        Type::List(item) => {
            let item = accepted_item(item, scope);
            quote!(impl IntoIterator<Item = #item>)
        }
        Type::Map(item) => {
            let item = accepted_item(item, scope);
            quote!(impl IntoIterator<Item = (impl Into<String>, #item)>)
        }
        _ if is_into(ty) => {
            let ty = rust_type::unboxed(ty, scope);
            quote!(impl Into<#ty>)
        }
        _ => rust_type::unboxed(ty, scope),
    }
}

fn accepted_item(item: &Value, scope: &mut Scope) -> TokenStream {
    let ty = rust_type::item(item, scope);
    if is_into(&item.ty) && !item.nullable && !item.boxed {
        quote!(impl Into<#ty>)
    } else {
        ty
    }
}

/// Whether callers often have something else that converts into it.
fn is_into(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String | Type::Base64 | Type::Json | Type::File | Type::Named { .. }
    )
}
