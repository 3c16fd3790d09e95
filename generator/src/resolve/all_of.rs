//! `allOf`: several schemas that hold at once, as one.
//!
//! | keyword | merged |
//! |---|---|
//! | `properties` | union; a property of both is merged like an `allOf` of the two |
//! | `items`, `additionalProperties` | merged like an `allOf` of the two; `false` gives way to `true`, and both to a schema |
//! | `required` | union |
//! | `enum` | intersection; the first with a finding if it is empty |
//! | `type` | equal, or the first with a finding; `integer` is narrower than `number` |
//! | `minimum`, `minLength`, `minItems`, `minProperties` | the greater, with its `exclusiveMinimum` |
//! | `maximum`, `maxLength`, `maxItems`, `maxProperties` | the smaller, with its `exclusiveMaximum` |
//! | `nullable`, `readOnly`, `writeOnly`, `deprecated`, `uniqueItems` | either (written to add, never to take away) |
//! | `format`, `pattern`, `multipleOf`, `oneOf`, `anyOf`, `not`, `discriminator` | equal, or the first with a finding |
//! | all others, such as `description`, `title`, `default`, `example`, `x-*` | the last |
//!
//! One reference with nothing but annotations, its own type and limits that its values keep beside it stays that reference,
//! with the annotations. What belongs to a referenced component alone (`title`, `example`, `x-rust-name`, `x-rust-type`, a
//! discriminator without variants) is not inherited.
//!
//! Invariant: every value of the result has the place of a part that it was taken from.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::refs::component_name;
use super::schema::is_annotation;
use super::{Resolver, TOO_LARGE, free_json, may_copy};
use crate::load::{Kind, Map, Node, Origin};

/// What belongs to a component alone.
const NOT_INHERITED: &[&str] = &[
    "title",
    "example",
    "examples",
    "externalDocs",
    "xml",
    "x-rust-name",
    "x-rust-type",
];

/// Keywords whose values are looked through as a whole whenever another one comes: that counts as a copy.
const LOOKED_THROUGH: &[&str] = &[
    "enum",
    "format",
    "pattern",
    "multipleOf",
    "oneOf",
    "anyOf",
    "not",
    "discriminator",
];

