//! Parameters: arguments for those in the path, one struct for all others.
//!
//! Invariant: every parameter of the operation is an argument, a field, or a finding.

use std::collections::BTreeSet;

use super::collision::{Claim, Distinct, Member};
use super::keywords::{MOST_MEMBERS, flag, text};
use super::media;
use super::operation::Call;
use super::remedy::Remedy;
use super::{Lowering, Place, docs};
use crate::ir::{
    Field, Param, Params, PathParam, PathSpelling, PathStyle, Place as Where, State, Style, Type,
    Value,
};
use crate::load::Node;
use crate::names::{self, Ident, Kind};

/// The names between the braces of a path template, in order; a repeated one is one argument.
fn placeholders(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, from)) = rest.split_once('{') {
        let Some((name, after)) = from.split_once('}') else {
            break;
        };
        if !names.contains(&name) {
            names.push(name);
        }
        rest = after;
    }
    names
}

impl<'a> Lowering<'a> {
    /// The path parameters in the order of the template.
    pub(super) fn path_params(&mut self, call: Call<'a>, place: &Place) -> Vec<PathParam> {
        let found: Vec<(&'a str, Option<&'a Node>)> = placeholders(call.path)
            .into_iter()
            .map(|wire| (wire, declaration(call, wire)))
            .collect();
        let members: Vec<Member> = found
            .iter()
            .map(|(wire, declared)| self.path_member(wire, *declared, call))
            .collect();
        let settled = self.settle(&members);
        found
            .into_iter()
            .zip(settled)
            .map(|((wire, declared), name)| self.path_param(name, wire, declared, place))
            .collect()
    }

    fn path_member(&mut self, wire: &str, declared: Option<&Node>, call: Call<'a>) -> Member {
        if let Some(node) = declared {
            return self.member(Kind::Argument, wire, node);
        }
        let origin = call.node.origin;
        let message =
            format!("the path has `{{{wire}}}`, which is not declared; it is taken as a string");
        let help = "declare it under `parameters` with `in: path`";
        self.warn("undeclared-parameter", origin, message, help);
        Member {
            remedy: Some(Remedy::Declaration(origin, wire.to_owned())),
            ..Member::new(Kind::Argument, wire, origin)
        }
    }

    /// The argument for one placeholder of the template.
    fn path_param(
        &mut self,
        name: Ident,
        wire: &str,
        declared: Option<&'a Node>,
        place: &Place,
    ) -> PathParam {
        let media = declared.and_then(content);
        let schema = media
            .and_then(|(_, media)| media.get("schema"))
            .or_else(|| declared.and_then(|node| node.get("schema")));
        // Several types are whatever the caller can write as text.
        let schema = schema.filter(|schema| !self.has_several_forms(schema));
        let ty = schema.map_or(Type::String, |schema| {
            self.value(schema, &place.below(wire)).ty
        });
        let spelling = declared.and_then(|node| self.path_spelling(node, schema, media.is_some()));
        let docs = declared
            .and_then(|node| text(node, "description"))
            .unwrap_or_default();
        PathParam {
            name,
            wire: wire.to_owned(),
            value: Value {
                ty: if spelling.is_some() {
                    ty
                } else {
                    printable(ty)
                },
                nullable: false,
                boxed: false,
                rules: Vec::new(),
            },
            spelling,
            docs: docs::markdown(docs),
        }
    }

