//! Answers and errors whose content depends on their status, their headers, and bodies that are not there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use bytes::Bytes;
use sdk_runtime::{
    Answered, ByStatus, Call, Error, ErrorKind, Request, ResponseHeader, Untyped, unions,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use support::{Act, Fake, GET, Reply, Server, answer, builder, client};

#[derive(Debug, PartialEq, Deserialize)]
struct Item {
    id: u32,
}

#[derive(Debug, PartialEq)]
enum Found {
    Ok(Item),
    Accepted(String),
    NoContent,
    Other(Bytes),
}

impl ByStatus for Found {
    fn read(answer: Answered<'_>) -> Result<Self, Untyped> {
        match answer.status() {
            200 => answer.json(Self::Ok),
            202 => answer.text(Self::Accepted),
            204 => answer.empty(Self::NoContent),
            _ => answer.bytes(Self::Other),
        }
    }
}

#[derive(Debug, PartialEq)]
enum Failed {
    NotFound(Item),
    Server(Vec<String>),
}

impl ByStatus for Failed {
    fn read(answer: Answered<'_>) -> Result<Self, Untyped> {
        match answer.status() {
            404 => answer.json(Self::NotFound),
            500..=599 => answer.json(Self::Server),
            _ => answer.undeclared(),
        }
    }
}

async fn answered<T: 'static>(
    status: &str,
    body: impl AsRef<[u8]>,
    returns: impl FnOnce(Call) -> Request<T>,
) -> Result<T, Error> {
    let headers = "x-left: 41\r\nx-soon: soon\r\nx-tag: a\r\nX-Tag: b\r\n";
    let server = Server::start([Act::Answer(answer(status, headers, body))]);
    let call = Call::new(&client(&server.url()), &GET).path("id", 1);
    returns(call).max_attempts(1).await
}

async fn refused(status: &str, body: impl AsRef<[u8]>) -> Error {
    answered(status, body, Call::returns_json::<Value>).await.unwrap_err()
}

#[tokio::test]
async fn a_success_is_read_by_its_status() {
    let found = |status, body: &'static str| {
        answered(status, body, Call::returns_by_status::<Found>)
    };
    assert_eq!(
        found("200 OK", r#"{"id": 1}"#).await.unwrap(),
        Found::Ok(Item { id: 1 })
    );
    assert_eq!(
        found("202 Accepted", "later").await.unwrap(),
        Found::Accepted("later".into())
    );
    assert_eq!(found("204 No Content", "").await.unwrap(), Found::NoContent);
    assert_eq!(
        found("207 Multi-Status", "<x/>").await.unwrap(),
        Found::Other(Bytes::from("<x/>"))
    );
    let error = found("200 OK", r#"{"id": "one"}"#).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.decode_path(), error.body_text().unwrap().as_ref()),
        (ErrorKind::Decode, Some("id"), r#"{"id": "one"}"#)
    );
}

#[tokio::test]
async fn a_success_that_nothing_is_declared_for_keeps_its_body() {
    let error = answered("201 Created", "new", Call::returns_by_status::<Failed>)
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(201)));
    assert_eq!(&error.body().unwrap()[..], b"new");

    let error = refused("203 Other", r#"{"id": "#).await;
    let untyped = error.typed::<Found>().unwrap_err();
    assert!(untyped.to_string().starts_with("a success"), "{untyped}");
    assert_eq!(untyped.path(), None);
}

