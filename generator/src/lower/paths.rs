//! What is said of the paths as a whole, before any of their operations is looked at.
//!
//! Invariant: nothing here changes what is generated.

use std::collections::BTreeMap;

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::load::Node;

impl Lowering<'_> {
    /// Reports a document without operations, and paths that a server cannot tell apart.
    pub(super) fn check_paths(&mut self) {
        let root = self.resolved.root();
        let paths = root.get("paths");
        if self.resolved.operations().next().is_none() {
            self.warn(
                "no-operations",
                paths.unwrap_or(root).origin,
                "the document describes no operation; the client has types alone",
                "describe the operations below `paths`",
            );
        }
        let mut known: BTreeMap<String, (&str, &Node)> = BTreeMap::new();
        for (path, item) in paths.and_then(Node::as_object).into_iter().flatten() {
            if !path.starts_with('/') {
                self.without_slash(path, item);
            }
            match known.get(&anonymous(path)) {
                Some(first) => self.same_path(*first, (path, item)),
                None => {
                    known.insert(anonymous(path), (path, item));
                }
            }
        }
    }

    fn without_slash(&mut self, path: &str, item: &Node) {
        let message = format!("`{path}` does not begin with a slash; one is put before it");
        let help = format!("write `{}`", rooted(path));
        self.warn("path-without-slash", item.origin, message, &help);
    }

    fn same_path(&mut self, (first, place): (&str, &Node), (path, again): (&str, &Node)) {
        let message = format!(
            "`{path}` and `{first}` are one path: only their parameters are called differently"
        );
        let finding = Diagnostic::warning("same-path", self.location(again.origin), message)
            .related(self.location(place.origin), "the first one")
            .help("put the operations of both below one of them");
        self.diagnostics.push(finding);
    }
}

/// A path as it is sent: behind the URL of the server, what begins otherwise would become a part of the host's name.
pub(super) fn rooted(path: &str) -> String {
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{slash}{path}")
}

/// A path template without the names of its parameters.
fn anonymous(path: &str) -> String {
    let mut parts = path.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push('{');
        text.push_str(
            part.find('}')
                .and_then(|end| part.get(end..))
                .unwrap_or(part),
        );
    }
    text
}
