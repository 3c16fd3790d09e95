//! What arguments of the path become: segments of it, and nothing else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use sdk_runtime::{Call, ErrorKind, Operation, Request};

use support::{GET, SEND, Server, client, json};

fn send(url: &str, id: impl std::fmt::Display) -> Request<()> {
    Call::new(&client(url), &SEND).path("id", id).returns_nothing()
}

#[tokio::test]
async fn a_path_argument_fills_one_segment() {
    let server = Server::start([json("200 OK", r#"{"id":7}"#)]);
    for id in [
        "a/b",
        "../..",
        "a?b#c",
        "%2e%2e",
        "ä ö",
        "{id}",
        "\\",
        "a\r\nX-Evil: 1",
        "...",
        "~-_.",
    ] {
        send(&server.url(), id).await.unwrap();
    }
    let paths = server.seen().into_iter().map(|seen| seen.line).collect::<Vec<_>>();
    let segments = [
        "a%2Fb",
        "..%2F..",
        "a%3Fb%23c",
        "%252e%252e",
        "%C3%A4%20%C3%B6",
        "%7Bid%7D",
        "%5C",
        "a%0D%0AX-Evil%3A%201",
        "...",
        "~-_.",
    ];
    assert_eq!(
        paths,
        segments
            .map(|segment| format!("POST /api/v1/chats/{segment}/messages/ HTTP/1.1"))
    );
    for id in ["", ".", ".."] {
        let error = send(&server.url(), id).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.violations()[0].rule()),
            (ErrorKind::Validation, "pathSegment")
        );
    }
    assert_eq!(server.seen().len(), segments.len());
}

#[tokio::test]
async fn an_argument_behind_a_plus_fills_several_segments() {
    const SEVERAL: Operation = Operation {
        path: "/v1/{+name}:run/{+name}/{id}",
        ..GET
    };
    let server = Server::start([json("200 OK", "{}")]);
    let client = client(&server.url());
    let call =
        |name| Call::new(&client, &SEVERAL).path("name", name).path("id", "c/{+name}");
    call("a/b ?#%/{id}").returns_nothing().await.unwrap();
    let several = "a/b%20%3F%23%25/%7Bid%7D";
    assert_eq!(
        server.seen()[0].line,
        format!("GET /v1/{several}:run/{several}/c%2F%7B%2Bname%7D HTTP/1.1")
    );
    for name in ["", "/a", "a/", "a//b", "a/../b", "."] {
        let error = call(name).returns_nothing().await.unwrap_err();
        assert_eq!(
            (error.violations()[0].path(), error.violations()[0].rule()),
            ("name", "pathSegment")
        );
    }
}

#[tokio::test]
async fn every_placeholder_is_filled_and_the_rest_of_the_template_kept() {
    const ODD: Operation = Operation {
        path: "/v1/{aé}/{a}/{ab}.json/{a b}/x y/ü/{a}/{nobody}/",
        ..GET
    };
    let server = Server::start([json("200 OK", "{}")]);
    let call = Call::new(&client(&server.url()), &ODD);
    let call = call.path("ab", 1).path("a", 2).path("a b", 3).path("aé", 4).path("b", 5);
    call.returns_nothing().await.unwrap();
    assert_eq!(
        server.seen()[0].line,
        "GET /v1/4/2/1.json/3/x%20y/%C3%BC/2/%7Bnobody%7D/ HTTP/1.1"
    );
}

#[tokio::test]
async fn the_rest_of_a_template_arrives_as_a_url_parser_spells_it() {
    for path in [
        "/a//b/",
        "/a/./b/../c",
        "/a/%2e%2E/b%2Fc%7e",
        "/~a:b@c;d=e,f!$&'()*+",
        "/a|b^c`d{e}",
        "/a\\b",
        "/a?x=[1]&y='2'&z=a/../b?c",
        "//a",
        "/",
    ] {
        let server = Server::start([json("200 OK", "{}")]);
        let operation: &'static Operation =
            Box::leak(Box::new(Operation { path, ..GET }));
        let call = Call::new(&client(&server.url()), operation);
        call.returns_nothing().await.unwrap();
        let url = url::Url::parse(&format!("{}{path}", server.url())).unwrap();
        let (_, target) = url.as_str().split_once(&server.url()).unwrap();
        assert_eq!(server.seen()[0].line, format!("GET {target} HTTP/1.1"));
    }
}
