//! [`Response`]: a success, with what came beside its body.
//!
//! Invariant: a body that is not what its type says is an error that keeps every byte of it.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use serde::de::DeserializeOwned;

use super::by_status::{Answered, ByStatus};
use super::decimal;
use super::decode;
use super::error::{self, Answer, Error, Mismatch, Untyped};
use super::prepared::Prepared;
use super::response_header::ResponseHeader;
use super::trace::Trace;

/// What the server answered.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    answer: Answer,
    attempts: u32,
}

impl<T> Response<T> {
    pub(super) const fn new(value: T, answer: Answer, attempts: u32) -> Self {
        Self { value, answer, attempts }
    }

    pub(super) const fn answer(&self) -> &Answer {
        &self.answer
    }

    /// What came beside the value.
    pub(super) fn without_value(&self) -> Response<()> {
        Response::new((), self.answer.clone(), self.attempts)
    }

    /// The HTTP status: any 2xx.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.answer.status.as_u16()
    }

    /// The headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// A header of the answer that the description declares; `None` if the answer does not have it.
    ///
    /// # Errors
    ///
    /// If it does not fit its type. It is among the [`headers`](Self::headers) all the same.
    pub fn header<H>(&self, header: ResponseHeader<H>) -> Result<Option<H>, Untyped> {
        header.read(&self.answer.headers)
    }

    /// The server's id of the request (`X-Request-Id`), for its support team.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        error::request_id(&self.answer.headers)
    }

    /// The body as it was received.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.answer.body
    }

    /// How often the request was sent.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The decoded body.
    #[must_use]
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// The decoded body.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> fmt::Debug for Response<T> {
    /// Without the body: it is the caller's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("body_bytes", &self.body().len())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// A success before it is decoded.
pub(super) struct Received {
    pub(super) prepared: Box<Prepared>,
    pub(super) trace: Trace,
    pub(super) answer: Answer,
    pub(super) attempts: u32,
}

/// How the body of a success becomes a value.
pub(super) type Decode<T> = fn(Received) -> Result<Response<T>, Error>;

impl Received {
    pub(super) fn body(&self) -> &Bytes {
        &self.answer.body
    }

    pub(super) fn with<T>(self, value: T) -> Response<T> {
        Response::new(value, self.answer, self.attempts)
    }

    fn decoded<T>(self, read: Result<T, Mismatch>) -> Result<Response<T>, Error> {
        match read {
            Ok(value) => Ok(self.with(value)),
            Err(mismatch) => Err(self.mismatched(mismatch)),
        }
    }

    pub(super) fn mismatched(self, mismatch: Mismatch) -> Error {
        let error = Error::mismatched(self.answer, mismatch).after(self.attempts);
        self.trace.failed(&error);
        error
    }
}

/// JSON of a type.
pub(super) fn json<T: DeserializeOwned>(
    received: Received,
) -> Result<Response<T>, Error> {
    let read = decode::json(received.body());
    received.decoded(read)
}

/// Decimal numbers, or lists and maps of them.
pub(super) fn decimals<T: DeserializeOwned>(
    received: Received,
) -> Result<Response<T>, Error> {
    let read = decode::json(received.body());
    received.decoded(read.map(|decimal::Read(value)| value))
}

/// What is declared for the status.
pub(super) fn by_status<T: ByStatus>(received: Received) -> Result<Response<T>, Error> {
    let status = received.answer.status.as_u16();
    let read = T::read(Answered::new(status, received.body()));
    received.decoded(read.map_err(Untyped::into_mismatch))
}

/// Nothing, whatever was sent.
pub(super) fn nothing(received: Received) -> Result<Response<()>, Error> {
    Ok(received.with(()))
}

/// A string of JSON, or the text itself where the server sends it as that, whatever its description says.
pub(super) fn string(received: Received) -> Result<Response<String>, Error> {
    let kind = error::media_type(&received.answer.headers).get(..5);
    let is_text = kind.is_some_and(|kind| kind.eq_ignore_ascii_case("text/"));
    let read = decode::json(received.body());
    let read =
        if is_text && read.is_err() { decode::text(received.body()) } else { read };
    received.decoded(read)
}

/// UTF-8.
pub(super) fn text(received: Received) -> Result<Response<String>, Error> {
    let read = decode::text(received.body());
    received.decoded(read)
}

/// The bytes themselves.
pub(super) fn bytes(received: Received) -> Result<Response<Bytes>, Error> {
    let bytes = received.body().clone();
    Ok(received.with(bytes))
}
