//! Types that keep what a newer or a careless server sends.

#![allow(
    missing_docs,
    reason = "the macros expect types that are public, and these are for no reader"
)]

// The macros are the crate's own, and no test can see them there.
#[path = "../src/enums.rs"]
#[macro_use]
mod enums;
#[path = "../src/objects/macros.rs"]
#[macro_use]
mod objects_macros;

/// Where the macros look for it.
mod runtime {
    pub(crate) use sdk_runtime::{OpenEnum, objects, unions};
}

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::str::FromStr as _;

use chrono::{DateTime, Utc};
use sdk_runtime::{Base64, Lenient, Patch};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

open_enum! {
    /// What a button does.
    pub enum ButtonType(String): Sent + Received {
        Url = "url",
        QuickReply = "quick_reply",
    }
}

open_enum! {
    /// How urgent something is.
    pub enum Priority(i64): Sent + Received {
        Low = -1,
        High = 1,
    }
}

open_enum! {
    /// A number beyond `i64`.
    pub enum Huge(i128): Sent + Received {
        /// More than an `i64` holds.
        Most = 18446744073709551616,
    }
}

open_enum! {
    /// A text or a number.
    pub enum Limit(Value): Sent + Received {
        Auto = "auto",
        N10 = 10,
        Off = false,
    }
}

object! {
    /// Times with and without offset.
    pub struct Times: Received {
        pub at: DateTime<Utc> = "at" via sdk_runtime::date_time::Read,
        pub until: Option<DateTime<Utc>> = "until" via sdk_runtime::date_time::ReadOption,
    }
}

#[test]
fn a_point_in_time_may_lack_its_offset_and_its_letter_or_be_a_date_of_http() {
    for (spelling, utc) in [
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05.25+02:00", "2026-01-02T01:04:05.25Z"),
        ("2026-01-02T03:04:05", "2026-01-02T03:04:05Z"),
        ("2026-01-02 03:04:05.25", "2026-01-02T03:04:05.25Z"),
        ("2026-01-02 03:04:05-05:00", "2026-01-02T08:04:05Z"),
        ("2026-01-02 03:04:05 +0000", "2026-01-02T03:04:05Z"),
        ("2026-01-02 03:04:05 UTC", "2026-01-02T03:04:05Z"),
        ("Tue, 08 Dec 2026 23:59:01 GMT", "2026-12-08T23:59:01Z"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"),
    ] {
        let times: Times =
            serde_json::from_value(json!({"at": spelling, "until": spelling})).unwrap();
        let expected: DateTime<Utc> = utc.parse().unwrap();
        assert_eq!((times.at, times.until), (expected, Some(expected)), "{spelling}");
        let elsewhere: Lenient<DateTime<Utc>> =
            serde_json::from_value(json!(spelling)).unwrap();
        assert_eq!(elsewhere.typed(), Some(&expected), "{spelling}");
    }
    let missing: Times =
        serde_json::from_value(json!({"at": "2026-01-02 03:04:05"})).unwrap();
    let null: Times =
        serde_json::from_value(json!({"at": "2026-01-02 03:04:05", "until": null}))
            .unwrap();
    assert_eq!((missing.until, null.until), (None, None));
    for wrong in [json!("2026-01-02"), json!("soon"), json!(""), json!(1767322800)] {
        assert!(serde_json::from_value::<Times>(json!({ "at": wrong })).is_err());
    }
}

#[test]
fn bytes_are_base64_on_the_wire_and_read_in_every_spelling() {
    let bytes = Base64::from(&[0xfb, 0xef, 0x00, 0xff]);
    assert_eq!(serde_json::to_value(&bytes).unwrap(), json!("++8A/w=="));
    for spelling in ["++8A/w==", "++8A/w", "--8A_w", "++8A\n/w==\n"] {
        let read: Base64 = serde_json::from_value(json!(spelling)).unwrap();
        assert_eq!(read, bytes, "{spelling}");
    }
    assert!(serde_json::from_value::<Base64>(json!("not base64!")).is_err());
    assert_eq!((bytes.as_bytes().len(), bytes.to_string()), (4, "++8A/w==".to_owned()));
    assert_eq!(bytes.into_bytes(), [0xfb, 0xef, 0x00, 0xff]);
}

#[test]
fn integers_beyond_64_bits_keep_their_digits() {
    for wire in ["18446744073709551616", "-170141183460469231731687303715884105728", "7"]
    {
        let value: Huge = serde_json::from_str(wire).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), wire);
        assert_eq!(value.is_known(), value == Huge::Most);
        assert_eq!(Huge::from_str(wire), Ok(value));
    }
}

#[test]
fn an_enum_of_several_kinds_keeps_the_kind() {
    for (wire, known) in [
        (json!("auto"), true),
        (json!(10), true),
        (json!(false), true),
        (json!("10"), false),
        (json!(true), false),
        (json!({"a": 1}), false),
    ] {
        let value: Limit = serde_json::from_value(wire.clone()).unwrap();
        assert_eq!(
            (value.is_known(), serde_json::to_value(&value).unwrap()),
            (known, wire)
        );
    }
    assert_eq!(
        (Limit::Auto.to_string(), Limit::N10.to_string()),
        ("auto".into(), "10".into())
    );
}

