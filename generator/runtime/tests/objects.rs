//! What `object!` defines is built, written and read as its members say.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

#[path = "../src/objects/macros.rs"]
#[macro_use]
mod macros;
mod support;

use std::collections::BTreeMap;

use sdk_runtime::{
    Call, ErrorKind, Lenient, Patch, Validated, WireField, date_time, objects, rule,
};
use serde_json::{Value, json};

use support::{SEND, client};

/// Where the macros look for it.
mod runtime {
    pub(crate) use sdk_runtime::objects;
}

object! {
    /// A pet.
    pub struct Pet: Sent + Received {
        /// What it is called.
        pub name: String,
        pub r#type: Option<String> = "type" => set(impl Into<String>),
        /// How often
        /// it was fed.
        pub fed: Option<i64> = "timesFed" => set fed_times(i64),
        pub tags: Option<Vec<String>> => set(impl IntoIterator<Item = impl Into<String>>),
        pub sizes: Option<Vec<Vec<i64>>> => set(impl IntoIterator<Item = Vec<i64>>),
        pub parent: Option<Box<Pet>> => boxed(impl Into<Pet>),
        pub note: Patch<String> => put(impl Into<Patch<String>>),
        pub odd: Lenient<i64> => put(impl Into<Lenient<i64>>),
        pub owner: Option<String>,
        pub born: Option<chrono::DateTime<chrono::Utc>> = "born" via date_time::ReadOption
            => set(chrono::DateTime<chrono::Utc>),
        pub data: Value = "data" via objects::OrDefault,
    } .. {
        /// All else.
        pub others: BTreeMap<String, i64>
            => put(impl IntoIterator<Item = (impl Into<String>, i64)>),
    }
    new {
        name(impl Into<String>),
        owner(Option<String>),
        data(impl Into<Value>),
    }
}

object! {
    /// Nothing.
    pub struct Empty: Sent + Received {}
    new {}

    /// A sighting.
    pub struct Seen: Received {
        pub at: chrono::DateTime<chrono::Utc> = "seenAt" via date_time::Read,
        pub by: Vec<String>,
        pub data: Option<Empty>,
    }
}

object! {
    /// What is required has values already.
    pub struct Order: Sent + Received {
        pub kind: String,
        pub count: i64,
        pub r#type: Option<String> = "type",
        pub hint: Option<String> => set(impl Into<String>),
    }
    new {}
    with {
        kind = "order".to_owned() => put(impl Into<String>),
        count = 1 => put count_of(i64) #[deprecated(note = "said by the API")],
        r#type = None => set(impl Into<String>),
    }

    /// One thing is asked for.
    pub struct Line: Sent {
        pub article: String,
        pub count: i64,
    }
    new { article(impl Into<String>) }
    with { count = 1 => put(i64), }
}

object! {
    /// More members than are read in one tuple, and more than in two.
    pub struct Long: Sent + Received {
        pub a: u8, pub b: u8, pub c: u8, pub d: u8, pub e: u8, pub f: u8, pub g: u8, pub h: u8,
        pub i: u8, pub j: u8, pub k: u8, pub l: u8, pub m: u8, pub n: u8, pub o: u8, pub p: u8,
        pub q: Option<u8>, pub r: u8,
    }
}

fn pet() -> Pet {
    Pet::new("Ada", None, 1)
}

