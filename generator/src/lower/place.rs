//! Where an operation stands in the SDK: its resource and the name of its method.
//!
//! Invariant: the place depends on the operation alone: on its docs page if it has one, else on its path,
//! its operationId and its tag. It does not move when another operation is added, with one exception, without
//! which a method and a resource would have the same name.
//!
//! Django REST framework describes an action (`POST /conversations/{id}/subscribe/`) as it describes a new item
//! of a list (`POST /conversations/{id}/messages/`): both operationIds end in `_create`. The last segment is
//! an action's name unless it is in the plural, or (the exception) the path has another operation or goes on below.
//!
//! NestJS puts the class before the method: `CatsController_findOne`, and LoopBack and springdoc make it the tag. What kind
//! of class it is says nothing about the operation, nor does its name where that is the resource's.

use super::operation::Call;
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

/// How the operationIds of Django REST framework end, with the HTTP method of each, and what the method is called. The same
/// words beside another HTTP method are not the framework's: to others, `PATCH` is an `update`.
const VERBS: &[(&str, &str, &str)] = &[
    ("partial update", "patch", "update"),
    ("list", "get", "list"),
    ("create", "post", "create"),
    ("retrieve", "get", "get"),
    ("update", "put", "replace"),
    ("destroy", "delete", "delete"),
];

/// Decides the place of an operation. `alone` is whether its path has no other one, and no other path goes on below it.
pub(super) fn place(call: Call<'_>, alone: bool) -> OperationPlace {
    let segments = literals(call.path);
    call.page
        .and_then(by_page)
        .or_else(|| by_framework(call, &segments, alone))
        .unwrap_or_else(|| by_tag(call, &segments))
}

fn by_page(page: &Page) -> Option<OperationPlace> {
    let (name, resource) = page.place.split_last()?;
    Some(OperationPlace {
        resource: resource.to_vec(),
        method: name.clone(),
        whole: None,
    })
}

fn by_framework(call: Call<'_>, segments: &[&str], alone: bool) -> Option<OperationPlace> {
    let id = call.own_id().filter(|_| segments.len() <= MOST_RESOURCES)?;
    let (mut resource, verb) = framework(id, call.method, segments)?;
    let action = action(call.path, verb, &resource).filter(|_| alone);
    if action.is_some() {
        resource.pop();
    }
    Some(OperationPlace {
        resource,
        method: action.unwrap_or_else(|| verb.to_owned()),
        whole: None,
    })
}

/// The place by the only tag, or else by the first segment of the path that says something.
fn by_tag(call: Call<'_>, segments: &[&str]) -> OperationPlace {
    let resource = tag(call.node)
        .map(|tag| without_kind(tag).to_owned())
        .or_else(|| without_prefix(segments).into_iter().next());
    let method = match call.own_id() {
        Some(id) => named(id, resource.as_deref().unwrap_or_default()),
        None => described(call),
    };
    OperationPlace {
        resource: resource.into_iter().collect(),
        method,
        whole: call.function().and(call.id()).map(str::to_owned),
    }
}

/// What an operation does, in words: its operationId, or else its method and path. The framework's name the verb last,
/// behind the whole path; their place says the same.
pub(super) fn said(place: &OperationPlace, call: Call<'_>) -> String {
    let Some(id) = call.own_id() else {
        return names::phrase(&described(call));
    };
    if framework(id, call.method, &literals(call.path)).is_none() {
        return match class_and_method(id) {
            Some((class, method)) => format!("{class}: {method}"),
            None => names::phrase(id),
        };
    }
    let resources = place.resource.iter().rev();
    let resources: Vec<String> = resources.map(|name| names::phrase(name)).collect();
    let resources = resources.join(" of ");
    let called = names::phrase(&place.method);
    let is_verb = VERBS.iter().any(|(.., verb)| *verb == called);
    match resources.as_str() {
        "" => called,
        _ if is_verb => format!("{called} {resources}"),
        _ => format!("{resources}: {called}"),
    }
}

