//! Percent-encoding, and putting URLs together as text.
//!
//! Invariant: an encoded piece holds nothing but unreserved characters (RFC 3986, 2.3) and `%XX`, so that it
//! can neither end nor begin another part of the URL.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text as one segment of a path, or as one name or value of a query.
pub(super) fn component(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    encoded.extend(utf8_percent_encode(text, RESERVED));
    encoded
}

/// Appends an encoded `name=value` to a query.
pub(super) fn push_pair(query: &mut String, pair: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(pair);
}

/// The decoded value of a query's parameter.
pub(super) fn get(query: &str, name: &str) -> Option<String> {
    let (_, value) =
        url::form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == name)?;
    Some(value.into_owned())
}

/// Sets a parameter of a query, in the place of the one that it may have.
pub(super) fn set(query: &mut String, name: &str, value: &str) {
    let start = format!("{}=", component(name));
    let mut pairs = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with(&start))
        .collect::<Vec<_>>();
    let pair = format!("{start}{}", component(value));
    pairs.push(&pair);
    *query = pairs.join("&");
}
