//! Which component schemas are sent, which are received, and which have to be two types.
//!
//! Invariant: a component is split only if it travels both ways and these differ, in it or in something it refers to: by
//! `readOnly`, by `writeOnly`, or because absent and null differ in a PATCH.

use std::collections::{BTreeMap, BTreeSet};

use super::Role;
use super::keywords::{flag, is_nullable, members, reference, target, variants};
use super::media::{self, Media, MediaKind, WithFiles};
use super::object::required;
use crate::load::{Kind, Map, Node};
use crate::resolve::Resolved;

/// What keeps a property out of requests, and what out of answers.
const NOT_SENT: Option<&str> = Some("readOnly");
const NOT_RECEIVED: Option<&str> = Some("writeOnly");

/// How component schemas are used, by name.
pub(super) struct Usage {
    sent: BTreeSet<String>,
    received: BTreeSet<String>,
    split: BTreeSet<String>,
    updates: BTreeSet<String>,
    updated: BTreeSet<String>,
    unused: BTreeSet<String>,
    forms: BTreeSet<String>,
    with_files: WithFiles,
}

impl Usage {
    pub(super) fn of(resolved: &Resolved) -> Self {
        let operations = resolved.operations().map(|(.., operation)| operation);
        let with_files = WithFiles::of(resolved, operations);
        let Schemas {
            sent,
            received,
            patched,
            mut replacing,
            forms,
        } = Schemas::of(resolved, &with_files);
        let mut sent = reachable(resolved, &sent, NOT_SENT);
        let mut received = reachable(resolved, &received, NOT_RECEIVED);
        let unused = Unused::of(resolved, &sent, &received, &forms);
        sent.extend(with_what_is_below(resolved, &unused.sent, NOT_SENT));
        received.extend(with_what_is_below(resolved, &unused.received, NOT_RECEIVED));
        replacing.extend(&patched);
        let patched = references_of(&with_items(resolved, patched));
        let updated = with_items(resolved, replacing);
        let split = split(resolved, &sent, &received, &patched);
        Self {
            sent,
            received,
            split,
            updated: references_of(&updated),
            updates: with_members(resolved, updated),
            unused: unused.sent.into_iter().chain(unused.received).collect(),
            forms,
            with_files,
        }
    }

    /// The components with a member that is a file.
    pub(super) fn with_files(&self) -> &WithFiles {
        &self.with_files
    }

    /// Whether no operation refers to a component.
    pub(super) fn is_unused(&self, name: &str) -> bool {
        self.unused.contains(name)
    }

    /// Whether a component is used otherwise than as a form with files.
    pub(super) fn is_more_than_form(&self, name: &str) -> bool {
        self.sent.contains(name) || self.received.contains(name)
    }

    /// Whether a component is a type for each direction.
    pub(super) fn is_split(&self, name: &str) -> bool {
        self.split.contains(name)
    }

    /// Whether an inline schema of a component that is a type for each direction is two types as well.
    pub(super) fn differs(&self, schema: &Node) -> bool {
        let mut below = Vec::new();
        references(schema, None, &mut below);
        has_direction(schema) || below.iter().any(|name| self.is_split(name))
    }

    /// Whether absent and null differ in a component: it is the body of a PATCH or PUT, or a member of one. If it travels
    /// back as well, they do so only in a type of its own.
    pub(super) fn is_update(&self, name: &str, role: Role) -> bool {
        role == Role::Sent && self.updates.contains(name)
    }

    /// Whether a component without a type of its own is the body of a PATCH or PUT, so that absent and null differ in the
    /// items of a list or map.
    pub(super) fn is_updated(&self, name: &str, role: Role) -> bool {
        role == Role::Sent && self.updated.contains(name)
    }

    /// The role of the type that a component gives where it is referred to from a place of `role`.
    pub(super) fn role(&self, name: &str, role: Role) -> Role {
        if role == Role::Form && self.forms.contains(name) {
            return Role::Form;
        }
        let role = if role == Role::Form { Role::Sent } else { role };
        match (self.sent.contains(name), self.received.contains(name)) {
            (true, true) if self.split.contains(name) => role,
            (true, true) => Role::Both,
            (true, false) => Role::Sent,
            _ => Role::Received,
        }
    }
}

/// What operations send and receive, as it is written.
#[derive(Default)]
struct Schemas<'a> {
    sent: Vec<&'a Node>,
    received: Vec<&'a Node>,
    /// The bodies of PATCH.
    patched: Vec<&'a Node>,
    /// The bodies of PUT.
    replacing: Vec<&'a Node>,
    /// The components that are forms with files.
    forms: BTreeSet<String>,
}

