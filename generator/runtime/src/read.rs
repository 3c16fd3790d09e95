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

/// So much room is made at once for what a server announces, and may never send. In bytes.
const AT_ONCE: usize = 16 << 20;

/// Reads a body, or as much of it as fits.
pub(super) async fn up_to(
    limit: usize,
    mut body: AnswerBody,
    alarm: &mut Alarm<'_>,
) -> Read {
    let announced = usize::try_from(body.announced()).unwrap_or(limit);
    let announced = announced.min(limit).min(AT_ONCE);
    let mut bytes = Bytes::new();
    let end = loop {
        match alarm.or(body.next()).await {
            None => break End::TimedOut,
            Some(None) => break End::Complete,
            Some(Some(Err(error))) => break End::Broken(error),
            Some(Some(Ok(mut piece))) => {
                let room = limit.saturating_sub(bytes.len());
                let fits = piece.len() <= room;
                piece.truncate(room);
                // Most answers are one piece, which need not be copied.
                bytes = if bytes.is_empty() {
                    piece
                } else {
                    joined(bytes, &piece, announced)
                };
                if !fits {
                    break End::TooLarge;
                }
            }
        }
    };
    Read { bytes, end }
}

/// Copies what is there but once: from then on nobody else has it.
fn joined(bytes: Bytes, piece: &[u8], announced: usize) -> Bytes {
    let mut all = bytes.try_into_mut().unwrap_or_else(|shared| BytesMut::from(&*shared));
    all.reserve(piece.len().max(announced.saturating_sub(all.len())));
    all.extend_from_slice(piece);
    all.freeze()
}
