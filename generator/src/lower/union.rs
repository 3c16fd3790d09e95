//! One of several payloads: objects whose tag names the member that counts, and `oneOf` and `anyOf`.
//!
//! Invariant: no two variants have the same name, and a variant that another one would always hide comes
//! before it. Which one a value is does not depend on the order of the spec, but where two fit equally well.

use std::collections::{BTreeMap, BTreeSet};

use super::collision::Member;
use super::discriminator::Discriminator;
use super::enums::spelled;
use super::keywords::{Form, enum_values, is_null, reference, text, variants};
use super::object::required;
use super::{Lowering, Place, docs};
use crate::ir::{Tagging, Type, Union, UnionVariant};
use crate::load::{Map, Node};
use crate::names::{self, Kind};
use crate::resolve::only_requires;

impl<'a> Lowering<'a> {
    /// The union that an object is if a required member names which one of the others is set:
    /// `{"type": "text", "text": {..}}`, one optional object for each value of `type`.
    pub(super) fn keyed_union(&mut self, schema: &'a Node, place: &Place) -> Option<Union> {
        let properties = schema.get("properties")?.as_object()?;
        let (tag, values) = self.tag(schema, properties)?;
        let found = values.iter().map(|wire| properties.get(wire));
        let properties: Vec<&'a Node> = found.collect::<Option<_>>()?;
        let members: Vec<Member> = values
            .iter()
            .zip(&properties)
            .map(|(wire, property)| self.member(Kind::Variant, wire, property))
            .collect();
        let settled = self.settle(&members);
        let mut variants = Vec::new();
        for ((wire, property), name) in values.into_iter().zip(properties).zip(settled) {
            let value = self.value(property, &place.below(&wire)).into_field();
            variants.push(UnionVariant {
                docs: docs::payload(&wire, property, self.target(property)),
                deprecated: docs::deprecation(property),
                field: names::ident(Kind::Field, &wire),
                from: false,
                open: false,
                tags: vec![wire],
                name,
                value,
            });
        }
        mark_conversions(&mut variants, false);
        Some(Union {
            tagging: Tagging::Keyed { tag },
            variants,
            optional: false,
        })
    }

    /// The member of a keyed union that names the payload, and its values in the order of the spec.
    fn tag(&self, schema: &'a Node, properties: &'a Map) -> Option<(String, Vec<String>)> {
        let names = required(schema);
        let mut required = properties
            .iter()
            .filter(|(name, _)| names.contains(name.as_str()));
        let (tag, property) = required.next()?;
        let listed = self.target(property).unwrap_or(property);
        let values = enum_values(listed).into_iter();
        let values: Vec<String> = values.map(|value| spelled(listed, value).text).collect();
        let others = properties.len() - 1;
        let keyed = required.next().is_none()
            && !values.is_empty()
            && values.len() == others
            && values
                .iter()
                .all(|value| value != tag && self.is_object(properties.get(value)));
        keyed.then(|| (tag.clone(), values))
    }

    fn is_object(&self, property: Option<&'a Node>) -> bool {
        property.is_some_and(|property| {
            let schema = self.target(property).unwrap_or(property);
            text(schema, "type") == Some("object") || schema.get("properties").is_some()
        })
    }

    /// The union that `oneOf` or `anyOf` gives.
    pub(super) fn union(&mut self, schema: &'a Node, place: &Place) -> Union {
        let listed = variants(schema).unwrap_or_default();
        self.check_second_list(schema);
        let discriminator = self.discriminator(schema, listed);
        let tags = |index| {
            discriminator
                .as_ref()
                .map_or(&[][..], |found| found.tags_of(index))
        };
        let (mut drafts, mut members) = (Vec::new(), Vec::new());
        for (index, (variant, label)) in listed
            .iter()
            .zip(self.variant_labels(listed, tags))
            .enumerate()
        {
            if is_null(self.target(variant).unwrap_or(variant)) {
                continue;
            }
            let place = Place {
                update: place.update,
                ..place.below(&label)
            };
            let value = self.value(variant, &place).into_field();
            let says_which = discriminator
                .as_ref()
                .is_some_and(|found| self.says_which(variant, found, index));
            for (tags, name) in named_tags(tags(index), &label, says_which) {
                // An `x-rust-name` names the first of several tags of one payload.
                members.push(match name == label {
                    true => self.member(Kind::Variant, &name, variant),
                    false => Member::new(Kind::Variant, &name, variant.origin),
                });
                drafts.push((variant, tags, name, value.clone()));
            }
        }
        let settled = self.settle(&members);
        let mut payloads = Vec::new();
        for ((variant, tags, label, value), name) in drafts.into_iter().zip(settled) {
            payloads.push(UnionVariant {
                docs: docs::payload(&label, variant, self.target(variant)),
                deprecated: docs::deprecation(variant),
                field: names::ident(Kind::Field, &label),
                from: false,
                open: self.is_open(variant),
                name,
                tags,
                value,
            });
        }
        payloads.sort_by_key(|payload| width(&payload.value.ty, payload.open));
        mark_conversions(&mut payloads, place.role.sent());
        Union {
            tagging: discriminator.map_or(Tagging::Untagged, Discriminator::tagging),
            variants: payloads,
            optional: false,
        }
    }

