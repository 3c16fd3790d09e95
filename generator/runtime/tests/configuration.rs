//! What a client can be set up with, what it refuses, and what it never shows.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sdk_runtime::{
    Api, Attempt, Call, ClientBuilder, Error, ErrorKind, HeaderMap, Hook, Operation,
    Param, Scheme, SchemeKind,
};

use support::{
    API, Act, Fake, GET, KEY, Reply, SEND, Server, answer, builder, call, client, hasty,
    json,
};

fn refused(builder: ClientBuilder) -> String {
    let error = builder.build().unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts(), error.is_retryable()),
        (ErrorKind::Configuration, 0, false)
    );
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    error.to_string()
}

#[test]
fn plain_http_goes_to_this_machine_only() {
    for url in [
        "http://localhost:8000",
        "http://127.0.0.1",
        "http://127.8.9.1:1/x",
        "http://[::1]:3000",
        "http://api.localhost",
        "https://api.acme.example",
        "HTTPS://API.ACME.EXAMPLE",
    ] {
        assert!(builder(url).build().is_ok(), "{url}");
    }
    for url in [
        "http://api.acme.example",
        "http://10.0.0.1",
        "http://localhost.evil.example",
        "http://0x7f000001.evil.example",
        "http://[::2]",
    ] {
        assert!(refused(builder(url)).contains("plain http"), "{url}");
        assert!(builder(url).allow_plain_http(true).build().is_ok(), "{url}");
    }
}

#[test]
fn an_odd_base_url_is_refused() {
    let no_url = "the base URL is not a URL such as https://example.org";
    assert_eq!(refused(builder("api.acme.example")), no_url);
    assert_eq!(refused(builder("")), no_url);
    assert_eq!(
        refused(builder("ftp://api.acme.example")),
        "the base URL must begin with https:// or http://"
    );
    assert_eq!(
        refused(builder("https://x.example/?a=secret")),
        "the base URL must have neither a query nor a fragment"
    );
    assert_eq!(
        refused(builder("https://u:secret@x.example")),
        "the base URL must not hold a user name or a password"
    );
}

#[test]
fn an_odd_credential_is_refused_by_name() {
    for key in ["secret\r\nX-Evil: 1", "secret\n", "secret\0", "se\u{7f}secret"] {
        let text = refused(ClientBuilder::new(&API).credential(0, key));
        assert_eq!(
            text,
            "the credential `ApiKeyAuth` has characters that the header `X-API-Key` cannot hold"
        );
    }
    assert_eq!(
        refused(ClientBuilder::new(&API).credential(0, "")),
        "the credential `ApiKeyAuth` is empty"
    );
    assert_eq!(
        refused(ClientBuilder::new(&API).basic_credential(0, "u", "secret")),
        "`ApiKeyAuth` takes no user name"
    );
    assert_eq!(
        refused(builder("https://x.example").credential(7, "secret")),
        "the API has no scheme with the index 7"
    );
    assert_eq!(
        refused(builder("https://x.example").user_agent("secret\n")),
        "user_agent has characters that a header cannot hold"
    );
}

#[test]
fn an_api_without_a_server_needs_one() {
    static NOWHERE: Api = Api {
        user_agent: "x",
        env_prefix: "X",
        optional_credentials: false,
        base_url: None,
        schemes: &[],
    };
    assert_eq!(
        refused(ClientBuilder::new(&NOWHERE)),
        "the API names no server; set base_url"
    );
}

