//! [`Payload`]: the body of a call, as it goes out on every attempt.
//!
//! Invariant: the same bytes every time, without copying them; where that cannot be, because a stream was read, it is known.

use std::sync::Arc;

use bytes::Bytes;

use super::super::transport::RequestBody;
use super::piece::Piece;

/// The body of a call.
#[derive(Clone)]
pub(in super::super) enum Payload {
    Whole(Bytes),
    Pieces(Arc<[Piece]>),
}

impl Payload {
    /// The pieces, one after the other.
    pub(super) fn of(pieces: Vec<Piece>) -> Self {
        match <[Piece; 1]>::try_from(pieces) {
            Ok([Piece::Bytes(bytes)]) => Self::Whole(bytes),
            Ok(only) => Self::Pieces(Arc::new(only)),
            Err(pieces) => Self::Pieces(pieces.into()),
        }
    }

    /// Whether a part of it was a stream, which has been read, so that it cannot be sent again.
    pub(in super::super) fn is_spent(&self) -> bool {
        match self {
            Self::Whole(_) => false,
            Self::Pieces(pieces) => pieces.iter().any(Piece::is_spent),
        }
    }

    /// The body for one attempt.
    pub(in super::super) fn to_body(&self) -> RequestBody {
        match self {
            Self::Whole(bytes) => RequestBody::from(bytes.clone()),
            Self::Pieces(pieces) => RequestBody::pieces(Arc::clone(pieces)),
        }
    }
}