#[tokio::test]
async fn an_error_is_read_by_its_status_and_stays_what_it_is() {
    let error = refused("404 Not Found", "\u{feff}{\"id\": 7, \"more\": null}").await;
    assert_eq!(error.typed::<Failed>().unwrap(), Failed::NotFound(Item { id: 7 }));
    assert_eq!(error.body_as::<Item>().unwrap(), Item { id: 7 });
    let error = refused("502 Bad Gateway", r#"["a"]"#).await;
    assert_eq!(error.typed::<Failed>().unwrap(), Failed::Server(vec!["a".into()]));

    let lies = [
        (
            "404 Not Found",
            r#"{"id": null}"#,
            Some("id"),
            "`id`: expected an integer of 32 bits that is not negative, found null",
        ),
        ("404 Not Found", "<html>", Some(""), "expected JSON, found HTML or XML"),
        ("404 Not Found", "", Some(""), "expected JSON, found nothing"),
        (
            "409 Conflict",
            r#"{"id": 7}"#,
            None,
            "a status for which no type is declared: 409",
        ),
    ];
    for (status, body, path, text) in lies {
        let error = refused(status, body).await;
        let untyped = error.typed::<Failed>().unwrap_err();
        assert_eq!(untyped.path(), path, "{status} {body}");
        assert!(untyped.to_string().ends_with(text), "{untyped}");
        assert_eq!(error.body_text().unwrap(), body);
        assert_ne!(error.kind(), ErrorKind::Decode, "the error is what the server says");
    }
}

#[tokio::test]
async fn an_error_without_an_answer_has_no_type() {
    let fake = Fake::new([Reply::NotConnected]);
    let client = builder("https://api.acme.example").transport(fake).build().unwrap();
    let call = Call::new(&client, &GET).path("id", 1).returns_json::<Value>();
    let error = call.max_attempts(1).await.unwrap_err();
    assert_eq!(error.typed::<Failed>().unwrap_err().to_string(), "no answer");
    assert!(error.header(LEFT).is_err() && error.body_as::<Value>().is_err());
}

const LEFT: ResponseHeader<i64> = ResponseHeader::new("X-Left");
const SOON: ResponseHeader<chrono::DateTime<chrono::Utc>> =
    ResponseHeader::new("X-Soon");
const THEN: ResponseHeader<chrono::DateTime<chrono::Utc>> =
    ResponseHeader::new("X-Then");
const MODIFIED: ResponseHeader<chrono::DateTime<chrono::Utc>> =
    ResponseHeader::new("Last-Modified");
const TAG: ResponseHeader<String> = ResponseHeader::new("X-Tag");
const MISSING: ResponseHeader<bool> = ResponseHeader::new("X-Missing");

#[tokio::test]
async fn declared_headers_are_read_as_their_types() {
    let server = Server::start([Act::Answer(answer(
        "200 OK",
        "x-left: 41\r\nx-soon: soon\r\nx-then: 2026-01-02 03:04:05\r\nx-tag: a\r\nX-Tag: b\r\n\
         last-modified: Fri, 02 Jan 2026 03:04:05 GMT\r\n",
        "{}",
    ))]);
    let call = Call::new(&client(&server.url()), &GET).path("id", 1);
    let response = call.returns_json::<Value>().with_response().await.unwrap();
    assert_eq!(response.header(LEFT).unwrap(), Some(41));
    assert_eq!(response.header(TAG).unwrap().as_deref(), Some("a, b"));
    assert_eq!(response.header(MISSING).unwrap(), None);
    let then = "2026-01-02T03:04:05Z".parse().unwrap();
    assert_eq!(response.header(THEN).unwrap(), Some(then));
    assert_eq!(response.header(MODIFIED).unwrap(), Some(then));
    let untyped = response.header(SOON).unwrap_err();
    assert_eq!(untyped.to_string(), "a header that does not fit its type: `X-Soon`");
    assert_eq!(
        (untyped.path(), &response.headers()["x-soon"]),
        (None, &"soon".parse().unwrap())
    );

    let error = refused("404 Not Found", "").await;
    assert_eq!(error.header(LEFT).unwrap(), Some(41));
    assert!(error.header(SOON).is_err());
}

const SIZES: ResponseHeader<Vec<i64>> = ResponseHeader::list("X-Sizes");
const NAMES: ResponseHeader<Vec<String>> = ResponseHeader::list("X-Names");
const NONE: ResponseHeader<Vec<bool>> = ResponseHeader::list("X-None");
const ODD: ResponseHeader<Vec<i64>> = ResponseHeader::list("X-Names");
const ITEM: ResponseHeader<Item> = ResponseHeader::json("X-Item");
const PARTS: ResponseHeader<Value> = ResponseHeader::json("X-Names");

#[tokio::test]
async fn headers_that_are_lists_or_json_are_read_as_such() {
    // A line may be broken, as in old messages (RFC 9112, 5.2).
    let server = Server::start([Act::Answer(answer(
        "200 OK",
        "x-sizes: 1,2\r\nx-names:  a ,\r\n ,b c\r\nX-Sizes: \t3 \r\nx-item: {\"id\": 7}\r\nx-none:\r\n",
        "{}",
    ))]);
    let call = Call::new(&client(&server.url()), &GET).path("id", 1);
    let response = call.returns_json::<Value>().with_response().await.unwrap();
    assert_eq!(response.header(SIZES).unwrap(), Some(vec![1, 2, 3]));
    assert_eq!(response.header(NAMES).unwrap(), Some(vec!["a".into(), "b c".into()]));
    assert_eq!(response.header(NONE).unwrap(), Some(Vec::new()));
    assert_eq!(response.header(ITEM).unwrap().map(|item| item.id), Some(7));
    for untyped in
        [response.header(ODD).unwrap_err(), response.header(PARTS).unwrap_err()]
    {
        assert_eq!(
            untyped.to_string(),
            "a header that does not fit its type: `X-Names`"
        );
    }
    assert_eq!(format!("{SIZES:?}"), r#"ResponseHeader("X-Sizes")"#);
}

async fn of_nothing<T: DeserializeOwned + 'static>(status: &str) -> Result<T, Error> {
    answered(status, "", Call::returns_json).await
}

/// A union of which no variant is known.
#[derive(Debug)]
struct Event(Value);

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        unions::tagged(deserializer, "Event", "kind", &[], Self)
    }
}

