//! Forms as `multipart/form-data` (RFC 7578).
//!
//! Invariant: no name can end its header or begin another one: quotes and line breaks are percent-encoded, as
//! browsers do; and nobody who does not see the request can know its boundary.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;

use bytes::Bytes;
use http::HeaderValue;
use serde_json::Value;

use super::super::error::Error;
use super::super::spelling::{self, Style};
use super::file::File;
use super::form::{Content, Field, Form};
use super::payload::Payload;
use super::piece::Piece;

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";

/// Stands for the media type of an object whose members are parts of their own.
const DEEP: &str = "deepObject";

/// Stands among the media types of parts for one of the whole, where that has no file in it.
pub const OR_JSON: (&str, &str) = ("", JSON);

/// What a file without a name is called, as browsers do: without any name it would be taken for text.
const NAMELESS: &str = "blob";

/// A form as a body, and what separates its parts. `media_types` is what the parts are announced as, by the
/// names of their fields, where it is not the usual.
pub(super) fn payload(
    form: Form,
    media_types: &[(&str, &str)],
) -> Result<(Payload, String), Error> {
    let mut writer = Writer {
        boundary: boundary(),
        text: String::new(),
        pieces: Vec::new(),
    };
    for Field { name, content } in form.fields {
        let media_type = known(media_types, &name);
        match content {
            Content::Value(value) if media_type == Some(DEEP) => {
                let single = &mut |name: &str, text: &str| {
                    writer.single(name, &Value::from(text), None);
                };
                spelling::each_pair(&name, Style::Deep, &value, str::to_owned, single);
            }
            Content::Value(value) => {
                let single = media_type.filter(|media_type| !is_open(media_type));
                writer.value(&name, &value, single);
            }
            Content::File(file) => writer.file(&name, &file, media_type)?,
        }
    }
    Ok(writer.finish())
}

fn known<'m>(media_types: &[(&str, &'m str)], name: &str) -> Option<&'m str> {
    let known = media_types.iter().find(|(field, _)| *field == name);
    known.map(|(_, media_type)| *media_type)
}

/// How a part is spelled: JSON where it is announced as that, as objects are.
pub(super) fn style(media_types: &[(&str, &str)], name: &str, value: &Value) -> Style {
    match known(media_types, name) {
        Some(DEEP) => Style::Deep,
        media_type if value.is_object() || is_json(media_type) => Style::Json,
        _ => Style::Repeated,
    }
}

fn is_json(media_type: Option<&str>) -> bool {
    media_type.is_some_and(|told| told == JSON || told.ends_with("+json"))
}

/// Whether it leaves open which media type it is: a range, or several.
fn is_open(media_type: &str) -> bool {
    media_type.contains(['*', ','])
}

/// What a file is announced as that does not say what it is, if that is allowed.
fn usual(media_types: &str) -> Option<&str> {
    let any = |allowed: &str| matches!(allowed.trim(), "*/*" | "application/*" | BYTES);
    match is_open(media_types) {
        true => media_types.split(',').any(any).then_some(BYTES),
        false => Some(media_types),
    }
}

/// From the keys that the standard library draws from the operating system.
fn boundary() -> String {
    let random = RandomState::new();
    format!("sdk-{:016x}{:016x}", random.hash_one(0), random.hash_one(1))
}

struct Writer {
    boundary: String,
    /// What is written since the last file.
    text: String,
    pieces: Vec<Piece>,
}

impl Writer {
    /// A part for the value, or for each item of a list.
    fn value(&mut self, name: &str, value: &Value, media_type: Option<&str>) {
        match value {
            Value::Array(items) if !is_json(media_type) => {
                items.iter().for_each(|item| self.single(name, item, media_type));
            }
            value => self.single(name, value, media_type),
        }
    }

    fn single(&mut self, name: &str, value: &Value, media_type: Option<&str>) {
        let structured = value.is_object() || value.is_array();
        let media_type = media_type.or(structured.then_some(JSON));
        self.head(name, None, media_type);
        let json = is_json(media_type);
        self.text += &if json { value.to_string() } else { spelling::text(value) };
        self.text += "\r\n";
    }

    fn file(
        &mut self,
        name: &str,
        file: &File,
        media_type: Option<&str>,
    ) -> Result<(), Error> {
        let media_types = media_type.unwrap_or(BYTES);
        let media_type = file.told_media_type().or_else(|| usual(media_types));
        let media_type = media_type.ok_or_else(|| {
            Error::configuration(format!(
                "the file for `{name}` has to say which of `{media_types}` it is, by `File::media_type`"
            ))
        })?;
        if HeaderValue::from_str(media_type).is_err() {
            return Err(Error::configuration(format!(
                "the file for `{name}` has a media type that a header cannot hold"
            )));
        }
        self.head(name, Some(file.told_name().unwrap_or(NAMELESS)), Some(media_type));
        self.flush();
        self.pieces.push(file.content().clone());
        self.text.push_str("\r\n");
        Ok(())
    }

    fn head(&mut self, name: &str, file: Option<&str>, media_type: Option<&str>) {
        let Self { boundary, text, .. } = self;
        let name = quoted(name);
        text.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name={name}"
        ));
        if let Some(file) = file {
            text.push_str(&format!("; filename={}", quoted(file)));
        }
        if let Some(media_type) = media_type {
            text.push_str(&format!("\r\nContent-Type: {media_type}"));
        }
        text.push_str("\r\n\r\n");
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.pieces.push(Piece::Bytes(Bytes::from(text)));
    }

    fn finish(mut self) -> (Payload, String) {
        self.text.push_str(&format!("--{}--\r\n", self.boundary));
        self.flush();
        (Payload::of(self.pieces), self.boundary)
    }
}

/// A text in quotes, as browsers write it (WHATWG HTML, "Multipart form data").
fn quoted(text: &str) -> String {
    let text = text.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22");
    format!("\"{text}\"")
}
