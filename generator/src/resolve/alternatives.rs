//! `oneOf` and `anyOf` beside members, and parents that are told apart by a discriminator.
//!
//! | written | resolved |
//! |---|---|
//! | alternatives beside `properties` | each alternative merged with the rest, like an `allOf` of the two |
//! | a discriminator without alternatives | `oneOf` the components that are built on it by `allOf` |
//! | a component that adds nothing to such a parent by `allOf` | a copy of it: the two have different tags |
//! | an alternative that is built on its parent | itself: it has the parent's members already |
//! | a component that is listed twice | once |
//! | alternatives that only say what is required | as they are; `lower` reports them |
//!
//! Which discriminator alternatives have that name none is told in `common_parent.rs`.
//!
//! Invariant: no schema with alternatives that count has members of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::refs::{component_name, component_pointer};
use super::schema::reference_to;
use super::{Resolver, TOO_LARGE, may_copy};
use crate::load::{Map, Node, Origin};

/// What the members of an object are made of.
const OF_OBJECTS: &[&str] = &[
    "type",
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
];

/// Whether an alternative says nothing but which members have to be there.
pub(crate) fn only_requires(alternative: &Node) -> bool {
    let says_little = |key: &str| matches!(key, "required" | "not" | "title" | "description");
    alternative
        .as_object()
        .is_some_and(|members| !members.is_empty() && members.keys().all(|key| says_little(key)))
}

/// The component that a value of a mapping names, by a reference or by its bare name.
pub(crate) fn mapped_name(target: &Node) -> String {
    let text = target.as_str().unwrap_or_default();
    component_name(text).unwrap_or_else(|| text.to_owned())
}

/// The components that a schema is built on.
pub(super) fn parents(schema: &Node) -> impl Iterator<Item = String> {
    let parts = schema.get("allOf").and_then(Node::as_array);
    let references = parts
        .into_iter()
        .flatten()
        .filter_map(|part| part.get("$ref"));
    references.filter_map(|reference| component_name(reference.as_str()?))
}

impl<'a> Resolver<'a> {
    /// A component as it is written.
    pub(super) fn written(&self, name: &str) -> Option<&'a Node> {
        let root: &'a Node = self.root;
        root.get("components")?.get("schemas")?.get(name)
    }

    /// A component that is nothing but its parent, or a copy of that where a discriminator tells it apart from its
    /// siblings: a subclass need not have members of its own.
    pub(super) fn heir_by_name(&mut self, name: &str, resolved: Node) -> Node {
        let adds_nothing = self
            .written(name)
            .is_some_and(|it| it.get("allOf").is_some())
            && resolved.get("$ref").is_some();
        if !adds_nothing || !self.is_told_by_name(name) {
            return resolved;
        }
        let pointer = component_pointer(name);
        self.active.insert(pointer.clone());
        let copy = self.expand(resolved);
        self.active.remove(&pointer);
        copy
    }

    /// Takes what stands beside the alternatives of `resolved` into each of them; `schema` is how it was written.
    pub(super) fn distributed(&mut self, schema: &'a Node, mut resolved: Node) -> Node {
        resolved = self.told_by_parent(resolved);
        let key = if resolved.get("oneOf").is_some() {
            "oneOf"
        } else {
            "anyOf"
        };
        let Some(alternatives) = beside_members(&resolved, key) else {
            return resolved;
        };
        let heirs = self.heirs_among(schema, &alternatives);
        let rest = taken_members(&mut resolved, schema.origin);
        let merged = alternatives
            .into_iter()
            .map(|alternative| self.with_rest(&heirs, &rest, alternative))
            .collect();
        let origin = resolved.get(key).unwrap_or(schema).origin;
        super::replace(&mut resolved, key, Node::list(merged, origin));
        resolved
    }

    /// The alternatives that are built on the very schema that lists them.
    fn heirs_among(&self, schema: &'a Node, alternatives: &[Node]) -> BTreeSet<String> {
        let named: BTreeSet<String> = alternatives.iter().filter_map(named).collect();
        let is_heir = |name: &String| {
            let written = self.written(name).into_iter();
            let mut parents = written.flat_map(parents);
            parents.any(|parent| {
                self.written(&parent)
                    .is_some_and(|parent| std::ptr::eq(parent, schema))
            })
        };
        named.into_iter().filter(is_heir).collect()
    }

    fn with_rest(&mut self, heirs: &BTreeSet<String>, rest: &Node, alternative: Node) -> Node {
        let name = named(&alternative);
        let is_heir = name.as_ref().is_some_and(|name| heirs.contains(name));
        if is_heir {
            return alternative;
        }
        if !may_copy(&mut self.copies_left, rest) {
            self.without_rest(alternative.origin);
            return alternative;
        }
        let origin = alternative.origin;
        let mut merged = self.merge(vec![rest.clone(), alternative], origin);
        if let Some(name) = name
            && merged.get("title").is_none()
        {
            let title = Node::string(name, merged.origin);
            super::replace(&mut merged, "title", title);
        }
        merged
    }

    /// Takes the alternatives away from what is merged into one of them.
    pub(super) fn without_own_alternatives(&self, parent: &mut Node) {
        let is_active = |alternative: &Node| {
            let reference = alternative.get("$ref").and_then(Node::as_str);
            reference.is_some_and(|reference| self.active.contains(reference))
        };
        for key in ["oneOf", "anyOf"] {
            let listed = parent.get(key).and_then(Node::as_array).unwrap_or_default();
            if listed.iter().any(is_active)
                && let Some(members) = parent.as_object_mut()
            {
                members.shift_remove(key);
                members.shift_remove("discriminator");
            }
        }
    }

    /// The components that are built on each component.
    pub(super) fn heirs(&self, names: &[String]) -> BTreeMap<String, Vec<String>> {
        let mut heirs: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in names {
            for parent in self.written(name).into_iter().flat_map(parents) {
                heirs.entry(parent).or_default().push(name.clone());
            }
        }
        heirs
    }

    /// A component that has a discriminator and heirs is one of its heirs.
    pub(super) fn one_of_heirs(
        &mut self,
        name: &str,
        mut schema: Node,
        heirs: &BTreeMap<String, Vec<String>>,
    ) -> Node {
        let has_alternatives = schema.get("oneOf").is_some() || schema.get("anyOf").is_some();
        let discriminator = schema.get("discriminator");
        let tag = discriminator.and_then(|node| node.get("propertyName")?.as_str());
        let Some(tag) = tag.map(str::to_owned) else {
            return schema;
        };
        if has_alternatives || !heirs.contains_key(name) {
            return schema;
        }
        if self.copies_left == 0 {
            self.without_heirs(schema.origin);
            return schema;
        }
        let mut listed: Vec<Node> = descendants(name, heirs)
            .into_iter()
            .map(|heir| reference_to(&heir, schema.origin))
            .collect();
        if listed.is_empty() {
            return schema;
        }
        let key = self.own_tag(name, &tag);
        listed.extend(key.and_then(|key| itself(&key, &tag, &schema)));
        let list = Node::list(listed, schema.origin);
        if !may_copy(&mut self.copies_left, &list) {
            self.without_heirs(schema.origin);
            return schema;
        }
        if let Some(members) = schema.as_object_mut() {
            members.retain(|key, _| !OF_OBJECTS.contains(&key.as_str()));
        }
        super::replace(&mut schema, "oneOf", list);
        schema
    }
}

