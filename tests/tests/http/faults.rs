//! Answers that do not come, do not end, or are none: always an error, and never a second message.
//!
//! Invariant: an error after which the server may have acted is not retryable.

use std::{
    error::Error as _,
    time::{Duration, Instant},
};

use sdk_tests::{Answer, Refusing, Server, fixture};
use wassist::{Error, ErrorKind, types::Message};

use super::{CONVERSATION, Failure, client, failure, hello, send};

/// How long the clients here wait, and how long the servers make them wait.
const PATIENCE: Duration = Duration::from_millis(150);
const PAUSE: Duration = Duration::from_secs(20);

/// The error of a call with a timeout of [`PATIENCE`], and how often the server saw the request.
async fn impatient(answer: Answer) -> Result<(Error, usize), Failure> {
    let server = Server::start([answer])?;
    let client = client(server.url())?;
    let messages = client.conversations().messages();
    let start = Instant::now();
    let result = messages.send(CONVERSATION, hello()).timeout(PATIENCE).await;
    assert!(start.elapsed() < PAUSE / 2, "{:?}", start.elapsed());
    match result {
        Ok(message) => Err(format!("this should have failed: {message:?}").into()),
        Err(error) => Ok((error, server.requests().len())),
    }
}

#[tokio::test]
async fn no_answer_in_time() -> Result<(), Failure> {
    for answer in [Answer::never(), Answer::json(201, "{}").after(PAUSE)] {
        let (error, requests) = impatient(answer).await?;
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!((error.status(), error.body()), (None, None));
        assert!(
            !error.is_retryable(),
            "the server may have sent the message"
        );
        assert_eq!(requests, 1);
    }
    Ok(())
}

#[tokio::test]
async fn no_body_in_time() -> Result<(), Failure> {
    let answer = Answer::slow_body(201, fixture("message_text.json")?, PAUSE);
    let (error, requests) = impatient(answer).await?;
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        error.status(),
        Some(201),
        "it is known that the server accepted the request"
    );
    assert!(!error.is_retryable());
    assert_eq!(requests, 1);
    Ok(())
}

#[tokio::test]
async fn an_answer_that_is_slow_but_in_time() -> Result<(), Failure> {
    let pause = Duration::from_millis(50);
    let answer = Answer::slow_body(201, fixture("message_text.json")?, pause).after(pause);
    let start = Instant::now();
    let (result, requests) = send(answer).await?;
    assert_eq!(
        result?.id.to_string(),
        "7d3e0000-0000-4000-8000-000000000001"
    );
    assert!(start.elapsed() >= pause * 2);
    assert_eq!(requests.len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_end_of_the_connection_instead_of_an_answer() -> Result<(), Failure> {
    for (answer, read) in [
        (Answer::close(), 1),
        (Answer::reset(), 0),
        (Answer::raw("garbage\r\n\r\n"), 1),
    ] {
        let (result, requests) = send(answer.clone()).await?;
        let Err(error) = result else {
            return Err(format!("{answer:?} should have failed").into());
        };
        assert_eq!(error.kind(), ErrorKind::Transport, "{answer:?}");
        assert_eq!((error.status(), error.body()), (None, None), "{answer:?}");
        assert!(error.source().is_some(), "{answer:?}");
        assert!(
            !error.is_retryable(),
            "the server may have sent the message: {answer:?}"
        );
        assert_eq!(requests.len(), read, "{answer:?}");
    }
    Ok(())
}

#[tokio::test]
async fn nobody_listens() -> Result<(), Failure> {
    let refusing = Refusing::new()?;
    let client = client(refusing.url()?)?;
    let result: Result<Message, Error> = client
        .conversations()
        .messages()
        .send(CONVERSATION, hello())
        .await;
    let error = result.err().ok_or("this should have failed")?;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status(), None);
    assert!(error.is_retryable(), "the message was never sent");
    assert!(error.source().is_some());
    Ok(())
}

#[tokio::test]
async fn half_an_answer_keeps_the_half() -> Result<(), Failure> {
    let half = r#"{"id":"7d3e0000-0000-4000-8000-000000000001","ro"#;
    let error = failure(Answer::truncated(201, half, 500)).await?;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status(), Some(201));
    assert_eq!(error.body_text().as_deref(), Some(half));
    assert!(!error.is_retryable(), "the server has sent the message");
    Ok(())
}

#[tokio::test]
async fn half_a_refusal_is_still_a_refusal() -> Result<(), Failure> {
    let error = failure(Answer::truncated(404, r#"{"error":"Not fo"#, 500)).await?;
    assert_eq!(error.status(), Some(404));
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.body_text().as_deref(), Some(r#"{"error":"Not fo"#));
    Ok(())
}

#[tokio::test]
async fn a_success_that_is_no_message() -> Result<(), Failure> {
    let bodies = [
        "",
        "<html>Welcome</html>",
        "null",
        "[]",
        "{}",
        "7",
        "{\"id\":",
    ];
    for body in bodies {
        let error = failure(Answer::new(200, &[("X-Request-Id", "req-2")], body)).await?;
        assert_eq!(error.kind(), ErrorKind::Decode, "{body:?}");
        assert_eq!(error.status(), Some(200), "{body:?}");
        assert_eq!(error.request_id(), Some("req-2"), "{body:?}");
        assert_eq!(error.body_text().as_deref(), Some(body), "{body:?}");
        assert!(error.decode_path().is_some(), "{body:?}");
        assert!(
            !error.is_retryable(),
            "the server has sent the message: {body:?}"
        );
        assert!(error.source().is_some(), "{body:?}");
    }
    Ok(())
}

#[tokio::test]
async fn any_success_is_one() -> Result<(), Failure> {
    for status in [200, 201, 202] {
        let (result, _) = send(Answer::json(status, fixture("message_text.json")?)).await?;
        assert_eq!(
            result?.id.to_string(),
            "7d3e0000-0000-4000-8000-000000000001"
        );
    }
    Ok(())
}
