//! Whether anything whole is left of a document.
//!
//! Invariant: what one reference costs is that place alone, unless it costs every operation: then there is nothing
//! to generate, and that is an error.

use std::collections::{BTreeMap, BTreeSet};

use super::refs::component_name;
use super::{Broken, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::load::{Kind, Node};

/// How many of the operations that are not whole are named in the finding.
const NAMED: usize = 8;

/// Reports a document every operation of which reaches a reference that leads nowhere or never ends.
pub(super) fn check(resolved: &Resolved, broken: &Broken, diagnostics: &mut Diagnostics) {
    let operations = resolved.operations().map(|(.., operation)| operation);
    let operations: Vec<&Node> = operations.collect();
    if operations.len() + broken.items == 0 {
        return;
    }
    let search = Search::new(resolved, broken);
    if operations
        .iter()
        .any(|operation| search.is_whole(operation))
    {
        return;
    }
    let locate = |node: &Node| resolved.origins().location(node.origin);
    let paths = resolved.root().get("paths").unwrap_or(resolved.root());
    let places = operations.into_iter().take(NAMED).map(locate);
    diagnostics.push(finding(locate(paths), places));
}

fn finding(location: Location, operations: impl Iterator<Item = Location>) -> Diagnostic {
    let message =
        "nothing is left to generate: every operation needs something that is not in this document";
    let finding = Diagnostic::error("nothing-whole", location, message).help(
        "correct the references that the warnings name; one whole operation is enough to go on",
    );
    operations.fold(finding, |finding, place| {
        finding.related(place, "this operation is not whole")
    })
}

struct Search<'a> {
    broken: &'a Broken,
    /// The components that are broken, or refer to one that is.
    components: BTreeSet<&'a str>,
}

impl<'a> Search<'a> {
    fn new(resolved: &'a Resolved, broken: &'a Broken) -> Self {
        let mut search = Self {
            broken,
            components: BTreeSet::new(),
        };
        let mut users: BTreeMap<String, Vec<&'a str>> = BTreeMap::new();
        let mut open: Vec<&'a str> = Vec::new();
        for (name, schema) in resolved.schemas().into_iter().flatten() {
            let mut uses = BTreeSet::new();
            if !search.visit(schema, &mut uses) {
                open.push(name);
            }
            for used in uses {
                users.entry(used).or_default().push(name);
            }
        }
        while let Some(name) = open.pop() {
            if search.components.insert(name) {
                open.extend(users.get(name).into_iter().flatten());
            }
        }
        search
    }

    fn is_whole(&self, operation: &Node) -> bool {
        let mut uses = BTreeSet::new();
        !self.broken.operations.contains(&operation.origin)
            && self.visit(operation, &mut uses)
            && !uses
                .iter()
                .any(|name| self.components.contains(name.as_str()))
    }

    /// Whether nothing at or below a node is broken. Gathers the components that it refers to.
    fn visit(&self, node: &Node, uses: &mut BTreeSet<String>) -> bool {
        if self.broken.schemas.contains(&node.origin) {
            return false;
        }
        match &node.kind {
            Kind::Object(members) => {
                let reference = members.get("$ref").and_then(Node::as_str);
                uses.extend(reference.and_then(component_name));
                members.values().all(|member| self.visit(member, uses))
            }
            Kind::Array(items) => items.iter().all(|item| self.visit(item, uses)),
            _ => true,
        }
    }
}