impl Resolver<'_> {
    fn without_rest(&mut self, origin: Origin) {
        let message = "what stands beside the alternatives would be copied into more of them than the whole document \
            may; it is left out here";
        self.warn("too-large", origin, message, TOO_LARGE);
    }

    fn without_heirs(&mut self, origin: Origin) {
        let message = "listing what is built on this schema would copy more than the whole document may; it is read \
            as the parent alone";
        self.warn("too-large", origin, message, TOO_LARGE);
    }
}

/// The alternatives that count and stand beside members.
fn beside_members(schema: &Node, key: &str) -> Option<Vec<Node>> {
    let members = schema.get("properties")?.as_object()?;
    let listed = schema.get(key)?.as_array()?;
    let counts = !members.is_empty() && !listed.iter().all(only_requires);
    counts.then(|| listed.to_vec())
}

/// Takes out of a schema what the members of an object are made of.
fn taken_members(schema: &mut Node, origin: Origin) -> Node {
    let mut taken = Map::new();
    if let Some(members) = schema.as_object_mut() {
        let (rest, kept) = std::mem::take(members)
            .into_iter()
            .partition(|(key, _)| OF_OBJECTS.contains(&key.as_str()));
        (taken, *members) = (rest, kept);
    }
    Node::object(taken, origin)
}

/// The component that an alternative refers to.
pub(super) fn named(alternative: &Node) -> Option<String> {
    component_name(alternative.get("$ref")?.as_str()?)
}

/// What is built on a component, directly or not, sorted by name: nobody has listed it, and where components stand in
/// the document says nothing.
fn descendants(name: &str, heirs: &BTreeMap<String, Vec<String>>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![name];
    while let Some(next) = open.pop() {
        for heir in heirs.get(next).into_iter().flatten() {
            if heir != name && found.insert(heir.clone()) {
                open.push(heir);
            }
        }
    }
    found
}

/// The parent itself as an alternative, told by the value `key` of its tag.
fn itself(key: &Node, tag: &str, schema: &Node) -> Option<Node> {
    let only = Node::list(vec![key.clone()], key.origin);
    let constant = Node::object(Map::from([("enum".to_owned(), only)]), key.origin);
    let mut parent = schema.clone();
    let mut properties = parent.get("properties")?.clone();
    super::replace(&mut properties, tag, constant);
    super::replace(&mut parent, "properties", properties);
    super::replace(&mut parent, "title", Node::string("Itself", key.origin));
    parent.as_object_mut()?.shift_remove("discriminator");
    Some(parent)
}
