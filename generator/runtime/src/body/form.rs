//! [`FormBody`]: values that are sent as the fields of a form, and forms in the body's URL encoding.
//!
//! Invariant: fields keep their order, and none is sent twice. Null is sent as JSON or not at all: a form has no other word
//! for it, since an empty field is an empty text to one server and null to another.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::super::error::Error;
use super::super::objects::LeftOut;
use super::super::params::Param;
use super::super::spelling::{self, Style};
use super::super::validate::{Violation, member};
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
    refused: Vec<Violation>,
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
    /// The fields of a value, in these styles.
    pub(super) fn of<B: FormBody + ?Sized>(
        body: &B,
        style: impl Fn(&str, &Value) -> Style,
    ) -> Result<Self, Error> {
        let mut form = Self::default();
        body.add_to(&mut form);
        for Field { name, content } in &form.fields {
            if let Content::Value(value) = content
                && says_null(style(name, value), value)
            {
                form.refused.push(Violation::new(member("", name), "notNull", None));
            }
        }
        match form.failure.take() {
            Some(failure) => Err(failure),
            None if !form.refused.is_empty() => Err(Error::validation(form.refused)),
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

    /// A field for each member of an object, none of which may be there already.
    pub fn members<V: Serialize + ?Sized>(&mut self, object: &V) {
        match spelling::spellable(object) {
            Ok(Value::Object(members)) => {
                let before = self.fields.len();
                for (name, value) in &members {
                    if self.fields.iter().take(before).any(|field| field.name == *name) {
                        let rule = "additionalProperties";
                        self.refused.push(Violation::new(member("", name), rule, None));
                    }
                    self.value(name, value);
                }
            }
            Ok(_) => self.fail(Error::configuration("a form has to be an object")),
            Err(error) => self.fail(Error::unserializable(error)),
        }
    }

    /// The object that the form is, if there is no file in it.
    pub(super) fn whole(self) -> Option<Map<String, Value>> {
        let members = self.fields.into_iter().map(|field| match field.content {
            Content::Value(value) => Some((field.name, value)),
            Content::File(_) => None,
        });
        members.collect()
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

/// A form in the encoding of URLs.
pub(super) fn urlencoded(form: &Form, spelling: &[Param]) -> Result<String, Error> {
    let mut text = String::new();
    for Field { name, content } in &form.fields {
        let Content::Value(value) = content else {
            return Err(Error::configuration(
                "a file can be sent in `multipart/form-data` only",
            ));
        };
        spelling::pairs(name, style(spelling, name, value), value, &mut text);
    }
    Ok(text)
}

/// Lists are repeated and objects are JSON, unless `spelling` says otherwise.
pub(super) fn style(spelling: &[Param], name: &str, value: &Value) -> Style {
    let usual = if value.is_object() { Style::Json } else { Style::Repeated };
    spelling.iter().find_map(|param| param.style_of(name)).unwrap_or(usual)
}

/// Whether null would have to be spelled. What stands in the items of a list or the members of an object is JSON again, but
/// in a `deepObject`.
fn says_null(style: Style, value: &Value) -> bool {
    let is_null = |below: &Value| {
        below.is_null() || style == Style::Deep && says_null(style, below)
    };
    match value {
        _ if style == Style::Json => false,
        Value::Array(items) => items.iter().any(is_null),
        Value::Object(members) => members.values().any(is_null),
        value => value.is_null(),
    }
}
