//! [`ResponseHeader`]: a header of answers that the API's description declares.
//!
//! Invariant: a header that does not fit its type is said to be so, and is still among the headers.

use std::fmt;
use std::str::FromStr;

use http::HeaderMap;
use serde::de::DeserializeOwned;

use super::date_time;
use super::decimal;
use super::error::{Reason, Untyped};

/// The name and the type of a header that answers may have.
pub struct ResponseHeader<T> {
    name: &'static str,
    parse: fn(&str) -> Option<T>,
}

impl<T: FromStr> ResponseHeader<T> {
    /// A header by its name, in any case.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, parse: one }
    }
}

impl<T: FromStr> ResponseHeader<Vec<T>> {
    /// A header that is a list, with commas between its items (`style: simple`). Empty items are none (RFC 9110, 5.6.1).
    #[must_use]
    pub const fn list(name: &'static str) -> Self {
        Self { name, parse: list }
    }
}

impl<T: DeserializeOwned> ResponseHeader<T> {
    /// A header that is written as JSON.
    #[must_use]
    pub const fn json(name: &'static str) -> Self {
        Self { name, parse: json }
    }
}

impl<T> ResponseHeader<T> {
    /// Its name, as the description spells it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its value; a header that was sent in several lines is one list (RFC 9110, 5.3).
    pub(super) fn read(self, headers: &HeaderMap) -> Result<Option<T>, Untyped> {
        let lines = headers
            .get_all(self.name)
            .iter()
            .map(|line| str::from_utf8(line.as_bytes()).map(str::trim))
            .collect::<Result<Vec<_>, _>>();
        let unfit = || Untyped(Reason::Header(self.name));
        let lines = lines.map_err(|_| unfit())?;
        if lines.is_empty() {
            return Ok(None);
        }
        let value = (self.parse)(&lines.join(", "));
        value.map(Some).ok_or_else(unfit)
    }
}

impl<T> fmt::Debug for ResponseHeader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResponseHeader").field(&self.name).finish()
    }
}

/// A value; one that is no point in time does not become one by what is added.
fn one<T: FromStr>(text: &str) -> Option<T> {
    date_time::parse(text)
}

fn list<T: FromStr>(text: &str) -> Option<Vec<T>> {
    let items = text.split(',').map(str::trim);
    items.filter(|item| !item.is_empty()).map(one).collect()
}

fn json<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok().map(|decimal::Read(value)| value)
}
