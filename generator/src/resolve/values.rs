//! Values of strings that YAML takes for numbers or booleans.
//!
//! Invariant: what a schema of strings lists is strings, spelled as in the text: `1.10` is not 1.1 there.

use super::Resolver;
use super::refs::component_name;
use crate::load::{Kind, Node};

impl Resolver<'_> {
    /// Reads the values of a schema as the strings that they stand for.
    pub(super) fn read_values(&self, schema: &mut Node) {
        let reference = schema.get("$ref").and_then(Node::as_str);
        let component = reference.and_then(component_name);
        let target = component.and_then(|name| self.written(&name));
        let ty = target.unwrap_or(schema).get("type");
        if ty.and_then(Node::as_str) != Some("string") {
            return;
        }
        let lists = target.unwrap_or(schema).get("enum").is_some();
        for (key, node) in schema.as_object_mut().into_iter().flatten() {
            match (key.as_str(), &mut node.kind) {
                ("enum", Kind::Array(values)) => values.iter_mut().for_each(read),
                ("default", _) if lists => read(node),
                ("example", Kind::Bool(_, Some(_)) | Kind::Number(_, Some(_))) => read(node),
                _ => {}
            }
        }
    }
}

/// Makes a boolean or number the string that it is spelled as.
fn read(value: &mut Node) {
    if matches!(value.kind, Kind::Bool(..) | Kind::Number(..)) {
        value.kind = Kind::String(value.written());
    }
}
