//! Reading a page, whether the server sends a list or an object around it.
//!
//! Invariant: which of the two it is, is decided by the answer and not by the description, since servers
//! change from one to the other.

use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess,
    SeqAccess, Visitor,
};
use serde_json::Value;

use super::super::decode;
use super::super::error::Mismatch;
use super::Paging;

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
}

pub(super) fn read<T: DeserializeOwned>(
    body: &[u8],
    paging: Paging,
) -> Result<Envelope<T>, Mismatch> {
    decode::seeded(body, || Seed {
        paging,
        items: std::marker::PhantomData,
    })
}

struct Seed<T> {
    paging: Paging,
    items: std::marker::PhantomData<T>,
}

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
        write!(f, "a list, or an object with `{}`", self.paging.items)
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
        let Paging {
            items: items_name,
            next,
            total: total_name,
            ..
        } = self.paging;
        let (mut items, mut total, mut link) = (None, None, Link::Absent);
        while let Some(name) = members.next_key::<String>()? {
            if name == items_name {
                items = Some(members.next_value()?);
            } else if name == next {
                link = members.next_value::<Value>().map(Link::of)?;
            } else if name == total_name {
                total = members.next_value::<Value>()?.as_u64();
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        let items = items.ok_or_else(|| A::Error::missing_field(items_name))?;
        Ok(Envelope { items, total, link })
    }
}

impl Link {
    fn of(value: Value) -> Self {
        match value {
            Value::String(link) if !link.is_empty() => Self::To(link),
            _ => Self::Null,
        }
    }
}
