//! Reading the bodies of errors: message, code, field errors and the wait that the server asks for.
//!
//! Invariant: any bytes are read without failing; what is not understood stays in the raw body alone.

use std::time::Duration;

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::super::{decode, retry_after};
use super::answer::Answer;
use super::field::{self, FieldError};

/// The media type of problem details (RFC 9457).
const PROBLEM: &str = "application/problem+json";

const TEXT: &str = "text/plain";

/// The members that say what is wrong, if they are strings, in the order in which they are asked. One that is the name of
/// the status, as in `{"error": "Not Found", "message": ".."}`, gives way to the others.
const MESSAGES: [&str; 3] = ["error", "message", "detail"];

/// The same where none of these is there.
const SHORT_MESSAGES: [&str; 2] = ["title", "reason"];

/// The same in a problem (RFC 9457), where all other members are extensions.
const OF_PROBLEMS: [&str; 2] = ["detail", "title"];

/// Strings that are about the error as well, and about no field. The errors of a field called so are a list.
#[rustfmt::skip]
const ABOUT_THE_ERROR: [&str; 18] = [
    "code", "correlation_id", "documentation_url", "error_code", "help", "id", "instance", "path", "reason",
    "request_id", "requestId", "status", "timestamp", "title", "trace_id", "traceId", "type", "url",
];

/// The members that hold what is about fields, where a message or a code stands beside them.
#[rustfmt::skip]
const ENVELOPES: [&str; 9] = [
    "error", "errors", "fields", "field_errors", "details", "detail", "issues", "message", "extra",
];

/// What webargs calls the body of a request, to tell it from the other parts.
const BODY: &str = "json";

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
    /// Reads the body of an answer.
    pub(in super::super) fn of(answer: &Answer) -> Self {
        let media_type = media_type(&answer.headers);
        let mut reading = match decode::value(&answer.body) {
            Some(Value::Object(members)) => of_object(members, answer),
            Some(other) => of_fields(&other),
            None if media_type.eq_ignore_ascii_case(TEXT) => Self {
                message: plain(&answer.body),
                ..Self::default()
            },
            None => Self::default(),
        };
        if answer.status.is_server_error() {
            // It has failed by itself, whatever its words look like.
            reading.fields.retain(|error| error.path().is_empty());
        }
        reading.message = reading.message.or_else(|| first(&reading.fields));
        reading
    }

    /// Changes every text that it has from the server.
    pub(in super::super) fn each_text(&mut self, mut change: impl FnMut(&mut String)) {
        self.message.iter_mut().chain(&mut self.code).for_each(&mut change);
        self.fields.iter_mut().flat_map(FieldError::texts).for_each(change);
    }
}

pub(in super::super) fn media_type(headers: &HeaderMap) -> &str {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.split(';').next()).unwrap_or_default().trim()
}

fn of_object(members: Map<String, Value>, answer: &Answer) -> Reading {
    let problem = media_type(&answer.headers).eq_ignore_ascii_case(PROBLEM);
    let status = answer.status.canonical_reason();
    let string =
        |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
    let telling = |name| string(name).filter(|text| status != Some(text));
    let nested = members.get("error").and_then(Value::as_object);
    let nested_message = || nested?.get("message")?.as_str().map(str::to_owned);
    let of_problem = OF_PROBLEMS.into_iter().filter(|_| problem).find_map(string);
    let message = of_problem
        .or_else(|| MESSAGES.into_iter().find_map(telling))
        .or_else(|| string("error").and_then(|_| listed(members.get("message")?)))
        .or_else(|| MESSAGES.into_iter().find_map(string))
        .or_else(nested_message)
        .or_else(|| SHORT_MESSAGES.into_iter().find_map(string));
    let code = code_of(&members).or_else(|| code(nested?.get("code")?));
    let retry_after = members.get("retry_after").and_then(seconds);
    let has_message = problem || message.is_some();
    let about_fields = members.into_iter().filter(|(name, _)| {
        // What a problem has beside its own members is no list of errors by its form alone.
        !problem || ENVELOPES.contains(&&**name)
    });
    Reading {
        message,
        code,
        fields: fields(about_fields.collect(), has_message),
        retry_after,
    }
}

/// Lists and objects are about fields. Strings are too, unless one of them is the message. What is in an
/// envelope is about the fields that are named in there.
fn fields(members: Map<String, Value>, has_message: bool) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut about_fields = Map::new();
    let is_said = has_message || code_of(&members).is_some();
    for (name, value) in members {
        match value {
            Value::String(_) if has_message || ABOUT_THE_ERROR.contains(&&*name) => {}
            Value::Object(inner) if is_said && ENVELOPES.contains(&&*name) => {
                errors.extend(fields(of_body(inner), true));
            }
            Value::Array(_) if is_said && ENVELOPES.contains(&&*name) => {
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

/// What is about the fields of the body, if nothing is about another part of the request.
fn of_body(parts: Map<String, Value>) -> Map<String, Value> {
    match parts.get(BODY) {
        Some(Value::Object(body)) if parts.len() == 1 => body.clone(),
        _ => parts,
    }
}

fn of_fields(body: &Value) -> Reading {
    let fields = field::flatten(body);
    Reading {
        fields,
        ..Reading::default()
    }
}

/// Several messages as one, as NestJS lists what its validation finds.
fn listed(messages: &Value) -> Option<String> {
    let messages = messages.as_array()?.iter().map(Value::as_str);
    messages.collect::<Option<Vec<_>>>().map(|messages| messages.join("; "))
}

fn first(fields: &[FieldError]) -> Option<String> {
    fields.first().map(ToString::to_string)
}

/// The code of an error, or of the first of several.
fn code_of(members: &Map<String, Value>) -> Option<String> {
    let first = || members.get("errors")?.get(0)?.get("code");
    members.get("code").or_else(first).and_then(code)
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
