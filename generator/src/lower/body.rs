//! What requests carry.
//!
//! Invariant: every media type of a body is taken, says the same as one that is, or is a finding.

use std::collections::BTreeSet;

use super::keywords::{Form, flag, text};
use super::media::{self, Media, MediaKind};
use super::schema::{free_json, type_name};
use super::{Lowering, Place, Role, finish};
use crate::ir::{Body, Encoding, Rule, Style, Type, Value};
use crate::load::Node;

/// What a text is announced as where the document leaves that open.
const TEXT: &str = "text/plain; charset=utf-8";

/// The style in which an object is spelled as its members.
const DEEP_OBJECT: &str = "deepObject";
const JSON: &str = "application/json";

impl<'a> Lowering<'a> {
    /// The media types that an operation gets a method for; none where it has no body.
    pub(super) fn media_types(&mut self, operation: &'a Node) -> Vec<Media<'a>> {
        let chosen = media::chosen(self.resolved, self.usage.with_files(), operation);
        let offered = media::offered(self.resolved, operation);
        let names: BTreeSet<&str> = offered.iter().map(|media| media.name).collect();
        for wanted in media::wanted(operation) {
            if !wanted.as_str().is_some_and(|name| names.contains(name)) {
                self.warn(
                    "unknown-media-type",
                    wanted.origin,
                    "this media type is not one of the body's",
                    "write it as it stands under `content`",
                );
            }
        }
        for media in media::unsent(offered, &chosen) {
            let message = format!(
                "no method sends `{}`, which has another schema than what is sent",
                media.name
            );
            self.warn(
                "unused-media-type",
                media.node.origin,
                message,
                "to get a method for each, list them in `x-rust-media-types` of the request body",
            );
        }
        chosen
    }

    /// What a request of a media type carries.
    pub(super) fn body(&mut self, operation: &'a Node, media: Media<'a>, place: &Place) -> Body {
        let node = operation.get("requestBody");
        let optional = !node.is_some_and(|node| flag(node, "required"));
        let (value, encoding) = match media.kind {
            MediaKind::Json => {
                let value = self.sent(media.schema, place);
                if !optional {
                    self.check_null(media, &value);
                }
                (value, Encoding::Json)
            }
            MediaKind::Form => {
                self.check_files(media);
                let mut styles = self.styles(media);
                let free = self.free_members(&media).into_iter();
                styles.extend(free.map(|name| (name.clone(), Style::Json)));
                (
                    self.fields(media, place.role, place),
                    Encoding::Form(styles),
                )
            }
            MediaKind::Multipart => {
                self.check_files(media);
                let mut announced = self.announced(media);
                announced.extend(self.files_of(&media));
                let free = self.free_members(&media).into_iter();
                announced.extend(free.map(|name| (name.clone(), JSON.to_owned())));
                (
                    self.fields(media, Role::Form, place),
                    Encoding::Multipart(announced),
                )
            }
            MediaKind::Text => (self.text_of(media, place), Encoding::Text),
            MediaKind::File => {
                self.check_file(media);
                (Value::of(Type::File), Encoding::File)
            }
        };
        let is_object = encoding == Encoding::Json && matches!(value.ty, Type::Named { .. });
        if let Some(name) = finish::named(&value).filter(|_| !is_object) {
            self.partly_sent.insert(name.to_owned());
        }
        let members = match encoding {
            Encoding::Json => self.members(media, &value),
            _ => Vec::new(),
        };
        Body {
            value,
            optional,
            validated: false,
            members,
            wrapper: None,
            media_type: media_type(media),
            encoding,
            or_json: self.may_be_json(operation, &media),
        }
    }

    /// The text with its rules; a body of another type is any text.
    fn text_of(&mut self, media: Media<'a>, place: &Place) -> Value {
        let resolved = self.resolved;
        let is_scalar = |schema: &&'a Node| {
            self.form_at(schema) == Form::Plain && !media::is_structured(resolved, schema)
        };
        let scalar = media.schema.filter(is_scalar);
        let described = scalar.map(|schema| self.value(schema, place).into_field());
        let text = described.filter(|value| value.ty == Type::String);
        text.unwrap_or_else(|| Value::of(Type::String))
    }

    /// The rules on how many members there are in JSON, where that is an object of declared ones.
    fn members(&mut self, media: Media<'a>, value: &Value) -> Vec<Rule> {
        let schema = media
            .schema
            .map(|schema| self.target(schema).unwrap_or(schema));
        let (Type::Named { name, .. }, Some(schema)) = (&value.ty, schema) else {
            return Vec::new();
        };
        self.counted.insert(name.clone());
        self.member_rules(schema)
    }

    fn sent(&mut self, schema: Option<&'a Node>, place: &Place) -> Value {
        schema.map_or_else(free_json, |schema| self.value(schema, place).into_item())
    }

    /// The value whose members are the fields of a form. A form cannot clear what may be null: null has no spelling there.
    fn fields(&mut self, media: Media<'a>, role: Role, place: &Place) -> Value {
        let place = Place {
            role,
            update: false,
            ..place.clone()
        };
        let value = self.sent(media.schema, &place);
        match value.ty {
            Type::Named { .. } | Type::Map(_) | Type::Json => value,
            _ => {
                self.warn(
                    "unsupported-body",
                    media.node.origin,
                    "a form has to be an object; the method takes any, whose members are the fields",
                    "describe the form's fields as the properties of an object",
                );
                free_json()
            }
        }
    }

