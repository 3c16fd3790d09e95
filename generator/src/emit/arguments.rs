//! Arguments of constructors and setters: what a caller may pass, and how it becomes the field's value.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type;
use super::scope::Scope;
use crate::ir::{Field, State, Type, Value};
use crate::names::Ident;

/// An argument, named like the field that it sets.
pub(super) struct Argument<'a> {
    name: &'a Ident,
    ty: TokenStream,
    /// The field's value; `None` where it is the argument as it is.
    converted: Option<TokenStream>,
}

impl Argument<'_> {
    /// The parameter in the signature.
    pub(super) fn parameter(&self) -> TokenStream {
        let (name, ty) = (self.name, &self.ty);
        quote!(#name: #ty)
    }

    /// The field's value.
    pub(super) fn value(&self) -> TokenStream {
        let name = self.name;
        self.converted.clone().unwrap_or_else(|| quote!(#name))
    }

    /// The field in a struct expression.
    pub(super) fn initializer(&self) -> TokenStream {
        let name = self.name;
        match &self.converted {
            Some(value) => quote!(#name: #value),
            None => quote!(#name),
        }
    }

    fn map(mut self, wrap: impl Fn(TokenStream) -> TokenStream) -> Self {
        self.converted = Some(wrap(self.value()));
        self
    }
}

/// The argument of a constructor for a field that is required.
pub(super) fn required<'a>(field: &'a Field, scope: &mut Scope) -> Argument<'a> {
    if field.state == State::Plain {
        return present(field, scope);
    }
    Argument {
        name: &field.name,
        ty: rust_type::field(field, scope),
        converted: None,
    }
}

/// The argument of a setter.
pub(super) fn setter<'a>(field: &'a Field, scope: &mut Scope) -> Argument<'a> {
    let name = &field.name;
    match field.state {
        State::Plain => present(field, scope),
        State::Optional | State::Nullable => {
            present(field, scope).map(|value| quote!(Some(#value)))
        }
        State::Patch | State::Lenient => {
            let ty = rust_type::field(field, scope);
            Argument {
                name,
                ty: quote!(impl Into<#ty>),
                converted: Some(quote!(#name.into())),
            }
        }
    }
}

fn present<'a>(field: &'a Field, scope: &mut Scope) -> Argument<'a> {
    let argument = Argument {
        name: &field.name,
        ty: accepted_type(&field.value.ty, scope),
        converted: conversion(&field.value.ty, &field.name),
    };
    if field.value.boxed {
        argument.map(|value| quote!(Box::new(#value)))
    } else {
        argument
    }
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

fn conversion(ty: &Type, name: &Ident) -> Option<TokenStream> {
    match ty {
        Type::List(item) => {
            let map = converts(item).then(|| quote!(.map(Into::into)));
            Some(quote!(#name.into_iter()#map.collect()))
        }
        Type::Map(item) => {
            let into = converts(item).then(|| quote!(.into()));
            let entry = quote!((key.into(), value #into));
            Some(quote!(#name.into_iter().map(|(key, value)| #entry).collect()))
        }
        _ => is_into(ty).then(|| quote!(#name.into())),
    }
}

fn accepted_item(item: &Value, scope: &mut Scope) -> TokenStream {
    let ty = rust_type::item(item, scope);
    if converts(item) {
        quote!(impl Into<#ty>)
    } else {
        ty
    }
}

fn converts(item: &Value) -> bool {
    is_into(&item.ty) && !item.nullable && !item.boxed
}

/// Whether callers often have something else that converts into it.
fn is_into(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String | Type::Base64 | Type::Json | Type::File | Type::Named { .. }
    )
}
