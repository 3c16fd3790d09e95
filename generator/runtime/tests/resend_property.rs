//! For every sequence of faults: nothing is acted upon twice without consent, and the deadline holds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use sdk_runtime::{Error, ErrorKind, Operation};
use tokio::time::Instant;

use support::{
    Act, Fake, GET, PATCH, Reply, SEND, Server, TOLERANT, answer, builder, call, hasty,
    json,
};

fn replies() -> impl Strategy<Value = Reply> {
    let status = prop_oneof![
        Just(200u16),
        Just(201),
        Just(302),
        Just(400),
        Just(404),
        Just(408),
        Just(425),
        Just(429),
        500..512u16
    ];
    prop_oneof![
        Just(Reply::NotConnected),
        (0..40_000u64)
            .prop_map(|after| Reply::Interrupted(Duration::from_millis(after))),
        Just(Reply::Silence),
        status.clone().prop_map(Reply::status),
        (status, 0..90u64)
            .prop_map(|(status, seconds)| Reply::retry_after(status, seconds)),
    ]
}

/// Whether the server's handler may have seen the request. A limiter that says 429 stands before it.
fn may_be_handled(reply: &Reply) -> bool {
    !matches!(reply, Reply::NotConnected | Reply::Answer(429, ..))
}

struct Outcome {
    result: Result<u16, Error>,
    fake: Fake,
    elapsed: Duration,
}

fn run(
    script: &[Reply],
    operation: &'static Operation,
    key: Option<&str>,
    limits: &Limits,
) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let fake = Fake::new(script);
        let client =
            builder("https://api.acme.example").transport(fake.clone()).build().unwrap();
        let mut request =
            call(&client, operation).max_attempts(limits.attempts).timeout(limits.total);
        if let Some(limit) = limits.attempt {
            request = request.attempt_timeout(limit);
        }
        if let Some(key) = key {
            request = request.idempotency_key(key);
        }
        let started = Instant::now();
        let result = request.with_response().await.map(|response| response.status());
        Outcome {
            result,
            fake,
            elapsed: started.elapsed(),
        }
    })
}

#[derive(Debug, Clone)]
struct Limits {
    attempts: u32,
    total: Duration,
    attempt: Option<Duration>,
}

fn limits() -> impl Strategy<Value = Limits> {
    let attempt = proptest::option::of((0..30_000u64).prop_map(Duration::from_millis));
    (1..8u32, 0..120_000u64, attempt).prop_map(|(attempts, total, attempt)| Limits {
        attempts,
        total: Duration::from_millis(total),
        attempt,
    })
}

/// What holds for every call.
fn check(outcome: &Outcome, limits: &Limits) -> Result<(), TestCaseError> {
    let sent = outcome.fake.times().len();
    prop_assert!(sent <= limits.attempts as usize);
    // Tokio's timers are exact to a millisecond.
    prop_assert!(
        outcome.elapsed <= limits.total + Duration::from_millis(2),
        "{:?}",
        outcome.elapsed
    );
    match &outcome.result {
        Ok(status) => prop_assert!((200..300).contains(status)),
        Err(error) => prop_assert_eq!(error.attempts() as usize, sent),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn without_a_key_a_message_reaches_the_handler_at_most_once(
        script in vec(replies(), 1..10), limits in limits(), patch in any::<bool>()
    ) {
        let outcome = run(&script, if patch { &PATCH } else { &SEND }, None, &limits);
        check(&outcome, &limits)?;
        let handled = (0..outcome.fake.times().len()).filter(|&n| may_be_handled(&script[n.min(script.len() - 1)])).count();
        prop_assert!(handled <= 1, "{handled}");
        prop_assert!(outcome.fake.header("idempotency-key").iter().all(Option::is_none));
        if let Err(error) = outcome.result {
            prop_assert!(handled == 0 || !error.is_retryable(), "{error:?}");
        }
    }

    #[test]
    fn with_a_key_every_attempt_carries_the_same_one(script in vec(replies(), 1..10), limits in limits()) {
        let outcome = run(&script, &SEND, Some("key-1"), &limits);
        check(&outcome, &limits)?;
        prop_assert!(outcome.fake.header("idempotency-key").iter().all(|key| key.as_deref() == Some("key-1")));
    }

    #[test]
    fn a_call_ends_at_its_first_success_or_lasting_failure(script in vec(replies(), 1..10), limits in limits(), tolerant in any::<bool>()) {
        let outcome = run(&script, if tolerant { &TOLERANT } else { &GET }, None, &limits);
        check(&outcome, &limits)?;
        let sent = outcome.fake.times().len();
        let ending = |reply: &Reply| matches!(reply, Reply::Answer(status, ..) if !matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504));
        let before = (0..sent.saturating_sub(1)).map(|n| &script[n.min(script.len() - 1)]);
        prop_assert_eq!(before.filter(|reply| ending(reply)).count(), 0);
    }
}

/// The same over real sockets.
fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::ResetUnread),
        Just(Act::Reset),
        Just(Act::AnswerAndClose(Vec::new())),
        Just(Act::AnswerAndClose(
            b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\"".to_vec()
        )),
        Just(Act::AnswerAndClose(b"garbage\r\n\r\n".to_vec())),
        Just(Act::AnswerAndHang(b"HTTP/1.1 200 OK\r\n".to_vec())),
        Just(Act::AnswerAndHang(
            answer("503 Service Unavailable", "", "busy")[..40].to_vec()
        )),
        Just(json("503 Service Unavailable", "{}")),
        Just(json("429 Too Many Requests", "{}")),
        Just(json("302 Found", "{}")),
        Just(json("200 OK", "{}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn over_sockets_a_message_reaches_the_handler_at_most_once(script in vec(acts(), 1..6), key in any::<bool>()) {
        let handles = |act: &Act| !matches!(act, Act::ResetUnread) && !matches!(act, Act::Answer(bytes) if bytes.starts_with(b"HTTP/1.1 429"));
        let server = Server::start(script.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let started = std::time::Instant::now();
        let result = runtime.block_on(async {
            let client = hasty(&server.url()).attempt_timeout(Duration::from_millis(30)).timeout(Duration::from_millis(200)).build().unwrap();
            // A connection of its own for every call, and one that is kept.
            let request = call(&client, &SEND).max_attempts(4);
            if key { request.idempotency_key("key-1").await } else { request.await }
        });
        prop_assert!(started.elapsed() < Duration::from_millis(1000), "{:?}", started.elapsed());
        let seen = server.seen();
        if key {
            prop_assert!(seen.iter().all(|seen| seen.header("idempotency-key") == Some("key-1")));
        } else {
            let acted = script.iter().chain(std::iter::repeat(&script[script.len() - 1])).filter(|act| !matches!(act, Act::ResetUnread)).take(seen.len());
            prop_assert!(acted.filter(|act| handles(act)).count() <= 1, "{result:?}");
        }
        if let Err(error) = result {
            prop_assert!(error.kind() != ErrorKind::Configuration);
        }
    }
}
