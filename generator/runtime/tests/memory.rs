//! Ten thousand calls leave nothing behind, and what a server announces takes no memory before it comes.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::fs;
use std::time::Duration;

use sdk_runtime::{Client, ErrorKind};
use tokio::task::JoinSet;

use support::{Act, SEND, Server, answer, builder, call, client};

/// Calls, 64 at a time, each of which may fail.
async fn calls(client: &Client, count: usize) {
    let mut tasks = JoinSet::new();
    for _ in 0..count {
        if tasks.len() == 64 {
            tasks.join_next().await.unwrap().unwrap();
        }
        let client = client.clone();
        tasks.spawn(async move {
            let _ = call(&client, &SEND).max_attempts(1).await;
        });
    }
    tasks.join_all().await;
}

/// Kilobytes of this process that are in memory.
fn resident() -> u64 {
    let statm = fs::read_to_string("/proc/self/statm").unwrap();
    statm.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4
}

#[tokio::test]
async fn memory_does_not_grow() {
    let fine = Server::forgetful(Act::Answer(answer(
        "201 Created",
        "x-request-id: r\r\n",
        r#"{"id": 7}"#,
    )));
    let broken = Server::forgetful(Act::Answer(answer(
        "400 Bad Request",
        "",
        r#"{"name": ["Required."]}"#,
    )));
    let clients = [client(&fine.url()), client(&broken.url())];
    // The allocator needs a while to have what 64 calls at once take.
    for client in &clients {
        calls(client, 10_000).await;
    }
    let before = resident();
    for client in &clients {
        calls(client, 10_000).await;
    }
    let grown = resident().saturating_sub(before);
    // A leak of a hundred bytes in every call would be two thousand kilobytes.
    assert!(grown < 1000, "{grown} kB more after 20 000 calls");
    assert!(fine.connections() <= 64 && broken.connections() <= 64);
}

#[tokio::test]
async fn more_than_there_is_memory_may_be_announced() {
    let begun =
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n[1,", u64::MAX / 2);
    let server = Server::start([Act::Trickle(begun.into(), Duration::from_millis(1))]);
    let client = builder(&server.url()).max_answer_bytes(usize::MAX).build().unwrap();
    let call = call(&client, &SEND).timeout(Duration::from_secs(1));
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.body_text().as_deref()),
        (ErrorKind::Timeout, Some("[1,"))
    );
}
