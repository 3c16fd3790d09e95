//! How many members a body has, as it is sent.
//!
//! Invariant: a body that is refused was not sent.

use features_client::Patch;
use features_client::types::Renaming;

use super::bodies::violations;
use super::{Failure, sent};

#[tokio::test]
async fn the_members_of_a_body_are_counted_as_they_are_sent() -> Result<(), Failure> {
    let request =
        sent(|client| client.bodies().rename(Renaming::new().alias(Patch::Clear))).await?;
    assert_eq!(request.text(), r#"{"alias":null}"#);
    assert_eq!(
        request.header("Content-Type"),
        Some("application/merge-patch+json")
    );
    sent(|client| client.bodies().rename(None)).await?;

    let server = sdk_tests::Server::start([])?;
    let client = super::client(&server)?;
    let error = client.bodies().rename(Renaming::new()).await.err();
    let error = error.ok_or("it was sent")?;
    assert_eq!(violations(&error), [("", "minProperties")]);
    assert_eq!(error.violations()[0].limit(), Some("1"));
    let many = Renaming::new().name("a").alias("b");
    let many = many.additional_properties([("c", "d")]);
    let error = client.bodies().rename(many).await.err();
    assert_eq!(
        violations(&error.ok_or("it was sent")?),
        [("", "maxProperties")]
    );
    // What is not going to be sent is not counted.
    let long = Renaming::new().name("123456789");
    let error = client.bodies().rename(long).await.err();
    assert_eq!(
        violations(&error.ok_or("it was sent")?),
        [("name", "maxLength")]
    );
    assert!(server.requests().is_empty());
    Ok(())
}
