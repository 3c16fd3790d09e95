//! What every request shares: the servers and the ways to authenticate.
//!
//! Invariant: only security schemes that some operation asks for, and that a header, a query parameter or
//! a cookie can satisfy, are listed.

use std::collections::BTreeSet;

use openapiv3::{APIKeyLocation, SecurityScheme};

use super::collision::{Claim, Distinct, Member};
use super::keywords::text;
use super::params::is_token;
use super::{Lowering, docs};
use crate::ir::{Scheme, SchemeKind, Server, ServerVariable, Service};
use crate::load::{Map, Node};
use crate::names::{self, Kind};
use crate::resolve::METHODS;

impl<'a> Lowering<'a> {
    /// Reads a node as a typed part of the specification; `None`, with a finding, if it is none.
    pub(super) fn read<T: serde::de::DeserializeOwned>(
        &mut self,
        node: &Node,
        what: &str,
    ) -> Option<T> {
        match serde_json::from_value(node.to_value()) {
            Ok(value) => Some(value),
            Err(error) => {
                let message = format!("this is no valid {what} ({error}); it is left out");
                self.warn(
                    "invalid-object",
                    node.origin,
                    message,
                    "see the OpenAPI specification for its form",
                );
                None
            }
        }
    }

    pub(super) fn service(&mut self, package: &str) -> Service {
        self.check_own_servers();
        let env_prefix = names::ident(Kind::Constant, package).to_string();
        let schemes = self.schemes(&env_prefix);
        let wires = schemes.iter().map(|scheme| scheme.wire.clone());
        self.scheme_numbers = wires.zip(0..).collect();
        self.scheme_headers = schemes.iter().map(|scheme| header(&scheme.kind)).collect();
        Service {
            servers: self.servers(),
            schemes,
            env_prefix,
            // It is known when all operations are.
            optional_credentials: false,
        }
    }

    /// A header holds one credential.
    pub(super) fn check_headers(&mut self, alternative: &Node, schemes: &[usize]) {
        let headers = schemes
            .iter()
            .filter_map(|scheme| self.scheme_headers.get(*scheme)?.clone());
        let mut taken = BTreeSet::new();
        let Some(twice) = headers
            .into_iter()
            .find(|header| !taken.insert(header.clone()))
        else {
            return;
        };
        self.warn(
            "unsupported-security",
            alternative.origin,
            format!(
                "of the schemes that are to be sent together here, several go into the header `{twice}`, which holds \
                 only the first of them"
            ),
            "list them one by one, as alternatives, if the server takes either",
        );
    }

    fn servers(&mut self) -> Vec<Server> {
        let root = self.resolved.root();
        let nodes: &'a [Node] = root
            .get("servers")
            .and_then(Node::as_array)
            .unwrap_or_default();
        let mut found = Vec::new();
        for node in nodes {
            let Some(server) = self.read::<openapiv3::Server>(node, "server") else {
                continue;
            };
            let variables = variables(&server);
            let template = server.url.trim_end_matches('/').to_owned();
            let url = with_defaults(&template, &server);
            if !self.is_reachable(&url, &server, node) {
                continue;
            }
            found.push((server, url, template, variables, node));
        }
        let members: Vec<Member> = found
            .iter()
            .map(|(server, url, .., node)| self.server_member(server, url, node))
            .collect();
        let settled = self.settle(&members);
        found
            .into_iter()
            .zip(settled)
            .map(|((server, url, template, variables, _), name)| Server {
                docs: docs::server(&server, &url),
                name,
                url,
                template,
                variables,
            })
            .collect()
    }

    /// A server is called by its description, if that is short, else by its URL.
    fn server_member(&mut self, server: &openapiv3::Server, url: &str, node: &Node) -> Member {
        let description = server.description.as_deref().filter(|text| is_short(text));
        let member = self.member(Kind::Variant, description.unwrap_or(url), node);
        Member {
            distinct: Distinct::Given(names::distinct(Kind::Variant, url)),
            degrades: Some("the description of the two servers is the same"),
            claim: match member.claim {
                Claim::Fixed => Claim::Fixed,
                _ => Claim::Derived,
            },
            ..member
        }
    }

