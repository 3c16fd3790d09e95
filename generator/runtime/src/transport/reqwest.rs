//! The default [`Transport`]: reqwest, with everything off that decides something on its own.
//!
//! Invariant: no redirect, no retry, no decision about proxies or TLS is left to a default of reqwest that
//! could send a credential where it does not belong; no error of it holds a URL.

use std::error::Error as _;
use std::iter::successors;
use std::time::Duration;

use http::Uri;
use url::{ParseError, Url};

use super::super::base_url::BaseUrl;
use super::super::error::Error;
use super::{AnswerBody, Exchange, RequestBody, Transport, TransportError};

/// After so long without a sign of life, a connection of HTTP/2 is asked for one, and after as long again without an
/// answer it is given up. All calls share it: they would go on to time out one after the other.
const SILENCE: Duration = Duration::from_secs(15);

/// Connections to the server, kept and shared.
pub(in super::super) struct Reqwest {
    client: reqwest::Client,
    /// Where nearly all requests go, as both libraries have it.
    server: (Uri, Url),
}

impl Reqwest {
    /// `proxies`: whether `HTTP_PROXY`, `HTTPS_PROXY` and their like are obeyed.
    pub(in super::super) fn new(
        connect_timeout: Duration,
        proxies: bool,
        base_url: &BaseUrl,
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
        let url = base_url.url.clone();
        let uri = Uri::try_from(url.as_str()).unwrap_or_default();
        Ok(Self {
            client,
            server: (uri, url),
        })
    }

    async fn exchange(
        &self,
        request: http::Request<RequestBody>,
    ) -> Result<http::Response<AnswerBody>, TransportError> {
        let request = self.converted(request)?;
        let response = self.client.execute(request).await.map_err(classified)?;
        Ok(http::Response::from(response).map(AnswerBody::new))
    }

    fn converted(
        &self,
        request: http::Request<RequestBody>,
    ) -> Result<reqwest::Request, TransportError> {
        let (head, body) = request.into_parts();
        let url = self.url(&head.uri).map_err(TransportError::not_connected)?;
        let mut request = reqwest::Request::new(head.method, url);
        *request.headers_mut() = head.headers;
        *request.body_mut() = Some(body.into());
        Ok(request)
    }

    /// What reqwest wants instead of a [`Uri`]. Parsing it anew would cost more than all else that is done for a call.
    fn url(&self, uri: &Uri) -> Result<Url, ParseError> {
        let (server, url) = &self.server;
        if server.authority() != uri.authority() || server.scheme() != uri.scheme() {
            return Url::parse(&uri.to_string());
        }
        let mut url = url.clone();
        url.set_path(uri.path());
        url.set_query(uri.query());
        Ok(url)
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<RequestBody>) -> Exchange<'_> {
        Box::pin(self.exchange(request))
    }
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
