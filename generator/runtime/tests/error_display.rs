//! What is printed of an error: one short line, whatever a server writes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::collections::BTreeMap;

use sdk_runtime::{Call, Error, ErrorKind};

use support::{Act, KEY, SEND, Server, answer, bad_request, client};

#[tokio::test]
async fn a_long_or_hostile_message_is_one_short_line() {
    let error =
        bad_request(&format!(r#"{{"error": "a\nb\u001b[31m{}"}}"#, "x".repeat(500)))
            .await;
    let text = error.to_string();
    assert!(text.len() < 300 && !text.contains(['\n', '\u{1b}']), "{text}");
    assert!(text.contains("a\\nb\\u{1b}[31mxxx") && text.contains('…'), "{text}");
    assert!(error.message().unwrap().len() > 500);
}

#[tokio::test]
async fn many_fields_and_long_paths_are_one_short_line_too() {
    let fields =
        (0..5000).map(|n| format!(r#""field{n}": ["bad"]"#)).collect::<Vec<_>>();
    let error = bad_request(&format!("{{{}}}", fields.join(","))).await;
    assert_eq!(error.field_errors().len(), 5000);
    let text = error.to_string();
    assert!(text.len() < 300 && text.contains("` and 4990 more ("), "{text}");

    let body = format!(r#"{{"{}": "x"}}"#, "k\u{202e}".repeat(5000));
    let server = Server::start([Act::Answer(answer("200 OK", "", body))]);
    let request = Call::new(&client(&server.url()), &SEND).path("id", 1);
    let error = request.returns_json::<BTreeMap<String, u8>>().await.unwrap_err();
    let text = error.to_string();
    assert!(text.len() < 1500 && !text.contains('\u{202e}'), "{text}");
    assert!(text.ends_with(
        "…`: expected an integer of 8 bits that is not negative, found a string"
    ));
    assert!(error.decode_path().unwrap().len() > 5000);
}

#[tokio::test]
async fn a_message_cannot_break_or_turn_the_line_by_unseen_characters() {
    let unseen =
        "\u{2028}\u{2029}\u{200E}\u{200F}\u{61C}\u{202A}\u{202E}\u{2066}\u{2069}";
    let error = bad_request(&format!(r#"{{"error": "a{unseen}é—“b”"}}"#)).await;
    let text = error.to_string();
    assert!(!text.contains(|c| unseen.contains(c)), "{text:?}");
    assert!(text.contains(r"a\u{2028}\u{2029}") && text.contains("é—“b”"), "{text:?}");
    assert!(error.message().unwrap().contains(unseen));
}

#[tokio::test]
async fn a_server_that_quotes_the_key_does_not_get_it_printed() {
    let error = bad_request(&format!(r#"{{"detail": "Invalid token {KEY}."}}"#)).await;
    assert_eq!(error.message(), Some("Invalid token [redacted]."));
    assert!(!format!("{error} {error:?}").contains(KEY));
}

#[test]
fn an_error_fits_into_a_result() {
    fn check<T: std::error::Error + Send + Sync + 'static>() {}
    check::<Error>();
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    assert_eq!(ErrorKind::RateLimited.to_string(), "rate_limited");
}
