//! [`FieldError`]: what the server says about single fields, flattened from Django REST framework's nesting and
//! from lists whose items name their field.
//!
//! Invariant: every message keeps the JSON path of the field that it is about.

use std::fmt;

use serde_json::{Map, Value};

use super::super::validate::{member, push_index};

/// Where Django REST framework and marshmallow put what is about an object as a whole.
const NON_FIELD_ERRORS: [&str; 2] = ["non_field_errors", "_schema"];

/// Under which names an item of a list says which field it is about, as text or as the steps of a path.
#[rustfmt::skip]
const PLACES: [&str; 8] = ["field", "loc", "pointer", "path", "instancePath", "key", "attr", "parameter"];

/// Under which names such an item says what is wrong.
const REASONS: [&str; 4] = ["message", "msg", "detail", "code"];

/// What a path begins with that says which part of the request it is in.
const BODY: &str = "body";

/// What the server found wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    path: String,
    message: String,
}

impl FieldError {
    /// Where the field is in what was sent, in JSON names: `unified.buttons[0].text`. Empty for the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What the server says about it. It may quote the value.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    pub(super) fn texts(&mut self) -> [&mut String; 2] {
        [&mut self.path, &mut self.message]
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path, self.message)
        }
    }
}

/// The messages in an error body, in the order of the body.
pub(super) fn flatten(body: &Value) -> Vec<FieldError> {
    let mut errors = Vec::new();
    visit(body, "", &mut errors);
    errors
}

fn visit(value: &Value, path: &str, errors: &mut Vec<FieldError>) {
    match value {
        Value::String(message) => errors.push(FieldError {
            path: path.to_owned(),
            message: message.clone(),
        }),
        Value::Array(items) => visit_list(items, path, errors),
        Value::Object(members) => match located(value, path) {
            Some(error) => errors.push(error),
            None => visit_object(members, path, errors),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Strings, and objects with a message, are about the list's own field, anything else about the item at its place.
fn visit_list(items: &[Value], path: &str, errors: &mut Vec<FieldError>) {
    for (index, item) in items.iter().enumerate() {
        if item.is_string() || located(item, path).is_some() {
            visit(item, path, errors);
        } else {
            visit(item, &indexed(path, index), errors);
        }
    }
}

/// An object that says itself what it is about: `{"field": "name", "message": ".."}`, or FastAPI's
/// `{"loc": ["body", "tags", 0], "msg": ".."}`, or RFC 9457's `{"pointer": "#/tags/0", "detail": ".."}`, or Zod's
/// `{"path": ["tags", 0], "message": ".."}`, or JSON:API's `{"source": {"pointer": "/tags/0"}, "detail": ".."}`, or by
/// where it stands, tsoa's `{"message": "..", "value": 1}` and Django REST framework's `{"message": "..", "code": ".."}`.
fn located(item: &Value, path: &str) -> Option<FieldError> {
    let mut reasons = REASONS.iter().filter_map(|name| item.get(name)?.as_str());
    let reason = reasons.next()?;
    let place = |of: &Value| PLACES.iter().find_map(|name| of.get(name).map(place_of));
    let path = match place(item).or_else(|| place(item.get("source")?)) {
        Some(place) => place?,
        // A code is a reason as well.
        None if item.get("value").is_some() || reasons.next().is_some() => {
            path.to_owned()
        }
        None => return None,
    };
    Some(FieldError {
        path,
        message: reason.to_owned(),
    })
}

/// `None` for what is no place. Null is the whole.
fn place_of(place: &Value) -> Option<String> {
    if let Value::String(path) = place {
        let pointer = path.trim_start_matches('#').strip_prefix('/');
        return Some(pointer.map_or_else(|| path.clone(), of_pointer));
    }
    let steps = if place.is_null() { &[] } else { place.as_array()?.as_slice() };
    let first = steps.first().and_then(Value::as_str);
    let below = if first == Some(BODY) { steps.get(1..)? } else { steps };
    below.iter().try_fold(String::new(), |path, step| match step {
        Value::String(name) => Some(member(&path, name)),
        Value::Number(index) => Some(indexed(&path, index)),
        _ => None,
    })
}

/// The steps of a JSON pointer (RFC 6901) as a path.
fn of_pointer(steps: &str) -> String {
    steps.split('/').fold(String::new(), |path, step| {
        if !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()) {
            indexed(&path, step)
        } else {
            member(&path, &step.replace("~1", "/").replace("~0", "~"))
        }
    })
}

fn visit_object(members: &Map<String, Value>, path: &str, errors: &mut Vec<FieldError>) {
    // A list of plain values has its errors by index: `{"tags": {"0": ["..."]}}`.
    let indices = members
        .keys()
        .all(|key| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit()));
    for (key, value) in members {
        if NON_FIELD_ERRORS.contains(&&**key) {
            visit(value, path, errors);
        } else if indices {
            visit(value, &indexed(path, key), errors);
        } else {
            visit(value, &member(path, key), errors);
        }
    }
}

fn indexed(path: &str, index: impl fmt::Display) -> String {
    let mut path = path.to_owned();
    push_index(&mut path, index);
    path
}
