//! What is made of a message: every form that the server is known to send, and those that it may send.
//!
//! Invariant: the messages are the fixtures, as they are; none is made up here.

use sdk_tests::fixture;
use serde_json::{Value, json};
use wassist::types::*;

use super::{Failure, receive};

/// The content fields that are not null, by their JSON names.
fn contents(message: &Message) -> Vec<&'static str> {
    [
        ("text", message.text.is_null()),
        ("image", message.image.is_null()),
        ("cta", message.cta.is_null()),
        ("listSelection", message.list_selection.is_null()),
        ("template", message.template.is_null()),
        ("unified", message.unified.is_null()),
        ("quickReply", message.quick_reply.is_null()),
    ]
    .into_iter()
    .filter_map(|(name, null)| (!null).then_some(name))
    .collect()
}

/// The members that every message has.
fn assert_frame(message: &Message, id: &str, role: MessageRole, r#type: MessageType, at: &str) {
    assert_eq!(message.id.to_string(), id);
    assert_eq!(message.role, role);
    assert_eq!(message.r#type, r#type);
    assert_eq!(message.created_at.to_rfc3339(), at);
}

/// The picture of all fixtures.
fn assert_cake(image: Option<&ImageInfo>) -> Result<(), Failure> {
    let image = image.ok_or("no picture")?;
    assert_eq!(image.name.as_deref(), Some("cake.jpg"));
    assert_eq!(image.path.as_deref(), Some("media/cake.jpg"));
    assert_eq!(image.size, Some(48_213));
    assert_eq!(
        image.url.as_deref(),
        Some("https://media.example.com/cake.jpg")
    );
    assert_eq!((image.width, image.height), (Some(800), Some(600)));
    Ok(())
}

#[tokio::test]
async fn text() -> Result<(), Failure> {
    let message = receive(fixture("message_text.json")?).await?;
    let id = "7d3e0000-0000-4000-8000-000000000001";
    let at = "2026-09-29T09:01:05.123456+00:00";
    assert_frame(&message, id, MessageRole::User, MessageType::Text, at);
    assert_eq!(message.status, None);
    assert!(message.reply_to.is_null());
    assert_eq!(contents(&message), ["text"]);

    let text = message.text.typed().ok_or("no text")?;
    let id = text.id.map(|id| id.to_string());
    assert_eq!(id.as_deref(), Some("7d3e0000-0000-4000-8000-000000000101"));
    assert_eq!(text.body.as_deref(), Some("Where is my order?"));
    Ok(())
}

#[tokio::test]
async fn image() -> Result<(), Failure> {
    let message = receive(fixture("message_image.json")?).await?;
    let id = "7d3e0000-0000-4000-8000-000000000003";
    let at = "2026-09-29T09:03:05.123456+00:00";
    assert_frame(&message, id, MessageRole::User, MessageType::Image, at);
    assert_eq!(message.status, None);
    assert_eq!(contents(&message), ["image"]);

    let image = message.image.typed().ok_or("no image")?;
    let id = image.id.map(|id| id.to_string());
    assert_eq!(id.as_deref(), Some("7d3e0000-0000-4000-8000-000000000103"));
    assert_eq!(image.caption.as_deref(), Some("Like this one"));
    assert_eq!(image.url, None);
    assert_cake(image.image.as_ref())
}

#[tokio::test]
async fn cta() -> Result<(), Failure> {
    let message = receive(fixture("message_cta.json")?).await?;
    let id = "7d3e0000-0000-4000-8000-000000000005";
    let at = "2026-09-29T09:05:05.123456+00:00";
    assert_frame(&message, id, MessageRole::Assistant, MessageType::Cta, at);
    assert_eq!(message.status, Some(MessageStatus::Read));
    assert_eq!(contents(&message), ["cta"]);

    let cta = message.cta.typed().ok_or("no cta")?;
    let id = cta.id.map(|id| id.to_string());
    assert_eq!(id.as_deref(), Some("7d3e0000-0000-4000-8000-000000000105"));
    assert_eq!(cta.text.as_deref(), Some("Your basket is waiting."));
    assert_eq!(cta.body, None);
    assert_eq!(cta.url.as_deref(), Some("https://shop.example.com/basket"));
    assert_eq!(cta.button_text.as_deref(), Some("Open basket"));
    assert_cake(cta.image.as_ref())?;

    let [click] = cta.clicks.as_deref().unwrap_or_default() else {
        return Err("one click was expected".into());
    };
    let id = click.id.map(|id| id.to_string());
    assert_eq!(id.as_deref(), Some("7d3e0000-0000-4000-8000-000000001051"));
    let at = click.created_at.map(|at| at.to_rfc3339());
    assert_eq!(at.as_deref(), Some("2026-09-29T09:06:00+00:00"));
    Ok(())
}

#[tokio::test]
async fn template() -> Result<(), Failure> {
    let message = receive(fixture("message_template.json")?).await?;
    let id = "7d3e0000-0000-4000-8000-000000000008";
    let at = "2026-09-29T09:08:05.123456+00:00";
    assert_frame(
        &message,
        id,
        MessageRole::Assistant,
        MessageType::Template,
        at,
    );
    assert_eq!(message.status, Some(MessageStatus::Delivered));
    assert_eq!(contents(&message), ["template"]);

    let template = message.template.typed().ok_or("no template")?;
    let id = template.id.map(|id| id.to_string());
    assert_eq!(id.as_deref(), Some("7d3e0000-0000-4000-8000-000000000108"));
    assert_eq!(template.template_name.as_deref(), Some("order_update"));
    assert_eq!(template.name, None);
    let variables = serde_json::to_value(&template.variables)?;
    assert_eq!(variables, json!({ "body": ["Alex", "#1234"] }));
    let components = serde_json::to_value(&template.components)?;
    let text = "Hi {{1}}, your order {{2}} is on its way.";
    assert_eq!(components, json!([{ "type": "BODY", "text": text }]));
    Ok(())
}

#[tokio::test]
async fn unified() -> Result<(), Failure> {
    let message = receive(fixture("message_unified.json")?).await?;
    let id = "7d3e0000-0000-4000-8000-000000000009";
    let at = "2026-09-29T09:09:05.123456+00:00";
    assert_frame(
        &message,
        id,
        MessageRole::Assistant,
        MessageType::Unified,
        at,
    );
    assert_eq!(message.status, Some(MessageStatus::Sent));
    assert_eq!(contents(&message), ["unified"]);

    let unified = message.unified.typed().ok_or("no unified")?;
    assert_eq!(unified.body.as_deref(), Some("Pick a slot"));
    assert_eq!(unified.footer.as_deref(), Some("Times are local"));
    let [media] = unified.media.as_deref().unwrap_or_default() else {
        return Err("one file was expected".into());
    };
    assert_eq!(
        media.url.as_deref(),
        Some("https://media.example.com/map.png")
    );
    assert_eq!(media.mime_type.as_deref(), Some("image/png"));

    let buttons = unified.buttons.as_deref().unwrap_or_default();
    let labels: Vec<_> = buttons
        .iter()
        .map(|button| button.text.as_deref())
        .collect();
    assert_eq!(labels, [Some("Morning"), Some("Evening")]);
    let ids: Vec<_> = buttons
        .iter()
        .map(|button| button.quick_reply_id.as_deref())
        .collect();
    assert_eq!(ids, [Some("am"), Some("pm")]);
    for button in buttons {
        assert_eq!(button.r#type, Some(ButtonType::QuickReply));
        assert_eq!(button.url, None);
    }
    Ok(())
}

#[tokio::test]
async fn quick_reply() -> Result<(), Failure> {
    let message = receive(fixture("message_quick_reply.json")?).await?;
    let id = "7d3e0000-0000-4000-8000-000000000011";
    let at = "2026-09-29T09:11:05.123456+00:00";
    assert_frame(&message, id, MessageRole::User, MessageType::QuickReply, at);
    assert_eq!(message.status, None);
    let reply_to = message.reply_to.typed().map(ToString::to_string);
    assert_eq!(
        reply_to.as_deref(),
        Some("7d3e0000-0000-4000-8000-000000000009")
    );
    assert_eq!(contents(&message), ["quickReply"]);

    let reply = message.quick_reply.typed().ok_or("no quick reply")?;
    assert_eq!(reply.text.as_deref(), Some("Morning"));
    assert_eq!(reply.body, None);
    assert_eq!(reply.quick_reply_id.as_deref(), Some("am"));
    Ok(())
}

#[tokio::test]
async fn text_without_an_id_as_in_a_list() -> Result<(), Failure> {
    let list: Vec<Value> = serde_json::from_str(&fixture("messages_list.json")?)?;
    let [sent, received] = &*list else {
        return Err("two messages were expected".into());
    };
    let message = receive(sent.to_string()).await?;
    let id = "7d3e0000-0000-4000-8000-000000000002";
    let at = "2026-09-29T09:02:05.123456+00:00";
    assert_frame(&message, id, MessageRole::Assistant, MessageType::Text, at);
    assert_eq!(message.status, Some(MessageStatus::Read));
    assert_eq!(contents(&message), ["text"]);
    let text = message.text.typed().ok_or("no text")?;
    assert_eq!(text.id, None);
    assert_eq!(
        text.body.as_deref(),
        Some("It left our bakery this morning.")
    );

    let message = receive(received.to_string()).await?;
    let id = "7d3e0000-0000-4000-8000-000000000001";
    let at = "2026-09-29T09:01:05.123456+00:00";
    assert_frame(&message, id, MessageRole::User, MessageType::Text, at);
    assert_eq!(message.status, None);
    let text = message.text.typed().ok_or("no text")?;
    assert_eq!(text.body.as_deref(), Some("Where is my order?"));
    Ok(())
}
