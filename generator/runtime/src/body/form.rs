//! [`FormBody`]: values that are sent as the fields of a form, and forms in the body's URL encoding.
//!
//! Invariant: fields keep their order, and one that is left out is not sent; a null is sent as JSON or not at all, since
//! a form has no other word for it: an empty field is an empty text to one server and null to another.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::super::error::Error;
use super::super::objects::LeftOut;
use super::super::params::Param;
use super::super::spelling::{self, Style};
use super::super::validate::{Violation, indexed, member};
use super::file::File;

/// A value that can be sent as a form: `application/x-www-form-urlencoded` or `multipart/form-data`.
pub trait FormBody {
    /// Adds its members to the form, in their order.
    fn add_to(&self, form: &mut Form);
}

impl<V: Serialize> FormBody for BTreeMap<String, V> {
    fn add_to(&self, form: &mut Form) {
        form.members(self);
    }
}

impl FormBody for Value {
    fn add_to(&self, form: &mut Form) {
        form.members(self);
    }
}

/// A form that is being filled in.
#[derive(Default)]
pub struct Form {
    pub(super) fields: Vec<Field>,
    failure: Option<Error>,
}

/// A field of a form.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) content: Content,
}

/// What a field holds.
pub(super) enum Content {
    Value(Value),
    File(File),
}

impl Form {
    /// The fields of a value.
    pub(super) fn of<B: FormBody + ?Sized>(body: &B) -> Result<Self, Error> {
        let mut form = Self::default();
        body.add_to(&mut form);
        match form.failure.take() {
            Some(failure) => Err(failure),
            None => Ok(form),
        }
    }

    /// A field with a value that may be left out.
    pub fn given<V: Serialize + LeftOut>(&mut self, name: &str, value: &V) {
        if !value.is_left_out() {
            self.value(name, value);
        }
    }

    /// A field with a value. Null is refused where the field is not JSON.
    pub fn value<V: Serialize + ?Sized>(&mut self, name: &str, value: &V) {
        match spelling::spellable(value) {
            Ok(value) => self.push(name, Content::Value(value)),
            Err(error) => self.fail(Error::unserializable(error)),
        }
    }

    /// A field with a file.
    pub fn file(&mut self, name: &str, file: &File) {
        self.push(name, Content::File(file.clone()));
    }

    /// A field for each of several files, or for the one that may be there.
    pub fn files<'f>(&mut self, name: &str, files: impl IntoIterator<Item = &'f File>) {
        files.into_iter().for_each(|file| self.file(name, file));
    }

    /// A field for each member of an object.
    pub fn members<V: Serialize + ?Sized>(&mut self, object: &V) {
        match spelling::spellable(object) {
            Ok(Value::Object(members)) => {
                members.iter().for_each(|(name, value)| self.value(name, value));
            }
            Ok(_) => self.fail(Error::configuration("a form has to be an object")),
            Err(error) => self.fail(Error::unserializable(error)),
        }
    }

    fn push(&mut self, name: &str, content: Content) {
        let name = name.to_owned();
        self.fields.push(Field { name, content });
    }

    /// The first failure is the one that is told.
    fn fail(&mut self, failure: Error) {
        self.failure.get_or_insert(failure);
    }
}

/// A form in the encoding of URLs. Lists are repeated and objects are JSON, unless `spelling` says otherwise.
pub(super) fn urlencoded(form: &Form, spelling: &[Param]) -> Result<String, Error> {
    let mut text = String::new();
    let mut refused = Vec::new();
    for Field { name, content } in &form.fields {
        let Content::Value(value) = content else {
            return Err(Error::configuration(
                "a file can be sent in `multipart/form-data` only",
            ));
        };
        let style = spelling.iter().find_map(|param| param.style_of(name));
        let style = style.unwrap_or_else(|| usual(value));
        refuse_nulls(member("", name), style, value, &mut refused);
        spelling::pairs(name, style, value, &mut text);
    }
    if refused.is_empty() { Ok(text) } else { Err(Error::validation(refused)) }
}

/// How a field is spelled that says nothing else.
pub(super) fn usual(value: &Value) -> Style {
    if value.is_object() { Style::Json } else { Style::Repeated }
}

/// Finds what is null in a field that is not JSON. In a list or an object, what is not a single value is JSON again, but in
/// a `deepObject`.
pub(super) fn refuse_nulls(
    path: String,
    style: Style,
    value: &Value,
    refused: &mut Vec<Violation>,
) {
    let mut below = |path, value: &Value| {
        let is_json = style != Style::Deep && (value.is_array() || value.is_object());
        refuse_nulls(path, if is_json { Style::Json } else { style }, value, refused);
    };
    match value {
        _ if style == Style::Json => {}
        Value::Null => refused.push(Violation::new(path, "notNull", None)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| below(indexed(&path, index), item));
        }
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| below(member(&path, name), value));
        }
        _ => {}
    }
}
