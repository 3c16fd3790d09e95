//! `src/client.rs`: what only this API's client has: its servers, credentials and root resources.
//!
//! Invariant: the position of a scheme or of a server in the IR is its number in the client.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::{SourceFile, docs, operation, resource};
use crate::ir::{Api, Docs, Resource, Scheme, SchemeKind, Server, ServerVariable, Service};
use crate::names::Ident;

/// The file, and what stands before its `mod` line.
pub(super) fn emit(
    api: &Api,
    deprecated_types: &BTreeSet<Ident>,
) -> (SourceFile, Option<TokenStream>) {
    let mut scope = Scope::elsewhere(deprecated_types);
    let description = description(&api.service, &mut scope);
    let servers = servers(&api.service.servers, &mut scope);
    let supporting = resource::supporting(&api.root, &mut scope);
    let client = client(api, &mut scope);
    let (name, operations) = (&api.root.type_name, &api.root.operations);
    let methods = operation::table(name, &quote!(self), operations, &mut scope);
    let headers = operation::headers(name, operations, &mut scope);
    let builder = builder(&api.service, &mut scope);
    let imports = scope.imports();
    let resources = (!api.root.children.is_empty()).then(|| {
        quote!(
            use crate::resources;
        )
    });
    let docs = docs::inner(&Docs(vec![
        "Where the API is, how it is told who calls, and what it offers.".to_owned(),
    ]));
    let tokens = quote! {
        #docs #imports #resources
        #description #servers #client #builder #methods #headers #supporting
    };
    (SourceFile::rust("src/client.rs", tokens), scope.allowance())
}

