//! How errors are made: one function per cause.
//!
//! Invariant: what a caller could have sent, or a server could have answered, never gets into `what`.

use std::borrow::Cow;
use std::time::Duration;

use super::super::response::Response;
use super::super::retry_after;
use super::super::validate::Violation;
use super::{Answer, Error, ErrorKind, Inner, Mismatch, Reading, Source};

impl Error {
    fn new(kind: ErrorKind, what: impl Into<Cow<'static, str>>) -> Self {
        let inner = Inner {
            kind,
            what: what.into(),
            answer: None,
            reading: Reading::default(),
            violations: Vec::new(),
            mismatch: None,
            retry_after: None,
            retryable: false,
            attempts: 0,
            spent: false,
            source: None,
        };
        Self { inner: Box::new(inner) }
    }

    /// The client or the call is not set up so that it can be sent.
    pub(in super::super) fn configuration(what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Configuration, what)
    }

    /// The request breaks rules.
    pub(in super::super) fn validation(violations: Vec<Violation>) -> Self {
        let mut error = Self::new(ErrorKind::Validation, "");
        error.inner.violations = violations;
        error
    }

    /// What is to be sent has no JSON form.
    pub(in super::super) fn unserializable(source: serde_json::Error) -> Self {
        Self::new(ErrorKind::Validation, "what is to be sent cannot be written as JSON")
            .caused_by(source)
    }

    /// The server answered with another status than a success.
    pub(in super::super) fn refused(answer: Answer, reading: Reading) -> Self {
        let retry_after =
            retry_after::asked_for(&answer.headers).or(reading.retry_after);
        let mut error =
            Self::new(ErrorKind::of_status(answer.status), "").answered(answer);
        error.inner.retry_after = retry_after;
        error.inner.reading = reading;
        error
    }

    /// The server points elsewhere, and `what` says why nobody went there.
    pub(in super::super) fn redirected(
        answer: Answer,
        what: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(ErrorKind::Redirect, what).answered(answer)
    }

    /// The connection failed.
    pub(in super::super) fn transport(
        what: impl Into<Cow<'static, str>>,
        source: impl Into<Source>,
    ) -> Self {
        Self::new(ErrorKind::Transport, what).caused_by(source)
    }

    /// The answer did not come within the given time.
    pub(in super::super) fn timeout(what: &'static str, limit: Duration) -> Self {
        Self::new(ErrorKind::Timeout, format!("{what} within {limit:?}"))
    }

    /// The connection broke while a success was read.
    pub(in super::super) fn broken(answer: Answer, source: Source) -> Self {
        Self::transport("the connection broke before its answer was complete", source)
            .answered(answer)
    }

    /// A success took too long to be read.
    pub(in super::super) fn late(answer: Answer, within: Duration) -> Self {
        Self::timeout("its answer was not complete", within).answered(answer)
    }

    /// The answer of a success is not what its type says.
    pub(in super::super) fn mismatched(answer: Answer, mismatch: Mismatch) -> Self {
        let mut error = Self::unreadable(answer, "its answer could not be read");
        error.inner.mismatch = Some(mismatch);
        error
    }

    /// The answer of a success cannot be taken in.
    pub(in super::super) fn unreadable(
        answer: Answer,
        what: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(ErrorKind::Decode, what).answered(answer)
    }

    /// A list cannot be read to its end; this page was the last one that could, if there was one.
    pub(in super::super) fn endless(
        what: &'static str,
        page: Option<&Response<()>>,
    ) -> Self {
        let error = Self::new(ErrorKind::Decode, what);
        match page {
            Some(page) => error.answered(page.answer().clone()).after(page.attempts()),
            None => error,
        }
    }

    pub(in super::super) fn answered(mut self, answer: Answer) -> Self {
        self.inner.answer = Some(answer);
        self
    }

    pub(in super::super) fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    /// How often the request was sent.
    pub(in super::super) fn after(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    /// Its body was a stream, which is gone; `spent` is whether it would have been sent again otherwise.
    pub(in super::super) fn spent(mut self, spent: bool) -> Self {
        self.inner.spent = spent;
        self
    }

    pub(in super::super) fn retryable(mut self, retryable: bool) -> Self {
        self.inner.retryable = retryable;
        self
    }
}
