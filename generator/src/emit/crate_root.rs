//! `src/lib.rs`: the modules, and the names that users write.
//!
//! Invariant: `client` is private, so every type that only the client's own methods name is exported here.

use proc_macro2::TokenStream;
use quote::quote;

use super::{SourceFile, by_status};
use crate::ir::Api;

/// The file; `client_allowance` stands before the client's `mod` line.
pub(super) fn emit(
    api: &Api,
    has_errors: bool,
    client_allowance: Option<TokenStream>,
) -> SourceFile {
    let server = (!api.service.servers.is_empty()).then(|| {
        quote!(
            pub use self::client::Server;
        )
    });
    let types = api
        .root
        .operations
        .iter()
        .flat_map(|operation| {
            let params = operation.params.iter().map(|params| &params.type_name);
            params.chain(by_status::names(operation))
        })
        .map(|name| quote!(pub use self::client::#name;));
    let errors = has_errors.then(|| {
        quote!(
            pub mod errors;
        )
    });
    let recursion_limit = recursion_limit(api.recursion_limits.own);
    SourceFile::rust(
        "src/lib.rs",
        quote! {
            #![doc = include_str!("../README.md")]
            #recursion_limit

            #[macro_use]
            pub mod runtime;
            #errors
            pub mod types;
            pub mod resources;
            #client_allowance
            mod client;

            #server
            #(#types)*
            // The front page of the documentation shows them with what they are, and not as imports.
            #[doc(inline)]
            pub use self::runtime::{
                Client, ClientBuilder, Error, ErrorKind, FieldError, File, Items, Lenient, Page, Pages, Patch,
                Request, Response, ResponseHeader, Streamed, Untyped, Violation,
            };
        },
    )
}

/// How deep rustc may nest macros and types, where that is deeper than usual.
pub(super) fn recursion_limit(limit: Option<usize>) -> Option<TokenStream> {
    let limit = limit?.to_string();
    Some(quote!(#![recursion_limit = #limit]))
}
