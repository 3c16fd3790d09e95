//! `src/resources/`: one file for each resource, with its methods and the accessors of what is below it.
//!
//! Invariant: a file stands where the accessors lead, and its `mod` line is in the file of what is above it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tables::Tables;
use super::{SourceFile, body, by_status, docs, lints, operation, overview, params};
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
    let children = resource.children.iter().map(|child| &child.name);
    let mut scope = Scope::of_resource(children, deprecated_types);
    let items = items(resource, &mut scope);
    let imports = scope.imports();
    let docs = docs::inner(&resource.docs);
    files.push(SourceFile::rust(
        path(resource),
        quote!(#docs #(#lines)* #imports #items),
    ));
    let (name, allowance) = (&resource.name, scope.allowance());
    let above = resource.path.iter().rev().nth(1);
    let inception = lints::inception(name, above.map_or("resources", Ident::unraw));
    quote!(#allowance #inception pub mod #name;)
}

fn path(resource: &Resource) -> String {
    let parts: Vec<&str> = resource.path.iter().map(Ident::unraw).collect();
    format!("src/resources/{}.rs", parts.join("/"))
}

fn items(resource: &Resource, scope: &mut Scope) -> TokenStream {
    let docs = docs::outer(&resource.docs);
    let name = &resource.type_name;
    let children = resource.children.iter().map(|child| {
        let (docs, module, ty) = (docs::outer(&child.docs), &child.name, &child.type_name);
        quote!(#docs #module: #module::#ty)
    });
    let headers = operation::headers(name, &resource.operations, scope);
    let methods = operation::table(name, &quote!(client), &resource.operations, scope);
    let supporting = supporting(resource, scope);
    quote! {
        resource! {
            #docs
            pub struct #name { #(#children),* }
        }

        #methods
        #headers
        #supporting
    }
}

/// What the methods of a resource take and answer, where that is no type of the API.
pub(super) fn supporting(resource: &Resource, scope: &mut Scope) -> Tables {
    let mut tables = Tables::default();
    for operation in &resource.operations {
        if let Some(params) = &operation.params {
            params::emit(resource, operation, params, scope, &mut tables);
        }
        if let Some(body) = &operation.body {
            tables.items.extend(body::wrapper(body, scope));
        }
        by_status::emit(resource, operation, scope, &mut tables);
    }
    tables
}
