//! [`ErrorKind`]: what a program can act on.
//!
//! Invariant: every status that is not a success has exactly one kind.

use std::fmt;

use http::StatusCode;

/// What went wrong, as far as a program can act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request breaks a rule of the API's description; nothing was sent. See
    /// [`violations`](super::Error::violations).
    Validation,
    /// 401: the credential is missing or not accepted.
    Authentication,
    /// 403: the credential does not allow this.
    Permission,
    /// 404: what was asked for does not exist, or not for this credential.
    NotFound,
    /// 409: the request does not fit the state of what it is about.
    Conflict,
    /// 429: too many requests. See [`retry_after`](super::Error::retry_after).
    RateLimited,
    /// Any other 4xx: the server does not accept the request. See
    /// [`field_errors`](super::Error::field_errors).
    InvalidRequest,
    /// 5xx: the server failed. Also what is no answer: 101, which nobody asks for, and what HTTP does not know.
    Server,
    /// 3xx: the server points elsewhere, and going there was not safe: the request was not a `GET`, the
    /// place is on another origin, or there was no end to it. The base URL is probably wrong. Also 304, which nobody gets without asking for it: what the
    /// caller's `If-None-Match` or `If-Modified-Since` names has not changed, and there is no body.
    Redirect,
    /// The connection could not be made, or broke, or did not speak HTTP.
    Transport,
    /// The answer did not come in time.
    Timeout,
    /// The server has accepted the request, but its answer could not be understood, or was a page of a list
    /// that cannot be read any further. The answer is in [`body`](super::Error::body).
    Decode,
    /// The client is not set up so that the request could be sent; nothing was sent.
    Configuration,
}

impl ErrorKind {
    pub(in super::super) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            401 => Self::Authentication,
            403 => Self::Permission,
            404 => Self::NotFound,
            409 => Self::Conflict,
            429 => Self::RateLimited,
            400..=499 => Self::InvalidRequest,
            300..=399 => Self::Redirect,
            _ => Self::Server,
        }
    }

    /// The kind as one word, as traces have it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Validation => "validation",
            Self::Authentication => "authentication",
            Self::Permission => "permission",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::RateLimited => "rate_limited",
            Self::InvalidRequest => "invalid_request",
            Self::Server => "server",
            Self::Redirect => "redirect",
            Self::Transport => "transport",
            Self::Timeout => "timeout",
            Self::Decode => "decode",
            Self::Configuration => "configuration",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
