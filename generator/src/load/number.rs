//! The numbers of a document.
//!
//! Invariant: an integer that 128 bits can hold keeps all its digits, however it was read.

use std::cmp::Ordering;
use std::fmt;

use serde_json::Number as Json;

/// A number as JSON has it. `serde_json` alone would round an integer of more than 64 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(Repr);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Repr {
    Json(Json),
    Wide(i128),
}

impl Number {
    /// The number as a float, which may round it.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match &self.0 {
            Repr::Json(number) => number.as_f64(),
            Repr::Wide(integer) => Some(*integer as f64),
        }
    }

    /// The number as an integer, if it is a whole one: `5.0` is 5.
    #[must_use]
    pub fn as_integer(&self) -> Option<i128> {
        /// All whole floats below it are exact as an `i128`.
        const MOST: f64 = 1e30;
        let number = match &self.0 {
            Repr::Json(number) => number,
            Repr::Wide(integer) => return Some(*integer),
        };
        let signed = number.as_i64().map(i128::from);
        let whole = signed.or_else(|| number.as_u64().map(i128::from));
        whole.or_else(|| {
            let float = number.as_f64()?;
            (float.fract() == 0.0 && float.abs() < MOST).then_some(float as i128)
        })
    }

    /// Which of two numbers is greater, of integers to the last digit.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self.as_integer(), other.as_integer()) {
            (Some(one), Some(other)) => Some(one.cmp(&other)),
            _ => self.as_f64()?.partial_cmp(&other.as_f64()?),
        }
    }

    /// The nearest number that `serde_json` has.
    #[must_use]
    pub fn to_json(&self) -> Option<Json> {
        match &self.0 {
            Repr::Json(number) => Some(number.clone()),
            Repr::Wide(integer) => Json::from_f64(*integer as f64),
        }
    }
}

impl From<Json> for Number {
    fn from(number: Json) -> Self {
        Self(Repr::Json(number))
    }
}

impl From<i128> for Number {
    fn from(integer: i128) -> Self {
        let narrow = i64::try_from(integer).map(Json::from);
        match narrow.or_else(|_| u64::try_from(integer).map(Json::from)) {
            Ok(number) => Self(Repr::Json(number)),
            Err(_) => Self(Repr::Wide(integer)),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Json(number) => number.fmt(f),
            Repr::Wide(integer) => integer.fmt(f),
        }
    }
}
