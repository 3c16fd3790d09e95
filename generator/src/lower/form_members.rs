//! How the members of forms are sent, where that is by what they are.
//!
//! Invariant: a member that may be any JSON is JSON in every form whose encoding does not say otherwise, since a server could
//! not tell the text `5` from the number; so is an object, by OpenAPI's defaults. A schema is looked at once, however many
//! operations send it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Lowering;
use super::keywords::{Form, flag, is_file, text};
use super::media::{self, Media, MediaKind, is_json, is_structured, is_untyped, target};
use super::object::required;
use super::schema::type_name;
use crate::load::{Map, Node, Origin};
use crate::resolve::Resolved;

const JSON: &str = "application/json";

/// Each operation that sends a form says of so many of its members how they are sent, at most.
const MOST_TOLD: usize = 256;

/// What a schema is as that of a form.
#[derive(Debug)]
pub(super) struct Members<'a> {
    /// Those that are more than text.
    rich: Vec<Rich<'a>>,
    /// Whether a file has to be there.
    needs_file: bool,
}

/// A member of a form that is more than text.
#[derive(Debug)]
struct Rich<'a> {
    name: &'a String,
    kind: Kind<'a>,
}

#[derive(Debug)]
enum Kind<'a> {
    /// Any JSON.
    Free,
    Object,
    /// A file of this media type.
    File(&'a str),
}

/// What is known of the schemas of forms, by where they stand.
pub(super) type KnownForms<'a> = BTreeMap<Origin, Rc<Members<'a>>>;

