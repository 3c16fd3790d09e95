//! Reading an object: a slot for every member, filled in as the members come.
//!
//! Invariant: members may come in any order; of one that comes twice, the last counts.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};

use super::slots::Received;

/// Reads the members with these names, which stand in the order of the values, and all others.
pub fn read<'de, D: Deserializer<'de>, T: Received<'de>, O: Others<'de>>(
    deserializer: D,
    object: &'static str,
    names: &'static [&'static str],
) -> Result<(T, O), D::Error> {
    let visitor = Object {
        object,
        names,
        values: PhantomData,
    };
    if O::KEPT {
        deserializer.deserialize_map(visitor)
    } else {
        deserializer.deserialize_struct(object, names, visitor)
    }
}

struct Object<T> {
    object: &'static str,
    names: &'static [&'static str],
    values: PhantomData<T>,
}

impl<'de, T: Received<'de>, O: Others<'de>> Visitor<'de> for Object<(T, O)> {
    type Value = (T, O);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object for `{}`", self.object)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(T, O), A::Error> {
        let names = self.names;
        let (mut slots, mut others) = (T::Slots::default(), O::default());
        let mut next = 0;
        while let Some(key) = members.next_key_seed(Names {
            names,
            next,
            keep: O::KEPT,
        })? {
            match key {
                Key::Known(index) => {
                    next = index + 1;
                    T::fill(&mut slots, index, &mut members)?;
                }
                Key::Other(name) => others.add(name, &mut members)?,
            }
        }
        let values = T::finish(slots)
            .map_err(|index| A::Error::missing_field(names.get(index).unwrap_or(&"")))?;
        Ok((values, others))
    }
}

/// Where members go that are not named: into a map, or nowhere.
pub trait Others<'de>: Default {
    /// Whether they are kept.
    const KEPT: bool;

    /// Reads one of them.
    fn add<A: MapAccess<'de>>(
        &mut self,
        name: String,
        members: &mut A,
    ) -> Result<(), A::Error>;
}

impl<'de> Others<'de> for () {
    const KEPT: bool = false;

    fn add<A: MapAccess<'de>>(
        &mut self,
        _: String,
        members: &mut A,
    ) -> Result<(), A::Error> {
        members.next_value::<IgnoredAny>().map(drop)
    }
}

impl<'de, V: Deserialize<'de>> Others<'de> for BTreeMap<String, V> {
    const KEPT: bool = true;

    fn add<A: MapAccess<'de>>(
        &mut self,
        name: String,
        members: &mut A,
    ) -> Result<(), A::Error> {
        self.insert(name, members.next_value()?);
        Ok(())
    }
}

/// Looks a name up, beginning where the last one was found: servers mostly keep to the order.
struct Names {
    names: &'static [&'static str],
    next: usize,
    keep: bool,
}

enum Key {
    Known(usize),
    /// Its text only where it is kept.
    Other(String),
}

impl<'de> DeserializeSeed<'de> for Names {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Names {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        let (before, after) =
            self.names.split_at_checked(self.next).unwrap_or((self.names, &[]));
        let is_it = |candidate: &&str| *candidate == name;
        let found = after.iter().position(is_it).map(|index| index + before.len());
        let found = found.or_else(|| before.iter().position(is_it));
        Ok(found.map_or_else(
            || Key::Other(if self.keep { name.to_owned() } else { String::new() }),
            Key::Known,
        ))
    }
}
