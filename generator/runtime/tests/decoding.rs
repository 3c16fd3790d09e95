//! A success whose body is not what its type says: where, what was expected, what was found, and the body.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::collections::BTreeMap;

use sdk_runtime::{Base64, Call, Error, ErrorKind, Lenient, Page, Paging, date_time};
use serde::Deserialize;

use support::{Act, SEND, Server, answer, client};

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only decoding is tested")]
struct Message {
    id: u32,
    #[serde(rename = "replyTo")]
    reply_to: Option<uuid::Uuid>,
    #[serde(default)]
    buttons: Vec<Button>,
    #[serde(default)]
    text: Lenient<Button>,
    at: Option<chrono::DateTime<chrono::Utc>>,
    quoting: Option<Quoting>,
    sent: Option<date_time::Read<chrono::DateTime<chrono::Utc>>>,
    on: Option<chrono::NaiveDate>,
    bytes: Option<Base64>,
    price: Option<rust_decimal::Decimal>,
    #[serde(default)]
    amounts: Vec<i128>,
    #[serde(default)]
    count: Lenient<i32>,
}

/// A type whose own error quotes the value.
#[derive(Debug)]
struct Quoting;

impl<'de> Deserialize<'de> for Quoting {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Err(serde::de::Error::custom(format!("bad value, expected no {text}")))
    }
}

#[derive(Debug, Deserialize)]
struct Button {
    #[serde(rename = "buttonText")]
    text: String,
}

async fn decoded(media_type: &str, body: impl AsRef<[u8]>) -> Result<Message, Error> {
    let headers = format!("content-type: {media_type}\r\nx-request-id: req_1\r\n");
    let server = Server::start([Act::Answer(answer("201 Created", &headers, body))]);
    Call::new(&client(&server.url()), &SEND).path("id", 1).json("x").returns_json().await
}

/// A body, the path of what is wrong with it, and what is said about it.
const MISMATCHES: [(&str, &str, &str); 22] = [
    (
        r#"{"id": 7, "quoting": "secret"}"#,
        "quoting",
        "`quoting`: expected a value of another form, found a string",
    ),
    (
        r#"{"id": "seven"}"#,
        "id",
        "`id`: expected an integer of 32 bits that is not negative, found a string",
    ),
    (
        r#"{"id": 7, "buttons": [{"buttonText": "a"}, {"buttonText": null}]}"#,
        "buttons[1].buttonText",
        "`buttons[1].buttonText`: expected a string, found null",
    ),
    (
        r#"{"id": 7, "buttons": [{}]}"#,
        "buttons[0]",
        "`buttons[0]`: expected the field `buttonText`, found an object without it",
    ),
    (
        r#"{"id": 7, "replyTo": "secret"}"#,
        "replyTo",
        "`replyTo`: expected a UUID, found a string",
    ),
    (
        r#"{"id": 7, "at": "secret"}"#,
        "at",
        "`at`: expected a date and time, found a string",
    ),
    (
        r#"{"id": 7, "at": 20260101}"#,
        "at",
        "`at`: expected a date and time, found a number",
    ),
    (
        r#"{"id": 7, "sent": "secret"}"#,
        "sent",
        "`sent`: expected a date and time, found a string",
    ),
    (r#"{"id": 7, "on": "secret"}"#, "on", "`on`: expected a date, found a string"),
    (
        r#"{"id": 7, "bytes": "secret!"}"#,
        "bytes",
        "`bytes`: expected bytes in base64, found a string",
    ),
    (
        r#"{"id": 7, "price": "secret"}"#,
        "price",
        "`price`: expected a decimal number, found a string",
    ),
    (
        r#"{"id": 7, "amounts": [99999999999999999999, 1.5]}"#,
        "amounts[1]",
        "`amounts[1]`: expected an integer of 128 bits, found a number",
    ),
    (
        r#"{"id": 7, "amounts": ["secret"]}"#,
        "amounts[0]",
        "`amounts[0]`: expected an integer of 128 bits, found a string",
    ),
    (
        r#"{"id": -1}"#,
        "id",
        "`id`: expected an integer of 32 bits that is not negative, found a number",
    ),
    (
        r#"{"id": 7, "buttons": {"secret": ", expected nothing"}}"#,
        "buttons",
        "`buttons`: expected a list, found an object",
    ),
    (r#"{"id": 7} "more""#, "", "expected JSON, found more after it"),
    ("[]", "", "expected an object for `Message`, found a list"),
    ("", "", "expected JSON, found nothing"),
    ("<html>secret</html>", "", "expected JSON, found HTML or XML"),
    (
        r#"{"id": 7, "buttons": [{"buttonText": "sec"#,
        "buttons[0].buttonText",
        "`buttons[0].buttonText`: expected JSON, found JSON that is cut short or broken",
    ),
    ("secret", "", "expected JSON, found something that is not JSON"),
    (
        "\u{1F}",
        "",
        "expected JSON, found compressed bytes, as the feature `gzip` reads them",
    ),
];

#[tokio::test]
async fn a_mismatch_is_located_and_the_body_kept() {
    for (body, path, text) in MISMATCHES {
        let error = decoded("application/json", body).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status(), error.request_id()),
            (ErrorKind::Decode, Some(201), Some("req_1"))
        );
        assert_eq!((error.is_retryable(), error.attempts()), (false, 1));
        assert_eq!(error.decode_path(), Some(path), "{body}");
        assert_eq!(
            error.to_string(),
            format!(
                "the server accepted the request (201), but its answer could not be read: {text} (request req_1)"
            )
        );
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), text);
        assert_eq!(error.body().unwrap(), body.as_bytes());
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    }
}