#[test]
fn the_environment_fills_in_what_is_not_set() {
    // Cargo sets this one for every test, and it is as good as any.
    static ENV: Api = Api {
        schemes: &[Scheme {
            name: "Key",
            kind: SchemeKind::Header("X-API-Key"),
            env: "CARGO_PKG_NAME",
        }],
        ..API_WITHOUT
    };
    static UNSET: Api = Api {
        schemes: &[
            Scheme {
                name: "Key",
                kind: SchemeKind::Prefixed("Authorization", "Bearer"),
                env: "ACME_SURELY_NOT_SET",
            },
            Scheme {
                name: "Login",
                kind: SchemeKind::Basic,
                env: "ACME_PASSWORD_NOT_SET",
            },
        ],
        ..API_WITHOUT
    };
    assert!(ClientBuilder::new(&ENV).read_env().unwrap().build().is_ok());
    let error = ClientBuilder::new(&UNSET).read_env().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        "set ACME_SURELY_NOT_SET or ACME_NOT_SET_USERNAME and ACME_PASSWORD_NOT_SET in the environment"
    );
    // Its password is there, and its user name is not.
    static HALF: Api = Api {
        schemes: &[Scheme {
            name: "Login",
            kind: SchemeKind::Basic,
            env: "CARGO_PKG_NAME",
        }],
        ..API_WITHOUT
    };
    assert_eq!(
        ClientBuilder::new(&HALF).read_env().unwrap_err().to_string(),
        "set ACME_NOT_SET_USERNAME and CARGO_PKG_NAME in the environment"
    );
    assert!(ClientBuilder::new(&UNSET).credential(0, "x").read_env().is_ok());
    static OPTIONAL: Api = Api {
        optional_credentials: true,
        ..UNSET
    };
    assert!(ClientBuilder::new(&OPTIONAL).read_env().unwrap().build().is_ok());
    assert!(ClientBuilder::new(&API_WITHOUT).read_env().is_ok());
}

static API_WITHOUT: Api = API_TEMPLATE;
const API_TEMPLATE: Api = Api {
    user_agent: "x",
    env_prefix: "ACME_NOT_SET",
    optional_credentials: false,
    base_url: Some("https://x.example"),
    schemes: &[],
};

#[tokio::test]
async fn the_key_is_never_shown() {
    let server = Server::start([json("500 Internal Server Error", "{}")]);
    let builder = hasty(&server.url());
    let shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    let call = Call::new(&client, &SEND).path("id", "customer").json("customer");
    let shown = format!("{shown} {client:?} {call:?}");
    let request = call
        .returns_nothing()
        .header("X-API-Key", format!("{KEY}-2"))
        .header("X-Customer", "customer");
    let shown = format!("{shown} {request:?}");
    let error = request.await.unwrap_err();
    let shown = format!("{shown} {error:?} {error}");
    assert!(!shown.contains(KEY) && !shown.contains("customer"), "{shown}");

    let error = support::call(&hasty(&Server::refusing()).build().unwrap(), &SEND)
        .await
        .unwrap_err();
    let mut shown = format!("{error:?}");
    let mut source = std::error::Error::source(&error);
    while let Some(error) = source {
        shown += &format!("{error} {error:?}");
        source = error.source();
    }
    assert!(
        !shown.contains(KEY) && !shown.contains("chats"),
        "no URL, no header: {shown}"
    );
}

