//! What each kind of body is on the wire.
//!
//! Invariant: a body that breaks a rule is not only refused: the server has seen no request.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use features_client::types::*;
use features_client::{File, Patch};
use sdk_tests::{Answer, Recorded};

use super::{Failure, call, sent};

pub(super) fn position() -> Position {
    Position::new(1, -2)
}

/// The media type and the body, with the boundary of a multipart form spelled `BOUNDARY`.
pub(super) fn body(request: &Recorded) -> (String, String) {
    let media_type = request.header("Content-Type").unwrap_or_default();
    match media_type.split_once("boundary=") {
        Some((before, boundary)) => (
            format!("{before}boundary=BOUNDARY"),
            request.text().replace(boundary, "BOUNDARY"),
        ),
        None => (media_type.to_owned(), request.text()),
    }
}

#[tokio::test]
async fn json_is_announced_as_the_document_writes_it() -> Result<(), Failure> {
    let request = sent(|client| client.bodies().json(Note::new("hé").stars(5))).await?;
    let expected = (
        r#"application/json; charset=utf-8"#,
        r#"{"text":"hé","stars":5}"#,
    );
    assert_eq!(
        body(&request),
        (expected.0.to_owned(), expected.1.to_owned())
    );

    let patch = NotePatch::new().text(Patch::Clear).tags(["x"]).mood("good");
    let request = sent(|client| client.bodies().merge_patch(patch)).await?;
    assert_eq!(
        body(&request),
        (
            "application/merge-patch+json".to_owned(),
            r#"{"text":null,"tags":["x"],"mood":"good"}"#.to_owned()
        )
    );
    Ok(())
}

