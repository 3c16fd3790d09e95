//! What is sent is checked by the rules of its type; violations speak of JSON, and never of the value.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::collections::BTreeMap;

use sdk_runtime::{Call, ErrorKind, Patch, Validated, Violation, WireField, rule};
use serde::Serialize;

use support::{SEND, Server, client, hasty, json as answers};

#[derive(Debug, Clone, Default, Serialize, garde::Validate)]
struct Button {
    #[serde(rename = "type")]
    #[garde(skip)]
    r#type: String,
    #[garde(length(chars, max = 20))]
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(rule::uri)))]
    url: Option<String>,
    #[serde(rename = "quickReplyId", skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = 200))]
    quick_reply_id: Option<String>,
}

impl Validated for Button {
    fn wire_fields() -> &'static [WireField] {
        const {
            &[
                WireField::new("r#type", "type"),
                WireField::new("quick_reply_id", "quickReplyId"),
            ]
        }
    }
}

#[derive(Debug, Clone, Default, Serialize, garde::Validate)]
struct Unified {
    #[garde(inner(custom(rule::max_items(3)), inner(length(chars, max = 5))))]
    r#match: Option<Vec<String>>,
    #[garde(custom(rule::max_items(3)), dive)]
    #[serde(rename = "quick-buttons")]
    buttons: Vec<Button>,
    #[garde(dive)]
    named: BTreeMap<String, Button>,
    #[garde(dive)]
    next: Option<Box<Unified>>,
    #[garde(custom(rule::values(rule::max_length(3))), custom(rule::max_properties(2)))]
    labels: BTreeMap<String, String>,
    #[garde(custom(rule::values(rule::present(rule::items(rule::max_length(3))))))]
    tags: BTreeMap<String, Option<Vec<String>>>,
    #[garde(inner(length(chars, max = 2)))]
    title: Patch<String>,
    #[garde(dive)]
    changed: Patch<Button>,
}

impl Validated for Unified {
    fn wire_fields() -> &'static [WireField] {
        const {
            &[
                WireField::new("r#match", "match"),
                WireField::new("buttons", "quick-buttons").of::<Button>(),
                WireField::new("named", "named").of::<Button>().in_maps(1),
                WireField::new("next", "next").of::<Unified>(),
                WireField::new("changed", "changedButton").of::<Button>(),
            ]
        }
    }
}

#[derive(Debug, Clone, Serialize, garde::Validate)]
#[serde(tag = "type")]
enum Message {
    #[serde(rename = "unified")]
    Unified {
        #[garde(dive)]
        unified: Box<Unified>,
    },
    #[serde(rename = "limits")]
    Limits {
        #[garde(dive)]
        limits: Limits,
    },
}

impl Validated for Message {
    fn wire_fields() -> &'static [WireField] {
        const { &[WireField::new("unified", "unified").of::<Unified>()] }
    }
}

/// Fields whose names other validation crates stumble over, and every rule.
#[derive(Debug, Clone, Serialize, garde::Validate)]
struct Limits {
    #[garde(range(min = 1, max = 5))]
    errors: i32,
    #[garde(custom(rule::exclusive_minimum(0)), custom(rule::exclusive_maximum(10i64)))]
    report: i64,
    #[garde(inner(custom(rule::multiple_of(0.1))))]
    ctx: Option<f64>,
    #[garde(custom(rule::multiple_of(5u64)))]
    parent: u64,
    #[garde(custom(rule::min_items(1)), custom(rule::unique_items))]
    path: Vec<i32>,
    #[garde(custom(rule::pattern(&["^[a-z]+$", "^\\p{lower}+$"])))]
    self_: String,
    #[garde(custom(rule::min_properties(1)))]
    value: BTreeMap<String, serde_json::Value>,
    #[garde(length(chars, min = 2))]
    f: String,
    #[garde(custom(rule::minimum(2)), custom(rule::maximum(3)))]
    g: i128,
}

fn violations<B>(body: &B) -> Vec<Violation>
where
    B: Serialize + garde::Validate<Context = ()> + Validated,
{
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // Nobody listens there: were the request sent, the error would be another one.
    let request = Call::new(&client("http://127.0.0.1:1"), &SEND)
        .path("id", 7)
        .validated_json(body)
        .returns_nothing();
    let error = runtime.block_on(async { request.await }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Validation);
    assert_eq!(error.attempts(), 0);
    assert!(!error.is_retryable());
    error.violations().to_vec()
}

