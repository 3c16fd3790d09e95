//! How the members of forms are sent, where that is by what they are.
//!
//! Invariant: a member that may be any JSON is JSON in every form whose encoding does not say otherwise, since a server could
//! not tell the text `5` from the number; so is an object, by OpenAPI's defaults.

use std::collections::BTreeSet;

use super::keywords::{Form, flag, is_file, text};
use super::media::{Media, MediaKind, is_json, is_structured, is_untyped, target};
use super::schema::type_name;
use crate::load::{Map, Node};
use crate::resolve::Resolved;

/// The members of a form that may be any JSON, and of which nothing says how they are sent.
pub(super) fn free<'a>(
    resolved: &'a Resolved,
    form: &Media<'a>,
) -> impl Iterator<Item = &'a String> {
    let encoded: BTreeSet<&String> = form.encodings().map(|(name, _)| name).collect();
    let is_free = move |(name, member): &(&'a String, &'a Node)| {
        !encoded.contains(name) && is_untyped(member)
    };
    members(resolved, form)
        .filter(is_free)
        .map(|(name, _)| name)
}

/// The members of a form that are JSON, as one text each.
pub(super) fn whole<'a>(resolved: &'a Resolved, form: &Media<'a>) -> Vec<&'a String> {
    if !matches!(form.kind, MediaKind::Form | MediaKind::Multipart) {
        return Vec::new();
    }
    let free: BTreeSet<&String> = free(resolved, form).collect();
    let encodings: Vec<(&String, &Node)> = form.encodings().collect();
    let is_whole = |(name, member): &(&'a String, &'a Node)| {
        let encoding = encodings.iter().find(|(encoded, _)| encoded == name);
        let is_object = Form::of(member) != Form::Union
            && type_name(member) != "array"
            && is_structured(resolved, member);
        match encoding {
            Some((_, encoding)) if is_styled(form, encoding) => false,
            Some((_, encoding)) => text(encoding, "contentType").is_some_and(is_json) || is_object,
            None => free.contains(name) || is_object,
        }
    };
    members(resolved, form)
        .filter(is_whole)
        .map(|(name, _)| name)
        .collect()
}

/// Whether a style says how a member is spelled. In a multipart form, only one does.
fn is_styled(form: &Media, encoding: &Node) -> bool {
    match form.kind {
        MediaKind::Multipart => text(encoding, "style") == Some("deepObject"),
        _ => encoding.get("style").is_some(),
    }
}

/// The members of a form that are files of a media type of their own, and of which nothing else says how they are sent.
pub(super) fn files<'a>(resolved: &'a Resolved, form: &Media<'a>) -> Vec<(String, String)> {
    let encoded: BTreeSet<&String> = form.encodings().map(|(name, _)| name).collect();
    let file = |(name, member): (&'a String, &'a Node)| {
        let file = target(resolved, member.get("items").unwrap_or(member))?;
        let media_type = text(file, "contentMediaType").filter(|_| is_file(file))?;
        (!encoded.contains(name)).then(|| (name.clone(), media_type.to_owned()))
    };
    members(resolved, form).filter_map(file).collect()
}

/// What a form has for members, but for those that are not sent.
fn members<'a>(
    resolved: &'a Resolved,
    form: &Media<'a>,
) -> impl Iterator<Item = (&'a String, &'a Node)> + use<'a> {
    let form = form.schema.and_then(|schema| target(resolved, schema));
    let properties = form.and_then(|form| form.get("properties")?.as_object());
    let sent = properties.into_iter().flat_map(Map::iter);
    let sent = sent.filter(|(_, member)| !flag(member, "readOnly"));
    sent.filter_map(move |(name, member)| Some((name, target(resolved, member)?)))
}
