//! [`Lenient`]: a received value of the expected type, or whatever the server sent instead.
//!
//! Invariant: decoding never fails on valid JSON, and nothing that was received is lost.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::loss;
use super::numbers::AsWritten;
use super::parsed::{self, Parsed, Tolerance};

/// A field whose shape the server does not keep to: typed where it fits, raw JSON where it does not.
///
/// One field of an unexpected shape must not cost the caller the whole answer, since the server has
/// already done what it was asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Lenient<T> {
    /// The server sent `null`, or left the field out.
    #[default]
    Null,
    /// The server sent what its description says.
    Typed(T),
    /// The server sent something else.
    Raw(Value),
}

impl<T> Lenient<T> {
    /// The value, if it is of the expected type.
    #[must_use]
    pub const fn typed(&self) -> Option<&T> {
        match self {
            Self::Typed(value) => Some(value),
            Self::Null | Self::Raw(_) => None,
        }
    }

    /// The value, if it is of the expected type.
    #[must_use]
    pub fn into_typed(self) -> Option<T> {
        match self {
            Self::Typed(value) => Some(value),
            Self::Null | Self::Raw(_) => None,
        }
    }

    /// What was received, if it is not of the expected type.
    #[must_use]
    pub const fn raw(&self) -> Option<&Value> {
        match self {
            Self::Raw(value) => Some(value),
            Self::Null | Self::Typed(_) => None,
        }
    }

    /// Whether the field was `null` or missing.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Lenient<T> {
    fn from(value: T) -> Self {
        Self::Typed(value)
    }
}

impl<T> From<Option<T>> for Lenient<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Typed)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = deserializer.deserialize_option(AsWritten)?;
        if value.is_null() {
            return Ok(Self::Null);
        }
        // From a reference, so that the value is still whole where it does not fit.
        let read = || loss::of(|| T::deserialize(Parsed::new(&value)));
        let typed = read().or_else(|error| {
            // Once for all levels, since each of them would double what there is to read.
            let _tolerance = Tolerance::first().ok_or(error)?;
            read()
        });
        let (lenient, lost) = match typed {
            Ok((typed, lost)) => (Self::Typed(typed), lost),
            Err(_) => (Self::Raw(parsed::plain(&value)?), (0, 1)),
        };
        loss::add(lost);
        Ok(lenient)
    }
}

impl<T: Serialize> Serialize for Lenient<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Typed(value) => value.serialize(serializer),
            Self::Raw(value) => value.serialize(serializer),
        }
    }
}
