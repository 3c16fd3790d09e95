//! [`Lenient`]: a received value of the expected type, or whatever the server sent instead.
//!
//! Invariant: decoding never fails on valid JSON, and nothing that was received is lost.

use serde::de::{DeserializeOwned, Error as _, Visitor};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer, forward_to_deserialize_any,
};
use serde_json::Value;

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
        let value = Value::deserialize(deserializer)?;
        if value.is_null() {
            return Ok(Self::Null);
        }
        // From a reference, so that the value is still whole where it does not fit.
        Ok(T::deserialize(Strict(&value)).map_or_else(|_| Self::Raw(value), Self::Typed))
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

/// JSON in which an object has to be one: serde would take the items of a list for the members of a struct.
struct Strict<'a>(&'a Value);

impl<'de> Deserializer<'de> for Strict<'de> {
    type Error = serde_json::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        if self.0.is_array() {
            return Err(Self::Error::custom("a list where an object was expected"));
        }
        self.0.deserialize_struct(name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.deserialize_option(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}
