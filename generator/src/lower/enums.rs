//! Listed values to open enums, also where several lists stand beside each other.
//!
//! Invariant: variants stand in the order of the spec, without repetition, and no two have the same name.

use std::collections::BTreeSet;

use super::keywords::{Form, enum_values, is_null, is_nullable, reference, text, variants};
use super::schema::Use;
use super::{Lowering, Place, docs};
use crate::ir::{Enum, Repr, Variant};
use crate::load::{Kind as NodeKind, Node, Origin};
use crate::names::{self, Kind, Scope};
use crate::resolve::Resolved;

impl<'a> Lowering<'a> {
    pub(super) fn enumeration(&mut self, schema: &'a Node) -> Enum {
        let mut values = enum_values(schema);
        for (_, list) in self.lists(schema).unwrap_or_default() {
            values.extend(enum_values(list));
        }
        let labels = docs::enum_labels(schema);
        let mut scope = Scope::new();
        let mut variants: Vec<Variant> = Vec::new();
        for value in &values {
            let wire = value
                .as_str()
                .map_or_else(|| value.to_value().to_string(), str::to_owned);
            if variants.iter().any(|known| known.wire == wire) {
                continue;
            }
            let name = names::ident(Kind::Variant, &wire);
            if self.claim(&mut scope, &name, &wire, value.origin) {
                let docs = docs::variant(&wire, labels.get(&wire).map(String::as_str));
                variants.push(Variant { name, wire, docs });
            }
        }
        let is_integer = values.iter().any(|value| value.as_number().is_some());
        let is_known = variants.iter().any(|variant| variant.wire.is_empty());
        if self.with_blank.contains(&schema.origin) && !is_known {
            variants.push(Variant {
                name: names::ident(Kind::Variant, ""),
                wire: String::new(),
                docs: docs::variant("", None),
            });
        }
        let repr = if is_integer {
            Repr::Integer
        } else {
            Repr::String
        };
        Enum {
            repr,
            variants,
            unknown: names::unknown_variant(),
        }
    }

    /// The type of alternatives that are all lists of strings: one enum. That is how Django REST framework
    /// describes a choice that may be left blank or null.
    ///
    /// A component keeps its name and takes the empty string in, so that a choice is one type wherever it
    /// is made; anything else is an enum of its own.
    pub(super) fn alternatives_of_lists(&mut self, schema: &'a Node, place: &Place) -> Option<Use> {
        let lists = self.lists(schema)?;
        let mut choices = lists.iter().filter(|(_, list)| !is_blank(list));
        let only = match (choices.next(), choices.next()) {
            (Some((variant, _)), None) => Some(*variant),
            _ => None,
        };
        let takes_blank = |variant: &&Node| lists.len() == 1 || reference(variant).is_some();
        let mut value = match only.filter(takes_blank) {
            Some(variant) => self.value(variant, place),
            None => self.inline(schema, place),
        };
        value.nullable |= self.allows_null(schema);
        Some(value)
    }

    /// The alternatives of a schema that are lists of strings, each with what it refers to, if all are: null and
    /// any other string beside them change nothing for an open enum.
    pub(super) fn lists(&self, schema: &'a Node) -> Option<Vec<(&'a Node, &'a Node)>> {
        let mut lists = Vec::new();
        for variant in variants(schema)? {
            let list = self.target(variant).unwrap_or(variant);
            let is_string = Form::of(list) == Form::Plain && text(list, "type") == Some("string");
            if is_null(list) || is_string && text(list, "format").is_none() {
                continue;
            }
            let values = enum_values(list);
            let is_list =
                Form::of(list) == Form::Enum && values.iter().all(|value| value.as_str().is_some());
            lists.push(is_list.then_some((variant, list))?);
        }
        (!lists.is_empty()).then_some(lists)
    }

    /// Whether a schema or one of its alternatives allows null.
    pub(super) fn allows_null(&self, schema: &'a Node) -> bool {
        let alternatives = variants(schema).unwrap_or_default();
        is_nullable(schema)
            || alternatives.iter().any(|variant| {
                let list = self.target(variant).unwrap_or(variant);
                is_null(list) || is_nullable(list) || is_nullable(variant)
            })
    }
}

/// The components that stand beside the empty string as alternatives: it is one of their values.
pub(super) fn with_blank(resolved: &Resolved) -> BTreeSet<Origin> {
    let mut found = BTreeSet::new();
    find_with_blank(resolved.root(), resolved, &mut found);
    found
}

fn find_with_blank(node: &Node, resolved: &Resolved, found: &mut BTreeSet<Origin>) {
    let alternatives: Vec<&Node> = variants(node)
        .unwrap_or_default()
        .iter()
        .map(|variant| component(variant, resolved).unwrap_or(variant))
        .collect();
    if alternatives.iter().any(|list| is_blank(list)) {
        found.extend(alternatives.iter().map(|list| list.origin));
    }
    match &node.kind {
        NodeKind::Object(members) => members
            .values()
            .for_each(|member| find_with_blank(member, resolved, found)),
        NodeKind::Array(items) => items
            .iter()
            .for_each(|item| find_with_blank(item, resolved, found)),
        _ => {}
    }
}

fn component<'a>(schema: &Node, resolved: &'a Resolved) -> Option<&'a Node> {
    resolved.schemas()?.get(&reference(schema)?)
}

/// Whether a list has no value but the empty string.
fn is_blank(list: &Node) -> bool {
    let values = enum_values(list);
    !values.is_empty() && values.iter().all(|value| value.as_str() == Some(""))
}
