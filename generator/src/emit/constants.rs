//! Values that are written out: in examples, and in constructors.
//!
//! Invariant: no text of the IR becomes code. It is a literal, and a number that is none becomes a string, which does
//! not compile.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::Scope;
use crate::ir::{Constant, Field, State};
use crate::names::Ident;

/// A value as an argument is written; `path` names the enum that it belongs to.
pub(super) fn literal(
    constant: &Constant,
    mut path: impl FnMut(&Ident) -> TokenStream,
) -> TokenStream {
    match constant {
        Constant::Null => quote!(None),
        Constant::Bool(value) => quote!(#value),
        Constant::Number(literal) => {
            let number = number(literal);
            quote!(#number)
        }
        Constant::Text(text) => quote!(#text),
        Constant::Variant { ty, variant } => {
            let ty = path(ty);
            quote!(#ty::#variant)
        }
        Constant::EmptyList => quote!(Vec::new()),
        Constant::EmptyMap => quote!(std::collections::BTreeMap::new()),
    }
}

/// What a constructor gives a field that it does not ask for.
pub(super) fn preset(field: &Field, scope: &mut Scope) -> Option<TokenStream> {
    let constant = field.preset.as_ref()?;
    let value = literal(constant, |ty| scope.api_type(ty));
    let value = match constant {
        Constant::Null => return Some(value),
        Constant::Text(text) if text.is_empty() => quote!(String::new()),
        Constant::Text(_) => quote!(#value.to_owned()),
        _ => value,
    };
    Some(match field.state {
        State::Nullable => quote!(Some(#value)),
        _ => value,
    })
}

/// A number that the IR spells as a literal. Were it none, the SDK would not compile, with the number in sight.
pub(super) fn number(literal: &str) -> Literal {
    literal.parse().unwrap_or_else(|_| Literal::string(literal))
}
