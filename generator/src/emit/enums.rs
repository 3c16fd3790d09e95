//! Open enums. What they can do is a macro of the runtime, so that hundreds of them stay short.
//!
//! Invariant: an entry holds the names, the values and the directions in which they travel; that an enum keeps what
//! it does not know is the same for all, and in the macro.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::scope::Scope;
use super::tables::Tables;
use super::{docs, forms};
use crate::ir::{Enum, Repr, TypeDef, Variant};

/// Everything about an open enum.
pub(super) fn emit(def: &TypeDef, shape: &Enum, scope: &mut Scope, tables: &mut Tables) {
    let docs = docs::outer(&def.docs);
    let deprecated = scope.deprecated(def.deprecated.as_ref());
    let name = &def.name;
    let kind = match shape.repr {
        Repr::String => quote!(String),
        Repr::Integer => quote!(i64),
        Repr::Wide => quote!(i128),
        Repr::Mixed => quote!(Value),
    };
    let sent = def.sent.then(|| quote!(Sent));
    let received = def.received.then(|| quote!(Received));
    let abilities: Vec<TokenStream> = sent.into_iter().chain(received).collect();
    let abilities = (!abilities.is_empty()).then(|| quote!(: #(#abilities)+*));
    let variants = shape.variants.iter().map(variant);
    let form = def.form.then(|| forms::of_other(name));
    tables.items.extend(form);
    tables.enums.extend(quote! {
        #docs
        #deprecated
        pub enum #name(#kind) #abilities { #(#variants),* }
    });
}

fn variant(variant: &Variant) -> TokenStream {
    let (docs, name) = (docs::outer(&variant.docs), &variant.name);
    let wire = if variant.quoted {
        Literal::string(&variant.wire).into_token_stream()
    } else {
        bare(&variant.wire)
    };
    quote!(#docs #name = #wire)
}

/// A number or a boolean as the IR spells it. Were it none, the SDK would not compile, with the text in sight.
pub(super) fn bare(wire: &str) -> TokenStream {
    wire.parse().unwrap_or_else(|_| quote!(#wire))
}
