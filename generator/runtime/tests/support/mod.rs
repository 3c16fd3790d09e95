//! What the tests share: an API to call and a server to call it on.

#![allow(dead_code, unused_imports, reason = "every test uses another part of it")]

mod fake;
mod server;

pub(crate) use fake::{Fake, Reply};
pub(crate) use server::{Act, Server, answer, json};

use std::time::Duration;

use sdk_runtime::{
    Api, Call, Client, ClientBuilder, Error, Method, Operation, Request, Scheme,
    SchemeKind,
};
use serde_json::Value;

/// The key that must never show.
pub(crate) const KEY: &str = "sk_test_51-very-secret";

pub(crate) static API: Api = Api {
    user_agent: "acme-rust/1.2.3",
    env_prefix: "ACME_RUNTIME_TEST",
    optional_credentials: false,
    base_url: Some("https://api.acme.example"),
    schemes: &[Scheme {
        name: "ApiKeyAuth",
        kind: SchemeKind::Header("X-API-Key"),
        env: "ACME_RUNTIME_TEST_KEY",
    }],
};

pub(crate) const GET: Operation = operation("messages_retrieve", Method::Get);
pub(crate) const SEND: Operation = operation("messages_create", Method::Post);
pub(crate) const PATCH: Operation = operation("messages_partial_update", Method::Patch);
pub(crate) const PUT: Operation = operation("messages_update", Method::Put);
pub(crate) const DELETE: Operation = operation("messages_destroy", Method::Delete);
pub(crate) const TOLERANT: Operation = Operation { idempotent: true, ..SEND };

const fn operation(id: &'static str, method: Method) -> Operation {
    Operation {
        id,
        method,
        path: "/api/v1/chats/{id}/messages/",
        idempotent: false,
        security: &[&[0]],
    }
}

pub(crate) fn builder(base_url: &str) -> ClientBuilder {
    ClientBuilder::new(&API).base_url(base_url).credential(0, KEY)
}

pub(crate) fn client(base_url: &str) -> Client {
    builder(base_url).build().unwrap()
}

/// A client that fails fast and tries again soon.
pub(crate) fn hasty(base_url: &str) -> ClientBuilder {
    builder(base_url)
        .backoff(Duration::from_millis(2), Duration::from_millis(5))
        .timeout(Duration::from_secs(5))
}

/// A call with nothing but an id, and a body where the method has one.
pub(crate) fn call(client: &Client, operation: &'static Operation) -> Request<Value> {
    let call = Call::new(client, operation).path("id", 1);
    let call = if operation.method.is_idempotent() { call } else { call.json("hello") };
    call.returns_json()
}

/// The error of a POST that is answered like this.
pub(crate) async fn refused(
    status: &str,
    media_type: &str,
    body: impl AsRef<[u8]>,
) -> Error {
    let headers = format!("content-type: {media_type}\r\nx-request-id: req_1\r\n");
    let server = Server::start([Act::Answer(answer(status, &headers, body))]);
    call(&client(&server.url()), &SEND).max_attempts(1).await.unwrap_err()
}

pub(crate) async fn bad_request(body: &str) -> Error {
    refused("400 Bad Request", "application/json", body).await
}
