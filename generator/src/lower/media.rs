//! The media types of a request's body: what each of them is, and which are taken.
//!
//! Invariant: JSON is taken wherever it is offered and can carry the body, by its own name if it has that, and otherwise
//! what can; an operation that asks for others by `x-rust-media-types` gets those, in its order.

use std::collections::{BTreeMap, BTreeSet};

use super::keywords::{Form, is_file, members, reference, text, variants};
use super::schema::type_name;
use crate::load::{Kind, Map, Node, Origin, is_binary};
use crate::names::{self, Kind as NameKind};
use crate::resolve::Resolved;

/// A media type of a body.
#[derive(Clone, Copy)]
pub(super) struct Media<'a> {
    pub(super) name: &'a str,
    pub(super) node: &'a Node,
    pub(super) schema: Option<&'a Node>,
    pub(super) kind: MediaKind,
}

/// How a body of a media type is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaKind {
    Json,
    Form,
    Multipart,
    Text,
    File,
}

impl<'a> Media<'a> {
    fn of(resolved: &'a Resolved, name: &'a str, node: &'a Node) -> Self {
        let schema = node.get("schema");
        let essence = essence(name);
        let kind = match essence.as_str() {
            _ if is_json(name) => MediaKind::Json,
            // Frameworks write it where nobody said what the body is.
            "*/*" | "application/*"
                if schema.is_some_and(|schema| is_structured(resolved, schema)) =>
            {
                MediaKind::Json
            }
            "application/x-www-form-urlencoded" => MediaKind::Form,
            "multipart/form-data" => MediaKind::Multipart,
            _ if essence.starts_with("text/") => MediaKind::Text,
            _ => MediaKind::File,
        };
        Self {
            name,
            node,
            schema,
            kind,
        }
    }

    /// What is said of how its members are sent.
    pub(super) fn encodings(&self) -> impl Iterator<Item = (&'a String, &'a Node)> + use<'a> {
        let encodings = self.node.get("encoding").and_then(Node::as_object);
        encodings.into_iter().flat_map(Map::iter)
    }

    /// What it adds to the name of a method that is not the first of its operation.
    pub(super) fn suffix(&self) -> String {
        let essence = essence(self.name);
        let subtype = match self.kind {
            MediaKind::Form => "form",
            MediaKind::Multipart => "multipart",
            _ => essence.split_once('/').map_or("", |(_, subtype)| subtype),
        };
        let subtype = if subtype == "*" { "file" } else { subtype };
        names::ident(NameKind::Field, subtype).unraw().to_owned()
    }
}

/// All media types of a body, in the order of the document.
pub(super) fn offered<'a>(resolved: &'a Resolved, operation: &'a Node) -> Vec<Media<'a>> {
    let content = operation
        .get("requestBody")
        .and_then(|body| body.get("content"))
        .and_then(Node::as_object);
    content
        .into_iter()
        .flatten()
        .flat_map(|(key, node)| listed(key).map(move |name| Media::of(resolved, name, node)))
        .collect()
}

/// The media types that an operation gets a method for; the first gives the method its name.
pub(super) fn chosen<'a>(
    resolved: &'a Resolved,
    with_files: &WithFiles,
    operation: &'a Node,
) -> Vec<Media<'a>> {
    let offered = offered(resolved, operation);
    let by_name: BTreeMap<&str, Media<'a>> =
        offered.iter().map(|media| (media.name, *media)).collect();
    let wanted: Vec<Media<'a>> = wanted(operation)
        .filter_map(|wanted| by_name.get(wanted.as_str()?).copied())
        .collect();
    if wanted.is_empty() {
        usual(resolved, with_files, &offered).into_iter().collect()
    } else {
        wanted
    }
}

/// Those of `offered` that no method sends, and whose schema is another than those of all that are sent.
pub(super) fn unsent<'a>(offered: Vec<Media<'a>>, sent: &[Media<'a>]) -> Vec<Media<'a>> {
    let names: BTreeSet<&str> = sent.iter().map(|media| media.name).collect();
    let mut others = offered;
    others.retain(|media| !names.contains(media.name));
    if !others.is_empty() {
        let schema = |media: &Media| media.schema.map(Node::canonical);
        let schemas: BTreeSet<Option<String>> = sent.iter().map(schema).collect();
        others.retain(|media| !schemas.contains(&schema(media)));
    }
    others
}

/// What `x-rust-media-types` lists.
pub(super) fn wanted(operation: &Node) -> impl Iterator<Item = &Node> {
    operation
        .get("requestBody")
        .and_then(|body| body.get("x-rust-media-types"))
        .and_then(Node::as_array)
        .unwrap_or_default()
        .iter()
}

/// The media type that is taken unasked.
fn usual<'a>(
    resolved: &'a Resolved,
    with_files: &WithFiles,
    offered: &[Media<'a>],
) -> Option<Media<'a>> {
    let of_kind = |kind| offered.iter().filter(move |media| media.kind == kind);
    let first = |kind| of_kind(kind).next().copied();
    let json = of_kind(MediaKind::Json).min_by_key(|media| remoteness(media.name));
    let multipart = first(MediaKind::Multipart);
    let has_file =
        |media: &Media| (media.schema).is_some_and(|schema| with_files.holds(resolved, schema));
    multipart
        .filter(has_file)
        .or_else(|| json.copied())
        .or_else(|| first(MediaKind::Form))
        .or(multipart)
        .or_else(|| first(MediaKind::Text))
        .or_else(|| offered.first().copied())
}