#[tokio::test]
async fn the_items_of_a_list_or_map_can_be_cleared_one_by_one() -> Result<(), Failure> {
    let item = BodiesPatchListRequestItem::new;
    let list = [item(1).text(Patch::Clear), item(2).text("t"), item(3)];
    let request = sent(|client| client.bodies().patch_list(list)).await?;
    assert_eq!(
        request.text(),
        r#"[{"id":1,"text":null},{"id":2,"text":"t"},{"id":3}]"#
    );

    let marks = [
        ("a".to_owned(), MarkRequest::new().at(Patch::Clear)),
        ("b".to_owned(), MarkRequest::new()),
    ];
    let answer = Answer::json(200, r#"[{"at":null}]"#);
    let (received, request) = call(answer, |client| client.bodies().patch_map(marks)).await?;
    assert_eq!(received.first().map(|mark| mark.at), Some(None));
    assert_eq!(request.text(), r#"{"a":{"at":null},"b":{}}"#);
    Ok(())
}

#[tokio::test]
async fn a_single_value_is_passed_where_a_union_takes_one() -> Result<(), Failure> {
    let contents: [(Content, &str); 5] = [
        (5.into(), "5"),
        (1.5.into(), "1.5"),
        (true.into(), "true"),
        ("x".into(), r#""x""#),
        ("y".to_owned().into(), r#""y""#),
    ];
    for (content, text) in contents {
        let request = sent(|client| client.schemas().set_content(content)).await?;
        assert_eq!(request.text(), text);
    }
    let request = sent(|client| client.schemas().set_content(5)).await?;
    assert_eq!(request.text(), "5");
    Ok(())
}

#[tokio::test]
async fn text_and_bytes_are_sent_as_they_are() -> Result<(), Failure> {
    let request = sent(|client| client.bodies().text("a,b\r\n")).await?;
    assert_eq!(
        body(&request),
        ("text/csv".to_owned(), "a,b\r\n".to_owned())
    );
    let request = sent(|client| client.bodies().optional_text("ü".to_owned())).await?;
    assert_eq!(
        body(&request),
        ("text/plain; charset=utf-8".to_owned(), "ü".to_owned())
    );
    // Nobody says that these bytes are UTF-8.
    let request = sent(|client| client.bodies().table(vec![b'a', 255])).await?;
    assert_eq!(request.header("Content-Type"), Some("text/csv"));
    assert_eq!(request.body, [b'a', 255]);
    let request = sent(|client| client.bodies().bytes(vec![0, 255])).await?;
    assert_eq!(
        request.header("Content-Type"),
        Some("application/octet-stream")
    );
    assert_eq!(request.body, [0, 255]);
    Ok(())
}

#[tokio::test]
async fn a_wildcard_is_for_the_caller_to_fill() -> Result<(), Failure> {
    let image = File::new("x").media_type("image/webp");
    let request = sent(|client| client.bodies().image(image.clone())).await?;
    assert_eq!(request.header("Content-Type"), Some("image/webp"));
    let request = sent(|client| client.bodies().anything(image)).await?;
    assert_eq!(request.header("Content-Type"), Some("image/webp"));
    let request = sent(|client| client.bodies().anything("x")).await?;
    assert_eq!(
        request.header("Content-Type"),
        Some("application/octet-stream")
    );
    let error = sent(|client| client.bodies().image("x")).await.err();
    assert!(error.is_some_and(|error| error.to_string().contains("image/*")));
    Ok(())
}

#[tokio::test]
async fn each_media_type_that_was_asked_for_has_a_method() -> Result<(), Failure> {
    let request = sent(|client| client.bodies().several(Note::new("t"))).await?;
    assert_eq!(
        body(&request),
        ("application/json".to_owned(), r#"{"text":"t"}"#.to_owned())
    );
    let request = sent(|client| client.bodies().several_form(Note::new("t").stars(1))).await?;
    assert_eq!(
        body(&request),
        (
            "application/x-www-form-urlencoded".to_owned(),
            "text=t&stars=1".to_owned()
        )
    );
    let request = sent(|client| client.bodies().several_multipart(Note::new("t"))).await?;
    let part =
        "--BOUNDARY\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nt\r\n--BOUNDARY--\r\n";
    assert_eq!(
        body(&request),
        (
            "multipart/form-data; boundary=BOUNDARY".to_owned(),
            part.to_owned()
        )
    );
    Ok(())
}

#[tokio::test]
async fn a_variant_is_passed_where_its_union_may_be_left_out() -> Result<(), Failure> {
    let request = sent(|client| client.bodies().choice(Note::new("t"))).await?;
    assert_eq!(request.text(), r#"{"text":"t"}"#);
    let choice = BodiesChoiceRequest::from(position());
    let request = sent(|client| client.bodies().choice(choice)).await?;
    assert_eq!(request.text(), r#"{"x":1,"y":-2}"#);
    let request = sent(|client| client.bodies().choice(None)).await?;
    assert_eq!(body(&request), (String::new(), String::new()));
    Ok(())
}

#[tokio::test]
async fn a_component_that_json_cannot_carry_is_a_type_of_its_own_as_a_form() -> Result<(), Failure>
{
    let request = sent(|client| client.bodies().avatar(AvatarForm::new("png"))).await?;
    assert!(request.text().contains("name=\"image\"; filename=\"blob\""));
    let request = sent(|client| client.bodies().avatar_json(Avatar::new("png"))).await?;
    assert_eq!(request.text(), r#"{"image":"png"}"#);
    Ok(())
}

/// A stream of pieces that are there.
struct Pieces(VecDeque<&'static str>);

impl futures_core::Stream for Pieces {
    type Item = Result<&'static str, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}

fn stream() -> File {
    File::stream(Pieces(["one ", "two ", "three"].into()))
}

#[tokio::test]
async fn a_stream_is_announced_by_its_length_or_sent_in_chunks() -> Result<(), Failure> {
    let request = sent(|client| client.bodies().bytes(stream().length(13))).await?;
    assert_eq!(request.header("Content-Length"), Some("13"));
    assert_eq!(request.text(), "one two three");

    let request = sent(|client| client.bodies().bytes(stream())).await?;
    assert_eq!(request.header("Content-Length"), None);
    assert_eq!(request.header("Transfer-Encoding"), Some("chunked"));
    assert_eq!(request.text(), "one two three");

    let upload = Upload::new("t", stream().length(13).name("s.txt"));
    let request = sent(|client| client.bodies().upload(upload)).await?;
    let length = request.body.len().to_string();
    assert_eq!(request.header("Content-Length"), Some(length.as_str()));
    assert!(request.text().contains("\r\n\r\none two three\r\n--"));
    Ok(())
}
