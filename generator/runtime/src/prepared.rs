//! [`Prepared`]: everything that is needed to send a request.
//!
//! Invariant: it does not change from one attempt to the next.

use std::fmt;
use std::time::Duration;

use http::header::{
    CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue,
    TRANSFER_ENCODING,
};
use url::Url;

use super::api::Operation;
use super::body::Payload;
use super::client::Client;
use super::error::Error;
use super::page::Paging;
use super::params;
use super::transport::Transport;

/// By this header a server recognises a request that it has already acted upon.
pub(super) const IDEMPOTENCY_KEY: HeaderName =
    HeaderName::from_static("idempotency-key");

/// Headers that say where a message ends or where it goes; they are the HTTP client's.
pub(super) const FRAMING: [HeaderName; 4] =
    [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING];

/// Everything that is needed to send a request.
#[derive(Clone)]
pub(super) struct Prepared {
    pub(super) client: Client,
    pub(super) operation: &'static Operation,
    /// Filled in and encoded.
    pub(super) path: String,
    /// Encoded, without the question mark.
    pub(super) query: String,
    /// Where it goes instead, if a server's link led there.
    pub(super) link: Option<Url>,
    pub(super) paging: Paging,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Payload>,
    pub(super) timeout: Duration,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) max_attempts: u32,
    /// Whether the body of a success is left for the caller to read.
    pub(super) streamed: bool,
    /// Whether a thread waits for it.
    #[cfg(feature = "blocking")]
    pub(super) blocking: bool,
}

impl Prepared {
    pub(super) fn new(client: &Client, operation: &'static Operation) -> Self {
        let settings = &client.shared.settings;
        Self {
            client: client.clone(),
            operation,
            path: operation.path.to_owned(),
            query: String::new(),
            link: None,
            paging: Paging::new(),
            headers: HeaderMap::new(),
            body: None,
            timeout: settings.timeout,
            attempt_timeout: settings.attempt_timeout,
            max_attempts: settings.max_attempts,
            streamed: false,
            #[cfg(feature = "blocking")]
            blocking: false,
        }
    }

    /// Where it goes, without credentials.
    pub(super) fn url(&self) -> String {
        match &self.link {
            Some(link) => link.as_str().to_owned(),
            None => self.client.shared.base_url.join(&self.path, &self.query),
        }
    }

    /// What it is sent through.
    pub(super) fn transport(&self) -> Result<&dyn Transport, Error> {
        let shared = &self.client.shared;
        #[cfg(feature = "blocking")]
        if self.blocking {
            return shared.transports.blocking(&shared.settings, &shared.base_url);
        }
        Ok(shared.transports.awaited())
    }

    /// Sets a header of the caller's, credentials included.
    pub(super) fn set_header(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let (name, mut value) = params::header(name, value)?;
        if FRAMING.contains(&name) {
            return Err(Error::configuration(format!(
                "the header `{name}` is not the caller's to set"
            )));
        }
        // It may be a credential for this one call.
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(())
    }

    /// Sets the key, which makes the request one that may be repeated.
    pub(super) fn set_idempotency_key(&mut self, key: &str) -> Result<(), Error> {
        let value = HeaderValue::from_str(key).ok().filter(is_key);
        let value = value.ok_or_else(|| {
            Error::configuration(
                "an idempotency key must be visible ASCII, and not empty",
            )
        })?;
        self.headers.insert(IDEMPOTENCY_KEY, value);
        Ok(())
    }

    /// Whether its body was a stream that has been read, so that it cannot be sent again.
    pub(super) fn is_spent(&self) -> bool {
        self.body.as_ref().is_some_and(Payload::is_spent)
    }

    /// Whether acting upon the request twice does no harm.
    pub(super) fn is_replayable(&self) -> bool {
        let key = self.headers.get(IDEMPOTENCY_KEY);
        self.operation.idempotent
            || self.operation.method.is_idempotent()
            || key.is_some_and(is_key)
    }
}

/// Whether a server can tell the key from another one: white space is dropped on the way, and what is not
/// ASCII is read differently by different servers.
fn is_key(value: &HeaderValue) -> bool {
    !value.is_empty() && value.as_bytes().iter().all(u8::is_ascii_graphic)
}

impl fmt::Debug for Prepared {
    /// Without path, query, headers and body: they hold what is the caller's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation.id)
    }
}
