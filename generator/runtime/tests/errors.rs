//! Every form of an error body.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::time::Duration;

use sdk_runtime::{Error, ErrorKind};

use support::{Fake, Reply, SEND, bad_request, builder, call, refused};

fn fields(error: &Error) -> Vec<String> {
    let mut fields =
        error.field_errors().iter().map(ToString::to_string).collect::<Vec<_>>();
    fields.sort();
    fields
}

#[tokio::test]
async fn every_status_has_its_kind() {
    let kinds = [
        (400, ErrorKind::InvalidRequest),
        (401, ErrorKind::Authentication),
        (402, ErrorKind::InvalidRequest),
        (403, ErrorKind::Permission),
        (404, ErrorKind::NotFound),
        (405, ErrorKind::InvalidRequest),
        (409, ErrorKind::Conflict),
        (415, ErrorKind::InvalidRequest),
        (422, ErrorKind::InvalidRequest),
        (429, ErrorKind::RateLimited),
        (499, ErrorKind::InvalidRequest),
        (500, ErrorKind::Server),
        (503, ErrorKind::Server),
        (599, ErrorKind::Server),
        (300, ErrorKind::Redirect),
        (304, ErrorKind::Redirect),
        (101, ErrorKind::Server),
        (999, ErrorKind::Server),
    ];
    for (status, kind) in kinds {
        let fake = Fake::new([Reply::status(status)]);
        let client =
            builder("https://api.acme.example").transport(fake).build().unwrap();
        let error = call(&client, &SEND).max_attempts(1).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (kind, Some(status)));
    }
}

#[tokio::test]
async fn a_message_with_a_code() {
    let error = refused(
        "404 Not Found",
        "application/json",
        r#"{"error": "Agent not found", "code": "not_found"}"#,
    )
    .await;
    assert_eq!(
        (error.message(), error.code()),
        (Some("Agent not found"), Some("not_found"))
    );
    assert_eq!(error.request_id(), Some("req_1"));
    assert_eq!(
        error.to_string(),
        "404 Not Found: Agent not found [not_found] (request req_1)"
    );
    assert_eq!(error.body_json().unwrap()["code"], "not_found");
    assert!(fields(&error).is_empty());
}

