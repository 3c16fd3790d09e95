//! [`Transport`]: how one HTTP request gets to the server and its answer back.
//!
//! Invariant: a transport sends a request exactly once, follows no redirect, and says of a failure whether
//! the server can have seen the request. Everything else (retries, timeouts, limits) is decided above it.

mod answer_body;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod reqwest;
mod request_body;
#[cfg(feature = "rustls")]
mod tls;

use std::fmt;
use std::pin::Pin;

pub use answer_body::AnswerBody;
pub use request_body::RequestBody;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(super) use reqwest::Reqwest;

use super::error::Source;

/// What a [`Transport`] returns: the answer's head, and its body to be read.
pub type Exchange<'a> = Pin<
    Box<
        dyn Future<Output = Result<http::Response<AnswerBody>, TransportError>>
            + Send
            + 'a,
    >,
>;

/// An HTTP client.
///
/// The SDK comes with one; implement this to bring another one, with the features `rustls` and
/// `native-tls` switched off or on.
///
/// An implementation must send the request once, must not follow redirects, and must not resend on its
/// own: what may be sent again without being acted upon twice is for the SDK to decide. It need not know of
/// any time limit, since the SDK drops the future when the time is up. Its errors are printed with those of the SDK,
/// so that neither the URL nor a header, which may hold a credential, belongs into them.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, and resolves as soon as the answer's head has been read.
    fn send(&self, request: http::Request<RequestBody>) -> Exchange<'_>;
}

/// Why a request got no answer.
#[derive(Debug)]
pub struct TransportError {
    sent: bool,
    source: Source,
}

impl TransportError {
    /// The connection was never made, or the server says that it did nothing with the request. Only then may one
    /// that is not idempotent be sent again.
    pub fn not_connected(
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            sent: false,
            source: source.into(),
        }
    }

    /// The server may have seen the request, or a part of it.
    pub fn interrupted(
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            sent: true,
            source: source.into(),
        }
    }

    /// Whether the server may have seen the request.
    #[must_use]
    pub const fn may_have_been_sent(&self) -> bool {
        self.sent
    }

    pub(super) fn into_source(self) -> Source {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.sent {
            "the connection broke"
        } else {
            "no connection could be made"
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
