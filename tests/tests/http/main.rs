//! The generated SDK over real HTTP: what it sends, byte for byte, and what it makes of every answer.
//!
//! Invariant: no two tests share a server, and the client made here sends everything once.

mod example;
mod drift;
mod environment;
mod errors;
mod faults;
mod received;
mod redirects;
mod secrets;
mod sent;
mod servers;
mod settings;
mod validation;

use sdk_tests::{Answer, Recorded, Server, fixture};
use wassist::{Client, Error, types::*};

/// The API key of every client here; nothing may ever print it.
const KEY: &str = "wk_SENTINEL_0123456789";

/// A conversation, where it does not matter which.
const CONVERSATION: &str = "5f0c2f6e-1f60-4a52-8b43-0c9a2b7de001";

/// What may go wrong in a test besides what it is about.
type Failure = Box<dyn std::error::Error>;

/// A client of the server at `url`, which sends everything once: repetition is the runtime's own to test.
fn client(url: impl Into<String>) -> Result<Client, Error> {
    let builder = Client::builder().api_key(KEY).base_url(url);
    builder.max_attempts(1).build()
}

/// A message that is fit to be sent, where it does not matter which.
fn hello() -> UnifiedWhatsappMessageInput {
    UnifiedWhatsappMessageInput::new().text("Hello")
}

/// Sends [`hello`] to a server that gives this one answer; the requests that it saw beside the result.
async fn send(answer: Answer) -> Result<(Result<Message, Error>, Vec<Recorded>), Failure> {
    let server = Server::start([answer])?;
    let client = client(server.url())?;
    let result = client
        .conversations()
        .messages()
        .send(CONVERSATION, hello())
        .await;
    Ok((result, server.requests()))
}

/// The error of a call that has to fail.
async fn failure(answer: Answer) -> Result<Error, Failure> {
    match send(answer).await?.0 {
        Ok(message) => Err(format!("this should have failed: {message:?}").into()),
        Err(error) => Ok(error),
    }
}

/// The message that a server answers with `body`.
async fn receive(body: impl AsRef<[u8]>) -> Result<Message, Failure> {
    Ok(send(Answer::json(201, body)).await?.0?)
}

/// Sends `body` to a server that accepts everything; the request that it saw.
async fn deliver(id: &str, body: impl Into<SendMessageInput>) -> Result<Recorded, Failure> {
    let server = Server::start([Answer::json(201, fixture("message_text.json")?)])?;
    let client = client(server.url())?;
    client.conversations().messages().send(id, body).await?;
    Ok(server.request()?)
}
