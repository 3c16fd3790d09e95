//! [`RequestBody`]: the body of a request on its way to the server.
//!
//! Invariant: a stream is touched only when the body is read, and no more and no less of it is sent than was announced.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::super::body::{Piece, Pieces};
use super::super::error::Source;

/// The body of a request.
///
/// It is whole in most cases, and then [`as_bytes`](RequestBody::as_bytes) has all of it. A body with a
/// stream in it is read as the [`Body`] that it is.
pub struct RequestBody {
    inner: Inner,
}

enum Inner {
    Whole(Bytes),
    Pieces(Box<Sequence>),
}

/// Pieces, one after the other.
struct Sequence {
    pieces: Arc<[Piece]>,
    next: usize,
    open: Option<Open>,
    /// What is to come; unknown if a stream's length is.
    remaining: Option<u64>,
}

/// A stream that is being read.
struct Open {
    /// Never contended; a body must be `Sync`, and what callers bring need not be.
    stream: Mutex<Pieces>,
    /// What is to come of what was announced.
    remaining: Option<u64>,
}

impl RequestBody {
    /// The body, unless it is a stream or has one in it.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.inner {
            Inner::Whole(bytes) => Some(bytes),
            Inner::Pieces(_) => None,
        }
    }

    pub(in super::super) fn pieces(pieces: Arc<[Piece]>) -> Self {
        let remaining = pieces.iter().map(Piece::length).sum();
        Self {
            inner: Inner::Pieces(Box::new(Sequence {
                pieces,
                next: 0,
                open: None,
                remaining,
            })),
        }
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self {
            inner: Inner::Whole(bytes),
        }
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody").field("length", &self.size_hint().exact()).finish()
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Source;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Source>>> {
        let next = match &mut self.inner {
            Inner::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Whole(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Inner::Pieces(sequence) => sequence.poll_next(context),
        };
        next.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.size_hint().exact() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        match &self.inner {
            Inner::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Inner::Pieces(sequence) => {
                sequence.remaining.map_or_else(SizeHint::default, SizeHint::with_exact)
            }
        }
    }
}

impl Sequence {
    fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Source>>> {
        loop {
            if let Some(open) = &mut self.open {
                match std::task::ready!(open.poll_next(context)) {
                    Some(Ok(bytes)) => return self.sent(bytes),
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None => self.open = None,
                }
            }
            match self.pieces.get(self.next) {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => {
                    let bytes = bytes.clone();
                    self.next += 1;
                    return self.sent(bytes);
                }
                Some(Piece::Stream(stream)) => {
                    let Some(pieces) = stream.take() else {
                        let spent = Source::from("the stream has been read before");
                        return Poll::Ready(Some(Err(spent)));
                    };
                    self.open = Some(Open {
                        stream: Mutex::new(pieces),
                        remaining: stream.length,
                    });
                    self.next += 1;
                }
            }
        }
    }

    fn sent(&mut self, bytes: Bytes) -> Poll<Option<Result<Bytes, Source>>> {
        self.remaining =
            self.remaining.map(|length| length.saturating_sub(bytes.len() as u64));
        Poll::Ready(Some(Ok(bytes)))
    }
}

impl Open {
    fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Source>>> {
        let stream = self.stream.get_mut().unwrap_or_else(PoisonError::into_inner);
        let next = std::task::ready!(stream.as_mut().poll_next(context));
        let Some(remaining) = &mut self.remaining else {
            return Poll::Ready(next);
        };
        let wrong = |what: &str| Poll::Ready(Some(Err(Source::from(what.to_owned()))));
        match next {
            Some(Ok(bytes)) => match remaining.checked_sub(bytes.len() as u64) {
                Some(left) => {
                    *remaining = left;
                    Poll::Ready(Some(Ok(bytes)))
                }
                None => wrong("the stream is longer than was announced"),
            },
            None if *remaining > 0 => wrong("the stream is shorter than was announced"),
            ended => Poll::Ready(ended),
        }
    }
}
