//! Compressed answers, and those that grow beyond the limit when they are unpacked.

#![cfg(feature = "gzip")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use sdk_runtime::ErrorKind;

use support::{Act, GET, Server, answer, builder, call, client};

/// `{"id": 7, "text": "x.."}` with a thousand x.
const PACKED: [u8; 48] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 76, 81, 178, 82, 48, 215, 81, 80, 42,
    73, 173, 40, 1, 50, 149, 42, 70, 193, 40, 24, 5, 195, 30, 40, 213, 2, 0, 187, 235,
    140, 34, 253, 3, 0, 0,
];

#[tokio::test]
async fn a_compressed_answer_is_unpacked() {
    let server = Server::start([Act::Answer(answer(
        "200 OK",
        "content-encoding: gzip\r\n",
        PACKED,
    ))]);
    assert_eq!(call(&client(&server.url()), &GET).await.unwrap()["id"], 7);
    assert_eq!(server.seen()[0].header("accept-encoding"), Some("gzip"));
}

#[tokio::test]
async fn the_limit_is_on_what_is_unpacked() {
    let server = Server::start([Act::Answer(answer(
        "200 OK",
        "content-encoding: gzip\r\n",
        PACKED,
    ))]);
    let client = builder(&server.url()).max_answer_bytes(500).build().unwrap();
    let error = call(&client, &GET).await.unwrap_err();
    assert_eq!((error.kind(), error.body().unwrap().len()), (ErrorKind::Decode, 500));
}

#[tokio::test]
async fn a_broken_compression_is_a_broken_connection() {
    let server = Server::start([Act::Answer(answer(
        "200 OK",
        "content-encoding: gzip\r\n",
        &PACKED[..PACKED.len() - 20],
    ))]);
    let error = call(&client(&server.url()), &GET).max_attempts(1).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Transport, Some(200)));
}
