//! How each kind of credential travels, and where requests go.
//!
//! Invariant: it is asserted where each credential is and also where none is.

use features_client::resources::Security;
use features_client::{Client, ClientBuilder, ErrorKind, Request, Server};
use sdk_tests::{Answer, Recorded};

use super::Failure;

/// A client with every credential.
fn all(builder: ClientBuilder) -> ClientBuilder {
    builder
        .header_key("header secret")
        .query_key("query&secret")
        .cookie_key("cookie;secret")
        .basic("user", "pass:word")
        .bearer("bearer-secret")
        .prefixed("token-secret")
        .oauth("oauth-secret")
        .open_id("openid-secret")
}

async fn sent(
    set_up: impl FnOnce(ClientBuilder) -> ClientBuilder,
    call: impl FnOnce(Security) -> Request<()>,
) -> Result<Recorded, Failure> {
    let server = sdk_tests::Server::start([Answer::new(204, &[], "")])?;
    let client = set_up(Client::builder().base_url(server.url())).build()?;
    call(client.security()).await?;
    Ok(server.request()?)
}

/// What a request says about who sends it: path with query, `X-Key`, `Cookie`, `Authorization`.
fn credentials(request: &Recorded) -> [Option<&str>; 4] {
    [
        request.line().split(' ').nth(1),
        request.header("X-Key"),
        request.header("Cookie"),
        request.header("Authorization"),
    ]
}

#[tokio::test]
async fn an_api_key_travels_in_a_header_the_query_or_a_cookie() -> Result<(), Failure> {
    let request = sent(all, |security| security.header()).await?;
    let expected = [Some("/security/header"), Some("header secret"), None, None];
    assert_eq!(credentials(&request), expected);
    let request = sent(all, |security| security.query()).await?;
    let expected = [Some("/security/query?key=query%26secret"), None, None, None];
    assert_eq!(credentials(&request), expected);
    let request = sent(all, |security| security.cookie()).await?;
    let expected = [
        Some("/security/cookie"),
        None,
        Some("key=cookie%3Bsecret"),
        None,
    ];
    assert_eq!(credentials(&request), expected);
    Ok(())
}

#[tokio::test]
async fn authorization_is_basic_or_a_token_behind_a_word() -> Result<(), Failure> {
    type Make = fn(Security) -> Request<()>;
    let calls: [(Make, &str); 5] = [
        (|security| security.basic(), "Basic dXNlcjpwYXNzOndvcmQ="),
        (|security| security.bearer(), "Bearer bearer-secret"),
        (|security| security.prefixed(), "Token token-secret"),
        (|security| security.oauth2(), "Bearer oauth-secret"),
        (|security| security.openid(), "Bearer openid-secret"),
    ];
    for (call, authorization) in calls {
        let request = sent(all, call).await?;
        let [_, key, cookie, sent] = credentials(&request);
        assert_eq!((key, cookie, sent), (None, None, Some(authorization)));
    }
    Ok(())
}

#[tokio::test]
async fn of_alternatives_the_first_that_is_complete_is_sent() -> Result<(), Failure> {
    let request = sent(all, |security| security.either()).await?;
    assert_eq!(
        credentials(&request)[1..],
        [None, None, Some("Bearer bearer-secret")]
    );
    let request = sent(
        |builder| builder.header_key("k"),
        |security| security.either(),
    )
    .await?;
    assert_eq!(credentials(&request)[1..], [Some("k"), None, None]);
    Ok(())
}

#[tokio::test]
async fn what_is_needed_together_is_sent_together() -> Result<(), Failure> {
    let request = sent(all, |security| security.both()).await?;
    let expected = [Some("header secret"), Some("key=cookie%3Bsecret"), None];
    assert_eq!(credentials(&request)[1..], expected);

    let one = sent(
        |builder| builder.header_key("k"),
        |security| security.both(),
    )
    .await;
    let error = one.err().ok_or("half of it was sent")?;
    assert!(
        error.to_string().contains("HeaderKey and CookieKey"),
        "{error}"
    );
    Ok(())
}

#[tokio::test]
async fn no_credential_is_sent_unasked() -> Result<(), Failure> {
    let request = sent(all, |security| security.none()).await?;
    assert_eq!(
        credentials(&request),
        [Some("/security/none"), None, None, None]
    );
    let request = sent(|builder| builder, |security| security.optional()).await?;
    assert_eq!(
        credentials(&request),
        [Some("/security/optional"), None, None, None]
    );
    let request = sent(all, |security| security.optional()).await?;
    assert_eq!(credentials(&request)[1], Some("header secret"));
    Ok(())
}

#[tokio::test]
async fn a_call_without_its_credential_is_not_sent() -> Result<(), Failure> {
    let server = sdk_tests::Server::start([])?;
    let error = super::client(&server)?.security().bearer().await.err();
    let error = error.ok_or("it was sent")?;
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Configuration, 0)
    );
    assert!(error.to_string().contains("Bearer"), "{error}");
    assert_eq!(server.requests(), []);
    Ok(())
}

#[test]
fn the_variables_of_a_server_have_their_defaults() {
    assert_eq!(Server::Production.url(), "https://features.example");
    assert_eq!(Server::ARegion.url(), "https://eu.features.example:8443/v2");
}

#[test]
fn the_variables_of_a_server_can_be_set() -> Result<(), Failure> {
    let url = Server::ARegion.url_with(&[("region", "us"), ("version", "3/beta")])?;
    assert_eq!(url, "https://us.features.example:8443/v3/beta");
    assert_eq!(Server::Production.url_with(&[])?, Server::Production.url());
    Ok(())
}

#[test]
fn a_server_has_no_other_variables_and_no_other_values() -> Result<(), Failure> {
    for (name, value, known) in [
        ("region", "mars", "eu, us"),
        ("regino", "us", "region, port, version"),
        ("version", "2?key=x", "without `?`"),
        ("port", "1@evil.example", "`@`"),
    ] {
        let error = Server::ARegion
            .url_with(&[(name, value)])
            .err()
            .ok_or(value)?;
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains(known), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn the_path_of_the_base_url_stays_in_front() -> Result<(), Failure> {
    let server = sdk_tests::Server::start([Answer::new(204, &[], "")])?;
    let client = Client::builder()
        .base_url(format!("{}/v2/", server.url()))
        .build()?;
    client.security().none().await?;
    let request = server.request()?;
    assert_eq!(request.line(), "GET /v2/security/none HTTP/1.1");
    Ok(())
}
