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
use super::prepared::{FRAMING, IDEMPOTENCY_KEY, Prepared};
use super::transport::{RequestBody, Transport};

/// A call, ready to go out as often as it has to.
pub(super) struct Outgoing<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) shared: &'a Shared,
    pub(super) transport: &'a dyn Transport,
    schemes: &'static [usize],
    uri: Uri,
}

impl<'a> Outgoing<'a> {
    pub(super) fn new(prepared: &'a Prepared) -> Result<Self, Error> {
        if prepared.is_spent() {
            return Err(Error::configuration(
                "its body is a stream that has been sent before; make another `File`",
            ));
        }
        let shared = &*prepared.client.shared;
        let schemes = shared.schemes_for(prepared.operation)?;
        let transport = prepared.transport()?;
        let uri = uri(prepared, credentials(shared, schemes))?;
        Ok(Self {
            prepared,
            shared,
            transport,
            schemes,
            uri,
        })
    }

    /// Where it goes.
    pub(super) fn url(&self) -> Result<Url, Error> {
        Url::parse(&self.uri.to_string()).map_err(unsendable)
    }

    /// The request for one attempt.
    pub(super) fn attempt(&self, attempt: &Attempt) -> Request<RequestBody> {
        self.request(attempt, self.uri.clone())
    }

    /// The request for where a redirect leads to.
    pub(super) fn redirected(
        &self,
        attempt: &Attempt,
        to: &Url,
    ) -> Result<Request<RequestBody>, Error> {
        let uri = Uri::try_from(to.as_str()).map_err(unsendable)?;
        Ok(self.request(attempt, uri))
    }

    fn request(&self, attempt: &Attempt, uri: Uri) -> Request<RequestBody> {
        let mut request = Request::new(self.body());
        *request.method_mut() = self.prepared.operation.method.to_http();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers(attempt);
        request
    }

    fn body(&self) -> RequestBody {
        match &self.prepared.body {
            Some(body) => body.to_body(),
            None => RequestBody::from(Bytes::new()),
        }
    }

    fn headers(&self, attempt: &Attempt) -> HeaderMap {
        let mut headers = self.prepared.headers.clone();
        headers.entry(USER_AGENT).or_insert_with(|| self.shared.user_agent.clone());
        for hook in &self.shared.hooks {
            hook.sending(attempt, &mut headers);
            self.protect(&mut headers);
        }
        for credential in credentials(self.shared, self.schemes) {
            credential.set_header(&mut headers);
        }
        headers
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

fn credentials<'a>(
    shared: &'a Shared,
    schemes: &'a [usize],
) -> impl Iterator<Item = &'a Credential> {
    schemes.iter().filter_map(|scheme| shared.credential(*scheme))
}

fn uri<'a>(
    prepared: &Prepared,
    credentials: impl Iterator<Item = &'a Credential>,
) -> Result<Uri, Error> {
    let mut text = prepared.url();
    for pair in credentials.filter_map(Credential::query) {
        text.push(if text.contains('?') { '&' } else { '?' });
        text.push_str(pair);
    }
    let text = Bytes::from(text);
    // Templates may hold what only a URL parser can encode.
    Uri::from_maybe_shared(text.clone()).or_else(|_| {
        let url = Url::parse(&String::from_utf8_lossy(&text)).map_err(unsendable)?;
        Uri::try_from(String::from(url)).map_err(unsendable)
    })
}

fn unsendable(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::configuration("the URL cannot be sent").caused_by(error)
}
