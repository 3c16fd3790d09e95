//! Reads keys.
//!
//! Invariant: a key has the text of the file, also where YAML takes it for a number or null, and its own place, or
//! that of the mapping if the index does not know it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

use crate::load::lines::{Index, Item};

/// Reads a key. One that is no string in YAML (`200`, `true`, `~`) is taken as it is spelled.
pub(super) struct KeySeed<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) map: Item,
    pub(super) position: usize,
}

impl KeySeed<'_> {
    fn spelled<E: Error>(self) -> Result<(String, Item), E> {
        self.index
            .member(self.map, self.position)
            .map(|(key, item)| (key.to_owned(), item))
            .ok_or_else(|| E::custom("a key is neither a string nor a plain scalar"))
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = (String, Item);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = (String, Item);

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key that is a plain word")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        self.visit_string(key.to_owned())
    }

    fn visit_string<E: Error>(self, key: String) -> Result<Self::Value, E> {
        let item = self.index.keyed_member(self.map, self.position, &key);
        Ok((key, item))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        self.spelled()
    }
}
