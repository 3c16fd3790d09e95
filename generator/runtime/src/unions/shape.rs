//! What a type expects in JSON, found out without a value: which members it names.
//!
//! Invariant: asking costs nothing that grows with what was received, since no value is read.

use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

/// The members that a type names, if it is an object that ignores all others.
pub(super) fn members<'de, T: Deserialize<'de>>() -> Option<&'static [&'static str]> {
    let mut members = None;
    // Nothing can be read from a probe: the type's question is all that is wanted.
    drop(T::deserialize(Probe(&mut members)));
    members
}

/// A deserializer that has nothing to give and notes what it is asked for.
struct Probe<'a>(&'a mut Option<&'static [&'static str]>);

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = Some(fields);
        Err(Self::Error::custom("only asked"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("only asked"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
