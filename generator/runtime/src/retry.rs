//! Whether and when a request is sent again.
//!
//! Invariant: a request that the server may have acted upon is sent again only if acting twice does no harm.

use std::time::Duration;

use http::StatusCode;

use super::settings::Settings;

/// What a failed attempt says about what the server has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// It never saw the request.
    NotSent,
    /// It may have seen the request, and may have acted upon it.
    Interrupted,
    /// It answered with this status.
    Refused(StatusCode),
    /// Sending the same again would end the same way.
    Final,
}

/// Whether the request may be sent again. `replayable` says that acting upon it twice does no harm.
pub(super) fn may_resend(cause: Cause, replayable: bool) -> bool {
    match cause {
        Cause::NotSent | Cause::Refused(StatusCode::TOO_MANY_REQUESTS) => true,
        Cause::Interrupted => replayable,
        Cause::Refused(status) => replayable && is_temporary(status),
        Cause::Final => false,
    }
}

fn is_temporary(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 425 | 500 | 502 | 503 | 504)
}

/// The wait before the next attempt: a random part of a span that doubles with every attempt ("full
/// jitter"), after whatever the server asks for. `None` if it asks for more than the settings allow.
pub(super) fn wait(
    settings: &Settings,
    attempts: u32,
    asked_for: Option<Duration>,
    random: f64,
) -> Option<Duration> {
    let doublings = attempts.saturating_sub(1).min(31);
    let span = settings
        .first_backoff
        .saturating_mul(1 << doublings)
        .min(settings.longest_backoff);
    let jitter = span.mul_f64(random);
    match asked_for {
        None => Some(jitter),
        Some(asked_for) if asked_for <= settings.longest_retry_after => {
            Some(asked_for.saturating_add(jitter))
        }
        Some(_) => None,
    }
}
