//! What every request shares: the servers, the ways to authenticate, and what callers set for both.
//!
//! Invariant: every server that is listed can be called, and the first is the one that is called unasked.

use super::collision::{Claim, Distinct, Member};
use super::remedy::Remedy;
use super::security::header;
use super::{Lowering, docs};
use crate::ir::{Server, ServerVariable, Service};
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
            // These are known when all operations are.
            short: None,
            optional_credentials: false,
        }
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
            remedy: Some(Remedy::Server(server.url.clone())),
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
