//! What can be decided only when all types are known: boxes, where validation reaches, and what carries it in a body.
//!
//! Invariant: every type has a size, and a flag is set on a type exactly if something at or below it asks
//! for it.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graphmap::DiGraphMap;

use crate::ir::{Api, Body, Encoding, Field, Operation, Shape, Type, TypeDef, Value};
use crate::names::{self, Kind};

/// Sorts the types and decides their flags and boxes.
pub(super) fn finish(mut types: Vec<TypeDef>) -> Vec<TypeDef> {
    types.sort_by(|a, b| a.name.cmp(&b.name));
    box_recursion(&mut types);
    let validated = closure(&types, |ty| ty.sent && values(ty).any(has_rules));
    for ty in &mut types {
        ty.validated = ty.sent && validated.contains(ty.name.as_str());
    }
    types
}

/// Writes on every reference whether its definition is validated, and on operations whether what they send is.
pub(super) fn mark_validated(api: &mut Api) {
    let validated: BTreeSet<String> = api
        .types
        .iter()
        .filter(|ty| ty.validated)
        .map(|ty| ty.name.as_str().to_owned())
        .collect();
    for ty in &mut api.types {
        values_mut(ty).for_each(|value| mark(value, &validated));
    }
    api.root
        .each_operation_mut(&mut |operation| mark_operation(operation, &validated));
}

/// Writes on every type whether an operation sends it as a form, and on every union whether it is a body that may be left out.
pub(super) fn mark_bodies(api: &mut Api) {
    let forms = bodies(api, |body| {
        matches!(body.encoding, Encoding::Form(_) | Encoding::Multipart(_))
    });
    let optional = bodies(api, |body| {
        body.optional && matches!(body.value.ty, Type::Named { .. })
    });
    for ty in &mut api.types {
        ty.form = forms.contains(ty.name.as_str());
        if let Shape::Union(union) = &mut ty.shape {
            union.optional = optional.contains(ty.name.as_str());
        }
    }
}

/// The types of the bodies of a kind.
fn bodies(api: &Api, is_one: impl Fn(&Body) -> bool) -> BTreeSet<String> {
    let bodies = api
        .operations()
        .filter_map(|operation| operation.body.as_ref());
    let types = bodies
        .filter(|body| is_one(body))
        .filter_map(|body| named(&body.value));
    types.map(str::to_owned).collect()
}

fn mark(value: &mut Value, validated: &BTreeSet<String>) {
    match &mut value.ty {
        Type::Named {
            name,
            validated: flag,
        } => *flag = validated.contains(name.as_str()),
        Type::List(item) | Type::Map(item) => mark(item, validated),
        _ => {}
    }
}

fn mark_operation(operation: &mut Operation, validated: &BTreeSet<String>) {
    if let Some(body) = &mut operation.body {
        mark(&mut body.value, validated);
        body.validated = is_validated(&body.value);
        body.wrapper = needs_wrapper(body)
            .then(|| names::joined(Kind::Type, &[operation.name.unraw(), "Body"]));
    }
    for param in &mut operation.path_params {
        mark(&mut param.value, validated);
    }
    if let Some(params) = &mut operation.params {
        for param in &mut params.params {
            mark(&mut param.field.value, validated);
        }
        params.validated = params
            .params
            .iter()
            .any(|param| is_validated(&param.field.value));
    }
}

/// Whether a body has rules that no type of its own carries. Those of a text are checked as it is sent.
fn needs_wrapper(body: &Body) -> bool {
    let has_type = matches!(body.value.ty, Type::Named { .. });
    body.validated && !has_type && body.encoding != Encoding::Text
}

fn is_validated(value: &Value) -> bool {
    let below = match &value.ty {
        Type::Named { validated, .. } => *validated,
        Type::List(item) | Type::Map(item) => is_validated(item),
        _ => false,
    };
    below || !value.rules.is_empty()
}

/// The types for which `starts` holds, and all that hold one of them.
fn closure(types: &[TypeDef], starts: impl Fn(&TypeDef) -> bool) -> BTreeSet<String> {
    let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for ty in types {
        for used in values(ty).flat_map(|value| named(value)) {
            holders.entry(used).or_default().push(ty.name.as_str());
        }
    }
    let mut open: Vec<&str> = types
        .iter()
        .filter(|ty| starts(ty))
        .map(|ty| ty.name.as_str())
        .collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name.to_owned()) {
            open.extend(holders.get(name).into_iter().flatten());
        }
    }
    found
}

fn fields(ty: &TypeDef) -> impl Iterator<Item = &Field> {
    let fields = match &ty.shape {
        Shape::Struct(shape) => Some(shape.fields.iter().chain(&shape.rest)),
        _ => None,
    };
    fields.into_iter().flatten()
}

/// The values of a type: its members, or the payloads of its variants.
pub(super) fn values(ty: &TypeDef) -> impl Iterator<Item = &Value> {
    let payloads = match &ty.shape {
        Shape::Union(union) => union.variants.as_slice(),
        _ => &[],
    };
    fields(ty)
        .map(|field| &field.value)
        .chain(payloads.iter().map(|variant| &variant.value))
}

fn values_mut(ty: &mut TypeDef) -> Box<dyn Iterator<Item = &mut Value> + '_> {
    match &mut ty.shape {
        Shape::Struct(shape) => Box::new(
            shape
                .fields
                .iter_mut()
                .chain(&mut shape.rest)
                .map(|field| &mut field.value),
        ),
        Shape::Union(union) => {
            Box::new(union.variants.iter_mut().map(|variant| &mut variant.value))
        }
        Shape::Enum(_) => Box::new(std::iter::empty()),
    }
}

/// The definition that a value refers to, itself or by what it is a list or map of.
pub(super) fn named(value: &Value) -> Option<&str> {
    match &value.ty {
        Type::Named { name, .. } => Some(name.as_str()),
        Type::List(item) | Type::Map(item) => named(item),
        _ => None,
    }
}

/// Whether a value is checked, not counting the rules of its type.
pub(super) fn has_rules(value: &Value) -> bool {
    !value.rules.is_empty()
        || match &value.ty {
            Type::List(item) | Type::Map(item) => has_rules(item),
            _ => false,
        }
}

/// Boxes every direct use by which a type would hold itself.
fn box_recursion(types: &mut [TypeDef]) {
    let groups = recursive_groups(types);
    for ty in types {
        let own = groups.get(ty.name.as_str()).copied();
        for value in values_mut(ty) {
            if let Type::Named { name, .. } = &value.ty {
                value.boxed = own.is_some() && groups.get(name.as_str()).copied() == own;
            }
        }
    }
}

/// Numbers the groups of types that hold each other directly; a type that cannot hold itself is in none.
fn recursive_groups(types: &[TypeDef]) -> BTreeMap<String, usize> {
    let mut graph = DiGraphMap::<&str, ()>::new();
    for ty in types {
        for value in values(ty) {
            if let Type::Named { name, .. } = &value.ty {
                graph.add_edge(ty.name.as_str(), name.as_str(), ());
            }
        }
    }
    // Kosaraju's algorithm, since a chain of types may be longer than the call stack is deep.
    let groups = petgraph::algo::kosaraju_scc(&graph).into_iter().enumerate();
    groups
        .filter(|(_, group)| {
            group.len() > 1 || group.iter().any(|name| graph.contains_edge(name, name))
        })
        .flat_map(|(number, group)| group.into_iter().map(move |name| (name.to_owned(), number)))
        .collect()
}
