//! What is said about things: descriptions made safe for rustdoc, and what the schema itself says.
//!
//! Invariant: no text of the spec becomes code. Fences are never Rust, HTML and brackets are escaped, links
//! are absolute, and control characters do not reach the compiler.

mod arguments;
mod brief;
mod components;
mod facts;
mod markdown;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::keywords::{Form, flag, text};
use crate::ir::{Docs, PathParam, Value};
use crate::load::{Node, Page};
use crate::names;
use crate::resolve::Resolved;

pub(super) use arguments::argument;
use arguments::arguments;
use brief::described_briefly;
pub(super) use brief::is_short;
use facts::{facts, with_facts};
pub(super) use markdown::{markdown, one_line};
use rules::rules;

/// One plain sentence of ours.
pub(super) fn sentence(text: &str) -> Docs {
    Docs(vec![text.to_owned()])
}

/// Paragraphs, those that say nothing left out.
fn paragraphs(parts: impl IntoIterator<Item = Docs>) -> Docs {
    let mut lines: Vec<String> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.0.is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(part.0);
    }
    Docs(lines)
}

fn or(docs: Docs, fallback: impl FnOnce() -> Docs) -> Docs {
    if docs.0.is_empty() { fallback() } else { docs }
}

fn described(schema: &Node) -> Docs {
    or(
        markdown(text(schema, "description").unwrap_or_default()),
        || markdown(text(schema, "title").unwrap_or_default()),
    )
}

/// A name as a sentence: `quickReplyId` is `Quick reply id.`
fn spoken(wire: &str) -> Docs {
    sentence(&begun(&names::phrase(wire)))
}

/// A phrase as a sentence.
fn begun(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}.", chars.as_str())
}

/// The note of a deprecated schema or operation; `None` if it is not deprecated.
pub(super) fn deprecation(schema: &Node) -> Option<String> {
    let note = text(schema, "x-rust-deprecated");
    if !flag(schema, "deprecated") && note.is_none() {
        return None;
    }
    let note = note.unwrap_or("deprecated by the API");
    Some(markdown::note(note))
}

/// A field: its description, what is checked, and the default.
pub(super) fn field(
    name: &names::Ident,
    wire: &str,
    property: &Node,
    target: Option<&Node>,
    value: &Value,
    default: Option<&Node>,
) -> Docs {
    let own = or(described(property), || {
        target.map(described_briefly).unwrap_or_default()
    });
    let facts = facts(property, target, value, default);
    if own.0.is_empty() && facts.is_empty() {
        return unspoken(name.unraw(), wire);
    }
    with_facts(or(own, || spoken(wire)), facts)
}

/// What is said of a member of which nothing is known: its wire name, where that is not its name.
fn unspoken(name: &str, wire: &str) -> Docs {
    if name == wire {
        return Docs::default();
    }
    sentence(&markdown::code(wire))
}

/// Whether a wire name can be shown as code, with nothing beside it.
fn is_plain(wire: &str) -> bool {
    markdown::code(wire) == format!("`{wire}`")
}

/// The payload of a variant: its description, or that of the schema it refers to.
pub(super) fn payload(wire: &str, property: &Node, target: Option<&Node>) -> Docs {
    or(described(property), || {
        or(target.map(described_briefly).unwrap_or_default(), || {
            spoken(wire)
        })
    })
}

/// A server.
pub(super) fn server(server: &openapiv3::Server, url: &str) -> Docs {
    let description = server.description.as_deref().unwrap_or_default();
    let text = full_stop(markdown(description));
    let mut docs = or(text, || sentence(&markdown::code(url)));
    for (name, variable) in server.variables.iter().flatten() {
        docs.0.push(String::new());
        docs.0.extend(server_variable(name, variable).0);
    }
    docs
}

fn server_variable(name: &str, variable: &openapiv3::ServerVariable) -> Docs {
    let others = variable.enumeration.iter();
    let others: Vec<String> = others
        .filter(|value| **value != variable.default)
        .map(|value| markdown::code(value))
        .collect();
    let name = markdown::code(name);
    let default = markdown::code(&variable.default);
    sentence(&match others.as_slice() {
        [] => format!("The variable {name} is {default} unless another value is given."),
        others => format!(
            "The variable {name} is {default}, or {}.",
            others.join(", ")
        ),
    })
}

/// A value of an enum.
pub(super) fn variant(wire: &str, label: Option<&str>) -> Docs {
    if wire.is_empty() {
        return sentence("The empty string.");
    }
    let code = markdown::code(wire);
    match label.filter(|label| *label != wire) {
        Some(label) => sentence(&format!("{code}: {}", markdown::plain(label))),
        None if is_plain(wire) => Docs::default(),
        None => sentence(&code),
    }
}

/// A resource.
pub(super) fn resource(path: &[String]) -> Docs {
    let names: Vec<String> = path.iter().map(|name| names::phrase(name)).collect();
    sentence(&format!("The methods of {}.", names.join(" / ")))
}

