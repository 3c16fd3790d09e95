//! Points in time as servers write them: RFC 3339 asks for a `T` and an offset, and both are often missing.
//!
//! Invariant: what RFC 3339 allows is read as it is; a time without an offset is taken as UTC.

use std::fmt::Display;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use super::objects::Reader;

/// Reads a point in time.
#[derive(Debug, Clone, Copy)]
pub struct Read;

impl<T: FromStr<Err: Display>> Reader<T> for Read {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).map_err(D::Error::custom)
    }

    fn missing() -> Option<T> {
        None
    }
}

/// Reads a point in time, or null; a member that is missing is null.
#[derive(Debug, Clone, Copy)]
pub struct ReadOption;

impl<T: FromStr<Err: Display>> Reader<Option<T>> for ReadOption {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| parse(&text)).transpose().map_err(D::Error::custom)
    }

    fn missing() -> Option<Option<T>> {
        Some(None)
    }
}

fn parse<T: FromStr>(text: &str) -> Result<T, T::Err> {
    text.parse().or_else(|error| {
        let (day, time) = text.trim().split_once(['T', 't', ' ']).unwrap_or((text, ""));
        let has_offset = time.contains(['Z', 'z', '+', '-']);
        let offset = if has_offset { "" } else { "Z" };
        format!("{day}T{}{offset}", time.trim()).parse().map_err(|_| error)
    })
}
