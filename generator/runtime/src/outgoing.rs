//! [`Outgoing`]: a call as HTTP requests: one for every attempt, and for every redirect that it follows.
//!
//! Invariant: credentials are added last, so that no hook sees them; what a hook adds can change neither the
//! frame of the message nor its idempotency key. Hooks are asked once per attempt.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue, USER_AGENT};
use http::{Request, Uri};
use url::Url;

use super::api::{Method, SchemeKind};
use super::client::Shared;
use super::error::Error;
use super::hook::Attempt;
use super::percent;
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
    schemes: &'static [usize],
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
        let uri = self.uri(schemes, self.prepared.url())?;
        Ok(Head { headers, uri, schemes })
    }

    /// The request of an attempt, to where it goes first.
    pub(super) fn request(&self, head: &Head) -> Request<RequestBody> {
        let mut request = Request::new(self.body());
        *request.method_mut() = self.prepared.operation.method.to_http();
        *request.uri_mut() = head.uri.clone();
        *request.headers_mut() = head.headers.clone();
        if self.lacks_a_body() {
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        request
    }

    /// The same request, to where a redirect leads to.
    pub(super) fn redirected(
        &self,
        head: &Head,
        to: &Url,
    ) -> Result<Request<RequestBody>, Error> {
        let mut request = self.request(head);
        *request.uri_mut() = self.uri(head.schemes, to.as_str().to_owned())?;
        Ok(request)
    }

    /// Whether there is no body where there usually is one, which has to be said (RFC 9110, 8.6): some servers
    /// answer 411 otherwise.
    fn lacks_a_body(&self) -> bool {
        let method = self.prepared.operation.method;
        self.prepared.body.is_none()
            && matches!(method, Method::Post | Method::Put | Method::Patch)
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
            || self.pair(scheme).is_some()
    }

    /// What a scheme adds to the query: its name, and an encoded `name=value`. A parameter of the call is taken
    /// for the client's credential, as a header of the call is.
    fn pair(&self, scheme: usize) -> Option<(&'static str, &str)> {
        let SchemeKind::Query(name) = self.shared.api.schemes.get(scheme)?.kind else {
            return None;
        };
        let mut own = percent::pairs(&self.prepared.query, '&', name);
        let pair = own.next().or_else(|| self.shared.credential(scheme)?.query())?;
        Some((name, pair))
    }

    /// A URL as it is sent: each credential of the query is in there once, whatever a link or a redirect
    /// brought along, and there is no fragment.
    fn uri(&self, schemes: &[usize], mut url: String) -> Result<Uri, Error> {
        url.truncate(url.find('#').unwrap_or(url.len()));
        for (name, pair) in schemes.iter().filter_map(|scheme| self.pair(*scheme)) {
            let (place, query) = url.split_once('?').unwrap_or((&url, ""));
            let mut query = query.to_owned();
            percent::replace(&mut query, name, pair);
            url = [place, "?", &query].concat();
        }
        let text = Bytes::from(url);
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
