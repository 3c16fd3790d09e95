//! What operations answer as items: enums with a variant for each status, and headers.
//!
//! Invariant: an enum stands at the responses of its operation, also where others share it, and so do its variants.

use super::super::{Item, Items, Kind, Signature, place, spelling};
use crate::ir::{ByStatus, Content, Operation, ResponseHeader, Status, StatusVariant};

/// The enums of an operation, by their names.
pub(super) fn enums(operation: &Operation) -> impl Iterator<Item = (&str, Item)> {
    let success = operation.success.by_status();
    let place = place::operation(&operation.method, &operation.path) + "/responses";
    let success = success.map(|answers| (&answers.type_name, answers));
    let errors = operation.errors.by_status.as_ref();
    let enums = success
        .into_iter()
        .chain(errors.map(|errors| (&errors.name, &errors.shared)));
    enums.map(move |(name, by_status)| (name.unraw(), described(by_status, &place)))
}

fn described(by_status: &ByStatus, place: &str) -> Item {
    let members = by_status.variants.iter().map(|variant| {
        let key = (Kind::Variant, variant.name.unraw().to_owned());
        (key, self::variant(variant, place))
    });
    Item {
        signature: Signature::Type("by status".to_owned()),
        place: place.to_owned(),
        members: members.collect::<Items>(),
        ..Item::default()
    }
}

fn variant(variant: &StatusVariant, place: &str) -> Item {
    let signature = match &variant.content {
        Content::Empty => Signature::Name,
        content => Signature::Type(format!("({})", spelling::content(content))),
    };
    let status = match variant.status {
        Status::Code(code) => code.to_string(),
        Status::Class(digit) => format!("{digit}XX"),
        Status::Any => "default".to_owned(),
    };
    Item {
        signature,
        place: place.to_owned(),
        ..Item::default()
    }
    .on_the_wire(&status, variant.name.unraw())
}

/// A header, as a constant of the resource.
pub(super) fn header(header: &ResponseHeader) -> Item {
    Item {
        signature: Signature::Type(spelling::item(&header.value)),
        ..Item::default()
    }
    .on_the_wire(&header.wire, header.constant.unraw())
}
