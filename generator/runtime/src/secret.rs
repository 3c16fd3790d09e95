//! Text that must not outlive its use: credentials.
//!
//! Invariant: the memory is wiped when the last use ends, and `Debug` never prints it.

use std::fmt;

use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

/// A credential, or a text that holds one.
pub(super) struct Secret(Zeroizing<String>);

impl Secret {
    /// Pieces of text in one buffer that is never moved, so that no copy stays behind.
    pub(super) fn concat(pieces: &[&str]) -> Self {
        let mut text =
            String::with_capacity(pieces.iter().map(|piece| piece.len()).sum());
        for piece in pieces {
            text.push_str(piece);
        }
        Self::from(text)
    }

    /// Without white space at the ends, which comes with a secret out of a file or a pipe.
    pub(super) fn trimmed(text: String) -> Self {
        let text = Self::from(text);
        Self::concat(&[text.expose().trim()])
    }

    pub(super) fn expose(&self) -> &str {
        &self.0
    }

    /// As the value of a header that is never printed. `None` if a header cannot hold it, which is all that
    /// there is to say: the reason must not quote it.
    pub(super) fn to_header(&self) -> Option<HeaderValue> {
        header(self.0.as_bytes().to_vec())
    }
}

/// Bytes that hold a credential as the value of a header: see [`Secret::to_header`].
pub(super) fn header(bytes: Vec<u8>) -> Option<HeaderValue> {
    let bytes = Bytes::from_owner(Zeroizing::new(bytes));
    let mut value = HeaderValue::from_maybe_shared(bytes).ok()?;
    value.set_sensitive(true);
    Some(value)
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
