//! `client.whatsapp_templates()`, `.webhooks()` and `.contacts()`. There is no recorded answer: these are built from
//! what is known of the server.
//!
//! Invariant: whichever method answers a template or a webhook, the same is read of it.

use sdk_tests::Answer;
use wide_client::types::*;

use super::{Failure, ID, assert_bare, assert_sent, call};

const TEMPLATE: &str = r#"{
    "id": "5f0c2f6e-1f60-4a52-8b43-0c9a2b7de001", "name": "order_update", "category": "UTILITY", "language": "en",
    "parameterFormat": "POSITIONAL", "components": [{"type": "BODY", "text": "Hi {{1}}"}],
    "accountLinks": [{
        "accountId": "2a3b4c5d-6e7f-4a1b-8c2d-9e0f1a2b3c4e", "accountName": "Cakes", "wabaId": "555",
        "metaTemplateId": null, "status": "PENDING", "qualityScore": "GREEN", "rejectionReason": null
    }],
    "createdAt": "2026-09-01T10:00:00Z", "updatedAt": "2026-09-01T10:00:00Z", "libraryKey": null,
    "publishResults": [], "publishErrors": []
}"#;

const WEBHOOK: &str = r#"{
    "id": "5f0c2f6e-1f60-4a52-8b43-0c9a2b7de001", "name": "Mine", "url": "https://e.org/hook", "secret": "s",
    "events": ["message.received", "message.deleted"], "active": true, "consecutiveFailures": 0,
    "disabledAt": null, "disabledReason": null, "createdAt": "2026-09-01T10:00:00Z"
}"#;

fn assert_template(template: WhatsAppTemplateLocal) {
    assert_eq!(template.category, Some(Category822Enum::Utility));
    let positional = WhatsAppTemplateLocalParameterFormat::Positional;
    assert_eq!(template.parameter_format, Some(positional));
    let components = template.components.unwrap_or_default();
    assert_eq!(components[0]["type"], "BODY");
    let links = template.account_links.unwrap_or_default();
    let pending = WhatsAppTemplateAccountLinkStatusEnum::Pending;
    assert_eq!(links[0].status, Some(pending));
    assert_eq!(links[0].account_name, "Cakes");
}

fn assert_webhook(webhook: Webhook) {
    let unknown = EventsEnum::Unknown("message.deleted".to_owned());
    let events = [EventsEnum::MessageReceived, unknown];
    assert_eq!(webhook.events.unwrap_or_default(), events);
    assert_eq!(webhook.secret, "s");
    assert_eq!(webhook.consecutive_failures, Some(0));
}

#[tokio::test]
async fn templates_list() -> Result<(), Failure> {
    let (templates, request) = call(Answer::json(200, format!("[{TEMPLATE}]")), |client| {
        client.whatsapp_templates().list()
    })
    .await?;
    assert_bare(&request, "GET /api/v1/whatsapp-templates/");
    templates.into_iter().for_each(assert_template);
    Ok(())
}

#[tokio::test]
async fn templates_get() -> Result<(), Failure> {
    let (template, request) = call(Answer::json(200, TEMPLATE), |client| {
        client.whatsapp_templates().get(ID)
    })
    .await?;
    assert_bare(&request, &format!("GET /api/v1/whatsapp-templates/{ID}/"));
    assert_template(template);
    Ok(())
}

#[tokio::test]
async fn templates_create() -> Result<(), Failure> {
    let body = CreateWhatsAppTemplateLocalInput::new("order_update", Category822Enum::Utility)
        .parameter_format(ParameterFormatEnum::Named);
    let (template, request) = call(Answer::json(201, TEMPLATE), |client| {
        client.whatsapp_templates().create(body)
    })
    .await?;
    assert_sent(
        &request,
        "POST /api/v1/whatsapp-templates/",
        r#"{"name":"order_update","category":"UTILITY","parameterFormat":"NAMED"}"#,
    );
    assert_template(template);
    Ok(())
}

#[tokio::test]
async fn templates_publish() -> Result<(), Failure> {
    let body = PublishTemplateInput::new([ID.parse()?]);
    let (template, request) = call(Answer::json(200, TEMPLATE), |client| {
        client.whatsapp_templates().publish(ID, body)
    })
    .await?;
    let line = format!("POST /api/v1/whatsapp-templates/{ID}/publish/");
    assert_sent(&request, &line, &format!(r#"{{"accountIds":["{ID}"]}}"#));
    assert_template(template);
    Ok(())
}

#[tokio::test]
async fn webhooks_list() -> Result<(), Failure> {
    let (webhooks, request) = call(Answer::json(200, format!("[{WEBHOOK}]")), |client| {
        client.webhooks().list()
    })
    .await?;
    assert_bare(&request, "GET /api/v1/webhooks/");
    webhooks.into_iter().for_each(assert_webhook);
    Ok(())
}

#[tokio::test]
async fn webhooks_get() -> Result<(), Failure> {
    let (webhook, request) = call(Answer::json(200, WEBHOOK), |client| {
        client.webhooks().get(ID)
    })
    .await?;
    assert_bare(&request, &format!("GET /api/v1/webhooks/{ID}/"));
    assert_webhook(webhook);
    Ok(())
}

#[tokio::test]
async fn contacts_bulk() -> Result<(), Failure> {
    let body = BulkCreateContactsInput::new([CreateContactInput::new("447700900200").name("Alex")]);
    let answer = format!(r#"[{{"id": "{ID}", "phoneNumber": "447700900200", "name": null}}]"#);
    let (contacts, request) = call(Answer::json(201, answer), |client| {
        client.contacts().bulk(body)
    })
    .await?;
    assert_sent(
        &request,
        "POST /api/v1/contacts/bulk/",
        r#"{"contacts":[{"phoneNumber":"447700900200","name":"Alex"}]}"#,
    );
    assert_eq!(contacts[0].phone_number, "447700900200");
    assert_eq!(contacts[0].name, None);
    Ok(())
}
