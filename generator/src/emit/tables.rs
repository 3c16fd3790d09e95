//! What a file defines: one table for each macro of the runtime, and what stands beside the tables.
//!
//! Invariant: a file has each of these macros at most once, and none of them without an entry.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The definitions of a file, while they are collected.
#[derive(Default)]
pub(super) struct Tables {
    /// Entries of `object!`.
    pub(super) objects: TokenStream,
    /// Entries of `open_enum!`.
    pub(super) enums: TokenStream,
    /// Entries of `by_status!`.
    pub(super) by_status: TokenStream,
    /// Entries of `errors!`.
    pub(super) errors: TokenStream,
    /// Items of their own.
    pub(super) items: TokenStream,
}

impl ToTokens for Tables {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            objects,
            enums,
            by_status,
            errors,
            items,
        } = self;
        let objects = (!objects.is_empty()).then(|| quote!(object! { #objects }));
        let enums = (!enums.is_empty()).then(|| quote!(open_enum! { #enums }));
        let by_status = (!by_status.is_empty()).then(|| quote!(by_status! { #by_status }));
        let errors = (!errors.is_empty()).then(|| quote!(errors! { #errors }));
        tokens.extend(quote!(#objects #enums #by_status #errors #items));
    }
}
