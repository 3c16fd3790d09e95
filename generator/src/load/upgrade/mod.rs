//! OpenAPI 3.1 in the words of 3.0, so that every later stage knows one language. What 3.2 adds to 3.1 is reported
//! by [`check`](super::check).
//!
//! Runs last, so that the overlay corrects what was published. Invariant: running it again changes nothing,
//! and what it writes has the place of the keyword that it stands for. Documents that call themselves 3.0
//! and use words of 3.1 are read the same way.

mod anchors;
mod bounds;
mod content;
mod defs;
mod inner;
mod parts;
mod placeholders;
mod schema;
mod shape;
mod tuples;
mod types;

pub(crate) use content::is_binary;
pub(crate) use types::is_null;

use super::node::{Kind, Map, Node, Origin, Origins};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Rewrites a document. What 3.0 has no words for is left out with a warning.
pub(super) fn upgrade(root: &mut Node, origins: &Origins, diagnostics: &mut Diagnostics) {
    let mut upgrader = Upgrader {
        origins,
        diagnostics,
    };
    upgrader.root(root);
    anchors::follow(root, &upgrader);
    defs::hoist(root, &mut upgrader);
    inner::hoist(root, &upgrader);
    shape::walk(root, shape::Object::Document, &mut |node| {
        upgrader.schema(node);
    });
}

struct Upgrader<'a> {
    origins: &'a Origins,
    diagnostics: &'a mut Diagnostics,
}

impl Upgrader<'_> {
    fn root(&mut self, root: &mut Node) {
        let Some(members) = root.as_object_mut() else {
            return;
        };
        let webhooks = members.shift_remove("webhooks");
        let is_empty = |node: &Node| node.as_object().is_none_or(Map::is_empty);
        if let Some(webhooks) = webhooks.filter(|webhooks| !is_empty(webhooks)) {
            self.warn(
                "webhooks-ignored",
                webhooks.origin,
                "`webhooks` are requests that the server sends, so the SDK has nothing for them",
                "remove them in the overlay, if nobody is to read this again",
            );
        }
        let is_newer = |version: &&mut Node| {
            let version = version.as_str().unwrap_or_default();
            ["3.1", "3.2"]
                .iter()
                .any(|newer| version.starts_with(newer))
        };
        if let Some(version) = members.get_mut("openapi").filter(is_newer) {
            version.kind = Kind::String("3.0.3".to_owned());
            self.untyped_parts(root);
        }
    }

    fn warn(&mut self, code: &'static str, origin: Origin, message: impl Into<String>, help: &str) {
        let location = self.origins.location(origin);
        self.diagnostics
            .push(Diagnostic::warning(code, location, message).help(help));
    }
}

/// Sets a member to `true`, in the place of the keyword that it stands for.
fn set_true(members: &mut Map, key: &str, origin: Origin) {
    members.insert(key.to_owned(), Node::new(Kind::Bool(true, None), origin));
}
