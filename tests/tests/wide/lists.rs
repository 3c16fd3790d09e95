//! Lists over several pages: the same method reads envelopes and bare lists.

use sdk_tests::{Answer, Server, fixture};
use wide_client::resources::conversations::{self, messages};

use super::{Failure, ID, client};

/// The targets of the requests that a server saw.
fn lines(server: &Server) -> Vec<String> {
    let requests = server.requests();
    requests
        .iter()
        .map(|request| request.line().to_owned())
        .collect()
}

#[tokio::test]
async fn links_are_followed_from_page_to_page() -> Result<(), Failure> {
    let page = fixture("conversations_page.json")?;
    let last = r#"{"count": 2, "next": null, "previous": null, "results": [{}]}"#;
    let relative = page.replace("https://backend.wassist.app", "");
    let server = Server::start([Answer::json(200, relative), Answer::json(200, last)])?;
    let params = conversations::ListParams::new().limit(1);
    let items = client(&server)?.conversations().list(params).items();
    assert_eq!(items.all().await?.len(), 2);
    let path = "GET /api/v1/conversations/?limit=1";
    assert_eq!(
        lines(&server),
        [
            format!("{path} HTTP/1.1"),
            format!("{path}&offset=1 HTTP/1.1")
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_bare_list_goes_on_by_offset() -> Result<(), Failure> {
    let full = fixture("messages_list.json")?;
    let server = Server::start([Answer::json(200, full), Answer::json(200, "[]")])?;
    let params = messages::ListParams::new().limit(2);
    let items = client(&server)?
        .conversations()
        .messages()
        .list(ID, params)
        .items();
    assert_eq!(items.all().await?.len(), 2);
    let path = format!("GET /api/v1/conversations/{ID}/messages/?limit=2");
    assert_eq!(
        lines(&server),
        [
            format!("{path} HTTP/1.1"),
            format!("{path}&offset=2 HTTP/1.1")
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_list_that_was_promised_an_envelope_is_read_with_one_as_well() -> Result<(), Failure> {
    let full = fixture("messages_list.json")?;
    let page = format!(r#"{{"count": 2, "next": null, "previous": null, "results": {full}}}"#);
    let server = Server::start([Answer::json(200, page)])?;
    let params = messages::ListParams::new();
    let page = client(&server)?
        .conversations()
        .messages()
        .list(ID, params)
        .await?;
    assert_eq!((page.items.len(), page.total), (2, Some(2)));
    Ok(())
}
