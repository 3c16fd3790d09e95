//! Unions: one enum variant for each payload.
//!
//! serde's representations are the wire forms: `tag` with struct-like variants for keyed unions, `tag` with
//! tuple variants where the payload itself holds the tag, `untagged` for the rest. Only keyed unions are a
//! step of their own in a JSON path, so only they derive their validation.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::structs::derives;
use super::wire_fields::validated_type;
use super::{docs, rust_type, validation, wire_fields};
use crate::ir::{Tagging, TypeDef, Union, UnionVariant};

/// Everything about a union.
pub(super) fn emit(def: &TypeDef, shape: &Union, scope: &mut Scope) -> TokenStream {
    let definition = definition(def, shape, scope);
    let conversions: Vec<TokenStream> = shape
        .variants
        .iter()
        .filter(|variant| variant.from)
        .map(|variant| conversion(def, shape, variant, scope))
        .collect();
    let validation = def.validated.then(|| validation(def, shape, scope));
    quote!(#definition #(#conversions)* #validation)
}

fn is_keyed(shape: &Union) -> bool {
    matches!(shape.tagging, Tagging::Keyed { .. })
}

/// What is left to write where validation is derived, or all of it.
fn validation(def: &TypeDef, shape: &Union, scope: &mut Scope) -> TokenStream {
    if is_keyed(shape) {
        let members = shape.variants.iter().map(|variant| wire_fields::Member {
            name: &variant.field,
            wire: &variant.wire,
            value: &variant.value,
        });
        return wire_fields::table(&def.name, members, scope);
    }
    let payloads = shape.variants.iter().map(|variant| &variant.value);
    let table = wire_fields::payloads(&def.name, payloads, scope);
    let checks: Vec<TokenStream> = shape
        .variants
        .iter()
        .filter_map(|variant| payload_checks(variant, scope))
        .collect();
    let (name, validate_payloads) = (&def.name, scope.runtime("validate_payloads"));
    quote! {
        #table

        #validate_payloads! { #name { #(#checks),* } }
    }
}

fn payload_checks(variant: &UnionVariant, scope: &mut Scope) -> Option<TokenStream> {
    let rules = validation::rules(&variant.value, scope);
    let dive = validated_type(&variant.value).map(|_| quote!(dive));
    if rules.is_empty() && dive.is_none() {
        return None;
    }
    let name = &variant.name;
    let rules = (!rules.is_empty()).then(|| quote!([#(#rules),*]));
    Some(quote!(#name #rules #dive))
}

fn definition(def: &TypeDef, shape: &Union, scope: &mut Scope) -> TokenStream {
    let docs = docs::outer(&def.docs);
    let deprecated = scope.deprecated(def.deprecated.as_ref());
    let derives = derives(def, false, is_keyed(shape));
    let representation = match &shape.tagging {
        Tagging::Keyed { tag } | Tagging::Internal { tag } => quote!(tag = #tag),
        Tagging::Untagged => quote!(untagged),
    };
    let name = &def.name;
    let reason = "boxing the large variants would stand in every pattern";
    let variants: Vec<TokenStream> = shape
        .variants
        .iter()
        .map(|variant| self::variant(def, shape, variant, scope))
        .collect();
    let unknown = unknown(def, shape);
    quote! {
        #docs
        #deprecated
        #derives
        #[serde(#representation)]
        #[allow(clippy::large_enum_variant, reason = #reason)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #unknown }
    }
}

fn variant(def: &TypeDef, shape: &Union, variant: &UnionVariant, scope: &mut Scope) -> TokenStream {
    let docs = docs::outer(&variant.docs);
    let deprecated = scope.deprecated(variant.deprecated.as_ref());
    let name = &variant.name;
    let wire = &variant.wire;
    let rename = (shape.tagging != Tagging::Untagged).then(|| quote!(#[serde(rename = #wire)]));
    let payload = payload(def, shape, variant, scope);
    quote! {
        #docs
        #deprecated
        #rename
        #name #payload
    }
}

fn payload(def: &TypeDef, shape: &Union, variant: &UnionVariant, scope: &mut Scope) -> TokenStream {
    let ty = rust_type::value(&variant.value, scope);
    if !is_keyed(shape) {
        return quote!((#ty));
    }
    let garde = def
        .validated
        .then(|| validation::payload_attribute(&variant.value, scope));
    let field = &variant.field;
    let wire = &variant.wire;
    let rename = (field.unraw() != wire).then(|| quote!(#[serde(rename = #wire)]));
    quote! {
        {
            /// The payload.
            #rename
            #garde
            #field: #ty,
        }
    }
}

/// The variant that keeps what has a tag that this version does not know.
fn unknown(def: &TypeDef, shape: &Union) -> Option<TokenStream> {
    let open = def.received && shape.tagging != Tagging::Untagged;
    let garde = (def.validated && is_keyed(shape)).then(|| quote!(#[garde(skip)]));
    open.then(|| {
        quote! {
            /// A value that this version of the crate does not know, kept as it was received.
            #[serde(untagged)]
            Unknown(#garde serde_json::Value),
        }
    })
}

fn conversion(
    def: &TypeDef,
    shape: &Union,
    variant: &UnionVariant,
    scope: &mut Scope,
) -> TokenStream {
    let union = &def.name;
    let name = &variant.name;
    let field = &variant.field;
    let from = rust_type::unboxed(&variant.value.ty, scope);
    let boxed = variant.value.boxed.then(|| quote!(Box::new(#field)));
    let build = match (&shape.tagging, boxed) {
        (Tagging::Keyed { .. }, None) => quote!(Self::#name { #field }),
        (Tagging::Keyed { .. }, Some(boxed)) => quote!(Self::#name { #field: #boxed }),
        (_, None) => quote!(Self::#name(#field)),
        (_, Some(boxed)) => quote!(Self::#name(#boxed)),
    };
    quote! {
        impl From<#from> for #union {
            fn from(#field: #from) -> Self { #build }
        }
    }
}
