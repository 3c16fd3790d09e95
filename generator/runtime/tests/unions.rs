//! Violations in unions that leave no trace of their variant on the wire.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

// The macro is the crate's own, and no test can see it there.
#[path = "../src/unions/macros.rs"]
#[macro_use]
mod macros;

use sdk_runtime::{Call, Validated, WireField, rule};
use serde::Serialize;

use support::{Fake, Reply, SEND, builder};

#[derive(Debug, Clone, Serialize, garde::Validate)]
struct Button {
    #[serde(rename = "quickReplyId")]
    #[garde(length(chars, max = 5))]
    quick_reply_id: String,
}

impl Validated for Button {
    fn wire_fields() -> &'static [WireField] {
        const { &[WireField::new("quick_reply_id", "quickReplyId")] }
    }
}

#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Button(Box<Button>),
    Buttons(Vec<Button>),
    Nested(Vec<Content>),
    Number(i64),
}

validate_payloads! {
    Content {
        Text [rule::max_length(3), rule::pattern(&["^[a-z]*$"])],
        Button dive,
        Buttons [rule::max_items(1)] dive,
        Nested dive,
    }
}

impl Validated for Content {
    fn wire_fields() -> &'static [WireField] {
        const {
            &[
                WireField::payload::<Button>(),
                WireField::payload::<Button>(),
                WireField::payload::<Content>(),
            ]
        }
    }
}

#[derive(Debug, Clone, Serialize, garde::Validate)]
struct Envelope {
    #[garde(dive)]
    first_content: Content,
    #[garde(dive)]
    others: Vec<Content>,
}

impl Validated for Envelope {
    fn wire_fields() -> &'static [WireField] {
        const {
            &[
                WireField::new("first_content", "firstContent").of::<Content>(),
                WireField::new("others", "others").of::<Content>(),
            ]
        }
    }
}

#[tokio::test]
async fn a_union_without_names_on_the_wire_leaves_none_in_the_path() {
    let button = |id: &str| Button { quick_reply_id: id.into() };
    let body = Envelope {
        first_content: Content::Text("LONG".into()),
        others: vec![
            Content::Number(1),
            Content::Button(Box::new(button("too long"))),
            Content::Buttons(vec![button("short"), button("too long")]),
            Content::Nested(vec![
                Content::Text("ok".into()),
                Content::Button(Box::new(button("too long"))),
            ]),
        ],
    };
    let client =
        builder("https://api.acme.example").transport(Fake::new([Reply::status(200)]));
    let call =
        Call::new(&client.build().unwrap(), &SEND).path("id", 1).validated_json(&body);
    let error = call.returns_nothing().await.unwrap_err();
    let told = error.violations().iter();
    let mut told = told
        .map(|violation| (violation.path(), violation.rule(), violation.limit()))
        .collect::<Vec<_>>();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("firstContent", "maxLength", Some("3")),
            ("firstContent", "pattern", Some("^[a-z]*$")),
            ("others[1].quickReplyId", "maxLength", Some("5")),
            ("others[2]", "maxItems", Some("1")),
            ("others[2][1].quickReplyId", "maxLength", Some("5")),
            ("others[3][1].quickReplyId", "maxLength", Some("5")),
        ]
    );
}
