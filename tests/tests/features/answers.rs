//! Answers, errors and headers, each read as what the document declares for it.
//!
//! Invariant: every answer is written out here, and one that does not fit what is declared is an error that keeps its
//! body.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::time::{Duration, Instant};

use features_client::resources::Answers;
use features_client::resources::answers::{
    ByStatusResponse, ErrorsError, PricesResponse, RangeResponse,
};
use features_client::types::{
    AnswersByStatusResponseAccepted, AnswersTargetsResponseItem, Invalid, PricesChoice,
    PricesTagged, Problem, Target, TargetLabelSelector, Thing,
};
use features_client::{Client, Error, ErrorKind, Request};
use rust_decimal::Decimal;
use sdk_tests::{Answer, Server};

use super::{Failure, call, client};

const THING: &str = r#"{"id": 7, "name": "a", "more": [1]}"#;

/// The error of a call that is answered like this.
async fn failed<T: 'static>(
    answer: Answer,
    call: impl FnOnce(&Client) -> Request<T>,
) -> Result<Error, Failure> {
    let server = Server::start([answer])?;
    match call(&client(&server)?).await {
        Ok(_) => Err("the call succeeded".into()),
        Err(error) => Ok(error),
    }
}

fn is_thing(thing: &Thing) -> bool {
    thing.id == 7 && thing.name.as_deref() == Some("a")
}

