//! A client from the environment. Variables belong to a whole process, so each test runs a program of its own.

use std::process::{Command, Output};

use sdk_tests::{Answer, Server, fixture};

use super::{CONVERSATION, Failure, KEY};

/// Runs the program with these of the SDK's variables and no others.
fn run(variables: &[(&str, &str)]) -> Result<Output, Failure> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_send-from-env"));
    command
        .arg(CONVERSATION)
        .env_remove("WASSIST_API_KEY")
        .env_remove("WASSIST_BASE_URL")
        .envs(variables.iter().copied());
    Ok(command.output()?)
}

/// What the program says when it cannot set up a client; it may not name the key.
fn complaint(variables: &[(&str, &str)]) -> Result<String, Failure> {
    let output = run(variables)?;
    assert!(!output.status.success(), "{variables:?}");
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8(printed)?;
    assert!(!printed.contains(KEY), "{printed}");
    Ok(printed)
}

#[test]
fn the_key_and_the_base_url_are_read() -> Result<(), Failure> {
    for key in [KEY.to_owned(), format!(" {KEY}\n")] {
        let server = Server::start([Answer::json(201, fixture("message_unified.json")?)])?;
        let url = server.url();
        let output = run(&[("WASSIST_API_KEY", &key), ("WASSIST_BASE_URL", &url)])?;
        let printed = String::from_utf8(output.stdout)?;
        let id = "sent 7d3e0000-0000-4000-8000-000000000009";
        assert!(output.status.success() && printed.contains(id), "{printed}");
        assert_eq!(server.request()?.header("X-API-Key"), Some(KEY));
    }
    Ok(())
}

#[test]
fn a_missing_key_is_named() -> Result<(), Failure> {
    let base_url = ("WASSIST_BASE_URL", "http://127.0.0.1:1");
    for variables in [&[base_url][..], &[base_url, ("WASSIST_API_KEY", " ")]] {
        let printed = complaint(variables)?;
        assert!(printed.contains("WASSIST_API_KEY"), "{printed}");
    }
    Ok(())
}

#[test]
fn a_base_url_that_is_none_is_named() -> Result<(), Failure> {
    let printed = complaint(&[("WASSIST_API_KEY", KEY), ("WASSIST_BASE_URL", "no url")])?;
    assert!(printed.contains("base URL"), "{printed}");
    Ok(())
}
