//! Percent-encoding, and putting URLs together as text.
//!
//! Invariant: an encoded piece holds nothing but unreserved characters (RFC 3986, 2.3) and `%XX`, so that it
//! can neither end nor begin another part of the URL.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text as one segment of a path, or as one name or value of a query.
pub(super) fn component(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Appends an encoded `name=value` to a query.
pub(super) fn push_pair(query: &mut String, pair: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(pair);
}
