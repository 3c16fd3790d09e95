//! Parameters: arguments for those in the path, one struct for all others.
//!
//! Invariant: every parameter of the operation is an argument, a field, or a finding.

use super::keywords::{flag, text};
use super::media;
use super::operation::Call;
use super::{Claim, Lowering, Place, docs};
use crate::ir::{
    Field, Param, Params, PathParam, PathSpelling, PathStyle, Place as Where, State, Style, Type,
    Value,
};
use crate::load::Node;
use crate::names::{self, Ident, Kind, Scope};

/// A part of a path template.
pub(super) enum PathPart<'t> {
    Literal,
    Parameter(&'t str),
}

/// The parts of a path template, in order.
pub(super) fn template(path: &str) -> Vec<PathPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some((before, from)) = rest.split_once('{') {
        let Some((name, after)) = from.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            parts.push(PathPart::Literal);
        }
        parts.push(PathPart::Parameter(name));
        rest = after;
    }
    parts
}

fn parameters(call: Call<'_>) -> &[Node] {
    call.node
        .get("parameters")
        .and_then(Node::as_array)
        .unwrap_or_default()
}

impl<'a> Lowering<'a> {
    /// The argument for one placeholder of the template; `None`, with a finding, if it has no name.
    pub(super) fn path_param(
        &mut self,
        wire: &str,
        call: Call<'a>,
        place: &Place,
        scope: &mut Scope<Claim>,
    ) -> Option<PathParam> {
        let parameters: &'a [Node] = call
            .node
            .get("parameters")
            .and_then(Node::as_array)
            .unwrap_or_default();
        let declared = parameters
            .iter()
            .find(|node| text(node, "in") == Some("path") && text(node, "name") == Some(wire));
        let node = declared.unwrap_or(call.node);
        if declared.is_none() {
            self.warn(
                "undeclared-parameter",
                call.node.origin,
                format!(
                    "the path has `{{{wire}}}`, which is not declared; it is taken as a string"
                ),
                "declare it under `parameters` with `in: path`",
            );
        }
        let name = match declared {
            Some(node) => self.name_of(Kind::Argument, wire, node),
            None => names::ident(Kind::Argument, wire),
        };
        if !self.claim(scope, &name, wire, node.origin) {
            return None;
        }
        let media = declared.and_then(content);
        let schema = media
            .and_then(|(_, media)| media.get("schema"))
            .or_else(|| declared.and_then(|node| node.get("schema")));
        // Several types are whatever the caller can write as text.
        let schema = schema.filter(|schema| !self.has_several_forms(schema));
        let ty = schema.map_or(Type::String, |schema| {
            self.value(schema, &place.below(wire)).ty
        });
        let spelling = self.path_spelling(node, schema, media.is_some());
        let docs = declared
            .and_then(|node| text(node, "description"))
            .unwrap_or_default();
        Some(PathParam {
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
        })
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
        let mut scope = Scope::new();
        let mut params = Vec::new();
        let parameters: &'a [Node] = call
            .node
            .get("parameters")
            .and_then(Node::as_array)
            .unwrap_or_default();
        for node in parameters {
            let at = match text(node, "in") {
                Some("query") => Where::Query,
                Some("header") => Where::Header,
                Some("cookie") => Where::Cookie,
                Some("path") => continue,
                _ => {
                    self.lost_parameter(node, "`in` is none of query, header, path and cookie");
                    continue;
                }
            };
            params.extend(self.param(node, at, place, &mut scope));
        }
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

    fn param(
        &mut self,
        node: &'a Node,
        at: Where,
        place: &Place,
        scope: &mut Scope<Claim>,
    ) -> Option<Param> {
        let Some(wire) = text(node, "name") else {
            self.lost_parameter(node, "it has no `name`");
            return None;
        };
        // OpenAPI says that parameters of these names are ignored: the client sets them itself.
        if at == Where::Header
            && ["accept", "content-type", "authorization"]
                .contains(&wire.to_ascii_lowercase().as_str())
        {
            return None;
        }
        let name = self.name_of(Kind::Field, wire, node);
        if !self.claim(scope, &name, wire, node.origin) {
            return None;
        }
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
        let docs = docs::field(wire, node, schema, &value);
        Some(Param {
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
        })
    }

    fn lost_parameter(&mut self, node: &Node, why: &str) {
        let message = format!("this parameter is left out: {why}");
        self.warn(
            "invalid-parameter",
            node.origin,
            message,
            "give it `name`, `in` and `schema`",
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
