//! Lists that come in pages: which answers are pages, and how the one after it is asked for.
//!
//! Invariant: an answer is a page only if it declares nothing that a page would lose. Whether the server then
//! sends a list or an envelope around it is for the runtime to see: published descriptions mix the two up.

use super::keywords::text;
use super::operation::Call;
use super::{Lowering, Place};
use crate::ir::{Page, Success};
use crate::load::Node;

/// All members of the envelopes of Django REST framework; those with a cursor have no `count`.
const ENVELOPE: [&str; 4] = ["count", "next", "previous", "results"];

impl<'a> Lowering<'a> {
    /// The page that an answer of this schema is, if it is one: an envelope with a link to the next page, or
    /// a bare list that is asked for with an `offset`.
    pub(super) fn page(
        &mut self,
        call: Call<'a>,
        schema: &'a Node,
        place: &Place,
    ) -> Option<Success> {
        if call.method != "get" {
            return None;
        }
        let offset = query_parameter(call.node, "offset");
        let answer = self.looked_through(schema);
        let list = match envelope(answer) {
            Some(list) => list,
            None => offset.as_ref().map(|_| answer)?,
        };
        let items = list
            .get("items")
            .filter(|_| text(list, "type") == Some("array"))?;
        Some(Success::Page(Page {
            item: self.value(items, &place.below("Item")).into_item(),
            offset,
        }))
    }

    /// The schema at the end of references to references.
    fn looked_through(&self, schema: &'a Node) -> &'a Node {
        let mut schema = schema;
        while let Some(target) = self.target(schema) {
            schema = target;
        }
        schema
    }
}

/// The list in an envelope.
fn envelope(schema: &Node) -> Option<&Node> {
    let members = schema.get("properties")?.as_object()?;
    let is_known = |name: &String| ENVELOPE.contains(&name.as_str());
    let is_link = |next: &Node| matches!(text(next, "type"), None | Some("string"));
    let is_envelope = members.get("next").is_some_and(is_link) && members.keys().all(is_known);
    members.get("results").filter(|_| is_envelope)
}

/// The name of a query parameter, if the operation has it.
fn query_parameter(operation: &Node, name: &str) -> Option<String> {
    let parameters = operation.get("parameters")?.as_array()?;
    let is_it =
        |node: &&Node| text(node, "in") == Some("query") && text(node, "name") == Some(name);
    parameters.iter().find(is_it).map(|_| name.to_owned())
}
