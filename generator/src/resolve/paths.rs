//! Paths: parameters, bodies, responses, headers and media types inlined, path-level parameters put on operations; and
//! the security schemes that operations ask for.
//!
//! Invariant: below `paths`, a `$ref` stands only where a schema may stand.

use std::collections::BTreeSet;

use super::Resolver;
use crate::load::{Kind, METHODS, Map, Node};

/// What is said of a reference to a schema in the place of something else: the code, what it is not, and the help.
const RESPONSE: (&str, &str, &str) = (
    "invalid-response",
    "response; the response is taken to have no body",
    "write a response, with the schema in its `content`",
);
const PARAMETER: (&str, &str, &str) = (
    "invalid-parameter",
    "parameter; it is left out",
    "write a parameter, with the schema as its `schema`",
);
const MEDIA_TYPE: (&str, &str, &str) = (
    "invalid-media-type",
    "media type; the body is taken for one of any kind",
    "write `schema: { $ref: .. }`",
);

impl<'a> Resolver<'a> {
    pub(super) fn paths(&mut self, paths: &'a Node) -> Node {
        self.map_members(paths, |resolver, item| {
            let Some(target) = resolver.deref(item, "path item") else {
                resolver.broken.items += 1;
                return None;
            };
            let own = item.get("$ref").map(|_| item);
            Some(resolver.path_item(target, own))
        })
    }

    /// A path item; what stands beside a reference to one counts before it. An operation there that answers nothing
    /// adds to the one of its method: paths that share an operation can give it a name each.
    fn path_item(&mut self, item: &'a Node, beside: Option<&'a Node>) -> Node {
        let before = self.broken.lost;
        let parts = || [item].into_iter().chain(beside);
        let mut shared = Vec::new();
        for list in parts().filter_map(|part| part.get("parameters")) {
            shared = overridden(shared, self.parameters(list));
        }
        let is_shared_whole = self.broken.lost == before;
        let mut members = Map::new();
        let own = parts().filter_map(Node::as_object).flatten();
        for (key, node) in own.filter(|(key, _)| *key != "$ref" && *key != "parameters") {
            if !METHODS.contains(&key.as_str()) {
                members.insert(key.clone(), node.clone());
            } else if self.is_operation(key, node) {
                let before = self.broken.lost;
                let operation = self.operation(node, &shared);
                if !is_shared_whole || self.broken.lost > before {
                    self.broken.operations.insert(node.origin);
                }
                let operation = match members.shift_remove(key) {
                    Some(known) if node.get("responses").is_none() => added_to(known, operation),
                    _ => operation,
                };
                members.insert(key.clone(), operation);
            }
        }
        Node::object(members, item.origin)
    }

    /// Whether what stands at a method can be read as an operation; a finding says so where it cannot.
    fn is_operation(&mut self, method: &str, node: &Node) -> bool {
        let members = node.as_object();
        let is_operation = members.is_some_and(|members| !members.contains_key("$ref"));
        if !is_operation {
            self.warn(
                "invalid-operation",
                node.origin,
                format!("`{method}` is no operation; it is left out"),
                "write an object with `responses`; a whole operation cannot be referenced",
            );
        }
        is_operation
    }

    fn operation(&mut self, operation: &'a Node, shared: &[Node]) -> Node {
        let own = operation
            .get("parameters")
            .map(|list| self.parameters(list))
            .unwrap_or_default();
        let parameters = overridden(shared.to_vec(), own);
        let mut members = Map::new();
        for (key, node) in operation.as_object().into_iter().flatten() {
            let node = match key.as_str() {
                "parameters" | "callbacks" => continue,
                "requestBody" => match self.deref(node, "request body") {
                    Some(body) => self.with_content(body),
                    None => continue,
                },
                "responses" => self.map_members(node, |resolver, response| {
                    resolver.is_schema(response, RESPONSE);
                    let response = resolver.deref(response, "response")?;
                    Some(resolver.response(response))
                }),
                _ => node.clone(),
            };
            members.insert(key.clone(), node);
        }
        if !parameters.is_empty() {
            let list = Node::list(parameters, operation.origin);
            members.insert("parameters".to_owned(), list);
        }
        Node::object(members, operation.origin)
    }

