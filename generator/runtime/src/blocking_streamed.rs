//! [`BlockingStreamed`]: a body that is read as it comes, by programs without async.
//!
//! Invariant: a body that broke off never looks like one that came to its end.

use std::io::{self, Read};

use bytes::{Buf as _, Bytes};

use super::blocking::{blocking, run};
use super::error::{Error, ErrorKind};
use super::request::Request;
use super::response::Response;
use super::streamed::Streamed;

impl<T: 'static> Request<T> {
    /// Sends the request, and reads its answer as it comes: see [`Request::stream`].
    ///
    /// # Errors
    ///
    /// As [`Request::send_blocking`].
    pub fn stream_blocking(self) -> Result<BlockingStreamed, Error> {
        let (request, brought) = blocking(self);
        let streamed = run(brought, request.stream())??;
        Ok(BlockingStreamed {
            response: streamed.response().clone(),
            rest: Some(Box::new(streamed)),
            piece: Bytes::new(),
            brought,
        })
    }
}

/// An answer whose body is still to come, as [`Read`]. What [`Streamed`] says of time and size holds here
/// too; an [`io::Error`] has the [`Error`] inside, and dropping it cancels the rest.
#[derive(Debug)]
#[must_use = "the body is read as it is asked for"]
pub struct BlockingStreamed {
    response: Response<()>,
    /// `None` after it broke off.
    rest: Option<Box<Streamed>>,
    /// What has come and is not read yet.
    piece: Bytes,
    brought: bool,
}

impl BlockingStreamed {
    /// The status, the headers and the request id. The body is not in it.
    #[must_use]
    pub const fn response(&self) -> &Response<()> {
        &self.response
    }

    /// Waits for the next piece; `None` at the end.
    fn fetch(&mut self) -> io::Result<Option<Bytes>> {
        let mut streamed = self.rest.take().ok_or(io::ErrorKind::UnexpectedEof)?;
        let fetched = run(self.brought, async move {
            let next = streamed.next().await;
            (streamed, next)
        });
        let (streamed, next) = fetched.map_err(io::Error::other)?;
        let piece = next.transpose().map_err(unread)?;
        self.rest = Some(streamed);
        Ok(piece)
    }
}

fn unread(error: Error) -> io::Error {
    let kind = match error.kind() {
        ErrorKind::Timeout => io::ErrorKind::TimedOut,
        _ => io::ErrorKind::UnexpectedEof,
    };
    io::Error::new(kind, error)
}

impl Read for BlockingStreamed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !into.is_empty() {
            match self.fetch()? {
                Some(piece) => self.piece = piece,
                None => return Ok(0),
            }
        }
        let length = into.len().min(self.piece.len());
        self.piece.copy_to_slice(into.get_mut(..length).unwrap_or_default());
        Ok(length)
    }
}
