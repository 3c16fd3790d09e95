//! What requests carry and what successes answer.
//!
//! Invariant: JSON is chosen wherever it is offered; a body that is not JSON is a finding.

use super::keywords::{flag, text};
use super::operation::Call;
use super::schema::free_json;
use super::{Lowering, Place, docs};
use crate::ir::{Body, Encoding, Success};
use crate::load::{Map, Node};

impl<'a> Lowering<'a> {
    /// What a request carries: the first of its media types that is JSON.
    pub(super) fn body(&mut self, operation: &'a Node, place: &Place) -> Option<Body> {
        let node = operation.get("requestBody")?;
        let content = node.get("content")?.as_object()?;
        let Some((media_type, media)) = content.iter().find(|(media_type, _)| is_json(media_type))
        else {
            let listed: Vec<&str> = content.keys().map(String::as_str).collect();
            self.warn(
                "unsupported-body",
                node.origin,
                format!(
                    "no body is sent: none of its media types is JSON ({})",
                    listed.join(", ")
                ),
                "describe a JSON body, if the server takes one",
            );
            return None;
        };
        let value = match media.get("schema") {
            Some(schema) => self.value(schema, place).into_item(),
            None => free_json(),
        };
        Some(Body {
            value,
            optional: !flag(node, "required"),
            validated: false,
            media_type: media_type.clone(),
            encoding: Encoding::Json,
            docs: docs::markdown(text(node, "description").unwrap_or_default()),
        })
    }

    /// What the first response with a status of success holds.
    pub(super) fn success(&mut self, call: Call<'a>, place: &Place) -> Success {
        let responses = call.node.get("responses").and_then(Node::as_object);
        let mut statuses: Vec<(&String, &'a Node)> = responses.into_iter().flatten().collect();
        statuses.retain(|(status, _)| status.starts_with('2'));
        statuses.sort_by_key(|(status, _)| (*status).clone());
        if statuses.is_empty() {
            statuses.extend(
                responses
                    .into_iter()
                    .flatten()
                    .filter(|(status, _)| *status == "default"),
            );
        }
        for (_, response) in statuses {
            let content = response.get("content").and_then(Node::as_object);
            let Some((media_type, media)) = content.and_then(preferred) else {
                continue;
            };
            return match media.get("schema") {
                Some(schema) if is_json(media_type) => self
                    .page(call, schema, place)
                    .unwrap_or_else(|| Success::Json(self.value(schema, place).into_item())),
                None if is_json(media_type) => Success::Json(free_json()),
                _ if media_type.starts_with("text/") => Success::Text,
                _ => Success::Bytes,
            };
        }
        Success::Empty
    }
}

/// `application/json` and what is built on it.
fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

/// JSON if there is any, else the first media type.
fn preferred(content: &Map) -> Option<(&String, &Node)> {
    content
        .iter()
        .find(|(media_type, _)| is_json(media_type))
        .or_else(|| content.iter().next())
}
