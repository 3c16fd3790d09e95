//! What operations answer: successes, errors and the headers beside them.
//!
//! Invariant: an answer that is declared is read as what is declared for its status. JSON is chosen wherever it
//! is offered. `default` is a success only where no other one is declared.

mod errors;

use super::keywords::{is_file, reference};
use super::media::{is_json, is_structured, listed, remoteness, target};
use super::operation::Call;
use super::schema::free_json;
use super::{Lowering, Place, docs};
use crate::ir::{ByStatus, Content, Errors, Status, StatusVariant, Success};
use crate::load::{Map, Node};
use crate::names::{self, Ident, Kind};
use crate::resolve::Resolved;

/// What an operation answers.
pub(super) struct Answers {
    pub(super) success: Success,
    pub(super) accept: Option<String>,
    pub(super) errors: Errors,
    /// Whether a success goes on for as long as the server has something to say.
    pub(super) is_endless: bool,
}

/// A response of the document.
#[derive(Clone, Copy)]
struct Declared<'a> {
    status: Status,
    node: &'a Node,
    /// What its body is read as: JSON if there is any, else the first media type.
    media: Option<Media<'a>>,
}

/// A media type of a response.
#[derive(Clone, Copy)]
struct Media<'a> {
    name: &'a str,
    schema: Option<&'a Node>,
    /// Whether it is read as JSON.
    is_json: bool,
}

impl<'a> Lowering<'a> {
    /// What an operation called `name` answers. `place` is that of the operation.
    pub(super) fn answers(&mut self, name: &Ident, call: Call<'a>, place: &Place) -> Answers {
        let declared = self.declared(call);
        let (successes, others): (Vec<_>, Vec<_>) = declared
            .iter()
            .filter(|declared| declared.status != Status::Any)
            .partition(|declared| {
                matches!(declared.status, Status::Code(200..300) | Status::Class(2))
            });
        let any = declared
            .iter()
            .find(|declared| declared.status == Status::Any);
        let (successes, any) = match (successes.as_slice(), any) {
            ([], Some(any)) => (vec![any], None),
            (_, any) => (successes, any),
        };
        let errors = others
            .into_iter()
            .chain(any)
            .filter(|declared| errors::is_error(declared.status));
        let errors: Vec<Declared<'a>> = errors.copied().collect();
        let success = self.success(name, call, &successes, &place.below("Response"));
        Answers {
            accept: match &success {
                Success::ByStatus(_) => None,
                Success::Page(_) | Success::One(_) => successes
                    .first()
                    .and_then(|declared| accept(&declared.media?)),
            },
            is_endless: successes
                .iter()
                .any(|declared| declared.media.is_some_and(|media| media.is_event_stream())),
            success,
            errors: self.errors(name, &errors, place),
        }
    }

    /// The responses of an operation, the most specific first.
    fn declared(&mut self, call: Call<'a>) -> Vec<Declared<'a>> {
        let responses = call.node.get("responses").and_then(Node::as_object);
        let mut declared: Vec<Declared> = Vec::new();
        for (key, node) in responses.into_iter().flatten() {
            match status(key) {
                Some(status) if declared.iter().any(|known| known.status == status) => self.warn(
                    "second-status",
                    node.origin,
                    format!("`{key}` is declared twice, in two spellings; this one is left out"),
                    "remove one of the two",
                ),
                Some(status) => {
                    let media = self.media(call, status, node);
                    declared.push(Declared {
                        status,
                        node,
                        media,
                    });
                }
                None if key.starts_with("x-") => {}
                None => self.warn(
                    "unknown-status",
                    node.origin,
                    format!("`{key}` is not a status; what is declared for it is left out"),
                    "write a status such as '404', a range such as 4XX, or default",
                ),
            }
        }
        declared.sort_by_key(|declared| declared.status);
        declared
    }

    /// What the body of a response is read as; nothing where HTTP allows none.
    fn media(&mut self, call: Call<'a>, status: Status, response: &'a Node) -> Option<Media<'a>> {
        let content = response.get("content")?.as_object()?;
        let who = match status {
            _ if call.method == "head" => "an answer to HEAD",
            Status::Code(100..200 | 204 | 205 | 304) | Status::Class(1) => {
                "an answer of this status"
            }
            _ => {
                let media = preferred(self.resolved, content)?;
                self.check_media(media, content);
                return Some(media);
            }
        };
        if !content.is_empty() {
            let message = format!("{who} has no body in HTTP; what is declared of it is left out");
            let help = "remove `content`, or correct the status";
            self.warn("no-body", response.origin, message, help);
        }
        None
    }

    /// Reports what is described of a body and what nothing is made of.
    fn check_media(&mut self, media: Media<'a>, content: &'a Map) {
        let resolved = self.resolved;
        let name = media.name;
        let structured = media
            .schema
            .filter(|schema| is_structured(resolved, schema));
        if let Some(schema) = structured.filter(|_| !media.is_json) {
            let message = format!(
                "the SDK does not read `{name}`: the caller gets the body as it was received"
            );
            let help = "describe a JSON answer, if the server gives one";
            self.warn("untyped-body", schema.origin, message, help);
        }
        let read = media.schema.map(Node::canonical);
        for (other, node) in content {
            let schema = node.get("schema").filter(|_| other != name);
            if schema.is_some_and(|schema| Some(schema.canonical()) != read) {
                let message = format!(
                    "no method asks for `{other}`, which has another schema than `{name}`, which is read"
                );
                let help = "remove it in the overlay, if callers do without it";
                self.warn("unused-media-type", node.origin, message, help);
            }
        }
    }

