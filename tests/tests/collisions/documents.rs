//! One document for each kind of names that can meet.
//!
//! Invariant: names that meet are all that is wrong with a document, so with other names it gives no finding.

use serde_json::{Value, json};

/// The kinds, each with a document in which two or more of it meet.
pub(crate) fn documents() -> Vec<(&'static str, Value)> {
    vec![
        (
            "fields",
            schemas(json!({ "A": object(&["foo-bar", "foo_bar", "fooBar"]) })),
        ),
        ("enum values", listing(&["asc", "ASC", "a: 'b'", "a b", ""])),
        (
            "integers and signs",
            listing(&["+1", "plus-1", "-1", "minus 1"]),
        ),
        (
            "components",
            schemas(
                json!({ "a.b": object(&["x"]), "A-B": object(&["x"]), "c_d": object(&["x"]), "CD": object(&["x"]) }),
            ),
        ),
        (
            "inline types",
            schemas(json!({
                "AB": object(&["x"]),
                "A": { "type": "object", "properties": { "b": object(&["x"]), "bC": object(&["x"]), "b_c": object(&["x"]) } },
            })),
        ),
        (
            "inline types in lists",
            schemas(json!({
                "A": { "type": "object", "properties": { "b": { "type": "array", "items": object(&["x"]) }, "b_item": object(&["x"]) } },
            })),
        ),
        (
            "variants",
            schemas(json!({
                "cat.1": object(&["x"]), "Cat_1": object(&["y"]),
                "A": { "oneOf": [{ "$ref": "#/components/schemas/cat.1" }, { "$ref": "#/components/schemas/Cat_1" }] },
            })),
        ),
        (
            "keyed variants",
            schemas(json!({ "A": {
            "type": "object", "required": ["kind"],
            "properties": { "kind": { "type": "string", "enum": ["a-b", "a_b"], "x-rust-variants": { "a-b": "Ab" } }, "a-b": object(&["x"]), "a_b": object(&["x"]) },
        } })),
        ),
        (
            "parameters",
            operation(
                "/a",
                json!({ "operationId": "a", "parameters": [
            parameter("query", "fooBar"), parameter("query", "foo-bar"), parameter("query", "foo_bar"),
            parameter("header", "foo_bar"), parameter("cookie", "foo_bar"),
        ] }),
            ),
        ),
        (
            "arguments",
            operation(
                "/a/{b-c}/{bC}",
                json!({ "operationId": "a", "parameters": [
            parameter("path", "b-c"), parameter("path", "bC"),
        ] }),
            ),
        ),
        (
            "methods",
            paths(json!({
                "/a": { "get": method("getA") }, "/b": { "get": method("get_a") }, "/c": { "post": method("GET-A") },
            })),
        ),
        (
            "types of methods",
            paths(json!({ "/a": { "get": method("get1") }, "/b": { "get": method("get_1") } })),
        ),
        (
            "types of methods and resources",
            tagged(
                "list_error",
                json!({ "/a": { "get": method("list") }, "/b": { "get": method("b") } }),
            ),
        ),
        (
            "methods and resources",
            paths(json!({
                "/t/b/": { "get": method("t_b_list") }, "/b": { "get": method("t_b") },
            })),
        ),
        (
            "methods with inline types",
            paths(json!({
                "/a": { "get": answering("showA") }, "/b": { "get": answering("show_a") }, "/c": { "get": answering("SHOW-a") },
            })),
        ),
        ("credentials", secured(&["api-key", "api_key", "apiKey"])),
    ]
}

/// The kinds of names that are replaced with a warning, since the document says them more than once.
pub(crate) fn repeated() -> Vec<(&'static str, Value)> {
    vec![
        (
            "operations of one id",
            paths(json!({
                "/a": { "get": answering("show"), "put": method("put") }, "/b": { "get": answering("show") },
            })),
        ),
        (
            "operations of shared path items",
            paths(json!({
                "/a": { "get": answering("show"), "put": method("put") },
                "/it's b": { "$ref": "#/paths/~1a" },
                "/c": { "$ref": "#/paths/~1a" },
                "/d": { "$ref": "#/x-shared" }, "/e": { "$ref": "#/x-shared" },
            })),
        ),
    ]
}