impl<'a> Lowering<'a> {
    /// The members of a form that may be any JSON, and of which nothing says how they are sent.
    pub(super) fn free_members(&mut self, form: &Media<'a>) -> Vec<&'a String> {
        let encoded = encoded(form);
        let members = self.form_members(form);
        let free = members.rich.iter();
        let free = free.filter(|member| matches!(member.kind, Kind::Free));
        let names = free.map(|member| member.name);
        names.filter(|name| !encoded.contains_key(*name)).collect()
    }

    /// The members of a form that are files of a media type of their own, and of which nothing else says how they are sent.
    pub(super) fn files_of(&mut self, form: &Media<'a>) -> Vec<(String, String)> {
        let encoded = encoded(form);
        let members = self.form_members(form);
        let files = members.rich.iter().filter_map(|member| match member.kind {
            Kind::File(media_type) => Some((member.name, media_type)),
            Kind::Free | Kind::Object => None,
        });
        let files = files.filter(|(name, _)| !encoded.contains_key(*name));
        files
            .map(|(name, media_type)| (name.clone(), media_type.to_owned()))
            .collect()
    }

    /// The members of a form that are JSON, as one text each.
    pub(super) fn json_members(&mut self, form: &Media<'a>) -> Vec<&'a String> {
        if !matches!(form.kind, MediaKind::Form | MediaKind::Multipart) {
            return Vec::new();
        }
        let encoded = encoded(form);
        let is_styled = |name: &String| {
            let encoding = encoded.get(name);
            encoding.is_some_and(|encoding| is_styled(form, encoding))
        };
        let members = self.form_members(form);
        let by_type = members.rich.iter().filter(|member| match member.kind {
            Kind::Free => !encoded.contains_key(member.name),
            Kind::Object => !is_styled(member.name),
            Kind::File(_) => false,
        });
        let mut names: Vec<&'a String> = by_type.map(|member| member.name).collect();
        let mut listed: BTreeSet<&String> = names.iter().copied().collect();
        let properties = properties(self.resolved, form);
        let is_told = |name: &String, encoding: &Node| {
            let member = properties.and_then(|properties| properties.get(name));
            member.is_some_and(is_sent) && text(encoding, "contentType").is_some_and(is_json)
        };
        for (name, encoding) in form.encodings() {
            if is_told(name, encoding) && !is_styled(name) && listed.insert(name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether a form is sent as JSON where it holds no file: the same may be sent as that, and no file has to be there.
    /// Frameworks read more from JSON: to Django REST framework, a truth value that a form leaves out is false.
    pub(super) fn may_be_json(&mut self, operation: &Node, form: &Media<'a>) -> bool {
        let is_usual =
            form.kind == MediaKind::Multipart && media::wanted(operation).next().is_none();
        if !is_usual || self.form_members(form).needs_file {
            return false;
        }
        let schema = |media: &Media| media.schema.map(Node::canonical);
        let is_same = |other: &Media| other.name == JSON && schema(other) == schema(form);
        media::offered(self.resolved, operation).iter().any(is_same)
    }

    fn form_members(&mut self, form: &Media<'a>) -> Rc<Members<'a>> {
        let schema = form.schema.and_then(|schema| target(self.resolved, schema));
        let origin = schema.unwrap_or(form.node).origin;
        if let Some(known) = self.known_forms.get(&origin) {
            return Rc::clone(known);
        }
        let resolved = self.resolved;
        let rich = |(name, member)| rich(resolved, name, member);
        let mut found = members(resolved, form).filter_map(rich);
        let told = found.by_ref().take(MOST_TOLD).collect();
        if found.next().is_some() {
            self.warn(
                "too-large",
                origin,
                format!("only the first {MOST_TOLD} members of this form that are more than text are sent as what they are"),
                "send what is so large as JSON",
            );
        }
        let required = schema.map(required).unwrap_or_default();
        let mut members = members(resolved, form);
        let needs_file = members
            .any(|(name, member)| required.contains(name.as_str()) && self.is_of_files(member));
        let known = Rc::new(Members {
            rich: told,
            needs_file,
        });
        self.known_forms.insert(origin, Rc::clone(&known));
        known
    }

    /// Whether a member is a file, or a list of files.
    fn is_of_files(&self, member: &'a Node) -> bool {
        let file = target(self.resolved, member.get("items").unwrap_or(member));
        file.is_some_and(|file| is_file(file) || self.usage.with_files().is_part(file))
    }
}

fn encoded<'a>(form: &Media<'a>) -> BTreeMap<&'a String, &'a Node> {
    form.encodings().collect()
}

/// Whether a style says how a member is spelled. In a multipart form, only one does.
fn is_styled(form: &Media, encoding: &Node) -> bool {
    match form.kind {
        MediaKind::Multipart => text(encoding, "style") == Some("deepObject"),
        _ => encoding.get("style").is_some(),
    }
}

fn rich<'a>(resolved: &'a Resolved, name: &'a String, member: &'a Node) -> Option<Rich<'a>> {
    let file = || {
        let file = target(resolved, member.get("items").unwrap_or(member))?;
        text(file, "contentMediaType").filter(|_| is_file(file))
    };
    let is_object = Form::of(member) != Form::Union
        && type_name(member) != "array"
        && is_structured(resolved, member);
    let kind = match file() {
        Some(media_type) => Kind::File(media_type),
        None if is_untyped(member) => Kind::Free,
        None if is_object => Kind::Object,
        None => return None,
    };
    Some(Rich { name, kind })
}

/// What a form has for members, but for those that are not sent.
fn members<'a>(
    resolved: &'a Resolved,
    form: &Media<'a>,
) -> impl Iterator<Item = (&'a String, &'a Node)> + use<'a> {
    let properties = properties(resolved, form).into_iter().flat_map(Map::iter);
    let sent = properties.filter(|(_, member)| is_sent(member));
    sent.filter_map(move |(name, member)| Some((name, target(resolved, member)?)))
}

fn properties<'a>(resolved: &'a Resolved, form: &Media<'a>) -> Option<&'a Map> {
    target(resolved, form.schema?)?
        .get("properties")?
        .as_object()
}

fn is_sent(member: &Node) -> bool {
    !flag(member, "readOnly")
}
