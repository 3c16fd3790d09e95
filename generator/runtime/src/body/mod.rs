//! Bodies that are not JSON: forms, files and text.
//!
//! Invariant: a body is put together once, before the first attempt, and announced as what it is.

mod file;
mod form;
mod multipart;
mod payload;
mod piece;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

pub use file::File;
pub use form::{Form, FormBody};
pub(super) use payload::Payload;
pub(super) use piece::{Piece, Pieces};

use super::call::Call;
use super::error::Error;
use super::params::Param;
use super::validate::{Check, Validated};

const FORM: &str = "application/x-www-form-urlencoded";
const BYTES: &str = "application/octet-stream";

impl Call {
    /// Sends a value as a form in the encoding of URLs. Lists are repeated and objects are JSON, unless
    /// `spelling` says otherwise.
    pub fn form<B: FormBody + ?Sized>(self, body: &B, spelling: &[Param]) -> Self {
        let text = Form::of(body).and_then(|form| form::urlencoded(&form, spelling));
        match text {
            Ok(text) => self.sends(Payload::Whole(text.into()), FORM),
            Err(error) => self.fail(Some(error)),
        }
    }

    /// Sends a value as a form in the encoding of URLs, after checking its rules.
    pub fn validated_form<B>(self, body: &B, spelling: &[Param]) -> Self
    where
        B: FormBody + garde::Validate<Context = ()> + Validated,
    {
        self.validated(body).form(body, spelling)
    }

    /// Sends a value as `multipart/form-data`. `media_types` is what its parts are announced as, by their
    /// names, where that is not the usual: text for values, JSON for objects, and for files what they say. Of several, as in
    /// `image/png, image/jpeg`, a file has to say which one it is.
    pub fn multipart<B: FormBody + ?Sized>(
        self,
        body: &B,
        media_types: &[(&str, &str)],
    ) -> Self {
        let written =
            Form::of(body).and_then(|form| multipart::payload(form, media_types));
        match written {
            Ok((payload, boundary)) => {
                let announced = format!("multipart/form-data; boundary={boundary}");
                self.sends(payload, &announced)
            }
            Err(error) => self.fail(Some(error)),
        }
    }

    /// Sends a value as `multipart/form-data`, after checking its rules.
    pub fn validated_multipart<B>(self, body: &B, media_types: &[(&str, &str)]) -> Self
    where
        B: FormBody + garde::Validate<Context = ()> + Validated,
    {
        self.validated(body).multipart(body, media_types)
    }

    /// Sends a text.
    pub fn text(self, body: String, media_type: &str) -> Self {
        self.sends(Payload::Whole(Bytes::from(body)), media_type)
    }

    /// Sends a text, after checking its rules.
    pub fn checked_text(
        self,
        body: String,
        media_type: &str,
        rules: &[Check<'_, str>],
    ) -> Self {
        self.checked("", body.as_str(), rules).text(body, media_type)
    }

    /// Sends a file as the whole body. If its media type is not known, it is announced as `media_type`; where
    /// that leaves it open, as in `image/*`, the file has to say.
    pub fn file(self, body: File, media_type: &str) -> Self {
        let announced = match body.told_media_type() {
            Some(told) => told,
            None if matches!(media_type, "*/*" | "application/*") => BYTES,
            None => media_type,
        };
        if announced.contains('*') {
            return self.fail(Some(Error::configuration(format!(
                "the file has to say which `{media_type}` it is, by `File::media_type`"
            ))));
        }
        self.sends(Payload::of(vec![body.content().clone()]), announced)
    }

    /// As [`form`](Call::form), or without a body.
    pub fn form_opt<B: FormBody>(self, body: Option<&B>, spelling: &[Param]) -> Self {
        self.optional(body, |call, body| call.form(body, spelling))
    }

    /// As [`validated_form`](Call::validated_form), or without a body.
    pub fn validated_form_opt<B>(self, body: Option<&B>, spelling: &[Param]) -> Self
    where
        B: FormBody + garde::Validate<Context = ()> + Validated,
    {
        self.optional(body, |call, body| call.validated_form(body, spelling))
    }

    /// As [`multipart`](Call::multipart), or without a body.
    pub fn multipart_opt<B>(self, body: Option<&B>, media_types: &[(&str, &str)]) -> Self
    where
        B: FormBody,
    {
        self.optional(body, |call, body| call.multipart(body, media_types))
    }

    /// As [`validated_multipart`](Call::validated_multipart), or without a body.
    pub fn validated_multipart_opt<B>(
        self,
        body: Option<&B>,
        media_types: &[(&str, &str)],
    ) -> Self
    where
        B: FormBody + garde::Validate<Context = ()> + Validated,
    {
        self.optional(body, |call, body| call.validated_multipart(body, media_types))
    }

    /// As [`text`](Call::text), or without a body.
    pub fn text_opt(self, body: Option<String>, media_type: &str) -> Self {
        self.optional(body, |call, body| call.text(body, media_type))
    }

    /// As [`checked_text`](Call::checked_text), or without a body.
    pub fn checked_text_opt(
        self,
        body: Option<String>,
        media_type: &str,
        rules: &[Check<'_, str>],
    ) -> Self {
        self.optional(body, |call, body| call.checked_text(body, media_type, rules))
    }

    /// As [`file`](Call::file), or without a body.
    pub fn file_opt(self, body: Option<File>, media_type: &str) -> Self {
        self.optional(body, |call, body| call.file(body, media_type))
    }

    fn optional<B>(self, body: Option<B>, send: impl FnOnce(Self, B) -> Self) -> Self {
        match body {
            Some(body) => send(self, body),
            None => self,
        }
    }

    fn sends(mut self, payload: Payload, media_type: &str) -> Self {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => {
                self.prepared.body = Some(payload);
                self.prepared.headers.insert(CONTENT_TYPE, media_type);
                self
            }
            Err(_) => self.fail(Some(Error::configuration(
                "the media type of the body has characters that a header cannot hold",
            ))),
        }
    }
}
