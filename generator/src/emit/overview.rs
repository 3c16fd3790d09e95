//! The tree of resources as a list in the documentation: which method is reached by which accessors.
//!
//! Invariant: the links lead from the module of all resources, so the list can stand in no other file.

use super::docs;
use crate::ir::{Docs, Operation, Resource};
use crate::names::Ident;

/// The list, a line for every resource that has methods.
pub(super) fn of(root: &Resource) -> Docs {
    let resources = root.tree();
    let resources = resources.filter(|resource| !resource.operations.is_empty());
    let entries: Vec<String> = resources.map(entry).collect();
    let title = Docs(vec![
        "The resources of the API, each with its methods.".to_owned(),
    ]);
    match entries.is_empty() {
        true => title,
        false => docs::with_paragraph(&title, entries),
    }
}

fn entry(resource: &Resource) -> String {
    let accessors = resource.path.iter().map(|name| format!(".{name}()"));
    let operations = resource.operations.iter();
    let methods: Vec<String> = operations
        .map(|operation| link(resource, operation))
        .collect();
    format!(
        "* `client{}`: {}",
        accessors.collect::<String>(),
        methods.join(", ")
    )
}

/// A method with a link to it, as seen from the module of all resources.
fn link(resource: &Resource, operation: &Operation) -> String {
    let mut target: Vec<&str> = resource.path.iter().map(Ident::unraw).collect();
    if target.is_empty() {
        target.push("crate");
    }
    target.extend([resource.type_name.unraw(), operation.name.unraw()]);
    format!("[`{}`]({})", operation.name.unraw(), target.join("::"))
}
