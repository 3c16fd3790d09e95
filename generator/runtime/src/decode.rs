//! From the bytes of an answer to a value.
//!
//! Invariant: decoding reads the bytes once; only what does not fit is read again, to say where it does not, or because
//! JSON has more ways to write a number than Rust, and servers write text that is no Unicode and numbers that are no JSON.

use std::marker::PhantomData;

use serde::Deserialize as _;
use serde::de::{DeserializeOwned, DeserializeSeed};
use serde_json::Value;
use serde_path_to_error::{Path, Segment, Track};

use super::error::Mismatch;
use super::loss;
use super::numbers;
use super::parsed::{Parsed, Tolerance};
use super::validate::{push_index, push_member};
use super::words;

/// Some servers begin JSON with it, though RFC 8259 forbids that.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// Any JSON, or `None`.
pub(super) fn value(body: &[u8]) -> Option<Value> {
    seeded(body, || PhantomData).ok()
}

/// JSON of a type. An empty body is null where the type takes it, and not only keeps it as something unknown.
pub(super) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Mismatch> {
    if body.trim_ascii().is_empty()
        && let Ok((nothing, loss::NONE)) = loss::of(|| T::deserialize(Value::Null))
    {
        return Ok(nothing);
    }
    seeded(body, || PhantomData)
}

/// JSON that is read by more than a type. The seed is made anew for every reading.
pub(super) fn seeded<S, V>(body: &[u8], seed: impl Fn() -> S) -> Result<V, Mismatch>
where
    S: for<'de> DeserializeSeed<'de, Value = V>,
{
    let body = without_mark(body);
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = seed().deserialize(&mut deserializer);
    let value = value.and_then(|value| deserializer.end().map(|()| value));
    value.or_else(|_| again(body, seed()))
}

/// A part of an answer that was read already.
pub(super) fn part<T: DeserializeOwned>(value: &Value) -> Result<T, Mismatch> {
    located(value, Parsed::new(value), PhantomData)
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

/// Reads JSON that does not fit as it is, to say where; unless all that was wrong is how its numbers or texts are written.
#[cold]
fn again<S, V>(body: &[u8], seed: S) -> Result<V, Mismatch>
where
    S: for<'de> DeserializeSeed<'de, Value = V>,
{
    let root = parsed(&mended(body))?;
    let _tolerance = Tolerance::begin();
    located(&root, Parsed::new(&root), seed)
}

/// The text without what no JSON can have: bytes that are not UTF-8; halves of surrogate pairs, which languages with strings
/// of UTF-16 write where they have cut a text within an emoji; and what is no number.
fn mended(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let mut mended = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some((before, escape)) = rest.find('\\').map(|at| rest.split_at(at)) {
        let second = || escape.get(6..).and_then(unit);
        let (is_half, length) = match unit(escape) {
            Some(0xD800..0xDC00) if matches!(second(), Some(0xDC00..0xE000)) => {
                (false, 12)
            }
            Some(0xD800..0xE000) => (true, 6),
            _ => (false, 2),
        };
        let (escape, after) = escape.split_at_checked(length).unwrap_or((escape, ""));
        mended.extend([before, if is_half { "\\ufffd" } else { escape }]);
        rest = after;
    }
    mended.push_str(rest);
    numbers::quoted(&mended, true)
}

/// The UTF-16 code unit that an escape stands for.
fn unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// The whole body, whatever it is.
fn parsed(body: &str) -> Result<Value, Mismatch> {
    let mut deserializer = serde_json::Deserializer::from_str(body);
    let mut track = Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    let value = Value::deserialize(tracked).map_err(|error| Mismatch {
        path: written(&track.path()),
        expected: words::expected(&error),
        found: not_json(body),
    })?;
    deserializer.end().map(|()| value).map_err(|error| Mismatch {
        path: String::new(),
        expected: words::expected(&error),
        found: "more after it",
    })
}

fn located<'de, S: DeserializeSeed<'de>>(
    root: &Value,
    value: Parsed<'de>,
    seed: S,
) -> Result<S::Value, Mismatch> {
    let mut track = Track::new();
    let tracked = serde_path_to_error::Deserializer::new(value, &mut track);
    seed.deserialize(tracked).map_err(|error| {
        let path = track.path();
        Mismatch {
            path: written(&path),
            expected: words::expected(&error),
            found: found(root, &path, &error),
        }
    })
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
    if words::is_missing(error) {
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
    value.map_or("nothing", kind)
}

fn kind(value: &Value) -> &'static str {
    match value {
        number if numbers::marked(number).is_some() => "a number",
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn not_json(body: &str) -> &'static str {
    match body.trim_ascii_start().as_bytes().first() {
        None => "nothing",
        Some(b'<') => "HTML or XML",
        Some(0x1F) => "compressed bytes, as the feature `gzip` reads them",
        Some(b'{' | b'[' | b'"') => "JSON that is cut short or broken",
        Some(_) => "something that is not JSON",
    }
}
