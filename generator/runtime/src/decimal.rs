//! Decimal numbers as servers write them: in strings, or as JSON's numbers.
//!
//! Invariant: no digit is lost without a word: a number that a decimal does not hold as it is written does not fit.

use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeOwned, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor,
};
use serde_json::Value;

use super::parsed::{Parsed, Tolerance};
use super::words;

/// Reads decimal numbers, in whatever options, lists and maps they are.
#[derive(Debug, Clone, Copy)]
pub struct Read<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if Tolerance::lives() {
            // What is read for the second time is parsed already, and its places are noted.
            return T::deserialize(deserializer).map(Self);
        }
        // As an option, since a missing member is read as one.
        let written = Option::<AsWritten>::deserialize(deserializer)?;
        let value = written.map_or(Value::Null, |AsWritten(value)| value);
        T::deserialize(Parsed::new(&value)).map(Self).map_err(D::Error::custom)
    }
}

/// JSON whose numbers are strings of their digits, if they are not lost already.
struct AsWritten(Value);

/// What serde_json gives the text of a value for, as it does for its `RawValue`. All others pass it over, and give their
/// numbers as they are.
const TEXT: &str = "$serde_json::private::RawValue";

impl<'de> Deserialize<'de> for AsWritten {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Value, A::Error> {
                let text = map.next_entry::<IgnoredAny, String>()?;
                let text = text.map_or(String::new(), |(_, text)| in_quotes(&text));
                serde_json::from_str(&text).map_err(A::Error::custom)
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Value, D::Error> {
                Value::deserialize(deserializer)
            }
        }

        deserializer.deserialize_newtype_struct(TEXT, Text).map(Self)
    }
}

/// JSON with its numbers in quotes.
fn in_quotes(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + 2);
    let (mut in_string, mut is_escaped, mut in_number) = (false, false, false);
    for c in json.chars() {
        let goes_on = in_number && matches!(c, '+' | '.' | 'e' | 'E');
        let is_number = !in_string && (goes_on || c == '-' || c.is_ascii_digit());
        if is_number != in_number {
            text.push('"');
            in_number = is_number;
        }
        in_string ^= c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        text.push(c);
    }
    if in_number {
        text.push('"');
    }
    text
}

/// A decimal has a sign, 96 bits, and a point before at most this many of its digits.
const MOST_BEHIND_POINT: i64 = 28;
const BITS: u32 = 96;

/// So many digits are in every `f64`. Of a number with more, nobody knows how it was written.
const IN_F64: usize = 15;

/// Refuses a number of which a decimal would lose digits.
pub(super) fn check<E: Error>(value: &Value) -> Result<(), E> {
    let is_held = match value {
        Value::String(text) => is_held(text, usize::MAX),
        Value::Number(number) if number.is_f64() => is_held(&number.to_string(), IN_F64),
        _ => true,
    };
    if is_held {
        return Ok(());
    }
    Err(E::invalid_value(Unexpected::Other("too many digits"), &words::DECIMAL))
}

fn is_held(text: &str, most: usize) -> bool {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let digits =
        |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let behind = digits(number.split_once('.').map_or("", |(_, behind)| behind)).len();
    let all = digits(number);
    let kept = all.trim_end_matches('0');
    let scale = behind as i64 - (all.len() - kept.len()) as i64;
    let scale_at_end =
        exponent.parse::<i64>().map_or(scale, |exponent| scale.saturating_sub(exponent));
    let zeros = u32::try_from(scale_at_end.saturating_neg()).unwrap_or(0);
    let whole = || 10_u128.checked_pow(zeros)?.checked_mul(kept.parse().ok()?);
    kept.is_empty()
        || kept.trim_start_matches('0').len() <= most
            && scale.max(scale_at_end) <= MOST_BEHIND_POINT
            && whole().is_some_and(|whole| whole < 1 << BITS)
}
