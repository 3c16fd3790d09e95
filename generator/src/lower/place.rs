//! Where an operation stands in the SDK: its resource and the name of its method.
//!
//! Invariant: the place depends on the operation alone: on its docs page if it has one, else on its path,
//! its operationId and its tag. It does not move when another operation is added, with one exception, without
//! which a method and a resource would have the same name.
//!
//! Django REST framework describes an action (`POST /conversations/{id}/subscribe/`) as it describes a new item
//! of a list (`POST /conversations/{id}/messages/`): both operationIds end in `_create`. The last segment is
//! an action's name unless it is in the plural, or (the exception) the path has another operation or goes on below.

use super::keywords::text;
use super::unique_id;
use crate::load::{Node, Page};
use crate::names;

/// The place of an operation, in wire names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OperationPlace {
    /// The resources from the client down; empty for a method of the client itself.
    pub(super) resource: Vec<String>,
    pub(super) method: String,
    /// The whole operationId, if the method is called after a part of it.
    pub(super) whole: Option<String>,
}

/// How many resources a path may lead through: each of them repeats those before it. One that is deeper is placed as
/// if the framework had not described it.
const MOST_RESOURCES: usize = 32;

/// How the operationIds of Django REST framework end, and what the method is called.
const VERBS: &[(&str, &str)] = &[
    ("partial update", "update"),
    ("list", "list"),
    ("create", "create"),
    ("retrieve", "get"),
    ("update", "replace"),
    ("destroy", "delete"),
];

/// Decides the place of the operation `method` on `path`.
///
/// `alone` is whether the path has no other operation, and no other path goes on below it.
pub(super) fn place(
    page: Option<&Page>,
    path: &str,
    method: &str,
    operation: &Node,
    alone: bool,
) -> OperationPlace {
    if let Some((name, resource)) = page.and_then(|page| page.place.split_last()) {
        return OperationPlace {
            resource: resource.to_vec(),
            method: name.clone(),
            whole: None,
        };
    }
    let whole = text(operation, "operationId");
    let function = whole.and_then(|id| unique_id::function(id, path));
    let id = function.or(whole).map(names::phrase);
    let segments: Vec<&str> = path
        .split('/')
        .filter(|part| !part.is_empty() && !part.contains('{'))
        .collect();
    let is_deep = segments.len() > MOST_RESOURCES;
    let id_of_framework = id.as_deref().filter(|_| !is_deep);
    if let Some(verb) = id_of_framework.and_then(|id| framework_verb(id, &segments)) {
        let mut resource = without_prefix(&segments);
        let action = action(path, verb, &resource).filter(|_| alone);
        if action.is_some() {
            resource.pop();
        }
        return OperationPlace {
            resource,
            method: action.unwrap_or_else(|| verb.to_owned()),
            whole: None,
        };
    }
    let resource = tag(operation)
        .map(str::to_owned)
        .or_else(|| without_prefix(&segments).into_iter().next());
    let method = match &id {
        Some(id) => without_resource(id, resource.as_deref()),
        None => described(path, method),
    };
    OperationPlace {
        resource: resource.into_iter().collect(),
        method,
        whole: function.and(whole).map(str::to_owned),
    }
}

/// The verb of an operationId that repeats the path and ends in what the framework calls the action.
fn framework_verb(id: &str, segments: &[&str]) -> Option<&'static str> {
    let path = segments
        .iter()
        .map(|part| names::phrase(part))
        .collect::<Vec<_>>()
        .join(" ");
    let action = id.strip_prefix(&path)?.trim_start();
    VERBS
        .iter()
        .find(|(ending, _)| *ending == action)
        .map(|(_, verb)| *verb)
}

/// The last segment of a path, if it may name an action on what stands before it.
fn action(path: &str, verb: &str, resource: &[String]) -> Option<String> {
    let (last, before) = resource.split_last()?;
    let is_plural = last.ends_with('s')
        && !["ss", "us", "is"]
            .iter()
            .any(|ending| last.ends_with(ending));
    let ends_there = path.trim_end_matches('/').ends_with(last.as_str());
    let may_act = matches!(verb, "create" | "get");
    (!before.is_empty() && ends_there && may_act && !is_plural).then(|| last.clone())
}

/// The literal segments after those that only say which API and which version of it this is.
fn without_prefix(segments: &[&str]) -> Vec<String> {
    let is_version = |part: &str| {
        let number = part.strip_prefix(['v', 'V']).unwrap_or(part);
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    segments
        .iter()
        .skip_while(|part| **part == "api" || **part == "rest" || is_version(part))
        .map(|part| (*part).to_owned())
        .collect()
}

/// The only tag of an operation; several do not say which resource it belongs to.
fn tag(operation: &Node) -> Option<&str> {
    match operation.get("tags")?.as_array()? {
        [only] => only.as_str().filter(|tag| !tag.trim().is_empty()),
        _ => None,
    }
}

/// An operationId without the name of the resource in front of it.
fn without_resource(id: &str, resource: Option<&str>) -> String {
    let resource = resource.map(names::phrase).unwrap_or_default();
    match id.strip_prefix(&resource).map(str::trim_start) {
        Some(rest)
            if !rest.is_empty()
                && !resource.is_empty()
                && id[resource.len()..].starts_with(' ') =>
        {
            rest.to_owned()
        }
        _ => id.to_owned(),
    }
}

/// The name of an operation without an operationId: `GET /pets/{id}` is `get pets by id`.
fn described(path: &str, method: &str) -> String {
    let parts = path.split('/').filter(|part| !part.is_empty()).map(|part| {
        match part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
        {
            Some(parameter) => format!("by {parameter}"),
            None => part.replace(['{', '}'], " "),
        }
    });
    std::iter::once(method.to_owned())
        .chain(parts)
        .collect::<Vec<_>>()
        .join(" ")
}