/// A document with an enum of these values.
/// Components that are split, as are their inline types, beside others that have the names of both halves. What is sent
/// is called after what is received, so that no action names it alone.
pub(crate) fn halves() -> Vec<(&'static str, Value)> {
    vec![
        ("sent halves", split(&["PetRequest"])),
        (
            "inline types of both halves",
            split(&["PetOwner", "PetRequestOwner"]),
        ),
    ]
}

/// A document that sends and receives one component, beside others.
fn split(others: &[&str]) -> Value {
    let id = json!({ "type": "integer", "readOnly": true });
    let mut owner = object(&["x"]);
    owner["properties"]["id"] = id.clone();
    let pet = json!({ "type": "object", "properties": { "id": id, "owner": owner } });
    let others = others
        .iter()
        .map(|other| ((*other).to_owned(), object(&["x"])));
    let mut components: serde_json::Map<String, Value> = others.collect();
    components.insert("Pet".to_owned(), pet);
    let mut document = schemas(components.into());
    let content =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } });
    let mut post = method("post");
    post["requestBody"] = json!({ "content": content });
    post["responses"] = json!({ "200": { "description": "It.", "content": content } });
    document["paths"]["/a"]["post"] = post;
    document
}

pub(crate) fn listing(values: &[&str]) -> Value {
    schemas(json!({ "A": { "type": "string", "enum": values } }))
}

fn schemas(schemas: Value) -> Value {
    let mut document = operation("/a", json!({ "operationId": "a" }));
    document["components"] = json!({ "schemas": schemas });
    document
}

fn operation(path: &str, mut operation: Value) -> Value {
    operation["tags"] = json!(["t"]);
    operation["responses"] = json!({ "204": { "description": "None." } });
    let mut paths = serde_json::Map::new();
    paths.insert(path.to_owned(), json!({ "get": operation }));
    self::paths(paths.into())
}

fn method(id: &str) -> Value {
    json!({ "operationId": id, "tags": ["t"], "responses": { "204": { "description": "None." } } })
}

/// An operation with types of its own.
fn answering(id: &str) -> Value {
    let mut operation = method(id);
    let content = json!({ "application/json": { "schema": object(&["x"]) } });
    operation["parameters"] = json!([{ "name": "q", "in": "query", "schema": object(&["y"]) }]);
    operation["responses"]["200"] = json!({ "description": "A thing.", "content": content });
    operation
}

fn paths(paths: Value) -> Value {
    let shared = json!({ "post": answering("post") });
    json!({
        "openapi": "3.0.3", "info": { "title": "Test", "version": "1" }, "paths": paths, "x-shared": shared,
    })
}

/// A document with the operations of these paths in the resource of one tag.
fn tagged(tag: &str, mut paths: Value) -> Value {
    let items = paths.as_object_mut().into_iter().flatten();
    items.for_each(|(_, item)| item["get"]["tags"] = json!([tag]));
    self::paths(paths)
}

fn object(members: &[&str]) -> Value {
    let text = |name: &&str| ((*name).to_owned(), json!({ "type": "string" }));
    let members: serde_json::Map<String, Value> = members.iter().map(text).collect();
    json!({ "type": "object", "properties": members })
}

fn parameter(place: &str, name: &str) -> Value {
    json!({ "name": name, "in": place, "required": place == "path", "schema": { "type": "string" } })
}

fn secured(schemes: &[&str]) -> Value {
    let mut document = operation("/a", json!({ "operationId": "a" }));
    let scheme = |name: &&str| {
        (
            (*name).to_owned(),
            json!({ "type": "http", "scheme": "bearer" }),
        )
    };
    let declared: serde_json::Map<String, Value> = schemes.iter().map(scheme).collect();
    let used: Vec<Value> = schemes.iter().map(|name| json!({ *name: [] })).collect();
    document["components"] = json!({ "securitySchemes": declared });
    document["security"] = json!(used);
    document
}
