//! One call of the API as a program, for the README: the SDK's documentation tests compile it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{operation, rust_type};
use crate::ir::{Api, Operation, Resource, Success, Type};

/// A function that makes one call; its parameters stand for whatever the caller has. `None` for an API
/// without operations, and for a package whose name is no identifier.
pub(super) fn emit(api: &Api) -> Option<TokenStream> {
    let krate: syn::Ident = syn::parse_str(&api.package.name.replace('-', "_")).ok()?;
    let (resource, operation) = first_operation(&api.root)?;
    let none = BTreeSet::new();
    let mut scope = Scope::elsewhere(&none);
    let parameters = parameters(&krate, resource, operation, &mut scope);
    let call = call(resource, operation);
    let types = scope.names_types().then(|| quote!(, types));
    Some(quote! {
        use #krate::{Client, Error #types};

        async fn example(#(#parameters),*) -> Result<(), Error> {
            let client = Client::from_env()?;
            #call
            Ok(())
        }
    })
}

/// The first in the tree that is not deprecated.
fn first_operation(resource: &Resource) -> Option<(&Resource, &Operation)> {
    resource
        .operations
        .iter()
        .find(|operation| operation.deprecated.is_none())
        .map(|operation| (resource, operation))
        .or_else(|| resource.children.iter().find_map(first_operation))
}

fn parameters(
    krate: &syn::Ident,
    resource: &Resource,
    operation: &Operation,
    scope: &mut Scope,
) -> Vec<TokenStream> {
    let path = operation.path_params.iter().map(|param| {
        let name = &param.name;
        let ty = match &param.value.ty {
            Type::String => quote!(&str),
            ty => rust_type::unboxed(ty, scope),
        };
        quote!(#name: #ty)
    });
    let mut parameters: Vec<TokenStream> = path.collect();
    parameters.extend(operation.params.as_ref().map(|params| {
        let (modules, ty) = (modules(resource), &params.type_name);
        quote!(params: #krate #modules::#ty)
    }));
    parameters.extend(operation.body.as_ref().map(|body| {
        let ty = operation::body_value(body, scope);
        quote!(body: #ty)
    }));
    parameters
}

/// Where the structs of a resource's parameters are; those of the client itself are at the root.
fn modules(resource: &Resource) -> TokenStream {
    let path = &resource.path;
    let resources = (!path.is_empty()).then(|| quote!(::resources));
    quote!(#resources #(::#path)*)
}

fn call(resource: &Resource, operation: &Operation) -> TokenStream {
    let (accessors, method) = (&resource.path, &operation.name);
    let path = operation.path_params.iter().map(|param| {
        let name = &param.name;
        quote!(#name)
    });
    let params = operation.params.iter().map(|_| quote!(params));
    let body = operation.body.iter().map(|_| quote!(body));
    let arguments = path.chain(params).chain(body);
    let call = quote!(client #(.#accessors())* .#method(#(#arguments),*).await?);
    match operation.success {
        Success::Empty => quote!(#call;),
        _ => quote!(let answer = #call; println!("{answer:?}");),
    }
}