    /// `oneOf` and `anyOf` beside each other ask for one of each: only the first is taken.
    fn check_second_list(&mut self, schema: &'a Node) {
        let Some(second) = schema.get("oneOf").and(schema.get("anyOf")) else {
            return;
        };
        if !second
            .as_array()
            .unwrap_or_default()
            .iter()
            .all(only_requires)
        {
            let message = "`anyOf` beside `oneOf` is left out";
            let help = "write the alternatives of one of the two, with what the other adds to each";
            self.warn("second-union", second.origin, message, help);
        }
    }

    /// Whether a schema gives a type that keeps what it does not know.
    fn is_open(&self, variant: &'a Node) -> bool {
        let schema = self.target(variant).unwrap_or(variant);
        match self.form_at(variant) {
            Form::Enum => true,
            Form::Union => {
                let listed = variants(schema).unwrap_or_default();
                self.lists(schema).is_some() || self.tag_name(schema, listed).is_some()
            }
            Form::Object | Form::Plain => false,
        }
    }
}

/// A variant for every tag of a schema, or one for all of them if the schema itself says which it has. The first is called
/// like the schema, whatever follows; those after it are called like their tag.
fn named_tags(tags: &[String], label: &str, says_which: bool) -> Vec<(Vec<String>, String)> {
    match tags {
        [first, others @ ..] if !says_which => {
            std::iter::once((vec![first.clone()], label.to_owned()))
                .chain(others.iter().map(|tag| (vec![tag.clone()], tag.clone())))
                .collect()
        }
        all => vec![(all.to_vec(), label.to_owned())],
    }
}

/// How much a type takes of what others take as well: narrow ones are tried first. Objects are compared when
/// one is read.
fn width(ty: &Type, open: bool) -> u8 {
    match ty {
        Type::I32 => 0,
        Type::I64 | Type::U64 => 1,
        Type::I128 => 2,
        Type::F64 => 3,
        Type::Uuid | Type::DateTime | Type::Date | Type::Decimal | Type::Bool => 0,
        // Many a word can be read as base64.
        Type::Base64 => 4,
        Type::Named { .. } if open => 4,
        Type::Named { .. } => 0,
        Type::String => 5,
        Type::List(item) | Type::Map(item) => width(&item.ty, false),
        Type::Json | Type::File => u8::MAX,
    }
}

impl Lowering<'_> {
    /// What the variants of `oneOf` are called: their component, their title, the only text that they can be, their type,
    /// their tag, their only member, or else their position.
    ///
    /// The first that has a name keeps it, whatever follows; those after it have their position in it.
    fn variant_labels<'t>(
        &self,
        variants: &[Node],
        tags: impl Fn(usize) -> &'t [String],
    ) -> Vec<String> {
        let mut taken = BTreeSet::new();
        let label = |(index, variant): (usize, &Node)| {
            let position = index + 1;
            let tag = || tags(index).first().cloned();
            let component = reference(variant).map(|name| self.called(&name).to_owned());
            let name = component.or_else(|| variant_name(variant)).or_else(tag);
            let Some(name) = name.or_else(|| only_member(variant)) else {
                return format!("variant {position}");
            };
            let is_named = variant.get("x-rust-name").is_some();
            if is_named || taken.insert(names::ident(Kind::Variant, &name)) {
                name
            } else {
                format!("{name} {position}")
            }
        };
        variants.iter().enumerate().map(label).collect()
    }
}

/// The member without which there is nothing to an object: serde writes an enum like that, by the names of its variants.
fn only_member(variant: &Node) -> Option<String> {
    let mut members = variant.get("properties")?.as_object()?.keys();
    let only = members.next().filter(|_| members.len() == 0)?;
    required(variant)
        .contains(only.as_str())
        .then(|| only.clone())
}

fn variant_name(variant: &Node) -> Option<String> {
    let title = || text(variant, "title").map(str::to_owned);
    title()
        .or_else(|| only_text(variant))
        .or_else(|| type_label(variant))
}

/// The one text that a variant can be: utoipa writes a variant of a Rust enum like that, if it holds nothing.
fn only_text(variant: &Node) -> Option<String> {
    match enum_values(variant).as_slice() {
        [only] => only
            .as_str()
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
        _ => None,
    }
}

/// What a type without a name of its own is called. A format that has a type in Rust is what the text is.
fn type_label(variant: &Node) -> Option<String> {
    let label = match (text(variant, "type")?, text(variant, "format")) {
        ("object", _) if variant.get("properties").is_none() => "map",
        ("object", _) => return None,
        ("string", Some(format @ ("date" | "date-time" | "uuid" | "decimal"))) => format,
        ("string", Some("byte")) => "base64",
        (primitive, _) => primitive,
    };
    Some(label.to_owned())
}

/// A payload converts into the union if no other variant carries its type, and it is a type of the SDK, or a single value that
/// callers pass.
fn mark_conversions(variants: &mut [UnionVariant], passed: bool) {
    let payloads: Vec<Type> = variants
        .iter()
        .map(|variant| variant.value.ty.clone())
        .collect();
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for payload in &payloads {
        if let Type::Named { name, .. } = payload {
            *named.entry(name.as_str()).or_default() += 1;
        }
    }
    for (variant, ty) in variants.iter_mut().zip(&payloads) {
        variant.from = match ty {
            Type::Named { name, .. } => named.get(name.as_str()) == Some(&1),
            Type::List(_) | Type::Map(_) | Type::File | Type::Json => false,
            single => passed && payloads.iter().filter(|other| *other == single).count() == 1,
        };
    }
}
