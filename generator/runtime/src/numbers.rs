//! Numbers of JSON in a [`Value`], which holds integers of 64 bits as they are, and rounds all others to an `f64`.
//!
//! Invariant: in a value that is read here, each number is as it was written: one that would be rounded is a string with a
//! mark before it, with which no string begins that was received; and nobody is given a value with marks to keep.

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize as _;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Number, Value};

/// By this name `serde_json` gives the text of a value, as its `RawValue` asks for it; others give the value itself.
pub(super) const TEXT: &str = "$serde_json::private::RawValue";

/// What stands before the text of a number. It differs from process to process, so that nobody can write it.
static MARK: LazyLock<String> = LazyLock::new(|| format!("{:016x} ", fastrand::u64(..)));

/// Reads any JSON: a member that may be missing as an option, all else by the name above.
pub(super) struct AsWritten;

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
        serde_json::from_str(&quoted(&text, false)).map_err(A::Error::custom)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        value: D,
    ) -> Result<Value, D::Error> {
        Value::deserialize(value)
    }
}

/// The text of a number that is no integer of 64 bits.
pub(super) fn marked(value: &Value) -> Option<&str> {
    value.as_str()?.strip_prefix(MARK.as_str())
}

/// The integer that a number is.
pub(super) fn integer(number: &str) -> Option<i128> {
    let (whole, behind, exponent) = parts(number);
    let digits: i128 = [whole, behind].concat().parse().ok()?;
    let moved = exponent.checked_sub_unsigned(behind.len() as u64)?;
    let power = 10_i128.checked_pow(u32::try_from(moved.unsigned_abs()).ok()?)?;
    if moved >= 0 {
        digits.checked_mul(power)
    } else {
        (digits % power == 0).then_some(digits / power)
    }
}

/// What a number has before its point and behind it, and its exponent.
pub(super) fn parts(number: &str) -> (&str, &str, i64) {
    let (number, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, behind) = number.split_once('.').unwrap_or((number, ""));
    (whole, behind.trim_end_matches('0'), exponent.parse().unwrap_or(i64::MAX))
}

/// A number that JSON does not have, which Protocol Buffers write as a string.
pub(super) fn odd(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| !number.is_finite())
}

/// The text of JSON with numbers as strings: with a mark, if they would be rounded; without, what JSON has no number for, if
/// that is to be read (`NaN` as Python writes it, `inf` as C does, `1e999`).
pub(super) fn quoted(text: &str, odd_ones: bool) -> String {
    let is_of_number = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let mut written = String::with_capacity(text.len());
    let mut in_string = false;
    for part in text.split_inclusive('"') {
        if in_string {
            written.push_str(part);
            let before = part.trim_end_matches('"');
            in_string = (before.len() - before.trim_end_matches('\\').len()) % 2 == 1;
            continue;
        }
        in_string = true;
        let mut rest = part;
        while let Some((before, from)) =
            rest.find(is_of_number).map(|at| rest.split_at(at))
        {
            let end = from.find(|c| !is_of_number(c)).unwrap_or(from.len());
            let (number, behind) = from.split_at(end);
            let (quote, mark) = match odd(number) {
                Some(_) if odd_ones => ("\"", ""),
                None if is_rounded(number) => ("\"", MARK.as_str()),
                _ => ("", ""),
            };
            written.extend([before, quote, mark, number, quote]);
            rest = behind;
        }
        written.push_str(rest);
    }
    written
}

/// Whether it is a number that a `Value` does not hold as it is written.
fn is_rounded(text: &str) -> bool {
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_held = |number: &Number| number.is_i64() || number.is_u64();
    !is_word && serde_json::from_str(text).is_ok_and(|number| !is_held(&number))
}