/// What the runtime has to know of the API.
fn description(service: &Service, scope: &mut Scope) -> TokenStream {
    let api = scope.runtime("Api");
    let env_prefix = &service.env_prefix;
    let base_url = match service.servers.first() {
        Some(Server { url, .. }) => quote!(Some(#url)),
        None => quote!(None),
    };
    let schemes = service.schemes.iter().map(|scheme| &scheme.constant);
    let optional = service.optional_credentials;
    let constants = service
        .schemes
        .iter()
        .map(|scheme| self::scheme(scheme, scope));
    let constants: TokenStream = constants.collect();
    quote! {
        #constants

        static API: #api = #api {
            user_agent: concat!(env!("CARGO_PKG_NAME"), "-rust/", env!("CARGO_PKG_VERSION")),
            env_prefix: #env_prefix,
            base_url: #base_url,
            schemes: &[#(#schemes),*],
            optional_credentials: #optional,
        };
    }
}

fn scheme(scheme: &Scheme, scope: &mut Scope) -> TokenStream {
    let (ty, kind) = (scope.runtime("Scheme"), scope.runtime("SchemeKind"));
    let (name, env) = (&scheme.wire, &scheme.env);
    let how = match &scheme.kind {
        SchemeKind::Header(header) => quote!(Header(#header)),
        SchemeKind::Query(parameter) => quote!(Query(#parameter)),
        SchemeKind::Cookie(cookie) => quote!(Cookie(#cookie)),
        SchemeKind::Prefixed(header, word) => quote!(Prefixed(#header, #word)),
        SchemeKind::Basic => quote!(Basic),
    };
    let constant = &scheme.constant;
    quote! {
        const #constant: #ty = #ty { name: #name, kind: #kind::#how, env: #env };
    }
}

fn servers(servers: &[Server], scope: &mut Scope) -> Option<TokenStream> {
    let url_with = url_with(servers, scope);
    let variants = servers.iter().map(|server| {
        let (docs, name) = (docs::outer(&server.docs), &server.name);
        quote!(#docs #name)
    });
    let arms = servers
        .iter()
        .map(|Server { name, url, .. }| quote!(Self::#name => #url));
    (!servers.is_empty()).then(|| {
        quote! {
            /// A server that the API's description lists.
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum Server { #(#variants),* }

            impl Server {
                /// Its base URL.
                #[must_use]
                pub fn url(self) -> &'static str {
                    match self { #(#arms),* }
                }

                #url_with
            }
        }
    })
}

/// The method that fills in variables, if any server has some.
fn url_with(servers: &[Server], scope: &mut Scope) -> Option<TokenStream> {
    if servers.iter().all(|server| server.variables.is_empty()) {
        return None;
    }
    let (error, template) = (scope.runtime("Error"), scope.runtime("ServerTemplate"));
    let templates = servers.iter().map(|server| {
        let url = &server.template;
        let variables = server.variables.iter().map(
            |ServerVariable {
                 name,
                 default,
                 values,
             }| quote!(#template::variable(#name, #default, &[#(#values),*])),
        );
        quote!(#template { url: #url, variables: &[#(#variables),*] })
    });
    Some(quote! {
        /// Its base URL with these values of its variables, by their names; those that are left out have
        /// their defaults.
        ///
        /// # Errors
        ///
        /// If there is no such variable, or it cannot have this value.
        pub fn url_with(self, values: &[(&str, &str)]) -> Result<String, #error> {
            const TEMPLATES: &[#template] = &[#(#templates),*];
            #template::url_of(TEMPLATES, self as usize, values)
        }
    })
}

fn client(api: &Api, scope: &mut Scope) -> TokenStream {
    let (client, error) = (scope.runtime("Client"), scope.runtime("Error"));
    let builder = scope.runtime("ClientBuilder");
    let new = new(&api.service, scope);
    let accessors = api.root.children.iter().map(accessor);
    quote! {
        impl #client {
            #new

            /// Starts a client that is to be set up in detail.
            pub fn builder() -> #builder { #builder::new(&API) }

            /// Creates a client from environment variables.
            ///
            /// # Errors
            ///
            /// If one that is needed is not set, or one cannot be used.
            pub fn from_env() -> Result<Self, #error> { Self::builder().read_env()?.build() }

            #(#accessors)*
        }
    }
}

/// The method that leads to a resource.
fn accessor(child: &Resource) -> TokenStream {
    let docs = docs::outer(&child.docs);
    let (name, ty) = (&child.name, &child.type_name);
    quote! {
        #docs
        #[must_use]
        pub fn #name(&self) -> resources::#ty {
            resources::#ty::new(self)
        }
    }
}

/// The short way to a client, if there is one.
fn new(service: &Service, scope: &mut Scope) -> Option<TokenStream> {
    let secrets = service.secrets_of_new()?;
    let others = (service.schemes.len() > secrets.len()).then(|| {
        let others = docs::line("Other credentials are given to [`Client::builder`].");
        quote!(#[doc = ""] #others)
    });
    let secrets: Vec<&Ident> = secrets.iter().map(|scheme| &scheme.setter).collect();
    let error = scope.runtime("Error");
    let reasons = docs::line(match secrets.is_empty() {
        true => "If TLS cannot be set up.",
        false => "If the credential cannot be sent, or TLS cannot be set up.",
    });
    Some(quote! {
        /// Creates a client with the default settings.
        #others
        ///
        /// # Errors
        ///
        #reasons
        pub fn new(#(#secrets: impl Into<String>),*) -> Result<Self, #error> {
            Self::builder() #(.#secrets(#secrets))* .build()
        }
    })
}

fn builder(service: &Service, scope: &mut Scope) -> Option<TokenStream> {
    let builder = scope.runtime("ClientBuilder");
    let setters = service
        .schemes
        .iter()
        .enumerate()
        .map(|(index, scheme)| setter(index, scheme, &service.env_prefix));
    let server = service.servers.first().map(|default| {
        let docs = format!(
            " Selects a server; unless one is selected, it is [`Server::{}`].",
            default.name
        );
        quote! {
            #[doc = #docs]
            pub fn server(self, server: Server) -> Self { self.base_url(server.url()) }
        }
    });
    let any = !service.schemes.is_empty() || server.is_some();
    any.then(|| quote!(impl #builder { #(#setters)* #server }))
}

fn setter(index: usize, scheme: &Scheme, env_prefix: &str) -> TokenStream {
    let variables = match scheme.kind {
        SchemeKind::Basic => format!("`{env_prefix}_USERNAME` and `{}`", scheme.env),
        _ => format!("`{}`", scheme.env),
    };
    let prefixed = match &scheme.kind {
        SchemeKind::Prefixed(header, word) => Some(format!(
            "Sent as `{header}: {word} …`: give it without that word."
        )),
        _ => None,
    };
    let fallback = format!("Read from {variables} by [`Client::from_env`].");
    let docs = docs::with_paragraph(&scheme.docs, prefixed.into_iter().chain([fallback]));
    let docs = docs::outer(&docs);
    let setter = &scheme.setter;
    let index = Literal::usize_unsuffixed(index);
    if scheme.kind == SchemeKind::Basic {
        return quote! {
            #docs
            pub fn #setter(self, username: impl Into<String>, password: impl Into<String>) -> Self {
                self.basic_credential(#index, username, password)
            }
        };
    }
    quote! {
        #docs
        pub fn #setter(self, #setter: impl Into<String>) -> Self {
            self.credential(#index, #setter)
        }
    }
}
