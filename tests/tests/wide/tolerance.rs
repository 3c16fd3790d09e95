//! No field that is gone, null or new costs the caller the answer.
//!
//! Invariant: a fixture is changed at each of its members, at every depth, and not at chosen ones.

use sdk_tests::{Answer, Server, fixture};
use serde_json::{Value, json};
use wide_client::resources::conversations::{ListParams, messages};
use wide_client::types::UnifiedWhatsappMessageInput;
use wide_client::{Client, Error};

use super::{Failure, ID, client};

/// Every way to change one member of an object at any depth: without it, with null, and with another beside it.
fn changed(value: &Value) -> Vec<Value> {
    let mut variants = Vec::new();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let mut without = members.clone();
                without.remove(name);
                variants.push(without.into());
                let members = [vec![Value::Null], changed(member)].concat();
                variants.extend(members.into_iter().map(|member| with(value, name, member)));
            }
            variants.push(with(value, "aFieldOfTomorrow", json!({"a": [1]})));
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                for item in changed(item) {
                    let mut items = items.clone();
                    items[at] = item;
                    variants.push(items.into());
                }
            }
        }
        _ => {}
    }
    variants
}

fn with(object: &Value, name: &str, member: Value) -> Value {
    let mut object = object.clone();
    object[name] = member;
    object
}

/// Makes a call for every variant of a fixture.
async fn read_all(
    name: &str,
    is_readable: impl Fn(&Value) -> bool,
    call: impl AsyncFn(Client) -> Result<(), Error>,
) -> Result<(), Failure> {
    let mut variants = changed(&serde_json::from_str(&fixture(name)?)?);
    variants.retain(is_readable);
    assert!(
        variants.len() > 20,
        "{name} has {} variants",
        variants.len()
    );
    let answers = variants
        .iter()
        .map(|variant| Answer::json(200, variant.to_string()));
    let server = Server::start(answers)?;
    let client = client(&server)?;
    for variant in variants {
        if let Err(error) = call(client.clone()).await {
            return Err(format!("{error}: {variant}").into());
        }
    }
    Ok(())
}

#[tokio::test]
async fn agents() -> Result<(), Failure> {
    read_all(
        "agent.json",
        |_| true,
        async |client| client.agents().get(ID).await.map(drop),
    )
    .await
}

#[tokio::test]
async fn one_conversation() -> Result<(), Failure> {
    read_all(
        "conversation.json",
        |_| true,
        async |client| client.conversations().get(ID).await.map(drop),
    )
    .await
}

/// Without its list a page is none; an empty one in its place would end a walk over all pages in silence.
#[tokio::test]
async fn a_page_of_conversations() -> Result<(), Failure> {
    let has_list = |page: &Value| page["results"].is_array();
    read_all("conversations_page.json", has_list, async |client| {
        client
            .conversations()
            .list(ListParams::new())
            .await
            .map(drop)
    })
    .await
}

#[tokio::test]
async fn messages() -> Result<(), Failure> {
    read_all(
        "messages_list.json",
        |_| true,
        async |client| {
            let params = messages::ListParams::new();
            client
                .conversations()
                .messages()
                .list(ID, params)
                .await
                .map(drop)
        },
    )
    .await?;
    for kind in ["cta", "image", "quick_reply", "template", "text", "unified"] {
        read_all(
            &format!("message_{kind}.json"),
            |_| true,
            async |client| {
                let body = UnifiedWhatsappMessageInput::new().text("Hello");
                client
                    .conversations()
                    .messages()
                    .send(ID, body)
                    .await
                    .map(drop)
            },
        )
        .await?;
    }
    Ok(())
}
