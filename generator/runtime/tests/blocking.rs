//! Calls without async, from wherever they are made.

#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::time::{Duration, Instant};

use sdk_runtime::{
    Attempt, Call, Client, ErrorKind, HeaderMap, Hook, Page, Paging, Request,
};

use support::{
    Act, Fake, GET, Reply, SEND, Server, answer, builder, call, client, hasty, json,
};

#[test]
fn outside_of_a_runtime() {
    let server = Server::start([json("200 OK", r#"{"id": 7}"#)]);
    let client = client(&server.url());
    assert_eq!(call(&client, &SEND).send_blocking().unwrap()["id"], 7);
    let response = call(&client, &SEND).with_response().send_blocking().unwrap();
    assert_eq!((response.status(), response.attempts()), (200, 1));
    assert_eq!(server.connections(), 1, "connections are kept");
}

#[tokio::test]
async fn inside_of_a_runtime_with_one_thread() {
    let server = Server::start([json("200 OK", r#"{"id": 7}"#)]);
    let client = client(&server.url());
    // An awaited call leaves a connection behind that only this thread can work on.
    call(&client, &SEND).await.unwrap();
    assert_eq!(call(&client, &SEND).send_blocking().unwrap()["id"], 7);
    call(&client, &SEND).await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn inside_of_a_runtime_with_threads() {
    let server = Server::start([json("200 OK", r#"{"id": 7}"#)]);
    let client = client(&server.url());
    let calls = (0..8).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { call(&client, &SEND).send_blocking() })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap().unwrap()["id"], 7);
    }
}

#[test]
fn many_threads_share_one_client() {
    let server = Server::start([json("200 OK", r#"{"id": 7}"#)]);
    let client = client(&server.url());
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                assert_eq!(call(&client, &GET).send_blocking().unwrap()["id"], 7)
            });
        }
    });
    assert_eq!(server.seen().len(), 16);
}

#[test]
fn failures_are_those_of_awaited_calls() {
    let server = Server::start([
        Act::Reset,
        Act::Reset,
        json("200 OK", "{}"),
        Act::AnswerAndHang(Vec::new()),
    ]);
    let client = hasty(&server.url()).build().unwrap();
    let response = call(&client, &GET).with_response().send_blocking().unwrap();
    assert_eq!(response.attempts(), 3);
    let started = Instant::now();
    let error = call(&client, &SEND)
        .timeout(Duration::from_millis(80))
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(started.elapsed() < Duration::from_secs(2));
    let request = call(&client, &SEND).header("bad name", "x");
    assert_eq!(request.send_blocking().unwrap_err().kind(), ErrorKind::Configuration);
}

#[test]
fn lists_are_iterators() {
    let script = || {
        [
            json("200 OK", r#"{"next": "?page=2", "results": [1, 2]}"#),
            json("200 OK", r#"{"next": "?page=3", "results": [3]}"#),
            json("404 Not Found", "{}"),
        ]
    };
    let list = |client: &Client| -> Request<Page<u32>> {
        Call::new(client, &GET).path("id", 1).returns_page(Paging::new())
    };
    let server = Server::start(script());
    let mut items = list(&client(&server.url())).items_blocking();
    let first = items.by_ref().take(3).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!((first.as_slice(), server.seen().len()), (&[1, 2, 3][..], 2));
    assert_eq!(items.next().unwrap().unwrap_err().kind(), ErrorKind::NotFound);
    assert!(items.next().is_none());
    let server = Server::start(script());
    let pages = list(&client(&server.url()))
        .pages_blocking()
        .map(|page| page.map(|page| page.items.len()));
    assert_eq!(pages.map(Result::ok).collect::<Vec<_>>(), [Some(2), Some(1), None]);
}

#[tokio::test]
async fn a_brought_transport_is_not_waited_for_where_that_could_never_end() {
    let client = |fake: &Fake| {
        builder("https://api.acme.example").transport(fake.clone()).build().unwrap()
    };
    let fake = Fake::new([Reply::status(200)]);
    let error = call(&client(&fake), &SEND).send_blocking().unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts(), fake.times().len()),
        (ErrorKind::Configuration, 0, 0)
    );
    let from_a_thread = client(&fake);
    std::thread::spawn(move || call(&from_a_thread, &SEND).send_blocking().unwrap())
        .join()
        .unwrap();
    assert_eq!(fake.times().len(), 1);
}

struct Nested(Client);

impl Hook for Nested {
    fn sending(&self, _attempt: &Attempt, headers: &mut HeaderMap) {
        let error = call(&self.0, &SEND).send_blocking().unwrap_err();
        headers.insert("x-nested", error.kind().as_str().parse().unwrap());
    }
}

#[test]
fn a_hook_that_would_wait_for_itself_is_told() {
    let server = Server::start([Act::Answer(answer("200 OK", "", "{}"))]);
    let client =
        builder(&server.url()).hook(Nested(client(&server.url()))).build().unwrap();
    call(&client, &SEND).send_blocking().unwrap();
    assert_eq!(server.seen()[0].header("x-nested"), Some("configuration"));
}

/// Panics before anything is sent, or after the server has acted.
struct Panicking {
    early: bool,
}

impl Hook for Panicking {
    fn sending(&self, _attempt: &Attempt, _headers: &mut HeaderMap) {
        assert!(!self.early, "a hook's own mistake");
    }

    fn accepted(&self, _: &Attempt, _: u16, _: &HeaderMap, _: Duration) {
        panic!("a hook's own mistake");
    }
}

#[test]
fn a_hook_that_panics_does_so_on_the_thread_of_the_caller() {
    for (early, requests) in [(true, 0), (false, 1)] {
        let server = Server::start([json("200 OK", "{}")]);
        let hook = Panicking { early };
        let broken = builder(&server.url()).hook(hook).build().unwrap();
        let sending = std::thread::spawn(move || call(&broken, &SEND).send_blocking());
        let panic = sending.join().unwrap_err();
        assert_eq!(panic.downcast_ref(), Some(&"a hook's own mistake"));
        assert_eq!(server.seen().len(), requests);
        call(&client(&server.url()), &SEND).send_blocking().unwrap();
    }
}
