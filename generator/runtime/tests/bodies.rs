//! Bodies other than JSON: what they are on the wire, and what becomes of streams.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use sdk_runtime::{
    Call, ErrorKind, File, Form, FormBody, Method, Operation, Param, Style,
};
use serde_json::{Value, json};

use support::{Act, GET, PUT, SEND, Server, answer, client, hasty, json as answers};

/// A stream of pieces that are there.
struct Pieces(VecDeque<&'static str>);

impl Stream for Pieces {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(Bytes::from(piece))))
    }
}

fn stream(pieces: &[&'static str]) -> File {
    File::stream(Pieces(pieces.iter().copied().collect()))
}

/// A form with two fields, one of them a file.
struct Upload {
    title: &'static str,
    file: File,
}

impl FormBody for Upload {
    fn add_to(&self, form: &mut Form) {
        form.value("title", self.title);
        form.file("file", &self.file);
    }
}

fn call(base_url: &str, operation: &'static Operation) -> Call {
    Call::new(&hasty(base_url).build().unwrap(), operation).path("id", 1)
}

fn ok() -> Act {
    answers("200 OK", "{}")
}

fn busy() -> Act {
    Act::Answer(answer("503 Service Unavailable", "", ""))
}

#[tokio::test]
async fn names_of_parts_cannot_begin_a_header() {
    let server = Server::start([ok()]);
    let file = File::new("x").name("a\"\r\nX-Evil: 1\r\n\r\n.png");
    let body = Upload { title: "a\r\n--b", file };
    call(&server.url(), &SEND).multipart(&body, &[]).returns_nothing().await.unwrap();
    let seen = server.seen().remove(0);
    let boundary = seen
        .header("content-type")
        .and_then(|value| value.strip_prefix("multipart/form-data; boundary="))
        .unwrap();
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na\r\n--b\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22%0D%0AX-Evil: 1%0D%0A%0D%0A.png\"\r\n\
         Content-Type: application/octet-stream\r\n\r\nx\r\n--{boundary}--\r\n"
    );
    assert_eq!(String::from_utf8(seen.body).unwrap(), expected);
}

/// A form with members that have no field of their own.
struct Open(Value);

impl FormBody for Open {
    fn add_to(&self, form: &mut Form) {
        form.value("a", "1");
        form.given("b", &None::<&str>);
        form.members(&self.0);
    }
}

#[tokio::test]
async fn a_field_of_a_form_is_not_among_those_that_have_none() {
    let server = Server::start([ok()]);
    let form =
        |rest| call(&server.url(), &SEND).form(&Open(rest), &[]).returns_nothing();
    for (rest, broken) in [
        (json!({"b": 2, "a": 3}), "`a` must not be sent twice"),
        (
            json!({"b": null, "c": {"d": null}}),
            "`b` must not be null, for which a form has no word",
        ),
    ] {
        let error = form(rest).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Validation, 0));
        assert_eq!(error.to_string(), format!("nothing was sent: {broken}"));
    }
    form(json!({"b": 2, "c": [3, 4]})).await.unwrap();
    assert_eq!(server.seen().remove(0).body, b"a=1&b=2&c=3&c=4");
}

#[tokio::test]
async fn a_media_type_that_no_header_can_hold_is_an_error() {
    let server = Server::start([ok()]);
    let evil = || File::new("x").media_type("image/png\r\nX-Evil: 1");
    let body = Upload { title: "", file: evil() };
    let calls = [
        call(&server.url(), &SEND).multipart(&body, &[]),
        call(&server.url(), &SEND).file(evil(), "image/png"),
    ];
    for call in calls {
        let error = call.returns_nothing().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn bytes_are_sent_again_with_the_same_boundary() {
    let server = Server::start([busy(), ok()]);
    let body = Upload {
        title: "t",
        file: File::new("x"),
    };
    call(&server.url(), &PUT).multipart(&body, &[]).returns_nothing().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].header("content-type"), seen[1].header("content-type"));
    assert_eq!(seen[0].body, seen[1].body);
}

#[tokio::test]
async fn a_stream_is_never_sent_twice() {
    let server = Server::start([busy(), ok()]);
    let file = stream(&["a", "b"]).length(2);
    let request = call(&server.url(), &PUT).file(file.clone(), "text/csv");
    let error = request.returns_nothing().await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), 1));
    assert!(!error.is_retryable());
    assert!(error.to_string().contains("not sent again, since its body was a stream"));
    assert_eq!(server.seen()[0].body, b"ab");

    let again = call(&server.url(), &PUT).file(file, "text/csv").returns_nothing().await;
    let error = again.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_stream_is_spent_even_if_only_the_body_of_the_answer_breaks_off() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc".to_vec();
    let server = Server::start([Act::AnswerAndClose(cut)]);
    let request = call(&server.url(), &PUT).file(stream(&["a"]).length(1), "text/csv");
    let mut streamed = request.returns_bytes().stream().await.unwrap();
    assert_eq!(streamed.next().await.unwrap().unwrap(), "abc");
    let error = streamed.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Transport, false));
    assert!(error.to_string().contains("not sent again, since its body was a stream"));
}

