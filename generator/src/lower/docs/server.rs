//! A server, and what its variables can be.
//!
//! Invariant: every variable is told with its default, which is what a caller gets who does not choose.

use super::{full_stop, markdown, or, paragraphs, prose, sentence};
use crate::ir::Docs;

/// A server.
pub(in crate::lower) fn server(server: &openapiv3::Server, url: &str) -> Docs {
    let description = server.description.as_deref().unwrap_or_default();
    let docs = or(prose(description), || sentence(&markdown::code(url)));
    let variables = server.variables.iter().flatten();
    let variables = variables.map(|(name, variable)| server_variable(name, variable));
    paragraphs(std::iter::once(docs).chain(variables))
}

fn server_variable(name: &str, variable: &openapiv3::ServerVariable) -> Docs {
    let others = variable.enumeration.iter();
    let others: Vec<String> = others
        .filter(|value| **value != variable.default)
        .map(|value| markdown::code(value))
        .collect();
    let others = match others.as_slice() {
        [] => String::new(),
        others => format!(", and can be {}", others.join(", ")),
    };
    let name = markdown::code(name);
    let default = markdown::code(&variable.default);
    let description = markdown::plain(variable.description.as_deref().unwrap_or_default());
    let usual = format!("The variable {name} is {default} by default{others}.");
    match full_stop(sentence(&description)).0.as_slice() {
        [description] if !description.is_empty() => sentence(&format!("{usual} {description}")),
        _ => sentence(&usual),
    }
}
