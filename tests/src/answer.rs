//! What the server does about one request: an ordinary answer, or one of the ways to fail.

use std::time::Duration;

/// The script for one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub(crate) steps: Vec<Step>,
}

/// One thing that the server does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Resets the connection with the request unread; only as the first step.
    Reset,
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Does nothing for a while.
    Wait(Duration),
    /// Does nothing until the client goes away.
    Hang,
    /// Ends the connection.
    Close,
}

impl Answer {
    /// A complete answer without a `Content-Type`.
    #[must_use]
    pub fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        Self {
            steps: vec![Step::Send(message(
                status,
                headers,
                body.as_ref().len(),
                body.as_ref(),
            ))],
        }
    }

    /// A complete answer of JSON.
    #[must_use]
    pub fn json(status: u16, body: impl AsRef<[u8]>) -> Self {
        Self::new(status, &[("Content-Type", "application/json")], body)
    }

    /// An answer of JSON that ends before the body is as long as the head says.
    #[must_use]
    pub fn truncated(status: u16, body: impl AsRef<[u8]>, announced: usize) -> Self {
        let headers = [("Content-Type", "application/json")];
        let sent = message(status, &headers, announced, body.as_ref());
        Self {
            steps: vec![Step::Send(sent), Step::Close],
        }
    }

    /// A head at once, and a body of JSON that follows after `pause`.
    #[must_use]
    pub fn slow_body(status: u16, body: impl AsRef<[u8]>, pause: Duration) -> Self {
        let headers = [("Content-Type", "application/json")];
        let head = message(status, &headers, body.as_ref().len(), b"");
        Self {
            steps: vec![
                Step::Send(head),
                Step::Wait(pause),
                Step::Send(body.as_ref().to_vec()),
            ],
        }
    }

    /// These bytes, whatever they are, and the end of the connection.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            steps: vec![Step::Send(bytes.into()), Step::Close],
        }
    }

    /// The end of the connection, once the request was read.
    #[must_use]
    pub fn close() -> Self {
        Self {
            steps: vec![Step::Close],
        }
    }

    /// A reset of the connection, with the request unread.
    #[must_use]
    pub fn reset() -> Self {
        Self {
            steps: vec![Step::Reset],
        }
    }

    /// Nothing at all, until the client goes away.
    #[must_use]
    pub fn never() -> Self {
        Self {
            steps: vec![Step::Hang],
        }
    }

    /// The same, but only after `pause`.
    #[must_use]
    pub fn after(mut self, pause: Duration) -> Self {
        self.steps.insert(0, Step::Wait(pause));
        self
    }
}

/// An HTTP/1.1 response that announces a body of `length` bytes.
fn message(status: u16, headers: &[(&str, &str)], length: usize, body: &[u8]) -> Vec<u8> {
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let head = format!("HTTP/1.1 {status} \r\n{headers}Content-Length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}
