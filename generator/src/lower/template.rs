//! Path templates: what stands between their braces, and which arguments are several segments of the path.
//!
//! Invariant: a template that is sent has the names of parameters between its braces, behind `+` (RFC 6570) where slashes
//! of the argument are slashes of the path, and no fragment, which nothing sends. No parameter is sent twice.

use super::keywords::{flag, text};
use super::operation::Call;
use super::path_params::parameters;
use super::paths::rooted;
use crate::load::Node;

/// What stands between two braces of a path.
pub(super) struct Placeholder<'a> {
    text: &'a str,
    pub(super) name: &'a str,
    pub(super) declared: Option<&'a Node>,
    /// Whether its argument may be more than one segment.
    is_several: bool,
}

/// The placeholders of a path, in order; a repeated one is one argument.
pub(super) fn placeholders<'a>(call: Call<'a>) -> Vec<Placeholder<'a>> {
    let mut found: Vec<Placeholder<'a>> = Vec::new();
    for text in texts(call.path).filter(|text| !is_query(call, text)) {
        let placeholder = placeholder(call, text);
        if !found.iter().any(|known| known.name == placeholder.name) {
            found.push(placeholder);
        }
    }
    found
}

/// What stands between the braces of a path.
fn texts(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        let (_, from) = rest.split_once('{')?;
        let (text, after) = from.split_once('}')?;
        rest = after;
        Some(text)
    })
}

/// Whether a placeholder stands for parameters of the query, as `{?page,size}` does.
fn is_query(call: Call, text: &str) -> bool {
    let names = text.strip_prefix(['?', '&']);
    names.is_some_and(|names| {
        let mut names = names.split(',').map(|name| name.trim_end_matches('*'));
        names.all(|name| declaration(call, "query", name).is_some())
    })
}

/// A placeholder is called as it stands there, or like the parameter that it is about: `{name=projects/*}`, `{+name}`,
/// `{name+}`, `{name...}`, `{name:.*}`.
fn placeholder<'a>(call: Call<'a>, text: &'a str) -> Placeholder<'a> {
    let core = text.trim_start_matches(['+', '*', '/']);
    let (core, pattern) = match core.find(['=', ':']) {
        Some(at) => core.split_at(at),
        None => (core, ""),
    };
    let is_pattern = pattern.contains(['/', '.']) || pattern.contains("**");
    let name = core.trim_end_matches(['+', '*', '.']);
    let is_marked = is_pattern || text.starts_with(['+', '*']) || name.len() < core.len();
    let exact = declaration(call, "path", text);
    let declared = exact.or_else(|| declaration(call, "path", name));
    Placeholder {
        text,
        name: match (exact, declared) {
            (None, Some(_)) => name,
            _ => text,
        },
        declared,
        is_several: declared.is_some_and(|node| {
            is_text(node) && ((is_marked && exact.is_none()) || asks_for_several(node))
        }),
    }
}

/// Whether the argument is put into the path as it prints.
fn is_text(parameter: &Node) -> bool {
    let schema = parameter.get("schema");
    let says = |key: &str| schema.and_then(|schema| text(schema, key));
    let is_plain = !matches!(text(parameter, "style"), Some("label" | "matrix"));
    is_plain && says("type") == Some("string") && says("format") != Some("date-time")
}

/// Whether a parameter says that its slashes are those of the path.
fn asks_for_several(parameter: &Node) -> bool {
    let pattern = parameter
        .get("schema")
        .and_then(|schema| text(schema, "pattern"));
    flag(parameter, "allowReserved")
        || flag(parameter, "x-ms-skip-url-encoding")
        || pattern.is_some_and(demands_slash)
}

/// Whether an expression has a slash that is no part of a class of characters, a group or an alternative.
fn demands_slash(pattern: &str) -> bool {
    let mut depth = 0_usize;
    let mut in_class = false;
    let mut demands = false;
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => demands |= characters.next() == Some('/') && depth == 0 && !in_class,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth = depth.saturating_sub(1),
            '|' if !in_class && depth == 0 => return false,
            '/' => demands |= depth == 0 && !in_class,
            _ => {}
        }
    }
    demands
}

fn declaration<'a>(call: Call<'a>, place: &str, wire: &str) -> Option<&'a Node> {
    parameters(call)
        .iter()
        .find(|node| text(node, "in") == Some(place) && text(node, "name") == Some(wire))
}

/// The path as it is sent.
pub(super) fn sent(call: Call) -> String {
    let (path, _) = call.path.split_once('#').unwrap_or((call.path, ""));
    let mut path = rooted(path);
    for text in texts(call.path).filter(|text| is_query(call, text)) {
        path = path.replace(&format!("{{{text}}}"), "");
    }
    for Placeholder {
        text,
        name,
        is_several,
        ..
    } in placeholders(call)
    {
        let mark = if is_several { "+" } else { "" };
        path = path.replace(&format!("{{{text}}}"), &format!("{{{mark}{name}}}"));
    }
    without_declared(call, &path)
}

/// A path whose query has nothing that a parameter is sent for in any case.
fn without_declared(call: Call, path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let is_sent = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        declaration(call, "query", name).is_some_and(|node| flag(node, "required"))
    };
    let own: Vec<&str> = query.split('&').filter(|pair| !is_sent(pair)).collect();
    let mark = if own.is_empty() { "" } else { "?" };
    format!("{path}{mark}{}", own.join("&"))
}
