//! A transport without a network, for tests on injected time.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response, Uri};
use sdk_runtime::{AnswerBody, Exchange, RequestBody, Transport, TransportError};
use tokio::time::{Instant, sleep};

/// How the fake answers a request.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// The connection is not made.
    NotConnected,
    /// The connection breaks after so long; the request may have been handled.
    Interrupted(Duration),
    /// There is no answer, ever.
    Silence,
    /// An answer with a status, headers and a body.
    Answer(u16, Vec<(&'static str, String)>, &'static str),
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self::Answer(status, Vec::new(), "{}")
    }

    pub(crate) fn retry_after(status: u16, value: impl ToString) -> Self {
        Self::Answer(status, vec![("retry-after", value.to_string())], "{}")
    }
}

/// Replies in the order of a script, the last one again and again, and remembers what it was sent.
#[derive(Clone)]
pub(crate) struct Fake {
    script: Arc<Vec<Reply>>,
    seen: Arc<Mutex<Vec<(Instant, Uri, HeaderMap)>>>,
}

impl Fake {
    pub(crate) fn new(script: impl Into<Vec<Reply>>) -> Self {
        Self {
            script: Arc::new(script.into()),
            seen: Arc::default(),
        }
    }

    /// When each request came.
    pub(crate) fn times(&self) -> Vec<Instant> {
        self.seen.lock().unwrap().iter().map(|(time, ..)| *time).collect()
    }

    /// Where each request went.
    pub(crate) fn places(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|(_, uri, _)| uri.to_string()).collect()
    }

    /// Whether a header of every request is marked as one that nobody may print or compress.
    pub(crate) fn is_sensitive(&self, name: &str) -> bool {
        self.seen
            .lock()
            .unwrap()
            .iter()
            .all(|(.., headers)| headers[name].is_sensitive())
    }

    /// A header of each request.
    pub(crate) fn header(&self, name: &str) -> Vec<Option<String>> {
        let value = |headers: &HeaderMap| {
            headers.get(name).map(|value| value.to_str().unwrap().to_owned())
        };
        self.seen.lock().unwrap().iter().map(|(.., headers)| value(headers)).collect()
    }
}

impl Transport for Fake {
    fn send(&self, request: Request<RequestBody>) -> Exchange<'_> {
        let mut seen = self.seen.lock().unwrap();
        let reply = self.script[seen.len().min(self.script.len() - 1)].clone();
        seen.push((Instant::now(), request.uri().clone(), request.headers().clone()));
        Box::pin(answered(reply))
    }
}

async fn answered(reply: Reply) -> Result<Response<AnswerBody>, TransportError> {
    match reply {
        Reply::NotConnected => Err(TransportError::not_connected("refused")),
        Reply::Interrupted(after) => {
            sleep(after).await;
            Err(TransportError::interrupted("reset"))
        }
        Reply::Silence => std::future::pending().await,
        Reply::Answer(status, headers, body) => {
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            Ok(response.body(AnswerBody::from(Bytes::from(body))).unwrap())
        }
    }
}
