//! [`Piece`]: a part of a body that is there, or that has to be read.
//!
//! Invariant: what a [`OneTime`] holds is taken out before it is read, so that nobody reads it twice.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::super::error::Source;

/// A stream whose type has been forgotten.
pub(in super::super) type Pieces =
    Pin<Box<dyn Stream<Item = Result<Bytes, Source>> + Send>>;

/// A part of a body.
#[derive(Clone)]
pub(in super::super) enum Piece {
    Bytes(Bytes),
    Stream(OneTime),
}

impl Piece {
    /// In bytes, if it is known.
    pub(in super::super) fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Stream(stream) => stream.length,
        }
    }

    /// Whether it was a stream that is gone.
    pub(super) fn is_spent(&self) -> bool {
        match self {
            Self::Bytes(_) => false,
            Self::Stream(stream) => stream.lock().is_none(),
        }
    }
}

impl PartialEq for Piece {
    /// Streams are equal to their clones only.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(one), Self::Bytes(other)) => one == other,
            (Self::Stream(one), Self::Stream(other)) => {
                Arc::ptr_eq(&one.pieces, &other.pieces)
            }
            _ => false,
        }
    }
}

/// A stream that is read once, by whoever takes it first.
#[derive(Clone)]
pub(in super::super) struct OneTime {
    pub(in super::super) length: Option<u64>,
    pieces: Arc<Mutex<Option<Pieces>>>,
}

impl OneTime {
    pub(super) fn new<S, B, E>(pieces: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Source>,
    {
        let pieces: Pieces = Box::pin(Erased(Box::pin(pieces)));
        Self {
            length: None,
            pieces: Arc::new(Mutex::new(Some(pieces))),
        }
    }

    /// The stream, unless somebody has taken it before.
    pub(in super::super) fn take(&self) -> Option<Pieces> {
        self.lock().take()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Pieces>> {
        self.pieces.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream whose items have lost their types.
struct Erased<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Erased<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<Source>,
{
    type Item = Result<Bytes, Source>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let next = self.0.as_mut().poll_next(context);
        next.map(|item| item.map(|item| item.map(Into::into).map_err(Into::into)))
    }
}
