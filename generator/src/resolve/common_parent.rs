//! `oneOf` and `anyOf` whose alternatives are all built on one component that has a discriminator, which is how springdoc
//! and Swashbuckle list the subclasses that fit a place.
//!
//! | the alternatives | resolved |
//! |---|---|
//! | components built on such a parent | told apart by its discriminator, with what its mapping says of them |
//! | the same, and the parent itself, which lists none | the parent alone: it is one of all that is built on it |
//!
//! Of several such parents it is the nearest: the one with the fewest steps from all alternatives, the first by name.
//!
//! Invariant: a discriminator that is written down and says something else stays, and no alternative is added.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::alternatives::{mapped_name, named, parents};
use super::schema::DEEPEST;
use super::{Resolver, TOO_LARGE, may_copy, replace};
use crate::load::{Kind, Node, is_null};

impl<'a> Resolver<'a> {
    /// Tells the alternatives of a schema apart as the parent does that they have in common.
    pub(super) fn told_by_parent(&mut self, mut resolved: Node) -> Node {
        let key = match resolved.get("oneOf") {
            Some(_) => "oneOf",
            None => "anyOf",
        };
        let names = resolved.get(key).and_then(components);
        let Some((parent, tag)) = names.as_deref().and_then(|names| self.common_parent(names))
        else {
            return resolved;
        };
        let names = names.unwrap_or_default();
        let own = resolved.get("discriminator");
        if own.is_some_and(|own| !own.same_value(tag)) {
            return resolved;
        }
        if names.contains(&parent) && !self.lists_alternatives(&parent) {
            keep_only(&mut resolved, key, &parent);
        } else if own.is_none() && may_copy(&mut self.copies_left, tag) {
            replace(&mut resolved, "discriminator", about(tag, &names));
        } else if own.is_none() {
            let message = "copying the discriminator of the parent of these alternatives would copy more than the whole \
                document may; they are told apart by their shape";
            self.warn("too-large", resolved.origin, message, TOO_LARGE);
        }
        resolved
    }

    /// The nearest component with a discriminator that all of `names` are built on, or are.
    fn common_parent(&self, names: &[String]) -> Option<(String, &'a Node)> {
        let (first, others) = names.split_first()?;
        let mut common = self.tagged_parents(first);
        for name in others {
            let own = self.tagged_parents(name);
            common.retain(|parent, steps| {
                own.get(parent).is_some_and(|more| {
                    *steps += more;
                    true
                })
            });
        }
        let nearest = common.into_iter().min_by_key(|(_, steps)| *steps);
        let (parent, _) = nearest.filter(|_| !others.is_empty())?;
        let tag = discriminator(self.written(&parent)?)?;
        Some((parent, tag))
    }

    /// The components with a discriminator that a component is built on, and itself, with the steps on the way.
    fn tagged_parents(&self, name: &str) -> BTreeMap<String, usize> {
        let mut found = BTreeMap::from([(name.to_owned(), 0)]);
        let mut open = VecDeque::from([(name.to_owned(), 0)]);
        while let Some((next, steps)) = open.pop_front() {
            let written = self.written(&next).into_iter();
            for parent in written.flat_map(parents).take(DEEPEST) {
                if found.len() < DEEPEST && !found.contains_key(&parent) {
                    found.insert(parent.clone(), steps + 1);
                    open.push_back((parent, steps + 1));
                }
            }
        }
        found.retain(|name, _| self.written(name).and_then(discriminator).is_some());
        found
    }

    /// Whether the discriminator of a parent has a value for a component.
    pub(super) fn is_told_by_name(&mut self, name: &str) -> bool {
        let parents = self.tagged_parents(name).into_keys();
        for parent in parents.filter(|parent| parent != name) {
            let written = self.written(&parent);
            let told = self.told.entry(parent);
            let told = told.or_insert_with(|| written.and_then(told_by_name));
            if told.as_ref().is_none_or(|told| told.contains(name)) {
                return true;
            }
        }
        false
    }

    /// The value that the member `tag` has in a component with a discriminator itself, by its own mapping or by that of a
    /// parent; none if it is always one of those that are built on it.
    pub(super) fn own_tag(&self, name: &str, tag: &str) -> Option<Node> {
        let mut parents: Vec<(usize, String)> = self
            .tagged_parents(name)
            .into_iter()
            .map(|(parent, steps)| (steps, parent))
            .collect();
        parents.sort_unstable();
        let written = parents
            .iter()
            .filter_map(|(_, parent)| self.written(parent));
        let told = written.filter_map(discriminator);
        let mut told =
            told.filter(|told| told.get("propertyName").and_then(Node::as_str) == Some(tag));
        told.find_map(|told| {
            let mut mapping = told.get("mapping")?.as_object()?.iter();
            let (key, target) = mapping.find(|(_, target)| mapped_name(target) == name)?;
            Some(Node::string(key, target.origin))
        })
    }

    fn lists_alternatives(&self, name: &str) -> bool {
        let written = self.written(name).into_iter();
        let mut parts = written.flat_map(own_parts);
        parts.any(|part| part.get("oneOf").is_some() || part.get("anyOf").is_some())
    }
}

/// The components that alternatives refer to, if all do but for null.
fn components(alternatives: &Node) -> Option<Vec<String>> {
    let listed = alternatives.as_array()?.iter();
    listed.filter(|one| !is_null(one)).map(named).collect()
}

/// A schema and the parts of its `allOf`, which may say the same.
fn own_parts(schema: &Node) -> impl Iterator<Item = &Node> {
    let parts = schema.get("allOf").and_then(Node::as_array);
    std::iter::once(schema).chain(parts.unwrap_or_default().iter().take(DEEPEST))
}

fn discriminator(schema: &Node) -> Option<&Node> {
    let mut written = own_parts(schema).filter_map(|part| part.get("discriminator"));
    written.find(|tag| tag.get("propertyName").and_then(Node::as_str).is_some())
}

/// The components that a discriminator has values for: those that are listed beside it, or else in its mapping. `None` if it
/// has one for each component that is built on its own.
fn told_by_name(schema: &Node) -> Option<BTreeSet<String>> {
    let mut parts = own_parts(schema);
    if let Some(listed) = parts.find_map(|part| part.get("oneOf").or_else(|| part.get("anyOf"))) {
        let listed = listed.as_array().unwrap_or_default();
        return Some(listed.iter().filter_map(named).collect());
    }
    let mapping = discriminator(schema)?.get("mapping")?.as_object()?;
    (!mapping.is_empty()).then(|| mapping.values().map(mapped_name).collect())
}

/// Leaves the parent as the only alternative that is not null; it has a discriminator of its own.
fn keep_only(schema: &mut Node, key: &str, parent: &str) {
    let Some(members) = schema.as_object_mut() else {
        return;
    };
    members.shift_remove("discriminator");
    if let Some(Kind::Array(listed)) = members.get_mut(key).map(|list| &mut list.kind) {
        listed.retain(|one| named(one).is_none_or(|name| name == parent));
    }
}

/// A discriminator with what it says about some components.
fn about(tag: &Node, names: &[String]) -> Node {
    let mut tag = tag.clone();
    let names: BTreeSet<&String> = names.iter().collect();
    let members = tag.as_object_mut();
    let mapping = members.and_then(|members| members.get_mut("mapping"));
    if let Some(mapping) = mapping.and_then(Node::as_object_mut) {
        mapping.retain(|_, target| names.contains(&mapped_name(target)));
    }
    tag
}
