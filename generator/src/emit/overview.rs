//! The tree of resources as a list in the documentation: which method is reached by which accessors.
//!
//! Invariant: the links lead from the module of all resources, so the list can stand in no other file.

use crate::ir::{Docs, Operation, Resource};
use crate::names::Ident;

/// The list, a line for every resource that has methods.
pub(super) fn of(root: &Resource) -> Docs {
    let mut lines = vec!["The resources of the API, each with its methods.".to_owned()];
    let mut entries = Vec::new();
    collect(root, &mut entries);
    if !entries.is_empty() {
        lines.push(String::new());
        lines.append(&mut entries);
    }
    Docs(lines)
}

fn collect(resource: &Resource, entries: &mut Vec<String>) {
    if !resource.operations.is_empty() {
        let accessors: Vec<String> = resource
            .path
            .iter()
            .map(|name| format!(".{name}()"))
            .collect();
        let methods: Vec<String> = resource
            .operations
            .iter()
            .map(|operation| link(resource, operation))
            .collect();
        entries.push(format!(
            "* `client{}`: {}",
            accessors.concat(),
            methods.join(", ")
        ));
    }
    for child in &resource.children {
        collect(child, entries);
    }
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
