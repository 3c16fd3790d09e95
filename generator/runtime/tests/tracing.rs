//! What a span says about a call, and what it does not.

#![cfg(feature = "tracing")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use sdk_runtime::Call;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber, instrument::WithSubscriber as _};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::Registry;

use support::{Act, GET, KEY, SEND, Server, answer, hasty, json};

#[derive(Default, Clone)]
struct Recorder(Arc<Mutex<Recorded>>);

#[derive(Default, Debug)]
struct Recorded {
    spans: Vec<BTreeMap<String, String>>,
    events: Vec<BTreeMap<String, String>>,
}

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(
            field.name().to_owned(),
            format!("{value:?}").trim_matches('"').to_owned(),
        );
    }
}

/// Other crates have spans as well.
fn is_ours(metadata: &tracing::Metadata<'_>) -> bool {
    metadata.target().starts_with("sdk_runtime")
}

impl<S: Subscriber> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        if is_ours(attributes.metadata()) {
            let mut span = BTreeMap::from([(
                "name".to_owned(),
                attributes.metadata().name().to_owned(),
            )]);
            attributes.record(&mut Fields(&mut span));
            self.0.lock().unwrap().spans.push(span);
        }
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        if let Some(span) = self.0.lock().unwrap().spans.last_mut() {
            values.record(&mut Fields(span));
        }
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if is_ours(event.metadata()) {
            let mut fields = BTreeMap::new();
            event.record(&mut Fields(&mut fields));
            self.0.lock().unwrap().events.push(fields);
        }
    }
}

async fn recorded(
    script: impl Into<Vec<Act>>,
    operation: &'static sdk_runtime::Operation,
) -> Recorded {
    let recorder = Recorder::default();
    let server = Server::start(script);
    let client = hasty(&server.url()).build().unwrap();
    let request = Call::new(&client, operation)
        .path("id", "customer")
        .json("customer")
        .returns_json::<u32>();
    let subscriber = Registry::default().with(recorder.clone());
    let _ = async { request.await }.with_subscriber(subscriber).await;
    let recorded = std::mem::take(&mut *recorder.0.lock().unwrap());
    let shown = format!("{recorded:?}");
    assert!(!shown.contains("customer") && !shown.contains(KEY), "{shown}");
    recorded
}

fn field<'a>(span: &'a BTreeMap<String, String>, name: &str) -> Option<&'a str> {
    span.get(name).map(String::as_str)
}

#[tokio::test]
async fn a_call_is_one_span_in_the_names_of_opentelemetry() {
    let created = Act::Answer(answer("201 Created", "x-request-id: req_1\r\n", "7"));
    let recorded =
        recorded([Act::Reset, json("503 Service Unavailable", "{}"), created], &GET)
            .await;
    let [span] = recorded.spans.as_slice() else { panic!("one span: {recorded:?}") };
    let expected = [
        ("name", "http.client.request"),
        ("otel.name", "GET /api/v1/chats/{id}/messages/"),
        ("otel.kind", "client"),
        ("operation.id", "messages_retrieve"),
        ("http.request.method", "GET"),
        ("url.template", "/api/v1/chats/{id}/messages/"),
        ("server.address", "127.0.0.1"),
        ("http.request.resend_count", "2"),
        ("http.response.status_code", "201"),
        ("http.response.header.x-request-id", "req_1"),
    ];
    for (name, value) in expected {
        assert_eq!(field(span, name), Some(value), "{name}");
    }
    assert!(field(span, "server.port").unwrap().parse::<u16>().is_ok());
    assert_eq!(
        (field(span, "error.type"), field(span, "otel.status_code")),
        (None, None)
    );
    let resent = recorded
        .events
        .iter()
        .map(|event| field(event, "error.type").unwrap())
        .collect::<Vec<_>>();
    assert_eq!(resent, ["transport", "server"]);
}

#[tokio::test]
async fn a_failure_is_marked_as_one() {
    let cases = [
        (json("404 Not Found", r#"{"error": "customer"}"#), "not_found", Some("404")),
        (Act::Reset, "transport", None),
        (json("200 OK", r#""customer""#), "decode", Some("200")),
    ];
    for (act, kind, status) in cases {
        let recorded = recorded([act], &SEND).await;
        let span = &recorded.spans[0];
        assert_eq!(field(span, "error.type"), Some(kind));
        assert_eq!(field(span, "otel.status_code"), Some("ERROR"));
        assert_eq!(field(span, "http.response.status_code"), status);
        assert_eq!(field(span, "http.request.resend_count"), Some("0"));
    }
}