    fn parameters(&mut self, list: &'a Node) -> Vec<Node> {
        let items = list.as_array().unwrap_or_default();
        items
            .iter()
            .filter_map(|parameter| {
                if self.is_schema(parameter, PARAMETER) {
                    return None;
                }
                let parameter = self.deref(parameter, "parameter")?;
                Some(self.with_schema(parameter))
            })
            .collect()
    }

    /// Whether something refers to a schema, which it is not. Of a body, whoever does means that.
    fn is_schema(&mut self, node: &Node, (code, wrong, help): (&'static str, &str, &str)) -> bool {
        let reference = node.get("$ref").and_then(Node::as_str);
        let schema = reference.and_then(|path| path.strip_prefix("#/components/schemas/"));
        if let Some(schema) = schema {
            let message = format!("`{schema}` is a schema, and no {wrong}");
            self.warn(code, node.origin, message, help);
        }
        schema.is_some()
    }

    fn response(&mut self, response: &'a Node) -> Node {
        let mut resolved = self.with_content(response);
        if let Some(headers) = response.get("headers") {
            let headers = self.map_members(headers, |resolver, header| {
                let header = resolver.deref(header, "header")?;
                Some(resolver.with_schema(header))
            });
            super::replace(&mut resolved, "headers", headers);
        }
        resolved
    }

    /// A parameter or header: its own schema, and those of its `content`.
    fn with_schema(&mut self, node: &'a Node) -> Node {
        let mut resolved = self.with_content(node);
        if let Some(schema) = node.get("schema") {
            let schema = self.schema(schema);
            super::replace(&mut resolved, "schema", schema);
        }
        resolved
    }

    /// A body or response: the schema of each media type of its `content`.
    fn with_content(&mut self, node: &'a Node) -> Node {
        let mut resolved = node.clone();
        if let Some(content) = node.get("content") {
            let content = self.map_members(content, |resolver, media| {
                resolver.is_schema(media, MEDIA_TYPE);
                let media = resolver.deref(media, "media type")?;
                let mut resolved = media.clone();
                if let Some(schema) = media.get("schema") {
                    let schema = resolver.schema(schema);
                    super::replace(&mut resolved, "schema", schema);
                }
                Some(resolved)
            });
            super::replace(&mut resolved, "content", content);
        }
        resolved
    }

    /// The security schemes, each of which may be a reference to another one.
    pub(super) fn security_schemes(&mut self, schemes: &'a Node) -> Node {
        self.map_members(schemes, |resolver, scheme| {
            resolver.deref(scheme, "security scheme").cloned()
        })
    }

    fn map_members(
        &mut self,
        node: &'a Node,
        mut resolve: impl FnMut(&mut Self, &'a Node) -> Option<Node>,
    ) -> Node {
        let members = node.as_object().into_iter().flatten();
        let members = members
            .filter_map(|(key, node)| Some((key.clone(), resolve(self, node)?)))
            .collect();
        Node::object(members, node.origin)
    }
}

/// An operation with what another one says beside it.
fn added_to(mut operation: Node, addition: Node) -> Node {
    let parameters = |operation: &Node| {
        let list = operation.get("parameters").and_then(Node::as_array);
        list.unwrap_or_default().to_vec()
    };
    let all = overridden(parameters(&operation), parameters(&addition));
    let (Kind::Object(added), Some(members)) = (addition.kind, operation.as_object_mut()) else {
        return operation;
    };
    for (key, mut node) in added {
        if key == "parameters" {
            node.kind = Kind::Array(all.clone());
        }
        members.insert(key, node);
    }
    operation
}

/// Parameters of which some stand for others.
fn overridden(mut parameters: Vec<Node>, own: Vec<Node>) -> Vec<Node> {
    let own_keys: BTreeSet<_> = own.iter().map(key).collect();
    parameters.retain(|one| !own_keys.contains(&key(one)));
    parameters.extend(own);
    parameters
}

/// What a parameter is known by: its place and its name.
fn key(parameter: &Node) -> [Option<&str>; 2] {
    ["in", "name"].map(|key| parameter.get(key).and_then(Node::as_str))
}
