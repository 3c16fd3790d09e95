//! What is made of the server's refusals: every form of error body, and bodies that are none.
//!
//! Invariant: a refusal keeps its status, its request id and its body, whatever else is made of it: `refusal` asserts
//! these each time.

use std::{error::Error as _, time::Duration};

use sdk_tests::{Answer, fixture};
use wassist::ErrorKind;

use super::{Failure, failure};

/// The paths and messages of what the server found wrong with single fields.
fn fields(error: &wassist::Error) -> Vec<(&str, &str)> {
    let errors = error.field_errors();
    errors
        .iter()
        .map(|error| (error.path(), error.message()))
        .collect()
}

/// The error for `body`, of which everything but message, code and fields is asserted.
async fn refusal(status: u16, body: &str) -> Result<wassist::Error, Failure> {
    let headers = [
        ("Content-Type", "application/json"),
        ("X-Request-Id", "req-1"),
    ];
    let error = failure(Answer::new(status, &headers, body)).await?;
    assert_eq!(error.status(), Some(status));
    assert_eq!(error.request_id(), Some("req-1"));
    assert_eq!(error.body().map(|bytes| &bytes[..]), Some(body.as_bytes()));
    assert!(error.violations().is_empty());
    assert_eq!(error.decode_path(), None);
    assert!(error.source().is_none());
    assert!(error.to_string().contains(&status.to_string()), "{error}");
    assert_eq!(error.to_string().lines().count(), 1);
    Ok(error)
}

#[tokio::test]
async fn every_status_has_its_kind() -> Result<(), Failure> {
    for (status, kind) in [
        (400, ErrorKind::InvalidRequest),
        (401, ErrorKind::Authentication),
        (403, ErrorKind::Permission),
        (404, ErrorKind::NotFound),
        (405, ErrorKind::InvalidRequest),
        (409, ErrorKind::Conflict),
        (415, ErrorKind::InvalidRequest),
        (422, ErrorKind::InvalidRequest),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Server),
        (502, ErrorKind::Server),
        (503, ErrorKind::Server),
        (504, ErrorKind::Server),
    ] {
        assert_eq!(refusal(status, "{}").await?.kind(), kind, "{status}");
    }
    Ok(())
}

#[tokio::test]
async fn an_error_with_a_code() -> Result<(), Failure> {
    let error = refusal(404, &fixture("error_code.json")?).await?;
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.message(), Some("Agent not found"));
    assert_eq!(error.code(), Some("not_found"));
    assert_eq!(fields(&error), []);
    Ok(())
}

#[tokio::test]
async fn an_error_without_a_code() -> Result<(), Failure> {
    let error = refusal(400, r#"{"error":"The window is closed."}"#).await?;
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.message(), Some("The window is closed."));
    assert_eq!(error.code(), None);
    Ok(())
}

#[tokio::test]
async fn a_detail() -> Result<(), Failure> {
    let error = refusal(401, &fixture("error_detail.json")?).await?;
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(
        error.message(),
        Some("Authentication credentials were not provided.")
    );
    assert_eq!(error.code(), None);
    assert_eq!(fields(&error), []);
    Ok(())
}

#[tokio::test]
async fn field_errors_have_paths() -> Result<(), Failure> {
    let error = refusal(400, &fixture("error_fields.json")?).await?;
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.code(), None);
    let too_long = "Ensure this field has no more than 20 characters.";
    let expected = [
        ("name", "This field is required."),
        ("unified.buttons[0].text", too_long),
    ];
    assert_eq!(fields(&error), expected);
    Ok(())
}

#[tokio::test]
async fn errors_of_later_items_keep_their_index() -> Result<(), Failure> {
    let body = r#"{"unified":{"buttons":[{},{"text":["Too long."],"url":["No.","Bad."]}]},"tags":{"2":["x"]}}"#;
    let error = refusal(400, body).await?;
    assert_eq!(
        fields(&error),
        [
            ("unified.buttons[1].text", "Too long."),
            ("unified.buttons[1].url", "No."),
            ("unified.buttons[1].url", "Bad."),
            ("tags[2]", "x"),
        ]
    );
    Ok(())
}

#[tokio::test]
async fn errors_of_no_field() -> Result<(), Failure> {
    let error = refusal(400, &fixture("error_non_field.json")?).await?;
    assert_eq!(error.message(), Some("Set exactly one content field."));
    assert_eq!(fields(&error), [("", "Set exactly one content field.")]);

    let error = refusal(400, r#"{"unified":{"non_field_errors":["Empty."]}}"#).await?;
    assert_eq!(fields(&error), [("unified", "Empty.")]);
    Ok(())
}

#[tokio::test]
async fn a_list_of_messages() -> Result<(), Failure> {
    let error = refusal(400, &fixture("error_list.json")?).await?;
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.message(), Some("Not allowed."));
    assert_eq!(fields(&error), [("", "Not allowed.")]);
    Ok(())
}

#[tokio::test]
async fn the_wait_that_the_body_asks_for() -> Result<(), Failure> {
    let error = refusal(429, &fixture("error_rate_limit.json")?).await?;
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(error.message(), Some("Rate limit exceeded"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    assert!(error.is_retryable());
    Ok(())
}

#[tokio::test]
async fn the_wait_that_the_header_asks_for() -> Result<(), Failure> {
    let error = failure(Answer::new(429, &[("Retry-After", "7")], "")).await?;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));

    let past = [("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")];
    let error = failure(Answer::new(503, &past, "")).await?;
    assert_eq!(error.retry_after(), Some(Duration::ZERO));

    let error = failure(Answer::new(503, &[("Retry-After", "soon")], "")).await?;
    assert_eq!(error.retry_after(), None);
    Ok(())
}

#[tokio::test]
async fn the_other_places_of_a_message() -> Result<(), Failure> {
    let error = refusal(400, r#"{"message":"Read by the CLI."}"#).await?;
    assert_eq!(error.message(), Some("Read by the CLI."));

    let error = refusal(400, r#"{"error":{"message":"From Meta.","code":131030}}"#).await?;
    assert_eq!(error.message(), Some("From Meta."));

    let all = r#"{"detail":"third","message":"second","error":"first","code":"c"}"#;
    let error = refusal(400, all).await?;
    assert_eq!((error.message(), error.code()), (Some("first"), Some("c")));
    Ok(())
}

#[tokio::test]
async fn bodies_that_say_nothing() -> Result<(), Failure> {
    for body in ["", "{}", "[]", "null", "7", "{\"error\":", "\u{feff}"] {
        let error = refusal(500, body).await?;
        assert_eq!(error.kind(), ErrorKind::Server, "{body:?}");
        assert_eq!(error.message(), None, "{body:?}");
        assert_eq!(fields(&error), [], "{body:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_page_of_a_proxy() -> Result<(), Failure> {
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let error = failure(Answer::new(502, &[("Content-Type", "text/html")], page)).await?;
    assert_eq!(error.kind(), ErrorKind::Server);
    assert_eq!(error.status(), Some(502));
    assert_eq!(error.message(), None);
    assert_eq!(error.body_text().as_deref(), Some(page));
    assert!(!error.to_string().contains("<html>"), "{error}");
    Ok(())
}

#[tokio::test]
async fn bytes_that_are_no_text() -> Result<(), Failure> {
    let error = failure(Answer::json(500, [0xff, 0xfe, b'{'])).await?;
    assert_eq!(error.kind(), ErrorKind::Server);
    assert_eq!(error.message(), None);
    assert_eq!(
        error.body().map(|body| &body[..]),
        Some(&[0xff, 0xfe, b'{'][..])
    );
    Ok(())
}