    /// All requests of a client go to one server.
    fn check_own_servers(&mut self) {
        let root = self.resolved.root();
        let items = root.get("paths").and_then(Node::as_object);
        for item in items.into_iter().flat_map(Map::values) {
            let operations = METHODS.iter().filter_map(|method| item.get(method));
            for own in std::iter::once(item).chain(operations) {
                let common = root.get("servers");
                let Some(servers) = own.get("servers") else {
                    continue;
                };
                if !common.is_some_and(|common| common.same_value(servers)) {
                    self.warn(
                        "unsupported-server",
                        servers.origin,
                        "these servers are not used: all requests go to the client's server",
                        "make a client of its own for them, with `base_url`",
                    );
                }
            }
        }
    }

    /// Whether a URL is one that requests can go to; if not, that is a finding.
    fn is_reachable(&mut self, url: &str, server: &openapiv3::Server, node: &Node) -> bool {
        let Some((scheme, _)) = url.split_once("://") else {
            self.relative_server(url, node);
            return false;
        };
        let (why, help) = match undescribed(server) {
            Some(name) => (
                format!("no variable `{name}` is described"),
                "describe it under `variables`, with its default",
            ),
            None if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) => (
                "the client speaks HTTP alone".to_owned(),
                "write a URL that begins with `https://` or `http://`",
            ),
            None => return true,
        };
        let message = format!("the server `{url}` is left out: {why}");
        self.warn("unusable-server", node.origin, message, help);
        false
    }

    /// Nobody but the caller knows where the description was published.
    fn relative_server(&mut self, url: &str, node: &Node) {
        let message = format!(
            "the server `{url}` is relative, so it is left out; callers set the base URL, with this path"
        );
        self.warn(
            "relative-server",
            node.origin,
            message,
            "write the whole URL in the overlay, if the API has one",
        );
    }

    fn schemes(&mut self, env_prefix: &str) -> Vec<Scheme> {
        let root = self.resolved.root();
        let used = used_schemes(root);
        let declared = root
            .get("components")
            .and_then(|components| components.get("securitySchemes"))
            .and_then(Node::as_object);
        let mut schemes = Vec::new();
        let mut nodes = Vec::new();
        for (wire, node) in declared
            .into_iter()
            .flatten()
            .filter(|(wire, _)| used.contains(*wire))
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
                setter: names::ident(Kind::Credential, wire),
                env: String::new(),
                kind,
                docs: docs::markdown(scheme_description(&scheme).unwrap_or_default()),
            });
        }
        self.name_credentials(&mut schemes, &nodes, env_prefix);
        schemes
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

    /// Names setters, constants and variables after what the secret is, where that is unambiguous (`api_key`,
    /// `token`), else after the scheme.
    fn name_credentials(&mut self, schemes: &mut [Scheme], nodes: &[&Node], env_prefix: &str) {
        let words: Vec<&str> = schemes.iter().map(|scheme| word(&scheme.kind)).collect();
        let is_only = |word: &str| words.iter().filter(|other| **other == word).count() == 1;
        let members: Vec<Member> = schemes
            .iter()
            .zip(nodes)
            .map(|(scheme, node)| {
                let word = word(&scheme.kind);
                let named = is_only(word);
                self.scheme_member(scheme, if named { word } else { &scheme.wire }, node)
            })
            .collect();
        let settled = self.settle(&members);
        for (scheme, name) in schemes.iter_mut().zip(settled) {
            scheme.constant = names::ident(Kind::Constant, name.unraw());
            // Of a login, only the password is secret.
            let secret = match name.unraw() {
                LOGIN => "password",
                // That variable holds the URL of the server.
                other if names::ident(Kind::Constant, other).unraw() == "BASE_URL" => {
                    "base url secret"
                }
                other => other,
            };
            scheme.env = format!("{env_prefix}_{}", names::ident(Kind::Constant, secret));
            scheme.setter = name;
        }
    }

    fn scheme_member(&mut self, scheme: &Scheme, word: &str, node: &Node) -> Member {
        let fixed = self.explicit(Kind::Credential, "x-rust-name", node);
        let member = Member {
            name: names::ident(Kind::Credential, word),
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
                APIKeyLocation::Header => SchemeKind::Header(name.clone()),
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
            | SecurityScheme::OpenIDConnect { .. } => Some(SchemeKind::Bearer),
        }
    }
}

