//! `src/lib.rs`: the modules, and the names that users write.

use proc_macro2::TokenStream;
use quote::quote;

use super::{SourceFile, by_status};
use crate::ir::{Api, Shape};

/// The file; `client_allowance` stands before the client's `mod` line.
pub(super) fn emit(api: &Api, client_allowance: Option<TokenStream>) -> SourceFile {
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
    let recursion_limit = recursion_limit(api);
    SourceFile::rust(
        "src/lib.rs",
        quote! {
            #![doc = include_str!("../README.md")]
            #recursion_limit

            #[macro_use]
            pub mod runtime;
            pub mod types;
            pub mod resources;
            #client_allowance
            mod client;

            #server
            #(#types)*
            pub use self::runtime::{
                Client, ClientBuilder, Error, ErrorKind, FieldError, File, Items, Lenient, Page, Pages, Patch,
                Request, Response, ResponseHeader, Streamed, Untyped, Violation,
            };
        },
    )
}

/// Up to how many members an object has so that rustc's usual limit does.
const FEW_MEMBERS: usize = 256;

/// How deep rustc may nest macros and types, where an object has many members: the runtime's `object!` reads eight of
/// them in a tuple, and the others in one that is nested in it, for which rustc counts up to four levels.
fn recursion_limit(api: &Api) -> Option<TokenStream> {
    let members = api.types.iter().map(|def| match &def.shape {
        Shape::Struct(shape) => shape.fields.len(),
        Shape::Enum(_) | Shape::Union(_) => 0,
    });
    let members = members.max().filter(|members| *members > FEW_MEMBERS)?;
    let limit = (members / 2 + FEW_MEMBERS).to_string();
    Some(quote!(#![recursion_limit = #limit]))
}
