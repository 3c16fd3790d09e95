//! Points in time as servers write them: RFC 3339 asks for a `T` and an offset, and both are often missing; headers, and
//! frameworks that write JSON as they write headers, have the dates of HTTP.
//!
//! Invariant: what RFC 3339 allows is read as it is; a time without an offset is taken as UTC.

use std::str::FromStr;

use serde::Deserialize;
use serde::de::{Deserializer, Unexpected};

use super::words;

/// Reads a point in time.
#[derive(Debug, Clone, Copy)]
pub struct Read<T>(pub T);

impl<'de, T: FromStr> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).map(Self).ok_or_else(unfit)
    }
}

/// Reads a point in time, or null; a member that is missing is null.
#[derive(Debug, Clone, Copy)]
pub struct ReadOption<T>(pub Option<T>);

impl<'de, T: FromStr> Deserialize<'de> for ReadOption<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let time = text.map(|text| parse(&text).ok_or_else(unfit)).transpose();
        time.map(Self)
    }
}

pub(super) fn parse<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok().or_else(|| in_full(text).parse().ok())
}

/// A point in time with all that RFC 3339 asks for, if it is one.
pub(super) fn in_full(text: &str) -> String {
    if let Some(time) = of_http(text.trim()) {
        return time;
    }
    let (day, time) = text.trim().split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let has_offset = time.contains(['Z', 'z', '+', '-', 'U']);
    let offset = if has_offset { "" } else { "Z" };
    format!("{day}T{}{offset}", time.trim())
}

/// A date of HTTP (RFC 9110, 5.6.7) as RFC 3339 writes it.
fn of_http(text: &str) -> Option<String> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    // In one of three forms, and then in the first: `Sun, 06 Nov 1994 08:49:37 GMT`.
    let text = httpdate::fmt_http_date(httpdate::parse_http_date(text).ok()?);
    let [_, day, month, year, time, _] = text.split(' ').collect::<Vec<_>>()[..] else {
        return None;
    };
    let month = MONTHS.find(month)? / 3 + 1;
    Some(format!("{year}-{month:02}-{day}T{time}Z"))
}

/// Without the text, and in the words of a description.
fn unfit<E: serde::de::Error>() -> E {
    E::invalid_value(Unexpected::Other("a string"), &words::DATE_TIME)
}