impl<'a> Schemas<'a> {
    fn of(resolved: &'a Resolved, with_files: &WithFiles) -> Self {
        let mut schemas = Self::default();
        for (_, method, operation) in resolved.operations() {
            for media in media::chosen(resolved, with_files, operation) {
                let form = form_with_files(media, with_files);
                match (form, media.schema) {
                    (Some(name), _) => _ = schemas.forms.insert(name),
                    (None, Some(schema)) => schemas.add_body(schema, method, media.kind),
                    (None, None) => {}
                }
            }
            let parameters = operation.get("parameters").and_then(Node::as_array);
            for parameter in parameters.unwrap_or_default() {
                schemas.sent.extend(parameter.get("schema"));
                schemas.sent.extend(content_schemas(parameter));
            }
            schemas.received.extend(answered(operation));
        }
        let forms = schemas.forms.iter();
        let forms = forms.filter_map(|name| resolved.component(name));
        schemas.sent.extend(forms);
        schemas
    }

    fn add_body(&mut self, schema: &'a Node, method: &str, kind: MediaKind) {
        match method {
            "patch" if kind == MediaKind::Json => self.patched.push(schema),
            "put" if kind == MediaKind::Json => self.replacing.push(schema),
            _ => {}
        }
        self.sent.push(schema);
    }
}

/// The component that a body is, if it is a form with files, which is a type of its own.
fn form_with_files(media: Media<'_>, with_files: &WithFiles) -> Option<String> {
    let name = reference(media.schema?)?;
    (media.kind == MediaKind::Multipart && with_files.is_one(&name)).then_some(name)
}

/// The schemas of what an operation answers, in bodies and in headers.
fn answered(operation: &Node) -> impl Iterator<Item = &Node> {
    let responses = operation.get("responses").and_then(Node::as_object);
    let responses = responses.into_iter().flat_map(Map::values);
    responses.flat_map(|response| {
        let headers = response.get("headers").and_then(Node::as_object);
        let headers = headers.into_iter().flat_map(Map::values);
        let bodies = content_schemas(response);
        bodies.into_iter().chain(headers.flat_map(content_schemas))
    })
}

fn content_schemas(node: &Node) -> Vec<&Node> {
    let content = node.get("content").and_then(Node::as_object);
    content
        .into_iter()
        .flatten()
        .filter_map(|(_, media)| media.get("schema"))
        .collect()
}

/// The components that no operation refers to: they may be what the API sends elsewhere.
struct Unused {
    /// Those that hold what is only sent, and nothing that is only received.
    sent: BTreeSet<String>,
    received: BTreeSet<String>,
}

impl Unused {
    fn of(
        resolved: &Resolved,
        sent: &BTreeSet<String>,
        received: &BTreeSet<String>,
        forms: &BTreeSet<String>,
    ) -> Self {
        let schemas = || resolved.schemas().into_iter().flatten();
        let mut used_by: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (name, schema) in schemas() {
            let mut below = Vec::new();
            references(schema, None, &mut below);
            for used in below {
                used_by.entry(used).or_default().push(name);
            }
        }
        let holds_sent = holders(sent.difference(received), &used_by);
        let holds_received = holders(received.difference(sent), &used_by);
        let names = schemas().map(|(name, _)| name);
        let used = [sent, received, forms];
        let unused = names.filter(|name| !used.iter().any(|used| used.contains(*name)));
        let (sent, received) = unused.cloned().partition(|name| {
            holds_sent.contains(name.as_str()) && !holds_received.contains(name.as_str())
        });
        Self { sent, received }
    }
}

fn with_what_is_below(
    resolved: &Resolved,
    names: &BTreeSet<String>,
    not_through: Option<&str>,
) -> BTreeSet<String> {
    let schemas = names.iter().filter_map(|name| resolved.component(name));
    let mut found = reachable(resolved, &schemas.collect::<Vec<_>>(), not_through);
    found.extend(names.iter().cloned());
    found
}

/// What holds one of `names`, at any depth, and the names themselves.
fn holders<'n>(
    names: impl Iterator<Item = &'n String>,
    used_by: &'n BTreeMap<String, Vec<&str>>,
) -> BTreeSet<&'n str> {
    let mut open: Vec<&str> = names.map(String::as_str).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name) {
            open.extend(used_by.get(name).into_iter().flatten());
        }
    }
    found
}

fn reachable(resolved: &Resolved, roots: &[&Node], not_through: Option<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<String> = Vec::new();
    roots
        .iter()
        .for_each(|root| references(root, not_through, &mut open));
    while let Some(name) = open.pop() {
        if let Some(schema) = resolved.component(&name)
            && found.insert(name)
        {
            references(schema, not_through, &mut open);
        }
    }
    found
}

