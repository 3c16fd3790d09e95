//! Bodies that are read as they come: any size, a limit on each wait, and what breaking off looks like.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::future::poll_fn;
use std::pin::Pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream as _;
use sdk_runtime::{Call, Client, Error, ErrorKind, Operation, Request, Streamed};

use support::{Act, GET, SEND, Server, answer, builder, client, hasty};

fn download(client: &Client, operation: &'static Operation) -> Request<Bytes> {
    Call::new(client, operation).path("id", 1).returns_bytes()
}

/// All pieces, joined, and how it ended.
async fn read(mut streamed: Streamed) -> (Vec<u8>, Option<Error>) {
    let mut body = Vec::new();
    loop {
        match poll_fn(|context| Pin::new(&mut streamed).poll_next(context)).await {
            Some(Ok(piece)) => body.extend_from_slice(&piece),
            Some(Err(error)) => {
                assert!(streamed.next().await.is_none(), "nothing comes after an error");
                return (body, Some(error));
            }
            None => return (body, None),
        }
    }
}

/// The head of an answer that announces more than is sent.
fn begun(announced: usize, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nx-request-id: req_1\r\ncontent-length: {announced}\r\n\r\n{body}")
        .into_bytes()
}

#[tokio::test]
async fn a_body_beyond_every_limit_is_read_piece_by_piece() {
    let large = vec![7; 3 << 20];
    let body = answer("200 OK", "x-request-id: req_1\r\n", &large);
    let server = Server::start([Act::Answer(body)]);
    let client = builder(&server.url()).max_answer_bytes(1 << 10).build().unwrap();
    assert!(download(&client, &GET).await.is_err());
    let streamed = download(&client, &GET).stream().await.unwrap();
    let response = streamed.response();
    assert_eq!(
        (response.status(), response.request_id(), response.attempts()),
        (200, Some("req_1"), 1)
    );
    assert!(response.body().is_empty());
    let (body, error) = read(streamed).await;
    assert!(body == large && error.is_none());
}

#[tokio::test]
async fn what_fails_before_the_body_is_sent_again_as_ever() {
    let refused =
        || Act::Answer(answer("503 Service Unavailable", "", "{\"error\": \"m\"}"));
    let server = Server::start([refused(), Act::Answer(answer("200 OK", "", "abc"))]);
    let client = hasty(&server.url()).build().unwrap();
    let streamed = download(&client, &GET).stream().await.unwrap();
    assert_eq!(streamed.response().attempts(), 2);
    assert_eq!(read(streamed).await.0, b"abc");

    let server = Server::start([refused()]);
    let client = hasty(&server.url()).build().unwrap();
    let error = download(&client, &SEND).stream().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.message(), error.attempts()),
        (ErrorKind::Server, Some("m"), 1)
    );
}

#[tokio::test]
async fn a_body_that_breaks_off_ends_in_an_error_and_is_not_asked_for_again() {
    for (operation, again) in [(&GET, true), (&SEND, false)] {
        let server = Server::start([Act::AnswerAndClose(begun(100, "half"))]);
        let client = hasty(&server.url()).build().unwrap();
        let streamed = download(&client, operation).stream().await.unwrap();
        let (body, error) = read(streamed).await;
        let error = error.unwrap();
        assert_eq!(body, b"half");
        assert_eq!(
            (error.kind(), error.status(), error.request_id(), error.is_retryable()),
            (ErrorKind::Transport, Some(200), Some("req_1"), again)
        );
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn the_wait_for_a_piece_is_limited_and_the_whole_is_not() {
    const PIECE: Duration = Duration::from_millis(60);
    let slow = Act::Trickle(begun(5, "abcde"), Duration::from_millis(2));
    let server = Server::start([slow, Act::AnswerAndHang(begun(5, "ab"))]);
    let client = builder(&server.url()).timeout(Duration::from_secs(2)).build().unwrap();
    // Some 90 bytes, and so more than the limit for one of them.
    let streamed = download(&client, &GET).stream().await.unwrap();
    assert_eq!(read(streamed).await.0, b"abcde");

    let streamed =
        download(&client, &GET).attempt_timeout(PIECE).stream().await.unwrap();
    // The time that the caller takes between two pieces does not count.
    tokio::time::sleep(2 * PIECE).await;
    let started = Instant::now();
    let (body, error) = read(streamed).await;
    assert_eq!(body, b"ab");
    assert_eq!(error.unwrap().kind(), ErrorKind::Timeout);
    assert!(started.elapsed() >= PIECE && started.elapsed() < 20 * PIECE);
}

#[tokio::test]
async fn dropping_the_stream_ends_the_call() {
    let server = Server::start([
        Act::AnswerAndHang(begun(5, "ab")),
        Act::Answer(answer("200 OK", "", "x")),
    ]);
    let client = client(&server.url());
    let mut streamed = download(&client, &GET).stream().await.unwrap();
    assert_eq!(streamed.next().await.unwrap().unwrap(), "ab");
    assert_eq!(server.open(), 1);
    drop(streamed);
    let started = Instant::now();
    while server.open() > 0 {
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "the connection is still there"
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_awaited() {
    let server = Server::start([Act::Answer(answer("200 OK", "", "x"))]);
    drop(download(&client(&server.url()), &GET).stream());
    assert!(server.seen().is_empty());
    let invalid = Call::new(&client(&server.url()), &GET).path("id", "").returns_bytes();
    assert_eq!(invalid.stream().await.unwrap_err().kind(), ErrorKind::Validation);
}

#[cfg(feature = "blocking")]
mod blocking {
    use std::io::{self, Read as _};

    use super::*;

    #[test]
    fn a_body_is_read_without_async() {
        let server = Server::start([Act::Answer(answer(
            "200 OK",
            "x-request-id: req_1\r\n",
            "abcde",
        ))]);
        let mut streamed =
            download(&client(&server.url()), &GET).stream_blocking().unwrap();
        assert_eq!(streamed.response().request_id(), Some("req_1"));
        let mut two = [0; 2];
        streamed.read_exact(&mut two).unwrap();
        assert_eq!((&two, streamed.read(&mut []).unwrap()), (b"ab", 0));
        let mut rest = String::new();
        streamed.read_to_string(&mut rest).unwrap();
        assert_eq!((rest.as_str(), streamed.read(&mut two).unwrap()), ("cde", 0));
    }

    #[test]
    fn half_a_body_never_looks_whole() {
        let server = Server::start([Act::AnswerAndClose(begun(100, "half"))]);
        let mut streamed =
            download(&client(&server.url()), &GET).stream_blocking().unwrap();
        let mut body = Vec::new();
        let error = streamed.read_to_end(&mut body).unwrap_err();
        assert_eq!(body, b"half");
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        let inner = error.into_inner().unwrap().downcast::<Error>().unwrap();
        assert_eq!((inner.kind(), inner.status()), (ErrorKind::Transport, Some(200)));
        assert!(streamed.read(&mut [0]).is_err());
    }

    #[test]
    fn a_refusal_comes_before_the_body() {
        let server = Server::start([Act::Answer(answer("404 Not Found", "", "{}"))]);
        let error =
            download(&client(&server.url()), &GET).stream_blocking().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
}
