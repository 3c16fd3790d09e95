//! [`Outgoing`]: a call as an HTTP request, the same on every attempt.
//!
//! Invariant: credentials are added last, so that no hook sees them; what a hook adds can change neither the
//! frame of the message nor its idempotency key.

use bytes::Bytes;
use http::header::{HeaderMap, USER_AGENT};
use http::{Request, Uri};
use url::Url;

use super::client::Shared;
use super::credential::Credential;
use super::error::Error;
use super::hook::Attempt;
use super::request::{FRAMING, IDEMPOTENCY_KEY, Prepared};
use super::transport::Transport;

/// A call, ready to go out as often as it has to.
pub(super) struct Outgoing<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) shared: &'a Shared,
    pub(super) transport: &'a dyn Transport,
    credentials: Vec<&'a Credential>,
    /// Without credentials in its headers.
    request: Request<Bytes>,
}

impl<'a> Outgoing<'a> {
    pub(super) fn new(prepared: &'a Prepared) -> Result<Self, Error> {
        let shared = &*prepared.client.shared;
        let credentials = shared.credentials_for(prepared.operation)?;
        let mut request = Request::new(prepared.body.clone().unwrap_or_default());
        *request.method_mut() = prepared.operation.method.to_http();
        *request.uri_mut() = uri(prepared, &credentials)?;
        let headers = request.headers_mut();
        headers.clone_from(&prepared.headers);
        headers.entry(USER_AGENT).or_insert_with(|| shared.user_agent.clone());
        Ok(Self {
            prepared,
            shared,
            transport: prepared.transport()?,
            credentials,
            request,
        })
    }

    /// Where it goes.
    pub(super) fn url(&self) -> Result<Url, Error> {
        Url::parse(&self.request.uri().to_string()).map_err(unsendable)
    }

    /// The request for one attempt.
    pub(super) fn attempt(&self, attempt: &Attempt) -> Request<Bytes> {
        let mut request = self.request.clone();
        let headers = request.headers_mut();
        for hook in &self.shared.hooks {
            hook.sending(attempt, headers);
            self.protect(headers);
        }
        for credential in &self.credentials {
            credential.set_header(headers);
        }
        request
    }

    /// The request for where a redirect leads to.
    pub(super) fn redirected(
        &self,
        attempt: &Attempt,
        to: &Url,
    ) -> Result<Request<Bytes>, Error> {
        let mut request = self.attempt(attempt);
        *request.uri_mut() = Uri::try_from(to.as_str()).map_err(unsendable)?;
        Ok(request)
    }

    fn protect(&self, headers: &mut HeaderMap) {
        for name in &FRAMING {
            headers.remove(name);
        }
        match self.prepared.headers.get(IDEMPOTENCY_KEY) {
            Some(key) => headers.insert(IDEMPOTENCY_KEY, key.clone()),
            None => headers.remove(IDEMPOTENCY_KEY),
        };
    }
}

fn uri(prepared: &Prepared, credentials: &[&Credential]) -> Result<Uri, Error> {
    let mut text = prepared.url();
    for pair in credentials.iter().filter_map(|credential| credential.query()) {
        text.push(if text.contains('?') { '&' } else { '?' });
        text.push_str(pair);
    }
    // Templates may hold what only a URL parser can encode.
    Uri::try_from(text.as_str()).or_else(|_| {
        Uri::try_from(Url::parse(&text).map_err(unsendable)?.as_str())
            .map_err(unsendable)
    })
}

fn unsendable(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::configuration("the URL cannot be sent").caused_by(error)
}
