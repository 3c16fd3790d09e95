//! [`AnswerBody`]: the body of an answer, read piece by piece.
//!
//! Invariant: nothing is read before it is asked for, so that a limit on the size holds.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::super::error::Source;

/// The body of an answer.
pub struct AnswerBody {
    inner: Inner,
}

enum Inner {
    Whole(Bytes),
    Pieces(Box<dyn Body<Data = Bytes, Error = Source> + Send + Unpin>),
}

impl AnswerBody {
    /// A body that comes in pieces.
    pub fn new<B>(body: B) -> Self
    where
        B: Body<Data = Bytes> + Send + Unpin + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self {
            inner: Inner::Pieces(Box::new(Erased(body))),
        }
    }

    /// The next piece; `None` at the end.
    pub(in super::super) async fn next(&mut self) -> Option<Result<Bytes, Source>> {
        poll_fn(|context| self.poll_next(context)).await
    }

    pub(in super::super) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Source>>> {
        let body = match &mut self.inner {
            Inner::Whole(bytes) if bytes.is_empty() => return Poll::Ready(None),
            Inner::Whole(bytes) => {
                return Poll::Ready(Some(Ok(std::mem::take(bytes))));
            }
            Inner::Pieces(body) => body,
        };
        loop {
            let frame = ready!(Pin::new(&mut *body).poll_frame(context));
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Ok(Ok(data))) => return Poll::Ready(Some(Ok(data))),
                // Trailers say nothing that the SDK reads.
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            }
        }
    }

    /// How many bytes are to come at least: what the server has announced, or 0.
    pub(in super::super) fn announced(&self) -> u64 {
        match &self.inner {
            Inner::Whole(bytes) => bytes.len() as u64,
            Inner::Pieces(body) => body.size_hint().lower(),
        }
    }
}

impl From<Bytes> for AnswerBody {
    fn from(bytes: Bytes) -> Self {
        Self {
            inner: Inner::Whole(bytes),
        }
    }
}

impl fmt::Debug for AnswerBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerBody").field("announced", &self.announced()).finish()
    }
}

/// A body whose errors have lost their type.
struct Erased<B>(B);

impl<B> Body for Erased<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Source>,
{
    type Data = Bytes;
    type Error = Source;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Source>>> {
        Pin::new(&mut self.0).poll_frame(context).map_err(Into::into)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
