//! Reading an object: a slot for every member, filled in as the members come.
//!
//! Invariant: members may come in any order; of one that comes twice, the last counts.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny,
    MapAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// A struct that is read from an object.
pub trait Received<'de>: Sized {
    /// Its name, for messages.
    const NAME: &'static str;

    /// The wire names of its members.
    const MEMBERS: &'static [&'static str];

    /// Whether it keeps members that it does not name.
    const OPEN: bool;

    /// Reads all members.
    ///
    /// # Errors
    ///
    /// If a member does not fit, or one is missing that cannot be.
    fn members<A: MapAccess<'de>>(members: A) -> Result<Self, A::Error>;
}

/// Reads a struct.
///
/// # Errors
///
/// If it is no object, or a member does not fit or is missing.
pub fn deserialize<'de, T: Received<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let visitor = Object(PhantomData::<T>);
    if T::OPEN {
        deserializer.deserialize_map(visitor)
    } else {
        deserializer.deserialize_struct(T::NAME, T::MEMBERS, visitor)
    }
}

struct Object<T>(PhantomData<T>);

impl<'de, T: Received<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object for `{}`", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::members(members)
    }
}

/// Where the value of a member goes.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// If it does not fit.
    fn fill(&mut self, members: &mut A) -> Result<(), A::Error>;

    /// Whether there is a value, or the member may be missing.
    fn complete(&mut self) -> bool;
}

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> Slot<'de, A> for Option<T> {
    fn fill(&mut self, members: &mut A) -> Result<(), A::Error> {
        *self = Some(members.next_value()?);
        Ok(())
    }

    fn complete(&mut self) -> bool {
        if self.is_none() {
            *self = T::deserialize(Missing).ok();
        }
        self.is_some()
    }
}

/// Another way to read a type than its own.
pub trait Reader<T> {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// If it does not fit.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;

    /// What a missing member is, if it may be missing.
    #[must_use]
    fn missing() -> Option<T>;
}

/// A value that has a default, which a missing member is.
#[derive(Debug, Clone, Copy)]
pub struct OrDefault;

impl<T: DeserializeOwned + Default> Reader<T> for OrDefault {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }

    fn missing() -> Option<T> {
        Some(T::default())
    }
}

/// A slot with a reader of its own.
#[derive(Debug)]
pub struct Via<'s, T, R>(&'s mut Option<T>, R);

impl<'s, T, R> Via<'s, T, R> {
    /// Puts what the reader reads into the slot.
    pub const fn new(slot: &'s mut Option<T>, reader: R) -> Self {
        Self(slot, reader)
    }
}

impl<'de, A: MapAccess<'de>, T, R: Reader<T>> Slot<'de, A> for Via<'_, T, R> {
    fn fill(&mut self, members: &mut A) -> Result<(), A::Error> {
        *self.0 = Some(members.next_value_seed(Seed::<T, R>(PhantomData))?);
        Ok(())
    }

    fn complete(&mut self) -> bool {
        if self.0.is_none() {
            *self.0 = R::missing();
        }
        self.0.is_some()
    }
}

struct Seed<T, R>(PhantomData<(T, R)>);

impl<'de, T, R: Reader<T>> DeserializeSeed<'de> for Seed<T, R> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        R::read(deserializer)
    }
}

/// Where members go that are not named.
pub trait Others<'de, A: MapAccess<'de>> {
    /// Reads one of them.
    ///
    /// # Errors
    ///
    /// If it does not fit.
    fn add(&mut self, name: String, members: &mut A) -> Result<(), A::Error>;
}

impl<'de, A: MapAccess<'de>, V: Deserialize<'de>> Others<'de, A>
    for BTreeMap<String, V>
{
    fn add(&mut self, name: String, members: &mut A) -> Result<(), A::Error> {
        self.insert(name, members.next_value()?);
        Ok(())
    }
}

/// Fills the slots, which stand in the order of the names, and keeps or passes over all other members.
///
/// # Errors
///
/// If a value does not fit, or a member is missing that cannot be.
pub fn read<'de, A: MapAccess<'de>>(
    mut members: A,
    names: &'static [&'static str],
    slots: &mut [&mut dyn Slot<'de, A>],
    mut others: Option<&mut dyn Others<'de, A>>,
) -> Result<(), A::Error> {
    let mut next = 0;
    loop {
        let keep = others.is_some();
        let Some(key) = members.next_key_seed(Names { names, next, keep })? else {
            break;
        };
        match (key, &mut others) {
            (Key::Known(index), _) => {
                next = index + 1;
                if let Some(slot) = slots.get_mut(index) {
                    slot.fill(&mut members)?;
                }
            }
            (Key::Other(name), Some(others)) => others.add(name, &mut members)?,
            (Key::Other(_), None) => {
                members.next_value::<IgnoredAny>()?;
            }
        }
    }
    match slots.iter_mut().position(|slot| !slot.complete()) {
        Some(index) => Err(A::Error::missing_field(names.get(index).unwrap_or(&""))),
        None => Ok(()),
    }
}

/// What [`read`] has made impossible.
pub fn incomplete<E: Error>() -> E {
    E::custom("a member has no value")
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

/// What stands for a member that is not there: nothing can be read from it but `None`.
struct Missing;

impl<'de> Deserializer<'de> for Missing {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("missing"))
    }

    fn deserialize_option<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
