//! The tables that turn garde's paths, which are in Rust names, into JSON paths.
//!
//! Invariant: a member has an entry exactly if its two names differ or it leads to a type with rules of its own.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::Scope;
use crate::ir::{Field, Struct, Type, Value};
use crate::names::Ident;

/// A member of a type, as far as its path is concerned.
pub(super) struct Member<'a> {
    /// Its Rust name.
    pub(super) name: &'a Ident,
    /// Its JSON name; `None` for the one that holds all members without a field of their own.
    pub(super) wire: Option<&'a str>,
    /// What it holds.
    pub(super) value: &'a Value,
}

/// The members of a struct.
pub(super) fn members(shape: &Struct) -> impl Iterator<Item = Member<'_>> {
    let fields = shape.fields.iter();
    let fields = fields.map(|field| Member::new(field, Some(&field.wire)));
    fields.chain(shape.rest.iter().map(|rest| Member::new(rest, None)))
}

impl<'a> Member<'a> {
    fn new(field: &'a Field, wire: Option<&'a str>) -> Self {
        Self {
            name: &field.name,
            wire,
            value: &field.value,
        }
    }
}

/// The implementation that names a type's members as JSON does; `None` if the trait's own names them.
pub(super) fn table<'a>(
    ty: &Ident,
    members: impl Iterator<Item = Member<'a>>,
    scope: &mut Scope,
) -> Option<TokenStream> {
    let entries: Vec<TokenStream> = members
        .filter_map(|member| wire_field(&member, scope))
        .collect();
    (!entries.is_empty()).then(|| implementation(ty, &entries))
}

/// The implementation for a union or a body whose payloads leave no name in a path.
pub(super) fn payloads<'a>(
    ty: &Ident,
    payloads: impl Iterator<Item = &'a Value>,
    scope: &mut Scope,
) -> TokenStream {
    let types: BTreeSet<(&Ident, usize)> = payloads
        .filter_map(|payload| Some((validated_type(payload)?, maps_around(payload))))
        .collect();
    let entries: Vec<TokenStream> = types
        .into_iter()
        .map(|(child, maps)| {
            let (child, wire_field) = (scope.api_type(child), scope.runtime("WireField"));
            let maps = in_maps(maps);
            quote!(#wire_field::payload::<#child>()#maps)
        })
        .collect();
    if entries.is_empty() {
        let validated = scope.runtime("Validated");
        return quote!(impl #validated for #ty {});
    }
    implementation(ty, &entries)
}

fn implementation(ty: &Ident, entries: &[TokenStream]) -> TokenStream {
    quote!(wire_fields! { #ty { #(#entries),* } })
}

fn wire_field(member: &Member, scope: &mut Scope) -> Option<TokenStream> {
    let rust = member.name.as_str();
    let child = validated_type(member.value);
    if child.is_none() && member.wire == Some(rust) {
        return None;
    }
    let wire_field = scope.runtime("WireField");
    let start = match member.wire {
        Some(wire) => quote!(#wire_field::new(#rust, #wire)),
        None => quote!(#wire_field::rest(#rust)),
    };
    let Some(child) = child else {
        return Some(start);
    };
    let child = scope.api_type(child);
    let maps = in_maps(maps_around(member.value));
    Some(match member.wire {
        Some(wire) => quote!(#wire_field::nested::<#child>(#rust, #wire)#maps),
        None => quote!(#start.of::<#child>()#maps),
    })
}

fn in_maps(maps: usize) -> Option<TokenStream> {
    let count = Literal::usize_unsuffixed(maps);
    (maps > 0).then(|| quote!(.in_maps(#count)))
}

/// How many maps are around the type with rules: their keys stand in garde's paths.
fn maps_around(value: &Value) -> usize {
    match &value.ty {
        Type::List(item) => maps_around(item),
        Type::Map(item) => 1 + maps_around(item),
        _ => 0,
    }
}

/// The type with rules that a value is or holds.
pub(super) fn validated_type(value: &Value) -> Option<&Ident> {
    match &value.ty {
        Type::List(item) | Type::Map(item) => validated_type(item),
        Type::Named {
            name,
            validated: true,
        } => Some(name),
        _ => None,
    }
}
