//! What breaks a rule, as the violations tell it.
//!
//! Invariant: what is refused was not sent.

use std::collections::BTreeMap;

use features_client::types::*;
use features_client::{Error, ErrorKind, File, Patch};

use super::{Failure, sent};

/// The rules that were broken; nothing may have been sent.
pub(super) fn violations(error: &Error) -> Vec<(&str, &str)> {
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Validation, 0));
    let violations = error.violations().iter();
    violations
        .map(|violation| (violation.path(), violation.rule()))
        .collect()
}

#[tokio::test]
async fn a_key_of_a_map_keeps_its_name_in_the_path_of_a_violation() -> Result<(), Failure> {
    let row = BTreeMap::from([("top_step".to_owned(), Cell::new().top_step(6))]);
    let grid = Grid::new().rows([("top_step", row)]);
    let server = sdk_tests::Server::start([])?;
    let bodies = super::client(&server)?.bodies();
    let error = bodies.grid(grid).await.err();
    assert_eq!(
        violations(&error.ok_or("it was sent")?),
        [("rows.top_step.top_step.topStep", "maximum")]
    );
    let cells = BTreeMap::from([("top_step".to_owned(), Cell::new().top_step(6))]);
    let error = bodies.cells(cells).await.err();
    assert_eq!(
        violations(&error.ok_or("it was sent")?),
        [("top_step.topStep", "maximum")]
    );
    assert_eq!(server.requests(), []);
    Ok(())
}

#[tokio::test]
async fn the_members_of_a_body_are_counted_as_they_are_sent() -> Result<(), Failure> {
    let request =
        sent(|client| client.bodies().rename(Renaming::new().alias(Patch::Clear))).await?;
    assert_eq!(request.text(), r#"{"alias":null}"#);
    assert_eq!(
        request.header("Content-Type"),
        Some("application/merge-patch+json")
    );
    sent(|client| client.bodies().rename(None)).await?;

    let server = sdk_tests::Server::start([])?;
    let client = super::client(&server)?;
    let error = client.bodies().rename(Renaming::new()).await.err();
    let error = error.ok_or("it was sent")?;
    assert_eq!(violations(&error), [("", "minProperties")]);
    assert_eq!(error.violations()[0].limit(), Some("1"));
    let many = Renaming::new().name("a").alias("b");
    let many = many.additional_properties([("c", "d")]);
    let error = client.bodies().rename(many).await.err();
    assert_eq!(
        violations(&error.ok_or("it was sent")?),
        [("", "maxProperties")]
    );
    // What is not going to be sent is not counted.
    let long = Renaming::new().name("123456789");
    let error = client.bodies().rename(long).await.err();
    assert_eq!(
        violations(&error.ok_or("it was sent")?),
        [("name", "maxLength")]
    );
    assert!(server.requests().is_empty());
    Ok(())
}

#[tokio::test]
async fn rules_hold_in_forms_as_in_json() -> Result<(), Failure> {
    let server = sdk_tests::Server::start([])?;
    let bodies = super::client(&server)?.bodies();
    let long = || Note::new("far too long");
    for call in [
        bodies.several(long()),
        bodies.several_form(long()),
        bodies.several_multipart(long()),
    ] {
        let error = call.await.err().ok_or("it was sent")?;
        assert_eq!(violations(&error), [("text", "maxLength")]);
    }
    let error = bodies.upload(Upload::new("far too long", "")).await.err();
    assert_eq!(
        violations(&error.ok_or("it was sent")?),
        [("title", "maxLength")]
    );
    let none: [File; 0] = [];
    let error = bodies.inline(BodiesInlineRequest::new(none)).await.err();
    assert_eq!(
        violations(&error.ok_or("it was sent")?),
        [("files", "minItems")]
    );
    let error = bodies.form(Search::new("")).await.err();
    assert_eq!(
        violations(&error.ok_or("it was sent")?),
        [("text", "minLength")]
    );
    assert_eq!(server.requests(), []);
    Ok(())
}