#[test]
fn an_open_enum_round_trips_what_it_knows_and_what_it_does_not() {
    for wire in ["url", "quick_reply", "QUICK_REPLY", "", "next year's"] {
        let value: ButtonType = serde_json::from_value(json!(wire)).unwrap();
        assert_eq!(serde_json::to_value(&value).unwrap(), json!(wire));
        assert_eq!(value.as_str(), wire);
        assert_eq!(value.to_string(), wire);
        assert_eq!(ButtonType::from_str(wire), Ok(value.clone()));
        assert_eq!(ButtonType::from(wire.to_owned()), value);
        assert_eq!(
            matches!(value, ButtonType::Unknown(_)),
            !matches!(wire, "url" | "quick_reply")
        );
    }
    assert_eq!(format!("[{:>5}]", ButtonType::Url), "[  url]");
    assert!(serde_json::from_value::<ButtonType>(json!(1)).is_err());
}

#[test]
fn an_open_enum_of_integers_stays_one() {
    for wire in [-1, 1, 0, i64::MAX] {
        let value: Priority = serde_json::from_value(json!(wire)).unwrap();
        assert_eq!(serde_json::to_value(&value).unwrap(), json!(wire));
        assert_eq!((value.as_i64(), value.to_string()), (wire, wire.to_string()));
        assert_eq!(matches!(value, Priority::Unknown(_)), wire.abs() != 1);
    }
    assert_eq!(Priority::from(1), Priority::High);
    assert_eq!(Priority::from(-1), Priority::Low);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Inner {
    body: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Outer {
    #[serde(default)]
    field: Lenient<Inner>,
}

#[test]
fn a_lenient_field_is_typed_where_it_fits_and_raw_where_it_does_not() {
    let read = |value: Value| serde_json::from_value::<Outer>(value).unwrap().field;
    let typed = read(json!({"field": {"body": "x", "more": 1}}));
    assert_eq!(typed.typed(), Some(&Inner { body: "x".into() }));
    assert_eq!((typed.raw(), typed.is_null()), (None, false));
    assert_eq!(typed.into_typed().map(|inner| inner.body).as_deref(), Some("x"));
    for odd in [
        json!("text"),
        json!(7),
        json!([1, {"a": null}]),
        json!({"body": 1}),
        json!(false),
    ] {
        let field = read(json!({"field": odd}));
        assert_eq!(
            (field.typed(), field.raw(), field.is_null()),
            (None, Some(&odd), false)
        );
        assert_eq!(serde_json::to_value(&field).unwrap(), odd);
    }
    for null in [json!({"field": null}), json!({})] {
        let field = read(null);
        assert!(field.is_null() && field.typed().is_none() && field.raw().is_none());
    }
}

#[derive(Debug, Default, Serialize, Deserialize, PartialEq)]
struct Update {
    #[serde(default, skip_serializing_if = "Patch::is_leave")]
    name: Patch<String>,
}

#[test]
fn a_patch_keeps_three_states_apart() {
    let cases = [
        (Patch::Leave, json!({})),
        (Patch::Clear, json!({"name": null})),
        (Patch::Set("x".to_owned()), json!({"name": "x"})),
    ];
    for (name, wire) in cases {
        let update = Update { name };
        assert_eq!(serde_json::to_value(&update).unwrap(), wire);
        assert_eq!(serde_json::from_value::<Update>(wire).unwrap(), update);
    }
    assert_eq!(Patch::<u8>::from(None), Patch::Clear);
    assert_eq!(Patch::<u8>::from(Some(1)), Patch::Set(1));
    assert_eq!(Patch::<String>::from("x").as_set().map(String::as_str), Some("x"));
    assert_eq!(Patch::<String>::from(None), Patch::Clear);
    assert_eq!(Patch::<Vec<String>>::from(None), Patch::Clear);
    assert_eq!(Patch::<Vec<String>>::from(["x"]), Patch::Set(vec!["x".to_owned()]));
    let url = || Patch::Set(ButtonType::Url);
    assert_eq!(
        Patch::<Vec<ButtonType>>::from(["url"]),
        Patch::Set(vec![ButtonType::Url])
    );
    assert_eq!(Patch::<ButtonType>::from("url"), url());
    assert_eq!(Patch::<ButtonType>::from("url".to_owned()), url());
    assert_eq!(Patch::<ButtonType>::from(ButtonType::Url), url());
    assert_eq!(Patch::<ButtonType>::from(None), Patch::Clear);
}

#[test]
fn values_of_an_enum_are_equal_that_are_the_same_on_the_wire() {
    let known = ButtonType::Url;
    let unknown = ButtonType::Unknown("url".to_owned());
    assert_eq!(known, unknown);
    assert_ne!(known, ButtonType::from("URL"));
    let hash = |value| BuildHasherDefault::<DefaultHasher>::default().hash_one(value);
    assert_eq!(hash(&known), hash(&unknown));

    assert_eq!(Priority::from(1), Priority::Unknown(1));
    assert_ne!(Priority::from(1), Priority::Unknown(2));
}
