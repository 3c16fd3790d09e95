//! What constructors give required members without asking: their default, or the only value that they may have.
//!
//! Invariant: a preset is what the description says the value is where callers say nothing, and one that they may send. A
//! constructor asks for every other required member, and what asks for nothing has a default itself.

use std::collections::BTreeMap;

use serde_json::{Number, Value as Json};

use crate::ir::{Api, Constant, Enum, Field, Repr, Resource, Rule, Shape, State, Type, TypeDef};
use crate::names::Ident;

/// The enums by their names.
type Enums = BTreeMap<Ident, Enum>;

/// Decides the presets of everything that has a constructor.
pub(super) fn mark(api: &mut Api) {
    let enums = api.types.iter().filter_map(of_enum).collect();
    for def in &mut api.types {
        if let Shape::Struct(shape) = &mut def.shape {
            shape.default = mark_fields(shape.fields.iter_mut(), &enums);
        }
    }
    mark_resource(&mut api.root, &enums);
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
    let (float, whole) = (
        value.as_f64()?,
        crate::load::Number::from(value.clone()).as_integer(),
    );
    let holds =
        |limits: std::ops::RangeInclusive<i128>| whole.is_some_and(|whole| limits.contains(&whole));
    let fits = match ty {
        Type::F32 => float.abs() <= f64::from(f32::MAX),
        Type::F64 => true,
        Type::I32 => holds(i32::MIN.into()..=i32::MAX.into()),
        Type::I64 => holds(i64::MIN.into()..=i64::MAX.into()),
        Type::U64 => holds(0..=u64::MAX.into()),
        Type::I128 => whole.is_some(),
        _ => false,
    };
    let literal = match ty {
        Type::F32 | Type::F64 => format!("{float:?}"),
        _ => whole?.to_string(),
    };
    fits.then_some(Constant::Number(literal))
}

fn variant(ty: &Ident, shape: &Enum, value: &Json) -> Option<Constant> {
    let (wire, quoted) = match value {
        Json::String(text) => (text.clone(), true),
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
