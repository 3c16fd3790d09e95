//! The overlay: hand-written corrections of the published description, as an OpenAPI Overlay 1.0.
//!
//! Follows <https://spec.openapis.org/overlay/v1.0.0.html>, and where that is silent, what version 1.1
//! made explicit: inside a merged object, lists are concatenated, plain values replaced, and anything else
//! is an error; a plain value can be removed.
//!
//! Invariant, in which this is stricter than the specification: an action that matches nothing is an error, so that the
//! file cannot rot.

mod apply;
mod read;

use serde_json_path::JsonPath;

use super::node::{Node, Origin};

/// The corrections of one overlay file, in the order of the file.
pub(super) struct Overlay {
    actions: Vec<Action>,
    /// What the extension `x-newer` lists, each with its place.
    pub(super) newer: Vec<(String, Origin)>,
}

/// One correction.
struct Action {
    /// Selects the nodes to change.
    target: JsonPath,
    /// The target as it is written.
    text: String,
    /// Where the target is written.
    origin: Origin,
    change: Change,
}

enum Change {
    Update(Node),
    Remove,
}
