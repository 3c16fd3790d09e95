//! The docs pages: every operation sends bodies that its page allows, and reads answers that its page allows, each as
//! the overlays correct it.
//!
//! Invariant: an operation of the pages that is not listed here fails the last test, unless it has nothing to take
//! part with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use generator::diagnostic::Diagnostics;
use generator::ir::Resource;
use generator::load;
use generator::{Options, generate};
use sdk_tests::{Answer, Server};
use serde_json::{Value, json};
use wide_client::resources::{agents, conversations, idioms};
use wide_client::{Client, Request};

use super::document::{Document, is_required, without_nulls};
use super::wire::{Made, Shown};
use super::{Failure, assert_sent, values};

/// An id, where it does not matter which.
const ID: &str = "5f0c2f6e-1f60-4a52-8b43-0c9a2b7de001";

/// The operations that cannot take part: they send nothing and are answered with nothing.
const EMPTY: &[&str] = &["agents_delete"];

/// What is asserted of an operation.
struct Operation {
    method: String,
    /// The schema of its body, if it has one.
    body: Option<Value>,
    status: u16,
    /// The schema of its answer, if it has one.
    answer: Option<Value>,
}

/// What the pages say.
struct Pages {
    /// The pages and the overlays together.
    document: Value,
    operations: BTreeMap<String, Operation>,
}

/// They are read once for all tests.
static PAGES: LazyLock<Result<Pages, String>> =
    LazyLock::new(|| Pages::read().map_err(|error| error.to_string()));

fn pages() -> Result<&'static Pages, Failure> {
    PAGES.as_ref().map_err(|error| error.as_str().into())
}

impl Pages {
    fn read() -> Result<Self, Failure> {
        let input = sdk_tests::pages()?;
        let loaded = load::load(&input, &mut Diagnostics::default());
        let loaded = loaded.ok_or("the pages cannot be read")?;
        let document = loaded.root.to_value();
        let output = generate(&input, &Options::default()).map_err(|report| report.to_string())?;
        let mut operations = BTreeMap::new();
        collect(&output.api.root, &document, &mut operations)?;
        Ok(Self {
            document,
            operations,
        })
    }
}

/// The operations of a resource, by the names that lead to them.
fn collect(
    resource: &Resource,
    document: &Value,
    found: &mut BTreeMap<String, Operation>,
) -> Result<(), Failure> {
    for operation in &resource.operations {
        let names = resource.path.iter().chain([&operation.name]);
        let names: Vec<&str> = names.map(|name| name.unraw()).collect();
        let method = operation.method.to_lowercase();
        let operation = Operation::of(&document["paths"][&operation.path][&method], method)?;
        found.insert(names.join("_"), operation);
    }
    let mut children = resource.children.iter();
    children.try_for_each(|child| collect(child, document, found))
}

impl Operation {
    fn of(node: &Value, method: String) -> Result<Self, Failure> {
        let responses = node["responses"]
            .as_object()
            .ok_or("it is not in the pages")?;
        let mut successes = responses
            .iter()
            .filter(|(status, _)| status.starts_with('2'));
        let (status, answer) = successes.next().ok_or("no success is declared")?;
        let schema = |of: &Value| of["content"]["application/json"].get("schema").cloned();
        Ok(Self {
            method,
            body: schema(&node["requestBody"]),
            status: status.parse()?,
            answer: schema(answer),
        })
    }

    /// An answer that the server makes of a value.
    fn answered(&self, value: &Value) -> Answer {
        match self.answer {
            Some(_) => Answer::json(self.status, value.to_string()),
            None => Answer::new(self.status, &[], ""),
        }
    }
}

/// In an update, null is said where it may be, and is not the same as nothing.
fn is_kept_in_update(schema: &Value, name: &str) -> bool {
    is_required(schema, name) || schema["properties"][name]["nullable"] == true
}

/// What a caller reads of an answer that was made of a schema.
fn readable(document: &Document, schema: &Value, value: &Value) -> Value {
    let readable = without_nulls(document, schema, value, |_, _| false);
    let is_page = document.schema(schema)["properties"].get("next").is_some();
    match is_page {
        // The links of a page lead on, and a count that is none is not read.
        true => json!({ "count": readable["count"].as_u64(), "results": readable["results"] }),
        false => readable,
    }
}

/// Sends a body of each of the values that are made for it, and is answered with each of those that are made for that.
async fn echo<A: Shown + 'static>(
    name: &str,
    call: impl Fn(&Client, &Value) -> Request<A>,
) -> Result<(), Failure> {
    let pages = pages()?;
    let operation = pages
        .operations
        .get(name)
        .ok_or("there is no such operation")?;
    let sent = Document::sent(pages.document.clone());
    let received = Document::received(pages.document.clone());
    let made = |document: &Document, schema: &Option<Value>| -> Vec<Value> {
        let nothing = json!({ "enum": [null] });
        values(document, schema.as_ref().unwrap_or(&nothing)).collect()
    };
    let (bodies, answers) = (
        made(&sent, &operation.body),
        made(&received, &operation.answer),
    );
    let server = Server::start(answers.iter().map(|value| operation.answered(value)))?;
    let builder = Client::builder().api_key("wk_test").base_url(server.url());
    let client = builder.max_attempts(1).build()?;
    for (seed, (body, answer)) in bodies.iter().zip(&answers).enumerate() {
        let read = call(&client, body).await.map_err(|error| {
            format!(
                "{name} {seed}: {error}: {:?}: {body}: {answer}",
                error.violations()
            )
        })?;
        let what = format!("{name} {seed}");
        if let Some(schema) = &operation.answer {
            let expected = readable(&received, schema, answer);
            assert_eq!(read.shown(), expected, "{what}");
        }
        if let Some(schema) = &operation.body {
            let request = server.requests().pop().ok_or("nothing was sent")?;
            let is_kept = match operation.method.as_str() {
                "patch" | "put" => is_kept_in_update,
                _ => is_required,
            };
            assert_sent(&sent, schema, body, &request, is_kept, &what)?;
        }
    }
    Ok(())
}

