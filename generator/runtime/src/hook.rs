//! [`Hook`]: for who wants to see requests and answers go by.
//!
//! Invariant: a hook is told about every attempt exactly twice: before it begins, and when it is over, unless the call is
//! dropped. It never sees a credential of the client.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use tokio::time::Instant;

use super::api::Operation;
use super::error::{Answer, Error};

/// Sees every attempt of every call: to measure, to log, or to add a header such as `traceparent`.
///
/// The methods are called on the task of the call, which waits for them. An attempt whose call is dropped ends without a
/// word.
pub trait Hook: Send + Sync + 'static {
    /// The request is about to go out with these headers; the client's credential is added afterwards,
    /// unless it travels in a header that is set here. `Idempotency-Key` and what frames the message cannot be
    /// changed. Where the attempt is redirected, the next request has the same headers.
    fn sending(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        let _ = (attempt, headers);
    }

    /// The server has accepted the request, and its answer was read, or its head if the body is streamed. `elapsed` is the time of this attempt.
    fn accepted(
        &self,
        attempt: &Attempt,
        status: u16,
        headers: &HeaderMap,
        elapsed: Duration,
    ) {
        let _ = (attempt, status, headers, elapsed);
    }

    /// The attempt failed, be it that the server refused the request. It may be followed by another one.
    /// `elapsed` is the time of this attempt.
    fn failed(&self, attempt: &Attempt, error: &Error, elapsed: Duration) {
        let _ = (attempt, error, elapsed);
    }
}

/// One of the attempts of a call.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Attempt {
    /// What is called: its id, its method, and its path template.
    pub operation: &'static Operation,
    /// 1 for the first attempt.
    pub number: u32,
}

impl Attempt {
    pub(super) const fn first(operation: &'static Operation) -> Self {
        Self { operation, number: 1 }
    }
}

/// Tells all hooks how an attempt ended.
pub(super) fn tell(
    hooks: &[Arc<dyn Hook>],
    attempt: &Attempt,
    result: Result<&Answer, &Error>,
    started: Instant,
) {
    for hook in hooks {
        let elapsed = started.elapsed();
        match result {
            Ok(answer) => {
                hook.accepted(attempt, answer.status.as_u16(), &answer.headers, elapsed)
            }
            Err(error) => hook.failed(attempt, error, elapsed),
        }
    }
}