/// The components with a member that is a file, found once for all forms that consist of one.
pub(super) struct WithFiles {
    components: BTreeSet<String>,
    /// The schemas without a type that are files as the parts of a form.
    parts: BTreeSet<Origin>,
}

impl WithFiles {
    pub(super) fn of<'a>(
        resolved: &'a Resolved,
        operations: impl Iterator<Item = &'a Node>,
    ) -> Self {
        let bodies = operations.flat_map(|operation| offered(resolved, operation));
        let forms = bodies.filter(|media| media.kind == MediaKind::Multipart);
        let mut found = Self {
            components: BTreeSet::new(),
            parts: forms.flat_map(|media| parts(resolved, &media)).collect(),
        };
        let schemas = resolved.schemas().into_iter().flatten();
        let with_files = schemas.filter(|(_, schema)| found.has_file(resolved, schema));
        found.components = with_files.map(|(name, _)| name.clone()).collect();
        found
    }

    /// Whether a member of an object is a file, or a list of files.
    fn holds(&self, resolved: &Resolved, schema: &Node) -> bool {
        match reference(schema) {
            Some(name) => self.is_one(&name),
            None => self.has_file(resolved, schema),
        }
    }

    /// Whether a component is one of them.
    pub(super) fn is_one(&self, component: &str) -> bool {
        self.components.contains(component)
    }

    /// Whether a schema without a type is a file as a part of a form.
    pub(super) fn is_part(&self, schema: &Node) -> bool {
        self.parts.contains(&schema.origin)
    }

    /// Whether a member of an object is a file, or a list of files.
    fn has_file(&self, resolved: &Resolved, schema: &Node) -> bool {
        let properties = schema.get("properties").and_then(Node::as_object);
        let is_file = |schema: &Node| {
            let is_file = |schema| is_file(schema) || self.is_part(schema);
            target(resolved, schema).is_some_and(is_file)
        };
        let properties = properties.into_iter().flat_map(Map::values);
        let mut properties = properties.filter_map(|property| target(resolved, property));
        properties.any(|property| is_file(property) || property.get("items").is_some_and(is_file))
    }
}

/// The members without a type, or the items of such, that a form sends as what is neither JSON nor text: bytes, for
/// which OpenAPI 3.1 writes no type.
fn parts<'a>(resolved: &'a Resolved, media: &Media<'a>) -> Vec<Origin> {
    let form = media.schema.and_then(|schema| target(resolved, schema));
    let part = |(name, encoding): (&'a String, &'a Node)| {
        let mut media_types = text(encoding, "contentType")?.split(',');
        let property = form?.get("properties")?.get(name)?;
        let item = property.get("items").unwrap_or(property);
        (is_untyped(item) && media_types.all(is_binary)).then_some(item.origin)
    };
    media.encodings().filter_map(part).collect()
}

/// The members without a type of a form that is taken as JSON as well, and which say nothing of how they are sent: they are
/// any JSON in both.
pub(super) fn free_members<'a>(
    resolved: &'a Resolved,
    operation: &'a Node,
    form: &Media<'a>,
) -> Vec<&'a String> {
    let schema = form.schema.map(Node::canonical);
    let is_same = |other: &Media| {
        other.kind == MediaKind::Json && other.schema.map(Node::canonical) == schema
    };
    let is_json = offered(resolved, operation).iter().any(is_same);
    let form_schema = form.schema.filter(|_| is_json);
    let members =
        form_schema.and_then(|schema| target(resolved, schema)?.get("properties")?.as_object());
    let encoded: BTreeSet<&String> = form.encodings().map(|(name, _)| name).collect();
    let is_free = |(name, member): &(&'a String, &'a Node)| {
        !encoded.contains(name) && target(resolved, member).is_some_and(is_untyped)
    };
    let members = members.into_iter().flatten().filter(is_free);
    members.map(|(name, _)| name).collect()
}

/// Whether anything may stand where a schema is.
fn is_untyped(schema: &Node) -> bool {
    let is_free = type_name(schema).is_empty() && schema.get("not").is_none();
    is_free
        && reference(schema).is_none()
        && Form::of(schema) == Form::Plain
        && variants(schema).is_none()
}

/// The schema itself, or the component that it refers to.
pub(super) fn target<'a>(resolved: &'a Resolved, schema: &'a Node) -> Option<&'a Node> {
    match reference(schema) {
        Some(name) => resolved.schemas()?.get(&name),
        None => Some(schema),
    }
}

/// Whether a schema is that of an object or a list.
pub(super) fn is_structured(resolved: &Resolved, schema: &Node) -> bool {
    target(resolved, schema).is_some_and(|schema| {
        Form::of(schema) == Form::Union
            || members(schema) > 0
            || matches!(text(schema, "type"), Some("object" | "array"))
            || matches!(
                schema.get("additionalProperties"),
                Some(Node {
                    kind: Kind::Object(_),
                    ..
                })
            )
    })
}

/// `application/json`, what is built on it, and what some frameworks call it.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

/// The media types that a key of `content` names: some write several, with commas between them.
pub(super) fn listed(key: &str) -> impl Iterator<Item = &str> + Clone {
    let is_list = !key.contains('"') && key.split(',').all(|one| one.contains('/'));
    let separator = if is_list { ',' } else { '\0' };
    key.split(separator).map(str::trim)
}

/// How far a media type of JSON is from JSON by its own name. A range comes last, since no body is of one.
pub(super) fn remoteness(media_type: &str) -> u8 {
    match essence(media_type).as_str() {
        "application/json" => u8::from(media_type.contains(';')),
        essence if essence.contains('*') => 3,
        _ => 2,
    }
}

/// A media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
