//! Open enums. What they can do is a macro of the runtime, so that hundreds of them stay short.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::scope::Scope;
use super::{docs, forms};
use crate::ir::{Enum, Repr, TypeDef, Variant};

/// Everything about an open enum.
pub(super) fn emit(def: &TypeDef, shape: &Enum, scope: &mut Scope) -> TokenStream {
    let docs = docs::outer(&def.docs);
    let deprecated = scope.deprecated(def.deprecated.as_ref());
    let name = &def.name;
    let variants = shape.variants.iter().map(variant);
    let unknown = &shape.unknown;
    let (behaviour, raw) = match shape.repr {
        Repr::String => (scope.runtime("string_enum"), quote!(String)),
        Repr::Integer => (scope.runtime("integer_enum"), quote!(i64)),
        Repr::Wide => (scope.runtime("integer_enum"), quote!(i128)),
        Repr::Mixed => (scope.runtime("mixed_enum"), quote!(serde_json::Value)),
    };
    let width = (shape.repr == Repr::Wide).then(|| quote!(as i128));
    let form = def.form.then(|| forms::of_other(def));
    let entries = shape.variants.iter().map(entry);
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this version of the crate does not know, kept as it was received.
            #unknown(#raw),
        }

        #behaviour! { #name #width { #(#entries),* } }
        #form
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let docs = docs::outer(&variant.docs);
    let name = &variant.name;
    quote!(#docs #name)
}

fn entry(variant: &Variant) -> TokenStream {
    let name = &variant.name;
    let wire = if variant.quoted {
        Literal::string(&variant.wire).into_token_stream()
    } else {
        bare(&variant.wire)
    };
    quote!(#name = #wire)
}

/// A number or a boolean as the IR spells it. Were it none, the SDK would not compile, with the text in sight.
pub(super) fn bare(wire: &str) -> TokenStream {
    wire.parse().unwrap_or_else(|_| quote!(#wire))
}
