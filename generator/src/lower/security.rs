//! The ways to authenticate: which schemes count, and what callers call them.
//!
//! Invariant: only security schemes that some operation asks for, and that a header, a query parameter or
//! a cookie can satisfy, are listed.

use std::collections::BTreeMap;

use openapiv3::{APIKeyLocation, SecurityScheme};

use super::collision::Member;
use super::keywords::text;
use super::params::is_token;
use super::{Lowering, docs};
use crate::diagnostic::{elsewhere, nearest};
use crate::ir::{Scheme, SchemeKind};
use crate::load::{Map, Node, Origin};
use crate::names::{self, Ident, Kind};
use crate::resolve::Resolved;

/// With how many schemes the name of one that is not there is compared.
const COMPARED: usize = 100;

impl Lowering<'_> {
    pub(super) fn schemes(&mut self, env_prefix: &str) -> Vec<Scheme> {
        let used = used_schemes(self.resolved);
        let declared = self
            .resolved
            .root()
            .get("components")
            .and_then(|components| components.get("securitySchemes"))
            .and_then(Node::as_object);
        self.check_declared(&used, declared);
        let mut schemes = Vec::new();
        let mut nodes = Vec::new();
        for (wire, node) in declared
            .into_iter()
            .flatten()
            .filter(|(wire, _)| used.contains_key(wire.as_str()))
        {
            let Some(scheme) = self.security_scheme(node) else {
                continue;
            };
            let Some(kind) = self.scheme_kind(&scheme, node) else {
                continue;
            };
            nodes.push(node);
            schemes.push(Scheme {
                wire: wire.clone(),
                constant: names::ident(Kind::Constant, wire),
                setter: names::credential(wire),
                env: String::new(),
                kind,
                docs: docs::prose(scheme_description(&scheme).unwrap_or_default()),
            });
        }
        self.name_credentials(&mut schemes, &nodes, env_prefix);
        schemes
    }

    /// Reports the schemes that are asked for and not there. Another way to authenticate that is listed beside one stays.
    fn check_declared(&mut self, used: &Used, declared: Option<&Map>) {
        let names = || declared.into_iter().flat_map(Map::keys).take(COMPARED);
        for (name, (origin, count)) in used {
            if declared.is_some_and(|declared| declared.contains_key(*name)) {
                continue;
            }
            let message = format!(
                "`{name}` is no security scheme of this document; no credential is sent for it{}",
                elsewhere(*count)
            );
            let help = match nearest(name, names().map(String::as_str)) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "declare it under components.securitySchemes".to_owned(),
            };
            self.warn("unknown-security", *origin, message, &help);
        }
    }

    /// The scheme whose secret is all that the short way to a client takes: the only one, or else that of the operation
    /// that is asked to be the example, since a scheme that is added must not take the short way from callers.
    pub(super) fn short_credential(&self, schemes: &[Scheme]) -> Option<usize> {
        let asked = self.asked_examples.first();
        let index = match (schemes, asked.map(|asked| asked.credentials.as_slice())) {
            ([_], _) => 0,
            (_, Some(&[only])) => only,
            _ => return None,
        };
        let is_one_secret = schemes.get(index)?.kind != SchemeKind::Basic;
        is_one_secret.then_some(index)
    }

    fn security_scheme(&mut self, node: &Node) -> Option<SecurityScheme> {
        if text(node, "type") != Some("mutualTLS") {
            return self.read(node, "security scheme");
        }
        self.warn(
            "unsupported-security",
            node.origin,
            "the certificate of `mutualTLS` is part of the connection, and no credential of the client",
            "give the client a `transport` of your own that has the certificate",
        );
        None
    }

    /// Names setters, constants and variables: each scheme by itself, so that none is renamed when another comes.
    fn name_credentials(&mut self, schemes: &mut [Scheme], nodes: &[&Node], env_prefix: &str) {
        let named = schemes.iter().zip(nodes);
        let members: Vec<Member> = named
            .map(|(scheme, node)| self.scheme_member(scheme, node))
            .collect();
        let settled = self.settle(&members);
        for (scheme, name) in schemes.iter_mut().zip(settled) {
            scheme.constant = names::ident(Kind::Constant, name.unraw());
            scheme.env = format!("{env_prefix}_{}", variable(&scheme.kind, &name));
            scheme.setter = name;
        }
    }

    fn scheme_member(&mut self, scheme: &Scheme, node: &Node) -> Member {
        let fixed = self.explicit(Kind::Credential, "x-rust-name", node);
        let member = Member {
            name: names::credential(&scheme.wire),
            ..Member::new(Kind::Credential, &scheme.wire, node.origin)
        };
        member.fixed(fixed)
    }

    fn scheme_kind(&mut self, scheme: &SecurityScheme, node: &Node) -> Option<SchemeKind> {
        match scheme {
            SecurityScheme::APIKey { location, name, .. }
                if *location != APIKeyLocation::Query && !is_token(name) =>
            {
                self.warn(
                    "unsupported-security",
                    node.origin,
                    format!("HTTP allows no header or cookie called `{name}`; no credential is sent for it"),
                    "correct the name",
                );
                None
            }
            SecurityScheme::APIKey { location, name, .. } => Some(match location {
                APIKeyLocation::Header => in_header(name, scheme_description(scheme)),
                APIKeyLocation::Query => SchemeKind::Query(name.clone()),
                APIKeyLocation::Cookie => SchemeKind::Cookie(name.clone()),
            }),
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
                Some(SchemeKind::Basic)
            }
            SecurityScheme::HTTP { scheme, .. } if !scheme.eq_ignore_ascii_case("bearer") => {
                self.warn(
                    "unsupported-security",
                    node.origin,
                    format!(
                        "the HTTP scheme `{scheme}` is not supported; no credential is sent for it"
                    ),
                    "set the header yourself on each call",
                );
                None
            }
            SecurityScheme::HTTP { .. }
            | SecurityScheme::OAuth2 { .. }
            | SecurityScheme::OpenIDConnect { .. } => Some(bearer()),
        }
    }
}

