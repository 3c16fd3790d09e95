//! How values are spelled outside of JSON: in queries, headers, cookies, paths and forms.
//!
//! Invariant: what a caller gives is encoded for its place; only what joins it is not. An empty list is not sent, nor is
//! null in a list or an object (RFC 6570, 2.3 and 3.2.1).

use serde::Serialize;
use serde_json::Value;

use super::percent;

/// How a parameter that is a list or an object is spelled (OpenAPI 3.0, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `form` with `explode`: `ids=1&ids=2`, `x=1&y=2`; in a cookie, `ids=1; ids=2`.
    Repeated,
    /// `form` or `simple` without `explode`: `ids=1,2`, `point=x,1,y,2`.
    Comma,
    /// `simple` with `explode`: `1,2`, `x=1,y=2`.
    Pairs,
    /// `spaceDelimited`: `ids=1%202`.
    Space,
    /// `pipeDelimited`: `ids=1%7C2`.
    Pipe,
    /// `deepObject`: `filter[name]=x`, `filter[ids][]=1`, `filter[points][0][x]=1`, with the brackets encoded.
    Deep,
    /// `content: application/json`: the JSON text.
    Json,
}

/// A value before it is spelled. One that cannot be JSON, or is an integer beyond 64 bits, is an error.
pub(super) fn spellable<V: Serialize + ?Sized>(value: &V) -> serde_json::Result<Value> {
    serde_json::to_value(value)
}

/// Appends a value to a query, as one `name=value` or several.
pub(super) fn pairs(name: &str, style: Style, value: &Value, query: &mut String) {
    each_pair(name, style, value, percent::component, &mut |name, value| {
        let separator = if query.is_empty() { "" } else { "&" };
        *query += &format!("{separator}{}={value}", percent::component(name));
    });
}

/// The names and the encoded values that a value is spelled as.
pub(super) fn each_pair(
    name: &str,
    style: Style,
    value: &Value,
    encode: fn(&str) -> String,
    push: &mut impl FnMut(&str, &str),
) {
    match (style, value) {
        (Style::Repeated, Value::Array(items)) => {
            given(items).for_each(|item| push(name, &encode(&text(item))));
        }
        (Style::Repeated, Value::Object(members)) => {
            for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                push(name, &encode(&text(value)));
            }
        }
        (Style::Deep, Value::Object(members)) => {
            for (member, value) in members {
                each_pair(&format!("{name}[{member}]"), style, value, encode, push);
            }
        }
        // Rails and PHP keep the last of a name that is repeated, and no index tells Rails that it is a list.
        (Style::Deep, Value::Array(items)) => {
            let numbered = items.iter().any(|item| item.is_array() || item.is_object());
            for (index, item) in given(items).enumerate() {
                let index = if numbered { index.to_string() } else { String::new() };
                each_pair(&format!("{name}[{index}]"), style, item, encode, push);
            }
        }
        _ if is_undefined(style, value) => {}
        _ => push(name, &joined(style, value, encode)),
    }
}

/// Whether a list or an object has nothing in it, for which RFC 6570 (3.2.1) has no spelling.
pub(super) fn is_undefined(style: Style, value: &Value) -> bool {
    match value {
        _ if style == Style::Json => false,
        Value::Array(items) => given(items).next().is_none(),
        Value::Object(members) => members.values().all(Value::is_null),
        value => value.is_null(),
    }
}

/// One text for the whole value; `encode` is not applied to what joins the pieces.
pub(super) fn joined(
    style: Style,
    value: &Value,
    encode: impl Fn(&str) -> String,
) -> String {
    if style == Style::Json {
        return encode(&value.to_string());
    }
    let (separator, binding) = match style {
        Style::Space => ("%20", "%20"),
        Style::Pipe => ("%7C", "%7C"),
        Style::Pairs => (",", "="),
        _ => (",", ","),
    };
    pieces(value, binding, encode).join(separator)
}

/// The encoded items of a list, the members of an object, each as its name and its value with `binding` between them, or a
/// single value.
pub(super) fn pieces(
    value: &Value,
    binding: &str,
    encode: impl Fn(&str) -> String,
) -> Vec<String> {
    match value {
        Value::Array(items) => given(items).map(|item| encode(&text(item))).collect(),
        Value::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| {
                format!("{}{binding}{}", encode(name), encode(&text(value)))
            })
            .collect(),
        other => vec![encode(&text(other))],
    }
}

fn given(items: &[Value]) -> impl Iterator<Item = &Value> {
    items.iter().filter(|item| !item.is_null())
}

/// A value as text: a string without its quotes, a whole number without a fraction, which many a server refuses, anything
/// else as JSON. OpenAPI leaves lists in lists open.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Number(number) => number.to_string().trim_end_matches(".0").to_owned(),
        other => other.to_string(),
    }
}
