//! `client.agents()`.
//!
//! Invariant: whichever method answers an agent, the same is read of it.

use sdk_tests::{Answer, fixture};
use wide_client::resources::agents::ListParams;
use wide_client::types::*;
use wide_client::{Client, Patch, Request};

use super::{Failure, ID, assert_bare, assert_sent, call};

/// Makes a call that is answered with an agent, and checks what was read of it.
async fn agent(
    status: u16,
    make: impl FnOnce(&Client) -> Request<Agent>,
) -> Result<sdk_tests::Recorded, Failure> {
    let (agent, request) = call(Answer::json(status, fixture("agent.json")?), make).await?;
    assert_agent(agent);
    Ok(request)
}

fn assert_agent(agent: Agent) {
    assert_eq!(agent.name.as_deref(), Some("Cake Desk"));
    assert_eq!(agent.llm_model, Some(LlmModelEnum::OpenaiGpt41Mini));
    assert_eq!(agent.profile_picture.and_then(|it| it.width), Some(800));
    assert_eq!(agent.icebreakers.map(|it| it.len()), Some(2));
    assert_eq!(agent.total_messages, Some(42));
    assert_eq!(agent.owner_active, Some(true));
    let owner = agent.owner.and_then(|owner| owner.phone_number);
    assert_eq!(owner.as_deref(), Some("447700900300"));
    let documents = agent.documents.unwrap_or_default();
    assert_eq!(documents[0].status, Some(AgentDocumentStatus::Ready));
    let numbers = agent.phone_numbers.unwrap_or_default();
    assert_eq!(numbers[0].phone_number.as_deref(), Some("447700900100"));
    assert!(agent.created_at.is_some() && agent.updated_at.is_none());
}

#[tokio::test]
async fn list() -> Result<(), Failure> {
    let page = format!(
        r#"{{"count": 1, "next": null, "previous": null, "results": [{}]}}"#,
        fixture("agent.json")?
    );
    let (page, request) = call(Answer::json(200, page), |client| {
        client.agents().list(ListParams::new().limit(5).offset(10))
    })
    .await?;
    assert_bare(&request, "GET /api/v1/agents/?limit=5&offset=10");
    assert_eq!((page.total, page.has_next()), (Some(1), false));
    page.into_iter().for_each(assert_agent);
    Ok(())
}

#[tokio::test]
async fn create() -> Result<(), Failure> {
    let request = agent(201, |client| {
        client.agents().create(CreateAgentInput::new("Cake Desk"))
    })
    .await?;
    assert_sent(&request, "POST /api/v1/agents/", r#"{"name":"Cake Desk"}"#);
    Ok(())
}

#[tokio::test]
async fn get() -> Result<(), Failure> {
    let request = agent(200, |client| client.agents().get(ID)).await?;
    assert_bare(&request, &format!("GET /api/v1/agents/{ID}/"));
    Ok(())
}

#[tokio::test]
async fn update_leaves_clears_and_sets() -> Result<(), Failure> {
    let line = format!("PATCH /api/v1/agents/{ID}/");
    for (model, body) in [
        (Patch::Leave, r#"{"name":"Desk"}"#),
        (Patch::Clear, r#"{"name":"Desk","llmModel":null}"#),
        (
            Patch::Set(LlmModelEnum::OpenaiGpt41),
            r#"{"name":"Desk","llmModel":"openai/gpt-4.1"}"#,
        ),
        (
            Patch::Set(LlmModelEnum::Empty),
            r#"{"name":"Desk","llmModel":""}"#,
        ),
    ] {
        let change = PatchedAgent::new().name("Desk").llm_model(model);
        let request = agent(200, |client| client.agents().update(ID, change)).await?;
        assert_sent(&request, &line, body);
    }
    let request = agent(200, |client| client.agents().update(ID, None)).await?;
    assert_bare(&request, &line);
    Ok(())
}

#[tokio::test]
async fn delete() -> Result<(), Failure> {
    let ((), request) = call(Answer::new(204, &[], ""), |client| {
        client.agents().delete(ID)
    })
    .await?;
    assert_bare(&request, &format!("DELETE /api/v1/agents/{ID}/"));
    Ok(())
}
