//! Functions around the call, for the front page.
//!
//! Invariant: each imports all that it names, so it can be copied without the others.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::Programs;
use super::call::called;
use crate::emit::rust_type;
use crate::emit::scope::Scope;
use crate::ir::{Argument, Type};

impl Programs<'_> {
    /// What can go wrong, and what to do about it.
    pub(in super::super) fn errors(&self) -> TokenStream {
        let imports = self.imports(&["Client", "ErrorKind"]);
        let parameters = parameters(&self.example.callee.arguments);
        let (body, request, judged) = (self.body(), self.request(), judged());
        quote! {
            #imports

            async fn report(client: &Client, #parameters) {
                #body
                let result = #request.await;
                if let Err(error) = result {
                    #judged
                }
            }
        }
    }

    /// A call that may be sent again, and is acted upon once.
    pub(in super::super) fn once(&self) -> TokenStream {
        let imports = self.imports(&["Client", "Error"]);
        let parameters = parameters(&self.example.callee.arguments);
        let (body, request) = (self.body(), self.request());
        quote! {
            use std::time::Duration;

            #imports

            async fn once(client: &Client, #parameters key: &str) -> Result<u32, Error> {
                #body
                let request = #request;
                let request = request.idempotency_key(key).timeout(Duration::from_secs(20));
                let response = request.max_attempts(5).with_response().await?;
                Ok(response.attempts())
            }
        }
    }

    /// A list to its end; `None` if the API has none that can be asked for in a line.
    pub(in super::super) fn list(&self) -> Option<TokenStream> {
        let callee = self.example.list.as_ref()?;
        let krate = &self.krate;
        let parameters = parameters(&callee.arguments);
        let request = called(callee, None);
        Some(quote! {
            use #krate::{Client, Error};

            async fn print_all(client: &Client, #parameters) -> Result<(), Error> {
                let mut items = #request.items();
                while let Some(item) = items.next().await {
                    let item = item?;
                    println!("{item:?}");
                }
                Ok(())
            }
        })
    }
}

/// What each kind of an `error` asks for.
pub(super) fn judged() -> TokenStream {
    quote! {
        match error.kind() {
            ErrorKind::Validation => println!("{:?}", error.violations()),
            ErrorKind::InvalidRequest => println!("{:?}", error.field_errors()),
            ErrorKind::RateLimited => println!("{:?}", error.retry_after()),
            ErrorKind::Decode => println!("{:?}", error.body_text()),
            _ => println!("{error} (request {:?})", error.request_id()),
        }
    }
}

/// The path's arguments as parameters of a function.
fn parameters(arguments: &[Argument]) -> TokenStream {
    let none = BTreeSet::new();
    let parameters = arguments.iter().map(|Argument { name, ty }| match ty {
        Type::String => quote!(#name: &str,),
        ty => {
            let ty = rust_type::unboxed(ty, &mut Scope::elsewhere(&none));
            quote!(#name: #ty,)
        }
    });
    quote!(#(#parameters)*)
}
