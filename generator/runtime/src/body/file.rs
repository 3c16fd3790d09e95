//! [`File`]: what is sent as a file: its bytes, or a stream of them.
//!
//! Invariant: a stream is read at most once, by whichever of its clones is sent first; nothing prints the content.

use std::fmt;

use bytes::Bytes;
use futures_core::Stream;

use super::piece::{OneTime, Piece};

/// What is sent as a file, or as a body that is not text or JSON.
///
/// Bytes can be sent as often as they have to. A stream is sent once: a call that holds one is never sent
/// again after reading it has begun, whatever the server answers, and its error says so.
#[derive(Clone, PartialEq)]
pub struct File {
    name: Option<String>,
    media_type: Option<String>,
    content: Piece,
}

impl File {
    /// A file of these bytes, without a name of its own.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            name: None,
            media_type: None,
            content: Piece::Bytes(bytes.into()),
        }
    }

    /// A file that is read while it is sent. Clones share the stream.
    #[must_use]
    pub fn stream<S, B, E>(pieces: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self {
            name: None,
            media_type: None,
            content: Piece::Stream(OneTime::new(pieces)),
        }
    }

    /// Says how long a stream is, in bytes. Without it, the body is sent in chunks, which not every server
    /// takes. A stream of another length breaks the call off.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        if let Piece::Stream(stream) = &mut self.content {
            stream.length = Some(bytes);
        }
        self
    }

    /// Sets the name that the server is told, in forms.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type that the server is told, such as `image/png`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    pub(super) fn told_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    pub(super) fn told_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    pub(super) const fn content(&self) -> &Piece {
        &self.content
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("length", &self.content.length())
            .finish()
    }
}

macro_rules! from_bytes {
    ($($bytes:ty),*) => {
        $(impl From<$bytes> for File {
            fn from(bytes: $bytes) -> Self {
                Self::new(bytes)
            }
        })*
    };
}

from_bytes!(Bytes, Vec<u8>, String, &'static [u8], &'static str);