#[tokio::test]
async fn a_string_is_taken_as_the_text_that_the_server_sends() {
    let answered = |media_type: &str, body: &'static str| {
        let headers = format!("content-type: {media_type}\r\n");
        let server = Server::start([Act::Answer(answer("200 OK", &headers, body))]);
        async move {
            let call = Call::new(&client(&server.url()), &GET).path("id", 1);
            call.returns_string().await
        }
    };
    let texts = [
        ("application/json", "\"a b\"", "a b"),
        ("text/html; charset=utf-8", "a b", "a b"),
        ("text/plain", "12", "12"),
        ("Text/Plain", "\"a b\"", "a b"),
    ];
    for (media_type, body, expected) in texts {
        assert_eq!(answered(media_type, body).await.unwrap(), expected, "{body}");
    }
    let error = answered("application/json", "a b").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn no_body_is_no_unknown_variant() {
    let error = of_nothing::<Event>("204 No Content").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let null: Event = answered("200 OK", "null", Call::returns_json).await.unwrap();
    assert_eq!(null.0, Value::Null);
}

#[tokio::test]
async fn no_body_is_null_where_that_is_a_value() {
    for status in ["200 OK", "204 No Content", "205 Reset Content"] {
        assert_eq!(of_nothing::<Option<Item>>(status).await.unwrap(), None);
        assert_eq!(of_nothing::<Value>(status).await.unwrap(), Value::Null);
        let error = of_nothing::<Item>(status).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains("expected JSON, found nothing"), "{error}");
    }
}

#[tokio::test]
async fn the_media_type_that_is_wanted_is_asked_for() {
    let server = Server::start([Act::Answer(answer("200 OK", "", r#"{"id": 1}"#))]);
    let client = client(&server.url());
    let call = || Call::new(&client, &GET).path("id", 1);
    call().returns_by_status::<Found>().await.unwrap();
    call().accept("application/hal+json").returns_json::<Value>().await.unwrap();
    call().accept("text/csv").returns_text().header("accept", "text/tsv").await.unwrap();
    let sent = server.seen();
    let accepted = sent.iter().map(|seen| seen.header("accept").unwrap());
    assert_eq!(
        accepted.collect::<Vec<_>>(),
        ["application/json, */*;q=0.8", "application/hal+json", "text/tsv"]
    );
    let error = call().accept("a\nb").returns_text().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}
