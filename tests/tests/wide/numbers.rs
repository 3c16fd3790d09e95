//! `client.phone_numbers()`. There is no recorded answer: these are built from what is known of the server.
//!
//! Invariant: whichever method answers a number, the same is read of it.

use sdk_tests::Answer;
use wide_client::types::*;

use super::{Failure, ID, assert_bare, assert_sent, call};

const NUMBER: &str = r#"{
    "id": "2a3b4c5d-6e7f-4a1b-8c2d-9e0f1a2b3c4d", "number": "447700900100", "whatsappPhoneNumberId": "1001",
    "whatsappBusinessAccount": {"id": "2a3b4c5d-6e7f-4a1b-8c2d-9e0f1a2b3c4e", "name": null, "waId": "555"},
    "activeAgent": {"id": "0b6f5a52-8d0e-4b51-9a57-6b1f6a3c9d11", "name": "Cake Desk", "icebreakers": ["Hours"]},
    "defaultRouting": "agent", "defaultWebhook": null, "isSandbox": false, "analyticsEnabled": true
}"#;

fn assert_number(number: PhoneNumber) {
    assert_eq!(number.number.as_deref(), Some("447700900100"));
    let account = number.whatsapp_business_account.and_then(|it| it.wa_id);
    assert_eq!(account.as_deref(), Some("555"));
    let icebreakers = number.active_agent.and_then(|it| it.icebreakers);
    assert_eq!(icebreakers, Some(vec!["Hours".to_owned()]));
    assert_eq!(number.default_webhook, None);
    assert_eq!(number.analytics_enabled, Some(true));
}

#[tokio::test]
async fn list_is_bare_and_takes_no_parameters() -> Result<(), Failure> {
    let (numbers, request) = call(Answer::json(200, format!("[{NUMBER}]")), |client| {
        client.phone_numbers().list()
    })
    .await?;
    assert_bare(&request, "GET /api/v1/phone-numbers/");
    numbers.into_iter().for_each(assert_number);
    Ok(())
}

#[tokio::test]
async fn get() -> Result<(), Failure> {
    let (number, request) = call(Answer::json(200, NUMBER), |client| {
        client.phone_numbers().get("447700900100")
    })
    .await?;
    assert_bare(&request, "GET /api/v1/phone-numbers/447700900100/");
    assert_number(number);
    Ok(())
}

#[tokio::test]
async fn connect_agent() -> Result<(), Failure> {
    let body = ConnectAgentInput::new(ID.parse()?).apply_to_existing(true);
    let (number, request) = call(Answer::json(200, NUMBER), |client| {
        client.phone_numbers().connect_agent("447700900100", body)
    })
    .await?;
    let line = "POST /api/v1/phone-numbers/447700900100/connect-agent/";
    let body = format!(r#"{{"agentId":"{ID}","applyToExisting":true}}"#);
    assert_sent(&request, line, &body);
    assert_number(number);
    Ok(())
}

#[tokio::test]
async fn business_profile() -> Result<(), Failure> {
    let answer = r#"{"about": "Cakes", "websites": ["https://e.org"], "isStarterBranded": false}"#;
    let (profile, request) = call(Answer::json(200, answer), |client| {
        client.phone_numbers().business_profile("447700900100")
    })
    .await?;
    let line = "GET /api/v1/phone-numbers/447700900100/business-profile/";
    assert_bare(&request, line);
    assert_eq!(profile.about.as_deref(), Some("Cakes"));
    assert_eq!(profile.websites.map(|sites| sites.len()), Some(1));
    assert_eq!(profile.email, None);
    Ok(())
}