#[derive(Default, Clone)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Diary {
    fn note(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl Hook for Diary {
    fn sending(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        assert!(!headers.contains_key("x-api-key"), "a hook sees no credential");
        headers.insert("traceparent", format!("00-{}", attempt.number).parse().unwrap());
        headers.insert("content-length", "99".parse().unwrap());
        headers.insert("idempotency-key", "evil".parse().unwrap());
        self.note(format!(
            "{} {} {} {}",
            attempt.number,
            attempt.operation.id,
            attempt.operation.method,
            attempt.operation.path
        ));
    }

    fn accepted(
        &self,
        attempt: &Attempt,
        status: u16,
        headers: &HeaderMap,
        elapsed: Duration,
    ) {
        assert!(
            elapsed < Duration::from_secs(5) && headers.contains_key("content-length")
        );
        self.note(format!("{} {status}", attempt.number));
    }

    fn failed(&self, attempt: &Attempt, error: &Error, _elapsed: Duration) {
        self.note(format!("{} {}", attempt.number, error.kind()));
    }
}

#[tokio::test]
async fn a_hook_sees_every_attempt_and_can_add_a_header() {
    let server = Server::start([
        Act::Reset,
        json("429 Too Many Requests", "{}"),
        json("200 OK", "{}"),
    ]);
    let diary = Diary::default();
    let client = hasty(&server.url()).hook(diary.clone()).build().unwrap();
    call(&client, &SEND).idempotency_key("k").await.unwrap();
    let begun = |n| format!("{n} messages_create POST /api/v1/chats/{{id}}/messages/");
    assert_eq!(
        *diary.0.lock().unwrap(),
        [
            begun(1),
            "1 transport".into(),
            begun(2),
            "2 rate_limited".into(),
            begun(3),
            "3 200".into()
        ]
    );
    for (seen, number) in server.seen().iter().zip(1..) {
        assert_eq!(seen.header("traceparent"), Some(format!("00-{number}").as_str()));
        assert_eq!(seen.header("idempotency-key"), Some("k"));
        assert_eq!(seen.header("content-length"), Some("7"));
        assert_eq!(seen.header("x-api-key"), Some(KEY));
    }
}

#[tokio::test]
async fn a_brought_transport_is_all_that_is_used() {
    let fake = Fake::new([Reply::Answer(
        200,
        vec![("x-request-id", "r".into())],
        r#"{"id": 1}"#,
    )]);
    let client =
        builder("https://api.acme.example").transport(fake.clone()).build().unwrap();
    let response = call(&client, &SEND).with_response().await.unwrap();
    assert_eq!(
        (response.value()["id"].as_u64(), response.request_id()),
        (Some(1), Some("r"))
    );
    assert_eq!(fake.header("x-api-key"), [Some(KEY.to_owned())]);
    assert!(fake.is_sensitive("x-api-key"));
    call(&client, &SEND).header("X-API-Key", "another").await.unwrap();
    assert_eq!(fake.header("x-api-key")[1].as_deref(), Some("another"));
    assert!(fake.is_sensitive("x-api-key"));
}

#[tokio::test]
async fn validation_can_be_switched_off() {
    #[derive(serde::Serialize, garde::Validate)]
    struct Body {
        #[garde(length(chars, max = 1))]
        text: &'static str,
    }
    impl sdk_runtime::Validated for Body {
        fn wire_fields() -> &'static [sdk_runtime::WireField] {
            &[]
        }
    }
    let server = Server::start([json("200 OK", "{}")]);
    let body = Body { text: "too long" };
    let strict = client(&server.url());
    let error = Call::new(&strict, &SEND)
        .path("id", 1)
        .validated_json(&body)
        .returns_nothing()
        .await
        .unwrap_err();
    assert_eq!(error.violations()[0].path(), "text");
    assert!(server.seen().is_empty());
    let lax = builder(&server.url()).validation(false).build().unwrap();
    Call::new(&lax, &SEND)
        .path("id", 1)
        .validated_json(&body)
        .returns_nothing()
        .await
        .unwrap();
    assert_eq!(server.seen()[0].body, br#"{"text":"too long"}"#);
}

#[tokio::test]
async fn connections_are_kept() {
    let server = Server::start([Act::Answer(answer("200 OK", "", "{}"))]);
    let client = client(&server.url());
    for _ in 0..5 {
        call(&client.clone(), &GET).await.unwrap();
    }
    assert_eq!((server.seen().len(), server.connections()), (5, 1));
}

#[tokio::test]
async fn a_path_never_becomes_a_part_of_the_host_and_may_have_a_query() {
    const EVIL: Operation = Operation {
        path: "@other.example/?view=1",
        ..GET
    };
    let server = Server::start([json("200 OK", "{}")]);
    let params = serde_json::json!({ "page": 2 });
    let call = Call::new(&client(&server.url()), &EVIL);
    call.params(&params, &[Param::query("page")]).returns_nothing().await.unwrap();
    assert_eq!(server.seen()[0].line, "GET /@other.example/?view=1&page=2 HTTP/1.1");
}
