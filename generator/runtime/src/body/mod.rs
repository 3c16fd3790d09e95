//! Bodies that are not JSON: forms, files and text.
//!
//! Invariant: a body is put together once, before the first attempt, and announced as what it is.

mod file;
mod form;
mod multipart;
mod payload;
mod piece;

use http::header::CONTENT_TYPE;

pub use file::File;
pub use form::{Form, FormBody};
pub use multipart::OR_JSON;
pub(super) use payload::Payload;
pub(super) use piece::{Piece, Pieces};

use super::call::Call;
use super::error::Error;
use super::params::{self, Param};
use super::spelling::Style;
use super::validate::{Check, Validated};

const FORM: &str = "application/x-www-form-urlencoded";
const BYTES: &str = "application/octet-stream";

/// A body is one or none, as where it is optional: without one, nothing is sent.
impl Call {
    /// Sends a value as a form in the encoding of URLs. Lists are repeated and objects are JSON, unless
    /// `spelling` says otherwise.
    pub fn form<'b, B>(self, body: impl Into<Option<&'b B>>, spelling: &[Param]) -> Self
    where
        B: FormBody + ?Sized + 'b,
    {
        let Some(body) = body.into() else { return self };
        let form = Form::of(body, |name, value| form::style(spelling, name, value));
        match form.and_then(|form| form::urlencoded(&form, spelling)) {
            Ok(text) => self.sends(Payload::Whole(text.into()), FORM),
            Err(error) => self.fail(Some(error)),
        }
    }

    /// Sends a value as a form in the encoding of URLs, after checking its rules.
    pub fn validated_form<'b, B>(
        self,
        body: impl Into<Option<&'b B>>,
        spelling: &[Param],
    ) -> Self
    where
        B: FormBody + garde::Validate<Context = ()> + Validated + 'b,
    {
        let body = body.into();
        self.validated(body).form(body, spelling)
    }

    /// Sends a value as `multipart/form-data`. `media_types` is what its parts are announced as, by their
    /// names, where that is not the usual: text for values, JSON for objects, and for files what they say. Of several, as in
    /// `image/png, image/jpeg`, a file has to say which one it is. The members of an object that is a `deepObject` are parts
    /// of their own. With [`OR_JSON`] among them, a value without any file is sent as JSON.
    pub fn multipart<'b, B>(
        self,
        body: impl Into<Option<&'b B>>,
        media_types: &[(&str, &str)],
    ) -> Self
    where
        B: FormBody + ?Sized + 'b,
    {
        let Some(body) = body.into() else { return self };
        if media_types.contains(&OR_JSON)
            && let Ok(Some(object)) = Form::of(body, |_, _| Style::Json).map(Form::whole)
        {
            return self.json(&object);
        }
        let form =
            Form::of(body, |name, value| multipart::style(media_types, name, value));
        match form.and_then(|form| multipart::payload(form, media_types)) {
            Ok((payload, boundary)) => {
                let announced = format!("multipart/form-data; boundary={boundary}");
                self.sends(payload, &announced)
            }
            Err(error) => self.fail(Some(error)),
        }
    }

    /// Sends a value as `multipart/form-data`, after checking its rules.
    pub fn validated_multipart<'b, B>(
        self,
        body: impl Into<Option<&'b B>>,
        media_types: &[(&str, &str)],
    ) -> Self
    where
        B: FormBody + garde::Validate<Context = ()> + Validated + 'b,
    {
        let body = body.into();
        self.validated(body).multipart(body, media_types)
    }

    /// Sends a text, after checking its rules.
    pub fn text(
        self,
        body: impl Into<Option<String>>,
        media_type: &str,
        rules: &[Check<'_, str>],
    ) -> Self {
        let Some(body) = body.into() else { return self };
        let checked = self.checked("", body.as_str(), rules);
        checked.sends(Payload::Whole(body.into()), media_type)
    }

    /// Sends a file as the whole body. If its media type is not known, it is announced as `media_type`; where
    /// that leaves it open, as in `image/*`, the file has to say.
    pub fn file(self, body: impl Into<Option<File>>, media_type: &str) -> Self {
        let Some(body) = body.into() else { return self };
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

    fn sends(mut self, payload: Payload, media_type: &str) -> Self {
        match params::header(CONTENT_TYPE.as_str(), media_type) {
            Ok((name, media_type)) => {
                self.prepared.body = Some(payload);
                self.prepared.headers.insert(name, media_type);
                self
            }
            Err(error) => self.fail(Some(error)),
        }
    }
}
