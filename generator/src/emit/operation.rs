//! The methods of a resource, as a table for the runtime's `operations!`, and the headers of their answers.
//!
//! Invariant: a path argument has a type and a step of its own exactly if the macro does not fill it in.

use proc_macro2::{Ident as Name, Literal, Span, TokenStream};
use quote::quote;

use super::error_docs::with_errors;
use super::scope::Scope;
use super::{body, docs, lints, rust_type, validation};
use crate::ir::{
    Content, HeaderReading, Operation, Page, PathParam, PathSpelling, PathStyle, Success, Type,
};
use crate::names::Ident;

/// The methods of a resource, whose client is in the field of that name, or is `self`.
pub(super) fn table(
    resource: &Ident,
    client: &TokenStream,
    operations: &[Operation],
    scope: &mut Scope,
) -> Option<TokenStream> {
    if operations.is_empty() {
        return None;
    }
    let methods: Vec<TokenStream> = operations
        .iter()
        .map(|operation| entry(operation, scope))
        .collect();
    Some(quote!(
        operations! { #resource via #client { #(#methods)* } }
    ))
}

fn entry(operation: &Operation, scope: &mut Scope) -> TokenStream {
    let docs = docs::outer(&with_errors(&operation.docs, &operation.errors));
    let deprecated = docs::deprecated(operation.deprecated.as_ref());
    let (name, method) = (
        &operation.name,
        Name::new(&operation.method, Span::call_site()),
    );
    let (path, id) = (&operation.path, &operation.id);
    let security = operation.security.iter().map(|schemes| {
        let schemes = schemes.iter().copied().map(Literal::usize_unsuffixed);
        quote!([#(#schemes),*])
    });
    let idempotent = operation.idempotent.then(|| quote!(idempotent));
    let parameters = parameters(operation, scope);
    let many = lints::many_arguments(
        parameters.len() + 1,
        "each of them is a part of the request",
    );
    let like_a_trait = lints::like_a_trait(operation, parameters.len());
    let answer = answer(&operation.success, scope);
    let steps = steps(operation, scope);
    quote! {
        #docs
        #deprecated
        #many
        #like_a_trait
        pub fn #name(#(#parameters),*) -> #answer {
            #method #path #id [#(#security),*] #idempotent => #steps
        }
    }
}

/// The headers of the answers of a resource's methods, as its constants.
pub(super) fn headers(
    resource: &Ident,
    operations: &[Operation],
    scope: &mut Scope,
) -> Option<TokenStream> {
    let headers = operations.iter().flat_map(|operation| &operation.headers);
    let headers: Vec<TokenStream> = headers
        .map(|header| {
            let docs = docs::outer(&header.docs);
            let (constant, wire) = (&header.constant, &header.wire);
            let ty = rust_type::item(&header.value, scope);
            let reading = reading(header.reading);
            quote!(#docs #constant: #ty = #reading #wire)
        })
        .collect();
    (!headers.is_empty()).then(|| quote!(response_headers! { #resource { #(#headers),* } }))
}

/// The constructor of the runtime's `ResponseHeader`, where it is not `new`.
fn reading(reading: HeaderReading) -> Option<Name> {
    let constructor = match reading {
        HeaderReading::One => return None,
        HeaderReading::List => "list",
        HeaderReading::Json => "json",
    };
    Some(Name::new(constructor, Span::call_site()))
}

fn parameters(operation: &Operation, scope: &mut Scope) -> Vec<TokenStream> {
    let path = operation.path_params.iter();
    let mut parameters: Vec<TokenStream> = path.map(|param| path_parameter(param, scope)).collect();
    parameters.extend(operation.params.as_ref().map(|params| {
        let ty = &params.type_name;
        quote!(params: #ty)
    }));
    parameters.extend(operation.body.as_ref().map(|body| {
        let ty = body::argument_type(body, scope);
        quote!(body: #ty)
    }));
    parameters
}

/// A part of the path, without a type where the macro fills it in.
fn path_parameter(param: &PathParam, scope: &mut Scope) -> TokenStream {
    let name = &param.name;
    if is_filled_in(param) {
        return quote!(#name);
    }
    let ty = match &param.value.ty {
        Type::String => quote!(impl std::fmt::Display),
        ty => rust_type::unboxed(ty, scope),
    };
    if is_converted(param) {
        quote!(#name: impl Into<#ty>)
    } else {
        quote!(#name: #ty)
    }
}

/// Whether a parameter needs no step of its own: it is any text, and called as in the template.
fn is_filled_in(param: &PathParam) -> bool {
    let is_text = param.value.ty == Type::String && param.spelling.is_none();
    is_text && param.name.as_str() == param.wire && param.value.rules.is_empty()
}

/// Whether callers often have something else that converts into it.
fn is_converted(param: &PathParam) -> bool {
    let ty = &param.value.ty;
    matches!(
        ty,
        Type::Named { .. } | Type::List(_) | Type::Map(_) | Type::Json
    )
}

fn answer(success: &Success, scope: &mut Scope) -> TokenStream {
    match success {
        Success::Page(page) => {
            let item = rust_type::item(&page.item, scope);
            let page = scope.runtime("Page");
            quote!(#page<#item>)
        }
        Success::ByStatus(answers) => {
            let name = &answers.type_name;
            quote!(#name)
        }
        Success::One(content) => rust_type::content(content, scope),
    }
}

/// The calls on the runtime's `Call`, in the order in which the request is built.
fn steps(operation: &Operation, scope: &mut Scope) -> TokenStream {
    let path: Vec<TokenStream> = operation
        .path_params
        .iter()
        .filter(|param| !is_filled_in(param))
        .map(|param| path_step(param, scope))
        .collect();
    let params = operation.params.as_ref().map(|params| {
        let ty = &params.type_name;
        let step = if params.validated {
            quote!(validated_params)
        } else {
            quote!(params)
        };
        quote!(.#step(&params, #ty::WIRE))
    });
    let body = operation.body.as_ref().map(|body| body::steps(body, scope));
    let returns = match &operation.success {
        Success::Page(page) => {
            let paging = paging(page, scope);
            quote!(.returns_page(#paging))
        }
        Success::ByStatus(_) => quote!(.returns_by_status()),
        Success::One(Content::Json(value)) if rust_type::is_decimal(&value.ty) => {
            quote!(.returns_decimals())
        }
        Success::One(Content::Json(value)) if value.ty == Type::String && !value.nullable => {
            quote!(.returns_string())
        }
        Success::One(Content::Json(_)) => quote!(.returns_json()),
        Success::One(Content::Empty) => quote!(.returns_nothing()),
        Success::One(Content::Text) => quote!(.returns_text()),
        Success::One(Content::Bytes) => quote!(.returns_bytes()),
    };
    let accept = operation.accept.as_ref();
    let accept = accept.map(|media_types| quote!(.accept(#media_types)));
    quote!(#(#path)* #params #body #accept #returns)
}

fn path_step(param: &PathParam, scope: &mut Scope) -> TokenStream {
    let (name, wire) = (&param.name, &param.wire);
    let checked = checked(param, scope);
    let Some(PathSpelling { style, explode }) = param.spelling else {
        return match is_converted(param) {
            true => quote!(.path(#wire, #name.into())),
            false => quote!(#checked.path(#wire, #name)),
        };
    };
    let value = match &param.value.ty {
        Type::String => quote!(#name.to_string()),
        _ if is_converted(param) => quote!(#name.into()),
        _ => quote!(#name),
    };
    let style = match style {
        PathStyle::Simple => "Simple",
        PathStyle::Label => "Label",
        PathStyle::Matrix => "Matrix",
        PathStyle::Json => "Json",
    };
    let (path_style, style) = (
        scope.runtime("PathStyle"),
        Name::new(style, Span::call_site()),
    );
    quote!(#checked.path_spelled(#wire, &#value, #path_style::#style, #explode))
}

/// The step that checks a parameter, if there is something to check.
fn checked(param: &PathParam, scope: &mut Scope) -> Option<TokenStream> {
    let PathParam {
        name, wire, value, ..
    } = param;
    if value.rules.is_empty() {
        return None;
    }
    let rules = validation::list(value, scope);
    let value = match &value.ty {
        Type::String => quote!(#name.to_string().as_str()),
        _ => quote!(&#name),
    };
    Some(quote!(.checked(#wire, #value, #rules)))
}

/// How the pages are spelled.
fn paging(page: &Page, scope: &mut Scope) -> TokenStream {
    let paging = scope.runtime("Paging");
    let offset = page.offset.as_ref().map(|offset| quote!(.offset(#offset)));
    quote!(#paging::new() #offset)
}