/// The segments of a path that are no parameters.
fn literals(path: &str) -> Vec<&str> {
    let segments = path.split('/');
    segments
        .filter(|part| !part.is_empty() && !part.contains('{'))
        .collect()
}

impl<'a> Call<'a> {
    /// The name of the function that the operationId is made of, if it is.
    fn function(&self) -> Option<&'a str> {
        unique_id::function(self.id()?, self.path)
    }

    /// What of the operationId says something of the operation alone.
    fn own_id(&self) -> Option<&'a str> {
        self.function().or(self.id())
    }
}

/// The words of an operationId, without the one for the kind of class before the method.
fn spoken(id: &str) -> String {
    match class_and_method(id) {
        Some((class, method)) => format!("{class} {method}"),
        None => names::phrase(id),
    }
}

/// The class and the method of an operationId that a tool has made of them, in words.
fn class_and_method(id: &str) -> Option<(String, String)> {
    let (class, method) = id.split_once("Controller")?;
    let method = method.strip_prefix(['_', '.'])?;
    let is_whole = !class.is_empty() && !method.is_empty();
    is_whole.then(|| (names::phrase(class), names::phrase(method)))
}

/// What an operationId calls a method of a resource: all of it but for the resource's name in front.
fn named(id: &str, resource: &str) -> String {
    let resource = match resource {
        "" => String::new(),
        resource => names::phrase(resource),
    };
    match class_and_method(id) {
        Some((class, method)) if resource == format!("{class}s") => method,
        _ => without_resource(&spoken(id), &resource),
    }
}

/// The resource and the verb of an operationId that repeats the path and ends in what the framework calls the action. It
/// writes the path as it is: other tools say `Widgets_update` of `/widgets`, and mean the verb that they write.
///
/// The framework leaves out of it what all paths begin with. A version that is still there tells its operations from
/// those of another one, and is a resource; in an operationId that repeats the whole path it may say nothing.
fn framework(id: &str, method: &str, segments: &[&str]) -> Option<(Vec<String>, &'static str)> {
    let has_capitals = |text: &str| text.contains(char::is_uppercase);
    if has_capitals(id) && !segments.iter().any(|part| has_capitals(part)) {
        return None;
    }
    let id = names::phrase(id);
    let said = segments.iter().map(|part| names::phrase(part));
    let said: Vec<String> = said.collect();
    let verb = |rest: &[String]| {
        let action = id.strip_prefix(&rest.join(" "))?.trim_start();
        let is_verb = |(ending, of, _): &&(&str, &str, &str)| (*ending, *of) == (action, method);
        VERBS.iter().find(is_verb).map(|(.., verb)| *verb)
    };
    if let Some(verb) = verb(&said) {
        return Some((without_prefix(segments), verb));
    }
    let prefix = segments.len() - without_prefix(segments).len();
    let (start, verb) = (1..=prefix)
        .filter(|start| *start < segments.len())
        .find_map(|start| Some((start, verb(&said[start..])?)))?;
    let resource = segments[start..].iter().map(|part| (*part).to_owned());
    Some((resource.collect(), verb))
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

/// A tag without the kind of class, if it is the name of one: `PetController`, `pet-controller`.
fn without_kind(tag: &str) -> &str {
    let name = tag
        .strip_suffix("Controller")
        .or_else(|| tag.strip_suffix("-controller"));
    let is_class = !tag.contains(char::is_whitespace);
    name.filter(|name| is_class && !name.is_empty())
        .unwrap_or(tag)
}

/// An operationId without the name of the resource in front of it.
fn without_resource(id: &str, resource: &str) -> String {
    match id.strip_prefix(resource).map(str::trim_start) {
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
fn described(call: Call<'_>) -> String {
    let parts = call.path.split('/').filter(|part| !part.is_empty());
    let parts = parts.map(|part| {
        match part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
        {
            Some(parameter) => format!("by {parameter}"),
            None => part.replace(['{', '}'], " "),
        }
    });
    std::iter::once(call.method.to_owned())
        .chain(parts)
        .collect::<Vec<_>>()
        .join(" ")
}
