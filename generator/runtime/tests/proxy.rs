//! Proxies that the environment names: obeyed, but not on the way to this machine.
//!
//! The calls are made by a process of their own, which has that environment: this test again.

#![cfg(any(feature = "rustls", feature = "native-tls"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::env;
use std::process::Command;

use support::{Act, SEND, Server, answer, call, hasty, json};

/// Tells the other process where to send to.
const URL: &str = "SDK_RUNTIME_PROXY_TEST_URL";

#[test]
fn a_proxy_is_for_other_machines() {
    let proxy = Server::start([Act::Answer(answer("502 Bad Gateway", "", ""))]);
    let local = Server::start([json("200 OK", "{}")]);
    for url in [local.url(), "https://api.acme.example".to_owned()] {
        let child = Command::new(env::current_exe().unwrap())
            .args(["--ignored", "--exact", "a_call", "--nocapture"])
            .env(URL, url)
            .envs(
                ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"]
                    .map(|name| (name, proxy.url())),
            )
            .env_remove("NO_PROXY")
            .env_remove("no_proxy")
            .output()
            .unwrap();
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    }
    assert_eq!(local.seen().len(), 1);
    let asked = proxy.seen().into_iter().map(|seen| seen.line).collect::<Vec<_>>();
    assert_eq!(asked, ["CONNECT api.acme.example:443 HTTP/1.1"]);
}

#[tokio::test]
#[ignore = "run by the test above, in a process of its own"]
async fn a_call() {
    let url = env::var(URL).unwrap();
    let client = hasty(&url).max_attempts(1).build().unwrap();
    assert_eq!(call(&client, &SEND).await.is_ok(), url.starts_with("http://"));
}
