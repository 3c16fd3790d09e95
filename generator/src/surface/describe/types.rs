//! Types as items, with what is below them.
//!
//! Invariant: a member is where the spec has it, and one that a correction added is where that applies. No position
//! in a list is a part of its place.

use super::super::{Argument, Item, Items, Kind, Signature, place, rules, spelling};
use crate::ir::{
    Enum, Field, Operation, Params, Repr, Shape, Struct, Tagging, TypeDef, Union, UnionVariant,
};

/// A type, at the place where the spec defines it.
pub(super) fn describe(definition: &TypeDef) -> Item {
    let place = place::stable(&definition.pointer);
    let item = match &definition.shape {
        Shape::Struct(shape) => structure(shape, definition.sent, &place).able(&[
            ("Serialize", definition.is_serialized()),
            ("Deserialize", definition.received),
            ("Default", definition.sent && shape.default),
        ]),
        Shape::Enum(shape) => enumeration(shape, &place),
        Shape::Union(shape) => union(shape, &place).able(&[
            ("Serialize", definition.sent),
            ("Deserialize", definition.received),
            (
                "Unknown",
                definition.received && shape.tagging != Tagging::Untagged,
            ),
        ]),
    };
    Item { place, ..item }.deprecated(definition.deprecated.as_ref())
}

/// The struct of a method's parameters.
pub(super) fn params(operation: &Operation, params: &Params) -> Item {
    let place = place::operation(&operation.method, &operation.path) + "/parameters";
    let item = structure(&params.shape(), true, &place)
        .able(&[("Serialize", true), ("Default", params.default)]);
    Item { place, ..item }
}

fn typed(ty: &str) -> Item {
    Item {
        signature: Signature::Type(ty.to_owned()),
        ..Item::default()
    }
}

fn structure(shape: &Struct, sent: bool, owner: &str) -> Item {
    let mut item = typed("struct");
    if sent {
        let constructor = Item {
            place: owner.to_owned(),
            ..Item::callable(required(shape), "")
        };
        let key = (Kind::Constructor, "new".to_owned());
        item.members.insert(key, constructor);
    }
    let fields = shape.fields.iter().chain(&shape.rest);
    item.members.extend(fields.map(|field| {
        let key = (Kind::Field, field.name.unraw().to_owned());
        (key, self::field(field, owner))
    }));
    item
}

/// What the constructor takes, in the order of the spec.
fn required(shape: &Struct) -> Vec<Argument> {
    let fields = shape.fields.iter().filter(|field| field.is_asked_for());
    fields
        .map(|field| Argument::new(field.name.unraw(), spelling::required(field)))
        .collect()
}

fn field(field: &Field, owner: &str) -> Item {
    let item = Item {
        rules: rules::of(&field.value),
        ..typed(&spelling::field(field))
    };
    let item = item
        .on_the_wire(&field.wire, field.name.unraw())
        .deprecated(field.deprecated.as_ref());
    // A member that a correction added stands where the correction applies.
    let place = match place::is_correction(&field.pointer) {
        true => place::usual(Kind::Field, &item, owner),
        false => place::stable(&field.pointer),
    };
    Item { place, ..item }
}

fn enumeration(shape: &Enum, owner: &str) -> Item {
    let mut item = typed(match shape.repr {
        Repr::String => "enum of String",
        Repr::Integer => "enum of i64",
        Repr::Wide => "enum of i128",
        Repr::Mixed => "enum of serde_json::Value",
    });
    for variant in &shape.variants {
        let name = variant.name.unraw();
        let value = Item::default().on_the_wire(&variant.wire, name);
        add(&mut item.members, Kind::Value, name, value, owner);
    }
    item
}

fn union(shape: &Union, owner: &str) -> Item {
    let mut item = typed("union");
    for variant in &shape.variants {
        let name = variant.name.unraw();
        let described = Item {
            rules: rules::of(&variant.value),
            ..typed(&payload(shape, variant))
        };
        let described = described
            .on_the_wire(&variant.tags.join(", "), name)
            .able(&[("From", variant.from)])
            .deprecated(variant.deprecated.as_ref());
        add(&mut item.members, Kind::Variant, name, described, owner);
    }
    item
}

fn payload(shape: &Union, variant: &UnionVariant) -> String {
    let ty = spelling::value(&variant.value);
    match shape.tagging {
        Tagging::Keyed { .. } => format!("{{ {}: {ty} }}", variant.field.unraw()),
        Tagging::Internal { .. } | Tagging::Untagged => format!("({ty})"),
    }
}

/// Adds a member that stands at its usual place.
fn add(members: &mut Items, kind: Kind, name: &str, mut item: Item, owner: &str) {
    item.place = place::usual(kind, &item, owner);
    members.insert((kind, name.to_owned()), item);
}