#[tokio::test]
async fn a_success_is_what_is_declared_for_its_status() -> Result<(), Failure> {
    let by_status = |client: &Client| client.answers().by_status();
    let (answer, request) = call(Answer::json(200, THING), by_status).await?;
    assert!(matches!(answer, ByStatusResponse::Ok(thing) if is_thing(&thing)));
    assert_eq!(
        request.header("accept"),
        Some("application/json, */*;q=0.8")
    );
    let (answer, _) = call(Answer::json(202, r#"{"seconds": 3}"#), by_status).await?;
    assert!(matches!(
        answer,
        ByStatusResponse::Accepted(AnswersByStatusResponseAccepted { seconds: 3, .. })
    ));
    let (answer, _) = call(Answer::new(203, &[], "later"), by_status).await?;
    assert_eq!(
        answer,
        ByStatusResponse::NonAuthoritativeInformation("later".into())
    );
    let (answer, _) = call(Answer::new(204, &[], ""), by_status).await?;
    assert_eq!(answer, ByStatusResponse::NoContent);
    let (answer, _) = call(Answer::new(207, &[], "<odd/>"), by_status).await?;
    assert_eq!(answer, ByStatusResponse::Other("<odd/>".into()));

    let error = failed(Answer::json(202, r#"{"seconds": null}"#), by_status).await?;
    assert_eq!(
        (error.kind(), error.decode_path()),
        (ErrorKind::Decode, Some("seconds"))
    );
    assert_eq!(error.body_text().as_deref(), Some(r#"{"seconds": null}"#));
    Ok(())
}

/// Many a server writes them as numbers of JSON, which most readers round.
#[tokio::test]
async fn a_decimal_has_all_of_its_digits_wherever_it_stands() -> Result<(), Failure> {
    let prices = |client: &Client| client.answers().prices().with_response();
    for n in [
        "0.1234567890123456789",
        "12345678901234567890.123",
        "-0.50",
        "18446744073709551616",
    ] {
        let price: Decimal = n.parse()?;
        let body = format!(
            r#"{{"usual": {n}, "maybe": {n}, "list": [{n}, null], "map": {{"a": {n}}}, "choice": {n},
            "tagged": {{"kind": "Fixed", "prices": [{n}]}}, "ratio": 60.731862325406084, "other": {n}}}"#
        );
        let headers = [("content-type", "application/json"), ("x-price", n)];
        let server = Server::start([Answer::new(200, &headers, body)])?;
        let answer = prices(&client(&server)?).await?;
        assert_eq!(
            answer.header(Answers::PRICES_X_PRICE)?.map(text),
            Some(n.into())
        );
        let PricesResponse::Ok(read) = answer.into_inner() else {
            return Err("another status".into());
        };
        assert_eq!(text(read.usual), n);
        assert_eq!(read.maybe.map(text).as_deref(), Some(n));
        assert_eq!(read.list, Some(vec![Some(price), None]));
        assert_eq!(read.map, Some(BTreeMap::from([("a".into(), price)])));
        assert_eq!(read.choice, Some(PricesChoice::Decimal(price)));
        assert!(
            matches!(read.tagged, Some(PricesTagged::Fixed(fixed)) if fixed.prices == Some(vec![price]))
        );
        assert_eq!(text(read.additional_properties["other"]), n);
        assert_eq!(read.ratio, Some(60.731862325406084));

        let rated = format!(r#"{{"usual": 1, "choice": {{"rate": {n}}}}}"#);
        let server = Server::start([
            Answer::json(200, rated),
            Answer::json(202, format!("[{n}]")),
        ])?;
        let client = client(&server)?;
        assert!(
            matches!(prices(&client).await?.into_inner(), PricesResponse::Ok(read)
                if matches!(&read.choice, Some(PricesChoice::Rated(rated)) if rated.rate == price))
        );
        let some = prices(&client).await?.into_inner();
        assert_eq!(some, PricesResponse::Accepted(vec![price]));
    }
    Ok(())
}

fn text(price: Decimal) -> String {
    price.to_string()
}

#[tokio::test]
async fn ranges_and_default_say_what_nothing_else_says() -> Result<(), Failure> {
    let range = |client: &Client| client.answers().range();
    let (answer, _) = call(Answer::json(200, THING), range).await?;
    assert!(matches!(answer, RangeResponse::Ok(thing) if is_thing(&thing)));
    let (answer, _) = call(Answer::json(201, THING), range).await?;
    assert_eq!(answer, RangeResponse::Success(THING.into()));
    let (thing, _) = call(Answer::json(203, THING), |client| {
        client.answers().default()
    })
    .await?;
    assert!(is_thing(&thing));
    Ok(())
}

#[tokio::test]
async fn no_body_is_nothing_where_there_may_be_nothing() -> Result<(), Failure> {
    let maybe = |client: &Client| client.answers().maybe();
    let (thing, _) = call(Answer::json(200, THING), maybe).await?;
    assert!(thing.is_some_and(|thing| is_thing(&thing)));
    for empty in [Answer::new(200, &[], ""), Answer::new(204, &[], "")] {
        assert!(call(empty, maybe).await?.0.is_none());
    }
    let default = |client: &Client| client.answers().default();
    let error = failed(Answer::new(204, &[], ""), default).await?;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(204))
    );
    Ok(())
}

#[tokio::test]
async fn the_member_that_the_tag_names_is_the_payload() -> Result<(), Failure> {
    let sent = || TargetLabelSelector::new("a=b");
    let put = |client: &Client| client.answers().target(sent());
    let written = r#"{"type":"label-selector","label-selector":{"selector":"a=b"}}"#;
    let (answer, request) = call(Answer::json(200, written), put).await?;
    assert_eq!(
        (request.text().as_str(), answer),
        (written, Target::from(sent()))
    );

    let newer = r#"{"label": {}, "type": "label"}"#;
    let (answer, _) = call(Answer::json(200, newer), put).await?;
    assert!(matches!(answer, Target::Unknown(value) if value["label"].is_object()));

    for (status, body) in [
        (200, r#"{"type": "server"}"#),
        (200, r#"{"type": "server", "server": {"id": "seven"}}"#),
        (200, ""),
        (204, ""),
    ] {
        let error = failed(Answer::json(status, body), put).await?;
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    }
    Ok(())
}

#[tokio::test]
async fn what_stands_beside_the_payload_of_a_tag_may_be_what_another_type_knows()
-> Result<(), Failure> {
    let body = r#"[
        {"type": "server", "server": {"id": 7}},
        {"type": "server", "server": {"id": 7}, "note": "n"},
        {"type": "label-selector", "label-selector": {"selector": "a=b", "new": [1]}},
        {"type": "label", "note": "n"}
    ]"#;
    let answer = Answer::json(200, body);
    let (targets, _) = call(answer, |client| client.answers().targets()).await?;
    let targets: Vec<String> = (targets.iter())
        .map(|target| match target {
            AnswersTargetsResponseItem::Target(target) => format!("{target:?}"),
            AnswersTargetsResponseItem::Selection(other) => format!("{:?}", other.note),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        targets,
        [
            "Server { server: Thing { id: 7, name: None } }",
            "Some(\"n\")",
            "LabelSelector { label_selector: TargetLabelSelector { selector: \"a=b\" } }",
            "Some(\"n\")",
        ]
    );
    Ok(())
}

#[tokio::test]
async fn the_declared_media_type_is_asked_for() -> Result<(), Failure> {
    let (thing, request) =
        call(Answer::json(200, THING), |client| client.answers().vendor()).await?;
    assert!(is_thing(&thing));
    let accept = "application/vnd.features+json, application/json;q=0.9";
    assert_eq!(request.header("accept"), Some(accept));
    let table = Answer::new(200, &[], "a,b");
    let (text, request) = call(table, |client| client.answers().text()).await?;
    assert_eq!(
        (text.as_str(), request.header("accept")),
        ("a,b", Some("text/csv, */*;q=0.8"))
    );
    let page = Answer::new(200, &[], b"%PDF\xff");
    let (file, _) = call(page, |client| client.answers().file()).await?;
    assert_eq!(&file[..], b"%PDF\xff");
    Ok(())
}

#[tokio::test]
async fn files_and_events_are_read_as_they_come() -> Result<(), Failure> {
    const EVENTS: &str = "data: 1\n\ndata: 2\n\n";
    const PAUSE: Duration = Duration::from_millis(400);
    let slow = Answer::slow_body(200, EVENTS, PAUSE);
    let server = Server::start([slow, Answer::truncated(200, "half", 100)])?;
    let client = client(&server)?;
    let started = Instant::now();
    let mut streamed = client.answers().events().stream().await?;
    assert_eq!(streamed.response().status(), 200);
    assert!(started.elapsed() < PAUSE, "it waited for the body");
    let mut read = Vec::new();
    while let Some(piece) = streamed.next().await {
        read.extend_from_slice(&piece?);
    }
    assert_eq!(read, EVENTS.as_bytes());

    let mut streamed = client.answers().file().stream().await?;
    assert_eq!(
        streamed.next().await.transpose()?.as_deref(),
        Some(&b"half"[..])
    );
    let error = streamed
        .next()
        .await
        .and_then(Result::err)
        .ok_or("it looks whole")?;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Transport, Some(200))
    );
    Ok(())
}

#[test]
fn a_file_is_read_without_async() -> Result<(), Failure> {
    let large = "x".repeat(1 << 20);
    let server = Server::start([Answer::new(200, &[], &large)])?;
    let mut text = String::new();
    let mut streamed = client(&server)?.answers().file().stream_blocking()?;
    streamed.read_to_string(&mut text)?;
    assert!(text == large);
    Ok(())
}

#[tokio::test]
async fn declared_headers_are_typed_on_answers_and_errors() -> Result<(), Failure> {
    let headers = [
        ("x-left", "41"),
        ("link", "<a>"),
        ("Link", "<b>"),
        ("x-reset", "soon"),
    ];
    let server = Server::start([
        Answer::new(204, &headers, ""),
        Answer::new(429, &headers, ""),
    ])?;
    let client = client(&server)?;
    let response = client.answers().headers().with_response().await?;
    assert_eq!(response.header(Answers::HEADERS_X_LEFT)?, Some(41));
    assert_eq!(
        response.header(Answers::HEADERS_LINK)?.as_deref(),
        Some("<a>, <b>")
    );
    let Err(error) = client.answers().headers().await else {
        return Err("the call succeeded".into());
    };
    assert_eq!(error.header(Answers::HEADERS_X_LEFT)?, Some(41));
    assert!(
        error.header(Answers::HEADERS_X_RESET).is_err(),
        "it is no time"
    );
    assert_eq!(error.headers().ok_or("no headers")?["x-reset"], "soon");
    Ok(())
}

#[tokio::test]
async fn headers_hold_lists_and_json() -> Result<(), Failure> {
    let headers = [
        ("x-sizes", "1, 2"),
        ("X-Sizes", "3"),
        ("x-thing", THING),
        ("x-range", "from,1"),
    ];
    let server = Server::start([Answer::new(204, &headers, "")])?;
    let response = client(&server)?.answers().headers().with_response().await?;
    let sizes: Option<Vec<i64>> = response.header(Answers::HEADERS_X_SIZES)?;
    assert_eq!(sizes, Some(vec![1, 2, 3]));
    let thing: Option<Thing> = response.header(Answers::HEADERS_X_THING)?;
    assert!(thing.as_ref().is_some_and(is_thing));
    let range = response.header(Answers::HEADERS_X_RANGE)?;
    assert_eq!(range.as_deref(), Some("from,1"));
    Ok(())
}

async fn typed(status: u16, body: &str) -> Result<ErrorsError, Failure> {
    let errors = |client: &Client| client.answers().errors();
    Ok(failed(Answer::json(status, body), errors)
        .await?
        .typed::<ErrorsError>()?)
}

#[tokio::test]
async fn an_error_is_what_is_declared_for_its_status() -> Result<(), Failure> {
    let invalid = typed(400, r#"{"fields": {"a": "bad"}, "more": 1}"#).await?;
    let fields = BTreeMap::from([("a".to_owned(), "bad".to_owned())]);
    assert!(
        matches!(invalid, ErrorsError::BadRequest(Invalid { fields: got, .. }) if got == fields)
    );
    let missing = typed(404, r#"{"title": "gone"}"#).await?;
    assert!(matches!(missing, ErrorsError::NotFound(Problem { title, .. }) if title == "gone"));
    for status in [500, 503] {
        assert_eq!(
            typed(status, r#"["a"]"#).await?,
            ErrorsError::ServerError(vec!["a".into()])
        );
    }
    let errors = |client: &Client| client.answers().errors();
    let words = failed(Answer::new(409, &[], "It is \"there\"."), errors).await?;
    assert_eq!(
        words.typed::<ErrorsError>()?,
        ErrorsError::Conflict("It is \"there\".".into())
    );
    assert_eq!(words.body_text().as_deref(), Some("It is \"there\"."));
    let bytes = failed(Answer::new(409, &[], b"\xff"), errors).await?;
    assert!(bytes.typed::<ErrorsError>().is_err(), "it is no text");
    let bytes = failed(Answer::new(410, &[], b"\xff"), errors).await?;
    assert!(matches!(bytes.typed()?, ErrorsError::Gone(bytes) if *bytes == *b"\xff"));
    let other = typed(418, r#"{"why": "tea"}"#).await?;
    assert!(matches!(other, ErrorsError::Other(other) if other.why == "tea"));
    Ok(())
}

#[tokio::test]
async fn a_body_that_lies_takes_nothing_from_the_error() -> Result<(), Failure> {
    let body = r#"{"fields": ["a"], "detail": "No."}"#;
    let error = failed(Answer::json(400, body), |client| client.answers().errors()).await?;
    let untyped = error.typed::<ErrorsError>().err().ok_or("it was typed")?;
    assert_eq!(untyped.path(), Some("fields"));
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::InvalidRequest, Some("No."))
    );
    assert_eq!(error.body_text().as_deref(), Some(body));
    Ok(())
}

#[tokio::test]
async fn one_type_for_all_errors_needs_no_enum() -> Result<(), Failure> {
    let one = |client: &Client| client.answers().one_error();
    let error = failed(Answer::json(404, r#"{"title": "gone"}"#), one).await?;
    assert_eq!(error.body_as::<Problem>()?.title, "gone");
    let error = failed(Answer::new(403, &[], "<html>"), one).await?;
    assert!(error.body_as::<Problem>().is_err());
    assert_eq!(error.kind(), ErrorKind::Permission);
    Ok(())
}