/// The components that a schema refers to, but through properties that carry the flag `not_through`.
fn references(schema: &Node, not_through: Option<&str>, found: &mut Vec<String>) {
    found.extend(reference(schema));
    for (key, node) in schema.as_object().into_iter().flatten() {
        match (key.as_str(), &node.kind) {
            ("properties", Kind::Object(properties)) => {
                for property in properties.values() {
                    if !not_through.is_some_and(|key| flag(property, key)) {
                        references(property, not_through, found);
                    }
                }
            }
            ("items" | "additionalProperties", _) => references(node, not_through, found),
            ("oneOf" | "anyOf", Kind::Array(variants)) => {
                variants
                    .iter()
                    .for_each(|variant| references(variant, not_through, found));
            }
            _ => {}
        }
    }
}

/// Bodies with the items of the lists and maps that they are, in lists and maps as well, and behind each reference what it
/// leads to.
fn with_items<'a>(resolved: &'a Resolved, bodies: Vec<&'a Node>) -> Vec<&'a Node> {
    let mut open = bodies;
    let mut names = BTreeSet::new();
    let mut found = Vec::new();
    while let Some(schema) = open.pop() {
        found.push(schema);
        if let Some(name) = reference(schema) {
            open.extend(
                resolved
                    .component(&name)
                    .filter(|_| names.insert(name.clone())),
            );
        } else if members(schema) == 0 {
            open.extend(schema.get("items").or(schema.get("additionalProperties")));
        }
    }
    found
}

fn references_of(schemas: &[&Node]) -> BTreeSet<String> {
    schemas.iter().copied().filter_map(reference).collect()
}

/// The components among schemas, their members at any depth, and the alternatives of both.
fn with_members<'a>(resolved: &'a Resolved, schemas: Vec<&'a Node>) -> BTreeSet<String> {
    let mut open = schemas;
    let mut found = BTreeSet::new();
    while let Some(schema) = open.pop() {
        if let Some(name) = reference(schema)
            && let Some(target) = resolved.component(&name)
            && found.insert(name)
        {
            open.push(target);
        }
        let members = schema.get("properties").and_then(Node::as_object);
        let members = members.into_iter().flat_map(Map::values);
        open.extend(members.chain(variants(schema).unwrap_or_default()));
    }
    found
}

/// Whether a member of an object, or of the items of a list or map, may be left out and may be null.
fn has_three_states(resolved: &Resolved, schema: &Node) -> bool {
    let required = required(schema);
    let members = schema.get("properties").and_then(Node::as_object);
    let Some(members) = members else {
        let items = schema.get("items").or(schema.get("additionalProperties"));
        return items.is_some_and(|items| has_three_states(resolved, items));
    };
    members.iter().any(|(name, member)| {
        let target = target(resolved, member);
        let may_be_null = is_nullable(member) || target.is_some_and(is_nullable);
        may_be_null && !required.contains(name.as_str())
    })
}

fn split(
    resolved: &Resolved,
    sent: &BTreeSet<String>,
    received: &BTreeSet<String>,
    patched: &BTreeSet<String>,
) -> BTreeSet<String> {
    let mut used_by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut open = Vec::new();
    for name in sent.intersection(received) {
        let Some(schema) = resolved.component(name) else {
            continue;
        };
        let is_patched = patched.contains(name) && has_three_states(resolved, schema);
        if is_patched || has_direction(schema) {
            open.push(name.clone());
        }
        let mut below = Vec::new();
        references(schema, None, &mut below);
        below
            .into_iter()
            .for_each(|used| used_by.entry(used).or_default().push(name.clone()));
    }
    let mut split = BTreeSet::new();
    while let Some(name) = open.pop() {
        if split.insert(name.clone()) {
            open.extend(used_by.get(&name).into_iter().flatten().cloned());
        }
    }
    split
}

/// Whether a schema has a property, at any depth of its own, that travels one way only.
fn has_direction(schema: &Node) -> bool {
    match &schema.kind {
        Kind::Array(items) => items.iter().any(has_direction),
        Kind::Object(members) => members.iter().any(|(key, node)| match key.as_str() {
            "properties" => node.as_object().into_iter().flatten().any(|(_, property)| {
                let is_one_way = flag(property, "readOnly") || flag(property, "writeOnly");
                is_one_way || has_direction(property)
            }),
            "items" | "additionalProperties" | "oneOf" | "anyOf" => has_direction(node),
            _ => false,
        }),
        _ => false,
    }
}
