//! Real sockets, and everything that can go wrong on them: the kind of the error, how many requests the
//! server read, and how long it took.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::time::{Duration, Instant};

use sdk_runtime::{Client, Error, ErrorKind, Operation};

use support::{
    Act, DELETE, GET, PATCH, SEND, Server, answer, builder, call, hasty, json,
};

/// No fault may take longer than this, unless it waits for a time limit.
const AT_ONCE: Duration = Duration::from_secs(2);

/// How a call went wrong.
struct Failed {
    error: Error,
    seen: usize,
    elapsed: Duration,
}

async fn fail(
    server: &Server,
    client: &Client,
    operation: &'static Operation,
    key: Option<&str>,
) -> Failed {
    let before = server.seen().len();
    let started = Instant::now();
    let request = call(client, operation);
    let request =
        if let Some(key) = key { request.idempotency_key(key) } else { request };
    let error = request.await.unwrap_err();
    Failed {
        error,
        seen: server.seen().len() - before,
        elapsed: started.elapsed(),
    }
}

/// A broken connection: idempotent requests are sent three times, others once.
async fn breaks(act: Act, seen_of_one: usize) -> Vec<Error> {
    let server = Server::start([act]);
    let client = hasty(&server.url()).build().unwrap();
    let mut errors = Vec::new();
    for (operation, key, attempts) in [
        (&GET, None, 3),
        (&DELETE, None, 3),
        (&SEND, Some("k"), 3),
        (&SEND, None, 1),
        (&PATCH, None, 1),
    ] {
        let Failed { error, seen, elapsed } =
            fail(&server, &client, operation, key).await;
        assert_eq!(
            (error.kind(), error.attempts() as usize),
            (ErrorKind::Transport, attempts),
            "{error:?}"
        );
        assert_eq!(seen, attempts * seen_of_one);
        assert_eq!(error.is_retryable(), attempts == 3);
        assert!(elapsed < AT_ONCE, "{elapsed:?}");
        assert!(std::error::Error::source(&error).is_some());
        errors.push(error);
    }
    errors
}

#[tokio::test]
async fn refused() {
    let client = hasty(&Server::refusing()).build().unwrap();
    for operation in [&GET, &SEND, &PATCH] {
        let started = Instant::now();
        let error = call(&client, operation).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts(), error.status()),
            (ErrorKind::Transport, 3, None)
        );
        assert!(error.is_retryable());
        assert!(started.elapsed() < AT_ONCE);
    }
}

#[tokio::test]
async fn reset_before_the_request_was_read() {
    breaks(Act::ResetUnread, 0).await;
}

#[tokio::test]
async fn reset_after_the_request_was_read() {
    breaks(Act::Reset, 1).await;
}

#[tokio::test]
async fn closed_without_an_answer() {
    breaks(Act::AnswerAndClose(Vec::new()), 1).await;
}

#[tokio::test]
async fn closed_within_the_headers() {
    breaks(Act::AnswerAndClose(b"HTTP/1.1 200 OK\r\ncontent-".to_vec()), 1).await;
}

#[tokio::test]
async fn garbage_instead_of_http() {
    breaks(Act::AnswerAndClose(b"\x16\x03\x01 what is this?\r\n\r\n".to_vec()), 1).await;
}

#[tokio::test]
async fn no_tls_on_the_other_side() {
    let server = Server::start([Act::AnswerAndClose(
        b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(),
    )]);
    let client = hasty(&server.url().replace("http://", "https://")).build().unwrap();
    for operation in [&GET, &SEND] {
        let Failed { error, seen, elapsed } =
            fail(&server, &client, operation, None).await;
        // The request has never left this machine, so that it may be sent again.
        assert_eq!((error.kind(), error.attempts(), seen), (ErrorKind::Transport, 3, 0));
        assert_eq!(error.to_string(), "no connection could be made (3 attempts)");
        assert!(error.is_retryable() && elapsed < AT_ONCE);
    }
}

#[tokio::test]
async fn half_a_body_of_a_success_is_kept_and_the_message_not_sent_again() {
    let half =
        b"HTTP/1.1 201 Created\r\ncontent-length: 100\r\nx-request-id: req_9\r\n\r\n{\"id\": 7, "
            .to_vec();
    for error in breaks(Act::AnswerAndClose(half), 1).await {
        assert_eq!((error.status(), error.request_id()), (Some(201), Some("req_9")));
        assert_eq!(error.body_text().unwrap(), "{\"id\": 7, ");
        let text = error.to_string();
        assert!(
            text.starts_with(
                "the server accepted the request (201), but the connection broke"
            ),
            "{text}"
        );
    }
}

