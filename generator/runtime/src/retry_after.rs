//! `Retry-After`: the wait that a server asks for (RFC 9110, 10.2.3).
//!
//! Invariant: a date is measured by the server's own clock where it tells it, so that a wrong clock on this
//! machine does not lengthen or shorten the wait; a wait that is too long to be written down is not none.

use std::time::{Duration, SystemTime};

use http::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

/// The wait from now; zero for a date in the past. `None` if the header is missing, or neither a number of
/// seconds nor a date, which says nothing about how long to wait.
pub(super) fn asked_for(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if value.starts_with(|c: char| c.is_ascii_digit())
        && let Ok(number) = value.parse()
    {
        return seconds(number);
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let now = date(headers, &DATE).unwrap_or_else(SystemTime::now);
    Some(until.duration_since(now).unwrap_or_default())
}

/// A number of seconds; more than a duration can hold is the longest one. `None` if it is negative or none.
pub(super) fn seconds(number: f64) -> Option<Duration> {
    let wait = Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX);
    (number >= 0.0).then_some(wait)
}

/// `None` if it is missing or unreadable: then our own clock has to do.
fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}
