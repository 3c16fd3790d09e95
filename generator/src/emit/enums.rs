//! Open enums. What they can do is a macro of the runtime, so that hundreds of them stay short.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::scope::Scope;
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
    };
    let entries = shape.variants.iter().map(|variant| entry(shape, variant));
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

        #behaviour! { #name { #(#entries),* } }
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let docs = docs::outer(&variant.docs);
    let name = &variant.name;
    quote!(#docs #name)
}

fn entry(shape: &Enum, variant: &Variant) -> TokenStream {
    let name = &variant.name;
    let wire = match shape.repr {
        Repr::String => Literal::string(&variant.wire),
        Repr::Integer => integer(&variant.wire),
    };
    quote!(#name = #wire)
}

/// An integer that the IR spells in decimal. Were it none, the SDK would not compile.
fn integer(wire: &str) -> Literal {
    wire.parse().unwrap_or_else(|_| Literal::string(wire))
}
