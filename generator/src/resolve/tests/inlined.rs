//! What is no schema: references to it are written out, with what stands beside them.

use serde_json::json;

use super::run;

#[test]
fn parameters_bodies_and_responses_are_inlined() {
    let (resolved, messages) = run(&json!({
        "paths": { "/a/{id}": {
            "parameters": [
                { "$ref": "#/components/parameters/Id" },
                { "name": "q", "in": "query", "schema": { "type": "string" } },
            ],
            "get": {
                "parameters": [{ "name": "q", "in": "query", "schema": { "type": "integer" } }],
                "requestBody": { "$ref": "#/components/requestBodies/B" },
                "responses": { "200": { "$ref": "#/components/responses/R" } },
            },
        } },
        "components": {
            "parameters": { "Id": { "name": "id", "in": "path", "schema": { "type": "string" } } },
            "requestBodies": { "B": { "content": { "application/json": { "schema": { "type": "boolean" } } } } },
            "responses": { "R": { "description": "ok", "headers": { "X": { "$ref": "#/components/headers/X" } } } },
            "headers": { "X": { "schema": { "type": "string" } } },
        },
    }));
    assert_eq!(messages, Vec::<String>::new());
    let operation = &resolved.root().to_value()["paths"]["/a/{id}"];
    assert_eq!(
        *operation,
        json!({ "get": {
            "parameters": [
                { "name": "id", "in": "path", "schema": { "type": "string" } },
                { "name": "q", "in": "query", "schema": { "type": "integer" } },
            ],
            "requestBody": { "content": { "application/json": { "schema": { "type": "boolean" } } } },
            "responses": { "200": { "description": "ok", "headers": { "X": { "schema": { "type": "string" } } } } },
        } })
    );
}

#[test]
fn security_schemes_that_are_references_are_inlined() {
    let (resolved, messages) = run(&json!({ "components": { "securitySchemes": {
        "Key": { "$ref": "#/components/securitySchemes/Shared", "description": "Ours." },
        "Shared": { "type": "http", "scheme": "bearer" },
        "None": { "$ref": "#/components/securitySchemes/Other" },
    } } }));
    assert_eq!(messages.len(), 1);
    assert!(messages[0].contains("names no security scheme of this document"));
    let bearer = json!({ "type": "http", "scheme": "bearer" });
    assert_eq!(
        resolved.root().to_value()["components"]["securitySchemes"],
        json!({ "Key": bearer, "Shared": bearer })
    );
}

#[test]
fn an_operation_beside_a_reference_that_answers_nothing_adds_to_the_one_of_its_method() {
    let parameter =
        |name: &str, of: &str| json!({ "name": name, "in": "query", "schema": { "type": of } });
    let answers = json!({ "204": { "description": "None." } });
    let (resolved, messages) = run(&json!({ "paths": {
        "/a": { "get": {
            "operationId": "a", "parameters": [parameter("p", "string"), parameter("q", "string")],
            "responses": answers,
        } },
        "/b": { "$ref": "#/paths/~1a", "get": {
            "x-rust-name": "b", "parameters": [parameter("q", "integer")],
        } },
        "/c": { "$ref": "#/paths/~1a", "get": { "responses": answers } },
    } }));
    assert_eq!(messages, Vec::<String>::new());
    let paths = &resolved.root().to_value()["paths"];
    assert_eq!(
        paths["/b"]["get"],
        json!({
            "operationId": "a", "responses": answers, "x-rust-name": "b",
            "parameters": [parameter("p", "string"), parameter("q", "integer")],
        })
    );
    assert_eq!(paths["/c"]["get"], json!({ "responses": answers }));
}
