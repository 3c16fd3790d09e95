//! The headers that answers may have.
//!
//! Invariant: a header has a name that HTTP allows, and a type that text can be read as; one that is a list or an object
//! is text.

use super::keywords::{Form, text};
use super::operation::Call;
use super::params::is_token;
use super::{Lowering, Place, docs};
use crate::ir::{ResponseHeader, Type, Value};
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
        let mut headers: Vec<ResponseHeader> = Vec::new();
        let responses = call.node.get("responses").and_then(Node::as_object);
        let declared = responses
            .into_iter()
            .flat_map(Map::values)
            .filter_map(|response| response.get("headers")?.as_object())
            .flatten();
        for (wire, node) in declared {
            if is_of_the_protocol(wire) {
                continue;
            }
            if !is_token(wire) {
                self.warn(
                    "invalid-header",
                    node.origin,
                    "this header is left out: HTTP allows none of this name",
                    "give it a name of letters, digits and hyphens",
                );
                continue;
            }
            let value = self.header_value(node, place);
            let known = headers
                .iter_mut()
                .find(|header| header.wire.eq_ignore_ascii_case(wire));
            match known {
                Some(known) if known.value == value => {}
                Some(known) => known.value = plain_text(),
                None => headers.push(ResponseHeader {
                    constant: names::joined(Kind::Constant, &[method.unraw(), wire]),
                    docs: docs::response_header(wire, node),
                    wire: wire.clone(),
                    value,
                }),
            }
        }
        headers
    }

    fn header_value(&mut self, header: &'a Node, place: &Place) -> Value {
        let Some(schema) = header.get("schema") else {
            return plain_text();
        };
        let schema = self.target(schema).unwrap_or(schema);
        if Form::of(schema) != Form::Plain
            || matches!(text(schema, "type"), Some("array" | "object"))
        {
            return plain_text();
        }
        let value = self.value(schema, place).into_field();
        match value.ty {
            Type::Json
            | Type::Base64
            | Type::File
            | Type::List(_)
            | Type::Map(_)
            | Type::Named { .. } => plain_text(),
            _ => value,
        }
    }
}

fn plain_text() -> Value {
    Value {
        ty: Type::String,
        nullable: false,
        boxed: false,
        rules: Vec::new(),
    }
}

/// Whether a header is one that OpenAPI says to ignore, or whose content is read in any case.
fn is_of_the_protocol(wire: &str) -> bool {
    ["content-type", "content-length"].contains(&wire.to_ascii_lowercase().as_str())
}
