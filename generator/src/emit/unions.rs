//! Unions: one enum variant for each payload.
//!
//! Keyed unions are written as what serde's `tag` with struct-like variants is; all else of a wire form is a macro of
//! the runtime. Only keyed unions are a step of their own in a JSON path, so only they derive their validation.
//!
//! Invariant: a union that is received and has a tag keeps a value whose tag it does not know.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::wire_fields::validated_type;
use super::{docs, enums, forms, rust_type, validation, wire_fields};
use crate::ir::{TagValues, Tagging, Type, TypeDef, Union, UnionVariant};

/// Everything about a union.
pub(super) fn emit(def: &TypeDef, shape: &Union, scope: &mut Scope) -> TokenStream {
    let definition = definition(def, shape, scope);
    let conversions = conversions(def, shape, scope);
    let wire_form = (def.received || !is_keyed(shape)).then(|| wire_form(def, shape));
    let validation = def.validated.then(|| validation(def, shape, scope));
    let form = def.form.then(|| forms::of_other(&def.name));
    quote!(#definition #wire_form #conversions #validation #form)
}

fn is_keyed(shape: &Union) -> bool {
    matches!(shape.tagging, Tagging::Keyed { .. })
}

/// What is left to write where validation is derived, or all of it.
fn validation(def: &TypeDef, shape: &Union, scope: &mut Scope) -> TokenStream {
    if is_keyed(shape) {
        let members = shape.variants.iter().map(|variant| wire_fields::Member {
            name: &variant.field,
            wire: Some(variant.tags.first().map_or("", String::as_str)),
            value: &variant.value,
        });
        let table = wire_fields::table(&def.name, members, scope);
        return table
            .unwrap_or_else(|| wire_fields::payloads(&def.name, std::iter::empty(), scope));
    }
    let payloads = shape.variants.iter().map(|variant| &variant.value);
    let table = wire_fields::payloads(&def.name, payloads, scope);
    let checks: Vec<TokenStream> = shape
        .variants
        .iter()
        .filter_map(|variant| payload_checks(variant, scope))
        .collect();
    let name = &def.name;
    quote! {
        #table

        validate_payloads! { #name { #(#checks),* } }
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
    let derives = derives(def, shape);
    let representation = match &shape.tagging {
        Tagging::Keyed { tag } if def.sent => Some(quote!(#[serde(tag = #tag)])),
        _ => None,
    };
    let name = &def.name;
    let reason = "a box would stand in every pattern";
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
        #representation
        #[allow(clippy::large_enum_variant, reason = #reason)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #unknown }
    }
}

/// What is derived for every union, and for one that serde writes.
///
/// Not `Eq` and `Hash`: one number with a fraction anywhere below would take them away again, and they cost every
/// user's compiler time.
fn derives(def: &TypeDef, shape: &Union) -> TokenStream {
    let is_keyed = is_keyed(shape);
    let written = (is_keyed && def.sent).then(|| quote!(, serde::Serialize));
    let validated = (is_keyed && def.validated).then(|| quote!(, garde::Validate));
    quote!(#[derive(Debug, Clone, PartialEq #written #validated)])
}

fn variant(def: &TypeDef, shape: &Union, variant: &UnionVariant, scope: &mut Scope) -> TokenStream {
    let docs = docs::outer(&variant.docs);
    let deprecated = scope.deprecated(variant.deprecated.as_ref());
    let name = &variant.name;
    let tag = (variant.tags.first()).filter(|_| is_keyed(shape) && def.sent);
    let rename = tag.map(|tag| quote!(#[serde(rename = #tag)]));
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
    let member = (variant.tags.first()).filter(|tag| def.sent && field.unraw() != *tag);
    let rename = member.map(|member| quote!(#[serde(rename = #member)]));
    quote! {
        {
            /// The payload.
            #rename
            #garde
            #field: #ty,
        }
    }
}

/// Whether a variant keeps what has a tag that this version does not know.
fn is_open(def: &TypeDef, shape: &Union) -> bool {
    def.received && shape.tagging != Tagging::Untagged
}

fn unknown(def: &TypeDef, shape: &Union) -> Option<TokenStream> {
    let serde = (is_keyed(shape) && def.sent).then(|| quote!(#[serde(untagged)]));
    let garde = (def.validated && is_keyed(shape)).then(|| quote!(#[garde(skip)]));
    is_open(def, shape).then(|| {
        quote! {
            /// A value that this version of the crate does not know, kept as it was received.
            #serde
            Unknown(#garde serde_json::Value),
        }
    })
}

/// How the union is written and read; a keyed one is only read.
fn wire_form(def: &TypeDef, shape: &Union) -> TokenStream {
    let name = &def.name;
    let unknown = is_open(def, shape).then(|| quote!(else Unknown));
    let (tag, values) = match &shape.tagging {
        Tagging::Keyed { tag } => {
            let entries = shape.variants.iter().map(keyed_entry);
            return quote!(keyed_union! { #name tag #tag #unknown { #(#entries),* } });
        }
        Tagging::Internal { tag, values } => (Some(quote!(tag #tag)), *values),
        Tagging::Untagged => (None, TagValues::Strings),
    };
    let sent = def.sent.then(|| quote!(sent));
    let received = def.received.then(|| quote!(received));
    let entries = shape.variants.iter().map(|variant| entry(variant, values));
    quote!(payload_union! { #name #sent #received #tag #unknown { #(#entries),* } })
}

fn keyed_entry(variant: &UnionVariant) -> TokenStream {
    let (name, field, tag) = (&variant.name, &variant.field, variant.tags.first());
    quote!(#name #field = #tag)
}

fn entry(variant: &UnionVariant, values: TagValues) -> TokenStream {
    let name = &variant.name;
    let open = variant.open.then(|| quote!(open));
    let literal = |tag: &String| match values {
        TagValues::Strings => quote!(#tag),
        TagValues::Integers | TagValues::Booleans => enums::bare(tag),
    };
    let tags: Vec<TokenStream> = variant.tags.iter().map(literal).collect();
    let tags = (!tags.is_empty()).then(|| quote!(= #(#tags)|*));
    quote!(#name #open #tags)
}

/// What converts each payload that stands for one variant alone into the union, and into a body that may be left out, where
/// Rust allows it: for types of the crate.
fn conversions(def: &TypeDef, shape: &Union, scope: &mut Scope) -> Option<TokenStream> {
    let union = &def.name;
    let convertible = shape.variants.iter().filter(|variant| variant.from);
    let conversions: Vec<TokenStream> = convertible
        .map(|variant| {
            let (name, field) = (&variant.name, &variant.field);
            let from = rust_type::unboxed(&variant.value.ty, scope);
            let field = is_keyed(shape).then_some(field);
            let is_own = matches!(variant.value.ty, Type::Named { .. });
            let optional = (shape.optional && is_own).then(|| quote!(or Option));
            let text = (variant.value.ty == Type::String).then(|| quote!(, #name(&str)));
            quote!(#name #field(#from) #optional #text)
        })
        .collect();
    (!conversions.is_empty()).then(|| quote!(payloads! { #union { #(#conversions),* } }))
}