#[tokio::test]
async fn a_stream_that_nobody_has_read_is_tried_again() {
    let file = stream(&["a"]).length(1);
    let refused = call(&Server::refusing(), &SEND).file(file.clone(), "text/csv");
    let error = refused.returns_nothing().await.unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (3, true));

    let server = Server::start([ok()]);
    call(&server.url(), &SEND).file(file, "text/csv").returns_nothing().await.unwrap();
    assert_eq!(server.seen()[0].body, b"a");
}

#[tokio::test]
async fn a_stream_is_not_sent_on_by_a_redirect() {
    const SEARCH: Operation = Operation {
        method: Method::Get,
        ..GET
    };
    let server = Server::start([
        Act::Answer(answer("307 Temporary Redirect", "location: /elsewhere\r\n", "")),
        ok(),
    ]);
    let file = stream(&["a"]).length(1);
    let error =
        call(&server.url(), &SEARCH).file(file, "text/csv").returns_nothing().await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Redirect);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_stream_of_another_length_breaks_the_call_off() {
    for (pieces, length) in [(["a", "bc"], 2), (["a", "b"], 3)] {
        let server = Server::start([ok()]);
        let file = stream(&pieces).length(length);
        let error =
            call(&server.url(), &SEND).file(file, "text/csv").returns_nothing().await;
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Transport);
        assert!(server.seen().is_empty(), "{length} was a whole request");
    }
}

#[tokio::test]
async fn a_file_says_what_a_wildcard_leaves_open() {
    let server = Server::start([ok()]);
    let open = call(&server.url(), &SEND).file(File::new("x"), "image/*");
    assert_eq!(
        open.returns_nothing().await.unwrap_err().kind(),
        ErrorKind::Configuration
    );
    let file = || File::new("x").media_type("image/webp");
    for (file, media_type) in [(file(), "image/*"), (File::new("x"), "*/*")] {
        call(&server.url(), &SEND)
            .file(file, media_type)
            .returns_nothing()
            .await
            .unwrap();
    }
    let seen = server.seen();
    let announced =
        seen.iter().map(|seen| seen.header("content-type")).collect::<Vec<_>>();
    assert_eq!(announced, [Some("image/webp"), Some("application/octet-stream")]);
}

#[tokio::test]
async fn a_file_in_a_form_says_which_of_several_media_types_it_is() {
    let server = Server::start([ok(), ok(), ok()]);
    let send = |file: File, media_types| {
        let body = Upload { title: "a", file };
        call(&server.url(), &SEND)
            .multipart(&body, &[("file", media_types), ("title", media_types)])
            .returns_nothing()
    };
    for open in ["image/png, image/jpeg", "image/*", "image/png, text/*"] {
        let error = send(File::new("x"), open).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
        assert_eq!(
            error.to_string(),
            format!(
                "the file for `file` has to say which of `{open}` it is, by `File::media_type`"
            )
        );
    }
    let png = File::new("x").media_type("image/png");
    send(png, "image/png, image/jpeg").await.unwrap();
    send(File::new("x"), "image/png, application/octet-stream").await.unwrap();
    send(File::new("x"), "*/*").await.unwrap();
    let announced = server.seen().into_iter().map(|seen| {
        let body = String::from_utf8(seen.body).unwrap();
        let lines = body.lines().filter_map(|line| line.strip_prefix("Content-Type: "));
        lines.map(str::to_owned).collect::<Vec<_>>().join(" ")
    });
    // A value is text, whatever it may be.
    assert_eq!(
        announced.collect::<Vec<_>>(),
        ["image/png", "application/octet-stream", "application/octet-stream"]
    );
}

#[tokio::test]
async fn forms_repeat_lists_and_write_objects_as_json() {
    let server = Server::start([ok()]);
    let body = json!({ "a": [1, 2], "b": { "c": "d&e" }, "f": "g h", "i": "", "j": ["k", "l"] });
    let spelling = [Param::query("j").style(Style::Comma)];
    call(&server.url(), &SEND).form(&body, &spelling).returns_nothing().await.unwrap();
    let seen = server.seen().remove(0);
    assert_eq!(seen.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(
        String::from_utf8(seen.body).unwrap(),
        "a=1&a=2&b=%7B%22c%22%3A%22d%26e%22%7D&f=g%20h&i=&j=k,l"
    );
}

#[tokio::test]
async fn what_is_no_object_is_no_form() {
    let server = Server::start([ok()]);
    let error =
        call(&server.url(), &SEND).form(&Value::from(1), &[]).returns_nothing().await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Configuration);
    let client = client(&server.url());
    let none: Option<File> = None;
    Call::new(&client, &SEND)
        .path("id", 1)
        .file(none, "text/csv")
        .returns_nothing()
        .await
        .unwrap();
    assert_eq!(server.seen()[0].header("content-type"), None);
}

#[tokio::test]
async fn a_post_without_a_body_says_that_it_has_none() {
    let server =
        Server::start([answers("204 No Content", ""), answers("204 No Content", "")]);
    let client = client(&server.url());
    Call::new(&client, &SEND).path("id", 1).returns_nothing().await.unwrap();
    Call::new(&client, &GET).path("id", 1).returns_nothing().await.unwrap();
    let seen = server.seen();
    let lengths = seen.iter().map(|seen| seen.header("content-length"));
    assert_eq!(lengths.collect::<Vec<_>>(), [Some("0"), None]);
}
