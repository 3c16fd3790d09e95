//! [`ClientBuilder`]: collects what a client needs, and checks all of it in [`ClientBuilder::build`].
//!
//! Invariant: setters never fail; what cannot work is an error of `build`, before anything is sent.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::api::Api;
use super::base_url::BaseUrl;
use super::client::{Client, Shared};
use super::credential::{Credential, Given};
use super::environment;
use super::error::Error;
use super::hook::Hook;
use super::secret::Secret;
use super::settings::Settings;
use super::transport::Transport;
use super::transports::Transports;

/// Sets up a [`Client`].
#[must_use = "nothing happens before `build`"]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    given: BTreeMap<usize, Given>,
    user_agent: Option<String>,
    plain_http: bool,
    settings: Settings,
    hooks: Vec<Arc<dyn Hook>>,
    transport: Option<Arc<dyn Transport>>,
}

impl ClientBuilder {
    /// Starts with the API's own server and no credential.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            given: BTreeMap::new(),
            user_agent: None,
            plain_http: false,
            settings: Settings::default(),
            hooks: Vec::new(),
            transport: None,
        }
    }

    /// Sends to another server. The paths of the API are appended to this URL, which may have a path of its
    /// own, with or without a slash at its end.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Authenticates by a scheme of the API, given by its index, with a secret that is sent as it is.
    pub fn credential(mut self, scheme: usize, secret: impl Into<String>) -> Self {
        self.given.insert(scheme, Given::Token(Secret::from(secret.into())));
        self
    }

    /// Authenticates by a scheme of the API, given by its index, with a user name and a password.
    pub fn basic_credential(
        mut self,
        scheme: usize,
        user: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        let given = Given::Login {
            user: user.into(),
            password: Secret::from(password.into()),
        };
        self.given.insert(scheme, given);
        self
    }

    /// Takes what has not been set from the environment: the base URL and the credentials.
    ///
    /// White space around a value is dropped, since values out of files end in a line break. An empty
    /// variable counts as not set.
    ///
    /// # Errors
    ///
    /// [`Configuration`](super::ErrorKind::Configuration) if operations need a credential and none of them is
    /// set anywhere, or if a variable is not Unicode.
    pub fn read_env(mut self) -> Result<Self, Error> {
        if self.base_url.is_none() {
            self.base_url = environment::base_url(self.api)?;
        }
        for (index, scheme) in self.api.schemes.iter().enumerate() {
            if !self.given.contains_key(&index) {
                let given = environment::given(self.api, scheme)?;
                self.given.extend(given.map(|given| (index, given)));
            }
        }
        let needed = !self.api.schemes.is_empty() && !self.api.optional_credentials;
        if needed && self.given.is_empty() {
            let schemes = self.api.schemes.iter();
            let names = schemes.map(|scheme| environment::names(self.api, scheme));
            let names = names.collect::<Vec<_>>();
            return Err(Error::configuration(format!(
                "set {} in the environment",
                names.join(" or ")
            )));
        }
        Ok(self)
    }

    /// Limits how long a call may take, all attempts and the waits between them included. 60 seconds unless it is set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Limits how long one attempt may take. Unless it is set, only the limit for the whole call counts.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = Some(timeout);
        self
    }

    /// Limits how long making a connection may take. 10 seconds unless it is set. A brought transport has its own limit.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Limits how often a request is sent. 3 unless it is set; 1 switches repetition off.
    ///
    /// Only what cannot be acted upon twice is sent again: see [`Request`](super::Request).
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.settings.max_attempts = attempts.max(1);
        self
    }

    /// Sets the waits between attempts: a random time up to `first` before the second one, up to twice that
    /// before the third, and so on, but never more than `longest`. Half a second and 8 seconds unless it is set.
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.settings.first_backoff = first;
        self.settings.longest_backoff = longest;
        self
    }

    /// Limits the wait that a server may ask for with `Retry-After`. If it asks for more, the error is
    /// returned at once. 60 seconds unless it is set.
    pub fn longest_retry_after(mut self, wait: Duration) -> Self {
        self.settings.longest_retry_after = wait;
        self
    }

    /// Limits how many bytes of an answer are read. 16 MiB unless it is set.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_answer = bytes;
        self
    }

    /// Switches the validation of what is sent on or off. It is on unless it is switched off.
    ///
    /// Without it, the server alone decides, and a mistake costs a request.
    pub fn validation(mut self, on: bool) -> Self {
        self.settings.validation = on;
        self
    }

    /// Names the program that uses the SDK, such as `shop/1.2`, after the SDK's own name in `User-Agent`.
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.user_agent = Some(product.into());
        self
    }

    /// Allows plain http to other machines than this one. Everybody on the way can then read the credential.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.plain_http = allow;
        self
    }

    /// Lets a hook see every attempt. Hooks are asked in the order in which they were added.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Sends through another HTTP client than the one that the SDK comes with.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Makes the client. It opens no connection yet.
    ///
    /// # Errors
    ///
    /// [`Configuration`](super::ErrorKind::Configuration) if the base URL is missing, is no URL, or is plain
    /// http to another machine; if a credential cannot travel in its header or is for no scheme of the API; if
    /// TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = self.base_url.as_deref().or(self.api.base_url);
        let base_url = base_url.ok_or_else(|| {
            Error::configuration("the API names no server; set base_url")
        })?;
        let base_url = BaseUrl::parse(base_url, self.plain_http)?;
        let transports = Transports::new(self.transport, &self.settings, &base_url)?;
        let shared = Shared {
            user_agent: user_agent(self.api, self.user_agent.as_deref())?,
            credentials: credentials(self.api, self.given)?,
            api: self.api,
            base_url,
            settings: self.settings,
            hooks: self.hooks,
            transports,
        };
        Ok(Client { shared: Arc::new(shared) })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

fn credentials(
    api: &'static Api,
    mut given: BTreeMap<usize, Given>,
) -> Result<Vec<Option<Credential>>, Error> {
    let credentials = api.schemes.iter().enumerate();
    let credentials = credentials.map(|(index, scheme)| {
        given.remove(&index).map(|given| Credential::new(scheme, given)).transpose()
    });
    let credentials = credentials.collect::<Result<_, _>>()?;
    match given.first_key_value() {
        None => Ok(credentials),
        Some((index, _)) => Err(Error::configuration(format!(
            "the API has no scheme with the index {index}"
        ))),
    }
}

fn user_agent(api: &Api, product: Option<&str>) -> Result<HeaderValue, Error> {
    let text = product.map_or_else(
        || api.user_agent.to_owned(),
        |product| format!("{} {product}", api.user_agent),
    );
    HeaderValue::from_str(&text).map_err(|_| {
        Error::configuration("user_agent has characters that a header cannot hold")
    })
}
