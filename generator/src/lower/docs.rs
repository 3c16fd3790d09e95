//! What is said about things: descriptions made safe for rustdoc, and what the schema itself says.
//!
//! Invariant: no text of the spec becomes code. Fences are never Rust, HTML and brackets are escaped, links
//! are absolute, and control characters do not reach the compiler.

mod about;
mod arguments;
mod brief;
mod components;
mod facts;
mod html;
mod markdown;
mod operation;
mod rules;
mod server;
#[cfg(test)]
mod tests;
mod told;
mod values;

use super::keywords::{Form, flag, text};
use crate::ir::{Docs, Status, Value};
use crate::load::Node;
use crate::names;

pub(super) use about::about;
pub(super) use arguments::argument;
use brief::described_briefly;
pub(super) use brief::is_short;
use facts::{facts, with_facts};
pub(super) use markdown::{markdown, one_line};
pub(super) use operation::{Said, operation};
use rules::rules;
pub(super) use server::server;
use told::Told;
pub(super) use values::{Labels, labels, retain_listed, variant};

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

/// A text of the spec, which ends in a full stop if it is prose.
pub(super) fn prose(text: &str) -> Docs {
    full_stop(markdown(text))
}

/// A schema's description, or else its title.
fn described(schema: &Node) -> Docs {
    or(
        prose(text(schema, "description").unwrap_or_default()),
        || titled(schema),
    )
}

/// The same without what its variants say.
fn described_without(schema: &Node, labels: &Labels) -> Docs {
    let description = text(schema, "description").unwrap_or_default();
    or(prose(&values::without(description, labels)), || {
        titled(schema)
    })
}

fn titled(schema: &Node) -> Docs {
    prose(text(schema, "title").unwrap_or_default())
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

/// A field, as far as something is said of it.
pub(super) struct Member<'s> {
    pub(super) name: &'s names::Ident,
    pub(super) wire: &'s str,
    /// What describes it: a property, or a parameter.
    pub(super) node: &'s Node,
    /// The schema of what it holds, where that is another node.
    pub(super) target: Option<&'s Node>,
    /// What the variants of its enum say.
    pub(super) labels: &'s Labels,
    pub(super) value: &'s Value,
    pub(super) default: Option<&'s Node>,
}

/// A field: its description, what is checked, and the default.
pub(super) fn field(member: &Member<'_>) -> Docs {
    let Member { node, target, .. } = member;
    let own = or(described_without(node, member.labels), || {
        target.map(described_briefly).unwrap_or_default()
    });
    let facts = facts(&Told::by(&own.0), member);
    if own.0.is_empty() && facts.is_empty() {
        return unspoken(member.name.unraw(), member.wire);
    }
    with_facts(or(own, || spoken(member.wire)), facts)
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

/// A resource, with the first paragraph of what its tag says, if it has one.
pub(super) fn resource(path: &[String], tag: Option<&Node>) -> Docs {
    let names: Vec<String> = path.iter().map(|name| names::phrase(name)).collect();
    let methods = format!("The methods of {}.", names.join(" / "));
    match tag.and_then(|tag| stated(tag, &["description"])) {
        Some(said) => full_stop(sentence(&format!("{methods} {}", first_line(said)))),
        None => sentence(&methods),
    }
}

/// A response.
pub(super) fn response(response: &Node) -> Docs {
    prose(stated(response, &["description", "summary"]).unwrap_or_default())
}

/// Words that say no more of an error than that it is any other than those that are declared.
const OF_ANY_ERROR: &[&str] = &[
    "a",
    "all",
    "an",
    "any",
    "default",
    "error",
    "errors",
    "other",
    "response",
    "the",
    "unexpected",
];

/// An error in one line, without a full stop: its summary (OpenAPI 3.2), or what begins its description.
pub(super) fn error_line(status: Status, response: &Node) -> String {
    let line = first_line(stated(response, &["summary", "description"]).unwrap_or_default());
    let says_nothing = arguments::words(&line).all(|word| OF_ANY_ERROR.contains(&word.as_str()));
    match status == Status::Any && says_nothing {
        true => String::new(),
        false => line,
    }
}

/// The first of these texts that says something.
fn stated<'n>(node: &'n Node, keys: &[&str]) -> Option<&'n str> {
    let said = keys.iter().filter_map(|key| text(node, key));
    said.map(str::trim).find(|text| !text.is_empty())
}

/// The first paragraph of a text, in one line and without a full stop.
fn first_line(text: &str) -> String {
    let first = text.split("\n\n").next().unwrap_or_default();
    markdown::inline(first).trim_end_matches('.').to_owned()
}

/// A header of answers; `note` is what its type does not say.
pub(super) fn response_header(wire: &str, header: &Node, note: Option<&str>) -> Docs {
    let name = markdown::code(wire);
    let description = markdown::inline(text(header, "description").unwrap_or_default());
    let docs = match (description.as_str(), note) {
        ("", None) if is_plain(wire) => Docs::default(),
        ("", _) => sentence(&format!("The header {name} of answers.")),
        (description, _) => full_stop(sentence(&format!("The header {name}: {description}"))),
    };
    paragraphs([docs, note.map(sentence).unwrap_or_default()])
}

/// A text that ends in a full stop, if its last paragraph is one line of prose.
fn full_stop(mut docs: Docs) -> Docs {
    let is_prose = facts::ends_in_a_line_of_prose(&docs);
    if let Some(last) = docs.0.last_mut().filter(|_| is_prose) {
        let end =
            last.trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}', ')', ']', '*', '_', '`']);
        if !end.ends_with(['.', '!', '?', ':', '\u{2026}', '\u{3002}']) {
            last.push('.');
        }
    }
    docs
}

/// What an enum's own description says of its values. Items about others belong to the description.
pub(super) fn enum_labels(schema: &Node) -> Labels {
    let mut labels = labels(text(schema, "description").unwrap_or_default());
    if !labels.is_empty() {
        retain_listed(&mut labels, schema);
    }
    labels
}

/// A type: its description, without the list of values that its variants repeat.
fn described_type(schema: &Node) -> Docs {
    match Form::of(schema) {
        Form::Enum => described_without(schema, &enum_labels(schema)),
        _ => described(schema),
    }
}

/// A type, or else its name.
pub(super) fn of_type(schema: &Node, wire: &str) -> Docs {
    or(described_type(schema), || spoken(wire))
}
