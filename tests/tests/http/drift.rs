//! Messages that are not what their description says: what is odd is kept, and costs nothing else.
//!
//! Invariant: what does not fit is there as it was received, not only gone without an error.

use sdk_tests::fixture;
use serde_json::{Value, json};
use wassist::types::*;

use super::{Failure, failure, receive};
use sdk_tests::Answer;

/// The content of a field that drifts as it was received, if it is not of its type.
fn raw<'a>(message: &'a Message, field: &str) -> Option<&'a Value> {
    match field {
        "replyTo" => message.reply_to.raw(),
        "text" => message.text.raw(),
        "image" => message.image.raw(),
        "cta" => message.cta.raw(),
        "listSelection" => message.list_selection.raw(),
        "template" => message.template.raw(),
        "unified" => message.unified.raw(),
        "quickReply" => message.quick_reply.raw(),
        _ => None,
    }
}

const DRIFTING: [&str; 8] = [
    "replyTo",
    "text",
    "image",
    "cta",
    "listSelection",
    "template",
    "unified",
    "quickReply",
];

/// A received message in which one member is replaced.
fn message_with(name: &str, value: Value) -> Result<Value, Failure> {
    let mut body: Value = serde_json::from_str(&fixture("message_unified.json")?)?;
    body[name] = value;
    Ok(body)
}

