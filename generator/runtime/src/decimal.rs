//! Decimal numbers as servers write them: in strings, or as JSON's numbers.
//!
//! Invariant: no digit is lost without a word: a number that a decimal does not hold as it is written does not fit.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Unexpected};
use serde_json::Value;

use super::numbers::AsWritten;
use super::objects::Others;
use super::parsed::{Parsed, Tolerance};
use super::{numbers, words};

/// Reads a decimal number, or options, lists and maps of them. Where it is not asked to (a page of nothing but decimals, an
/// error of one), a decimal rounds by itself what is a number of JSON to an `f64`; in a header, to 28 digits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Read<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if Tolerance::lives() {
            // What is read for the second time is parsed already, and its places are noted.
            return T::deserialize(deserializer).map(Self);
        }
        let value = deserializer.deserialize_option(AsWritten)?;
        T::deserialize(Parsed::new(&value)).map(Self).map_err(D::Error::custom)
    }
}

impl<'de, V: DeserializeOwned> Others<'de> for Read<BTreeMap<String, V>> {
    const KEPT: bool = true;

    fn add<A: MapAccess<'de>>(
        &mut self,
        name: String,
        members: &mut A,
    ) -> Result<(), A::Error> {
        self.0.insert(name, members.next_value::<Read<V>>()?.0);
        Ok(())
    }
}

/// So many digits every decimal has, all of them behind the point if need be.
const HELD: usize = 28;

/// So many digits every `f64` has. How a number with more was written, nobody knows.
const IN_F64: usize = 15;

/// Refuses a number of which a decimal would lose digits.
pub(super) fn check<E: Error>(value: &Value) -> Result<(), E> {
    let is_held = match value {
        Value::String(text) => is_held(numbers::marked(value).unwrap_or(text), HELD),
        Value::Number(number) if number.is_f64() => is_held(&number.to_string(), IN_F64),
        _ => true,
    };
    let unfit = || E::invalid_value(Unexpected::Other("more digits"), &words::DECIMAL);
    if is_held { Ok(()) } else { Err(unfit()) }
}

fn is_held(text: &str, most: usize) -> bool {
    let (whole, behind, exponent) = numbers::parts(text);
    let digits = [whole, behind].concat();
    digits.trim_matches(|c| !('1'..='9').contains(&c)).len() <= most
        && behind.len() <= HELD
        && behind.len() as i64 <= exponent.saturating_add(HELD as i64)
}
