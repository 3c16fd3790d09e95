//! The API's first call as programs: below `examples/`, and on the front page.
//!
//! Invariant: every program compiles as it stands, with no crate beside the SDK, Tokio and, for spans,
//! `tracing-subscriber`.

mod call;
pub(super) mod general;
mod snippets;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use super::{SourceFile, crate_root, docs};
use crate::ir::{Api, Docs, Example};
use crate::names::Ident;

/// The examples that need a feature, which is called like them.
pub(super) const OF_FEATURES: [&str; 2] = ["blocking", "tracing"];

/// What the programs are about.
pub(super) struct Programs<'a> {
    api: &'a Api,
    example: &'a Example,
    /// The crate, as programs name it.
    krate: &'a Ident,
}

impl<'a> Programs<'a> {
    /// `None` for an API without a call to show.
    pub(super) fn of(api: &'a Api) -> Option<Self> {
        Some(Self {
            api,
            example: api.example.as_ref()?,
            krate: &api.package.krate,
        })
    }

    /// The files below `examples/`.
    pub(super) fn files(&self) -> [SourceFile; 5] {
        let file = |name: &str, summary: &str, program: TokenStream| {
            let docs = docs::inner(&Docs(vec![summary.to_owned()]));
            let limit = crate_root::recursion_limit(self.api.recursion_limits.callers);
            SourceFile::rust(format!("examples/{name}.rs"), quote!(#docs #limit #program))
        };
        let Example { name, summary, .. } = self.example;
        [
            file(name.unraw(), summary, self.program()),
            file("blocking", "The same call without async.", self.blocking()),
            file(
                "tracing",
                "The same call, with its span on the standard output.",
                self.tracing(),
            ),
            file(
                "local_server",
                "The same call to a server of its own, as in a test: one that is out of order.",
                self.local_server(),
            ),
            file(
                "transport",
                "The same call through an HTTP client that the program brings: one that answers by itself.",
                self.transport(),
            ),
        ]
    }

    /// The call as a program of its own.
    pub(super) fn program(&self) -> TokenStream {
        self.awaited(&TokenStream::new())
    }

    fn tracing(&self) -> TokenStream {
        self.awaited(&quote! {
            let closed = tracing_subscriber::fmt::format::FmtSpan::CLOSE;
            tracing_subscriber::fmt().with_span_events(closed).init();
        })
    }

    fn awaited(&self, first: &TokenStream) -> TokenStream {
        let imports = self.imports(&["Client"]);
        let (arguments, call) = (self.arguments(), self.printed(&quote!(.await)));
        quote! {
            #imports

            #[tokio::main(flavor = "current_thread")]
            async fn main() -> Result<(), Box<dyn std::error::Error>> {
                #first
                #arguments
                let client = Client::from_env()?;
                #call
                Ok(())
            }
        }
    }

    fn blocking(&self) -> TokenStream {
        let imports = self.imports(&["Client"]);
        let (arguments, call) = (self.arguments(), self.printed(&quote!(.send_blocking())));
        quote! {
            #imports

            fn main() -> Result<(), Box<dyn std::error::Error>> {
                #arguments
                let client = Client::from_env()?;
                #call
                Ok(())
            }
        }
    }

    /// A server that fails needs no knowledge of the API's answers.
    pub(super) fn local_server(&self) -> TokenStream {
        let imports = self.imports(&["Client", "ErrorKind"]);
        let (arguments, body) = (self.arguments(), self.body());
        let (credentials, request) = (self.credentials(), self.request());
        quote! {
            use std::io::{Read, Write};
            use std::net::TcpListener;
            use std::thread;

            #imports

            const DOWN: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n";

            #[tokio::main(flavor = "current_thread")]
            async fn main() -> Result<(), Box<dyn std::error::Error>> {
                #arguments
                let listener = TcpListener::bind("127.0.0.1:0")?;
                let address = listener.local_addr()?;
                let server = thread::spawn(move || -> std::io::Result<usize> {
                    let (mut stream, _) = listener.accept()?;
                    let received = stream.read(&mut [0; 4096])?;
                    stream.write_all(DOWN)?;
                    Ok(received)
                });
                let builder = Client::builder().base_url(format!("http://{address}"));
                let client = builder #credentials .max_attempts(1).build()?;
                #body
                let result = #request.await;
                let error = result.err().ok_or("the server accepted the call")?;
                assert_eq!(error.kind(), ErrorKind::Server);
                let received = server.join().map_err(|_| "the server panicked")??;
                println!("{received} bytes arrived, and the SDK says: {error}");
                Ok(())
            }
        }
    }

    /// Which HTTP client is brought is the reader's choice, and no dependency of the SDK.
    fn transport(&self) -> TokenStream {
        let krate = &self.krate;
        let imports = self.imports(&["Client"]);
        let (arguments, body) = (self.arguments(), self.body());
        let (credentials, request) = (self.credentials(), self.request());
        quote! {
            use #krate::runtime::{AnswerBody, Exchange, RequestBody, Transport};
            #imports

            struct Memory;

            impl Transport for Memory {
                fn send(&self, request: http::Request<RequestBody>) -> Exchange<'_> {
                    println!("{} {}", request.method(), request.uri());
                    let body = bytes::Bytes::from_static(br#"{"detail": "Not found."}"#);
                    let mut answer = http::Response::new(AnswerBody::from(body));
                    *answer.status_mut() = http::StatusCode::NOT_FOUND;
                    Box::pin(async { Ok(answer) })
                }
            }

            #[tokio::main(flavor = "current_thread")]
            async fn main() -> Result<(), Box<dyn std::error::Error>> {
                #arguments
                let builder = Client::builder().base_url("https://example.org");
                let client = builder #credentials .transport(Memory).build()?;
                #body
                let result = #request.await;
                let error = result.err().ok_or("there is nothing to be found")?;
                println!("{error}");
                Ok(())
            }
        }
    }
}
