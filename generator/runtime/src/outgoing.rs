//! [`Outgoing`]: a call as HTTP requests: one for every attempt, and for every redirect that it follows.
//!
//! Invariant: credentials are added last, so that no hook sees them; what a hook adds can change neither the
//! frame of the message nor its idempotency key. Hooks are asked once per attempt.

use bytes::Bytes;
use http::header::{HeaderMap, USER_AGENT};
use http::{Request, Uri};
use url::Url;

use super::api::SchemeKind;
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
}

/// What all requests of one attempt have in common, and where the first of them goes.
pub(super) struct Head {
    /// As they travel, credentials included.
    pub(super) headers: HeaderMap,
    pub(super) uri: Uri,
}

impl<'a> Outgoing<'a> {
    pub(super) fn new(prepared: &'a Prepared) -> Result<Self, Error> {
        if prepared.is_spent() {
            return Err(Error::configuration(
                "its body is a stream that has been sent before; make another `File`",
            ));
        }
        Ok(Self {
            prepared,
            shared: &prepared.client.shared,
            transport: prepared.transport()?,
        })
    }

    /// The head of an attempt. Asks the hooks.
    pub(super) fn head(&self, attempt: &Attempt) -> Result<Head, Error> {
        let mut headers = self.headers(attempt);
        let has = |scheme| self.has(scheme, &headers);
        let schemes = self.shared.schemes_for(self.prepared.operation, has)?;
        for scheme in schemes {
            if let Some(credential) = self.shared.credential(*scheme) {
                credential.set_header(&mut headers);
            }
        }
        let uri = self.uri(schemes, &self.prepared.url())?;
        Ok(Head { headers, uri })
    }

    /// The request of an attempt, to where it goes first.
    pub(super) fn request(&self, head: &Head) -> Request<RequestBody> {
        let mut request = Request::new(self.body());
        *request.method_mut() = self.prepared.operation.method.to_http();
        *request.uri_mut() = head.uri.clone();
        *request.headers_mut() = head.headers.clone();
        request
    }

    /// The same request, to where a redirect leads to.
    pub(super) fn redirected(
        &self,
        head: &Head,
        to: &Url,
    ) -> Result<Request<RequestBody>, Error> {
        let mut request = self.request(head);
        *request.uri_mut() = Uri::try_from(to.as_str()).map_err(unsendable)?;
        Ok(request)
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

    /// Whether there is a credential for a scheme: the client's, or one that the call or a hook has set.
    fn has(&self, scheme: usize, headers: &HeaderMap) -> bool {
        let kind = self.shared.api.schemes.get(scheme).map(|scheme| scheme.kind);
        let name = kind.and_then(SchemeKind::header);
        name.is_some_and(|name| headers.contains_key(name))
            || self.shared.credential(scheme).is_some()
    }

    fn uri(&self, schemes: &[usize], url: &str) -> Result<Uri, Error> {
        let mut text = url.to_owned();
        let credentials =
            schemes.iter().filter_map(|scheme| self.shared.credential(*scheme));
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
}

pub(super) fn unsendable(
    error: impl std::error::Error + Send + Sync + 'static,
) -> Error {
    Error::configuration("the URL cannot be sent").caused_by(error)
}