#[tokio::test]
async fn what_can_be_understood_is() {
    for media_type in [
        "application/json",
        "text/html",
        "application/vnd.api+json; charset=utf-8",
        "",
        "nonsense",
    ] {
        let message = decoded(
            media_type,
            b"\xEF\xBB\xBF{\"id\": 7, \"unknown\": [1, {}], \"text\": \"spec-literal\"}\n",
        )
        .await
        .unwrap();
        assert_eq!(message.id, 7);
        assert_eq!(message.text.raw().unwrap(), "spec-literal");
    }
}

/// Half of an emoji, in an escape or in bytes, is what is left of a text that was cut within it.
#[tokio::test]
async fn half_of_a_character_costs_that_character_and_not_the_answer() {
    for (sent, read) in [
        (&br"Hi \ud83d"[..], "Hi \u{FFFD}"),
        (br"\ud83d\ud83d\ude00\n\uDE00 \u00e9", "\u{FFFD}\u{1F600}\n\u{FFFD} é"),
        (br#"\\ud83d \"\ud83d3"#, "\\ud83d \"\u{FFFD}3"),
        (b"Hi \xF0\x9F", "Hi \u{FFFD}"),
    ] {
        let text = [br#"{"buttonText": ""#, sent, br#""}"#].concat();
        let body =
            [br#"{"id": 7.0, "buttons": ["#, &text[..], br#"], "text": "#, &text, b"}"];
        let body = body.concat();
        let message = decoded("application/json", &body).await.unwrap();
        assert_eq!(message.buttons[0].text, read);
        assert_eq!(message.text.typed().unwrap().text, read);
    }
}

/// JSON Schema knows no difference between `5.0` and `5`; rounding is another matter.
#[tokio::test]
async fn an_integer_may_be_written_with_a_point() {
    let body = r#"{"id": 5.0, "text": {"buttonText": "a"}, "amounts": [1e3, -2.0, 7]}"#;
    let message = decoded("application/json", body).await.unwrap();
    assert_eq!((message.id, message.amounts), (5, vec![1000, -2, 7]));
    assert_eq!(message.text.typed().unwrap().text, "a");
    for (count, typed) in [("3.0", Some(3)), ("3", Some(3)), ("3.5", None)] {
        let body = format!(r#"{{"id": 5, "count": {count}}}"#);
        let message = decoded("application/json", body).await.unwrap();
        assert_eq!(message.count.typed(), typed.as_ref());
    }

    for (body, path) in [
        (r#"{"id": 5.5}"#, "id"),
        (r#"{"id": -5.0}"#, "id"),
        (r#"{"id": 4294967296.0}"#, "id"),
        (r#"{"id": 5, "amounts": [1, 2.5]}"#, "amounts[1]"),
    ] {
        let error = decoded("application/json", body).await.unwrap_err();
        assert_eq!(error.decode_path(), Some(path), "{body}");
    }
    let wide =
        r#"{"id": 5.0, "amounts": [99999999999999999999, -99999999999999999999]}"#;
    let message = decoded("application/json", wide).await.unwrap();
    let wide = 99_999_999_999_999_999_999;
    assert_eq!(message.amounts, [wide, -wide]);
    let exact = r#"{"id": 5, "amounts": [9007199254740993.0, 1.5e1, 1e20, -0.0]}"#;
    let message = decoded("application/json", exact).await.unwrap();
    let most = 100_000_000_000_000_000_000;
    assert_eq!(message.amounts, [9_007_199_254_740_993, 15, most, 0]);
}

#[derive(Debug, Deserialize)]
struct Measured {
    a: f64,
    b: Option<f64>,
    #[serde(default)]
    c: Lenient<f64>,
    #[serde(default)]
    d: serde_json::Value,
    #[serde(default)]
    text: String,
}

async fn measured(body: &str) -> Result<Measured, Error> {
    let server = Server::start([Act::Answer(answer("200 OK", "", body))]);
    let call = Call::new(&client(&server.url()), &SEND).path("id", 1).json("x");
    call.returns_json().await
}

/// Python writes them bare where it is not told otherwise, C does in words of its own, and Protocol Buffers in quotes.
#[tokio::test]
async fn what_is_no_number_of_json_costs_no_more_than_itself() {
    for (body, a, b) in [
        (r#"{"a": NaN, "b": -Infinity, "c": Infinity}"#, f64::NAN, f64::NEG_INFINITY),
        (r#"{"b":-1e999,"c":inf,"a":-nan}"#, f64::NAN, f64::NEG_INFINITY),
        (r#"{"a": "NaN", "b": "Infinity", "c": "Infinity"}"#, f64::NAN, f64::INFINITY),
        (r#"{"a": 1.5, "b": 1, "c": Infinity }"#, 1.5, 1.0),
    ] {
        let read = measured(body).await.unwrap();
        assert_eq!((read.a.is_nan(), read.b), (a.is_nan(), Some(b)), "{body}");
        assert_eq!(read.c.typed(), Some(&f64::INFINITY));
    }

    let body =
        r#"{"a": 1, "d": [NaN,1e999, 2, "1e999"], "text": "[NaN] \\\", Infinity"}"#;
    let read = measured(body).await.unwrap();
    assert_eq!(read.d, serde_json::json!(["NaN", "1e999", 2, "1e999"]));
    assert_eq!(read.text, r#"[NaN] \", Infinity"#);

    for (body, path) in [
        (r#"{"a": "1 EUR"}"#, "a"),
        (r#"{"a": ""}"#, "a"),
        (r#"{"a": 1, "b": None}"#, "b"),
        (r#"{"a": 1, "text": 1e999x}"#, "text"),
        (r#"{"a": 1, "b": 1.5.5}"#, ""),
    ] {
        let error = measured(body).await.unwrap_err();
        assert_eq!(error.decode_path(), Some(path), "{body}: {error}");
        assert_eq!(error.body().unwrap(), body.as_bytes());
    }
}

/// Every tenth of these is read as its neighbour by who does not look at all of their digits.
#[tokio::test]
async fn a_float_is_the_nearest_to_what_is_written() {
    for text in ["60.731862325406084", "996.2399969980271", "9.241296977414088e157"] {
        let near: f64 = text.parse().unwrap();
        let body = format!(r#"{{"a": {text}, "c": {text}, "d": {text}}}"#);
        let read = measured(&body).await.unwrap();
        assert_eq!((read.a, read.c.typed()), (near, Some(&near)));
        assert_eq!(read.d, serde_json::json!(near));
    }
}

#[derive(Debug, Default, Deserialize)]
struct Deep {
    #[serde(rename = "id")]
    _id: u32,
    #[serde(default)]
    below: Box<Lenient<Deep>>,
}

/// What does not fit at any depth is not read twice as often at each.
#[test]
fn fields_of_unexpected_shape_may_be_as_deep_as_they_like() {
    let wrong =
        format!("{}null{}", r#"{"id": null, "below": "#.repeat(100), "}".repeat(100));
    let deep = format!(r#"{{"id": 1, "below": {wrong}}}"#);
    let read: Deep = serde_json::from_str(&deep).unwrap();
    assert!(read.below.raw().is_some());
}

#[tokio::test]
async fn a_page_is_located_too() {
    let server = Server::start([Act::Answer(answer(
        "200 OK",
        "",
        r#"{"count": 1, "results": [{"id": 1}, {"id": null}]}"#,
    ))]);
    let request = Call::new(&client(&server.url()), &SEND)
        .path("id", 1)
        .returns_page(Paging::new());
    let page: Result<Page<Message>, Error> = request.await;
    assert_eq!(page.unwrap_err().decode_path(), Some("results[1].id"));
}

#[tokio::test]
async fn a_time_without_an_offset_is_utc_wherever_it_stands() {
    type Times = Vec<BTreeMap<String, chrono::DateTime<chrono::Utc>>>;
    let body = r#"[{"a": "2026-01-02T03:04:05", "b": "2026-01-02 03:04:05+01:00",
        "c": "Fri, 02 Jan 2026 03:04:05 GMT"}]"#;
    let server = Server::start([Act::Answer(answer("200 OK", "", body))]);
    let call = Call::new(&client(&server.url()), &SEND).path("id", 1);
    let times = call.returns_json::<Times>().await.unwrap();
    let read = ["a", "b", "c"].map(|name| times[0][name].to_rfc3339());
    let utc = "2026-01-02T03:04:05+00:00";
    assert_eq!(read, [utc, "2026-01-02T02:04:05+00:00", utc]);
}

/// Databases give decimals and large integers as strings to those who write JSON, whatever they have declared.
#[tokio::test]
async fn a_number_may_be_written_in_a_string() {
    let body = r#"{"a": "12.50", "b": "-1e2", "c": "3", "d": ["4"], "text": "5"}"#;
    let read = measured(body).await.unwrap();
    assert_eq!((read.a, read.b, read.c.typed()), (12.5, Some(-100.0), Some(&3.0)));
    assert_eq!((read.d, &*read.text), (serde_json::json!(["4"]), "5"));

    let body = r#"{"id": "7", "amounts": ["99999999999999999999", "5.00", "1e30"], "count": "8"}"#;
    let message = decoded("application/json", body).await.unwrap();
    assert_eq!(message.id, 7);
    assert_eq!(message.amounts, [99_999_999_999_999_999_999, 5, 10_i128.pow(30)]);
    assert_eq!(message.count.typed(), Some(&8));

    for (body, path) in [
        (r#"{"id": "-7"}"#, "id"),
        (r#"{"id": "7.5"}"#, "id"),
        (r#"{"id": " 7"}"#, "id"),
        (r#"{"id": 7, "amounts": ["1e40"]}"#, "amounts[0]"),
    ] {
        let error = decoded("application/json", body).await.unwrap_err();
        assert_eq!(error.decode_path(), Some(path), "{body}: {error}");
    }
}