    /// The styles of the fields that say one.
    fn styles(&mut self, media: Media<'a>) -> Vec<(String, Style)> {
        let mut styles = Vec::new();
        for (name, node) in media.encodings() {
            let explode = node.get("explode").and_then(Node::as_bool);
            let style = match (text(node, "style"), text(node, "contentType")) {
                (Some("spaceDelimited"), _) if explode != Some(true) => Style::Space,
                (Some("pipeDelimited"), _) if explode != Some(true) => Style::Pipe,
                (Some(DEEP_OBJECT), _) => Style::Deep,
                (_, _) if explode == Some(false) => Style::Comma,
                (Some(_), _) => Style::Repeated,
                (None, Some(content)) if media::is_json(content) => Style::Json,
                (None, _) => continue,
            };
            styles.push((name.clone(), style));
        }
        styles
    }

    /// The media types of the parts that say one, or among which files have to say which one they are; in the place of one,
    /// the style of an object whose members are parts.
    fn announced(&mut self, media: Media<'a>) -> Vec<(String, String)> {
        let mut announced = Vec::new();
        for (name, node) in media.encodings() {
            if let Some(headers) = node.get("headers") {
                self.warn(
                    "unsupported-encoding",
                    headers.origin,
                    format!("the part `{name}` is sent without these headers"),
                    "remove them in the overlay if the server does not need them",
                );
            }
            if self.is_deep_part(media, name, node) {
                announced.push((name.clone(), DEEP_OBJECT.to_owned()));
                continue;
            }
            let Some(media_type) = text(node, "contentType") else {
                continue;
            };
            // JSON is in UTF-8, whatever its parameters say.
            let media_type = match media_type.split_once(';') {
                Some((json, _)) if media::is_json(json) => json.trim(),
                _ => media_type,
            };
            let is_plain = media_type.contains([',', '*']) || !media_type.contains(' ');
            if is_plain && !self.is_written_otherwise(media, name, media_type, node) {
                announced.push((name.clone(), media_type.to_owned()));
            }
        }
        announced
    }

    /// Whether the members of a part are parts of their own; any other object is one part.
    fn is_deep_part(&self, media: Media<'a>, name: &str, encoding: &Node) -> bool {
        let is_object =
            |part| type_name(part) != "array" && media::is_structured(self.resolved, part);
        text(encoding, "style") == Some(DEEP_OBJECT)
            && self.part(media, name).is_some_and(is_object)
    }

    /// What is described of a part.
    fn part(&self, media: Media<'a>, name: &str) -> Option<&'a Node> {
        let form = media.schema.map(|form| self.target(form).unwrap_or(form));
        let property = form?.get("properties")?.get(name)?;
        Some(self.target(property).unwrap_or(property))
    }

    /// Whether a part is written as JSON although it is to be something else, which is a finding.
    fn is_written_otherwise(
        &mut self,
        media: Media<'a>,
        name: &str,
        media_type: &str,
        encoding: &Node,
    ) -> bool {
        let resolved = self.resolved;
        // The items of a list are parts of their own.
        let part = self
            .part(media, name)
            .map(|property| property.get("items").unwrap_or(property));
        let is_written = part.is_some_and(|part| {
            Form::of(part) != Form::Union && media::is_structured(resolved, part)
        });
        // JSON is text as well.
        let fits = |one: &str| media::is_json(one) || one.trim().starts_with("text/plain");
        let is_other = is_written && !media_type.split(',').any(fits);
        if is_other {
            let message = format!(
                "the part `{name}` is written as JSON and announced as that, not as `{media_type}`"
            );
            let help = "describe a string, for the caller to write, or a string of `format: binary`, for a file";
            let content_type = encoding.get("contentType").unwrap_or(encoding);
            self.warn("untyped-part", content_type.origin, message, help);
        }
        is_other
    }

    /// A body that is null as a whole is the same as none where it may be left out. Where not, it would be an `Option` of
    /// another meaning.
    fn check_null(&mut self, media: Media<'a>, value: &Value) {
        if let Some(schema) = media.schema.filter(|_| value.nullable) {
            self.warn(
                "unsent-null",
                schema.origin,
                "the body may be null, which no method sends",
                "take null out in the overlay, if callers can do without it",
            );
        }
    }

    fn check_file(&mut self, media: Media<'a>) {
        let resolved = self.resolved;
        if let Some(schema) = media
            .schema
            .filter(|schema| media::is_structured(resolved, schema))
        {
            let message = format!(
                "the SDK does not write `{}`: the caller passes the body as it is to be sent",
                media.name
            );
            self.warn(
                "untyped-body",
                schema.origin,
                message,
                "describe a JSON body or a form, if the server takes one",
            );
        }
    }
}

/// What the body is announced as.
fn media_type(media: Media) -> String {
    match (media.kind, media.name) {
        (MediaKind::Json, name) if name.contains('*') => JSON.to_owned(),
        (MediaKind::Text, name) if name.contains('*') => TEXT.to_owned(),
        (_, name) => name.to_owned(),
    }
}
