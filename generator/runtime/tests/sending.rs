//! What goes over the wire, byte by byte, and what a success gives back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use sdk_runtime::{
    Api, Call, ErrorKind, Operation, Param, Request, Scheme, SchemeKind, Style,
};
use serde::{Deserialize, Serialize};

use support::{API, Act, GET, KEY, SEND, Server, answer, builder, client, json};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Message {
    id: u32,
}

fn send(url: &str, id: impl std::fmt::Display) -> Request<Message> {
    Call::new(&client(url), &SEND).path("id", id).json(&Message { id: 1 }).returns_json()
}

#[tokio::test]
async fn a_post_is_sent_as_the_description_says() {
    let server = Server::start([json("201 Created", r#"{"id": 7, "unknown": null}"#)]);
    let message = send(&server.url(), 42).await.unwrap();
    assert_eq!(message, Message { id: 7 });
    let seen = &server.seen()[0];
    assert_eq!(seen.line, "POST /api/v1/chats/42/messages/ HTTP/1.1");
    assert_eq!(seen.body, br#"{"id":1}"#);
    let mut headers = seen.headers.clone();
    headers.sort();
    // With the feature `gzip`, there is one more.
    headers.retain(|(name, _)| name != "accept-encoding");
    let host = server.url()["http://".len()..].to_owned();
    let expected = [
        ("accept", "application/json"),
        ("content-length", "8"),
        ("content-type", "application/json"),
        ("host", &host),
        ("user-agent", "acme-rust/1.2.3"),
        ("x-api-key", KEY),
    ];
    assert_eq!(
        headers,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[tokio::test]
async fn with_response_tells_what_came_beside_the_body() {
    let body =
        answer("202 Accepted", "x-request-id: req_1\r\nx-other: y\r\n", r#"{"id":7}"#);
    let server = Server::start([Act::Answer(body)]);
    let response = send(&server.url(), 1).with_response().await.unwrap();
    assert_eq!(
        (response.status(), response.request_id(), response.attempts()),
        (202, Some("req_1"), 1)
    );
    assert_eq!(response.headers()["x-other"], "y");
    assert_eq!(&response.body()[..], br#"{"id":7}"#);
    assert!(!format!("{response:?}").contains("id\""), "{response:?}");
    assert_eq!(response.into_inner(), Message { id: 7 });
}

#[tokio::test]
async fn a_base_url_keeps_its_path() {
    let server = Server::start([json("200 OK", r#"{"id":7}"#)]);
    for end in ["", "/", "/v2", "/v2/", "/a//b%20c/"] {
        send(&format!("{}{end}", server.url()), 1).await.unwrap();
    }
    let paths = server.seen().into_iter().map(|seen| seen.line).collect::<Vec<_>>();
    let prefixes = ["", "", "/v2", "/v2", "/a//b%20c"];
    assert_eq!(
        paths,
        prefixes
            .map(|prefix| format!("POST {prefix}/api/v1/chats/1/messages/ HTTP/1.1"))
    );
}

#[derive(Serialize)]
struct Params {
    limit: Option<u32>,
    ratios: Vec<f64>,
    ids: Vec<&'static str>,
    tags: Vec<&'static str>,
    spaced: Vec<u8>,
    piped: Vec<u8>,
    filter: Filter,
    sort: Filter,
    raw: Filter,
    #[serde(rename = "X-Trace")]
    trace: Vec<&'static str>,
    session: &'static str,
    theme: bool,
}

#[derive(Serialize)]
struct Filter {
    r#in: Option<u8>,
    name: &'static str,
}

const SPELLING: [Param; 13] = [
    Param::query("limit"),
    Param::query("ratios"),
    Param::query("ids"),
    Param::query("tags").style(Style::Comma),
    Param::query("spaced").style(Style::Space),
    Param::query("piped").style(Style::Pipe),
    Param::query("filter").style(Style::Deep),
    Param::query("sort").style(Style::Comma),
    Param::query("raw").style(Style::Json),
    Param::header("X-Trace"),
    Param::cookie("session"),
    Param::cookie("theme"),
    Param::query("missing"),
];

#[tokio::test]
async fn parameters_are_spelled_in_their_styles() {
    let server = Server::start([json("200 OK", r#"{"id":7}"#)]);
    let filter = || Filter {
        name: "a&b=c",
        r#in: Some(1),
    };
    let params = Params {
        limit: None,
        // A whole number is one in whatever type.
        ratios: vec![20.0, 0.5],
        ids: vec!["1", "2&3"],
        tags: vec!["a,b", "c"],
        spaced: vec![1, 2],
        piped: vec![1, 2],
        filter: filter(),
        sort: filter(),
        raw: filter(),
        trace: vec!["x", "y"],
        session: "s;1",
        theme: true,
    };
    let request: Request<Message> = Call::new(&client(&server.url()), &GET)
        .path("id", 1)
        .params(&params, &SPELLING)
        .returns_json();
    request.await.unwrap();
    let seen = &server.seen()[0];
    assert_eq!(
        seen.line,
        "GET /api/v1/chats/1/messages/?ratios=20&ratios=0.5&ids=1&ids=2%263&tags=a%2Cb,c&spaced=1%202&piped=1%7C2\
         &filter%5Bin%5D=1&filter%5Bname%5D=a%26b%3Dc&sort=in,1,name,a%26b%3Dc\
         &raw=%7B%22in%22%3A1%2C%22name%22%3A%22a%26b%3Dc%22%7D HTTP/1.1"
    );
    assert_eq!(seen.header("x-trace"), Some("x,y"));
    assert_eq!(seen.header("cookie"), Some("session=s%3B1; theme=true"));
}

static MIXED: Api = Api {
    schemes: &[
        Scheme {
            name: "Q",
            kind: SchemeKind::Query("api key"),
            env: "Q",
        },
        Scheme {
            name: "C",
            kind: SchemeKind::Cookie("sid"),
            env: "C",
        },
        Scheme {
            name: "B",
            kind: SchemeKind::Prefixed("Authorization", "Bearer"),
            env: "B",
        },
        Scheme {
            name: "L",
            kind: SchemeKind::Basic,
            env: "L",
        },
    ],
    ..API_TEMPLATE
};
const API_TEMPLATE: Api = Api {
    user_agent: "acme-rust/1.2.3",
    env_prefix: "ACME",
    optional_credentials: false,
    base_url: None,
    schemes: &[],
};

#[tokio::test]
async fn every_kind_of_credential_travels_where_it_belongs() {
    const ALL: Operation = Operation {
        security: &[&[0, 1, 2]],
        ..GET
    };
    const LOGIN: Operation = Operation {
        security: &[&[7], &[], &[3]],
        ..GET
    };
    let server = Server::start([json("200 OK", r#"{"id":7}"#)]);
    let client = sdk_runtime::ClientBuilder::new(&MIXED)
        .base_url(server.url())
        .credential(0, "q&1")
        .credential(1, "c;1")
        .credential(2, "b1")
        .basic_credential(3, "Aladdin", "open sesame")
        .build()
        .unwrap();
    let session = Params2 { session: "x" };
    let call = Call::new(&client, &ALL)
        .path("id", 1)
        .params(&session, &[Param::cookie("session")]);
    let _: Message = call.returns_json().await.unwrap();
    let _: Message =
        Call::new(&client, &LOGIN).path("id", 1).returns_json().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].line, "GET /api/v1/chats/1/messages/?api%20key=q%261 HTTP/1.1");
    assert_eq!(seen[0].header("cookie"), Some("session=x; sid=c%3B1"));
    assert_eq!(seen[0].header("authorization"), Some("Bearer b1"));
    assert_eq!(
        seen[1].header("authorization"),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    assert_eq!(seen[1].header("cookie"), None);
}

#[derive(Serialize)]
struct Params2 {
    session: &'static str,
}

#[tokio::test]
async fn a_missing_credential_is_named_and_nothing_is_sent() {
    const EITHER: Operation = Operation {
        security: &[&[0, 1], &[2]],
        ..GET
    };
    let server = Server::start([json("200 OK", "{}")]);
    let client = sdk_runtime::ClientBuilder::new(&MIXED)
        .base_url(server.url())
        .credential(0, "q")
        .build()
        .unwrap();
    let error =
        Call::new(&client, &EITHER).path("id", 1).returns_nothing().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        "messages_retrieve needs the credential Q and C, or B; set it on the client's builder"
    );
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn what_is_set_for_one_call_goes_out_with_it() {
    let server = Server::start([json("200 OK", r#"{"id":7}"#)]);
    let client = builder(&server.url()).user_agent("shop/2.0").build().unwrap();
    let call = Call::new(&client, &SEND)
        .path("id", 1)
        .json(&())
        .content_type("application/merge-patch+json");
    let request: Request<Message> = call.returns_json();
    request
        .header("x-api-key", "another")
        .header("X-Tenant", "t1")
        .idempotency_key("k-1")
        .await
        .unwrap();
    let seen = &server.seen()[0];
    assert_eq!(seen.header("x-api-key"), Some("another"));
    assert_eq!(seen.header("x-tenant"), Some("t1"));
    assert_eq!(seen.header("idempotency-key"), Some("k-1"));
    assert_eq!(seen.header("user-agent"), Some("acme-rust/1.2.3 shop/2.0"));
    assert_eq!(seen.header("content-type"), Some("application/merge-patch+json"));
}

#[tokio::test]
async fn an_unfit_header_is_named_without_its_value() {
    let server = Server::start([json("200 OK", "{}")]);
    let request = || send(&server.url(), 1);
    let errors = [
        request().header("X-A\r\nX-B", "v").await.unwrap_err(),
        request().header("X-A", "evil\r\nX-Evil: 1").await.unwrap_err(),
        request().header("X-A", " evil").await.unwrap_err(),
        request().header("X-A", "evil\t").await.unwrap_err(),
        request().header("Host", "evil").await.unwrap_err(),
        request().header("transfer-encoding", "evil").await.unwrap_err(),
        request().idempotency_key("").await.unwrap_err(),
        request().idempotency_key("evil\n").await.unwrap_err(),
    ];
    for error in &errors {
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!format!("{error} {error:?}").contains("evil"), "{error:?}");
    }
    for error in &errors[1..4] {
        assert_eq!(
            error.to_string(),
            "the value for the header `x-a` has characters that a header cannot hold, or blanks around it"
        );
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn what_is_returned_can_be_nothing_text_or_bytes() {
    let server = Server::start([
        Act::Answer(answer("200 OK", "", b"\xEF\xBB\xBFtext")),
        Act::Answer(answer("200 OK", "", b"\xFF\x00")),
    ]);
    let call = || Call::new(&client(&server.url()), &GET).path("id", 1);
    assert_eq!(call().returns_text().await.unwrap(), "text");
    assert_eq!(&call().returns_bytes().await.unwrap()[..], b"\xFF\x00");
    let () = call().returns_nothing().await.unwrap();
    let error = call().returns_text().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status(), &error.body().unwrap()[..]),
        (ErrorKind::Decode, Some(200), &b"\xFF\x00"[..])
    );
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let request = send("http://127.0.0.1:1", 1);
    let mut future = std::pin::pin!(IntoFuture::into_future(request));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = future.as_mut().poll(&mut context) else {
        panic!("it waits")
    };
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("Tokio"));
}

#[test]
fn futures_can_be_spawned_and_clients_shared() {
    fn check<T: Send + Sync + Clone + 'static>() {}
    fn spawnable<T: Send + 'static>(_: T) {}
    check::<sdk_runtime::Client>();
    spawnable(IntoFuture::into_future(send("http://127.0.0.1:1", 1)));
    let limit = std::time::Duration::from_secs(1);
    let limited = send("http://127.0.0.1:1", 1).timeout(limit);
    spawnable(IntoFuture::into_future(limited.with_response()));
    assert_eq!(size_of::<sdk_runtime::Error>(), size_of::<usize>());
    assert_eq!(size_of::<sdk_runtime::Client>(), size_of::<usize>());
    let _ = &API;
}