#[tokio::test]
async fn the_answer_that_the_description_promises_is_read() -> Result<(), Failure> {
    let mut body = json!({
        "id": "497f6eca-6276-4993-bfeb-53cbbbba6f08",
        "role": "string",
        "type": "string",
        "status": "string",
        "createdAt": "2019-08-24T14:15:22Z",
    });
    for field in DRIFTING {
        body[field] = json!("string");
    }
    let message = receive(body.to_string()).await?;
    assert_eq!(
        message.id.to_string(),
        "497f6eca-6276-4993-bfeb-53cbbbba6f08"
    );
    assert_eq!(message.role, MessageRole::Unknown("string".into()));
    assert_eq!(message.r#type, MessageType::Unknown("string".into()));
    assert_eq!(
        message.status,
        Some(MessageStatus::Unknown("string".into()))
    );
    assert_eq!(message.created_at.to_rfc3339(), "2019-08-24T14:15:22+00:00");
    for field in DRIFTING {
        assert_eq!(raw(&message, field), Some(&json!("string")), "{field}");
    }
    Ok(())
}

#[tokio::test]
async fn one_odd_field_costs_nothing_else() -> Result<(), Failure> {
    let oddities = [
        json!(true),
        json!(5),
        json!("text"),
        json!(["text"]),
        json!([]),
    ];
    for field in DRIFTING {
        for odd in &oddities {
            let message = receive(message_with(field, odd.clone())?.to_string()).await?;
            assert_eq!(raw(&message, field), Some(odd), "{field}");
            assert_eq!(message.status, Some(MessageStatus::Sent), "{field}");
            for other in DRIFTING {
                assert!(other == field || raw(&message, other).is_none(), "{other}");
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_list_is_not_taken_for_the_members_of_an_object() -> Result<(), Failure> {
    let odd = json!(["Morning", "Morning", "am"]);
    let message = receive(message_with("quickReply", odd.clone())?.to_string()).await?;
    assert_eq!(message.quick_reply.raw(), Some(&odd));
    Ok(())
}

#[tokio::test]
async fn an_object_whose_members_do_not_fit_is_kept_whole() -> Result<(), Failure> {
    let odd = json!({ "body": "typed", "buttons": { "first": "not a list" } });
    let message = receive(message_with("unified", odd.clone())?.to_string()).await?;
    assert_eq!(message.unified.raw(), Some(&odd));
    assert_eq!(message.unified.typed(), None);
    Ok(())
}

#[tokio::test]
async fn the_names_that_the_official_cli_reads_are_read() -> Result<(), Failure> {
    let image = json!({ "caption": "A", "url": "https://example.com/a.png" });
    let message = receive(message_with("image", image)?.to_string()).await?;
    let image = message.image.typed().ok_or("no image")?;
    assert_eq!(image.url.as_deref(), Some("https://example.com/a.png"));
    assert_eq!(image.caption.as_deref(), Some("A"));

    let message = receive(message_with("template", json!({ "name": "n" }))?.to_string()).await?;
    let name = message
        .template
        .typed()
        .and_then(|template| template.name.as_deref());
    assert_eq!(name, Some("n"));

    let message = receive(message_with("cta", json!({ "body": "b" }))?.to_string()).await?;
    let body = message.cta.typed().and_then(|cta| cta.body.as_deref());
    assert_eq!(body, Some("b"));

    let message = receive(message_with("quickReply", json!({ "body": "b" }))?.to_string()).await?;
    let body = message
        .quick_reply
        .typed()
        .and_then(|reply| reply.body.as_deref());
    assert_eq!(body, Some("b"));
    Ok(())
}

#[tokio::test]
async fn a_list_selection_is_read() -> Result<(), Failure> {
    let sections = json!([{ "title": "Cakes", "rows": [{ "id": "1" }] }]);
    let list = json!({ "text": "Pick", "buttonText": "Open", "sections": sections });
    let message = receive(message_with("listSelection", list)?.to_string()).await?;
    let list = message.list_selection.typed().ok_or("no list selection")?;
    assert_eq!(list.id, None);
    assert_eq!(list.text.as_deref(), Some("Pick"));
    assert_eq!(list.button_text.as_deref(), Some("Open"));
    assert_eq!(serde_json::to_value(&list.sections)?, sections);
    Ok(())
}

#[tokio::test]
async fn values_that_a_newer_server_sends_are_kept() -> Result<(), Failure> {
    let message = receive(message_with("type", json!("carrier_pigeon"))?.to_string()).await?;
    assert_eq!(message.r#type.as_str(), "carrier_pigeon");
    assert_eq!(message.r#type, "carrier_pigeon".into());

    let message = receive(message_with("role", json!("robot"))?.to_string()).await?;
    assert_eq!(message.role.to_string(), "robot");

    let message = receive(message_with("status", json!("lost"))?.to_string()).await?;
    assert_eq!(message.status, Some(MessageStatus::Unknown("lost".into())));

    let unified = json!({ "buttons": [{ "type": "call", "text": "Ring" }] });
    let message = receive(message_with("unified", unified)?.to_string()).await?;
    let unified = message.unified.typed().ok_or("no unified")?;
    let types: Vec<_> = unified
        .buttons
        .iter()
        .flatten()
        .map(|button| &button.r#type)
        .collect();
    assert_eq!(types, [&Some(ButtonType::Unknown("call".into()))]);
    Ok(())
}

#[tokio::test]
async fn the_older_name_of_a_type_is_known() -> Result<(), Failure> {
    let message = receive(message_with("type", json!("cta_button"))?.to_string()).await?;
    assert_eq!(message.r#type, MessageType::CtaButton);
    Ok(())
}

#[tokio::test]
async fn members_may_be_missing_or_new() -> Result<(), Failure> {
    let body = json!({
        "id": "497f6eca-6276-4993-bfeb-53cbbbba6f08",
        "role": "assistant",
        "type": "text",
        "createdAt": "2026-09-29T09:01:05+02:00",
        "brandNew": { "id": [null] },
    });
    let message = receive(body.to_string()).await?;
    assert_eq!(message.status, None);
    assert_eq!(message.created_at.to_rfc3339(), "2026-09-29T07:01:05+00:00");
    assert!(message.reply_to.is_null() && message.text.is_null() && message.unified.is_null());
    Ok(())
}

#[tokio::test]
async fn what_still_does_not_fit_is_a_decode_error_that_keeps_the_answer() -> Result<(), Failure> {
    let body = message_with("createdAt", json!("yesterday"))?.to_string();
    let headers = [
        ("Content-Type", "application/json"),
        ("X-Request-Id", "req-7"),
    ];
    let error = failure(Answer::new(201, &headers, &body)).await?;
    assert_eq!(error.kind(), wassist::ErrorKind::Decode);
    assert_eq!(error.decode_path(), Some("createdAt"));
    assert_eq!(error.status(), Some(201));
    assert_eq!(error.request_id(), Some("req-7"));
    assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    assert!(!error.is_retryable());
    let recovered = error.body_json().ok_or("no JSON")?;
    assert_eq!(recovered["id"], "7d3e0000-0000-4000-8000-000000000009");
    Ok(())
}
