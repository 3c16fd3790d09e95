//! The struct of an operation's query, header and cookie parameters, and how each of them is spelled.
//!
//! Invariant: nothing is said of a parameter that travels as the runtime assumes it: in the query, in OpenAPI's
//! default style.

use proc_macro2::{Ident as Name, Span, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::structs;
use super::tables::Tables;
use crate::ir::{Docs, Operation, Param, Params, Place, Resource, Shape, Style, TypeDef};

/// The struct. Members travel in the query unless it says otherwise.
pub(super) fn emit(
    resource: &Resource,
    operation: &Operation,
    params: &Params,
    scope: &mut Scope,
    tables: &mut Tables,
) {
    let shape = params.shape();
    let def = type_def(resource, operation, params);
    let place = |index| params.params.get(index).and_then(place);
    let abilities = [quote!(Params)];
    structs::object(&def, &shape, &abilities, place, scope, tables);
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
        form: false,
        shape: Shape::Struct(Box::new(params.shape())),
    }
}

/// Where a parameter travels and how it is spelled, where that is not the usual way.
fn place(param: &Param) -> Option<TokenStream> {
    let place = match param.place {
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    let place = Name::new(place, Span::call_site());
    let style = (param.style != usual_style(param.place)).then(|| {
        let style = style_name(param.style);
        quote!((#style))
    });
    let is_usual = param.place == Place::Query && style.is_none();
    (!is_usual).then(|| quote!(in #place #style))
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
    let (ty, name) = (scope.runtime("Style"), style_name(style));
    quote!(#ty::#name)
}

fn style_name(style: Style) -> Name {
    let name = match style {
        Style::Repeated => "Repeated",
        Style::Comma => "Comma",
        Style::Pairs => "Pairs",
        Style::Space => "Space",
        Style::Pipe => "Pipe",
        Style::Deep => "Deep",
        Style::Json => "Json",
    };
    Name::new(name, Span::call_site())
}
