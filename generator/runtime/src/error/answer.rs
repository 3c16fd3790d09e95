//! [`Answer`]: what is kept of the server's answer, be it a success or not.
//!
//! Invariant: the body is what was read, which is all of it unless reading was cut short.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode};

/// An answer that was received, as far as it was received.
#[derive(Clone)]
pub(in super::super) struct Answer {
    pub(in super::super) status: StatusCode,
    pub(in super::super) headers: HeaderMap,
    pub(in super::super) body: Bytes,
}

impl Answer {
    pub(super) fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}

/// The header with the server's id of a request.
pub(in super::super) const REQUEST_ID: HeaderName =
    HeaderName::from_static("x-request-id");

/// The server's id of a request.
pub(in super::super) fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get(REQUEST_ID)?.to_str().ok()
}
