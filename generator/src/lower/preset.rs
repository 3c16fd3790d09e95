//! What constructors give required members without asking: their default, or the only value that they may have.
//!
//! Invariant: a preset is what the description says the value is where callers say nothing, and one that they may send. A
//! constructor asks for every other required member, and what asks for nothing has a default itself.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Number, Value as Json};

use super::validation;
use crate::ir::{
    Api, Constant, Enum, Field, Repr, Resource, Rule, Shape, State, TagValues, Tagging, Type,
    TypeDef,
};
use crate::names::Ident;

/// The enums by their names.
type Enums = BTreeMap<Ident, Enum>;

/// Decides the presets of everything that has a constructor.
pub(super) fn mark(api: &mut Api) {
    let enums = api.types.iter().filter_map(of_enum).collect();
    let tags = tags(&api.types);
    for def in &mut api.types {
        if let Shape::Struct(shape) = &mut def.shape {
            if def.sent {
                let fields = shape.fields.iter_mut();
                fields.for_each(|field| take_tag(field, &def.name, &tags));
            }
            shape.default = mark_fields(shape.fields.iter_mut(), &enums);
        }
    }
    mark_resource(&mut api.root, &enums);
}

/// What the members are called that tell the payloads of unions apart, and the values that they may have.
type Tags = BTreeMap<Ident, BTreeMap<String, BTreeSet<(String, TagValues)>>>;

/// The tags of all payloads.
fn tags(types: &[TypeDef]) -> Tags {
    let mut tags = Tags::new();
    for def in types {
        let Shape::Union(union) = &def.shape else {
            continue;
        };
        let Tagging::Internal { tag, values } = &union.tagging else {
            continue;
        };
        for variant in &union.variants {
            if let Type::Named { name, .. } = &variant.value.ty {
                let members = tags.entry(name.clone()).or_default();
                let known = members.entry(tag.clone()).or_default();
                known.extend(variant.tags.iter().map(|text| (text.clone(), *values)));
            }
        }
    }
    tags
}

/// A tag with one value says what a payload is: the union writes it whatever the payload says.
fn take_tag(field: &mut Field, owner: &Ident, tags: &Tags) {
    let known = tags.get(owner).and_then(|members| members.get(&field.wire));
    let only = known
        .filter(|known| known.len() == 1)
        .and_then(BTreeSet::first);
    if let Some((text, values)) = only
        && field.state == State::Plain
        && field.default.is_none()
    {
        field.default = Some(match values {
            TagValues::Strings => Json::String(text.clone()),
            // Null for what a mapping calls by another word, which no member is preset to.
            TagValues::Integers | TagValues::Booleans => text.parse().unwrap_or_default(),
        });
    }
}

/// An enum whose values may be preset: the caller who knows a better one need not see a deprecated one.
fn of_enum(def: &TypeDef) -> Option<(Ident, Enum)> {
    match &def.shape {
        Shape::Enum(shape) if def.sent && def.deprecated.is_none() => {
            Some((def.name.clone(), shape.clone()))
        }
        _ => None,
    }
}

fn mark_resource(resource: &mut Resource, enums: &Enums) {
    let operations = resource.operations.iter_mut();
    for params in operations.filter_map(|operation| operation.params.as_mut()) {
        let fields = params.params.iter_mut().map(|param| &mut param.field);
        params.default = mark_fields(fields, enums);
    }
    for child in &mut resource.children {
        mark_resource(child, enums);
    }
}

/// Whether nothing is asked for.
fn mark_fields<'f>(fields: impl Iterator<Item = &'f mut Field>, enums: &Enums) -> bool {
    let mut asks = false;
    for field in fields {
        field.preset = constant(field, enums);
        asks |= field.is_asked_for();
    }
    !asks
}

/// The default of a field as code, if it is short to write.
fn constant(field: &Field, enums: &Enums) -> Option<Constant> {
    let rules = &field.value.rules;
    match (&field.value.ty, field.default.as_ref()?) {
        (_, Json::Null) => (field.state == State::Nullable).then_some(Constant::Null),
        (Type::Bool, Json::Bool(value)) => Some(Constant::Bool(*value)),
        (Type::String, Json::String(text)) => {
            (!rules.contains(&Rule::Uri)).then(|| Constant::Text(text.clone()))
        }
        (Type::List(_), Json::Array(items)) => items.is_empty().then_some(Constant::EmptyList),
        (Type::Map(_), Json::Object(members)) => members.is_empty().then_some(Constant::EmptyMap),
        (Type::Named { name, .. }, value) => variant(name, enums.get(name)?, value),
        (ty, Json::Number(value)) => number(value, ty),
        _ => None,
    }
}

/// A number as a literal of its type, if that can hold it.
fn number(value: &Number, ty: &Type) -> Option<Constant> {
    if *ty == Type::F64 {
        return value.as_f64().map(validation::float).map(Constant::Number);
    }
    let whole = crate::load::Number::from(value.clone()).as_integer();
    let holds =
        |limits: std::ops::RangeInclusive<i128>| whole.is_some_and(|whole| limits.contains(&whole));
    let fits = match ty {
        Type::I32 => holds(i32::MIN.into()..=i32::MAX.into()),
        Type::I64 => holds(i64::MIN.into()..=i64::MAX.into()),
        Type::U64 => holds(0..=u64::MAX.into()),
        Type::I128 => whole.is_some(),
        _ => false,
    };
    whole
        .filter(|_| fits)
        .map(|whole| Constant::Number(whole.to_string()))
}

fn variant(ty: &Ident, shape: &Enum, value: &Json) -> Option<Constant> {
    let (wire, quoted) = match value {
        Json::String(text) => (text.clone(), true),
        // An enum of integers lists 1 where the default is 1.0.
        Json::Number(number) if shape.repr == Repr::Integer => {
            let integer = crate::load::Number::from(number.clone()).as_integer()?;
            (integer.to_string(), false)
        }
        value => (value.to_string(), false),
    };
    let is_it = |known: &&crate::ir::Variant| {
        known.wire == wire && (known.quoted == quoted || shape.repr != Repr::Mixed)
    };
    let known = shape.variants.iter().find(is_it)?;
    Some(Constant::Variant {
        ty: ty.clone(),
        variant: known.name.clone(),
    })
}
