//! Parts of forms that have no type, which are bytes in 3.1 and free JSON here.
//!
//! Django REST framework describes any JSON by a schema without a type, in forms as well. Invariant: such a part is free
//! JSON only where its media type says so, where the same body is taken as JSON, or with a finding.

use super::Upgrader;
use super::defs::SCHEMAS;
use crate::load::METHODS;
use crate::load::node::{Map, Node};

/// The words of 3.1 that a schema without a type may have.
const SAY_NO_TYPE: [&str; 7] = [
    "title",
    "description",
    "example",
    "examples",
    "deprecated",
    "writeOnly",
    "$comment",
];

impl Upgrader<'_> {
    /// Reports the parts of forms that are bytes in 3.1, unless something says that they are not.
    pub(super) fn untyped_parts(&mut self, root: &Node) {
        let items = [root.get("paths"), in_components(root, "pathItems")];
        let items = items.into_iter().flatten().filter_map(Node::as_object);
        let operations = items
            .flat_map(Map::values)
            .flat_map(|item| METHODS.into_iter().filter_map(|method| item.get(method)));
        let shared = in_components(root, "requestBodies").and_then(Node::as_object);
        let bodies = operations.filter_map(|operation| operation.get("requestBody"));
        for body in bodies.chain(shared.into_iter().flat_map(Map::values)) {
            self.untyped_parts_of(root, body);
        }
    }

    fn untyped_parts_of(&mut self, root: &Node, body: &Node) {
        let content = body.get("content").and_then(Node::as_object);
        let mut content = content.into_iter().flatten();
        let (Some((name, media)), None) = (content.next(), content.next()) else {
            return;
        };
        let form = media.get("schema").and_then(|schema| target(root, schema));
        let properties = form.and_then(|form| form.get("properties")?.as_object());
        if name != "multipart/form-data" {
            return;
        }
        for (name, property) in properties.into_iter().flatten() {
            let encoding = media.get("encoding").and_then(|all| all.get(name));
            let is_said = encoding.is_some_and(|encoding| encoding.get("contentType").is_some());
            let part = property.get("items").unwrap_or(property);
            if !is_said && is_untyped(part) {
                self.warn(
                    "untyped-part",
                    part.origin,
                    format!("the part `{name}` has no type: OpenAPI 3.1 takes it for bytes, and it is written as JSON"),
                    &format!(
                        "say what it is beside the schema of the form: `encoding: {{ {name}: {{ contentType: \
                         application/octet-stream }} }}` for a file, `application/json` for JSON"
                    ),
                );
            }
        }
    }
}

fn in_components<'a>(root: &'a Node, kind: &str) -> Option<&'a Node> {
    root.get("components")?.get(kind)
}

/// The schema itself, or the component that it refers to.
fn target<'a>(root: &'a Node, schema: &'a Node) -> Option<&'a Node> {
    let Some(reference) = schema.get("$ref") else {
        return Some(schema);
    };
    let name = reference.as_str()?.strip_prefix(SCHEMAS)?;
    in_components(root, "schemas")?.get(name)
}

fn is_untyped(schema: &Node) -> bool {
    let says_nothing = |members: &Map| {
        let mut keys = members.keys().map(String::as_str);
        keys.all(|key| SAY_NO_TYPE.contains(&key) || key.starts_with("x-"))
    };
    schema.as_bool() == Some(true) || schema.as_object().is_some_and(says_nothing)
}
