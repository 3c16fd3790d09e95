//! How badly a type fits an object, found out without reading one: by the members that it names, or, if it is a union, by
//! the members that its variants name.
//!
//! Invariants: asking costs no more than the members that stand directly in the object, at most [`MOST_UNIONS`] times.

use std::cell::Cell;

use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

/// The members left unread, those not named, and those named and not there. Less is better, the first counts most.
pub(super) type Misfit = (usize, usize, usize);

/// How many unions are looked into to read one: unions in unions multiply.
const MOST_UNIONS: usize = 100;

thread_local! {
    /// Set while a type is asked, for the union that it may be.
    static QUESTION: Cell<Question> = const { Cell::new(Question::Nobody) };
    static UNIONS_LEFT: Cell<usize> = const { Cell::new(MOST_UNIONS) };
}

#[derive(Debug, Clone, Copy)]
enum Question {
    /// Unions are to be read.
    Nobody,
    /// Unions are asked how badly they fit.
    Asked,
    /// A union has told.
    Told(Misfit),
}

/// How badly a type fits an object; `None` for one that takes any members.
pub(super) fn misfit<'de, T: Deserialize<'de>>(
    received: &Map<String, Value>,
) -> Option<Misfit> {
    let mut wanted = Wanted::Nothing;
    let before = QUESTION.replace(Question::Asked);
    // Nothing can be read from a probe: the type's question is all that is wanted.
    let read = T::deserialize(Probe {
        received,
        wanted: &mut wanted,
    })
    .is_ok();
    match (QUESTION.replace(before), wanted) {
        (Question::Told(misfit), _) => Some(misfit),
        (_, Wanted::Members(named)) => Some(of_members(received, named)),
        (_, Wanted::Nothing) if !read => {
            Some((received.len() + 1, received.len() + 1, 0))
        }
        (_, Wanted::Nothing | Wanted::Any) => None,
    }
}

/// How badly a type with these members fits an object.
#[must_use]
pub fn of_members(received: &Map<String, Value>, named: &[&str]) -> Misfit {
    let is_named = |member: &&String| named.contains(&member.as_str());
    let read = received.keys().filter(is_named).count();
    let unread = received.len() - read;
    (unread, unread, named.len().saturating_sub(read))
}

/// Whether a union is only asked how badly it fits.
pub(super) fn is_asked() -> bool {
    matches!(QUESTION.get(), Question::Asked)
}

/// What a union says that is asked: it fits as its best variant does.
pub(super) fn tell(variants: impl Iterator<Item = Misfit>) {
    let Some(left) = UNIONS_LEFT.get().checked_sub(1) else {
        return;
    };
    UNIONS_LEFT.set(left);
    if let Some(best) = variants.min() {
        QUESTION.set(Question::Told(best));
    }
}

/// Lets a union that is read look into as many others as any.
pub(super) fn begin() {
    UNIONS_LEFT.set(MOST_UNIONS);
}

/// What a type asked for.
enum Wanted {
    /// Nothing that an object is, unless it could be read.
    Nothing,
    /// An object with these members, or some of them.
    Members(&'static [&'static str]),
    /// Any members.
    Any,
}

/// A deserializer that notes what it is asked for, and has nothing to give but the names of members and the scalars among
/// them, for a union that looks for its tag.
struct Probe<'a> {
    received: &'a Map<String, Value>,
    wanted: &'a mut Wanted,
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = serde_json::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        *self.wanted = Wanted::Members(fields);
        Err(Self::Error::custom("only asked"))
    }

    fn deserialize_map<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        *self.wanted = Wanted::Any;
        Err(Self::Error::custom("only asked"))
    }

    fn deserialize_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let shallow = |value: &Value| match value {
            Value::Array(_) | Value::Object(_) => Value::Null,
            scalar => scalar.clone(),
        };
        let members =
            self.received.iter().map(|(name, value)| (name.clone(), shallow(value)));
        Value::Object(members.collect()).deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct enum identifier ignored_any
    }
}
