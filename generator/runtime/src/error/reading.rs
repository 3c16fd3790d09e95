//! Reading the bodies of errors: message, code, field errors and the wait that the server asks for.
//!
//! Invariant: any bytes are read without failing; what is not understood stays in the raw body alone.

use std::time::Duration;

use serde_json::{Map, Value};

use super::super::{decode, retry_after};
use super::field::{self, FieldError};

/// The members that are about the error and not about a field, if they are strings.
const MESSAGES: [&str; 3] = ["error", "message", "detail"];

/// Strings that are about the error as well, and no message for people.
const ABOUT_THE_ERROR: [&str; 3] = ["code", "status", "type"];

/// The members that hold what is about fields, where a message stands beside them.
const ENVELOPES: [&str; 5] = ["error", "errors", "fields", "field_errors", "details"];

/// A plain text that is longer than this is a page and not a message. In bytes.
const LONGEST_TEXT: usize = 300;

/// What an error body says.
#[derive(Debug, Default)]
pub(in super::super) struct Reading {
    pub(in super::super) message: Option<String>,
    pub(in super::super) code: Option<String>,
    pub(in super::super) fields: Vec<FieldError>,
    pub(in super::super) retry_after: Option<Duration>,
}

impl Reading {
    /// Reads a body. `text` says that the server calls it plain text.
    pub(in super::super) fn of(body: &[u8], text: bool) -> Self {
        match decode::value(body) {
            Some(Value::Object(members)) => of_object(members),
            Some(other) => of_fields(&other),
            None if text => Self {
                message: plain(body),
                ..Self::default()
            },
            None => Self::default(),
        }
    }
}

fn of_object(members: Map<String, Value>) -> Reading {
    let string =
        |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
    let nested = members.get("error").and_then(Value::as_object);
    let nested_message = || nested?.get("message")?.as_str().map(str::to_owned);
    let message = MESSAGES.into_iter().find_map(string).or_else(nested_message);
    let code = members.get("code").or_else(|| nested?.get("code")).and_then(code);
    let retry_after = members.get("retry_after").and_then(seconds);
    let fields = fields(members, message.is_some());
    Reading {
        message: message.or_else(|| first(&fields)),
        code,
        fields,
        retry_after,
    }
}

/// Lists and objects are about fields. Strings are too, unless one of them is the message. What is in an
/// envelope is about the fields that are named in there.
fn fields(members: Map<String, Value>, has_message: bool) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut about_fields = Map::new();
    for (name, value) in members {
        match value {
            Value::String(_) if has_message || ABOUT_THE_ERROR.contains(&&*name) => {}
            Value::Object(inner) if has_message && ENVELOPES.contains(&&*name) => {
                errors.extend(fields(inner, true));
            }
            Value::Array(_) if has_message && ENVELOPES.contains(&&*name) => {
                errors.extend(field::flatten(&value));
            }
            value => {
                about_fields.insert(name, value);
            }
        }
    }
    errors.extend(field::flatten(&Value::Object(about_fields)));
    errors
}

fn of_fields(body: &Value) -> Reading {
    let fields = field::flatten(body);
    Reading {
        message: first(&fields),
        fields,
        ..Reading::default()
    }
}

fn first(fields: &[FieldError]) -> Option<String> {
    fields.first().map(ToString::to_string)
}

fn code(value: &Value) -> Option<String> {
    match value {
        Value::String(code) => Some(code.clone()),
        Value::Number(code) => Some(code.to_string()),
        _ => None,
    }
}

fn seconds(value: &Value) -> Option<Duration> {
    // What is no number says nothing about how long to wait, and stays in the raw body.
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    retry_after::seconds(number)
}

fn plain(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim();
    (!text.is_empty() && text.len() <= LONGEST_TEXT).then(|| text.to_owned())
}
