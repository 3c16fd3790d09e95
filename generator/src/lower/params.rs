//! Parameters outside the path: one struct for all of them.
//!
//! Invariant: every parameter of the operation that is not in the path is a field, or a finding.

use std::collections::BTreeSet;

use super::collision::{Claim, Distinct, Member};
use super::keywords::{MOST_MEMBERS, flag, text};
use super::object::only_value;
use super::operation::Call;
use super::path_params::{any_text, is_json, parameters};
use super::{Lowering, Place, docs};
use crate::ir::{Field, Param, Params, Place as Where, State, Style, Type, Value};
use crate::load::Node;
use crate::names::{self, Ident, Kind};

/// What to write for a parameter that is none.
const VALID: &str = "give it a valid `name`, `in` and `schema`";

impl<'a> Lowering<'a> {
    /// The parameters outside the path.
    pub(super) fn params(
        &mut self,
        method: &Ident,
        call: Call<'a>,
        place: &Place,
    ) -> Option<Params> {
        let nodes = self.distinct_parameters(call);
        let mut found: Vec<(&'a Node, Where, &'a str)> = nodes
            .into_iter()
            .filter_map(|node| self.outside_path(node, call))
            .collect();
        if let Some((node, ..)) = found.get(MOST_MEMBERS) {
            self.too_many_parameters(node);
            found.truncate(MOST_MEMBERS);
        }
        let members: Vec<Member> = found
            .iter()
            .map(|(node, at, wire)| self.param_member(node, *at, wire))
            .collect();
        let settled = self.settle(&members);
        let params: Vec<Param> = found
            .into_iter()
            .zip(settled)
            .map(|((node, at, wire), name)| self.param(name, wire, node, at, place))
            .collect();
        self.unused_path_parameters(call);
        (!params.is_empty()).then(|| Params {
            type_name: names::joined(Kind::Type, &[method.unraw(), "Params"]),
            params,
            validated: false,
            default: false,
        })
    }

    /// The parameters of an operation; of two with the same place and name, the first. Headers that differ in case alone
    /// are one in HTTP.
    fn distinct_parameters(&mut self, call: Call<'a>) -> Vec<&'a Node> {
        let mut seen = BTreeSet::new();
        let mut distinct = Vec::new();
        for node in parameters(call) {
            let (at, wire) = (text(node, "in"), text(node, "name"));
            let name = wire.map(|wire| match at {
                Some("header") => wire.to_ascii_lowercase(),
                _ => wire.to_owned(),
            });
            if wire.is_none() || seen.insert((at, name)) {
                distinct.push(node);
                continue;
            }
            let message = format!(
                "the {} parameter `{}` is listed twice; this one is left out",
                at.unwrap_or_default(),
                wire.unwrap_or_default()
            );
            self.warn(
                "duplicate-parameter",
                node.origin,
                message,
                "remove one of the two",
            );
        }
        distinct
    }

    /// Where a parameter travels, and its name; `None` for one in the path, and, with a finding, for an invalid one.
    fn outside_path(
        &mut self,
        node: &'a Node,
        call: Call<'a>,
    ) -> Option<(&'a Node, Where, &'a str)> {
        let at = match text(node, "in") {
            Some("query") => Where::Query,
            Some("header") => Where::Header,
            Some("cookie") => Where::Cookie,
            Some("path") => return None,
            other => {
                self.unknown_place(node, other);
                return None;
            }
        };
        let Some(wire) = text(node, "name") else {
            self.lost_parameter(node, "it has no `name`", VALID);
            return None;
        };
        // OpenAPI says that parameters of these names are ignored: the client sets them itself.
        let is_ignored = at == Where::Header
            && ["accept", "content-type", "authorization"]
                .contains(&wire.to_ascii_lowercase().as_str());
        if is_ignored && wire.eq_ignore_ascii_case("authorization") {
            self.check_authorization(node, call);
        }
        if !is_ignored && at != Where::Query && !is_token(wire) {
            self.lost_parameter(node, "HTTP allows no header or cookie of this name", VALID);
            return None;
        }
        (!is_ignored).then_some((node, at, wire))
    }

    /// Reports a credential that is described as a parameter alone.
    fn check_authorization(&mut self, node: &Node, call: Call<'a>) {
        let common = self.resolved.root().get("security");
        let security = call
            .node
            .get("security")
            .or(common)
            .and_then(Node::as_array);
        if security.is_none_or(<[Node]>::is_empty) {
            self.warn(
                "ignored-parameter",
                node.origin,
                "OpenAPI ignores a parameter called `Authorization`, and no security scheme is named here, so no credential \
                 is sent",
                "describe a scheme under `components.securitySchemes`, and name it under `security`",
            );
        }
    }

    /// A parameter's claim to a name. A header or cookie gives way to the query, and says what it is.
    fn param_member(&mut self, node: &Node, at: Where, wire: &str) -> Member {
        let member = self.member(Kind::Field, wire, node);
        let place = match at {
            Where::Query => return member,
            Where::Header => "header",
            Where::Cookie => "cookie",
        };
        let name = match names::is_own(Kind::Field, wire) {
            true => names::ident(Kind::Field, wire),
            false => names::distinct(Kind::Field, wire),
        };
        Member {
            claim: match member.claim {
                Claim::Fixed => Claim::Fixed,
                _ => Claim::Derived,
            },
            distinct: Distinct::Given(names::joined(Kind::Field, &[name.unraw(), place])),
            ..member
        }
    }

    fn param(
        &mut self,
        name: Ident,
        wire: &str,
        node: &'a Node,
        at: Where,
        place: &Place,
    ) -> Param {
        let schema = self.written_schema(node);
        let labels = schema.map(|schema| self.labels(node, schema));
        let style = if is_json(node) {
            Style::Json
        } else {
            style(node, at)
        };
        let value = match schema {
            Some(schema) => self.value(schema, &place.below(wire)).into_field(),
            None => any_text(),
        };
        let value = if style == Style::Json {
            value
        } else {
            without_null(value)
        };
        let default = self.param_default(node, schema);
        let docs = docs::field(&docs::Member {
            name: &name,
            wire,
            node,
            target: schema,
            labels: &labels.unwrap_or_default(),
            value: &value,
            default,
        });
        let is_required = flag(node, "required");
        let listing = schema.map(|schema| self.target(schema).unwrap_or(schema));
        let given = default.or_else(|| only_value(listing?));
        Param {
            style,
            place: at,
            field: Field {
                docs,
                deprecated: docs::deprecation(node),
                setter: names::ident(Kind::Setter, name.unraw()),
                wire: wire.to_owned(),
                pointer: self.pointer(node.origin),
                default: given.filter(|_| is_required).map(Node::to_value),
                preset: None,
                state: if is_required {
                    State::Plain
                } else {
                    State::Optional
                },
                name,
                value,
            },
        }
    }

    /// The default of a parameter, its own or that of its schema.
    fn param_default(&mut self, node: &'a Node, schema: Option<&'a Node>) -> Option<&'a Node> {
        let of_schema = || schema?.get("default").filter(|value| docs::is_short(value));
        let default = node.get("default").or_else(of_schema);
        schema.map_or(default, |schema| self.usable_default(default, schema))
    }

