//! The README's program, which is an example of the generated crate, against the tests' server.

use std::process::Command;

use sdk_tests::{Answer, Server, fixture};

use super::{CONVERSATION, Failure, KEY};

#[test]
fn it_prints_the_id_of_the_message_that_it_sent() -> Result<(), Failure> {
    let server = Server::start([Answer::json(201, fixture("message_unified.json")?)])?;
    let output = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--offline",
            "--package",
            "wassist",
            "--example",
            "send",
            "--",
        ])
        .arg(CONVERSATION)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("WASSIST_API_KEY", KEY)
        .env("WASSIST_BASE_URL", server.url())
        .output()?;
    let complaints = String::from_utf8(output.stderr)?;
    assert!(output.status.success(), "{complaints}");
    let printed = String::from_utf8(output.stdout)?;
    assert!(
        printed.contains("7d3e0000-0000-4000-8000-000000000009"),
        "{printed}"
    );

    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].header("X-API-Key"), Some(KEY));
    let line = format!("POST /api/v1/conversations/{CONVERSATION}/messages/ HTTP/1.1");
    assert_eq!(requests[0].line(), line);
    Ok(())
}
