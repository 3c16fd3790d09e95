//! Schemas: references checked, subschemas visited, `allOf` handed to the merge table.
//!
//! Invariant: the result of [`Resolver::schema`] holds neither `allOf` nor a reference that leads nowhere.

use std::collections::BTreeSet;

use super::alternatives::named;
use super::refs::{component_name, component_pointer};
use super::{Resolver, TOO_LARGE, free_json, may_copy};
use crate::load::{MAX_DEPTH, Map, Node, Origin};

/// How many schemas may be made of each other, one of the next, through `allOf` and inlined references.
pub(super) const DEEPEST: usize = 64;

/// How many schemas may stand in each other while one is resolved, which bounds the call stack.
const LEVELS: usize = 100;

/// Keywords that describe a use of a schema without changing what is valid.
pub(super) fn is_annotation(key: &str) -> bool {
    const ANNOTATIONS: &[&str] = &[
        "default",
        "deprecated",
        "description",
        "example",
        "examples",
        "externalDocs",
        "nullable",
        "readOnly",
        "summary",
        "title",
        "writeOnly",
        "xml",
    ];
    key.starts_with("x-") || ANNOTATIONS.contains(&key)
}

/// Where a chain of references ends.
enum End {
    /// At a schema, or at one that is not done yet.
    Reached,
    /// Where it began.
    Back,
    /// Further away than anybody would write.
    TooFar,
}

impl<'a> Resolver<'a> {
    /// All component schemas, in the order of the document.
    pub(super) fn schemas(&mut self) -> Node {
        let root: &'a Node = self.root;
        let node = root
            .get("components")
            .and_then(|components| components.get("schemas"));
        let names = || {
            node.and_then(Node::as_object)
                .into_iter()
                .flat_map(Map::keys)
        };
        for name in names() {
            self.resolve_component(name);
        }
        self.cut_long_chains(names());
        let all: Vec<String> = names().cloned().collect();
        let heirs = self.heirs(&all);
        let schemas = all.into_iter().filter_map(|name| {
            let schema = self.components.get(&name)?.clone();
            let schema = match self.written(&name) {
                Some(written) => self.distributed(written, schema),
                None => schema,
            };
            let schema = self.one_of_heirs(&name, schema, &heirs);
            Some((name, schema))
        });
        let schemas = schemas.collect();
        Node::object(schemas, node.unwrap_or(root).origin)
    }

    /// A copy of the resolved component schema of this name; free JSON, with a finding, if copying has come
    /// to its limit.
    pub(super) fn component(&mut self, name: &str, origin: Origin) -> Node {
        self.resolve_component(name);
        match self.components.get(name) {
            Some(schema) if !may_copy(&mut self.copies_left, schema) => {
                self.too_many_copies(origin)
            }
            // What holds a copy can be copied in turn: without a bound, each would be deeper than the last.
            Some(schema) if schema.depth() > MAX_DEPTH => self.too_deep(origin),
            Some(schema) => schema.clone(),
            None => free_json(origin),
        }
    }

    fn resolve_component(&mut self, name: &str) {
        if self.components.contains_key(name) {
            return;
        }
        let Some(schema) = self.written(name) else {
            return;
        };
        let pointer = component_pointer(name);
        let mut resolved = self.guarded(&pointer, schema);
        resolved = self.heir_by_name(name, resolved);
        match self.follow(&resolved, name) {
            End::Reached => {}
            End::Back => resolved = self.cycle(&pointer, schema.origin),
            End::TooFar => resolved = self.too_long_chain(&pointer, schema.origin),
        }
        self.components.insert(name.to_owned(), resolved);
    }

    /// Cuts the chains of references that were written from their beginning to their end, whose length shows only
    /// when all components are done.
    fn cut_long_chains(&mut self, names: impl Iterator<Item = &'a String>) {
        for name in names {
            let Some(schema) = self.components.get(name) else {
                continue;
            };
            let origin = schema.origin;
            if matches!(self.follow(schema, name), End::TooFar) {
                let cut = self.too_long_chain(&component_pointer(name), origin);
                self.components.insert(name.clone(), cut);
            }
        }
    }

    /// Where a schema that is nothing but a reference leads, as far as components are done.
    fn follow(&self, schema: &Node, name: &str) -> End {
        let target = |schema: &Node| component_name(schema.get("$ref")?.as_str()?);
        let mut next = target(schema);
        for _ in 0..DEEPEST {
            match next {
                Some(reached) if reached == name => return End::Back,
                Some(reached) => next = self.components.get(&reached).and_then(target),
                None => return End::Reached,
            }
        }
        End::TooFar
    }

    fn cycle(&mut self, pointer: &str, origin: Origin) -> Node {
        let help = match component_name(pointer) {
            Some(_) => "refer to it from a property or from items, where it can end",
            None => {
                "make a component of it in `components.schemas`, which can hold itself, and refer to that"
            }
        };
        self.warn(
            "reference-cycle",
            origin,
            format!("`{pointer}` is made of itself; it is read as free JSON"),
            help,
        );
        self.broken.schemas.insert(origin);
        free_json(origin)
    }

    /// Resolves a schema that is reached through `allOf` or an inlined reference, unless that is going on.
    pub(super) fn guarded(&mut self, pointer: &str, schema: &'a Node) -> Node {
        if self.active.contains(pointer) {
            return self.cycle(pointer, schema.origin);
        }
        if self.active.len() >= DEEPEST {
            return self.too_long_chain(pointer, schema.origin);
        }
        self.active.insert(pointer.to_owned());
        let resolved = self.merged(schema);
        self.active.remove(pointer);
        resolved
    }

