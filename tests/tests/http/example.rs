//! The programs of the generated crate: its front page and its examples, run as they stand.
//!
//! Invariant: no program is changed for the test; the environment and the arguments are all that it gives them.

use std::process::{Command, Output};

use sdk_tests::{Answer, Server, fixture};

use super::{CONVERSATION, Failure, KEY};

/// The id in the fixture.
const SENT: &str = "7d3e0000-0000-4000-8000-000000000009";

#[test]
fn the_front_page_prints_the_id_of_the_message_that_it_sent() -> Result<(), Failure> {
    let (printed, server) = send("send", "")?;
    assert_eq!(printed.trim_end(), SENT);
    let request = server.request()?;
    assert_eq!(request.header("X-API-Key"), Some(KEY));
    let line = format!("POST /api/v1/conversations/{CONVERSATION}/messages/ HTTP/1.1");
    assert_eq!(request.line(), line);
    Ok(())
}

#[test]
fn the_same_call_works_without_async() -> Result<(), Failure> {
    let (printed, server) = send("blocking", "blocking,tracing")?;
    assert_eq!(printed.trim_end(), SENT);
    assert_eq!(server.requests().len(), 1);
    Ok(())
}

#[test]
fn its_span_is_shown_without_key_and_text() -> Result<(), Failure> {
    let (printed, _server) = send("tracing", "blocking,tracing")?;
    let template = "/api/v1/conversations/{id}/messages/";
    for shown in ["http.request.method", "POST", template, SENT] {
        assert!(printed.contains(shown), "{shown} is not in {printed}");
    }
    for hidden in [KEY, "Hello"] {
        assert!(!printed.contains(hidden), "{printed}");
    }
    Ok(())
}

#[test]
fn a_local_server_of_the_program_is_enough_for_a_test() -> Result<(), Failure> {
    let printed = successful(example("local_server", "").output()?)?;
    assert!(printed.contains("the SDK says: "), "{printed}");
    assert!(printed.contains("503"), "{printed}");
    Ok(())
}

#[test]
fn a_transport_of_the_program_takes_the_place_of_the_network() -> Result<(), Failure> {
    let printed = successful(example("transport", "").output()?)?;
    let asked = format!("POST https://example.org/api/v1/conversations/{CONVERSATION}/messages/\n");
    assert!(printed.starts_with(&asked), "{printed}");
    assert!(printed.contains("Not found."), "{printed}");
    Ok(())
}

/// Runs an example that sends a message to a server of the test's, which is returned.
fn send(name: &str, features: &str) -> Result<(String, Server), Failure> {
    let server = Server::start([Answer::json(201, fixture("message_unified.json")?)])?;
    let output = example(name, features)
        .env("WASSIST_API_KEY", KEY)
        .env("WASSIST_BASE_URL", server.url())
        .output()?;
    Ok((successful(output)?, server))
}

/// Those that need a feature are built with the same features, so that the SDK is built once for them.
fn example(name: &str, features: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["run", "--quiet", "--offline", "--package", "wassist"])
        .args(["--features", features, "--example", name])
        .args(["--", CONVERSATION])
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo
}

fn successful(output: Output) -> Result<String, Failure> {
    let complaints = String::from_utf8(output.stderr)?;
    assert!(output.status.success(), "{complaints}");
    Ok(String::from_utf8(output.stdout)?)
}