/// A body, or a part of the path, of what its schema allows.
fn made<T: Made>(json: &Value) -> T {
    T::made(Some(json))
}

macro_rules! operations {
    ($($name:ident($client:ident, $body:pat) => $call:expr;)*) => {
        $(#[tokio::test]
        #[allow(deprecated, reason = "what is deprecated is sent as well")]
        async fn $name() -> Result<(), Failure> {
            echo(stringify!($name), |$client, $body| $call).await
        })*

        /// The operations that take part.
        const ECHOED: &[&str] = &[$(stringify!($name)),*];
    };
}

use wide_client::types::*;

operations! {
    agents_create(client, body) => client.agents().create(made::<CreateAgentInput>(body));
    agents_get(client, _) => client.agents().get(ID);
    agents_list(client, _) => client.agents().list(agents::ListParams::new());
    agents_update(client, body) => client.agents().update(ID, made::<PatchedAgent>(body));
    contacts_bulk(client, body) => client.contacts().bulk(made::<BulkCreateContactsInput>(body));
    conversations_create(client, body) => {
        client.conversations().create(made::<CreateConversationInput>(body))
    };
    conversations_get(client, _) => client.conversations().get(ID);
    conversations_list(client, _) => {
        client.conversations().list(conversations::ListParams::new())
    };
    conversations_messages_list(client, _) => {
        client.conversations().messages().list(ID, conversations::messages::ListParams::new())
    };
    conversations_messages_send(client, body) => {
        client.conversations().messages().send(ID, made::<SendMessageInput>(body))
    };
    conversations_prompt(client, body) => {
        client.conversations().prompt(ID, made::<TriggerBotInput>(body))
    };
    conversations_read(client, _) => client.conversations().read(ID);
    conversations_send_template(client, body) => {
        client.conversations().send_template(ID, made::<SendTemplateInput>(body))
    };
    conversations_subscribe(client, body) => {
        client.conversations().subscribe(ID, made::<SubscribeConversationInput>(body))
    };
    conversations_typing(client, _) => client.conversations().typing(ID);
    idioms_any_create(client, body) => {
        client.idioms().any_create(made::<BTreeMap<String, Value>>(body))
    };
    idioms_bulk_create(client, body) => client.idioms().bulk_create(made::<Vec<Sub>>(body));
    idioms_cursor_list(client, _) => client.idioms().cursor_list(idioms::CursorListParams::new());
    idioms_filters_list(client, _) => {
        client.idioms().filters_list(idioms::FiltersListParams::new("trace", "cake"))
    };
    idioms_scalars_update(client, body) => {
        client.idioms().scalars_update(7, "d", "s", made(&json!(ID)), made::<ScalarsRequest>(body))
    };
    idioms_typed_retrieve(client, _) => client.idioms().typed_retrieve();
    phone_numbers_business_profile(client, _) => client.phone_numbers().business_profile("447");
    phone_numbers_connect_agent(client, body) => {
        client.phone_numbers().connect_agent("447", made::<ConnectAgentInput>(body))
    };
    phone_numbers_get(client, _) => client.phone_numbers().get("447");
    phone_numbers_list(client, _) => client.phone_numbers().list();
    webhooks_get(client, _) => client.webhooks().get(ID);
    webhooks_list(client, _) => client.webhooks().list();
    whatsapp_templates_create(client, body) => {
        client.whatsapp_templates().create(made::<CreateWhatsAppTemplateLocalInput>(body))
    };
    whatsapp_templates_get(client, _) => client.whatsapp_templates().get(ID);
    whatsapp_templates_list(client, _) => client.whatsapp_templates().list();
    whatsapp_templates_publish(client, body) => {
        client.whatsapp_templates().publish(ID, made::<PublishTemplateInput>(body))
    };
}

#[test]
fn every_operation_takes_part_or_has_nothing_to_take_part_with() -> Result<(), Failure> {
    let (mut with_values, mut without) = (BTreeSet::new(), BTreeSet::new());
    for (name, operation) in &pages()?.operations {
        match (&operation.body, &operation.answer) {
            (None, None) => without.insert(name.as_str()),
            _ => with_values.insert(name.as_str()),
        };
    }
    let listed = |names: &[&'static str]| names.iter().copied().collect();
    assert_eq!((with_values, without), (listed(ECHOED), listed(EMPTY)));
    Ok(())
}
