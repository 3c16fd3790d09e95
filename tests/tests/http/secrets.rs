//! The key is in the header of a request, and nowhere else.
//!
//! Invariant: what is to be silent is printed in both forms of `Debug`, and an error with all that caused it.

use std::{error::Error as StdError, fmt::Debug};

use sdk_tests::{Answer, Refusing, Server};
use wassist::{Client, Error, ErrorKind, types::*};

use super::{CONVERSATION, Failure, KEY, client, failure, hello};

fn assert_silent(what: &impl Debug) {
    for printed in [format!("{what:?}"), format!("{what:#?}")] {
        assert!(!printed.contains(KEY), "{printed}");
        assert!(!printed.contains("SENTINEL"), "{printed}");
    }
}

/// Neither the error nor what caused it prints the key.
fn assert_error_silent(error: &Error) {
    assert_silent(error);
    let mut cause: Option<&dyn StdError> = Some(error);
    while let Some(error) = cause {
        assert!(!error.to_string().contains("SENTINEL"), "{error}");
        assert!(!format!("{error:?}").contains("SENTINEL"), "{error:?}");
        cause = error.source();
    }
}

#[tokio::test]
async fn clients_and_requests_do_not_print_the_key() -> Result<(), Failure> {
    assert_silent(&Client::builder().api_key(KEY));
    let client = client("http://127.0.0.1:1")?;
    assert_silent(&client);
    assert_silent(&client.conversations());
    assert_silent(&client.conversations().messages());
    assert_silent(
        &client
            .conversations()
            .messages()
            .send(CONVERSATION, hello()),
    );
    Ok(())
}

#[tokio::test]
async fn a_request_does_not_print_what_the_customer_reads() -> Result<(), Failure> {
    let client = client("http://127.0.0.1:1")?;
    let secret = UnifiedWhatsappMessageInput::new().text("SENTINEL");
    assert_silent(&client.conversations().messages().send(CONVERSATION, secret));
    Ok(())
}

#[tokio::test]
async fn errors_do_not_print_the_key() -> Result<(), Failure> {
    for answer in [
        Answer::json(401, r#"{"detail":"Invalid token."}"#),
        Answer::json(201, "{}"),
        Answer::new(302, &[("Location", "/")], ""),
        Answer::truncated(201, "{", 9),
        Answer::raw("garbage"),
        Answer::close(),
        Answer::reset(),
    ] {
        assert_error_silent(&failure(answer).await?);
    }
    let refusing = Refusing::new()?;
    let client = client(refusing.url()?)?;
    let result = client
        .conversations()
        .messages()
        .send(CONVERSATION, hello())
        .await;
    assert_error_silent(&result.err().ok_or("this should have failed")?);
    Ok(())
}

#[tokio::test]
async fn a_body_that_echoes_the_key_is_for_those_who_ask() -> Result<(), Failure> {
    let page = format!("<html>X-API-Key: {KEY}</html>");
    for status in [200, 400, 500] {
        let error = failure(Answer::new(status, &[("Content-Type", "text/html")], &page)).await?;
        assert_error_silent(&error);
        assert_eq!(error.body_text().as_deref(), Some(&*page));
    }
    Ok(())
}

#[test]
fn a_key_that_cannot_be_sent_is_not_printed() -> Result<(), Failure> {
    let error = Client::new(format!("{KEY}\n"))
        .err()
        .ok_or("the key was taken")?;
    assert_error_silent(&error);
    Ok(())
}

#[test]
fn credentials_in_a_base_url_are_not_printed() -> Result<(), Failure> {
    let client = client("https://user:SENTINEL@example.com");
    let error = client.err().ok_or("the base URL was taken")?;
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_error_silent(&error);
    Ok(())
}

#[tokio::test]
async fn the_key_is_in_one_header_only() -> Result<(), Failure> {
    let server = Server::start([Answer::close()])?;
    let client = client(server.url())?;
    let _ = client
        .conversations()
        .messages()
        .send(CONVERSATION, hello())
        .await;
    let request = server.request()?;
    assert_eq!(request.head.matches(KEY).count(), 1);
    assert!(!request.text().contains(KEY));
    Ok(())
}
