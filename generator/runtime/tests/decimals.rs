//! Decimal numbers have all the digits that were written, or do not fit.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]
#![allow(
    missing_docs,
    reason = "the macros expect types that are public, and these are for no reader"
)]

// The macros are the crate's own, and no test can see them there.
#[path = "../src/objects/macros.rs"]
#[macro_use]
mod objects_macros;
#[path = "../src/unions/macros.rs"]
#[macro_use]
mod unions_macros;
mod support;

/// Where the macros look for it.
mod runtime {
    pub(crate) use sdk_runtime::{objects, unions};
}

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sdk_runtime::{
    Answered, ByStatus, Call, Lenient, ResponseHeader, Untyped, decimal, objects,
};
use serde::Deserialize;
use serde_json::{Value, json};

use support::{Act, SEND, Server, answer, client};

object! {
    /// What something costs.
    pub struct Price: Received {
        pub net: Decimal = "net" via decimal::Read,
        pub gross: Option<Decimal> = "gross" via decimal::Read,
        pub tiers: Option<Vec<Vec<Decimal>>> = "tiers" via decimal::Read,
        pub rates: Option<BTreeMap<String, Decimal>> = "rates" via decimal::Read,
    }
}

object! {
    /// What something costs where.
    pub struct Prices: Received {
        pub usual: Option<Decimal> = "usual" via decimal::Read,
    } .. {
        pub others: BTreeMap<String, Option<Vec<Decimal>>> = via decimal::Read,
    }
    /// What is paid later.
    pub struct Rate: Received {
        pub rate: Option<Decimal> = "rate" via decimal::Read,
        pub among: Option<Vec<Payment>> = "among",
        pub by_name: Option<BTreeMap<String, Payment>> = "by_name",
        pub free: Value = "free" via objects::OrDefault,
    }
}

