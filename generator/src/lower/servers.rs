//! The servers: which of them requests can go to, and which of those is called unasked.
//!
//! Invariant: a client takes the URL of every server that is listed, if it is allowed plain http. The first is the one
//! that is called unasked, and needs that leave only where all do, which is a finding.

mod base;

use std::collections::BTreeSet;

use base::{Base, Part};

use super::collision::{Claim, Distinct, Member};
use super::keywords::text;
use super::remedy::Remedy;
use super::{Lowering, docs};
use crate::diagnostic::without_passwords;
use crate::ir::{Server, ServerVariable};
use crate::load::{Map, Node};
use crate::names::{self, Kind};
use crate::resolve::METHODS;

/// A server that requests can go to.
struct Usable<'a> {
    server: openapiv3::Server,
    template: String,
    url: String,
    is_plain: bool,
    node: &'a Node,
}

impl Usable<'_> {
    /// What it is called by: its description, if that is short, else where it is.
    fn called(&self) -> &str {
        self.label().unwrap_or_else(|| self.address())
    }

    fn label(&self) -> Option<&str> {
        let description = self.server.description.as_deref();
        description.filter(|text| is_short(text))
    }

    /// Its URL as it is written, but for what nearly all begin with.
    fn address(&self) -> &str {
        let template = self.template.as_str();
        template.strip_prefix("https://").unwrap_or(template)
    }

    /// What it is called if another one has its name: where it is, or that sign by sign.
    fn distinct(&self) -> Distinct {
        Distinct::Given(match self.label() {
            Some(_) => names::ident(Kind::Variant, self.address()),
            None => names::distinct(Kind::Variant, &self.template),
        })
    }

    /// How the overlay names it, unless that shows a password.
    fn remedy(&self) -> Option<Remedy> {
        let url = &self.server.url;
        (without_passwords(url) == *url).then(|| Remedy::Server(url.clone()))
    }

    /// All that callers see of it. Whoever lists a server twice, perhaps with a slash behind it, means one.
    fn said(&self) -> [String; 4] {
        let name = text(self.node, "x-rust-name").unwrap_or_default();
        [name, self.called(), &self.url, &self.template].map(str::to_owned)
    }
}

impl<'a> Lowering<'a> {
    pub(super) fn servers(&mut self) -> Vec<Server> {
        let listed = self.resolved.root().get("servers").and_then(Node::as_array);
        let listed: &'a [Node] = listed.unwrap_or_default();
        let usable = listed.iter().filter_map(|node| self.usable(node));
        let mut usable: Vec<Usable<'a>> = usable.collect();
        usable.sort_by_key(|server| server.is_plain);
        let mut said = BTreeSet::new();
        usable.retain(|server| said.insert(server.said()));
        if let Some(plain) = usable.first().filter(|server| server.is_plain) {
            self.warn(
                "plain-http-server",
                plain.node.origin,
                "a client refuses plain http, in which everybody on the way can read the credential, unless it is built \
                 with `allow_plain_http(true)`, and no server speaks anything else",
                "write `https://`, if the server speaks it",
            );
        }
        let members: Vec<Member> = usable
            .iter()
            .map(|usable| self.server_member(usable))
            .collect();
        let settled = self.settle(&members);
        usable
            .into_iter()
            .zip(settled)
            .map(|(usable, name)| Server {
                docs: docs::server(&usable.server, &usable.url),
                name,
                variables: variables(&usable.server),
                url: usable.url,
                template: usable.template,
            })
            .collect()
    }

    /// A server with what of its URL can be a base; `None`, with a finding, if requests cannot go there.
    fn usable(&mut self, node: &'a Node) -> Option<Usable<'a>> {
        let mut server = self.read::<openapiv3::Server>(node, "server")?;
        let (template, parts) = base::cut(&server.url);
        let url = base::with_defaults(&template, &server);
        let base = match base::judge(&url, &server) {
            Base::Relative => {
                let shown = if url.is_empty() { &server.url } else { &url };
                self.relative_server(shown, node);
                return None;
            }
            Base::Unusable(why, help) => {
                let message = format!("the server `{url}` is left out: {why}");
                self.warn("unusable-server", node.origin, message, help);
                return None;
            }
            usable => usable,
        };
        for part in parts {
            self.part_of_server(part, &url, node);
        }
        let template = template.trim_end_matches('/').to_owned();
        self.check_variables(&mut server, &template, node);
        Some(Usable {
            template,
            url: url.trim_end_matches('/').to_owned(),
            is_plain: matches!(base, Base::Plain),
            server,
            node,
        })
    }

    /// Nobody but the caller knows where the description was published.
    fn relative_server(&mut self, url: &str, node: &Node) {
        let (name, with) = match url.trim() {
            "" => ("a server without a URL".to_owned(), ""),
            "/" => ("the server `/`".to_owned(), ""),
            url => (format!("the server `{url}`"), ", with this path"),
        };
        let message =
            format!("{name} is relative, so it is left out; callers set the base URL{with}");
        self.warn(
            "relative-server",
            node.origin,
            message,
            "write the whole URL in the overlay, if the API has one",
        );
    }

    fn part_of_server(&mut self, part: Part, url: &str, node: &Node) {
        let (what, help) = match part {
            Part::User => (
                "the name and the password in it: they are credentials, and everybody has this description",
                "describe a security scheme of `type: http` and `scheme: basic`, for callers to set both",
            ),
            Part::Query => (
                "the query behind it, which a base URL cannot have",
                "describe it as parameters of the operations, or as a security scheme of `type: apiKey`, if it is one",
            ),
            Part::Fragment => (
                "the fragment behind it, which is never sent",
                "remove it in the overlay",
            ),
        };
        let message = format!("the server `{url}` is called without {what}");
        self.warn("server-part", node.origin, message, help);
    }

    /// Takes out the variables that no request would show, and lists every default.
    fn check_variables(&mut self, server: &mut openapiv3::Server, template: &str, node: &Node) {
        let written = server.url.clone();
        for (name, variable) in server.variables.iter_mut().flatten() {
            let origin = variable_origin(node, name);
            let placeholder = format!("{{{name}}}");
            if !written.contains(&placeholder) {
                let message =
                    format!("the URL has no `{placeholder}`, so the variable is left out");
                let help = "write it where the value belongs, or remove the variable";
                self.warn("unused-variable", origin, message, help);
            }
            let listed = &mut variable.enumeration;
            if !listed.is_empty() && !listed.contains(&variable.default) {
                let default = &variable.default;
                let message = format!(
                    "the default `{default}` is none of the values of the variable; it is taken for one"
                );
                let help = "write one of the values of `enum`, or list the default there";
                listed.insert(0, default.clone());
                self.warn("default-not-listed", origin, message, help);
            }
        }
        if let Some(variables) = &mut server.variables {
            variables.retain(|name, _| template.contains(&format!("{{{name}}}")));
        }
    }

    fn server_member(&mut self, usable: &Usable) -> Member {
        let member = self.member(Kind::Variant, usable.called(), usable.node);
        Member {
            distinct: usable.distinct(),
            remedy: usable.remedy(),
            degrades: Some("what the two servers are called by gives one name"),
            claim: match member.claim {
                Claim::Fixed => Claim::Fixed,
                _ => Claim::Derived,
            },
            ..member
        }
    }

    /// All requests of a client go to one server.
    pub(super) fn check_own_servers(&mut self) {
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
}

fn variable_origin(server: &Node, name: &str) -> crate::load::Origin {
    let variable = server
        .get("variables")
        .and_then(|variables| variables.get(name));
    variable.unwrap_or(server).origin
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
