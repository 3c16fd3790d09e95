//! Lists that come in pages: by link, by offset, and bare.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::pin::Pin;

use futures_core::Stream;
use sdk_runtime::{Call, Client, ErrorKind, Page, Paging, Param, Request};
use serde::Serialize;

use support::{Fake, GET, Reply, Server, builder, client, hasty, json};

#[derive(Serialize)]
struct Params {
    limit: Option<u32>,
    offset: Option<u32>,
    q: &'static str,
}

const OFFSET: Paging = Paging::new().offset("offset");

fn list(client: &Client, limit: Option<u32>, offset: Option<u32>) -> Request<Page<u32>> {
    let params = Params { limit, offset, q: "a&b" };
    let spelling = [Param::query("limit"), Param::query("offset"), Param::query("q")];
    Call::new(client, &GET).path("id", 1).params(&params, &spelling).returns_page(OFFSET)
}

fn lines(server: &Server) -> Vec<String> {
    let query = |line: &str| {
        line.split_once('?')
            .map_or("", |(_, query)| query)
            .trim_end_matches(" HTTP/1.1")
            .to_owned()
    };
    server.seen().iter().map(|seen| query(&seen.line)).collect()
}

#[tokio::test]
async fn an_envelope_is_followed_by_its_links() {
    let server = Server::start([
        json(
            "200 OK",
            r#"{"count": 3, "next": "/api/v1/chats/1/messages/?limit=2&offset=2", "previous": null, "results": [1, 2]}"#,
        ),
        json("200 OK", r#"{"count": 3, "next": null, "previous": "x", "results": [3]}"#),
    ]);
    let client = client(&server.url());
    let page = list(&client, Some(2), None).await.unwrap();
    assert_eq!(
        (page.items.as_slice(), page.total, page.has_next()),
        (&[1, 2][..], Some(3), true)
    );
    let last =
        page.next().unwrap().timeout(std::time::Duration::from_secs(5)).await.unwrap();
    assert_eq!((last.items.as_slice(), last.has_next()), (&[3][..], false));
    assert!(last.next().is_none());
    assert_eq!(lines(&server), ["limit=2&q=a%26b", "limit=2&offset=2"]);
    assert_eq!(server.seen()[1].header("x-api-key"), Some(support::KEY));
    assert_eq!(page.into_iter().collect::<Vec<_>>(), [1, 2]);
}

#[tokio::test]
async fn a_cursor_is_a_link_as_well() {
    let server = Server::start([
        json("200 OK", r#"{"next": "?cursor=b", "results": [1]}"#),
        json("200 OK", r#"{"next": "", "results": [2]}"#),
    ]);
    let items = list(&client(&server.url()), None, None).items().all().await.unwrap();
    assert_eq!(items, [1, 2]);
    assert_eq!(lines(&server), ["q=a%26b", "cursor=b"]);
}

#[tokio::test]
async fn a_bare_list_is_asked_for_by_offset_until_nothing_comes() {
    let script =
        [json("200 OK", "[1, 2]"), json("200 OK", "[3, 4]"), json("200 OK", "[]")];
    let server = Server::start(script);
    let items =
        list(&client(&server.url()), None, Some(10)).items().all().await.unwrap();
    assert_eq!(items, [1, 2, 3, 4]);
    assert_eq!(
        lines(&server),
        ["offset=10&q=a%26b", "q=a%26b&offset=12", "q=a%26b&offset=14"]
    );
}

#[tokio::test]
async fn a_server_that_caps_the_limit_is_asked_for_the_rest() {
    let server = Server::start([
        json("200 OK", "[1, 2]"),
        json("200 OK", "[3]"),
        json("200 OK", "[]"),
    ]);
    let mut pages = list(&client(&server.url()), Some(1000), None).pages();
    for (items, has_next) in [(&[1, 2][..], true), (&[3], true), (&[], false)] {
        let page = pages.next().await.unwrap().unwrap();
        assert_eq!((page.items.as_slice(), page.has_next()), (items, has_next));
    }
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none(), "it stays at its end");
    assert_eq!(lines(&server)[2], "limit=1000&q=a%26b&offset=3");
}

#[tokio::test]
async fn the_total_ends_a_list_without_links_and_nothing_else_but_an_empty_page() {
    for (total, last) in [(3, "[3]"), (9, "[]")] {
        let page = |items| format!(r#"{{"count": {total}, "results": {items}}}"#);
        let server = Server::start([
            json("200 OK", &page("[1, 2]")),
            json("200 OK", &page(last)),
            json("404 Not Found", "{}"),
        ]);
        let items = list(&client(&server.url()), Some(1000), None).items().all();
        let expected = [1, 2, 3].get(..if last == "[]" { 2 } else { 3 });
        assert_eq!(Some(items.await.unwrap().as_slice()), expected);
        assert_eq!(lines(&server).len(), 2);
    }
}

#[tokio::test]
async fn more_that_cannot_be_asked_for_is_an_error() {
    for (page, reason) in [
        (
            r#"{"count": 4, "results": [1]}"#,
            "the server says that there is more, and not where",
        ),
        (
            r#"{"count": 4, "next": 2, "results": [1]}"#,
            "the link to the next page is not a URL",
        ),
    ] {
        let server = Server::start([json("200 OK", page)]);
        let call = Call::new(&client(&server.url()), &GET).path("id", 1);
        let page: Page<u32> = call.returns_page(Paging::new()).await.unwrap();
        assert!(page.has_next());
        let error = page.next().unwrap().await.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn the_server_has_the_last_word_about_the_last_page() {
    for last in [
        r#"{"count": 9, "next": null, "results": [2]}"#,
        r#"{"count": 9, "next": "", "results": [2]}"#,
        r#"{"results": [2]}"#,
    ] {
        let server = Server::start([
            json("200 OK", r#"{"count": 9, "next": "?cursor=b", "results": [1]}"#),
            json("200 OK", last),
        ]);
        let items = list(&client(&server.url()), None, None).items().all().await;
        assert_eq!((items.unwrap(), lines(&server).len()), (vec![1, 2], 2));
    }
}

#[tokio::test]
async fn a_list_without_parameters_and_links_is_one_page() {
    let server = Server::start([json("200 OK", "[1, 2]")]);
    let call = Call::new(&client(&server.url()), &GET).path("id", 1);
    let items: Vec<u32> = call.returns_page(Paging::new()).items().all().await.unwrap();
    assert_eq!((items.as_slice(), server.seen().len()), (&[1, 2][..], 1));
}

#[tokio::test]
async fn a_link_to_another_origin_is_not_followed() {
    let other = Server::start([json("200 OK", "[9]")]);
    for link in [
        other.url(),
        "http://api.example.org/accounts/?page=2".to_owned(),
        "https://[".to_owned(),
    ] {
        let server = Server::start([json(
            "200 OK",
            &format!(r#"{{"next": "{link}", "results": [1]}}"#),
        )]);
        let mut items = list(&client(&server.url()), None, None).items();
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        let error = items.next().await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
        assert!(error.body_text().unwrap().contains(&link));
        assert!(error.to_string().contains("but the link to the next page"), "{error}");
        assert!(items.next().await.is_none());
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_plain_link_of_a_server_behind_a_proxy_is_followed_to_the_same_host_only() {
    for (link, pages) in [
        ("http://api.acme.example/x?page=2", 2),
        ("http://api.acme.example:443/x?page=2", 2),
        ("http://api.acme.example:8000/x?page=2", 1),
        ("http://acme.example/x?page=2", 1),
    ] {
        let body = format!(r#"{{"next": "{link}", "results": [1]}}"#).leak();
        let fake = Fake::new([
            Reply::Answer(200, Vec::new(), body),
            Reply::Answer(200, Vec::new(), "[]"),
        ]);
        let client = builder("https://api.acme.example").transport(fake.clone());
        let items = list(&client.build().unwrap(), None, None).items().all().await;
        assert_eq!((items.is_ok(), fake.times().len()), (pages == 2, pages), "{link}");
    }
}

#[tokio::test]
async fn a_link_with_a_name_behind_a_proxy_leads_to_the_same_list() {
    const PATH: &str = "/api/v1/chats/a%40b/messages";
    for (prefix, link, next) in [
        ("", "http://django:8000/api/v1/chats/a@b/messages/?page=2", Some("/?page=2")),
        ("", "https://10.0.0.7/api/v1/chats/a@b/messages?page=2", Some("/?page=2")),
        ("/app", "http://web/api/v1/chats/a@b/messages/?cursor=b", Some("/?cursor=b")),
        ("", "http://web/inner/api/v1/chats/a@b/messages/?page=2", Some("/?page=2")),
        ("", "http://web/api/v1/chats/a@b/messages/archive/?page=2", None),
        ("", "http://web/api/v1/chats/2/messages/?page=2", None),
        ("", "http://web/?page=2", None),
    ] {
        let page = format!(r#"{{"next": "{link}", "results": [1]}}"#);
        let server = Server::start([json("200 OK", &page), json("200 OK", "[2]")]);
        let client = client(&format!("{}{prefix}", server.url()));
        let call = Call::new(&client, &GET).path("id", "a@b");
        let items: Result<Vec<u32>, _> = call.returns_page(OFFSET).items().all().await;
        assert_eq!(items.ok(), next.map(|_| vec![1, 2]), "{link}");
        let seen = server.seen().pop().unwrap();
        assert_eq!(seen.header("x-api-key"), Some(support::KEY));
        let next = next.unwrap_or("/");
        assert_eq!(seen.line, format!("GET {prefix}{PATH}{next} HTTP/1.1"));
    }
}

#[tokio::test]
async fn a_circle_is_found() {
    let server = Server::start([
        json("200 OK", r#"{"next": "?page=2", "results": [1]}"#),
        json("200 OK", r#"{"next": "?page=3", "results": [2]}"#),
        json("200 OK", r#"{"next": "?page=2", "results": [3]}"#),
    ]);
    let mut items = list(&client(&server.url()), None, None).items();
    for expected in 1..=3 {
        assert_eq!(items.next().await.unwrap().unwrap(), expected);
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the server accepted the request (200), but the link to the next page leads back to a page that was already read"
    );
    assert_eq!(error.body_text().unwrap(), r#"{"next": "?page=2", "results": [3]}"#);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_server_that_ignores_the_offset_is_found() {
    for page in ["[1, 2]", r#"{"count": 4, "results": [1, 2]}"#] {
        let server = Server::start([json("200 OK", page)]);
        let mut items = list(&client(&server.url()), None, None).items();
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        assert_eq!(items.next().await.unwrap().unwrap(), 2);
        let error = items.next().await.unwrap().unwrap_err();
        let reason = "the server sends the same page again and again";
        assert!(error.to_string().contains(reason), "{error}");
        assert!(items.next().await.is_none());
        assert_eq!(
            lines(&server),
            ["q=a%26b", "q=a%26b&offset=2", "q=a%26b&offset=2147483647"]
        );
    }
}

#[tokio::test]
async fn a_list_may_repeat_itself() {
    let same = || json("200 OK", "[7]");
    let empty = || json("200 OK", "[]");
    let server = Server::start([same(), same(), empty(), same(), empty()]);
    let items = list(&client(&server.url()), Some(1), None).items().max_pages(4);
    assert_eq!(items.all().await.unwrap(), [7, 7, 7]);
    let offsets = lines(&server)
        .iter()
        .map(|line| line.rsplit('=').next().unwrap().to_owned())
        .collect::<Vec<_>>();
    assert_eq!(offsets[1..], ["1", "2147483647", "2", "3"]);
}

#[tokio::test]
async fn a_list_without_end_is_bounded() {
    let pages = (0..20)
        .map(|n| {
            json("200 OK", &format!(r#"{{"next": "?page={n}", "results": [{n}]}}"#))
        })
        .collect::<Vec<_>>();
    let server = Server::start(pages);
    let mut pages = list(&client(&server.url()), None, None).pages().max_pages(4);
    for _ in 0..4 {
        pages.next().await.unwrap().unwrap();
    }
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(
        error.to_string().ends_with("the list has more pages than max_pages allows"),
        "{error}"
    );
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
    assert_eq!(error.body_text().unwrap(), r#"{"next": "?page=3", "results": [3]}"#);
    assert!(pages.next().await.is_none());
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn pages_are_fetched_only_when_they_are_asked_for_and_failures_end_the_list() {
    let server = Server::start([
        json("200 OK", r#"{"next": "?page=2", "results": [1, 2]}"#),
        json("404 Not Found", r#"{"detail": "Invalid page."}"#),
    ]);
    let mut items = list(&hasty(&server.url()).build().unwrap(), None, None).items();
    assert_eq!(server.seen().len(), 0);
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    assert_eq!(server.seen().len(), 1);
    assert_eq!(
        items.next().await.unwrap().unwrap_err().message(),
        Some("Invalid page.")
    );
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn it_is_a_stream() {
    let server = Server::start([json("200 OK", "[1, 2]"), json("200 OK", "[]")]);
    let mut items: Pin<Box<dyn Stream<Item = Result<u32, sdk_runtime::Error>> + Send>> =
        Box::pin(list(&client(&server.url()), None, None).items());
    let mut collected = Vec::new();
    while let Some(item) =
        std::future::poll_fn(|context| items.as_mut().poll_next(context)).await
    {
        collected.push(item.unwrap());
    }
    assert_eq!(collected, [1, 2]);
}