fn bearer() -> SchemeKind {
    SchemeKind::Prefixed("Authorization".to_owned(), "Bearer".to_owned())
}

/// A secret in a header: as it is, or behind the word that Django REST framework asks for (`Token`, by default). OpenAPI
/// has no keyword for that, so its description says it, in a sentence that is always the same.
fn in_header(name: &str, description: Option<&str>) -> SchemeKind {
    let word = description
        .and_then(|said| said.split_once("required prefix \""))
        .and_then(|(_, rest)| rest.split_once('"'));
    match word {
        Some((word, _)) if is_token(word) => SchemeKind::Prefixed(name.to_owned(), word.to_owned()),
        _ => SchemeKind::Header(name.to_owned()),
    }
}

/// The header that a scheme takes for itself.
pub(super) fn header(kind: &SchemeKind) -> Option<String> {
    match kind {
        SchemeKind::Basic => Some("authorization".to_owned()),
        SchemeKind::Header(name) | SchemeKind::Prefixed(name, _) => Some(name.to_ascii_lowercase()),
        SchemeKind::Query(_) | SchemeKind::Cookie(_) => None,
    }
}

fn scheme_description(scheme: &SecurityScheme) -> Option<&str> {
    match scheme {
        SecurityScheme::APIKey { description, .. }
        | SecurityScheme::HTTP { description, .. }
        | SecurityScheme::OAuth2 { description, .. }
        | SecurityScheme::OpenIDConnect { description, .. } => description.as_deref(),
    }
}

/// The schemes that are asked for by name, where each is first, and in how many places.
type Used<'n> = BTreeMap<&'n str, (Origin, usize)>;

/// The schemes that some operation asks for.
fn used_schemes(resolved: &Resolved) -> Used<'_> {
    let mut lists = Vec::new();
    // The list of the whole document is looked through once, however many operations it is for.
    let mut is_default_used = false;
    for (.., operation) in resolved.operations() {
        match operation.get("security") {
            Some(own) => lists.push(own),
            None => is_default_used = true,
        }
    }
    let default = resolved.root().get("security");
    let default = default.filter(|_| is_default_used);
    let mut used = Used::new();
    for (name, node) in default.into_iter().chain(lists).flat_map(asked_for) {
        used.entry(name).or_insert((node.origin, 0)).1 += 1;
    }
    used
}

fn asked_for(security: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let alternatives = security.as_array().unwrap_or_default().iter();
    let members = alternatives.filter_map(Node::as_object).flatten();
    members.map(|(name, node)| (name.as_str(), node))
}

/// What the environment variable of a secret is called behind the prefix.
fn variable(kind: &SchemeKind, name: &Ident) -> String {
    let name = names::ident(Kind::Constant, name.unraw());
    match (kind, name.unraw()) {
        // Of a login, only the password is secret.
        (SchemeKind::Basic, "BASIC") => "PASSWORD".to_owned(),
        (SchemeKind::Basic, name) => format!("{name}_PASSWORD"),
        // That variable holds the URL of the server.
        (_, "BASE_URL") => "BASE_URL_SECRET".to_owned(),
        (_, name) => name.to_owned(),
    }
}
