//! From the bytes of an answer to a value.
//!
//! Invariant: decoding reads the bytes once; only a failure is looked into a second time, to say where.

use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed};
use serde_json::Value;
use serde_path_to_error::{Path, Segment, Track};

use super::error::Mismatch;
use super::strict::Strict;
use super::validate::{push_index, push_member};

/// Some servers begin JSON with it, though RFC 8259 forbids that.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// Any JSON, or `None`.
pub(super) fn value(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(without_mark(body)).ok()
}

/// JSON of a type. An empty body is null where the type takes it.
pub(super) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Mismatch> {
    if body.trim_ascii().is_empty()
        && let Ok(nothing) = T::deserialize(Value::Null)
    {
        return Ok(nothing);
    }
    seeded(body, || PhantomData)
}

/// JSON that is read by more than a type. The seed is made anew for every reading.
pub(super) fn seeded<'de, S: DeserializeSeed<'de>>(
    body: &'de [u8],
    seed: impl Fn() -> S,
) -> Result<S::Value, Mismatch> {
    let body = without_mark(body);
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = seed().deserialize(&mut deserializer);
    let value = value.and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| explain(body, seed(), &error))
}

/// What the error of a union begins with. It names variants, types and paths, never a value.
pub(super) const NO_VARIANT: &str = "no variant of ";

/// A part of an answer that was read already.
pub(super) fn part<T: DeserializeOwned>(value: &Value) -> Result<T, Mismatch> {
    let mut track = Track::new();
    let tracked = serde_path_to_error::Deserializer::new(Strict(value), &mut track);
    T::deserialize(tracked).map_err(|error| {
        let path = track.path();
        Mismatch {
            path: written(&path),
            expected: expected(&error),
            found: found(value, &path, &error),
        }
    })
}

/// UTF-8 text.
pub(super) fn text(body: &[u8]) -> Result<String, Mismatch> {
    let text = std::str::from_utf8(without_mark(body));
    text.map(str::to_owned).map_err(|_| Mismatch {
        path: String::new(),
        expected: "text in UTF-8".to_owned(),
        found: "other bytes",
    })
}

#[cold]
fn explain<'de, S: DeserializeSeed<'de>>(
    body: &'de [u8],
    seed: S,
    error: &serde_json::Error,
) -> Mismatch {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let mut track = Track::new();
    match seed.deserialize(serde_path_to_error::Deserializer::new(
        &mut deserializer,
        &mut track,
    )) {
        Err(error) => mismatch(body, &track.path(), &error),
        // What comes after the value is wrong, and not the value.
        Ok(_) => Mismatch {
            path: String::new(),
            expected: expected(error),
            found: "more after it",
        },
    }
}

fn mismatch(body: &[u8], path: &Path, error: &serde_json::Error) -> Mismatch {
    let found = match serde_json::from_slice::<Value>(body) {
        Ok(root) => found(&root, path, error),
        Err(_) => not_json(body),
    };
    Mismatch {
        path: written(path),
        expected: expected(error),
        found,
    }
}

fn written(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => push_index(&mut text, index),
            Segment::Map { key } => push_member(&mut text, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

fn found(root: &Value, path: &Path, error: &serde_json::Error) -> &'static str {
    if error.to_string().starts_with("missing field") {
        return "an object without it";
    }
    let mut value = Some(root);
    for segment in path {
        value = match segment {
            Segment::Seq { index } => value.and_then(|value| value.get(index)),
            Segment::Map { key } => value.and_then(|value| value.get(key)),
            Segment::Enum { .. } | Segment::Unknown => value,
        };
    }
    match value {
        None => "nothing",
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "a boolean",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(_)) => "a string",
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "an object",
    }
}

fn not_json(body: &[u8]) -> &'static str {
    match body.trim_ascii_start().first() {
        None => "nothing",
        Some(b'<') => "HTML or XML",
        Some(b'{' | b'[' | b'"') => "JSON that is cut short or broken",
        Some(_) => "something that is not JSON",
    }
}

/// What serde expected, without the value that it found instead, which its message begins with.
fn expected(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message);
    let typed =
        ["invalid type: ", "invalid value: ", "invalid length ", "unknown variant "];
    if !error.is_data() {
        "JSON".to_owned()
    } else if let Some(field) = message.strip_prefix("missing field ") {
        format!("the field {field}")
    } else if let Some((_, expected)) = message
        .rsplit_once(", expected ")
        .filter(|_| typed.iter().any(|start| message.starts_with(start)))
    {
        expected.to_owned()
    } else if let Some(union) = message.strip_prefix(NO_VARIANT) {
        format!("a variant of {union}")
    } else {
        // A message of the type's own, such as `UUID parsing failed`, may quote the value.
        "a value of another form".to_owned()
    }
}
