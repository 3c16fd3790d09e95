//! Programs for an API without a call that can be shown: what all calls have in common.
//!
//! Invariant: each imports all that it names, so it can be copied without the others.

use proc_macro2::TokenStream;
use quote::quote;

use super::snippets::judged;
use crate::names::Ident;

/// A client, from the environment.
pub(in super::super) fn client(krate: &Ident) -> TokenStream {
    quote! {
        use #krate::{Client, Error};

        fn client() -> Result<Client, Error> {
            Client::from_env()
        }
    }
}

/// What can go wrong, and what to do about it.
pub(in super::super) fn errors(krate: &Ident) -> TokenStream {
    let judged = judged();
    quote! {
        use #krate::{Error, ErrorKind};

        fn report(error: &Error) {
            #judged
        }
    }
}

/// Any call, which may be sent again, and is acted upon once.
pub(in super::super) fn once(krate: &Ident) -> TokenStream {
    quote! {
        use std::time::Duration;

        use #krate::{Error, Request};

        async fn once<T: 'static>(request: Request<T>, key: &str) -> Result<u32, Error> {
            let request = request.idempotency_key(key).timeout(Duration::from_secs(20));
            let response = request.max_attempts(5).with_response().await?;
            Ok(response.attempts())
        }
    }
}

/// A client of a server of one's own.
pub(in super::super) fn local_server(krate: &Ident) -> TokenStream {
    quote! {
        use std::net::SocketAddr;

        use #krate::{Client, Error};

        fn client(address: SocketAddr) -> Result<Client, Error> {
            Client::builder().base_url(format!("http://{address}")).max_attempts(1).build()
        }
    }
}

/// A hook, and the client that it is given to.
pub(in super::super) fn hook(krate: &Ident) -> TokenStream {
    quote! {
        use std::time::Duration;

        use #krate::runtime::{Attempt, Hook};
        use #krate::{Client, Error};

        struct Complaints;

        impl Hook for Complaints {
            fn failed(&self, attempt: &Attempt, error: &Error, elapsed: Duration) {
                let Attempt { operation, number, .. } = attempt;
                eprintln!("{} #{number} after {elapsed:?}: {error}", operation.id);
            }
        }

        fn client() -> Result<Client, Error> {
            Client::builder().read_env()?.hook(Complaints).build()
        }
    }
}
