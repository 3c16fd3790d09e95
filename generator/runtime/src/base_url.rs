//! [`BaseUrl`]: where requests go, and which other URLs are the same place.
//!
//! Invariant: no credential travels over plain http to another machine unless the caller said so.

use std::net::IpAddr;

use url::{Host, Origin, Url};

use super::error::Error;

/// The URL that the path of every operation is appended to.
#[derive(Debug, Clone)]
pub(super) struct BaseUrl {
    /// As it was given, without the slash at its end.
    text: String,
    pub(super) url: Url,
    origin: Origin,
}

impl BaseUrl {
    pub(super) fn parse(text: &str, allow_plain_http: bool) -> Result<Self, Error> {
        let url = Url::parse(text).map_err(|error| {
            Error::configuration("the base URL is not a URL such as https://example.org")
                .caused_by(error)
        })?;
        if let Some(reason) = objection(&url, allow_plain_http || is_loopback(&url)) {
            return Err(Error::configuration(reason));
        }
        Ok(Self {
            text: text.trim().trim_end_matches('/').to_owned(),
            origin: url.origin(),
            url,
        })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the server is on this machine.
    pub(super) fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// Scheme, host and port.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// A URL that the server gives, if it is one of its own.
    pub(super) fn own(&self, mut url: Url) -> Option<Url> {
        if url.scheme() == "http" && url.origin() != self.origin {
            // Behind a proxy that speaks TLS for it, a server takes its own URLs for plain ones.
            let _ = url.set_scheme("https");
        }
        (url.origin() == self.origin).then_some(url)
    }

    /// The URL of an operation. A path without a slash at its start would be read as more of the host's name. The query
    /// is encoded and may be empty; a path may have one already.
    pub(super) fn join(&self, path: &str, query: &str) -> String {
        let slash = if path.starts_with('/') { "" } else { "/" };
        let mark = match query {
            "" => "",
            _ if path.contains('?') => "&",
            _ => "?",
        };
        [self.text.as_str(), slash, path, mark, query].concat()
    }
}

fn objection(url: &Url, allow_plain_http: bool) -> Option<&'static str> {
    match url.scheme() {
        "https" => {}
        "http" if allow_plain_http => {}
        "http" => {
            return Some(
                "the base URL is plain http, which would send the credential in the clear; use https, or allow_plain_http",
            );
        }
        _ => return Some("the base URL must begin with https:// or http://"),
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Some("the base URL must have neither a query nor a fragment");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some("the base URL must not hold a user name or a password");
    }
    None
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        // RFC 6761, 6.3: these names never leave the machine.
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
