//! The default [`Transport`]: reqwest, with everything off that decides something on its own.
//!
//! Invariant: no redirect, no retry, no decision about proxies or TLS is left to a default of reqwest that
//! could send a credential where it does not belong; no error of it holds a URL.

use std::error::Error as _;
use std::fmt::Write as _;
use std::iter::successors;
use std::time::Duration;

use url::Url;

use super::super::error::Error;
use super::{AnswerBody, Exchange, RequestBody, Transport, TransportError};

/// After so long without a sign of life, a connection of HTTP/2 is asked for one, and after as long again without an
/// answer it is given up. All calls share it: they would go on to time out one after the other.
const SILENCE: Duration = Duration::from_secs(15);

/// Connections to the server, kept and shared.
pub(in super::super) struct Reqwest {
    client: reqwest::Client,
}

impl Reqwest {
    /// `proxies`: whether `HTTP_PROXY`, `HTTPS_PROXY` and their like are obeyed.
    pub(in super::super) fn new(
        connect_timeout: Duration,
        proxies: bool,
    ) -> Result<Self, Error> {
        let builder = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .http2_keep_alive_interval(SILENCE)
            .http2_keep_alive_timeout(SILENCE)
            .http1_allow_obsolete_multiline_headers_in_responses(true)
            .referer(false);
        let builder = if proxies { builder } else { builder.no_proxy() };
        #[cfg(feature = "rustls")]
        let builder = builder.tls_backend_preconfigured(super::tls::config()?);
        let client = builder.build().map_err(|error| {
            Error::configuration("the HTTP client could not be set up")
                .caused_by(error.without_url())
        })?;
        Ok(Self { client })
    }

    async fn exchange(
        &self,
        request: http::Request<RequestBody>,
    ) -> Result<http::Response<AnswerBody>, TransportError> {
        let request = converted(request)?;
        let response = self.client.execute(request).await.map_err(classified)?;
        Ok(http::Response::from(response).map(AnswerBody::new))
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<RequestBody>) -> Exchange<'_> {
        Box::pin(self.exchange(request))
    }
}

/// What reqwest's own conversion does, without growing the URL's text piece by piece.
fn converted(
    request: http::Request<RequestBody>,
) -> Result<reqwest::Request, TransportError> {
    let (head, body) = request.into_parts();
    let mut text = String::with_capacity(256);
    write!(text, "{}", head.uri).map_err(TransportError::not_connected)?;
    let url = Url::parse(&text).map_err(TransportError::not_connected)?;
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    *request.body_mut() = Some(body.into());
    Ok(request)
}

impl From<RequestBody> for reqwest::Body {
    fn from(body: RequestBody) -> Self {
        match body.as_bytes() {
            Some(bytes) => Self::from(bytes.clone()),
            None => Self::wrap(body),
        }
    }
}

fn classified(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_connect() || error.is_builder() || is_untouched(&error) {
        TransportError::not_connected(error)
    } else {
        TransportError::interrupted(error)
    }
}

/// Whether the server says that it has not acted upon the request (RFC 9113, 8.7): it refuses it, or had closed the
/// connection for new ones, as servers do now and then.
fn is_untouched(error: &reqwest::Error) -> bool {
    let mut causes = successors(error.source(), |cause| (**cause).source());
    let refusal = causes.find_map(|cause| cause.downcast_ref::<h2::Error>());
    refusal.filter(|refusal| refusal.is_remote()).is_some_and(|refusal| {
        refusal.is_reset() && refusal.reason() == Some(h2::Reason::REFUSED_STREAM)
            || refusal.is_go_away() && refusal.reason() == Some(h2::Reason::NO_ERROR)
    })
}
