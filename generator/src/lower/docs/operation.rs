//! A method: what it does, what it takes and how its answer is read.
//!
//! Invariant: no two methods of one operation have the same docs: each but the first says how it sends the body.

use super::arguments::arguments;
use super::markdown::with_links_from;
use super::{begun, full_stop, markdown, or, paragraphs, sentence, text};
use crate::ir::{Docs, PathParam};
use crate::load::{Node, Page};
use crate::resolve::Resolved;

/// What the docs of a method speak of.
pub(in crate::lower) struct Said<'s> {
    pub(in crate::lower) page: Option<&'s Page>,
    pub(in crate::lower) node: &'s Node,
    /// What to say of it where nothing else does.
    pub(in crate::lower) otherwise: &'s str,
    pub(in crate::lower) params: &'s [PathParam],
    /// The media type of the body, if another method of the operation sends another one and comes first.
    pub(in crate::lower) further: Option<&'s str>,
    /// The members of a form that are JSON in it.
    pub(in crate::lower) json_members: &'s [&'s String],
    /// Whether a form without a file is sent as JSON.
    pub(in crate::lower) or_json: bool,
    /// Whether the answer has no end.
    pub(in crate::lower) is_endless: bool,
}

/// A method: what the overlay, its page or else the operation says, and its arguments. The runtime adds the request line.
///
/// A page's prose comes before the description of the operation, which is often the docstring of a whole view and speaks
/// of other endpoints.
pub(in crate::lower) fn operation(resolved: &Resolved, said: &Said<'_>) -> Docs {
    let Said { page, node, .. } = said;
    let site = site(resolved.root());
    let prose = |text| full_stop(with_links_from(site, text));
    let own = |key| prose(text(node, key).unwrap_or_default());
    let of_page = |key| page.filter(|page| !is_corrected(page, node.get(key), resolved));
    let heading =
        of_page("summary").and_then(|page| page.summary.as_deref().or(page.title.as_deref()));
    let heading = or(full_stop(markdown(heading.unwrap_or_default())), || {
        own("summary")
    });
    let body = match of_page("description") {
        Some(page) => prose(&page.prose),
        None => own("description"),
    };
    let body = match heading.0.is_empty() {
        true => or(body, || sentence(&begun(said.otherwise))),
        false => without_heading(body, &heading),
    };
    paragraphs([
        heading,
        body,
        arguments(said.params, described_body(node)),
        sending(said),
        reading(said),
    ])
}

/// A description without a first paragraph that the heading has said already: many tools derive one from the other.
fn without_heading(mut body: Docs, heading: &Docs) -> Docs {
    let end = body.0.iter().position(String::is_empty);
    let first = body
        .0
        .get(..end.unwrap_or(body.0.len()))
        .unwrap_or_default();
    if heading.0.join(" ").starts_with(&first.join(" ")) {
        let next = end.map_or(body.0.len(), |end| end + 1);
        body.0.drain(..next);
    }
    body
}

/// What is said of the body beside its schema.
fn described_body(operation: &Node) -> Docs {
    let body = operation.get("requestBody");
    let description = body.and_then(|body| text(body, "description"));
    full_stop(markdown(description.unwrap_or_default()))
}

fn sending(said: &Said<'_>) -> Docs {
    let further = said
        .further
        .map(|media_type| format!("The body is sent as {}.", markdown::code(media_type)));
    let or_json = said
        .or_json
        .then(|| "Without a file, the body is sent as JSON.".to_owned());
    let sentences = further.into_iter().chain(or_json).chain(json_members(said));
    let sentences: Vec<String> = sentences.collect();
    match sentences.is_empty() {
        true => Docs::default(),
        false => sentence(&sentences.join(" ")),
    }
}

/// So many members of a form are named in the docs of a method.
const MOST_NAMED: usize = 10;

/// Which members of a form are JSON, that who reads the request must know.
fn json_members(said: &Said<'_>) -> Option<String> {
    let (named, further) = said
        .json_members
        .split_at(MOST_NAMED.min(said.json_members.len()));
    let mut names: Vec<String> = named.iter().map(|name| markdown::code(name)).collect();
    if !further.is_empty() {
        names.push(format!("{} others", further.len()));
    }
    let (last, others) = names.split_last()?;
    Some(match others {
        [] => format!("In the form, {last} is sent as JSON."),
        _ => format!(
            "In the form, {} and {last} are sent as JSON.",
            others.join(", ")
        ),
    })
}

fn reading(said: &Said<'_>) -> Docs {
    let stream = "The answer goes on for as long as there are events; read it with `.stream()`.";
    match said.is_endless {
        true => sentence(stream),
        false => Docs::default(),
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