impl Resolver<'_> {
    /// One schema for which all of `parts` hold.
    pub(super) fn merge(&mut self, mut parts: Vec<Node>, origin: Origin) -> Node {
        let mut seen = BTreeSet::new();
        parts.retain(|part| !is_reference(part) || seen.insert(spelled(part)));
        self.drop_repeated(&mut parts);
        let structural = parts
            .iter()
            .filter(|part| !is_only_annotations(part))
            .count();
        let mut merged = Node::object(Map::new(), origin);
        let mut required = Vec::new();
        for part in parts {
            let mut part = if structural > 1 {
                self.expand(part)
            } else {
                part
            };
            // Uniting the names at each part would look through those of all parts before it.
            let members = part.as_object_mut();
            required.extend(members.and_then(|members| members.shift_remove("required")));
            self.combine(&mut merged, part);
        }
        if let Some(required) = union_of_names(required) {
            super::replace(&mut merged, "required", required);
        }
        self.read_values(&mut merged);
        merged
    }

    /// Takes away what says nothing new beside a reference: the `type` of what is referred to, which OpenAPI 3.0 wants
    /// beside `nullable`, and limits that all values which are listed there keep, with which Django REST framework
    /// describes a choice of integers.
    fn drop_repeated(&self, parts: &mut [Node]) {
        let mut structural = parts
            .iter()
            .filter(|part| !is_only_annotations(part) && !may_repeat(part));
        let (Some(only), None) = (structural.next(), structural.next()) else {
            return;
        };
        // As it is written: a component may refer to itself like that, and would not be done yet.
        let target = only
            .get("$ref")
            .and_then(Node::as_str)
            .and_then(component_name);
        let Some(target) = target.and_then(|name| self.written(&name)) else {
            return;
        };
        for part in parts.iter_mut().filter(|part| may_repeat(part)) {
            if let Some(members) = part.as_object_mut() {
                members.retain(|key, value| !is_said(target, key, value));
            }
        }
    }

    /// The content of a reference, without what the component has for itself alone.
    pub(super) fn expand(&mut self, part: Node) -> Node {
        let Some(reference) = part.get("$ref").and_then(Node::as_str) else {
            return part;
        };
        let Some(name) = component_name(reference) else {
            return part;
        };
        let mut target = self.component(&name, part.origin);
        self.without_own_alternatives(&mut target);
        let has_variants = target.get("oneOf").is_some() || target.get("anyOf").is_some();
        if let Some(members) = target.as_object_mut() {
            members.retain(|key, _| {
                !NOT_INHERITED.contains(&key.as_str()) && (has_variants || key != "discriminator")
            });
        }
        let mut target = self.expand(target);
        for (key, node) in part.as_object().into_iter().flatten() {
            if key != "$ref" {
                self.combine_keyword(&mut target, key, node.clone());
            }
        }
        target
    }

    fn combine(&mut self, merged: &mut Node, part: Node) {
        if self.broken.schemas.contains(&part.origin) {
            self.broken.schemas.insert(merged.origin);
        }
        let Kind::Object(mut members) = part.kind else {
            return;
        };
        if let Some(merged) = merged.as_object_mut() {
            drop_looser_bounds(merged, &mut members);
        }
        for (key, node) in members {
            self.combine_keyword(merged, &key, node);
        }
    }

    fn combine_keyword(&mut self, merged: &mut Node, key: &str, node: Node) {
        let Some(members) = merged.as_object_mut() else {
            return;
        };
        let Some(slot) = members.get_mut(key) else {
            members.insert(key.to_owned(), node);
            return;
        };
        let origin = slot.origin;
        let existing = std::mem::replace(slot, free_json(origin));
        if LOOKED_THROUGH.contains(&key) && !may_copy(&mut self.copies_left, &existing) {
            *slot = existing;
            return self.too_much_to_compare(key, node.origin);
        }
        *slot = match key {
            "properties" => self.union_of_properties(existing, node),
            "items" | "additionalProperties" => self.merge_schemas(existing, node),
            "required" => union_of_names(vec![existing, node]).unwrap_or(free_json(origin)),
            "enum" => self.intersection(existing, node),
            "type" => self.narrower_type(existing, node),
            "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => {
                match existing.as_bool() {
                    Some(true) => existing,
                    _ => node,
                }
            }
            "format" | "pattern" | "multipleOf" | "oneOf" | "anyOf" | "not" | "discriminator"
            | "$ref" => self.equal_or_first(key, existing, node),
            _ => node,
        };
    }

    fn union_of_properties(&mut self, mut existing: Node, node: Node) -> Node {
        let Kind::Object(added) = node.kind else {
            return existing;
        };
        for (name, schema) in added {
            let first = existing
                .as_object_mut()
                .and_then(|members| members.get_mut(&name));
            let merged = match first {
                Some(first) => {
                    let origin = first.origin;
                    let first = std::mem::replace(first, free_json(origin));
                    self.merge_schemas(first, schema)
                }
                None => schema,
            };
            super::replace(&mut existing, &name, merged);
        }
        existing
    }

    /// Two schemas in the same place. A boolean says only whether something may stand there at all, and a part that
    /// refuses what it does not know refuses the other parts as well: nobody means that, so the other one holds.
    fn merge_schemas(&mut self, first: Node, second: Node) -> Node {
        match (first.as_bool(), second.as_bool()) {
            (None, None) => {
                let origin = second.origin;
                self.merge(vec![first, second], origin)
            }
            (Some(_), None) | (Some(false), Some(_)) => second,
            (None, Some(_)) | (Some(true), Some(_)) => first,
        }
    }

    fn intersection(&mut self, existing: Node, node: Node) -> Node {
        let others = node.as_array().unwrap_or_default().iter();
        let others: BTreeSet<String> = others.map(spelled).collect();
        let items = existing.as_array().unwrap_or_default();
        let is_in_both = |item: &&Node| others.contains(&spelled(item));
        let kept: Vec<Node> = items.iter().filter(is_in_both).cloned().collect();
        if kept.is_empty() {
            self.conflict("enum", node.origin, "no value is in both lists");
            return existing;
        }
        Node::list(kept, existing.origin)
    }

    fn narrower_type(&mut self, existing: Node, node: Node) -> Node {
        match (existing.as_str(), node.as_str()) {
            (Some("number"), Some("integer")) => node,
            (Some("integer"), Some("number")) => existing,
            _ => self.equal_or_first("type", existing, node),
        }
    }

    fn equal_or_first(&mut self, key: &str, existing: Node, node: Node) -> Node {
        if !existing.same_value(&node) {
            let values = format!("{} and {}", existing.quoted(), node.quoted());
            self.conflict(key, node.origin, &values);
        }
        existing
    }

    fn too_much_to_compare(&mut self, key: &str, origin: Origin) {
        self.warn(
            "too-large",
            origin,
            format!(
                "merging this `{key}` would take more than the whole document may; it is left out"
            ),
            TOO_LARGE,
        );
    }

    fn conflict(&mut self, key: &str, origin: Origin, what: &str) {
        let message =
            format!("the parts of this `allOf` disagree on `{key}` ({what}); the first is taken");
        self.warn(
            "all-of-conflict",
            origin,
            message,
            "say it once, or the same in each part",
        );
    }
}