    /// How an argument of the path is spelled; `None` where that is as it prints.
    fn path_spelling(
        &self,
        node: &Node,
        schema: Option<&Node>,
        is_json: bool,
    ) -> Option<PathSpelling> {
        let style = match text(node, "style") {
            _ if is_json => PathStyle::Json,
            Some("label") => PathStyle::Label,
            Some("matrix") => PathStyle::Matrix,
            _ if schema.is_some_and(|schema| media::is_structured(self.resolved, schema)) => {
                PathStyle::Simple
            }
            _ => return None,
        };
        let explode = flag(node, "explode");
        Some(PathSpelling { style, explode })
    }

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
            .filter_map(|node| self.outside_path(node))
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
        let default = params
            .iter()
            .all(|param: &Param| param.field.state == State::Optional);
        (!params.is_empty()).then(|| Params {
            type_name: names::joined(Kind::Type, &[method.unraw(), "Params"]),
            params,
            validated: false,
            default,
        })
    }

    /// The parameters of an operation; of two with the same place and name, the first.
    fn distinct_parameters(&mut self, call: Call<'a>) -> Vec<&'a Node> {
        let mut seen = BTreeSet::new();
        let mut distinct = Vec::new();
        for node in parameters(call) {
            let (at, wire) = (text(node, "in"), text(node, "name"));
            if wire.is_none() || seen.insert((at, wire)) {
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
    fn outside_path(&mut self, node: &'a Node) -> Option<(&'a Node, Where, &'a str)> {
        let at = match text(node, "in") {
            Some("query") => Where::Query,
            Some("header") => Where::Header,
            Some("cookie") => Where::Cookie,
            Some("path") => return None,
            _ => {
                self.lost_parameter(node, "`in` is none of query, header, path and cookie");
                return None;
            }
        };
        let Some(wire) = text(node, "name") else {
            self.lost_parameter(node, "it has no `name`");
            return None;
        };
        // OpenAPI says that parameters of these names are ignored: the client sets them itself.
        let is_ignored = at == Where::Header
            && ["accept", "content-type", "authorization"]
                .contains(&wire.to_ascii_lowercase().as_str());
        if !is_ignored && at != Where::Query && !is_token(wire) {
            self.lost_parameter(node, "HTTP allows no header or cookie of this name");
            return None;
        }
        (!is_ignored).then_some((node, at, wire))
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
        let media = content(node);
        let schema = media.map_or_else(|| node.get("schema"), |(_, media)| media.get("schema"));
        let value = match schema {
            Some(schema) => self.value(schema, &place.below(wire)).into_field(),
            None => Value {
                ty: Type::String,
                nullable: false,
                boxed: false,
                rules: Vec::new(),
            },
        };
        let of_schema = || schema?.get("default").filter(|value| docs::is_short(value));
        let default = node.get("default").or_else(of_schema);
        let default = schema.map_or(default, |schema| self.usable_default(default, schema));
        let docs = docs::field(&name, wire, node, schema, &value, default);
        Param {
            style: if media.is_some_and(|(name, _)| media::is_json(name)) {
                Style::Json
            } else {
                style(node, at)
            },
            place: at,
            field: Field {
                docs,
                deprecated: docs::deprecation(node),
                setter: names::ident(Kind::Setter, name.unraw()),
                wire: wire.to_owned(),
                pointer: self.pointer(node.origin),
                state: if flag(node, "required") {
                    State::Plain
                } else {
                    State::Optional
                },
                name,
                value,
            },
        }
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

    fn lost_parameter(&mut self, node: &Node, why: &str) {
        let message = format!("this parameter is left out: {why}");
        self.warn(
            "invalid-parameter",
            node.origin,
            message,
            "give it a valid `name`, `in` and `schema`",
        );
    }

    fn unused_path_parameters(&mut self, call: Call<'a>) {
        for node in parameters(call)
            .iter()
            .filter(|node| text(node, "in") == Some("path"))
        {
            let wire = text(node, "name").unwrap_or_default();
            if !call.path.contains(&format!("{{{wire}}}")) {
                let location = self.location(node.origin);
                let message = format!("the path has no `{{{wire}}}`; this parameter is left out");
                self.diagnostics.push(
                    crate::diagnostic::Diagnostic::warning("unused-parameter", location, message)
                        .help("correct its name, or the path"),
                );
            }
        }
    }
}

/// Whether a name is one that HTTP allows for a header (RFC 9110, 5.6.2) or a cookie (RFC 6265, 4.1.1).
pub(super) fn is_token(name: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token)
}

fn declaration<'a>(call: Call<'a>, wire: &str) -> Option<&'a Node> {
    parameters(call)
        .iter()
        .find(|node| text(node, "in") == Some("path") && text(node, "name") == Some(wire))
}

fn parameters<'a>(call: Call<'a>) -> &'a [Node] {
    call.node
        .get("parameters")
        .and_then(Node::as_array)
        .unwrap_or_default()
}

/// What may stand in a path: anything with one spelling.
fn printable(ty: Type) -> Type {
    match ty {
        Type::Json | Type::List(_) | Type::Map(_) => Type::String,
        ty => ty,
    }
}

/// The media type that a parameter is written in, and what is said about it.
fn content(node: &Node) -> Option<(&String, &Node)> {
    node.get("content")?.as_object()?.iter().next()
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
