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

/// The decoded value of a query's parameter.
pub(super) fn get(query: &str, name: &str) -> Option<String> {
    let (_, value) =
        url::form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == name)?;
    Some(value.into_owned())
}

/// The encoded pairs of this name in a query or, with another separator, among cookies.
pub(super) fn pairs<'a>(
    text: &'a str,
    separator: char,
    name: &str,
) -> impl Iterator<Item = &'a str> {
    text.split(separator).map(str::trim).filter(move |pair| get(pair, name).is_some())
}

/// Sets a parameter of a query, in the place of the one that it may have.
pub(super) fn set(query: &mut String, name: &str, value: &str) {
    replace(query, name, &format!("{}={}", component(name), component(value)));
}

/// Puts an encoded `name=value` into a query, in the place of all that have its name.
pub(super) fn replace(query: &mut String, name: &str, pair: &str) {
    let others = query.split('&');
    let others = others.filter(|pair| !pair.is_empty() && get(pair, name).is_none());
    *query = others.chain([pair]).collect::<Vec<_>>().join("&");
}
