//! Writing an object: a list of its members.
//!
//! Invariant: a member without a value is left out, unless null has a meaning of its own; no name is written twice.

use std::collections::BTreeMap;

use serde::ser::{Error, Serialize, SerializeMap, Serializer};

use super::super::lenient::Lenient;
use super::super::patch::Patch;

/// Writes members in their order. The name of a [`Rest`] does not count; a member in it with the name of one before it is
/// an error.
pub fn write<S: Serializer>(
    serializer: S,
    members: &[Named<'_, S::SerializeMap>],
) -> Result<S::Ok, S::Error> {
    let map = serializer.serialize_map(None)?;
    let mut object = Object {
        map,
        name: "",
        before: &[],
    };
    for (index, (name, member)) in members.iter().enumerate() {
        (object.name, object.before) = (name, members.split_at(index).0);
        member.write(&mut object)?;
    }
    object.map.end()
}

type Named<'a, M> = (&'static str, &'a dyn Member<M>);

/// An object that is being written, up to the member of this name.
pub struct Object<'a, M> {
    map: M,
    name: &'static str,
    before: &'a [Named<'a, M>],
}

/// The value of a member.
pub trait Member<M: SerializeMap> {
    /// Writes it, if it is there.
    fn write(&self, object: &mut Object<'_, M>) -> Result<(), M::Error>;
}

impl<T: Serialize, M: SerializeMap> Member<M> for T {
    fn write(&self, object: &mut Object<'_, M>) -> Result<(), M::Error> {
        object.map.serialize_entry(object.name, self)
    }
}

/// The value of a member that is not always sent.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a, T>(pub &'a T);

impl<T: Serialize + LeftOut, M: SerializeMap> Member<M> for Given<'_, T> {
    fn write(&self, object: &mut Object<'_, M>) -> Result<(), M::Error> {
        if self.0.is_left_out() { Ok(()) } else { self.0.write(object) }
    }
}

/// The members that have no field of their own.
#[derive(Debug, Clone, Copy)]
pub struct Rest<'a, T>(pub &'a T);

impl<V: Serialize, M: SerializeMap> Member<M> for Rest<'_, BTreeMap<String, V>> {
    fn write(&self, object: &mut Object<'_, M>) -> Result<(), M::Error> {
        let mut before = object.before.iter();
        if let Some((name, _)) = before.find(|(name, _)| self.0.contains_key(*name)) {
            return Err(M::Error::custom(format!("`{name}` has a field of its own")));
        }
        let mut members = self.0.iter();
        members.try_for_each(|(name, value)| object.map.serialize_entry(name, value))
    }
}

/// A value that can say that there is nothing to send.
pub trait LeftOut {
    /// Whether the member is left out.
    fn is_left_out(&self) -> bool;
}

impl<T> LeftOut for Option<T> {
    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

impl<T> LeftOut for Patch<T> {
    fn is_left_out(&self) -> bool {
        self.is_leave()
    }
}

impl<T> LeftOut for Lenient<T> {
    fn is_left_out(&self) -> bool {
        false
    }
}