#[test]
fn what_is_left_out_is_not_written_and_null_is() {
    let written = serde_json::to_string(&pet()).unwrap();
    assert_eq!(written, r#"{"name":"Ada","odd":null,"owner":null,"data":1}"#);
}

#[test]
fn what_is_set_is_written_in_the_order_of_the_struct() {
    let pet = pet()
        .others([("z", 1), ("a", 2)])
        .fed_times(3)
        .r#type("cat")
        .tags(["x", "y"])
        .sizes([vec![1]])
        .parent(pet().note(None))
        .note(None)
        .odd(7);
    let written = serde_json::to_string(&pet).unwrap();
    let parent = r#"{"name":"Ada","note":null,"odd":null,"owner":null,"data":1}"#;
    let members =
        r#""name":"Ada","type":"cat","timesFed":3,"tags":["x","y"],"sizes":[[1]]"#;
    let rest = r#""note":null,"odd":7,"owner":null,"data":1,"a":2,"z":1"#;
    assert_eq!(written, format!(r#"{{{members},"parent":{parent},{rest}}}"#));
    assert_eq!(serde_json::from_str::<Pet>(&written).unwrap(), pet);
}

#[test]
fn what_is_preset_is_written_until_it_is_set() {
    let written = serde_json::to_value(Order::new()).unwrap();
    assert_eq!(written, json!({ "kind": "order", "count": 1, "type": null }));
    assert_eq!(Order::default(), Order::new());
    #[expect(deprecated, reason = "the setter is as deprecated as its member")]
    let other = Order::new().kind("gift").count_of(2).r#type("x").hint("y");
    let written = serde_json::to_value(other).unwrap();
    assert_eq!(written, json!({ "kind": "gift", "count": 2, "type": "x", "hint": "y" }));
    let line = serde_json::to_value(Line::new("pen")).unwrap();
    assert_eq!(line, json!({ "article": "pen", "count": 1 }));
    assert_eq!(Line::new("pen").count(3).count, 3);
}

#[test]
fn members_come_in_any_order_and_unknown_ones_are_passed_over() {
    let read: Seen = serde_json::from_value(json!({
        "more": { "deep": [1, 2] }, "by": ["x"], "seenAt": "2026-01-02 03:04:05", "": 1
    }))
    .unwrap();
    assert_eq!(read.at.to_rfc3339(), "2026-01-02T03:04:05+00:00");
    assert_eq!((read.by, read.data), (vec!["x".to_owned()], None));
}

#[test]
fn of_a_member_that_comes_twice_the_last_counts() {
    let text = r#"{"seenAt":"2026-01-02T03:04:05Z","by":["x"],"by":["y"]}"#;
    assert_eq!(serde_json::from_str::<Seen>(text).unwrap().by, ["y"]);
}

#[test]
fn what_may_be_missing_is_null_and_what_may_not_is_named() {
    let read: Pet = serde_json::from_value(json!({ "name": "Ada" })).unwrap();
    assert_eq!((read.owner, read.data, read.born), (None, Value::Null, None));
    assert_eq!((read.note, read.odd), (Patch::Clear, Lenient::Null));

    let error =
        |json: Value| serde_json::from_value::<Seen>(json).unwrap_err().to_string();
    assert_eq!(error(json!({ "by": [] })), "missing field `seenAt`");
    assert_eq!(error(json!({ "seenAt": "2026-01-02T03:04:05Z" })), "missing field `by`");
    let kind = error(json!([1]));
    assert!(kind.contains("expected an object for `Seen`"), "{kind}");
}

#[test]
fn members_behind_the_first_eight_are_read_and_missed_like_those() {
    let mut members = serde_json::Map::new();
    for (value, name) in "abcdefghijklmnopr".chars().enumerate() {
        members.insert(name.to_string(), value.into());
    }
    let read: Long = serde_json::from_value(members.clone().into()).unwrap();
    assert_eq!(
        (read.a, read.h, read.i, read.p, read.q, read.r),
        (0, 7, 8, 15, None, 16)
    );
    for name in ["h", "i", "p", "r"] {
        let mut others = members.clone();
        others.remove(name);
        let error = serde_json::from_value::<Long>(others.into()).unwrap_err();
        assert_eq!(error.to_string(), format!("missing field `{name}`"));
    }
}

#[test]
fn an_object_without_members_is_one() {
    assert_eq!(serde_json::to_string(&Empty::new()).unwrap(), "{}");
    assert_eq!(serde_json::from_str::<Empty>(r#"{"a":1}"#).unwrap(), Empty::new());
}

#[tokio::test]
async fn a_name_is_never_written_twice() {
    for name in ["name", "timesFed", "owner"] {
        let pet = pet().others([("z", 1), (name, 2)]);
        let reason = format!("`{name}` has a field of its own");
        let call = Call::new(&client("http://127.0.0.1:1"), &SEND).path("id", 7);
        let error = call.json(&pet).returns_nothing().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Validation, 0));
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), reason);
    }
}

/// Members without a field of their own, which have rules.
#[derive(Debug, Default, serde::Serialize, garde::Validate)]
struct Notes {
    #[garde(custom(rule::values(rule::max_length(3))))]
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

impl Validated for Notes {
    fn wire_fields() -> &'static [WireField] {
        const { &[WireField::rest("others")] }
    }
}

#[tokio::test]
async fn nothing_in_a_path_stands_for_the_field_of_members_without_one() {
    let notes = Notes {
        others: BTreeMap::from([("left".to_owned(), "too long".to_owned())]),
    };
    let call = Call::new(&client("http://127.0.0.1:1"), &SEND).path("id", 7);
    let error = call.validated_json(&notes).returns_nothing().await.unwrap_err();
    assert_eq!(error.violations()[0].path(), "left");
}