    fn success(
        &mut self,
        name: &Ident,
        call: Call<'a>,
        declared: &[&Declared<'a>],
        place: &Place,
    ) -> Success {
        let Some((first, others)) = declared.split_first() else {
            return Success::One(Content::Empty);
        };
        if others
            .iter()
            .any(|other| !is_same(first.media, other.media))
        {
            return Success::ByStatus(self.successes(name, declared, place));
        }
        let json = first.media.filter(|media| media.is_json);
        let schema = json.and_then(|media| media.schema);
        let page = schema.and_then(|schema| self.page(call, schema, place));
        page.unwrap_or_else(|| Success::One(self.content(first.media, place)))
    }

    /// A variant for each success, and one for those that are not declared.
    fn successes(&mut self, name: &Ident, declared: &[&Declared<'a>], place: &Place) -> ByStatus {
        let variant = |declared: &&Declared<'a>| {
            let name = variant_name(declared.status);
            StatusVariant {
                status: declared.status,
                content: self.content(declared.media, &place.below(name.unraw())),
                docs: docs::response(declared.node),
                name,
            }
        };
        let mut variants: Vec<StatusVariant> = declared.iter().map(variant).collect();
        let is_open = variants
            .iter()
            .all(|variant| matches!(variant.status, Status::Code(_)));
        variants.extend(is_open.then(|| StatusVariant {
            status: Status::Any,
            name: names::any_status_variant(),
            content: Content::Bytes,
            docs: docs::sentence(
                "Another success than those that are declared, as it was received.",
            ),
        }));
        ByStatus {
            type_name: names::joined(Kind::Resource, &[name.unraw(), "Response"]),
            variants,
        }
    }

    fn content(&mut self, media: Option<Media<'a>>, place: &Place) -> Content {
        let Some(media) = media else {
            return Content::Empty;
        };
        match media.schema {
            Some(schema) if media.is_json => {
                let place = self.shared(schema, place);
                Content::Json(self.value(schema, &place).into_item())
            }
            None if media.is_json => Content::Json(free_json()),
            _ if media.name.starts_with("text/") => Content::Text,
            _ => Content::Bytes,
        }
    }

    /// A response that several operations share names its types itself.
    fn shared(&self, schema: &Node, place: &Place) -> Place {
        let pointer = self.resolved.origins().pointer(schema.origin);
        let tokens = pointer.tokens();
        let [components, responses, name, ..] = tokens.as_slice() else {
            return place.clone();
        };
        if reference(schema).is_some()
            || (components.as_str(), responses.as_str()) != ("components", "responses")
        {
            return place.clone();
        }
        let parts = match name.to_ascii_lowercase().ends_with("response") {
            true => vec![name.clone()],
            false => vec![name.clone(), "Response".to_owned()],
        };
        let names: Vec<&str> = parts.iter().map(String::as_str).collect();
        Place {
            module: names::joined(Kind::Module, &names),
            parts,
            ..place.clone()
        }
    }
}

/// A status, a range or `default`; `None` for anything else.
fn status(key: &str) -> Option<Status> {
    if key.eq_ignore_ascii_case("default") {
        return Some(Status::Any);
    }
    let digits = key.as_bytes();
    match digits {
        [digit @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(Status::Class(digit - b'0')),
        [b'1'..=b'9', _, _] => key.parse().ok().map(Status::Code),
        _ => None,
    }
}

fn variant_name(status: Status) -> Ident {
    match status {
        Status::Code(code) => names::status_variant(code),
        Status::Class(digit) => names::status_class_variant(digit),
        Status::Any => names::any_status_variant(),
    }
}

/// Whether two responses hold the same.
fn is_same(a: Option<Media>, b: Option<Media>) -> bool {
    let form = |media: Media| {
        let name = if media.is_json { "json" } else { media.name };
        (name.to_owned(), media.schema.map(Node::to_value))
    };
    a.map(form) == b.map(form)
}

/// JSON if there is any, that by its own name before others, else the first media type.
fn preferred<'a>(resolved: &'a Resolved, content: &'a Map) -> Option<Media<'a>> {
    let named = content
        .iter()
        .flat_map(|(key, node)| listed(key).map(move |name| (name, node)));
    let media = named.map(|(name, node)| {
        let schema = node.get("schema");
        // Frameworks write a range where nobody said what the body is.
        let is_any = matches!(name, "*/*" | "application/*")
            && schema.is_some_and(|schema| is_structured(resolved, schema));
        // Frameworks whose views write JSON say it of files too, which are sent as they are.
        let is_bytes = schema
            .and_then(|schema| target(resolved, schema))
            .is_some_and(is_file);
        Media {
            name,
            schema,
            is_json: is_any || is_json(name) && !is_bytes,
        }
    });
    let first = media.clone().next();
    let json = media.filter(|media| media.is_json);
    json.min_by_key(|media| remoteness(media.name)).or(first)
}

impl Media<'_> {
    fn is_event_stream(self) -> bool {
        self.name.starts_with("text/event-stream")
    }
}

/// The media types to ask for, where the kind of content does not say it.
fn accept(media: &Media) -> Option<String> {
    let is_usual = matches!(media.name, "application/json" | "text/plain" | "*/*")
        || (media.is_json && media.name.contains('*'));
    let is_sendable = media
        .name
        .bytes()
        .all(|byte| byte.is_ascii_graphic() || byte == b' ');
    let others = match media.is_json {
        true => "application/json;q=0.9",
        false => "*/*;q=0.8",
    };
    (!is_usual && is_sendable).then(|| format!("{}, {others}", media.name))
}
