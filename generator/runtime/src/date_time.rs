//! Points in time as servers write them: RFC 3339 asks for a `T` and an offset, and both are often missing.
//!
//! Invariant: what RFC 3339 allows is read as it is; a time without an offset is taken as UTC.

use std::fmt::Display;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

/// Reads a point in time.
///
/// # Errors
///
/// What is there is no string, or no point in time.
pub fn read<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    let text = String::deserialize(deserializer)?;
    parse(&text).map_err(D::Error::custom)
}

/// Reads a point in time, or null.
///
/// # Errors
///
/// As [`read`].
pub fn read_option<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| parse(&text)).transpose().map_err(D::Error::custom)
}

fn parse<T: FromStr>(text: &str) -> Result<T, T::Err> {
    text.parse().or_else(|error| {
        let (day, time) = text.trim().split_once(['T', 't', ' ']).unwrap_or((text, ""));
        let has_offset = time.contains(['Z', 'z', '+', '-']);
        let offset = if has_offset { "" } else { "Z" };
        format!("{day}T{}{offset}", time.trim()).parse().map_err(|_| error)
    })
}
