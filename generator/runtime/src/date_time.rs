//! Points in time as servers write them: RFC 3339 asks for a `T` and an offset, and both are often missing.
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
    let (day, time) = text.trim().split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let has_offset = time.contains(['Z', 'z', '+', '-']);
    let offset = if has_offset { "" } else { "Z" };
    format!("{day}T{}{offset}", time.trim())
}

/// Without the text, and in the words of a description.
fn unfit<E: serde::de::Error>() -> E {
    E::invalid_value(Unexpected::Other("a string"), &words::DATE_TIME)
}
