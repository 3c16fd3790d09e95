//! Taking credentials out of what a server says, should it quote them.
//!
//! Invariant: a credential is found in every form in which it travels, be it the client's or what the call or a
//! hook has set in its place. Bodies, and headers other than the request's id, stay as they came.

use http::header::{COOKIE, HeaderMap, HeaderValue};
use zeroize::Zeroize as _;

use super::api::SchemeKind;
use super::error::{self, Reading};
use super::outgoing::{Head, Outgoing};
use super::percent;
use super::secret::Secret;

impl Outgoing<'_> {
    /// Takes credentials out of what was read of an error.
    pub(super) fn redact(&self, head: &Head, reading: &mut Reading) {
        reading.each_text(|text| self.redact_text(head, text));
    }

    /// Takes credentials out of the request's id, which is printed with every answer.
    pub(super) fn redact_id(&self, head: &Head, headers: &mut HeaderMap) {
        let Some(id) = error::request_id(headers) else {
            return;
        };
        let mut redacted = id.to_owned();
        self.redact_text(head, &mut redacted);
        if redacted != id
            && let Ok(redacted) = HeaderValue::try_from(redacted)
        {
            headers.insert(error::REQUEST_ID, redacted);
        }
    }

    fn redact_text(&self, head: &Head, text: &mut String) {
        // What was sent comes first: the client's credential may be a part of it.
        for scheme in self.shared.api.schemes {
            self.redact_sent(scheme.kind, &head.headers, text);
        }
        for credential in self.shared.credentials.iter().flatten() {
            credential.redact(text);
        }
    }

    /// Takes out what was sent where a credential of this kind travels.
    fn redact_sent(&self, kind: SchemeKind, headers: &HeaderMap, text: &mut String) {
        match kind {
            SchemeKind::Query(name) => pairs(&self.prepared.query, '&', name, text),
            SchemeKind::Cookie(name) => {
                for cookies in values(headers, COOKIE.as_str()) {
                    pairs(cookies, ';', name, text);
                }
            }
            SchemeKind::Header(_) | SchemeKind::Prefixed(..) | SchemeKind::Basic => {
                let name = kind.header().unwrap_or_default();
                for value in values(headers, name) {
                    secret(value, text);
                    // Without `Bearer` or the like.
                    secret(value.split_once(' ').unwrap_or_default().1, text);
                }
            }
        }
    }
}

fn values<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).into_iter();
    values.filter_map(|value| str::from_utf8(value.as_bytes()).ok())
}

/// Takes the values of all pairs of a name out of a text, as they travel and as they are meant.
fn pairs(pairs: &str, separator: char, name: &str, text: &mut String) {
    for pair in percent::pairs(pairs, separator, name) {
        secret(pair.split_once('=').unwrap_or_default().1, text);
        if let Some(value) = percent::get(pair, name) {
            secret(Secret::from(value).expose(), text);
        }
    }
}

/// Takes a secret out of a text.
pub(super) fn secret(secret: &str, text: &mut String) {
    if !secret.is_empty() && text.contains(secret) {
        let redacted = text.replace(secret, "[redacted]");
        text.zeroize();
        *text = redacted;
    }
}
