//! Decimal numbers as servers write them: in strings, or as JSON's numbers.
//!
//! Invariant: no digit is lost without a word: a number that a decimal does not hold as it is written does not fit.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeOwned, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor,
};
use serde_json::Value;
use serde_json::value::RawValue;

use super::parsed::{Parsed, Tolerance};
use super::words;

/// Reads a decimal number, or options, lists and maps of them, where they are members of an object or the whole answer.
/// Elsewhere (a member without a field of its own, an item of a page, one of several answers) the type reads them itself,
/// and rounds what is a number of JSON to an `f64`; in a header it rounds to 28 digits.
#[derive(Debug, Clone, Copy)]
pub struct Read<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if Tolerance::lives() {
            // What is read for the second time is parsed already, and its places are noted.
            return T::deserialize(deserializer).map(Self);
        }
        // As an option, since a missing member is read as one.
        let value = deserializer.deserialize_option(AsWritten)?;
        T::deserialize(Parsed::new(&value)).map(Self).map_err(D::Error::custom)
    }
}

/// By this name `serde_json` gives the text of a value, as its `RawValue` asks for it; others give the value itself.
const TEXT: &str = "$serde_json::private::RawValue";

/// Reads a number as its text, lest it becomes an `f64`; all else as it is.
struct AsWritten;

impl<'de> Visitor<'de> for AsWritten {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_newtype_struct(TEXT, self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let text = map.next_entry::<IgnoredAny, String>()?.unwrap_or_default().1;
        written(&text, DEEPEST).map_err(A::Error::custom)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        value: D,
    ) -> Result<Value, D::Error> {
        Value::deserialize(value)
    }
}

/// So deep lists and maps may be nested.
const DEEPEST: usize = 100;

/// A value with the texts of its numbers.
fn written(text: &str, depth: usize) -> serde_json::Result<Value> {
    let below = |raw: &RawValue| written(raw.get(), depth - 1);
    match text.as_bytes().first() {
        Some(b'-' | b'0'..=b'9') => Ok(Value::from(text)),
        Some(b'[') if depth > 0 => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            items.into_iter().map(below).collect()
        }
        Some(b'{') if depth > 0 => {
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
            let members = members.into_iter();
            members.map(|(name, raw)| Ok((name, below(raw)?))).collect()
        }
        _ => serde_json::from_str(text),
    }
}

/// So many digits every decimal has, all of them behind the point if need be.
const HELD: usize = 28;

/// So many digits every `f64` has. How a number with more was written, nobody knows.
const IN_F64: usize = 15;

/// Refuses a number of which a decimal would lose digits.
pub(super) fn check<E: Error>(value: &Value) -> Result<(), E> {
    let is_held = match value {
        Value::String(text) => is_held(text, HELD),
        Value::Number(number) if number.is_f64() => is_held(&number.to_string(), IN_F64),
        _ => true,
    };
    let unfit = || E::invalid_value(Unexpected::Other("more digits"), &words::DECIMAL);
    if is_held { Ok(()) } else { Err(unfit()) }
}

fn is_held(text: &str, most: usize) -> bool {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, behind) = number.split_once('.').unwrap_or((number, ""));
    let behind = behind.trim_end_matches('0');
    let digits = [whole, behind].concat();
    let moved = exponent.parse::<i64>().map_or(0, i64::saturating_neg);
    digits.trim_matches(|c| !('1'..='9').contains(&c)).len() <= most
        && behind.len() <= HELD
        && moved.saturating_add_unsigned(behind.len() as u64) <= HELD as i64
}
