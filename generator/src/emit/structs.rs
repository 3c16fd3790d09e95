//! Structs, as the runtime's `object!` defines them: a list of members, and what `new` takes.
//!
//! Invariant: a constructor takes exactly the members that `Field::is_asked_for` names, in the order of the spec.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tables::Tables;
use super::{arguments, constants, docs, forms, lints, rust_type, validation, wire_fields};
use crate::ir::{Field, State, Struct, Type, TypeDef};

/// Everything about a struct that is a type of the API.
pub(super) fn emit(def: &TypeDef, shape: &Struct, scope: &mut Scope, tables: &mut Tables) {
    let sent = def.is_serialized().then(|| quote!(Sent));
    let received = def.received.then(|| quote!(Received));
    let abilities: Vec<TokenStream> = sent.into_iter().chain(received).collect();
    object(def, shape, &abilities, |_| None, scope, tables);
    let form = def.form.then(|| forms::of_struct(def, shape));
    tables.items.extend(form);
}

/// The struct with these abilities, and its table of names; `place` is where a member travels, if not in a body.
pub(super) fn object(
    def: &TypeDef,
    shape: &Struct,
    abilities: &[TokenStream],
    place: impl Fn(usize) -> Option<TokenStream>,
    scope: &mut Scope,
    tables: &mut Tables,
) {
    let (docs, name) = (docs::outer(&def.docs), &def.name);
    let deprecated = scope.deprecated(def.deprecated.as_ref());
    let derives = derives(def);
    let unvalidated = unvalidated(def, shape, scope);
    let members: Vec<TokenStream> = (shape.fields.iter().enumerate())
        .map(|(index, field)| member(def, shape, field, place(index), scope))
        .collect();
    let rest = shape.rest.as_ref().map(|rest| {
        let rest = member(def, shape, rest, None, scope);
        quote!(.. { #rest })
    });
    let new = def.sent.then(|| constructor(shape, scope));
    let table = def
        .validated
        .then(|| wire_fields::table(&def.name, wire_fields::members(shape), scope));
    let named = matches!(table, Some(None)).then(|| quote!(Validated));
    let abilities: Vec<&TokenStream> = abilities.iter().chain(&named).collect();
    let abilities = (!abilities.is_empty()).then(|| quote!(: #(#abilities)+*));
    tables.items.extend(table.flatten());
    tables.objects.extend(quote! {
        #docs
        #deprecated
        #derives
        #unvalidated
        pub struct #name #abilities { #(#members),* } #rest
        #new
    });
}

/// What is derived beside what every object has. How it is written and read is none of it: serde's derives are what
/// costs most.
fn derives(def: &TypeDef) -> Option<TokenStream> {
    def.validated.then(|| quote!(#[derive(garde::Validate)]))
}

/// What garde asks for where not every member has a rule.
fn unvalidated(def: &TypeDef, shape: &Struct, scope: &mut Scope) -> Option<TokenStream> {
    let mut unchecked = |field: &Field| validation::attribute(field, scope).is_none();
    (def.validated && members_of(shape).any(&mut unchecked))
        .then(|| quote!(#[garde(allow_unvalidated)]))
}

fn member(
    def: &TypeDef,
    shape: &Struct,
    field: &Field,
    place: Option<TokenStream>,
    scope: &mut Scope,
) -> TokenStream {
    let docs = docs::outer(&field.docs);
    let deprecated = scope.deprecated(field.deprecated.as_ref());
    let garde = def.validated.then(|| validation::attribute(field, scope));
    let garde = garde.flatten();
    let (name, ty) = (&field.name, rust_type::field(field, scope));
    let reader = def.received.then(|| reader(field, scope)).flatten();
    let is_rest = shape.rest.iter().any(|rest| rest.name == field.name);
    let is_named = !is_rest && field.wire != field.name.as_str();
    let wire = (!is_rest).then_some(&field.wire);
    let wire =
        (is_named || place.is_some() || reader.is_some()).then(|| quote!(= #wire #place #reader));
    let given = (def.sent && (is_rest || !field.is_required())).then(|| {
        let given = arguments::given(field, scope);
        quote!(=> #given #deprecated)
    });
    quote! {
        #docs
        #deprecated
        #garde
        pub #name: #ty #wire #given
    }
}

/// How a member is read that may be missing, or that servers do not write as they should.
fn reader(field: &Field, scope: &mut Scope) -> Option<TokenStream> {
    match (field.state, &field.value.ty) {
        (State::Plain, Type::Json) => {
            let objects = scope.runtime("objects");
            Some(quote!(via #objects::OrDefault))
        }
        (State::Plain | State::Optional | State::Nullable, ty) if rust_type::is_decimal(ty) => {
            let decimal = scope.runtime("decimal");
            Some(quote!(via #decimal::Read))
        }
        (State::Plain, Type::DateTime) => {
            let date_time = scope.runtime("date_time");
            Some(quote!(via #date_time::Read))
        }
        (State::Optional | State::Nullable, Type::DateTime) => {
            let date_time = scope.runtime("date_time");
            Some(quote!(via #date_time::ReadOption))
        }
        _ => None,
    }
}

/// What the constructor takes, and what it gives the required members that it does not ask for.
fn constructor(shape: &Struct, scope: &mut Scope) -> TokenStream {
    let fields = shape.fields.iter();
    let required: Vec<&Field> = fields.filter(|field| field.is_asked_for()).collect();
    let many = lints::many_arguments(required.len(), "each of them is required");
    let arguments = required.into_iter().map(|field| {
        let (name, argument) = (&field.name, arguments::required(field, scope));
        let boxed = (field.state == State::Plain && field.value.boxed).then(|| quote!(boxed));
        quote!(#name #boxed (#argument))
    });
    let arguments = quote!(new #many { #(#arguments),* });
    let presets: Vec<TokenStream> = (shape.fields.iter())
        .filter_map(|field| preset(field, scope))
        .collect();
    match presets.as_slice() {
        [] => arguments,
        presets => quote!(#arguments with { #(#presets),* }),
    }
}

/// A member with the value that it has until its setter is called.
fn preset(field: &Field, scope: &mut Scope) -> Option<TokenStream> {
    let value = constants::preset(field, scope)?;
    let (name, given) = (&field.name, arguments::given(field, scope));
    let deprecated = scope.deprecated(field.deprecated.as_ref());
    Some(quote!(#name = #value => #given #deprecated))
}

fn members_of(shape: &Struct) -> impl Iterator<Item = &Field> {
    shape.fields.iter().chain(&shape.rest)
}
