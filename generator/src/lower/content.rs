//! What successes answer.
//!
//! Invariant: JSON is chosen wherever it is offered.

use super::media::is_json;
use super::operation::Call;
use super::schema::free_json;
use super::{Lowering, Place};
use crate::ir::Success;
use crate::load::{Map, Node};

impl<'a> Lowering<'a> {
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

/// JSON if there is any, else the first media type.
fn preferred(content: &Map) -> Option<(&String, &Node)> {
    content
        .iter()
        .find(|(media_type, _)| is_json(media_type))
        .or_else(|| content.iter().next())
}
