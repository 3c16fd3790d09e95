//! `src/resources/`: one file for each resource, with its methods and the accessors of what is below it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{SourceFile, body, by_status, docs, operation, overview, params};
use crate::ir::{Api, Resource};
use crate::names::Ident;

/// All files below `src/resources/`.
pub(super) fn emit(api: &Api, deprecated_types: &BTreeSet<Ident>) -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut lines = Vec::new();
    for child in &api.root.children {
        lines.push(subtree(child, deprecated_types, &mut files));
    }
    let exports = api.root.children.iter().map(|child| {
        let (module, name) = (&child.name, &child.type_name);
        quote!(pub use self::#module::#name;)
    });
    let docs = docs::inner(&overview::of(&api.root));
    files.push(SourceFile::rust(
        "src/resources/mod.rs",
        quote!(#docs #(#lines)* #(#exports)*),
    ));
    files
}

/// Writes the files of a resource and of all below it, and returns the line that declares its module.
fn subtree(
    resource: &Resource,
    deprecated_types: &BTreeSet<Ident>,
    files: &mut Vec<SourceFile>,
) -> TokenStream {
    let lines: Vec<TokenStream> = resource
        .children
        .iter()
        .map(|child| subtree(child, deprecated_types, files))
        .collect();
    let mut scope = Scope::elsewhere(deprecated_types);
    let items = items(resource, &mut scope);
    let imports = scope.imports();
    let docs = docs::inner(&resource.docs);
    files.push(SourceFile::rust(
        path(resource),
        quote!(#docs #(#lines)* #imports #items),
    ));
    let (name, allowance) = (&resource.name, scope.allowance());
    quote!(#allowance pub mod #name;)
}

fn path(resource: &Resource) -> String {
    let parts: Vec<&str> = resource.path.iter().map(Ident::unraw).collect();
    format!("src/resources/{}.rs", parts.join("/"))
}

fn items(resource: &Resource, scope: &mut Scope) -> TokenStream {
    let docs = docs::outer(&resource.docs);
    let name = &resource.type_name;
    let client = scope.runtime("Client");
    let accessors = resource.children.iter().map(|child| {
        let module = &child.name;
        accessor(child, &quote!(#module), &quote!(&self.client))
    });
    let headers = operation::headers(name, &resource.operations, scope);
    let methods = operation::table(name, &quote!(client), &resource.operations, scope);
    let supporting = supporting(resource, scope);
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #name { client: #client }

        impl #name {
            pub(crate) fn new(client: &#client) -> Self {
                Self { client: client.clone() }
            }
            #(#accessors)*
        }

        #methods
        #headers
        #supporting
    }
}

/// What the methods of a resource take and answer, where that is no type of the API.
pub(super) fn supporting(resource: &Resource, scope: &mut Scope) -> TokenStream {
    let mut items = TokenStream::new();
    for operation in &resource.operations {
        if let Some(params) = &operation.params {
            items.extend(params::emit(resource, operation, params, scope));
        }
        if let Some(body) = &operation.body {
            items.extend(body::wrapper(operation, body, scope));
        }
    }
    items.extend(by_status::emit(resource, scope));
    items
}

/// The method that leads to a resource in `module`.
pub(super) fn accessor(
    child: &Resource,
    module: &TokenStream,
    client: &TokenStream,
) -> TokenStream {
    let docs = docs::outer(&child.docs);
    let (name, ty) = (&child.name, &child.type_name);
    quote! {
        #docs
        #[must_use]
        pub fn #name(&self) -> #module::#ty {
            #module::#ty::new(#client)
        }
    }
}