#[tokio::test]
async fn half_a_body_of_a_failure_is_a_failure_by_its_status() {
    let half = b"HTTP/1.1 404 Not Found\r\ncontent-length: 100\r\n\r\n{\"error\": \"no"
        .to_vec();
    let server = Server::start([Act::AnswerAndClose(half)]);
    let client = hasty(&server.url()).build().unwrap();
    let Failed { error, seen, .. } = fail(&server, &client, &GET, None).await;
    assert_eq!((error.kind(), seen, error.message()), (ErrorKind::NotFound, 1, None));
    assert_eq!(error.body_text().unwrap(), "{\"error\": \"no");
}

/// A server that is too slow: time limits hold, and what may be acted upon twice is sent again.
async fn is_too_slow(act: Act, status: Option<u16>) {
    let server = Server::start([act]);
    let limit = Duration::from_millis(60);
    let client = hasty(&server.url())
        .attempt_timeout(limit)
        .timeout(Duration::from_millis(500))
        .build()
        .unwrap();
    for (operation, key, attempts) in
        [(&GET, None, 3), (&SEND, Some("k"), 3), (&SEND, None, 1)]
    {
        let Failed { error, seen, elapsed } =
            fail(&server, &client, operation, key).await;
        assert_eq!(
            (error.kind(), error.attempts(), error.status()),
            (ErrorKind::Timeout, attempts, status),
            "{error:?}"
        );
        assert_eq!(seen, attempts as usize);
        assert_eq!(error.is_retryable(), attempts == 3);
        assert!(
            elapsed >= limit * attempts
                && elapsed < limit * attempts + Duration::from_millis(300),
            "{elapsed:?}"
        );
    }
    // The limit for the whole call cuts the last attempt short.
    let total = Duration::from_millis(150);
    let started = Instant::now();
    let error = call(&client, &GET).timeout(total).max_attempts(9).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(
        started.elapsed() < total + Duration::from_millis(150),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn never_an_answer() {
    is_too_slow(Act::AnswerAndHang(Vec::new()), None).await;
}

#[tokio::test]
async fn slow_headers() {
    is_too_slow(
        Act::Trickle(answer("200 OK", "", "{}"), Duration::from_millis(10)),
        None,
    )
    .await;
}

#[tokio::test]
async fn a_body_that_stops() {
    let bytes = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\"".to_vec();
    is_too_slow(Act::AnswerAndHang(bytes), Some(200)).await;
}

#[tokio::test]
async fn the_slow_body_of_a_failure_is_a_failure_by_its_status() {
    let bytes =
        b"HTTP/1.1 400 Bad Request\r\ncontent-length: 100\r\n\r\n{\"error\"".to_vec();
    let server = Server::start([Act::AnswerAndHang(bytes)]);
    let client = hasty(&server.url())
        .attempt_timeout(Duration::from_millis(500))
        .build()
        .unwrap();
    let Failed { error, seen, elapsed } = fail(&server, &client, &GET, None).await;
    assert_eq!(
        (error.kind(), seen, error.status()),
        (ErrorKind::InvalidRequest, 1, Some(400))
    );
    assert_eq!(error.body_text().unwrap(), "{\"error\"");
    assert!(elapsed < AT_ONCE);
}

#[tokio::test]
async fn ten_gigabytes_announced() {
    let head = |status: &str| {
        format!("HTTP/1.1 {status}\r\ncontent-length: 10737418240\r\n\r\n{{\"a\":")
            .into_bytes()
    };
    let server = Server::start([Act::AnswerAndHang(head("200 OK"))]);
    let client = builder(&server.url()).build().unwrap();
    let Failed { error, seen, elapsed } = fail(&server, &client, &GET, None).await;
    assert_eq!(
        (error.kind(), seen, error.status(), error.is_retryable()),
        (ErrorKind::Decode, 1, Some(200), false)
    );
    assert_eq!(
        error.to_string(),
        "the server accepted the request (200), but its answer is longer than 16777216 bytes"
    );
    assert!(elapsed < AT_ONCE);

    let server = Server::start([Act::AnswerAndHang(head("500 Internal Server Error"))]);
    let client = hasty(&server.url())
        .attempt_timeout(Duration::from_millis(500))
        .build()
        .unwrap();
    let Failed { error, seen, elapsed } = fail(&server, &client, &SEND, None).await;
    assert_eq!((error.kind(), seen), (ErrorKind::Server, 1));
    assert_eq!(error.body_text().unwrap(), "{\"a\":");
    assert!(elapsed < AT_ONCE);
}

#[tokio::test]
async fn more_than_the_limit_without_announcing_it() {
    let chunked = |status: &str| {
        let chunk = "400\r\n".to_owned() + &"x".repeat(1024) + "\r\n";
        format!(
            "HTTP/1.1 {status}\r\ntransfer-encoding: chunked\r\n\r\n{}",
            chunk.repeat(1000)
        )
        .into_bytes()
    };
    let server = Server::start([
        Act::AnswerAndHang(chunked("200 OK")),
        Act::AnswerAndHang(chunked("400 Bad Request")),
    ]);
    let client = builder(&server.url()).max_answer_bytes(10_000).build().unwrap();
    let Failed { error, .. } = fail(&server, &client, &GET, None).await;
    assert_eq!((error.kind(), error.body().unwrap().len()), (ErrorKind::Decode, 10_000));
    let Failed { error, seen, elapsed } = fail(&server, &client, &GET, None).await;
    assert_eq!(
        (error.kind(), error.body().unwrap().len(), seen),
        (ErrorKind::InvalidRequest, 10_000, 1)
    );
    assert!(elapsed < AT_ONCE);
}

#[tokio::test]
async fn a_kept_connection_that_has_gone_stale_loses_no_read_and_repeats_no_write() {
    let close = Act::AnswerAndClose(answer("200 OK", "", "{}"));
    let server = Server::start([close.clone(), close]);
    let client = hasty(&server.url()).build().unwrap();
    for operation in [&GET, &SEND] {
        call(&client, operation).await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(server.seen().len(), 2);
}

fn redirect(status: &str, to: &str) -> Act {
    Act::Answer(answer(status, &format!("location: {to}\r\n"), "moved"))
}

const REDIRECTS: [&str; 5] = [
    "301 Moved Permanently",
    "302 Found",
    "303 See Other",
    "307 Temporary Redirect",
    "308 Permanent Redirect",
];

#[tokio::test]
async fn a_redirected_post_is_an_error_and_never_a_get() {
    for status in REDIRECTS {
        let server =
            Server::start([redirect(status, "/elsewhere"), json("200 OK", "{}")]);
        let client = hasty(&server.url()).build().unwrap();
        for operation in [&SEND, &DELETE] {
            let server =
                Server::start([redirect(status, "/elsewhere"), json("200 OK", "{}")]);
            let client = hasty(&server.url()).build().unwrap();
            let Failed { error, seen, elapsed } =
                fail(&server, &client, operation, Some("k")).await;
            assert_eq!(
                (error.kind(), seen, error.attempts(), error.is_retryable()),
                (ErrorKind::Redirect, 1, 1, false)
            );
            assert_eq!(
                error.to_string(),
                format!("{status}: only GET and HEAD are redirected")
            );
            assert_eq!(error.headers().unwrap()["location"], "/elsewhere");
            assert!(elapsed < AT_ONCE);
        }
        // A reading request may go there, with everything that it carries.
        let value = call(&client, &GET).await.unwrap();
        assert_eq!(value, serde_json::json!({}));
        let seen = server.seen();
        assert_eq!(seen[1].line, "GET /elsewhere HTTP/1.1");
        assert_eq!(seen[1].header("x-api-key"), Some(support::KEY));
    }
}

#[tokio::test]
async fn a_redirect_in_utf_8_is_followed() {
    let server = Server::start([redirect("302 Found", "/ä"), json("200 OK", "{}")]);
    let client = hasty(&server.url()).build().unwrap();
    call(&client, &GET).await.unwrap();
    assert_eq!(server.seen()[1].line, "GET /%C3%A4 HTTP/1.1");
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_an_error_for_everything() {
    for status in REDIRECTS {
        let other = Server::start([json("200 OK", "{}")]);
        let server =
            Server::start([redirect(status, &format!("{}/steal", other.url()))]);
        let client = hasty(&server.url()).build().unwrap();
        for operation in [&GET, &SEND] {
            let Failed { error, seen, .. } =
                fail(&server, &client, operation, None).await;
            assert_eq!(
                (error.kind(), seen, error.attempts()),
                (ErrorKind::Redirect, 1, 1)
            );
            assert!(!error.to_string().contains("steal"));
        }
        assert!(other.seen().is_empty());
    }
}

#[tokio::test]
async fn redirects_come_to_an_end() {
    let server = Server::start([redirect("302 Found", "?again")]);
    let client = hasty(&server.url()).build().unwrap();
    let Failed { error, seen, .. } = fail(&server, &client, &GET, None).await;
    assert_eq!((error.kind(), seen, error.attempts()), (ErrorKind::Redirect, 6, 1));
    assert_eq!(error.to_string(), "302 Found: there is no end to it");

    let server = Server::start([Act::Answer(answer("302 Found", "", ""))]);
    let client = hasty(&server.url()).build().unwrap();
    let Failed { error, seen, .. } = fail(&server, &client, &GET, None).await;
    assert_eq!(
        (error.to_string().as_str(), seen),
        ("302 Found: it does not say where to", 1)
    );

    let server = Server::start([redirect("302 Found", "http://[")]);
    let client = hasty(&server.url()).build().unwrap();
    let Failed { error, .. } = fail(&server, &client, &GET, None).await;
    let expected = "302 Found: what it says about where to is not a URL";
    assert_eq!(error.to_string(), expected);
}
