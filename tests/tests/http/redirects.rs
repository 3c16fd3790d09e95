//! A redirect of a POST is an error: following it would lose the message or carry the key elsewhere.
//!
//! Invariant: the server that a redirect leads to has seen nothing.

use sdk_tests::{Answer, Server, fixture};
use wassist::ErrorKind;

use super::{CONVERSATION, Failure, client, hello};

#[tokio::test]
async fn a_redirect_is_never_followed() -> Result<(), Failure> {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::start([Answer::json(200, fixture("message_text.json")?)])?;
        for location in ["/api/v2/", &elsewhere.url()] {
            let redirect = Answer::new(status, &[("Location", location)], "");
            let server =
                Server::start([redirect, Answer::json(200, fixture("message_text.json")?)])?;
            let client = client(server.url())?;
            let result = client
                .conversations()
                .messages()
                .send(CONVERSATION, hello())
                .await;

            let error = result.err().ok_or("this should have failed")?;
            assert_eq!(error.kind(), ErrorKind::Redirect, "{status} {location}");
            assert_eq!(error.status(), Some(status), "{location}");
            assert!(!error.is_retryable(), "{status} {location}");
            assert_eq!(server.requests().len(), 1, "{status} {location}");
            assert_eq!(elsewhere.requests(), [], "{status}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_redirect_to_nowhere() -> Result<(), Failure> {
    let error = super::failure(Answer::new(302, &[], "moved")).await?;
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(error.status(), Some(302));
    assert_eq!(error.body_text().as_deref(), Some("moved"));
    Ok(())
}

#[tokio::test]
async fn other_statuses_below_400_are_errors_as_well() -> Result<(), Failure> {
    for status in [300, 304] {
        let error = super::failure(Answer::new(status, &[], "")).await?;
        assert_eq!(error.kind(), ErrorKind::Redirect);
        assert_eq!(error.status(), Some(status));
    }
    Ok(())
}
