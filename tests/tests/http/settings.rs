//! How a client is set up: base URLs, timeouts, headers of a call, and what is refused.
//!
//! Invariant: what is refused is an error of the kind `Configuration`, and was not sent.

use std::time::{Duration, Instant};

use sdk_tests::{Answer, Server, fixture};
use wassist::{Client, ErrorKind, Server as Place};

use super::{CONVERSATION, Failure, KEY, client, hello};

/// A server that accepts one message.
fn accepting() -> Result<Server, Failure> {
    Ok(Server::start([Answer::json(
        201,
        fixture("message_text.json")?,
    )])?)
}

#[tokio::test]
async fn a_base_url_may_end_in_a_slash_and_have_a_path() -> Result<(), Failure> {
    for (base, prefix) in [
        ("", ""),
        ("/", ""),
        ("/proxy/wassist", "/proxy/wassist"),
        ("/proxy/wassist/", "/proxy/wassist"),
        ("/p%20q/", "/p%20q"),
    ] {
        let server = accepting()?;
        let client = client(format!("{}{base}", server.url()))?;
        client.conversations().messages().send("c", hello()).await?;
        let lines: Vec<_> = server
            .requests()
            .iter()
            .map(|request| request.line().to_owned())
            .collect();
        let line = format!("POST {prefix}/api/v1/conversations/c/messages/ HTTP/1.1");
        assert_eq!(lines, [line], "{base:?}");
    }
    Ok(())
}

#[test]
fn a_base_url_that_is_none_is_refused() -> Result<(), Failure> {
    for url in [
        "",
        "backend.wassist.app",
        "/api",
        "ftp://example.com",
        "https://",
        "https://a b",
    ] {
        let error = client(url)
            .err()
            .ok_or_else(|| format!("{url:?} was taken"))?;
        assert_eq!(error.kind(), ErrorKind::Configuration, "{url:?}");
    }
    Ok(())
}

#[test]
fn plain_http_is_for_loopback() -> Result<(), Failure> {
    for url in [
        "http://localhost:8050",
        "http://127.0.0.1",
        "http://[::1]:1",
    ] {
        assert!(client(url).is_ok(), "{url}");
    }
    for url in [
        "http://example.com",
        "http://10.0.0.1",
        "http://localhost.example.com",
    ] {
        let error = client(url)
            .err()
            .ok_or_else(|| format!("{url:?} was taken"))?;
        assert_eq!(error.kind(), ErrorKind::Configuration, "{url}");
    }
    Ok(())
}

#[test]
fn the_servers_of_the_description() -> Result<(), Failure> {
    assert_eq!(Place::Production.url(), "https://backend.wassist.app");
    assert_eq!(Place::Development.url(), "http://localhost:8050");
    assert!(
        Client::builder()
            .api_key(KEY)
            .server(Place::Development)
            .build()
            .is_ok()
    );
    Client::new(KEY)?;
    Ok(())
}

#[test]
fn a_key_is_needed_and_fits_in_a_header() -> Result<(), Failure> {
    for key in ["", "a\r\nX-Evil: 1", "a\u{0}b"] {
        let error = Client::new(key)
            .err()
            .ok_or_else(|| format!("{key:?} was taken"))?;
        assert_eq!(error.kind(), ErrorKind::Configuration, "{key:?}");
    }
    Ok(())
}

#[tokio::test]
async fn without_a_key_nothing_is_sent() -> Result<(), Failure> {
    let server = accepting()?;
    let client = Client::builder().base_url(server.url()).build()?;
    let messages = client.conversations().messages();
    let result = messages.send(CONVERSATION, hello()).await;
    let error = result.err().ok_or("this should have failed")?;
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(server.requests(), []);
    Ok(())
}

#[tokio::test]
async fn the_timeout_of_the_client_and_of_a_call() -> Result<(), Failure> {
    let short = Duration::from_millis(100);
    let server = Server::start([
        Answer::never(),
        Answer::json(201, fixture("message_text.json")?).after(short * 3),
    ])?;
    let builder = Client::builder().api_key(KEY).base_url(server.url());
    let client = builder.timeout(short).build()?;
    let messages = client.conversations().messages();

    let start = Instant::now();
    let result = messages.send(CONVERSATION, hello()).await;
    let error = result.err().ok_or("this should have failed")?;
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(start.elapsed() >= short);

    let patient = messages
        .send(CONVERSATION, hello())
        .timeout(Duration::from_secs(20));
    assert_eq!(
        patient.await?.id.to_string(),
        "7d3e0000-0000-4000-8000-000000000001"
    );
    Ok(())
}

#[tokio::test]
async fn headers_of_a_call() -> Result<(), Failure> {
    let server = accepting()?;
    let client = client(server.url())?;
    let messages = client.conversations().messages();
    messages
        .send(CONVERSATION, hello())
        .header("X-Trace", "t-1")
        .await?;
    let request = server.request()?;
    assert_eq!(request.header("X-Trace"), Some("t-1"));
    assert_eq!(request.header("X-API-Key"), Some(KEY));

    for (name, value) in [("X-Trace", "a\r\nX-Evil: 1"), ("X Trace", "a"), ("", "a")] {
        let result = messages
            .send(CONVERSATION, hello())
            .header(name, value)
            .await;
        let error = result.err().ok_or("this should have failed")?;
        assert_eq!(
            error.kind(),
            ErrorKind::Configuration,
            "{name:?}: {value:?}"
        );
    }
    assert_eq!(server.requests().len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_whole_response() -> Result<(), Failure> {
    let headers = [
        ("Content-Type", "application/json"),
        ("X-Request-Id", "req-3"),
        ("X-Other", "o"),
    ];
    let server = Server::start([Answer::new(201, &headers, fixture("message_text.json")?)])?;
    let client = client(server.url())?;
    let messages = client.conversations().messages();
    let response = messages.send(CONVERSATION, hello()).with_response().await?;
    assert_eq!(response.status(), 201);
    assert_eq!(response.request_id(), Some("req-3"));
    assert_eq!(
        response
            .headers()
            .get("x-other")
            .map(|value| value.as_bytes()),
        Some(&b"o"[..])
    );
    assert_eq!(
        &response.body()[..],
        fixture("message_text.json")?.as_bytes()
    );
    let id = "7d3e0000-0000-4000-8000-000000000001";
    assert_eq!(response.value().id.to_string(), id);
    assert_eq!(response.into_inner().id.to_string(), id);
    Ok(())
}

#[tokio::test]
async fn clones_share_one_client_across_tasks() -> Result<(), Failure> {
    let answer = Answer::json(201, fixture("message_text.json")?);
    let server = Server::start(vec![answer; 8])?;
    let client = client(server.url())?;
    let calls: Vec<_> = (0..8)
        .map(|call| {
            let messages = client.clone().conversations().messages();
            tokio::spawn(async move { messages.send(call.to_string(), hello()).await })
        })
        .collect();
    for call in calls {
        call.await??;
    }
    let mut lines: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.line().to_owned())
        .collect();
    lines.sort();
    let expected: Vec<_> = (0..8)
        .map(|call| format!("POST /api/v1/conversations/{call}/messages/ HTTP/1.1"))
        .collect();
    assert_eq!(lines, expected);
    Ok(())
}
