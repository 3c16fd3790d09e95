//! The body of a request: the argument that carries it, and how it is sent.
//!
//! A body that has rules but no type of its own, such as a list, is sent in a wrapper that carries the rules.
//!
//! Invariant: a call sends a wrapper exactly if one is emitted, since both take its name from the body.

use proc_macro2::{Ident as Name, Span, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::{forms, params, rust_type, validation, wire_fields};
use crate::ir::{Body, Encoding, Style};

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

/// The steps that hand the body to the runtime.
pub(super) fn steps(body: &Body, scope: &mut Scope) -> TokenStream {
    let media_type = &body.media_type;
    let (what, value) = match &body.encoding {
        Encoding::Json => ("json", borrowed(body)),
        Encoding::Form(styles) => {
            let (value, styles) = (borrowed(body), spelling(styles, scope));
            ("form", quote!(#value, &[#(#styles),*]))
        }
        Encoding::Multipart(announced) => {
            let value = borrowed(body);
            let or_json = body.or_json.then(|| scope.runtime("OR_JSON"));
            let parts = announced
                .iter()
                .map(|(name, media_type)| quote!((#name, #media_type)));
            let parts = or_json.into_iter().chain(parts);
            ("multipart", quote!(#value, &[#(#parts),*]))
        }
        Encoding::Text => {
            let rules = validation::list(&body.value, scope);
            ("text", quote!(body.into(), #media_type, #rules))
        }
        Encoding::File => ("file", quote!(body.into(), #media_type)),
    };
    let step = step(what, body);
    let announced = announced(body);
    let members = members(body, scope);
    quote!(.#step(#value)#announced #members)
}

/// The runtime's method: `form`, `validated_form`, and so on; for JSON there is `json_opt` as well.
fn step(what: &str, body: &Body) -> Name {
    let (validated, optional) = match &body.encoding {
        Encoding::Json => (body.validated, body.optional),
        Encoding::Form(_) | Encoding::Multipart(_) => (body.validated, false),
        Encoding::Text | Encoding::File => (false, false),
    };
    let validated = if validated { "validated_" } else { "" };
    let optional = if optional { "_opt" } else { "" };
    Name::new(&format!("{validated}{what}{optional}"), Span::call_site())
}

/// The body, or the wrapper around it, by reference.
fn borrowed(body: &Body) -> TokenStream {
    match (&body.wrapper, body.optional) {
        (None, false) => quote!(&body.into()),
        (None, true) => quote!(body.into().as_ref()),
        (Some(wrapper), false) => quote!(&#wrapper(body.into())),
        (Some(wrapper), true) => quote!(body.into().map(#wrapper).as_ref()),
    }
}

/// The fields of a form that say how they are spelled.
fn spelling(styles: &[(String, Style)], scope: &mut Scope) -> Vec<TokenStream> {
    styles
        .iter()
        .map(|(name, style)| {
            let (param, style) = (scope.runtime("Param"), params::style(*style, scope));
            quote!(#param::query(#name).style(#style))
        })
        .collect()
}

/// The step that announces another media type than the runtime does.
fn announced(body: &Body) -> Option<TokenStream> {
    let usual = match body.encoding {
        Encoding::Json => "application/json",
        Encoding::Form(_) => "application/x-www-form-urlencoded",
        Encoding::Multipart(_) | Encoding::Text | Encoding::File => return None,
    };
    let media_type = &body.media_type;
    (media_type != usual).then(|| quote!(.content_type(#media_type)))
}

/// The step that counts the members of a type that is the body.
fn members(body: &Body, scope: &mut Scope) -> Option<TokenStream> {
    let rules = validation::members(&body.members, scope)?;
    Some(quote!(.members(#rules)))
}

/// The wrapper, where one is needed. rustfmt leaves it alone: it breaks the attribute of a field in its own ways, which
/// depend on whether it can read what stands there.
pub(super) fn wrapper(body: &Body, scope: &mut Scope) -> Option<TokenStream> {
    let name = body.wrapper.as_ref()?;
    let ty = rust_type::value(&body.value, scope);
    let garde = validation::payload_attribute(&body.value, scope);
    let form = (body.encoding != Encoding::Json).then(|| forms::of_other(name));
    let table = wire_fields::payloads(name, std::iter::once(&body.value), scope);
    Some(quote! {
        #[rustfmt::skip]
        #[derive(serde::Serialize, garde::Validate)]
        #[garde(transparent)]
        struct #name(#garde #ty);

        #table

        #form
    })
}
