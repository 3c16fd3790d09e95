//! [`Streamed`]: the body of a success, read as it comes.
//!
//! Invariant: no more than one piece of it is in memory, and dropping it ends the call; after an error nothing more comes.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::time::{Instant, Sleep, sleep};

use super::attempt::Arrived;
use super::error::Error;
use super::prepared::Prepared;
use super::response::Response;
use super::send;
use super::settings::FOREVER;
use super::trace::Trace;
use super::transport::AnswerBody;

/// An answer whose body is still to come: a [`Stream`] of its pieces, in the sizes in which they come.
///
/// It may have any size and take any time; only the wait for each piece is limited: by the timeout of an
/// attempt or, where none is set, by that of the call. Dropping it cancels the rest.
#[must_use = "the body is read as it is asked for"]
pub struct Streamed {
    response: Response<()>,
    trace: Trace,
    /// Whether acting upon the request twice does no harm, should the body break off.
    replayable: bool,
    /// Whether the request's body was a stream, which is gone by now.
    spent: bool,
    /// `None` after the end.
    body: Option<AnswerBody>,
    timer: Pin<Box<Sleep>>,
    /// How long a piece may take.
    within: Duration,
    waiting: bool,
}

impl Streamed {
    /// The answer to a request. Called on the runtime whose timer it uses.
    pub(super) fn new(
        prepared: &Prepared,
        trace: Trace,
        arrived: Arrived,
        attempts: u32,
    ) -> Self {
        let within = prepared.attempt_timeout.unwrap_or(prepared.timeout).min(FOREVER);
        Self {
            response: Response::new((), arrived.answer, attempts),
            trace,
            replayable: prepared.is_replayable(),
            spent: prepared.is_spent(),
            body: Some(arrived.rest),
            timer: Box::pin(sleep(within)),
            within,
            waiting: false,
        }
    }

    /// The status, the headers and the request id. The body is not in it.
    #[must_use]
    pub const fn response(&self) -> &Response<()> {
        &self.response
    }

    /// The next piece of the body; `None` at its end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        let error = match body.poll_next(context) {
            Poll::Ready(Some(Ok(piece))) => {
                self.waiting = false;
                return Poll::Ready(Some(Ok(piece)));
            }
            Poll::Ready(Some(Err(source))) => {
                Error::broken(self.response.answer().clone(), source)
            }
            Poll::Ready(None) => {
                self.body = None;
                return Poll::Ready(None);
            }
            Poll::Pending if self.is_late(context) => {
                Error::late(self.response.answer().clone(), self.within)
            }
            Poll::Pending => return Poll::Pending,
        };
        self.body = None;
        let error = error.after(self.response.attempts());
        let error = send::outlook(error, self.replayable, self.spent);
        self.trace.failed(&error);
        Poll::Ready(Some(Err(error)))
    }

    /// Whether the piece that is waited for has taken too long. The wait begins when it is first asked for.
    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        if !self.waiting {
            self.timer.as_mut().reset(Instant::now() + self.within);
            self.waiting = true;
        }
        self.timer.as_mut().poll(context).is_ready()
    }
}

impl Stream for Streamed {
    type Item = Result<Bytes, Error>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl fmt::Debug for Streamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streamed")
            .field("response", &self.response)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
