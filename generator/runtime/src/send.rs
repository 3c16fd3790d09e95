//! Sending a call: attempts, and the waits between them.
//!
//! Invariant: what goes out is the same on every attempt, and no wait begins that would overrun the deadline.

use tokio::time::{Instant, sleep};

use super::attempt::{Arrived, Failure, Limit};
use super::error::Error;
use super::hook::{self, Attempt};
use super::outgoing::Outgoing;
use super::prepared::Prepared;
use super::response::Received;
use super::retry;
use super::settings::FOREVER;
use super::streamed::Streamed;
use super::trace::{self, Trace};

/// Sends a request until it succeeds or nothing more can be done.
pub(super) async fn send(prepared: Box<Prepared>) -> Result<Received, Error> {
    let trace = Trace::begin(&prepared);
    let sent = trace.within(repeat(&prepared)).await;
    trace.ended(&sent);
    let (Arrived { answer, .. }, attempts) = sent?;
    Ok(Received {
        prepared,
        trace,
        answer,
        attempts,
    })
}

/// Sends a request until it succeeds or nothing more can be done, and leaves the body to be read.
pub(super) async fn open(mut prepared: Box<Prepared>) -> Result<Streamed, Error> {
    prepared.streamed = true;
    let trace = Trace::begin(&prepared);
    let sent = trace.within(repeat(&prepared)).await;
    trace.ended(&sent);
    let (arrived, attempts) = sent?;
    Ok(Streamed::new(&prepared, trace, arrived, attempts))
}

async fn repeat(prepared: &Prepared) -> Result<(Arrived, u32), Error> {
    if tokio::runtime::Handle::try_current().is_err() {
        return Err(Error::configuration(
            "a request has to be awaited on a Tokio runtime",
        ));
    }
    let mut started = Instant::now();
    let deadline = started + prepared.timeout.min(FOREVER);
    let outgoing = Outgoing::new(prepared)?;
    let mut attempt = Attempt::first(prepared.operation);
    loop {
        let result = match outgoing.head(&attempt) {
            Ok(head) => {
                let limit = limit(prepared, started, deadline);
                let sent = outgoing.send(&head, limit).await;
                sent.map_err(|failure| judged(prepared, failure, attempt.number))
            }
            // This one was not sent.
            Err(error) => Err(error.after(attempt.number - 1)),
        };
        let answer = result.as_ref().map(|arrived| &arrived.answer);
        hook::tell(&outgoing.shared.hooks, &attempt, answer, started);
        match result {
            Ok(arrived) => return Ok((arrived, attempt.number)),
            Err(error) => pause(prepared, error, attempt.number, deadline).await?,
        }
        attempt.number += 1;
        started = Instant::now();
    }
}

/// The error, with what is known now about sending the request again.
fn judged(prepared: &Prepared, failure: Failure, attempts: u32) -> Error {
    let may_resend = retry::may_resend(failure.cause, prepared.is_replayable());
    outlook(failure.error.after(attempts), may_resend, prepared.is_spent())
}

/// The error, and whether the request may be sent again; a body that is spent forbids it.
pub(super) fn outlook(error: Error, may_resend: bool, spent: bool) -> Error {
    if spent { error.spent(may_resend) } else { error.retryable(may_resend) }
}

/// Waits before the next attempt, or returns the error if there is to be none.
async fn pause(
    prepared: &Prepared,
    error: Error,
    attempts: u32,
    deadline: Instant,
) -> Result<(), Error> {
    if !error.is_retryable() || attempts >= prepared.max_attempts {
        return Err(error);
    }
    let settings = &prepared.client.shared.settings;
    match retry::wait(settings, attempts, error.retry_after(), fastrand::f64()) {
        Some(wait) if wait < deadline.saturating_duration_since(Instant::now()) => {
            trace::resending(&error, wait);
            sleep(wait).await;
            Ok(())
        }
        _ => Err(error),
    }
}

fn limit(prepared: &Prepared, started: Instant, deadline: Instant) -> Limit {
    let attempt = prepared
        .attempt_timeout
        .map(|timeout| (started + timeout.min(FOREVER), timeout));
    match attempt {
        Some((until, within)) if until < deadline => Limit { until, within },
        _ => Limit {
            until: deadline,
            within: prepared.timeout,
        },
    }
}
