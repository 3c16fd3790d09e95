//! Sending a call: attempts, and the waits between them.
//!
//! Invariant: what goes out is the same on every attempt, and no wait begins that would overrun the
//! deadline.

use std::time::Duration;

use http::header::{HeaderMap, USER_AGENT};
use tokio::time::{Instant, sleep};
use url::Url;

use super::attempt::{Failure, Limit, Outgoing};
use super::error::Error;
use super::request::{IDEMPOTENCY_KEY, Prepared};
use super::response::Received;
use super::retry;

/// Longer than any program runs, and short enough to be added to any time.
const FOREVER: Duration = Duration::from_secs(60 * 60 * 24 * 365 * 30);

pub(super) async fn send(prepared: Box<Prepared>) -> Result<Received, Error> {
    if tokio::runtime::Handle::try_current().is_err() {
        return Err(Error::configuration(
            "a request has to be awaited on a Tokio runtime",
        ));
    }
    let deadline = Instant::now() + prepared.timeout.min(FOREVER);
    let outgoing = outgoing(&prepared)?;
    let mut attempts = 0;
    loop {
        attempts += 1;
        match outgoing.attempt(limit(&prepared, deadline)).await {
            Ok(answer) => {
                let (status, headers, body) = (answer.status, answer.headers, answer.body);
                return Ok(Received {
                    status,
                    headers,
                    body,
                    attempts,
                });
            }
            Err(failure) => pause(&prepared, failure, attempts, deadline).await?,
        }
    }
}

/// Waits before the next attempt, or returns the error if there is to be none.
async fn pause(
    prepared: &Prepared,
    failure: Failure,
    attempts: u32,
    deadline: Instant,
) -> Result<(), Error> {
    let may_resend = retry::may_resend(failure.cause, is_replayable(prepared));
    let error = failure.error.after(attempts).retryable(may_resend);
    if !may_resend || attempts >= prepared.max_attempts {
        return Err(error);
    }
    let settings = &prepared.client.shared().settings;
    match retry::wait(settings, attempts, error.retry_after(), fastrand::f64()) {
        Some(wait) if wait < deadline.saturating_duration_since(Instant::now()) => {
            sleep(wait).await;
            Ok(())
        }
        _ => Err(error),
    }
}

/// Whether acting upon the request twice does no harm.
fn is_replayable(prepared: &Prepared) -> bool {
    let operation = prepared.operation;
    operation.idempotent
        || operation.method.is_idempotent()
        || prepared.headers.contains_key(IDEMPOTENCY_KEY)
}

fn limit(prepared: &Prepared, deadline: Instant) -> Limit {
    let attempt = prepared
        .attempt_timeout
        .map(|timeout| (Instant::now() + timeout.min(FOREVER), timeout));
    match attempt {
        Some((until, within)) if until < deadline => Limit { until, within },
        _ => Limit {
            until: deadline,
            within: prepared.timeout,
        },
    }
}

fn outgoing(prepared: &Prepared) -> Result<Outgoing<'_>, Error> {
    let shared = prepared.client.shared();
    let mut headers: HeaderMap = prepared.headers.clone();
    let mut query = prepared.query.clone();
    headers
        .entry(USER_AGENT)
        .or_insert_with(|| shared.user_agent.clone());
    for credential in shared.credentials_for(prepared.operation)? {
        credential.apply(&mut headers, &mut query);
    }
    let url = Url::parse(&shared.base_url.join(&prepared.path, &query));
    let url =
        url.map_err(|error| Error::configuration("the URL cannot be sent").caused_by(error))?;
    Ok(Outgoing {
        prepared,
        shared,
        headers,
        url,
    })
}
