//! Reading a page, whether the server sends a list or an object around it.
//!
//! Invariant: which of the two it is, is decided by the answer and not by the description, since servers
//! change from one to the other.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess,
    SeqAccess, Visitor,
};
use serde_json::Value;

use super::super::decode;
use super::super::error::Mismatch;

/// The member with the items, as Django REST framework's envelope has it.
const ITEMS: &str = "results";
/// The member with the link to the next page.
const NEXT: &str = "next";
/// The member that says how many items the whole list has.
const TOTAL: &str = "count";

/// A page as the server sends it.
pub(super) struct Envelope<T> {
    pub(super) items: Vec<T>,
    pub(super) total: Option<u64>,
    pub(super) link: Link,
}

/// What the answer says about the link to the next page.
pub(super) enum Link {
    /// There is no such member.
    Absent,
    /// There is no next page.
    Null,
    /// It is there.
    To(String),
    /// Something is there that is no link.
    Unreadable,
}

pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<Envelope<T>, Mismatch> {
    decode::seeded(body, || Seed(PhantomData))
}

struct Seed<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Seed<T> {
    type Value = Envelope<T>;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for Seed<T> {
    type Value = Envelope<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list, or an object with `{ITEMS}`")
    }

    fn visit_seq<A: SeqAccess<'de>>(
        self,
        mut items: A,
    ) -> Result<Self::Value, A::Error> {
        let mut envelope = Envelope {
            items: Vec::new(),
            total: None,
            link: Link::Absent,
        };
        while let Some(item) = items.next_element()? {
            envelope.items.push(item);
        }
        Ok(envelope)
    }

    fn visit_map<A: MapAccess<'de>>(
        self,
        mut members: A,
    ) -> Result<Self::Value, A::Error> {
        let (mut items, mut total, mut link) = (None, None, Link::Absent);
        while let Some(name) = members.next_key::<String>()? {
            if name == ITEMS {
                items = Some(members.next_value()?);
            } else if name == NEXT {
                link = members.next_value::<Value>().map(Link::of)?;
            } else if name == TOTAL {
                total = members.next_value::<Value>()?.as_u64();
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        let items = items.ok_or_else(|| A::Error::missing_field(ITEMS))?;
        Ok(Envelope { items, total, link })
    }
}

impl Link {
    fn of(value: Value) -> Self {
        match value {
            Value::Null | Value::Bool(false) => Self::Null,
            Value::String(link) if link.is_empty() => Self::Null,
            Value::String(link) => Self::To(link),
            _ => Self::Unreadable,
        }
    }
}