fn read(json: &str) -> Result<Price, serde_json::Error> {
    serde_json::from_str(&format!(r#"{{"net": {json}}}"#))
}

#[test]
fn what_a_decimal_holds_is_read_to_the_last_digit() {
    for (json, expected) in [
        ("\"1.50\"", "1.50"),
        ("1.50", "1.50"),
        ("-0", "0"),
        ("7", "7"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("12345678901234567.89", "12345678901234567.89"),
        ("12345678901234500.01", "12345678901234500.01"),
        ("9999999999999999999999999999", "9999999999999999999999999999"),
        ("\"-9.999999999999999999999999999\"", "-9.999999999999999999999999999"),
        ("10000000000000000000000000000", "10000000000000000000000000000"),
        ("\"0.0000000000000000000000000001\"", "0.0000000000000000000000000001"),
        ("1e3", "1000"),
        ("2.5E-3", "0.0025"),
        ("\"1.0000000000000000000000000000000\"", "1.0000000000000000000000000000"),
    ] {
        let price = read(json).unwrap();
        assert_eq!(price.net.to_string(), expected, "{json}");
    }
}

#[test]
fn what_it_does_not_hold_is_not_rounded() {
    for json in [
        "\"12345678901234567890123456789.123\"",
        "12345678901234567890123456789.123",
        "\"79228162514264337593543950336\"",
        "12345678901234567890123456789",
        "0.00000000000000000000000000001",
        "\"0.12345678901234567890123456789\"",
        "\"0.00000000000000000000000000001e5\"",
        "1e-400",
    ] {
        let error = read(json).unwrap_err().to_string();
        assert!(
            error.contains("a decimal number of at most 28 digits"),
            "{json}: {error}"
        );
    }
    for json in ["1e30", "\"secret\"", "true", "null", "[]", "{\"a\": 1}"] {
        let error = read(json).unwrap_err().to_string();
        assert!(error.contains("fixed-point number"), "{json}: {error}");
    }
}

#[test]
fn lists_and_maps_are_read_alike_and_a_missing_member_is_none() {
    let price: Price = serde_json::from_str(
        r#"{
            "net": "1", "gross": null, "tiers": [["0.10", 1.5], []],
            "rates": {"a\"1\\": 1.10, "2": "3"}
        }"#,
    )
    .unwrap();
    let tiers = format!("{:?}", price.tiers.unwrap());
    assert_eq!(tiers, "[[0.10, 1.5], []]");
    let rates = format!("{:?}", price.rates.unwrap());
    assert_eq!(rates, r#"{"2": 3, "a\"1\\": 1.10}"#);
    assert_eq!((price.gross, read("1").unwrap().tiers), (None, None));
    assert!(
        serde_json::from_str::<Price>("{}").unwrap_err().to_string().contains("`net`")
    );
    let tiers = |tiers: &str| {
        serde_json::from_str::<Price>(&format!(r#"{{"net": 1, "tiers": {tiers}}}"#))
    };
    let read = tiers("[[12345678901234567.89, -0.30000000000000004]]").unwrap();
    let exact = "Some([[12345678901234567.89, -0.30000000000000004]])";
    assert_eq!(format!("{:?}", read.tiers), exact);
    for wrong in
        ["[[\"79228162514264337593543950336\"]]", "[[0.00000000000000000000000000001]]"]
    {
        assert!(tiers(wrong).is_err(), "{wrong}");
    }
    assert!(tiers(&("[".repeat(100_000) + &"]".repeat(100_000))).is_err());
}

#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    Exact(Decimal),
    Text(String),
}

payload_union! { Amount sent received { Exact, Text } }

#[derive(Debug, Clone, PartialEq)]
pub enum Payment {
    Amount(Amount),
    Rate(Rate),
    Wide(i128),
    Flag(bool),
}

payload_union! { Payment received { Amount, Rate, Wide, Flag } }

#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Rate(Rate),
    Wide(BTreeMap<String, Whole>),
    Unknown(Value),
}

payload_union! { Part received tag "type" else Unknown { Rate = "rate", Wide = "wide" } }

#[derive(Debug, Clone, PartialEq)]
pub enum Whole {
    Wide(i128),
    Text(String),
}

payload_union! { Whole received { Wide, Text } }

const EXACT: [&str; 6] = [
    "0.1234567890123456789",
    "12345678901234567890.123",
    "-0.0000000000000000000000000001",
    "1.50",
    "18446744073709551616",
    "9999999999999999999999999999",
];

#[test]
fn members_without_a_field_keep_their_digits() {
    for exact in EXACT {
        let body =
            format!(r#"{{"usual": {exact}, "a": [{exact}, "{exact}"], "b": null}}"#);
        let prices: Prices = serde_json::from_str(&body).unwrap();
        let read = format!("{} {:?}", prices.usual.unwrap(), prices.others);
        let expected =
            format!(r#"{exact} {{"a": Some([{exact}, {exact}]), "b": None}}"#);
        assert_eq!(read, expected);
    }
    let error = serde_json::from_str::<Prices>(r#"{"a": [1e-29]}"#).unwrap_err();
    assert!(error.to_string().contains("at most 28 digits"), "{error}");
}

#[test]
fn variants_keep_their_digits_at_any_depth() {
    let rate = |payment: Payment| match payment {
        Payment::Rate(rate) => rate,
        other => panic!("{other:?}"),
    };
    for exact in EXACT {
        let amount = Payment::Amount(Amount::Exact(exact.parse().unwrap()));
        let read: Payment = serde_json::from_str(exact).unwrap();
        assert_eq!(read, amount, "{exact}");
        let inner = format!(r#"{{"rate": {exact}, "among": [{exact}, true]}}"#);
        let outer = format!(r#"{{"among": [{inner}], "by_name": {{"a": {inner}}}}}"#);
        let outer = rate(serde_json::from_str(&outer).unwrap());
        let in_list = outer.among.unwrap().remove(0);
        let in_map = outer.by_name.unwrap().remove("a").unwrap();
        for inner in [in_list, in_map].map(rate) {
            assert_eq!(inner.rate.unwrap().to_string(), exact);
            assert_eq!(inner.among.unwrap(), [amount.clone(), Payment::Flag(true)]);
        }

        let part = format!(r#"{{"type": "rate", "rate": {exact}, "among": [{inner}]}}"#);
        let Part::Rate(part) = serde_json::from_str(&part).unwrap() else { panic!() };
        assert_eq!(part.rate.unwrap().to_string(), exact);
        let inner = rate(part.among.unwrap().remove(0));
        assert_eq!(inner.rate.unwrap().to_string(), exact);

        let lenient: Lenient<BTreeMap<String, Amount>> =
            serde_json::from_str(&format!(r#"{{"a": {exact}}}"#)).unwrap();
        let amount = Amount::Exact(exact.parse().unwrap());
        assert_eq!(lenient.typed().unwrap()["a"], amount);
    }
    let wide = r#"{"type": "wide", "a": 170141183460469231731687303715884105727}"#;
    let Part::Wide(wide) =
        serde_json::from_str(wide).unwrap_or_else(|error| panic!("{error}"))
    else {
        panic!()
    };
    assert_eq!(wide["a"], Whole::Wide(i128::MAX));
}

#[test]
fn a_value_that_is_kept_is_json_as_everybody_else_reads_it() {
    for number in ["1.50", "-0.0", "12345678901234567890.123", "1e300", "7"] {
        let json = format!(r#"{{"type": "new", "list": [{number}, "{number}"]}}"#);
        let value: Value = serde_json::from_str(&json).unwrap();
        let Part::Unknown(kept) = serde_json::from_str(&json).unwrap() else { panic!() };
        assert_eq!(kept, value);
        let lenient: Lenient<bool> = serde_json::from_str(&json).unwrap();
        assert_eq!(lenient, Lenient::Raw(value.clone()));
        let free = format!(r#"{{"free": {json}}}"#);
        let Payment::Rate(rate) = serde_json::from_str(&free).unwrap() else { panic!() };
        assert_eq!(rate.free, value);
    }
}

/// A string is passed over as a whole where numbers are looked for.
#[test]
fn what_stands_in_a_string_is_no_number() {
    for text in ["1.50", "a 1.5, 2.5", r#"\": 1.5, \\"#, r"\u0000 1.5"] {
        let json =
            format!(r#"{{"{text} ": "{text}", "b": [1.50, "{text} "], "c": "\\"}}"#);
        let kept: Lenient<Vec<bool>> = serde_json::from_str(&json).unwrap();
        assert_eq!(kept, Lenient::Raw(serde_json::from_str(&json).unwrap()));
        let union: Vec<Whole> = serde_json::from_str(&format!(r#"["{text}"]"#)).unwrap();
        let text = serde_json::from_str(&format!("\"{text}\"")).unwrap();
        assert_eq!(union, [Whole::Text(text)]);
    }
}

/// Serde's own ways to read a value twice know nothing of its text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OfACaller {
    Price(Price),
}

#[test]
fn where_the_text_of_a_number_is_lost_only_digits_that_are_certain_count() {
    let of = |json: Value| serde_json::from_value::<Amount>(json).map_err(drop);
    let exact = |text: &str| Ok(Amount::Exact(text.parse().unwrap()));
    assert_eq!(of(json!(1.5)), exact("1.5"));
    assert_eq!(of(json!(123_456_789_012.345)), exact("123456789012.345"));
    assert_eq!(of(json!(9_007_199_254_740_993_i64)), exact("9007199254740993"));
    assert_eq!(of(json!("1.5")), exact("1.5"));
    let long = "12345678901234567890123456789.123";
    assert_eq!(of(json!(long)), Ok(Amount::Text(long.to_owned())));

    let lenient: Lenient<Decimal> = serde_json::from_value(json!(long)).unwrap();
    assert_eq!(lenient, Lenient::Raw(json!(long)));

    let of = |net: &str| serde_json::from_str(&format!(r#"{{"net": {net}}}"#));
    let OfACaller::Price(price) = of("1.25").unwrap();
    assert_eq!((price.net.to_string(), price.gross), ("1.25".to_owned(), None));
    assert!(of("12345678901234567.89").is_err());
}

#[tokio::test]
async fn an_answer_that_is_nothing_but_decimals_keeps_their_digits() {
    let body = r#"[0.30000000000000004, "1.10", 12345678901234567.89, null]"#;
    let long = r#"[1, 12345678901234567890123456789.123]"#;
    let server =
        Server::start([body, long].map(|body| Act::Answer(answer("200 OK", "", body))));
    let call = || Call::new(&client(&server.url()), &SEND).path("id", 1);
    let read = call().returns_decimals::<Vec<Option<Decimal>>>().await.unwrap();
    let digits =
        "[Some(0.30000000000000004), Some(1.10), Some(12345678901234567.89), None]";
    assert_eq!(format!("{read:?}"), digits);
    let error = call().returns_decimals::<Vec<Decimal>>().await.unwrap_err();
    assert_eq!(error.decode_path(), Some("[1]"));
}

struct OfAnyStatus(Vec<Decimal>);

impl ByStatus for OfAnyStatus {
    fn read(answer: Answered<'_>) -> Result<Self, Untyped> {
        answer.decimals(Self)
    }
}

#[tokio::test]
async fn one_of_several_answers_and_a_header_keep_the_digits_of_decimals() {
    let body = "[0.1234567890123456789, 12345678901234567890.123]";
    let header = format!("x-prices: {body}\r\n");
    let server = Server::start([Act::Answer(answer("200 OK", &header, body))]);
    let call = Call::new(&client(&server.url()), &SEND).path("id", 1);
    let answer = call.returns_by_status::<OfAnyStatus>().with_response().await.unwrap();
    assert_eq!(format!("{:?}", answer.value().0), body);
    let header = ResponseHeader::<Vec<Decimal>>::json("X-Prices");
    assert_eq!(format!("{:?}", answer.header(header).unwrap().unwrap()), body);
}

#[tokio::test]
async fn an_answer_with_too_many_digits_is_an_error_with_its_place() {
    let body = r#"{"net": 1, "tiers": [["12345678901234567890123456789.123"]]}"#;
    let server = Server::start([Act::Answer(answer("200 OK", "", body))]);
    let call = Call::new(&client(&server.url()), &SEND).path("id", 1);
    let error = call.returns_json::<Price>().await.unwrap_err();
    assert_eq!(error.decode_path(), Some("tiers[0][0]"));
    assert!(error.to_string().contains(
        "`tiers[0][0]`: expected a decimal number of at most 28 digits, found a string"
    ));
}
