//! Reading the body of an answer, up to a limit and until the alarm rings.
//!
//! Invariant: no more than the limit is kept, and nothing that was read is lost when reading ends early.

use bytes::{Bytes, BytesMut};

use super::alarm::Alarm;
use super::error::Source;
use super::transport::AnswerBody;

/// What was read of a body.
pub(super) struct Read {
    pub(super) bytes: Bytes,
    pub(super) end: End,
}

/// How reading came to its end.
pub(super) enum End {
    Complete,
    TooLarge,
    TimedOut,
    Broken(Source),
}

/// Reads a body, or as much of it as fits.
pub(super) async fn up_to(
    limit: usize,
    mut body: AnswerBody,
    alarm: &mut Alarm<'_>,
) -> Read {
    let announced = usize::try_from(body.announced()).unwrap_or(limit).min(limit);
    let mut pieces = Pieces::One(Bytes::new());
    let end = loop {
        match alarm.or(body.next()).await {
            None => break End::TimedOut,
            Some(None) => break End::Complete,
            Some(Some(Err(error))) => break End::Broken(error),
            Some(Some(Ok(piece))) => {
                let room = limit.saturating_sub(pieces.len());
                let fits = piece.len() <= room;
                pieces = pieces.push(piece.slice(..piece.len().min(room)), announced);
                if !fits {
                    break End::TooLarge;
                }
            }
        }
    };
    Read {
        bytes: pieces.into_bytes(),
        end,
    }
}

/// Most answers are one piece, which need not be copied.
enum Pieces {
    One(Bytes),
    Many(BytesMut),
}

impl Pieces {
    fn len(&self) -> usize {
        match self {
            Self::One(bytes) => bytes.len(),
            Self::Many(bytes) => bytes.len(),
        }
    }

    fn push(self, piece: Bytes, announced: usize) -> Self {
        let mut bytes = match self {
            Self::One(bytes) if bytes.is_empty() => return Self::One(piece),
            Self::One(bytes) => {
                let mut many =
                    BytesMut::with_capacity(announced.max(bytes.len() + piece.len()));
                many.extend_from_slice(&bytes);
                many
            }
            Self::Many(bytes) => bytes,
        };
        bytes.extend_from_slice(&piece);
        Self::Many(bytes)
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::One(bytes) => bytes,
            Self::Many(bytes) => bytes.freeze(),
        }
    }
}
