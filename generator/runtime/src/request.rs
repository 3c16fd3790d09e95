//! [`Request`]: a call that is ready, and is sent when it is awaited.
//!
//! Invariant: nothing happens before the first poll, and nothing more after the future is dropped.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use super::error::Error;
use super::prepared::Prepared;
use super::response::{Decode, Response};
use super::send;
use super::streamed::Streamed;

/// A request that is sent when it is awaited, on a Tokio runtime with timers and I/O. Dropping it cancels the call.
///
/// # What is sent again
///
/// Nothing is ever acted upon twice without the caller's consent. A `GET`, `HEAD`, `PUT` or `DELETE` is sent
/// again if the connection fails or the server answers 408, 425, 429, 500, 502, 503 or 504. A `POST` or
/// `PATCH` is sent again only where the server cannot have acted: if the connection was never made, if the server
/// says over HTTP/2 that it did nothing with the request, or on 429; with an
/// [`idempotency_key`](Request::idempotency_key) it is sent again like the others.
#[must_use = "a request is sent when it is awaited"]
pub struct Request<T> {
    pub(super) prepared: Result<Box<Prepared>, Error>,
    pub(super) decode: Decode<T>,
}

impl<T> Request<T> {
    pub(super) fn new(
        prepared: Result<Box<Prepared>, Error>,
        decode: Decode<T>,
    ) -> Self {
        Self { prepared, decode }
    }

    /// Limits how long the call may take, all attempts and the waits between them included.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|prepared| {
            prepared.timeout = timeout;
            Ok(())
        })
    }

    /// Limits how long one attempt may take.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.with(|prepared| {
            prepared.attempt_timeout = Some(timeout);
            Ok(())
        })
    }

    /// Limits how often the request is sent; 1 sends it once, whatever happens.
    pub fn max_attempts(self, attempts: u32) -> Self {
        self.with(|prepared| {
            prepared.max_attempts = attempts.max(1);
            Ok(())
        })
    }

    /// Sends an `Idempotency-Key`, by which the server recognises a repetition, and so allows to repeat the
    /// request: give one only if the API is known to heed it. Every attempt carries the same key.
    ///
    /// Use a new key for every message, such as a UUID, and the same one for a message that is sent once more.
    pub fn idempotency_key(self, key: impl AsRef<str>) -> Self {
        self.with(|prepared| prepared.set_idempotency_key(key.as_ref()))
    }

    /// Sets a header. It replaces what the SDK would send, a credential that travels in this header included,
    /// and works without one. A credential in a cookie is added to the `Cookie` that is set here, and one in the
    /// query goes out all the same, unless a parameter of the call has its name.
    pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.with(|prepared| prepared.set_header(name.as_ref(), value.as_ref()))
    }

    /// Resolves to the status, the headers and the request id besides the body.
    pub fn with_response(self) -> RequestWithResponse<T> {
        RequestWithResponse { request: self }
    }

    /// Sends the request, and reads the body of its answer as it comes instead of as a `T`: for what is large or
    /// endless. What is sent again, and how errors are read, is as ever, until the answer has begun; from then
    /// on an error is an item of the stream, and nothing is sent again.
    ///
    /// The call's timeout is for the beginning of the answer, and no limit on its size applies: see [`Streamed`].
    pub fn stream(self) -> Sending<Streamed> {
        let prepared = self.prepared;
        Box::pin(async move { send::open(prepared?).await })
    }

    /// What tells this request from others of the same operation.
    pub(super) fn place(&self) -> Option<String> {
        self.prepared.as_ref().ok().map(|prepared| prepared.url())
    }

    fn with(mut self, change: impl FnOnce(&mut Prepared) -> Result<(), Error>) -> Self {
        if let Ok(prepared) = &mut self.prepared
            && let Err(error) = change(prepared)
        {
            self.prepared = Err(error);
        }
        self
    }

    async fn send(self) -> Result<Response<T>, Error> {
        let received = send::send(self.prepared?).await?;
        (self.decode)(received)
    }
}

/// What awaiting a request returns.
pub type Sending<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

impl<T: 'static> IntoFuture for Request<T> {
    type Output = Result<T, Error>;
    type IntoFuture = Sending<T>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.send().await.map(Response::into_inner) })
    }
}

/// A request that resolves to a whole [`Response`].
#[must_use = "a request is sent when it is awaited"]
pub struct RequestWithResponse<T> {
    pub(super) request: Request<T>,
}

impl<T: 'static> IntoFuture for RequestWithResponse<T> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = Sending<Response<T>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.request.send())
    }
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Request").field(&self.prepared).finish()
    }
}

impl<T> fmt::Debug for RequestWithResponse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}
