//! The struct of an operation's query, header and cookie parameters, and how each of them is spelled.

use proc_macro2::{Ident as Name, Span, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::structs;
use crate::ir::{Docs, Operation, Param, Params, Place, Resource, Shape, Struct, Style, TypeDef};

/// The struct and its table.
pub(super) fn emit(
    resource: &Resource,
    operation: &Operation,
    params: &Params,
    scope: &mut Scope,
) -> TokenStream {
    let shape = Struct {
        fields: params
            .params
            .iter()
            .map(|param| param.field.clone())
            .collect(),
        rest: None,
        default: params.default,
    };
    let definition = structs::emit(&type_def(resource, operation, params), &shape, scope);
    let table = table(params, scope);
    quote!(#definition #table)
}

/// The struct as any other that is sent.
fn type_def(resource: &Resource, operation: &Operation, params: &Params) -> TypeDef {
    let method = format!("{}::{}", resource.type_name.unraw(), operation.name.unraw());
    TypeDef {
        name: params.type_name.clone(),
        module: resource.name.clone(),
        pointer: String::new(),
        docs: Docs(vec![format!("What [`{method}`] can be asked for.")]),
        deprecated: None,
        sent: true,
        received: false,
        validated: params.validated,
        eq: false,
        form: false,
        shape: Shape::Struct(Struct {
            fields: Vec::new(),
            rest: None,
            default: params.default,
        }),
    }
}

fn table(params: &Params, scope: &mut Scope) -> TokenStream {
    let ty = &params.type_name;
    let entries: Vec<TokenStream> = params
        .params
        .iter()
        .map(|param| entry(param, scope))
        .collect();
    let param = scope.runtime("Param");
    quote! {
        impl #ty {
            const WIRE: &'static [#param] = &[#(#entries),*];
        }
    }
}

fn entry(param: &Param, scope: &mut Scope) -> TokenStream {
    let ty = scope.runtime("Param");
    let place = match param.place {
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    let place = Name::new(place, Span::call_site());
    let wire = &param.field.wire;
    let style = (param.style != usual_style(param.place)).then(|| {
        let style = style(param.style, scope);
        quote!(.style(#style))
    });
    quote!(#ty::#place(#wire) #style)
}

/// What the runtime assumes where nothing is said: OpenAPI's defaults.
fn usual_style(place: Place) -> Style {
    match place {
        Place::Query | Place::Cookie => Style::Repeated,
        Place::Header => Style::Comma,
    }
}

/// The runtime's name for a style.
pub(super) fn style(style: Style, scope: &mut Scope) -> TokenStream {
    let ty = scope.runtime("Style");
    let name = match style {
        Style::Repeated => "Repeated",
        Style::Comma => "Comma",
        Style::Pairs => "Pairs",
        Style::Space => "Space",
        Style::Pipe => "Pipe",
        Style::Deep => "Deep",
        Style::Json => "Json",
    };
    let name = Name::new(name, Span::call_site());
    quote!(#ty::#name)
}
