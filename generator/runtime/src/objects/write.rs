//! Writing an object: a list of its members.
//!
//! Invariant: a member without a value is left out, unless null has a meaning of its own.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::super::lenient::Lenient;
use super::super::patch::Patch;

/// Writes members in their order. The name of a [`Rest`] does not count.
///
/// # Errors
///
/// As the serializer's.
pub fn write<S: Serializer>(
    serializer: S,
    members: &[(&'static str, &dyn Member<S::SerializeMap>)],
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (name, member) in members {
        member.write(name, &mut map)?;
    }
    map.end()
}

/// The value of a member.
pub trait Member<M: SerializeMap> {
    /// Writes it, if it is there.
    ///
    /// # Errors
    ///
    /// As the serializer's.
    fn write(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;
}

impl<T: Serialize, M: SerializeMap> Member<M> for T {
    fn write(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, self)
    }
}

/// The value of a member that is not always sent.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a, T>(pub &'a T);

impl<T: Serialize + LeftOut, M: SerializeMap> Member<M> for Given<'_, T> {
    fn write(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        if self.0.is_left_out() { Ok(()) } else { map.serialize_entry(name, self.0) }
    }
}

/// The members that have no field of their own.
#[derive(Debug, Clone, Copy)]
pub struct Rest<'a, T>(pub &'a T);

impl<V: Serialize, M: SerializeMap> Member<M> for Rest<'_, BTreeMap<String, V>> {
    fn write(&self, _: &'static str, map: &mut M) -> Result<(), M::Error> {
        self.0.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))
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
