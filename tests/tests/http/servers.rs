//! The servers of a description, and the clients that go to them.
//!
//! Invariant: what the generator lists is what a client takes, and what it does not list is a finding.

use generator::Options;
use generator::load::{Input, Source};
use wassist::Client;

use super::{Failure, KEY};

/// URLs as nobody should write them, and as some do.
const URLS: &[&str] = &[
    "https://api.example.org",
    "HTTPS://API.example.org/V1/",
    " https://api.example.org/a b/ ",
    "https://api.example.org:/v1",
    "http://localhost:8080/",
    "http://[::1]:80",
    "http://api.example.org",
    "https://kim:s3cret@api.example.org/@me",
    "https://kim@api.example.org?a=1#b",
    "https://kim:s3/cret@api.example.org",
    "https://api.example.org\\@other.example.org",
    "https://exa mple.org",
    "https://[::1",
    "https://api.example.org:99999",
    "https://",
    "https://?a=1",
    "https:///v1",
    "https:\\\\api.example.org",
    "https:api.example.org",
    "https://{host}",
    "https://${host}/%zz",
    "https://a.example.org/}",
    "https://<host>/v1",
    "https://xn--a/",
    "ftp://api.example.org",
    "wss://api.example.org",
    "//api.example.org/v1",
    "api.example.org/v1",
    "localhost:8080",
    "/",
    "",
    "#",
    "?",
    "@",
    "://",
];

#[test]
fn a_client_takes_every_server_that_is_listed() -> Result<(), Failure> {
    let mut listed = Vec::new();
    for url in URLS {
        let document = serde_json::json!({
            "openapi": "3.0.3", "info": { "title": "T", "version": "1" }, "servers": [{ "url": url }],
            "paths": { "/p": { "get": { "responses": { "204": { "description": "" } } } } }
        });
        let spec = Source {
            path: "api.json".into(),
            place: None,
            text: document.to_string(),
        };
        let input = Input {
            specs: vec![spec],
            overlays: Vec::new(),
        };
        let output = generator::generate(&input, &Options::default())
            .map_err(|report| report.to_string())?;
        let report = output.report.to_string();
        assert!(!report.contains("s3cret"), "{url:?}: {report}");
        let Some(server) = output.api.service.servers.first() else {
            assert!(report.contains("-server]"), "{url:?}: {report}");
            continue;
        };
        let is_plain = report.contains("[plain-http-server]");
        let client = Client::builder().api_key(KEY).base_url(&server.url);
        client
            .allow_plain_http(is_plain)
            .build()
            .map_err(|error| format!("{url:?}: {error}"))?;
        listed.push(server.url.as_str().to_owned());
    }
    let expected = [
        "https://api.example.org",
        "HTTPS://API.example.org/V1",
        "https://api.example.org/a b",
        "https://api.example.org:/v1",
        "http://localhost:8080",
        "http://[::1]:80",
        "http://api.example.org",
        "https://api.example.org/@me",
        "https://api.example.org",
        "https://api.example.org\\@other.example.org",
    ];
    assert_eq!(listed, expected);
    Ok(())
}
