//! `client.conversations().messages()`, and templates that are sent in other ways.
//!
//! Invariant: every test asserts the request line and the body beside what was read.

use sdk_tests::{Answer, fixture};
use wide_client::resources::conversations::messages::ListParams;
use wide_client::types::*;

use super::{Failure, ID, assert_bare, assert_sent, call};

#[tokio::test]
async fn list() -> Result<(), Failure> {
    let answer = Answer::json(200, fixture("messages_list.json")?);
    let (page, request) = call(answer, |client| {
        let params = ListParams::new().limit(50);
        client.conversations().messages().list(ID, params)
    })
    .await?;
    let line = format!("GET /api/v1/conversations/{ID}/messages/?limit=50");
    assert_bare(&request, &line);
    assert_eq!((page.items.len(), page.total), (2, None));
    assert_eq!(page.items[0].status, Some(MessageStatus::Read));
    assert_eq!(page.items[1].role, Some(MessageRole::User));
    Ok(())
}

#[tokio::test]
async fn send() -> Result<(), Failure> {
    let answer = Answer::json(201, fixture("message_unified.json")?);
    let (message, request) = call(answer, |client| {
        let body = UnifiedWhatsappMessageInput::new().text("Hello");
        client.conversations().messages().send(ID, body)
    })
    .await?;
    let line = format!("POST /api/v1/conversations/{ID}/messages/");
    let body = r#"{"type":"unified","unified":{"text":"Hello"}}"#;
    assert_sent(&request, &line, body);
    assert_eq!(message.r#type, Some(MessageType::Unified));
    Ok(())
}

#[tokio::test]
async fn send_template() -> Result<(), Failure> {
    let answer = Answer::json(201, fixture("message_template.json")?);
    let (message, request) = call(answer, |client| {
        let body = SendTemplateInput::new("order_update", [("body", vec!["Alex"])]);
        client.conversations().send_template(ID, body)
    })
    .await?;
    let line = format!("POST /api/v1/conversations/{ID}/send-template/");
    let body = r#"{"templateName":"order_update","variables":{"body":["Alex"]}}"#;
    assert_sent(&request, &line, body);
    assert_eq!(message.r#type, Some(MessageType::Template));
    Ok(())
}