#[tokio::test]
async fn a_message_that_was_cut_within_a_character_is_read() {
    let error = bad_request(r#"{"error": "no text \ud83d", "code": "bad"}"#).await;
    assert_eq!((error.message(), error.code()), (Some("no text \u{FFFD}"), Some("bad")));
}

#[tokio::test]
async fn a_message_under_every_name_that_servers_give_it() {
    let bodies = [
        (r#"{"error": "m"}"#, None),
        (r#"{"detail": "m"}"#, None),
        (r#"{"message": "m"}"#, None),
        (r#"{"error": {"message": "m", "code": 131}}"#, Some("131")),
        (r#"{"detail": "d", "message": "m"}"#, None),
        (r#"{"error": "Bad Request", "message": "m", "statusCode": 400}"#, None),
        (r#"{"error": "Bad Request", "message": ["m"], "statusCode": 400}"#, None),
        (r#"{"detail": "d", "error": "m", "code": "c"}"#, Some("c")),
        (r#"["m"]"#, None),
        (r#""m""#, None),
        (r#"{"non_field_errors": ["m"]}"#, None),
    ];
    for (body, code) in bodies {
        let error = bad_request(body).await;
        assert_eq!((error.message(), error.code()), (Some("m"), code), "{body}");
        assert!(error.to_string().starts_with("400 Bad Request: m"), "{error}");
        assert!(
            error.field_errors().iter().all(|field| field.path().is_empty()),
            "{body}"
        );
    }
}

#[tokio::test]
async fn the_errors_of_fields_are_flattened_to_json_paths() {
    let body = r#"{
        "name": ["This field is required."],
        "unified": {"buttons": [{}, {"text": ["Too long.", "Too dull."]}], "non_field_errors": ["Set one."]},
        "tags": {"0": ["Not a string."], "12": ["Blank."]},
        "odd name": ["Odd."],
        "to": "Unknown number."
    }"#;
    let error = bad_request(body).await;
    assert_eq!(
        fields(&error),
        [
            "[\"odd name\"]: Odd.",
            "name: This field is required.",
            "tags[0]: Not a string.",
            "tags[12]: Blank.",
            "to: Unknown number.",
            "unified.buttons[1].text: Too dull.",
            "unified.buttons[1].text: Too long.",
            "unified: Set one.",
        ]
    );
    assert!(error.message().is_some());
}

#[tokio::test]
async fn fields_beside_a_message_are_read_too() {
    let error =
        bad_request(r#"{"error": "Invalid", "name": ["Required."], "code": "invalid"}"#)
            .await;
    assert_eq!((error.message(), error.code()), (Some("Invalid"), Some("invalid")));
    assert_eq!(fields(&error), ["name: Required."]);
    assert_eq!(
        error.to_string(),
        "400 Bad Request: the server refuses `name` [invalid] (request req_1)"
    );
}

#[tokio::test]
async fn a_message_hides_no_field_wherever_the_two_stand() {
    let bodies = [
        (r#"{"error": "m", "name": ["Bad."]}"#, "name: Bad."),
        (r#"{"message": "m", "name": ["Bad."]}"#, "name: Bad."),
        (r#"{"detail": "m", "a": {"b": ["Bad."]}, "retry_after": 3}"#, "a.b: Bad."),
        (r#"{"message": "m", "errors": {"name": ["Bad."]}}"#, "name: Bad."),
        (r#"{"error": {"message": "m", "code": 1, "name": ["Bad."]}}"#, "name: Bad."),
        (
            r#"{"message": "m", "issues": [{"path": ["a", 0], "message": "Bad."}]}"#,
            "a[0]: Bad.",
        ),
        (
            r#"{"message": "m", "errors": [{"instancePath": "/a/0", "message": "Bad."}]}"#,
            "a[0]: Bad.",
        ),
        (
            r#"{"message": "m", "details": {"a": {"message": "Bad.", "value": 1}}}"#,
            "a: Bad.",
        ),
        (r#"{"error": {"message": "m", "details": {"a": ["Bad."]}}}"#, "a: Bad."),
        (
            r#"{"message": "m", "errors": [{"field": "a.b", "message": "Bad."}], "url": "u"}"#,
            "a.b: Bad.",
        ),
        (r#"{"error": "m", "non_field_errors": ["Bad."]}"#, "Bad."),
    ];
    for (body, field) in bodies {
        let error = bad_request(body).await;
        assert_eq!(error.message(), Some("m"), "{body}");
        assert_eq!(fields(&error), [field], "{body}");
    }
}

#[tokio::test]
async fn items_that_name_their_field_are_read_where_they_stand() {
    let body = r#"{"detail": [
        {"loc": ["body", "tags", 0], "msg": "Blank.", "type": "value_error"},
        {"loc": ["query", "limit"], "msg": "Too much.", "type": "value_error"},
        {"loc": {}, "msg": "Kept."}
    ]}"#;
    assert_eq!(
        fields(&bad_request(body).await),
        ["detail[2].msg: Kept.", "query.limit: Too much.", "tags[0]: Blank.",]
    );
}

/// As webargs writes them, in the envelopes of flask-smorest and APIFlask, and as Litestar does.
#[tokio::test]
async fn the_errors_of_the_body_have_the_paths_of_its_fields() {
    let bodies = [
        (
            r#"{"code": 422, "errors": {"json": {"name": ["Bad."]}}, "status": "S"}"#,
            "name: Bad.",
        ),
        (
            r#"{"message": "m", "detail": {"json": {"a": {"0": ["Bad."]}}}}"#,
            "a[0]: Bad.",
        ),
        (r#"{"message": "m", "detail": {"json": {"_schema": ["Bad."]}}}"#, "Bad."),
        (
            r#"{"message": "m", "detail": {"query": {"page": ["Bad."]}}}"#,
            "query.page: Bad.",
        ),
        (r#"{"message": "m", "errors": {"json": ["Bad."]}}"#, "json: Bad."),
        (r#"{"errors": {"json": {"name": ["Bad."]}}}"#, "errors.json.name: Bad."),
        (
            r#"{"detail": "m", "extra": [{"key": "age", "message": "Bad."}]}"#,
            "age: Bad.",
        ),
    ];
    for (body, field) in bodies {
        assert_eq!(fields(&bad_request(body).await), [field], "{body}");
    }
}

/// RFC 9457, announced as such or not.
#[tokio::test]
async fn a_problem_says_what_is_wrong_and_not_with_which_field() {
    let problem = r#"{
        "type": "https://example.com/probs/out-of-credit", "title": "Out of credit", "status": 403,
        "detail": "Your balance is 30.", "instance": "/account/12345", "balance": 30,
        "accounts": ["/account/12345"], "error": "an extension"
    }"#;
    let error = refused("403 Forbidden", "application/problem+json", problem).await;
    assert_eq!(error.message(), Some("Your balance is 30."));
    assert_eq!(error.field_errors(), []);
    assert_eq!(error.to_string(), "403 Forbidden: Your balance is 30. (request req_1)");

    let untold = r#"{"type": "about:blank", "title": "Out of credit", "status": 400}"#;
    for media_type in ["application/json", "Application/Problem+JSON; charset=utf-8"] {
        let error = refused("400 Bad Request", media_type, untold).await;
        assert_eq!(error.message(), Some("Out of credit"));
        assert_eq!(error.to_string(), "400 Bad Request: Out of credit (request req_1)");
    }

    let invalid = r##"{"title": "Invalid", "traceId": "1", "errors": [
        {"detail": "must be positive", "pointer": "#/ages/0"}, {"detail": "odd", "pointer": "#/a~1b"}
    ]}"##;
    let error = refused("422 Unprocessable", "application/problem+json", invalid).await;
    assert_eq!(error.message(), Some("Invalid"));
    assert_eq!(fields(&error), ["[\"a/b\"]: odd", "ages[0]: must be positive"]);
    let listed =
        r#"{"title": "Invalid", "status": 400, "errors": {"Name": ["Required."]}}"#;
    for media_type in ["application/json", "application/problem+json"] {
        let error = refused("400 Bad Request", media_type, listed).await;
        assert_eq!(fields(&error), ["Name: Required."]);
    }
}

#[tokio::test]
async fn what_is_plainly_no_field_is_none_unless_its_errors_are_listed() {
    let error =
        bad_request(r#"{"reason": "locked", "id": "7", "request_id": "r"}"#).await;
    assert_eq!(error.message(), Some("locked"));
    assert_eq!(error.to_string(), "400 Bad Request: locked (request req_1)");
    let error = bad_request(r#"{"title": ["Too long."], "id": ["Unknown."]}"#).await;
    assert_eq!(fields(&error), ["id: Unknown.", "title: Too long."]);
}

#[tokio::test]
async fn a_server_that_failed_refuses_no_field() {
    let failed = |body: &'static str| refused("500 Oops", "application/json", body);
    let error = failed(r#"{"title": "Boom"}"#).await;
    assert_eq!(error.message(), Some("Boom"));
    assert_eq!(error.to_string(), "500 Internal Server Error: Boom (request req_1)");
    let error = failed(r#"{"name": ["Boom"], "cause": "secret"}"#).await;
    assert_eq!((error.message(), error.field_errors()), (None, [].as_slice()));
    assert_eq!(error.to_string(), "500 Internal Server Error (request req_1)");
    let error = failed(r#"["Boom"]"#).await;
    assert_eq!(error.message(), Some("Boom"));
}

#[tokio::test]
async fn what_is_about_a_field_is_printed_only_on_request() {
    let error = bad_request(r#"{"to": ["\"+44 7000 secret\" is no number."]}"#).await;
    assert_eq!(
        error.to_string(),
        "400 Bad Request: the server refuses `to` (request req_1)"
    );
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    assert!(error.field_errors()[0].to_string().contains("secret"));
}

#[tokio::test]
async fn a_rate_limit_says_how_long() {
    let body = r#"{"error": "Rate limit exceeded", "retry_after": 30}"#;
    let error = refused("429 Too Many Requests", "application/json", body).await;
    assert_eq!(
        (error.kind(), error.retry_after()),
        (ErrorKind::RateLimited, Some(Duration::from_secs(30)))
    );
    assert_eq!(error.message(), Some("Rate limit exceeded"));
    let odd = [
        ("-1", None),
        ("\"soon\"", None),
        ("null", None),
        // For ever is not at once.
        ("1e300", Some(Duration::MAX)),
        ("\"1.5\"", Some(Duration::from_millis(1500))),
    ];
    for (odd, expected) in odd {
        let body = format!(r#"{{"error": "x", "retry_after": {odd}}}"#);
        let error = refused("429 Too Many Requests", "application/json", body).await;
        assert_eq!(error.retry_after(), expected, "{odd}");
    }
}

#[tokio::test]
async fn what_is_not_json_stays_in_the_body() {
    let page = "<html><body>nginx</body></html>";
    let error = refused("502 Bad Gateway", "text/html", page).await;
    assert_eq!(
        (error.kind(), error.message(), error.body_json()),
        (ErrorKind::Server, None, None)
    );
    assert_eq!(error.body_text().unwrap(), page);
    assert_eq!(error.to_string(), "502 Bad Gateway (request req_1)");

    let error =
        refused("503 Service Unavailable", "text/plain; charset=utf-8", "Try later.\n")
            .await;
    assert_eq!(error.message(), Some("Try later."));

    let error = refused("500 Internal Server Error", "application/json", "").await;
    assert_eq!((error.message(), error.body().unwrap().len()), (None, 0));

    let error = refused("400 Bad Request", "text/plain", b"\xFF\xFE\x00").await;
    assert_eq!((error.message(), error.body_text().unwrap().chars().count()), (None, 3));
    assert_eq!(&error.body().unwrap()[..], b"\xFF\xFE\x00");

    let error = refused(
        "400 Bad Request",
        "application/json",
        b"\xEF\xBB\xBF{\"error\": \"m\"}",
    )
    .await;
    assert_eq!(error.message(), Some("m"));
}

#[tokio::test]
async fn a_body_as_deep_as_it_likes_is_no_danger() {
    let error = bad_request(&("[".repeat(100_000) + &"]".repeat(100_000))).await;
    assert_eq!((error.kind(), error.body_json()), (ErrorKind::InvalidRequest, None));
    let error =
        bad_request(&("{\"a\":".repeat(100) + "[\"m\"]" + &"}".repeat(100))).await;
    assert_eq!(error.field_errors()[0].path(), vec!["a"; 100].join("."));
}

/// As drf-standardized-errors and JSON:API write them: in a list, with a message, a code and a place, or null for none.
#[tokio::test]
async fn errors_in_a_list_say_themselves_what_they_are_about() {
    let bodies = [
        (
            r#"{"type": "validation_error", "errors": [{"code": "invalid", "detail": "Bad.", "attr": "email"}]}"#,
            Some("invalid"),
            "email: Bad.",
        ),
        (
            r#"{"errors": [{"code": "not_found", "detail": "Bad.", "attr": null}]}"#,
            Some("not_found"),
            "Bad.",
        ),
        (
            r#"{"errors": [{"status": "400", "code": "odd", "detail": "Bad.", "source": {"pointer": "/data/a/0"}}]}"#,
            Some("odd"),
            "data.a[0]: Bad.",
        ),
        (
            r#"{"errors": [{"detail": "Bad.", "source": {"parameter": "page"}}]}"#,
            None,
            "page: Bad.",
        ),
        (
            r#"{"errors": [{"code": "odd", "detail": "Bad.", "title": "T"}]}"#,
            Some("odd"),
            "Bad.",
        ),
        (r#"{"name": [{"message": "Bad.", "code": "required"}]}"#, None, "name: Bad."),
        (r#"{"tags": [{}, {"code": ["Bad."]}]}"#, None, "tags[1].code: Bad."),
    ];
    for (body, code, field) in bodies {
        let error = bad_request(body).await;
        assert_eq!((error.message(), error.code()), (Some(field), code), "{body}");
        assert_eq!(fields(&error), [field], "{body}");
    }
}
