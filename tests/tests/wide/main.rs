//! The SDK that is generated from the seed page, 25 more pages and the idiom pages, over real HTTP: one test for
//! every operation, which sends what the page declares and reads what the server sends.
//!
//! Invariant: a call is one request; a second one fails the test.

mod agents;
mod conversations;
mod fresh;
mod idioms;
mod lists;
mod messages;
mod numbers;
mod places;
mod templates;
mod tolerance;
mod tree;

use sdk_tests::{Answer, Recorded, Server};
use wide_client::{Client, Error, Request};

/// What may go wrong in a test besides what it is about.
type Failure = Box<dyn std::error::Error>;

/// An id, where it does not matter which.
const ID: &str = "5f0c2f6e-1f60-4a52-8b43-0c9a2b7de001";

/// A client of the server, which sends everything once.
fn client(server: &Server) -> Result<Client, Error> {
    let builder = Client::builder().api_key("wk_test").base_url(server.url());
    builder.max_attempts(1).build()
}

/// Makes one call, which is answered like this; the request that the server saw beside the result.
async fn call<T: 'static>(
    answer: Answer,
    call: impl FnOnce(&Client) -> Request<T>,
) -> Result<(T, Recorded), Failure> {
    let server = Server::start([answer])?;
    let result = call(&client(&server)?).await?;
    Ok((result, server.request()?))
}

/// The request line of a call without a body.
fn assert_bare(request: &Recorded, line: &str) {
    assert_eq!(request.line(), format!("{line} HTTP/1.1"));
    assert_eq!(request.header("Content-Type"), None);
    assert_eq!(request.text(), "");
}

/// The request line and the body of a call.
fn assert_sent(request: &Recorded, line: &str, body: &str) {
    assert_eq!(request.line(), format!("{line} HTTP/1.1"));
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    assert_eq!(request.text(), body);
}