fn told(violations: &[Violation]) -> Vec<(&str, &str, Option<&str>)> {
    violations
        .iter()
        .map(|violation| (violation.path(), violation.rule(), violation.limit()))
        .collect()
}

fn button(text: &str) -> Button {
    Button {
        r#type: "url".into(),
        text: text.into(),
        ..Button::default()
    }
}

#[test]
fn a_violation_names_the_json_path_the_rule_and_the_limit() {
    let buttons = vec![button("fine"), button("far too long for a button")];
    let body = Message::Unified {
        unified: Box::new(Unified {
            buttons,
            ..Unified::default()
        }),
    };
    let violations = violations(&body);
    assert_eq!(
        told(&violations),
        [("unified.quick-buttons[1].text", "maxLength", Some("20"))]
    );
    assert_eq!(
        violations[0].to_string(),
        "`unified.quick-buttons[1].text` must have at most 20 characters"
    );
}

#[test]
fn every_violation_is_found_and_no_value_is_printed() {
    let secret = "customer text that must not show";
    let odd = Button {
        url: Some(secret.into()),
        quick_reply_id: Some("x".repeat(201)),
        ..button(secret)
    };
    let body = Unified {
        r#match: Some(vec![secret.into(), "ok".into(), secret.into(), "ok".into()]),
        buttons: vec![odd.clone()],
        named: BTreeMap::from([
            ("a.b".to_owned(), odd.clone()),
            ("r#type".to_owned(), odd.clone()),
        ]),
        next: Some(Box::new(Unified {
            changed: Patch::Set(odd),
            title: Patch::Set(secret.into()),
            ..Unified::default()
        })),
        labels: BTreeMap::from([
            ("x".into(), secret.into()),
            ("y z".into(), secret.into()),
            ("z".into(), "ok".into()),
        ]),
        tags: BTreeMap::from([
            ("k".into(), Some(vec!["ok".into(), secret.into()])),
            ("none".into(), None),
        ]),
        ..Unified::default()
    };
    let violations = violations(&body);
    let mut told = told(&violations);
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("labels", "maxProperties", Some("2")),
            ("labels.x", "maxLength", Some("3")),
            ("labels[\"y z\"]", "maxLength", Some("3")),
            ("match", "maxItems", Some("3")),
            ("match[0]", "maxLength", Some("5")),
            ("match[2]", "maxLength", Some("5")),
            ("named[\"a.b\"].quickReplyId", "maxLength", Some("200")),
            ("named[\"a.b\"].text", "maxLength", Some("20")),
            ("named[\"a.b\"].url", "format", Some("uri")),
            ("named[\"r#type\"].quickReplyId", "maxLength", Some("200")),
            ("named[\"r#type\"].text", "maxLength", Some("20")),
            ("named[\"r#type\"].url", "format", Some("uri")),
            ("next.changedButton.quickReplyId", "maxLength", Some("200")),
            ("next.changedButton.text", "maxLength", Some("20")),
            ("next.changedButton.url", "format", Some("uri")),
            ("next.title", "maxLength", Some("2")),
            ("quick-buttons[0].quickReplyId", "maxLength", Some("200")),
            ("quick-buttons[0].text", "maxLength", Some("20")),
            ("quick-buttons[0].url", "format", Some("uri")),
            ("tags.k[1]", "maxLength", Some("3")),
        ]
    );
    for violation in &violations {
        assert!(!format!("{violation} {violation:?}").contains("customer"));
    }
}

#[test]
fn every_rule_reports_in_the_words_of_json_schema() {
    let limits = Limits {
        errors: 6,
        report: 10,
        ctx: Some(0.25),
        parent: 7,
        path: vec![1, 2, 1],
        self_: "A".into(),
        value: BTreeMap::new(),
        f: "ä".into(),
        g: 4,
    };
    let violations = violations(&Message::Limits { limits: limits.clone() });
    let mut told = told(&violations);
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("limits.ctx", "multipleOf", Some("0.1")),
            ("limits.errors", "maximum", Some("5")),
            ("limits.f", "minLength", Some("2")),
            ("limits.g", "maximum", Some("3")),
            ("limits.parent", "multipleOf", Some("5")),
            ("limits.path", "uniqueItems", None),
            ("limits.report", "exclusiveMaximum", Some("10")),
            ("limits.self_", "pattern", Some("^\\p{lower}+$")),
            ("limits.value", "minProperties", Some("1")),
        ]
    );
    let low = Limits {
        errors: 0,
        report: 0,
        ctx: Some(0.3),
        parent: 0,
        path: vec![],
        g: 1,
        ..limits
    };
    let violations = self::violations(&Message::Limits { limits: low });
    let told = self::told(&violations);
    assert!(told.contains(&("limits.errors", "minimum", Some("1"))));
    assert!(told.contains(&("limits.report", "exclusiveMinimum", Some("0"))));
    assert!(told.contains(&("limits.path", "minItems", Some("1"))));
    assert!(told.contains(&("limits.g", "minimum", Some("2"))));
    let words: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(words.contains(&"`limits.path` must have at least 1 item".to_owned()));
    assert!(
        !told.iter().any(|(path, ..)| matches!(*path, "limits.ctx" | "limits.parent")),
        "{told:?}"
    );
}

