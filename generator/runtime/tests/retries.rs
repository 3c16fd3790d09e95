//! What is sent again, when, and how often: on injected time.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::time::{Duration, SystemTime};

use sdk_runtime::{Client, Error, ErrorKind, Operation};
use tokio::time::Instant;

use support::{
    Act, DELETE, Fake, GET, PATCH, PUT, Reply, SEND, Server, TOLERANT, answer, builder,
    call, hasty,
};

const SECOND: Duration = Duration::from_secs(1);

fn client(fake: &Fake) -> Client {
    builder("https://api.acme.example").transport(fake.clone()).build().unwrap()
}

async fn fails(fake: &Fake, operation: &'static Operation) -> Error {
    call(&client(fake), operation).await.unwrap_err()
}

/// The waits between the attempts.
fn waits(fake: &Fake) -> Vec<Duration> {
    let times = fake.times();
    times.iter().zip(&times[1..]).map(|(a, b)| *b - *a).collect()
}

#[tokio::test(start_paused = true)]
async fn temporary_statuses_are_sent_again_only_where_that_does_no_harm() {
    for status in [408, 425, 429, 500, 502, 503, 504] {
        for operation in [&GET, &PUT, &DELETE, &TOLERANT] {
            let fake = Fake::new([Reply::status(status)]);
            let error = fails(&fake, operation).await;
            assert_eq!(
                (fake.times().len(), error.attempts(), error.is_retryable()),
                (3, 3, true),
                "{status} {operation:?}"
            );
            assert_eq!(error.status(), Some(status));
        }
        for operation in [&SEND, &PATCH] {
            let fake = Fake::new([Reply::status(status)]);
            let error = fails(&fake, operation).await;
            let attempts = if status == 429 { 3 } else { 1 };
            assert_eq!(
                (fake.times().len() as u32, error.attempts()),
                (attempts, attempts),
                "{status} {operation:?}"
            );
            assert_eq!(error.is_retryable(), status == 429);
            let fake = Fake::new([Reply::status(status)]);
            let error =
                call(&client(&fake), operation).idempotency_key("k").await.unwrap_err();
            assert_eq!((error.attempts(), error.is_retryable()), (3, true));
            assert_eq!(fake.header("idempotency-key"), vec![Some("k".to_owned()); 3]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_empty_key_is_none() {
    let fake = Fake::new([Reply::status(503)]);
    let request = call(&client(&fake), &SEND).header("Idempotency-Key", "");
    assert_eq!(request.await.unwrap_err().attempts(), 1);
    let fake = Fake::new([Reply::status(503)]);
    let request = call(&client(&fake), &SEND).header("Idempotency-Key", "k");
    assert_eq!(request.await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn a_key_is_visible_ascii_and_nothing_else_lets_a_post_be_sent_again() {
    let busy = Act::Answer(answer("503 Service Unavailable", "", ""));
    let server = Server::start([busy]);
    let client = hasty(&server.url()).build().unwrap();
    for key in ["", " ", "\t", "a b", "ключ"] {
        let error = call(&client, &SEND).idempotency_key(key).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
    }
    for (key, attempts) in [(" ", 0), ("\t", 0), ("ключ", 1)] {
        let request = call(&client, &SEND).header("Idempotency-Key", key);
        assert_eq!(request.await.unwrap_err().attempts(), attempts, "{key:?}");
        assert_eq!(server.seen().len(), attempts as usize);
    }
}

#[tokio::test(start_paused = true)]
async fn lasting_statuses_are_never_sent_again() {
    for status in [400, 401, 403, 404, 405, 409, 410, 415, 422, 501, 505, 300, 304] {
        let fake = Fake::new([Reply::retry_after(status, 1)]);
        let error = fails(&fake, &GET).await;
        assert_eq!(
            (fake.times().len(), error.attempts(), error.is_retryable()),
            (1, 1, false),
            "{status}"
        );
        assert_eq!(error.retry_after(), Some(SECOND));
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_was_never_made_is_tried_again_for_everything() {
    for operation in [&GET, &SEND, &PATCH, &DELETE] {
        let fake = Fake::new([Reply::NotConnected]);
        let error = fails(&fake, operation).await;
        assert_eq!(
            (error.kind(), error.attempts(), error.is_retryable()),
            (ErrorKind::Transport, 3, true)
        );
        assert_eq!(error.to_string(), "no connection could be made (3 attempts)");
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "refused");
    }
}

#[tokio::test(start_paused = true)]
async fn a_broken_connection_is_tried_again_only_where_that_does_no_harm() {
    for (operation, attempts) in [(&GET, 3), (&TOLERANT, 3), (&SEND, 1), (&PATCH, 1)] {
        let fake = Fake::new([Reply::Interrupted(SECOND)]);
        let error = fails(&fake, operation).await;
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, attempts));
        assert_eq!(error.is_retryable(), attempts == 3);
    }
}

#[tokio::test(start_paused = true)]
async fn a_success_tells_how_often_it_was_sent() {
    let fake = Fake::new([Reply::NotConnected, Reply::status(429), Reply::status(201)]);
    let response = call(&client(&fake), &SEND).with_response().await.unwrap();
    assert_eq!((response.status(), response.attempts()), (201, 3));
}

#[tokio::test(start_paused = true)]
async fn waits_are_random_below_a_span_that_doubles_up_to_a_limit() {
    let spans = [500, 1000, 2000, 4000, 8000, 8000].map(Duration::from_millis);
    let mut longest = [Duration::ZERO; 6];
    for _ in 0..200 {
        let fake = Fake::new([Reply::status(503)]);
        call(&client(&fake), &GET).max_attempts(7).await.unwrap_err();
        let waits = waits(&fake);
        assert_eq!(waits.len(), 6);
        for (position, wait) in waits.into_iter().enumerate() {
            // Tokio's timers are exact to a millisecond.
            assert!(wait <= spans[position] + Duration::from_millis(2), "{wait:?}");
            longest[position] = longest[position].max(wait);
        }
    }
    for (longest, span) in longest.into_iter().zip(spans) {
        assert!(
            longest > span / 2,
            "full jitter uses the whole span: {longest:?} of {span:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_a_wait_gets_it() {
    let in_five = httpdate::fmt_http_date(SystemTime::now() + 5 * SECOND);
    let asked = [
        Reply::retry_after(429, 3),
        Reply::Answer(
            429,
            vec![],
            r#"{"error": "Rate limit exceeded", "retry_after": 30}"#,
        ),
        Reply::Answer(429, vec![("retry-after", "2".into())], r#"{"retry_after": 30}"#),
        Reply::retry_after(429, in_five),
        Reply::Answer(
            429,
            vec![
                ("retry-after", "Wed, 21 Oct 2015 07:28:10 GMT".into()),
                ("date", "Wed, 21 Oct 2015 07:28:00 GMT".into()),
            ],
            "{}",
        ),
        Reply::retry_after(429, "Wed, 21 Oct 2015 07:28:10 GMT"),
        Reply::retry_after(429, "soon"),
    ];
    for (reply, seconds) in asked.into_iter().zip([3, 30, 2, 4, 10, 0, 0]) {
        let fake = Fake::new([reply.clone(), Reply::status(200)]);
        call(&client(&fake), &SEND).await.unwrap();
        let wait = waits(&fake)[0];
        let asked_for = Duration::from_secs(seconds);
        assert!(
            wait >= asked_for && wait <= asked_for + 2 * SECOND,
            "{reply:?}: {wait:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_too_long_a_wait_gets_none() {
    let started = Instant::now();
    let fake = Fake::new([Reply::retry_after(503, 61)]);
    let patient = builder("https://api.acme.example")
        .timeout(1000 * SECOND)
        .transport(fake.clone())
        .build()
        .unwrap();
    let error = call(&patient, &GET).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(61 * SECOND)));
    for forever in [u64::MAX.to_string(), "9".repeat(400)] {
        let fake = Fake::new([Reply::retry_after(503, forever)]);
        let error = fails(&fake, &GET).await;
        assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::MAX)));
    }
    assert!(error.is_retryable());
    assert_eq!(started.elapsed(), Duration::ZERO, "it does not wait at all");
}

#[tokio::test(start_paused = true)]
async fn no_wait_overruns_the_deadline() {
    let started = Instant::now();
    let fake = Fake::new([Reply::retry_after(503, 20)]);
    let error = call(&client(&fake), &GET)
        .timeout(30 * SECOND)
        .max_attempts(9)
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Server, 2));
    assert!(
        started.elapsed() < 22 * SECOND,
        "the second wait is not begun: {:?}",
        started.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn the_deadline_ends_an_attempt_and_the_limit_of_an_attempt_does_not_end_the_call()
{
    let started = Instant::now();
    let fake = Fake::new([Reply::Silence]);
    let error = call(&client(&fake), &GET)
        .timeout(10 * SECOND)
        .attempt_timeout(4 * SECOND)
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    assert!(
        started.elapsed() <= 10 * SECOND + Duration::from_millis(2),
        "{:?}",
        started.elapsed()
    );

    let started = Instant::now();
    let fake = Fake::new([Reply::Silence]);
    let error =
        call(&client(&fake), &SEND).attempt_timeout(4 * SECOND).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts(), error.is_retryable()),
        (ErrorKind::Timeout, 1, false)
    );
    let text = "no answer within 4s; the server may have acted upon the request";
    assert_eq!(error.to_string(), text);
    assert!(started.elapsed() <= 4 * SECOND + Duration::from_millis(2));
}

#[tokio::test(start_paused = true)]
async fn the_default_deadline_is_a_minute() {
    let started = Instant::now();
    let error = fails(&Fake::new([Reply::Silence]), &GET).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(error.to_string(), "no answer within 60s");
    assert_eq!(started.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_without_end_is_one() {
    let fake = Fake::new([Reply::Interrupted(SECOND), Reply::status(200)]);
    let request =
        call(&client(&fake), &GET).timeout(Duration::MAX).attempt_timeout(Duration::MAX);
    request.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn one_attempt_is_one_attempt() {
    for attempts in [0, 1] {
        let fake = Fake::new([Reply::NotConnected]);
        let error = call(&client(&fake), &GET).max_attempts(attempts).await.unwrap_err();
        assert_eq!(
            (fake.times().len(), error.attempts(), error.is_retryable()),
            (1, 1, true)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn dropping_the_future_cancels_the_call() {
    let fake = Fake::new([Reply::status(503)]);
    let sending = IntoFuture::into_future(call(&client(&fake), &GET).max_attempts(100));
    let cancelled = tokio::time::timeout(Duration::from_micros(1), sending).await;
    assert!(cancelled.is_err());
    let sent = fake.times().len();
    tokio::time::sleep(100 * SECOND).await;
    assert_eq!(fake.times().len(), sent);
}
