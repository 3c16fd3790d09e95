//! The SDK that is generated from the documents in `tests/features/`, over real HTTP: each says one kind of thing
//! that OpenAPI can say, and the module of the same name asserts the bytes that go over the wire. What `schemas.yaml` says
//! is tested with values made from it, in `tests/tests/schemas/`; `forms` is about some of the bodies, `violations` about those that are refused, and
//! `fresh` holds the committed crate against the documents.
//!
//! Invariant: no test shares its server with another, and what is expected of a request or an answer is written out.

mod answers;
mod bodies;
mod forms;
mod fresh;
mod parameters;
mod security;
mod violations;

use features_client::{Client, Error, Request};
use sdk_tests::{Answer, Recorded, Server};

/// What may go wrong in a test besides what it is about.
type Failure = Box<dyn std::error::Error>;

/// A client of the server, which sends everything once.
fn client(server: &Server) -> Result<Client, Error> {
    Client::builder()
        .base_url(server.url())
        .max_attempts(1)
        .build()
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

/// The request that the server saw of a call that answers nothing.
async fn sent(of: impl FnOnce(&Client) -> Request<()>) -> Result<Recorded, Failure> {
    let ((), request) = call(Answer::new(204, &[], ""), of).await?;
    Ok(request)
}
