//! [`Error`]: every way in which a call can fail, with all that is known about it.
//!
//! Invariant: neither `Display` nor `Debug` prints a credential, a body or a value that the caller sent;
//! those are only given to who asks for them.

mod answer;
mod display;
mod field;
mod kind;
mod mismatch;
mod new;
mod reading;
mod typed;
mod untyped;

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;

pub(super) use answer::{Answer, REQUEST_ID, request_id};
pub use field::FieldError;
pub use kind::ErrorKind;
pub(super) use mismatch::Mismatch;
pub(super) use reading::{Reading, media_type};
pub(super) use untyped::Reason;
pub use untyped::Untyped;

use super::validate::Violation;

/// An error of another crate.
pub(super) type Source = Box<dyn std::error::Error + Send + Sync + 'static>;

/// Why a call failed.
///
/// It is one pointer wide. [`kind`](Error::kind) says what to do about it; everything else is detail.
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    /// What happened, in one line, where the kind and the answer do not say it.
    what: Cow<'static, str>,
    answer: Option<Answer>,
    reading: Reading,
    violations: Vec<Violation>,
    mismatch: Option<Mismatch>,
    retry_after: Option<Duration>,
    retryable: bool,
    attempts: u32,
    /// Whether it was not sent again only because its body was a stream.
    spent: bool,
    source: Option<Source>,
}

impl Error {
    /// What went wrong, as far as a program can act on it.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The HTTP status, if there was an answer. A 2xx means that the server has accepted the request.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.inner.answer.as_ref().map(|answer| answer.status.as_u16())
    }

    /// The server's own code for the error, such as `not_found`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.inner.reading.code.as_deref()
    }

    /// What the server says about the error.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.inner.reading.message.as_deref()
    }

    /// The server's id of the request (`X-Request-Id`), for its support team.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.inner.answer.as_ref().and_then(Answer::request_id)
    }

    /// How long the server asked to wait before the next request, by its `Retry-After` header or the
    /// `retry_after` of its body.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// The headers of the answer, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.inner.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body of the answer, as far as it was read: an interrupted or oversized one is cut short.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.inner.answer.as_ref().map(|answer| &answer.body)
    }

    /// The body of the answer as text; what is not UTF-8 is replaced.
    #[must_use]
    pub fn body_text(&self) -> Option<Cow<'_, str>> {
        self.body().map(|body| String::from_utf8_lossy(body))
    }

    /// The body of the answer as JSON, if it is JSON.
    #[must_use]
    pub fn body_json(&self) -> Option<Value> {
        self.body().and_then(|body| super::decode::value(body))
    }

    /// What the server found wrong with single fields, by their JSON paths.
    #[must_use]
    pub fn field_errors(&self) -> &[FieldError] {
        &self.inner.reading.fields
    }

    /// What was found wrong with the request before it was sent.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.inner.violations
    }

    /// Where in the answer decoding stopped, such as `results[0].id`; empty for the answer as a whole.
    #[must_use]
    pub fn decode_path(&self) -> Option<&str> {
        self.inner.mismatch.as_ref().map(|mismatch| mismatch.path.as_str())
    }

    /// How often the request was sent, attempts without a connection included; 0 if there was none.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// Whether the same call may succeed later and can be repeated without being acted upon twice. It is false
    /// where the body was a stream and reading it had begun: then the text of the error says so.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.inner.retryable
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match (&self.inner.source, &self.inner.mismatch) {
            (Some(source), _) => Some(&**source),
            (None, Some(mismatch)) => Some(mismatch),
            (None, None) => None,
        }
    }
}
