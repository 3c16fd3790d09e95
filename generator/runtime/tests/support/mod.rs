//! What the tests share: an API to call and a server to call it on.

#![allow(
    dead_code,
    unused_imports,
    reason = "every test uses another part of it"
)]

mod server;

pub(crate) use server::{Act, Server, answer, json};

use sdk_runtime::{Api, Client, ClientBuilder, Method, Operation, Scheme, SchemeKind};

/// The key that must never show.
pub(crate) const KEY: &str = "sk_test_51-very-secret";

pub(crate) static API: Api = Api {
    user_agent: "acme-rust/1.2.3",
    env_prefix: "ACME_RUNTIME_TEST",
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
pub(crate) const TOLERANT: Operation = Operation {
    idempotent: true,
    ..SEND
};

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
    ClientBuilder::new(&API)
        .base_url(base_url)
        .credential(0, KEY)
}

pub(crate) fn client(base_url: &str) -> Client {
    builder(base_url).build().unwrap()
}