    fn too_many_parameters(&mut self, first: &Node) {
        self.warn(
            "too-many-parameters",
            first.origin,
            format!(
                "a method takes {MOST_MEMBERS} parameters; this one and those after it are left out"
            ),
            "remove those that nobody needs in the overlay",
        );
    }

    /// Reports a parameter that travels where none does, or where OpenAPI 2.0 and 3.2 have one.
    fn unknown_place(&mut self, node: &Node, place: Option<&str>) {
        let (why, help) = match place {
            Some("querystring") => (
                "`in: querystring` is not supported",
                "describe what the query holds as parameters with `in: query`",
            ),
            Some("body" | "formData") => (
                "a body is no parameter in OpenAPI 3",
                "describe it as the `requestBody` of the operation",
            ),
            _ => ("`in` is none of query, header, path and cookie", VALID),
        };
        self.lost_parameter(node, why, help);
    }

    fn lost_parameter(&mut self, node: &Node, why: &str, help: &str) {
        let message = format!("this parameter is left out: {why}");
        self.warn("invalid-parameter", node.origin, message, help);
    }
}

/// Whether a name is one that HTTP allows for a header (RFC 9110, 5.6.2) or a cookie (RFC 6265, 4.1.1).
pub(super) fn is_token(name: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token)
}

/// A list without null among its items, for which nothing but JSON has a word.
fn without_null(mut value: Value) -> Value {
    if let Type::List(item) = &mut value.ty {
        item.nullable = false;
    }
    value
}

fn style(node: &Node, at: Where) -> Style {
    let explode = node.get("explode").and_then(Node::as_bool);
    match (text(node, "style"), at) {
        (Some("spaceDelimited"), _) if explode != Some(true) => Style::Space,
        (Some("pipeDelimited"), _) if explode != Some(true) => Style::Pipe,
        (Some("deepObject"), _) => Style::Deep,
        (_, Where::Header) if explode == Some(true) => Style::Pairs,
        (_, Where::Header) => Style::Comma,
        _ if explode == Some(false) => Style::Comma,
        _ => Style::Repeated,
    }
}