/// A value as JSON, so that many can be told apart at once.
fn spelled(node: &Node) -> String {
    node.to_value().to_string()
}

fn is_reference(node: &Node) -> bool {
    node.get("$ref").is_some()
}

fn is_only_annotations(node: &Node) -> bool {
    node.as_object()
        .is_some_and(|members| members.keys().all(|key| is_annotation(key)))
}

/// What may repeat what a reference beside it says.
const REPEATED: &[&str] = &["type", "minimum", "maximum"];

/// Whether a schema says nothing but what may be said by a reference beside it, and annotations.
fn may_repeat(node: &Node) -> bool {
    let is_known = |key: &String| REPEATED.contains(&key.as_str()) || is_annotation(key);
    let Some(members) = node.as_object() else {
        return false;
    };
    members.keys().all(is_known) && members.keys().any(|key| !is_annotation(key))
}

/// How many values are compared with a limit, wherever their list is referred to.
const MOST_COMPARED: usize = 200;

/// Whether a schema has the same type, or lists values all of which keep the limit.
fn is_said(schema: &Node, key: &str, value: &Node) -> bool {
    let beyond = match key {
        "type" => return schema.get("type").is_some_and(|ty| ty.same_value(value)),
        "minimum" => Ordering::Less,
        "maximum" => Ordering::Greater,
        _ => return false,
    };
    let listed = schema.get("enum").and_then(Node::as_array);
    let listed = listed.unwrap_or_default();
    let keeps = |one: &Node| {
        let order = value
            .as_number()
            .and_then(|limit| one.as_number()?.compare(limit));
        one.is_null() || order.is_some_and(|order| order != beyond)
    };
    (1..=MOST_COMPARED).contains(&listed.len()) && listed.iter().all(keeps)
}

fn union_of_names(lists: Vec<Node>) -> Option<Node> {
    let origin = lists.first()?.origin;
    let mut known = BTreeSet::new();
    let items = lists.into_iter().flat_map(|list| match list.kind {
        Kind::Array(items) => items,
        _ => Vec::new(),
    });
    let items = items.filter(|name| known.insert(spelled(name)));
    Some(Node::list(items.collect(), origin))
}

/// Limits, each with the flag that excludes the limit itself, and whether the greater one is the tighter.
const BOUNDS: &[(&str, &str, bool)] = &[
    ("minimum", "exclusiveMinimum", true),
    ("maximum", "exclusiveMaximum", false),
    ("minLength", "", true),
    ("maxLength", "", false),
    ("minItems", "", true),
    ("maxItems", "", false),
    ("minProperties", "", true),
    ("maxProperties", "", false),
];

/// Where both sides limit the same thing, takes the looser limit and its flag away.
fn drop_looser_bounds(merged: &mut Map, part: &mut Map) {
    for (limit, flag, greater_is_tighter) in BOUNDS {
        let Some(order) = compared(limit, part, merged) else {
            continue;
        };
        let second_is_tighter = match order {
            Ordering::Equal => merged.get(*flag).and_then(Node::as_bool) != Some(true),
            Ordering::Greater => *greater_is_tighter,
            Ordering::Less => !*greater_is_tighter,
        };
        let looser = if second_is_tighter {
            &mut *merged
        } else {
            &mut *part
        };
        looser.shift_remove(*limit);
        looser.shift_remove(*flag);
    }
}

/// How the limits of two schemas compare; `None` where one has none.
fn compared(limit: &str, a: &Map, b: &Map) -> Option<Ordering> {
    let [a, b] = [a, b].map(|map| map.get(limit)?.as_number());
    a?.compare(b?)
}
