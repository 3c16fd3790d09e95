//! Structs: their definition, constructor and setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{arguments, docs, forms, rust_type, validation, wire_fields};
use crate::ir::{Field, State, Struct, Type, TypeDef};

/// A constructor with more arguments than this is what clippy complains about.
const FEW_ARGUMENTS: usize = 7;

/// So many derives beside those that every type has are too long for a line.
const MANY_DERIVES: usize = 4;

/// Everything about a struct.
pub(super) fn emit(def: &TypeDef, shape: &Struct, scope: &mut Scope) -> TokenStream {
    let definition = definition(def, shape, scope);
    let building = def.sent.then(|| building(def, shape, scope));
    let table = def.validated.then(|| {
        let members = members(shape).map(wire_fields::Member::from);
        wire_fields::table(&def.name, members, scope)
    });
    let form = def.form.then(|| forms::of_struct(def, shape));
    quote!(#definition #building #table #form)
}

fn definition(def: &TypeDef, shape: &Struct, scope: &mut Scope) -> TokenStream {
    let docs = docs::outer(&def.docs);
    let deprecated = scope.deprecated(def.deprecated.as_ref());
    let derives = derives(def, def.sent && shape.default);
    let name = &def.name;
    let declared = shape.fields.iter().map(|field| (field, false));
    let rest = shape.rest.iter().map(|field| (field, true));
    let fields: Vec<TokenStream> = declared
        .chain(rest)
        .map(|(field, rest)| member(def, field, rest, scope))
        .collect();
    let unchecked = |field: &Field| validation::attribute(field, scope).is_none();
    let unvalidated = (def.validated && members(shape).any(unchecked))
        .then(|| quote!(#[garde(allow_unvalidated)]));
    quote! {
        #docs
        #deprecated
        #derives
        #unvalidated
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }
}

/// What is derived for every type.
pub(super) fn common_derives(def: &TypeDef, default: bool) -> TokenStream {
    let common = common(def, default);
    quote!(#[derive(#common)])
}

fn common(def: &TypeDef, default: bool) -> TokenStream {
    let default = default.then(|| quote!(Default,));
    let eq = def.eq.then(|| quote!(, Eq, Hash));
    quote!(Debug, Clone, #default PartialEq #eq)
}

/// What is derived: only what the type's use needs, since every derive costs the SDK's user time.
pub(super) fn derives(def: &TypeDef, default: bool) -> TokenStream {
    let common = common(def, default);
    let wire = [
        (def.is_serialized(), quote!(serde::Serialize)),
        (def.received, quote!(serde::Deserialize)),
        (def.validated, quote!(garde::Validate)),
    ];
    let wire: Vec<TokenStream> = wire
        .into_iter()
        .filter_map(|(wanted, derive)| wanted.then_some(derive))
        .collect();
    // With more of them one attribute would be too long for a line.
    if wire.len() + usize::from(default) + 2 * usize::from(def.eq) < MANY_DERIVES {
        quote!(#[derive(#common #(, #wire)*)])
    } else {
        quote!(#[derive(#common)] #[derive(#(#wire),*)])
    }
}

fn member(def: &TypeDef, field: &Field, rest: bool, scope: &mut Scope) -> TokenStream {
    let docs = docs::outer(&field.docs);
    let deprecated = scope.deprecated(field.deprecated.as_ref());
    let serde = serde_entries(def, field, rest);
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
    let reading = def.received.then(|| reading(field, scope)).flatten();
    let garde = def
        .validated
        .then(|| validation::attribute(field, scope))
        .flatten();
    let name = &field.name;
    let ty = rust_type::field(field, scope);
    quote! {
        #docs
        #deprecated
        #serde
        #reading
        #garde
        pub #name: #ty
    }
}

fn serde_entries(def: &TypeDef, field: &Field, rest: bool) -> Vec<TokenStream> {
    let mut entries = Vec::new();
    if !def.received && !def.is_serialized() {
        return entries;
    }
    if rest {
        entries.push(quote!(flatten));
    } else if field.wire != field.name.unraw() {
        let wire = &field.wire;
        entries.push(quote!(rename = #wire));
    }
    if def.received && reads_missing(field) {
        entries.push(quote!(default));
    }
    let skip = match field.state {
        State::Optional => Some("Option::is_none"),
        State::Patch => Some("Patch::is_leave"),
        State::Plain | State::Nullable | State::Lenient => None,
    };
    if let Some(skip) = skip.filter(|_| def.sent) {
        entries.push(quote!(skip_serializing_if = #skip));
    }
    entries
}

/// How a member is read that servers do not write as they should.
fn reading(field: &Field, scope: &mut Scope) -> Option<TokenStream> {
    if field.value.ty != Type::DateTime {
        return None;
    }
    let attribute = match field.state {
        State::Plain => quote!(#[serde(deserialize_with = "date_time::read")]),
        State::Optional | State::Nullable => {
            quote!(#[serde(default, deserialize_with = "date_time::read_option")])
        }
        State::Patch | State::Lenient => return None,
    };
    scope.runtime("date_time");
    Some(attribute)
}

/// Whether a missing member has to be asked for; a missing `Option` is `None` anyway.
fn reads_missing(field: &Field) -> bool {
    match field.state {
        State::Patch | State::Lenient => true,
        State::Plain => field.value.ty == Type::Json,
        State::Optional | State::Nullable => false,
    }
}

/// The constructor and the setters.
fn building(def: &TypeDef, shape: &Struct, scope: &mut Scope) -> TokenStream {
    let name = &def.name;
    let optional = shape.fields.iter().chain(&shape.rest);
    let (listed, renamed): (Vec<&Field>, Vec<&Field>) = optional
        .filter(|field| !is_required(shape, field))
        .partition(|field| field.setter == field.name);
    let constructor = (!shape.default).then(|| constructor(shape, scope));
    let renamed: Vec<TokenStream> = renamed
        .into_iter()
        .map(|field| setter(field, scope))
        .collect();
    let written = (constructor.is_some() || !renamed.is_empty())
        .then(|| quote!(impl #name { #constructor #(#renamed)* }));
    let listed = listed.into_iter().map(|field| listed_setter(field, scope));
    let listed: Vec<TokenStream> = listed.collect();
    let setters = (shape.default || !listed.is_empty()).then(|| {
        let (setters, default) = (
            scope.runtime("setters"),
            shape.default.then(|| quote!(: Default)),
        );
        quote!(#setters! { #name #default { #(#listed),* } })
    });
    quote!(#written #setters)
}

fn constructor(shape: &Struct, scope: &mut Scope) -> TokenStream {
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    for field in &shape.fields {
        if is_required(shape, field) {
            let argument = arguments::required(field, scope);
            parameters.push(argument.parameter());
            values.push(argument.initializer());
        } else {
            values.push(left_out(field, scope));
        }
    }
    values.extend(shape.rest.iter().map(|rest| left_out(rest, scope)));
    let expectation = many_arguments(parameters.len());
    quote! {
        /// Creates it from what is required; everything else is left out.
        #expectation
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#values),* }
        }
    }
}

fn many_arguments(count: usize) -> Option<TokenStream> {
    let reason = "each of them is required";
    (count > FEW_ARGUMENTS).then(|| quote!(#[expect(clippy::too_many_arguments, reason = #reason)]))
}

fn left_out(field: &Field, scope: &mut Scope) -> TokenStream {
    let name = &field.name;
    match field.state {
        State::Optional | State::Nullable => quote!(#name: None),
        State::Patch => {
            let patch = scope.runtime("Patch");
            quote!(#name: #patch::Leave)
        }
        State::Plain | State::Lenient => quote!(#name: Default::default()),
    }
}

/// A setter that is called like its member, for the runtime's macro.
fn listed_setter(field: &Field, scope: &mut Scope) -> TokenStream {
    let deprecated = scope.deprecated(field.deprecated.as_ref());
    let argument = arguments::setter(field, scope);
    let (parameter, value) = (argument.parameter(), argument.value());
    quote!(#deprecated #parameter = #value)
}

/// A setter with a name of its own.
fn setter(field: &Field, scope: &mut Scope) -> TokenStream {
    let name = &field.name;
    let setter = &field.setter;
    let docs = docs::line(&format!("Sets `{}`.", name.unraw()));
    let deprecated = scope.deprecated(field.deprecated.as_ref());
    let argument = arguments::setter(field, scope);
    let parameter = argument.parameter();
    let value = argument.value();
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter(mut self, #parameter) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn members(shape: &Struct) -> impl Iterator<Item = &Field> {
    shape.fields.iter().chain(&shape.rest)
}

/// Whether the constructor asks for it.
fn is_required(shape: &Struct, field: &Field) -> bool {
    !shape.default && matches!(field.state, State::Plain | State::Nullable)
}
