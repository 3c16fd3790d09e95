//! `client.conversations()` and its messages.
//!
//! Invariant: whichever method answers a conversation, the same is read of it.

use sdk_tests::{Answer, Recorded, Server, fixture};
use wide_client::resources::conversations::ListParams;
use wide_client::types::*;
use wide_client::{Client, Request, Violation};

use super::{Failure, ID, assert_bare, assert_sent, call, client};

/// Makes a call that is answered with a conversation, and checks what was read of it.
async fn conversation(
    status: u16,
    make: impl FnOnce(&Client) -> Request<Conversation>,
) -> Result<Recorded, Failure> {
    let answer = Answer::json(status, fixture("conversation.json")?);
    let (conversation, request) = call(answer, make).await?;
    assert_conversation(conversation);
    Ok(request)
}

fn assert_conversation(conversation: Conversation) {
    assert_eq!(
        conversation.id.map(|id| id.to_string()).as_deref(),
        Some(ID)
    );
    let contact = conversation.contact.and_then(|contact| contact.name);
    assert_eq!(contact.as_deref(), Some("Alex"));
    let agent = conversation.active_agent.and_then(|agent| agent.name);
    assert_eq!(agent.as_deref(), Some("Cake Desk"));
    let number = conversation.whatsapp_number.and_then(|it| it.is_sandbox);
    assert_eq!(number, Some(false));
    assert_eq!(conversation.chat_window_remaining_time, Some(3600));
    let last = conversation.last_message.typed();
    let role = last.and_then(|message| message.role.as_ref());
    assert_eq!(role, Some(&ConversationLastMessageRole::User));
    assert_eq!(conversation.active, Some(true));
    assert_eq!(conversation.routing, Some(ConversationRouting::Agent));
    assert_eq!(conversation.webhook_id, None);
    assert_eq!(conversation.routing_override, Some(false));
}

#[tokio::test]
async fn list() -> Result<(), Failure> {
    let params = ListParams::new()
        .agent(ID.parse()?)
        .contact("4477 00")
        .has_unread(true)
        .last_message_after("2026-09-29T09:01:05Z".parse()?)
        .last_message_before("2026-09-30T00:00:00Z".parse()?)
        .limit(1)
        .offset(0)
        .ordering(ConversationsListOrdering::MinusLastMessageTime)
        .status(ConversationsListStatus::Active)
        .whatsapp_number("447700900100");
    let answer = Answer::json(200, fixture("conversations_page.json")?);
    let (page, request) = call(answer, |client| client.conversations().list(params)).await?;
    assert_bare(
        &request,
        &format!(
            "GET /api/v1/conversations/?agent={ID}&contact=4477%2000&hasUnread=true\
             &lastMessageAfter=2026-09-29T09%3A01%3A05Z&lastMessageBefore=2026-09-30T00%3A00%3A00Z\
             &limit=1&offset=0&ordering=-last_message_time&status=active&whatsappNumber=447700900100"
        ),
    );
    assert_eq!(page.total, Some(42));
    page.into_iter().for_each(assert_conversation);
    Ok(())
}

#[tokio::test]
async fn a_filter_is_checked_before_it_is_sent() -> Result<(), Failure> {
    let server = Server::start([])?;
    let conversations = client(&server)?.conversations();
    let list = conversations.list(ListParams::new().contact(""));
    let error = list.await.err().ok_or("an empty filter was sent")?;
    let paths = error.violations().iter().map(Violation::path);
    assert_eq!(paths.collect::<Vec<_>>(), ["contact"]);
    assert_eq!(server.requests(), []);
    Ok(())
}

#[tokio::test]
async fn create() -> Result<(), Failure> {
    let body = CreateConversationInput::new()
        .to_number("447700900200")
        .agent_id(ID.parse()?)
        .message(SendMessageTemplateInput::new("order_update"));
    let request = conversation(201, |client| client.conversations().create(body)).await?;
    assert_sent(
        &request,
        "POST /api/v1/conversations/",
        &format!(
            r#"{{"toNumber":"447700900200","agentId":"{ID}","message":{{"type":"template","template":{{"name":"order_update"}}}}}}"#
        ),
    );
    Ok(())
}

#[tokio::test]
async fn get() -> Result<(), Failure> {
    let request = conversation(200, |client| client.conversations().get(ID)).await?;
    assert_bare(&request, &format!("GET /api/v1/conversations/{ID}/"));
    Ok(())
}

#[tokio::test]
async fn prompt() -> Result<(), Failure> {
    let ((), request) = call(Answer::new(204, &[], ""), |client| {
        client
            .conversations()
            .prompt(ID, TriggerBotInput::new("Say hi"))
    })
    .await?;
    let line = format!("POST /api/v1/conversations/{ID}/prompt/");
    assert_sent(&request, &line, r#"{"prompt":"Say hi"}"#);
    Ok(())
}

#[tokio::test]
async fn read() -> Result<(), Failure> {
    let request = conversation(200, |client| client.conversations().read(ID)).await?;
    assert_bare(&request, &format!("POST /api/v1/conversations/{ID}/read/"));
    Ok(())
}

#[tokio::test]
async fn typing() -> Result<(), Failure> {
    let request = conversation(200, |client| client.conversations().typing(ID)).await?;
    assert_bare(
        &request,
        &format!("POST /api/v1/conversations/{ID}/typing/"),
    );
    Ok(())
}

#[tokio::test]
async fn subscribe() -> Result<(), Failure> {
    let body = SubscribeConversationInput::new(ID.parse()?);
    let request = conversation(200, |client| client.conversations().subscribe(ID, body)).await?;
    let line = format!("POST /api/v1/conversations/{ID}/subscribe/");
    assert_sent(&request, &line, &format!(r#"{{"webhookId":"{ID}"}}"#));
    Ok(())
}
