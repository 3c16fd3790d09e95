//! Parameters in the path: an argument for each.
//!
//! Invariant: every placeholder of the template is an argument, and every parameter in the path that is none of them is a
//! finding.

use super::collision::Member;
use super::finish::has_rules;
use super::keywords::{flag, text};
use super::media;
use super::operation::Call;
use super::remedy::Remedy;
use super::{Lowering, Place, docs, template};
use crate::ir::{PathParam, PathSpelling, PathStyle, Type, Value};
use crate::load::Node;
use crate::names::{Ident, Kind};

impl<'a> Lowering<'a> {
    /// The path parameters in the order of the template.
    pub(super) fn path_params(&mut self, call: Call<'a>, place: &Place) -> Vec<PathParam> {
        let placeholders = template::placeholders(call).into_iter();
        let found: Vec<(&'a str, Option<&'a Node>)> = placeholders
            .map(|placeholder| (placeholder.name, placeholder.declared))
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
        let schema = declared.and_then(|node| self.written_schema(node));
        // Several types are whatever the caller can write as text.
        let schema = schema.filter(|schema| !self.has_several_forms(schema));
        let value = schema.map_or_else(any_text, |schema| {
            self.value(schema, &place.below(wire)).into_field()
        });
        let spelling = declared.and_then(|node| self.path_spelling(node, schema));
        let value = match spelling {
            Some(_) => value,
            None => printable(value),
        };
        // It prints for people, with spaces.
        let is_time = value.ty == Type::DateTime;
        let spelling = spelling.or(is_time.then_some(PathSpelling {
            style: PathStyle::Simple,
            explode: false,
        }));
        let docs = declared
            .and_then(|node| text(node, "description"))
            .unwrap_or_default();
        PathParam {
            docs: docs::argument(docs, &value.rules),
            name,
            wire: wire.to_owned(),
            value: self.checked_by_itself(value, declared),
            spelling,
        }
    }

    /// The value of an argument without the rules that nothing checks: those of what has several parts, which are a
    /// finding.
    fn checked_by_itself(&mut self, value: Value, declared: Option<&Node>) -> Value {
        let is_list = matches!(value.ty, Type::List(_) | Type::Map(_));
        if let Some(node) = declared
            && is_list
            && has_rules(&value)
        {
            let message =
                "the rules of a list or map in the path are not checked before it is sent";
            let help = "remove them, or check the argument before the call";
            self.warn("unchecked-rules", node.origin, message, help);
        }
        match is_list {
            true => without_rules(value),
            false => value,
        }
    }

    /// How an argument of the path is spelled; `None` where that is as it prints.
    fn path_spelling(&self, node: &Node, schema: Option<&Node>) -> Option<PathSpelling> {
        let style = match text(node, "style") {
            _ if is_json(node) => PathStyle::Json,
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

    /// What describes the value of a parameter; `None`, with a finding, where the caller has to write it.
    pub(super) fn written_schema(&mut self, node: &'a Node) -> Option<&'a Node> {
        let Some((media_type, media)) = content(node) else {
            return node.get("schema");
        };
        let schema = media.get("schema")?;
        if media::is_json(media_type) || !media::is_structured(self.resolved, schema) {
            return Some(schema);
        }
        let message = format!(
            "the SDK does not write `{media_type}`: the caller passes the parameter as it is to be sent"
        );
        let help = "describe it in JSON, or by a `style`, if the server takes that";
        self.warn("untyped-parameter", schema.origin, message, help);
        None
    }

    pub(super) fn unused_path_parameters(&mut self, call: Call<'a>) {
        let placeholders = template::placeholders(call);
        for node in parameters(call)
            .iter()
            .filter(|node| text(node, "in") == Some("path"))
        {
            let wire = text(node, "name").unwrap_or_default();
            if !placeholders.iter().any(|known| known.name == wire) {
                let message = format!("the path has no `{{{wire}}}`; this parameter is left out");
                let help = "correct its name, or the path";
                self.warn("unused-parameter", node.origin, message, help);
            }
        }
    }
}

/// The parameters of an operation, its path's among them.
pub(super) fn parameters<'a>(call: Call<'a>) -> &'a [Node] {
    call.node
        .get("parameters")
        .and_then(Node::as_array)
        .unwrap_or_default()
}

/// What may stand in a path: anything with one spelling.
fn printable(value: Value) -> Value {
    match value.ty {
        Type::Json | Type::List(_) | Type::Map(_) => any_text(),
        _ => value,
    }
}

/// Any text.
pub(super) fn any_text() -> Value {
    Value::of(Type::String)
}

/// A value of which only the type counts.
fn without_rules(value: Value) -> Value {
    let item = |item: Box<Value>| Box::new(without_rules(*item));
    let ty = match value.ty {
        Type::List(inside) => Type::List(item(inside)),
        Type::Map(inside) => Type::Map(item(inside)),
        ty => ty,
    };
    Value {
        ty,
        rules: Vec::new(),
        ..value
    }
}

/// Whether a parameter is written as JSON.
pub(super) fn is_json(node: &Node) -> bool {
    content(node).is_some_and(|(media_type, _)| media::is_json(media_type))
}

/// The media type that a parameter or a header is written in, where it is not written in a style.
pub(super) fn content(node: &Node) -> Option<(&String, &Node)> {
    node.get("content")?.as_object()?.iter().next()
}