#[test]
fn lengths_count_code_points() {
    let twenty = "\u{1F1E9}".repeat(20);
    let fits = Unified {
        buttons: vec![button(&twenty)],
        ..Unified::default()
    };
    let too_long = Unified {
        buttons: vec![button(&format!("{twenty}!"))],
        ..Unified::default()
    };
    assert!(garde::Validate::validate(&fits).is_ok());
    assert_eq!(
        told(&violations(&too_long)),
        [("quick-buttons[0].text", "maxLength", Some("20"))]
    );
}

#[test]
fn the_error_is_one_line_that_counts_the_rest() {
    let body = Unified {
        buttons: vec![button("far too long for a button"); 2],
        ..Unified::default()
    };
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let request = Call::new(&client("http://127.0.0.1:1"), &SEND)
        .path("id", "..")
        .validated_json(&body)
        .returns_nothing();
    let error = runtime.block_on(async { request.await }).unwrap_err();
    assert_eq!(error.violations().len(), 3);
    assert_eq!(
        error.to_string(),
        "nothing was sent: `id` must not be empty, `.` or `..`, since it is a part of the path (and 2 more violations)"
    );

    let request = Call::new(&client("http://127.0.0.1:1"), &SEND)
        .path("id", "1")
        .validated_json(&body)
        .returns_nothing();
    let error = runtime.block_on(async { request.await }).unwrap_err();
    assert!(error.to_string().ends_with(" (and 1 more violation)"), "{error}");
}

#[test]
fn arguments_are_checked_one_by_one_and_told_by_their_names() {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let call = |client: &sdk_runtime::Client, id: i64, text: &str| {
        Call::new(client, &SEND)
            .checked("id", &id, &[&rule::minimum(1), &rule::multiple_of(2)])
            .path("id", id)
            .text(text.to_owned(), "text/plain", &[&rule::max_length(2)])
            .returns_nothing()
    };
    let strict = client("http://127.0.0.1:1");
    let error = runtime.block_on(async { call(&strict, -1, "abc").await }).unwrap_err();
    assert_eq!(
        told(error.violations()),
        [
            ("id", "minimum", Some("1")),
            ("id", "multipleOf", Some("2")),
            ("", "maxLength", Some("2")),
        ]
    );
    let error = runtime.block_on(async { call(&strict, 2, "hé").await }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
}

#[tokio::test]
async fn arguments_are_sent_as_they_are_where_nothing_is_to_be_checked() {
    let server = Server::start([answers("200 OK", "{}")]);
    let lax = hasty(&server.url()).validation(false).build().unwrap();
    let text = Some("abc".to_owned());
    Call::new(&lax, &SEND)
        .checked("id", "long", &[&rule::max_length(2)])
        .path("id", "long")
        .text(text, "text/plain", &[&rule::max_length(2)])
        .returns_nothing()
        .await
        .unwrap();
    let seen = server.seen().remove(0);
    assert!(seen.line.contains("/long/"), "{}", seen.line);
    assert_eq!(seen.header("content-type"), Some("text/plain"));
    assert_eq!(seen.body, b"abc");
}

/// JSON has no NaN: null would be another value, and some servers would take it for one.
#[test]
fn a_number_that_json_does_not_have_is_a_violation() {
    let call = |ratio: f64, width: f64| {
        Call::new(&client("http://127.0.0.1:1"), &SEND)
            .checked("ratio", &ratio, &[&rule::finite])
            .checked("width", &width, &[&rule::finite])
            .path("id", 1)
            .returns_nothing()
    };
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = runtime.block_on(async { call(odd, odd).await }).unwrap_err();
        let expected = [("ratio", "finite", None), ("width", "finite", None)];
        assert_eq!((told(error.violations()), error.attempts()), (expected.to_vec(), 0));
    }
}