    /// Resolves a schema and everything in it.
    pub(super) fn schema(&mut self, schema: &'a Node) -> Node {
        if self.level >= LEVELS {
            return self.too_deep(schema.origin);
        }
        self.level += 1;
        let merged = self.merged(schema);
        self.level -= 1;
        self.distributed(schema, merged)
    }

    /// The same, but what stands beside alternatives is not taken into them: heirs are built on it.
    fn merged(&mut self, schema: &'a Node) -> Node {
        let Some(members) = schema.as_object() else {
            return self.boolean_schema(schema);
        };
        if let Some(reference) = members.get("$ref").and_then(Node::as_str) {
            return self.reference(reference, schema, members);
        }
        let rest = self.subschemas(members, schema.origin);
        match members.get("allOf").and_then(Node::as_array) {
            Some(all_of) => {
                let mut parts: Vec<Node> = all_of.iter().map(|part| self.schema(part)).collect();
                parts.push(rest);
                self.merge(parts, schema.origin)
            }
            None => rest,
        }
    }

    fn boolean_schema(&mut self, schema: &'a Node) -> Node {
        if schema.as_bool().is_none() {
            self.warn(
                "invalid-schema",
                schema.origin,
                "a schema has to be an object; this one is read as free JSON",
                "write a mapping of keywords, such as `type: string`",
            );
        }
        free_json(schema.origin)
    }

    /// `$ref` and what stands beside it, which counts as if both were in an `allOf`.
    fn reference(&mut self, reference: &str, schema: &'a Node, members: &'a Map) -> Node {
        let target = self.reference_target(reference, schema);
        let beside: Map = members
            .iter()
            .filter(|(key, _)| *key != "$ref")
            .map(|(key, node)| (key.clone(), node.clone()))
            .collect();
        if beside.is_empty() {
            return target;
        }
        let beside = if beside.keys().all(|key| is_annotation(key)) {
            Node::object(beside, schema.origin)
        } else {
            self.subschemas(members, schema.origin)
        };
        self.merge(vec![target, beside], schema.origin)
    }

    fn reference_target(&mut self, reference: &str, schema: &'a Node) -> Node {
        let written = schema.get("$ref").unwrap_or(schema).origin;
        let Some(target) = self.target(reference, written, "schema") else {
            self.broken.schemas.insert(schema.origin);
            return free_json(schema.origin);
        };
        match component_name(reference) {
            Some(name) => reference_to(&name, schema.origin),
            None if may_copy(&mut self.copies_left, target) => {
                let resolved = self.guarded(reference, target);
                self.distributed(target, resolved)
            }
            None => self.too_many_copies(schema.origin),
        }
    }

    fn too_long_chain(&mut self, pointer: &str, origin: Origin) -> Node {
        self.warn(
            "too-deep",
            origin,
            format!(
                "`{pointer}` stands at the end of {DEEPEST} schemas that are each made of the next; \
                 it is read as free JSON there"
            ),
            "make the schema at the beginning of the chain of fewer others",
        );
        free_json(origin)
    }

    fn too_deep(&mut self, origin: Origin) -> Node {
        self.warn(
            "too-deep",
            origin,
            "with what is inlined and merged here, schemas stand in each other too deep; this one is read as free JSON",
            "refer to a component instead, with nothing beside the `$ref`",
        );
        free_json(origin)
    }

    fn too_many_copies(&mut self, origin: Origin) -> Node {
        self.warn(
            "too-large",
            origin,
            "merging this schema would copy more than the whole document may; it is read as free JSON",
            TOO_LARGE,
        );
        free_json(origin)
    }

    /// A copy of the schema without `$ref` and `allOf`, its subschemas resolved.
    fn subschemas(&mut self, members: &'a Map, origin: Origin) -> Node {
        let mut resolved = Map::with_capacity(members.len());
        for (key, node) in members {
            let node = match key.as_str() {
                "$ref" | "allOf" => continue,
                "properties" => self.each_member(node),
                "items" => self.schema(node),
                "additionalProperties" if node.as_object().is_some() => self.schema(node),
                "oneOf" | "anyOf" => self.each_alternative(node),
                _ => node.clone(),
            };
            resolved.insert(key.clone(), node);
        }
        let mut resolved = Node::object(resolved, origin);
        self.read_values(&mut resolved);
        resolved
    }

    fn each_member(&mut self, node: &'a Node) -> Node {
        let members = node.as_object().into_iter().flatten();
        let members = members
            .map(|(key, schema)| (key.clone(), self.schema(schema)))
            .collect();
        Node::object(members, node.origin)
    }

    /// Alternatives. Whoever lists a component twice, and says nothing else of it, means it once.
    fn each_alternative(&mut self, node: &'a Node) -> Node {
        let mut listed = BTreeSet::new();
        let alternatives = node.as_array().unwrap_or_default();
        let alternatives = alternatives
            .iter()
            .map(|schema| self.schema(schema))
            .filter(|alternative| only_named(alternative).is_none_or(|name| listed.insert(name)))
            .collect();
        Node::list(alternatives, node.origin)
    }
}

/// The component that an alternative refers to, if it does nothing else.
fn only_named(alternative: &Node) -> Option<String> {
    let is_alone = alternative.as_object()?.len() == 1;
    named(alternative).filter(|_| is_alone)
}

/// A schema that is nothing but a reference to a component.
pub(super) fn reference_to(name: &str, origin: Origin) -> Node {
    let text = Node::string(component_pointer(name), origin);
    Node::object(Map::from([("$ref".to_owned(), text)]), origin)
}
