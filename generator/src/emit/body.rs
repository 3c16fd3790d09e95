//! The body of a request: the argument that carries it, and how it is sent.
//!
//! A body that has rules but no type of its own, such as a list, is sent in a wrapper that carries the rules.

use proc_macro2::{Ident as Name, Span, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::wire_fields::validated_type;
use super::{rust_type, validation};
use crate::ir::{Body, Encoding, Operation, Type};
use crate::names::{self, Ident, Kind};

/// The type of the argument.
pub(super) fn argument_type(body: &Body, scope: &mut Scope) -> TokenStream {
    let ty = sent_type(body, scope);
    quote!(impl Into<#ty>)
}

/// The type of the body itself, which an argument of any other type has to convert into.
fn sent_type(body: &Body, scope: &mut Scope) -> TokenStream {
    let ty = rust_type::value(&body.value, scope);
    if body.optional {
        quote!(Option<#ty>)
    } else {
        ty
    }
}

/// The step that hands the body to the runtime: `json`, `validated_json`, `json_opt` or `validated_json_opt`.
pub(super) fn step(operation: &Operation, body: &Body) -> TokenStream {
    let validated = if body.validated { "validated_" } else { "" };
    let encoding = match body.encoding {
        Encoding::Json => "json",
    };
    let optional = if body.optional { "_opt" } else { "" };
    let step = Name::new(
        &format!("{validated}{encoding}{optional}"),
        Span::call_site(),
    );
    let value = match (wrapper_name(operation, body), body.optional) {
        (None, false) => quote!(&body.into()),
        (None, true) => quote!(body.into().as_ref()),
        (Some(wrapper), false) => quote!(&#wrapper(body.into())),
        (Some(wrapper), true) => quote!(body.into().map(#wrapper).as_ref()),
    };
    quote!(.#step(#value))
}

/// The wrapper, where one is needed.
pub(super) fn wrapper(
    operation: &Operation,
    body: &Body,
    scope: &mut Scope,
) -> Option<TokenStream> {
    let name = wrapper_name(operation, body)?;
    let ty = rust_type::value(&body.value, scope);
    let garde = validation::payload_attribute(&body.value, scope);
    let validated = scope.runtime("Validated");
    let table = validated_type(&body.value).map(|child| {
        let (child, wire_field) = (scope.api_type(child), scope.runtime("WireField"));
        quote! {
            fn wire_fields() -> &'static [#wire_field] {
                #child::wire_fields()
            }
        }
    });
    Some(quote! {
        #[derive(serde::Serialize, garde::Validate)]
        #[garde(transparent)]
        struct #name(#garde #ty);

        impl #validated for #name { #table }
    })
}

fn wrapper_name(operation: &Operation, body: &Body) -> Option<Ident> {
    let has_type = matches!(body.value.ty, Type::Named { .. });
    (body.validated && !has_type)
        .then(|| names::joined(Kind::Type, &[operation.name.unraw(), "Body"]))
}