/// A method: what the overlay, its page or else the operation says, and its arguments. The runtime adds the request line.
///
/// A page's prose comes before the description of the operation, which is often the docstring of a whole view and speaks
/// of other endpoints.
pub(super) fn operation(
    page: Option<&Page>,
    resolved: &Resolved,
    operation: &Node,
    params: &[PathParam],
    is_endless: bool,
) -> Docs {
    let site = site(resolved.root());
    let own = |key| markdown::with_links_from(site, text(operation, key).unwrap_or_default());
    let id = || spoken(text(operation, "operationId").unwrap_or("Calls the API"));
    let prose = |key| page.filter(|page| !is_corrected(page, operation.get(key), resolved));
    let heading =
        prose("summary").and_then(|page| page.summary.as_deref().or(page.title.as_deref()));
    let heading = or(markdown(heading.unwrap_or_default()), || own("summary"));
    let body = match prose("description") {
        Some(page) => markdown::with_links_from(site, &page.prose),
        None => own("description"),
    };
    let stream = "The answer goes on for as long as there are events; read it with `.stream()`.";
    let reading = if is_endless {
        sentence(stream)
    } else {
        Docs::default()
    };
    if heading.0.is_empty() {
        paragraphs([or(body, id), arguments(params), reading])
    } else {
        paragraphs([full_stop(heading), body, arguments(params), reading])
    }
}

/// Whether a text of the operation was not written in its page, but in an overlay.
fn is_corrected(page: &Page, text: Option<&Node>, resolved: &Resolved) -> bool {
    text.is_some_and(|text| resolved.origins().location(text.origin).file != page.location.file)
}

/// The origin of the site that a document's `externalDocs` names: the links of docs pages begin there.
fn site(root: &Node) -> Option<&str> {
    let url = text(root.get("externalDocs")?, "url")?;
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let host = host
        .split(['/', '?', '#'])
        .next()
        .filter(|host| !host.is_empty())?;
    let end = url.len() - url.split_once(host)?.1.len();
    url.get(..end)
}

/// A response.
pub(super) fn response(response: &Node) -> Docs {
    let said = ["description", "summary"].map(|key| stated(response, key));
    full_stop(markdown(
        said.into_iter().flatten().next().unwrap_or_default(),
    ))
}

/// A text that says something.
fn stated<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    text(node, key).filter(|text| !text.trim().is_empty())
}

/// The summary of a response (OpenAPI 3.2), or the first paragraph about it, in one line.
pub(super) fn response_line(response: &Node) -> String {
    let said = ["summary", "description"].map(|key| stated(response, key));
    let said = said.into_iter().flatten().next().unwrap_or_default();
    let first = said.trim().split("\n\n").next().unwrap_or_default();
    markdown::plain(first).trim_end_matches('.').to_owned()
}

/// A header of answers; `note` is what its type does not say.
pub(super) fn response_header(wire: &str, header: &Node, note: Option<&str>) -> Docs {
    let name = markdown::code(wire);
    let description = markdown::plain(text(header, "description").unwrap_or_default());
    let docs = match (description.as_str(), note) {
        ("", None) if is_plain(wire) => Docs::default(),
        ("", _) => sentence(&format!("The header {name} of answers.")),
        (description, _) => full_stop(sentence(&format!("The header {name}: {description}"))),
    };
    paragraphs([docs, note.map(sentence).unwrap_or_default()])
}

fn full_stop(mut docs: Docs) -> Docs {
    if let Some(last) = docs.0.last_mut()
        && last.ends_with(|c: char| c.is_alphanumeric())
    {
        last.push('.');
    }
    docs
}

/// What Django REST framework lists in an enum's description: `` * `value` - Label ``.
pub(super) fn enum_labels(schema: &Node) -> BTreeMap<String, String> {
    let description = text(schema, "description").unwrap_or_default();
    description.lines().filter_map(enum_label).collect()
}

fn enum_label(line: &str) -> Option<(String, String)> {
    let (value, label) = line.trim().strip_prefix("* `")?.split_once("` - ")?;
    Some((value.to_owned(), label.trim().to_owned()))
}

/// A type: its description, without the list of values that its variants repeat.
fn described_type(schema: &Node) -> Docs {
    let description = text(schema, "description").unwrap_or_default();
    let has_labels = description.lines().any(|line| enum_label(line).is_some());
    let is_enum = has_labels && Form::of(schema) == Form::Enum;
    let kept: Vec<&str> = description
        .lines()
        .filter(|line| enum_label(line).is_none() || !is_enum)
        .collect();
    or(markdown(&kept.join("\n")), || {
        markdown(text(schema, "title").unwrap_or_default())
    })
}

/// A type, or else its name.
pub(super) fn of_type(schema: &Node, wire: &str) -> Docs {
    or(described_type(schema), || spoken(wire))
}
