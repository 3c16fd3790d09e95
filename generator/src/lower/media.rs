//! The media types of a request's body: what each of them is, and which are taken.
//!
//! Invariant: JSON is taken wherever it is offered and can carry the body, and otherwise what can; an
//! operation that asks for others by `x-rust-media-types` gets those, in its order.

use super::keywords::{Form, is_file, reference, text};
use crate::load::{Kind, Map, Node};
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
            "*/*" if schema.is_some_and(|schema| is_structured(resolved, schema)) => {
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
        .map(|(name, node)| Media::of(resolved, name, node))
        .collect()
}

/// The media types that an operation gets a method for; the first gives the method its name.
pub(super) fn chosen<'a>(resolved: &'a Resolved, operation: &'a Node) -> Vec<Media<'a>> {
    let offered = offered(resolved, operation);
    let wanted: Vec<Media<'a>> = wanted(operation)
        .filter_map(|wanted| {
            offered
                .iter()
                .find(|media| wanted.as_str() == Some(media.name))
        })
        .copied()
        .collect();
    if wanted.is_empty() {
        usual(resolved, &offered).into_iter().collect()
    } else {
        wanted
    }
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
fn usual<'a>(resolved: &'a Resolved, offered: &[Media<'a>]) -> Option<Media<'a>> {
    let first = |kind| offered.iter().find(|media| media.kind == kind).copied();
    let multipart = first(MediaKind::Multipart);
    let with_files = multipart.filter(|media| {
        let target = media.schema.and_then(|schema| target(resolved, schema));
        target.is_some_and(|form| has_file(resolved, form))
    });
    with_files
        .or_else(|| first(MediaKind::Json))
        .or_else(|| first(MediaKind::Form))
        .or(multipart)
        .or_else(|| first(MediaKind::Text))
        .or_else(|| offered.first().copied())
}

/// Whether a member of an object is a file, or a list of files.
pub(super) fn has_file(resolved: &Resolved, schema: &Node) -> bool {
    let properties = schema.get("properties").and_then(Node::as_object);
    let is_file = |schema: &Node| target(resolved, schema).is_some_and(is_file);
    properties
        .into_iter()
        .flat_map(Map::values)
        .filter_map(|property| target(resolved, property))
        .any(|property| is_file(property) || property.get("items").is_some_and(is_file))
}

/// The schema itself, or the component that it refers to.
fn target<'a>(resolved: &'a Resolved, schema: &'a Node) -> Option<&'a Node> {
    match reference(schema) {
        Some(name) => resolved.schemas()?.get(&name),
        None => Some(schema),
    }
}

/// Whether a schema is that of an object or a list.
pub(super) fn is_structured(resolved: &Resolved, schema: &Node) -> bool {
    target(resolved, schema).is_some_and(|schema| {
        matches!(Form::of(schema), Form::Object | Form::Union)
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

/// `application/json` and what is built on it.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}

/// A media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