/// The header that a scheme takes for itself.
fn header(kind: &SchemeKind) -> Option<String> {
    match kind {
        SchemeKind::Bearer | SchemeKind::Basic => Some("authorization".to_owned()),
        SchemeKind::Header(name) => Some(name.to_ascii_lowercase()),
        SchemeKind::Query(_) | SchemeKind::Cookie(_) => None,
    }
}

/// A template with each variable replaced by its default. What a default holds is text, and no variable again: else a
/// few lines would give a URL of any length.
fn with_defaults(template: &str, server: &openapiv3::Server) -> String {
    let mut url = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        url.push_str(before);
        let variable = from.split_once('}').and_then(|(name, after)| {
            let variable = server.variables.as_ref()?.get(name)?;
            Some((variable.default.as_str(), after))
        });
        let (text, after) = variable.unwrap_or(("{", from));
        url.push_str(text);
        rest = after;
    }
    url.push_str(rest);
    url
}

/// A variable of the URL that the document does not describe.
fn undescribed(server: &openapiv3::Server) -> Option<&str> {
    let mut names = server.url.split('{').skip(1);
    names.find_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        let variables = server.variables.as_ref();
        let is_described = variables.is_some_and(|variables| variables.contains_key(name));
        (!is_described).then_some(name)
    })
}

fn variables(server: &openapiv3::Server) -> Vec<ServerVariable> {
    let variables = server.variables.iter().flatten();
    variables
        .map(|(name, variable)| ServerVariable {
            name: name.clone(),
            default: variable.default.clone(),
            values: variable.enumeration.clone(),
        })
        .collect()
}

fn is_short(text: &str) -> bool {
    !text.is_empty() && text.split_whitespace().count() <= 3
}

fn scheme_description(scheme: &SecurityScheme) -> Option<&str> {
    match scheme {
        SecurityScheme::APIKey { description, .. }
        | SecurityScheme::HTTP { description, .. }
        | SecurityScheme::OAuth2 { description, .. }
        | SecurityScheme::OpenIDConnect { description, .. } => description.as_deref(),
    }
}

/// The names of the schemes that some operation asks for.
fn used_schemes(root: &Node) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    // The names in the list of the whole document are gathered once, however many operations it is for.
    let mut is_default_used = false;
    for item in root
        .get("paths")
        .and_then(Node::as_object)
        .into_iter()
        .flat_map(Map::values)
    {
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            match operation.get("security") {
                Some(own) => used.extend(scheme_names(own).cloned()),
                None => is_default_used = true,
            }
        }
    }
    let default = root.get("security").filter(|_| is_default_used);
    used.extend(default.into_iter().flat_map(scheme_names).cloned());
    used
}

fn scheme_names(security: &Node) -> impl Iterator<Item = &String> {
    let alternatives = security.as_array().unwrap_or_default().iter();
    alternatives.filter_map(Node::as_object).flat_map(Map::keys)
}

/// The setter for a user name and a password.
const LOGIN: &str = "basic_auth";

/// What the secret of a scheme is called.
fn word(kind: &SchemeKind) -> &'static str {
    match kind {
        SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => "api_key",
        SchemeKind::Bearer => "token",
        SchemeKind::Basic => LOGIN,
    }
}
