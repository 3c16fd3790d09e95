//! Identifiers of `names` as tokens.
//!
//! Invariant: an identifier that is raw stays raw.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

use crate::names::Ident;

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ident = if self.as_str() == self.unraw() {
            proc_macro2::Ident::new(self.unraw(), Span::call_site())
        } else {
            proc_macro2::Ident::new_raw(self.unraw(), Span::call_site())
        };
        tokens.append(ident);
    }
}
