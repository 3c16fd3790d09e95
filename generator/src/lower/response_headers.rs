//! The headers that answers may have.
//!
//! Invariant: a header has a name that HTTP allows, and a type that text can be read as: JSON where it is declared as
//! that, one value, or a list of such values. Anything else is text, and its documentation says so.

use super::keywords::Form;
use super::operation::Call;
use super::params::is_token;
use super::path_params::{any_text, content};
use super::schema::{free_json, type_name};
use super::{Lowering, Place, docs, media};
use crate::ir::{HeaderReading, ResponseHeader, Type, Value};
use crate::load::{Map, Node};
use crate::names::{self, Ident, Kind};

impl<'a> Lowering<'a> {
    /// The headers that answers of an operation may have, whatever the status is, in the order of the spec.
    pub(super) fn response_headers(
        &mut self,
        method: &Ident,
        call: Call<'a>,
        place: &Place,
    ) -> Vec<ResponseHeader> {
        let place = place.below("Header");
        let mut declared: Vec<(&'a String, Vec<&'a Node>)> = Vec::new();
        for (wire, node) in declarations(call) {
            if is_of_the_protocol(wire) || !self.is_allowed(wire, node) {
                continue;
            }
            let known = declared
                .iter_mut()
                .find(|(known, _)| known.eq_ignore_ascii_case(wire));
            match known {
                Some((_, nodes)) => nodes.push(node),
                None => declared.push((wire, vec![node])),
            }
        }
        let declared = declared.into_iter();
        declared
            .filter_map(|(wire, nodes)| self.response_header(method, wire, &nodes, &place))
            .collect()
    }

    fn is_allowed(&mut self, wire: &str, node: &Node) -> bool {
        let is_allowed = is_token(wire);
        if !is_allowed {
            self.warn(
                "invalid-header",
                node.origin,
                "this header is left out: HTTP allows none of this name",
                "give it a name of letters, digits and hyphens",
            );
        }
        is_allowed
    }

    /// A header by all of its declarations.
    fn response_header(
        &mut self,
        method: &Ident,
        wire: &str,
        nodes: &[&'a Node],
        place: &Place,
    ) -> Option<ResponseHeader> {
        let (first, others) = nodes.split_first()?;
        let place = place.below(wire);
        let held = match is_written_alike(first, others) {
            _ if wire.eq_ignore_ascii_case("set-cookie") => Held::text(Some(COOKIES)),
            true => self.held_by_all(first, others, &place),
            false => Held::text(Some(DIFFERENT)),
        };
        Some(ResponseHeader {
            constant: names::joined(Kind::Constant, &[method.unraw(), wire]),
            docs: docs::response_header(wire, first, held.note),
            wire: wire.to_owned(),
            value: held.value,
            reading: held.reading,
        })
    }

    /// What a header holds if all of its declarations say so. JSON is known to be the same, and is looked at only once, lest
    /// types of its own are defined again.
    fn held_by_all(&mut self, first: &'a Node, others: &[&'a Node], place: &Place) -> Held {
        let held = self.held(first, place);
        let is_same = content(first).is_some()
            || others.iter().all(|other| {
                let other = self.held(other, place);
                (&other.value, other.reading) == (&held.value, held.reading)
            });
        match is_same {
            true => held,
            false => Held::text(Some(DIFFERENT)),
        }
    }

    /// What a header holds.
    fn held(&mut self, header: &'a Node, place: &Place) -> Held {
        match (content(header), header.get("schema")) {
            (Some((media_type, media)), _) if media::is_json(media_type) => Held {
                value: match media.get("schema") {
                    Some(schema) => self.value(schema, place).into_item(),
                    None => free_json(),
                },
                reading: HeaderReading::Json,
                note: None,
            },
            (None, Some(schema)) => self.simple(schema, place),
            _ => Held::text(None),
        }
    }

    /// What a header of `style: simple` holds.
    fn simple(&mut self, schema: &'a Node, place: &Place) -> Held {
        let schema = self.target(schema).unwrap_or(schema);
        if type_name(schema) != "array" || Form::of(schema) != Form::Plain {
            return match self.scalar(schema, place) {
                Some(value) => Held::one(value),
                None => Held::text(Some(STRUCTURED)),
            };
        }
        let item = match schema.get("items") {
            Some(items) => self.scalar(items, &place.below("Item")),
            None => Some(any_text()),
        };
        match item {
            Some(item) => Held {
                value: Value::of(Type::List(Box::new(item))),
                reading: HeaderReading::List,
                note: None,
            },
            None => Held::text(Some(STRUCTURED)),
        }
    }

    /// The type of a single value, which is text unless something else can be read from text; `None` for several values.
    fn scalar(&mut self, schema: &'a Node, place: &Place) -> Option<Value> {
        let schema = self.target(schema).unwrap_or(schema);
        match self.form(schema) {
            Form::Plain => {}
            Form::Enum => return Some(any_text()),
            Form::Object | Form::Union => return None,
        }
        let value = self.value(schema, place).into_field();
        match value.ty {
            Type::List(_) | Type::Map(_) => None,
            Type::Json | Type::Base64 | Type::File | Type::Named { .. } => Some(any_text()),
            _ => Some(value),
        }
    }
}

/// The headers that the responses of an operation declare.
fn declarations<'a>(call: Call<'a>) -> Vec<(&'a String, &'a Node)> {
    let responses = call.node.get("responses").and_then(Node::as_object);
    let responses = responses.into_iter().flat_map(Map::values);
    responses
        .filter_map(|response| response.get("headers")?.as_object())
        .flatten()
        .collect()
}

/// Whether all declarations of a header are in a style, or all of the same content.
fn is_written_alike(first: &Node, others: &[&Node]) -> bool {
    others
        .iter()
        .all(|other| match (first.get("content"), other.get("content")) {
            (Some(one), Some(other)) => one.same_value(other),
            (one, other) => one.is_none() && other.is_none(),
        })
}

/// What a header holds, and what is said where its text is not read as what is declared.
struct Held {
    value: Value,
    reading: HeaderReading,
    note: Option<&'static str>,
}

impl Held {
    fn one(value: Value) -> Self {
        Self {
            value,
            reading: HeaderReading::One,
            note: None,
        }
    }

    fn text(note: Option<&'static str>) -> Self {
        Self {
            note,
            ..Self::one(any_text())
        }
    }
}

const STRUCTURED: &str =
    "It holds more than one value, and is given as the text that was received.";

/// A comma may be a part of a cookie (RFC 6265, 3).
const COOKIES: &str =
    "It is given as the text that was received; the answer's headers hold each cookie by itself.";

const DIFFERENT: &str =
    "What it holds depends on the status, so it is given as the text that was received.";

/// Whether a header is one that OpenAPI says to ignore, or whose content is read in any case.
fn is_of_the_protocol(wire: &str) -> bool {
    ["content-type", "content-length"].contains(&wire.to_ascii_lowercase().as_str())
}
