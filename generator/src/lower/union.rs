//! One of several payloads: objects whose tag names the member that counts, and `oneOf` and `anyOf`.
//!
//! Invariant: no two variants have the same name, and a variant that another one would always hide comes
//! before it.

use std::collections::BTreeSet;

use super::keywords::{enum_values, is_null, reference, text, variants};
use super::object::is_required;
use super::{Lowering, Place, docs};
use crate::ir::{Tagging, Type, Union, UnionVariant};
use crate::load::{Map, Node};
use crate::names::{self, Kind, Scope};

impl<'a> Lowering<'a> {
    /// The union that an object is if a required member names which one of the others is set:
    /// `{"type": "text", "text": {..}}`, one optional object for each value of `type`.
    pub(super) fn keyed_union(&mut self, schema: &'a Node, place: &Place) -> Option<Union> {
        let properties = schema.get("properties")?.as_object()?;
        let (tag, values) = self.tag(schema, properties)?;
        let mut scope = Scope::new();
        let mut variants = Vec::new();
        for wire in values {
            let property = properties.get(&wire)?;
            let name = self.name_of(Kind::Variant, &wire, property);
            if !self.claim(&mut scope, &name, &wire, property.origin) {
                continue;
            }
            let value = self.value(property, &place.below(&wire)).into_field();
            variants.push(UnionVariant {
                docs: docs::payload(&wire, property, self.target(property)),
                deprecated: docs::deprecation(property),
                field: names::ident(Kind::Field, &wire),
                from: false,
                name,
                wire,
                value,
            });
        }
        mark_conversions(&mut variants);
        Some(Union {
            tagging: Tagging::Keyed { tag },
            variants,
        })
    }

    /// The member of a keyed union that names the payload, and its values in the order of the spec.
    fn tag(&self, schema: &'a Node, properties: &'a Map) -> Option<(String, Vec<String>)> {
        let mut required = properties
            .iter()
            .filter(|(name, _)| is_required(schema, name));
        let (tag, property) = required.next()?;
        let listed = self.target(property).unwrap_or(property);
        let values: Vec<String> = enum_values(listed)
            .into_iter()
            .filter_map(Node::as_str)
            .map(str::to_owned)
            .collect();
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
        let tag = schema
            .get("discriminator")
            .and_then(|node| text(node, "propertyName"));
        let mut scope = Scope::new();
        let mut payloads = Vec::new();
        let listed = variants(schema).unwrap_or_default();
        for (variant, label) in listed.iter().zip(labels(listed)) {
            if is_null(self.target(variant).unwrap_or(variant)) {
                continue;
            }
            let value = self.value(variant, &place.below(&label)).into_field();
            let name = self.name_of(Kind::Variant, &label, variant);
            if self.claim(&mut scope, &name, &label, variant.origin) {
                payloads.push(UnionVariant {
                    docs: docs::payload(&label, variant, self.target(variant)),
                    deprecated: docs::deprecation(variant),
                    field: names::ident(Kind::Field, &label),
                    wire: tag.map_or_else(String::new, |_| mapping_key(schema, variant, &label)),
                    from: false,
                    name,
                    value,
                });
            }
        }
        mark_conversions(&mut payloads);
        let tagging = match tag {
            Some(tag) => Tagging::Internal {
                tag: tag.to_owned(),
            },
            None => Tagging::Untagged,
        };
        Union {
            tagging,
            variants: payloads,
        }
    }
}

/// What the variants of `oneOf` are called: their component, their title, their type, or else their position.
///
/// The first that has a name keeps it, whatever follows; those after it have their position in it.
fn labels(variants: &[Node]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let label = |(index, variant): (usize, &Node)| {
        let position = index + 1;
        let Some(name) = variant_name(variant) else {
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

fn variant_name(variant: &Node) -> Option<String> {
    let primitive = text(variant, "type").filter(|ty| *ty != "object");
    reference(variant)
        .or_else(|| text(variant, "title").map(str::to_owned))
        .or_else(|| primitive.map(str::to_owned))
}

/// The tag of a variant: the key that the mapping gives its component, or the component's own name.
fn mapping_key(schema: &Node, variant: &Node, label: &str) -> String {
    let mapping = schema
        .get("discriminator")
        .and_then(|node| node.get("mapping"));
    let target = reference(variant);
    let is_this = |node: &Node| {
        let text = node.as_str().unwrap_or_default();
        target
            .as_deref()
            .is_some_and(|name| text == name || text.ends_with(&format!("/{name}")))
    };
    mapping
        .and_then(Node::as_object)
        .into_iter()
        .flatten()
        .find(|(_, node)| is_this(node))
        .map_or_else(|| label.to_owned(), |(key, _)| key.clone())
}

/// A payload converts into the union if it is a type of the SDK that no other variant carries.
fn mark_conversions(variants: &mut [UnionVariant]) {
    let payloads: Vec<Type> = variants
        .iter()
        .map(|variant| variant.value.ty.clone())
        .collect();
    for variant in variants {
        let same = payloads
            .iter()
            .filter(|ty| **ty == variant.value.ty)
            .count();
        variant.from = matches!(variant.value.ty, Type::Named { .. }) && same == 1;
    }
}
