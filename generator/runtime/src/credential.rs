//! Credentials: from what the caller gave to what travels with a request.
//!
//! Invariant: what cannot travel is found when the client is built, and the finding names the credential and not its value.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use super::api::{Scheme, SchemeKind};
use super::error::Error;
use super::params;
use super::percent;
use super::redact;
use super::secret::Secret;

/// What the caller gave for a scheme.
#[derive(Debug)]
pub(super) enum Given {
    Token(Secret),
    Login { user: String, password: Secret },
}

/// A credential, ready to travel.
#[derive(Debug)]
pub(super) struct Credential {
    carried: Carried,
    /// What must not be printed, to be taken out of a server's messages.
    secret: Secret,
}

#[derive(Debug)]
enum Carried {
    Header(HeaderName, HeaderValue),
    /// `name=value`, encoded.
    Query(Secret),
    /// `name=value`, encoded.
    Cookie(Secret),
}

impl Credential {
    pub(super) fn new(scheme: &Scheme, given: Given) -> Result<Self, Error> {
        let (carried, secret) = match given {
            Given::Login { user, password } => {
                (basic(scheme, &user, &password)?, password)
            }
            Given::Token(secret) => (token(scheme, &secret)?, secret),
        };
        if secret.expose().is_empty() {
            return Err(Error::configuration(format!(
                "the credential `{}` is empty",
                scheme.name
            )));
        }
        Ok(Self { carried, secret })
    }

    /// What it adds to the query: `name=value`, encoded.
    pub(super) fn query(&self) -> Option<&str> {
        match &self.carried {
            Carried::Query(pair) => Some(pair.expose()),
            Carried::Header(..) | Carried::Cookie(_) => None,
        }
    }

    /// Sets its header, unless the caller has set that header for this one call.
    pub(super) fn set_header(&self, headers: &mut HeaderMap) {
        match &self.carried {
            Carried::Header(name, value) => {
                headers.entry(name).or_insert_with(|| value.clone());
            }
            Carried::Cookie(pair) => params::add_cookie(headers, pair.expose()),
            Carried::Query(_) => {}
        }
    }

    /// Takes it out of a text: as it was given, and encoded as it travels in a query or a cookie. What
    /// travels in a header is read from the headers that were sent.
    pub(super) fn redact(&self, text: &mut String) {
        if let Carried::Query(pair) | Carried::Cookie(pair) = &self.carried {
            redact::secret(pair.expose().split_once('=').unwrap_or_default().1, text);
        }
        redact::secret(self.secret.expose(), text);
    }
}

fn token(scheme: &Scheme, secret: &Secret) -> Result<Carried, Error> {
    let encoded = |name: &str| {
        let value = Zeroizing::new(percent::component(secret.expose()));
        Secret::concat(&[&percent::component(name), "=", &value])
    };
    match scheme.kind {
        SchemeKind::Header(name) => header(scheme, name, secret),
        SchemeKind::Prefixed(name, word) => {
            header(scheme, name, &Secret::concat(&[word, " ", secret.expose()]))
        }
        SchemeKind::Basic => Err(Error::configuration(format!(
            "`{}` needs a user name and a password",
            scheme.name
        ))),
        SchemeKind::Query(name) => Ok(Carried::Query(encoded(name))),
        SchemeKind::Cookie(name) => Ok(Carried::Cookie(encoded(name))),
    }
}

fn basic(scheme: &Scheme, user: &str, password: &Secret) -> Result<Carried, Error> {
    if scheme.kind != SchemeKind::Basic {
        return Err(Error::configuration(format!(
            "`{}` takes no user name",
            scheme.name
        )));
    }
    // RFC 7617: the first colon ends the user name.
    if user.contains(':') {
        return Err(Error::configuration(format!(
            "the user name of `{}` must not contain a colon",
            scheme.name
        )));
    }
    let login = Secret::concat(&[user, ":", password.expose()]);
    let encoded = Zeroizing::new(STANDARD.encode(login.expose()));
    header(scheme, AUTHORIZATION.as_str(), &Secret::concat(&["Basic ", &encoded]))
}

fn header(scheme: &Scheme, name: &str, value: &Secret) -> Result<Carried, Error> {
    let unfit = || {
        let reason = format!(
            "the credential `{}` has characters that the header `{name}` cannot hold",
            scheme.name
        );
        Error::configuration(reason)
    };
    let name = HeaderName::try_from(name).map_err(|_| unfit())?;
    value.to_header().map(|value| Carried::Header(name, value)).ok_or_else(unfit)
}
