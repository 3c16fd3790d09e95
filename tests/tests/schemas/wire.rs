//! The types of `wide-client` in the direction in which the SDK does not need them: what callers send is made from JSON
//! as a caller would make it, and what callers are given is shown as JSON.
//!
//! Invariant: which types there are, and their members, is what the crate's public surface says.

#![allow(deprecated, reason = "what is deprecated is sent and read as well")]

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use wide_client::types::*;
use wide_client::{Lenient, Page, Patch};

/// What callers can make.
pub(super) trait Made: Sized {
    /// Makes it from a member that may not be there.
    fn made(json: Option<&Value>) -> Self;
}

/// What callers can read.
pub(super) trait Shown {
    /// What was read; null also for what was not there.
    fn shown(&self) -> Value;
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Made for $type {
            fn made(json: Option<&Value>) -> Self {
                let json = json.cloned().unwrap_or_default();
                let made = serde_json::from_value(json.clone());
                made.unwrap_or_else(|error| panic!("{json} is no {}: {error}", stringify!($type)))
            }
        }

        impl Shown for $type {
            fn shown(&self) -> Value {
                json!(self)
            }
        }
    )*};
}

plain!(bool, i64, f64, String, Value, ());
plain!(
    uuid::Uuid,
    chrono::DateTime<chrono::Utc>,
    chrono::NaiveDate,
    rust_decimal::Decimal
);

impl<T: Made> Made for Option<T> {
    fn made(json: Option<&Value>) -> Self {
        let given = json.filter(|json| !json.is_null());
        given.map(|json| T::made(Some(json)))
    }
}

impl<T: Shown> Shown for Option<T> {
    fn shown(&self) -> Value {
        self.as_ref().map_or(Value::Null, Shown::shown)
    }
}

impl<T: Made> Made for Patch<T> {
    fn made(json: Option<&Value>) -> Self {
        json.map_or(Self::Leave, |json| Self::from(Option::made(Some(json))))
    }
}

impl<T: Shown> Shown for Lenient<T> {
    fn shown(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Typed(value) => value.shown(),
            Self::Raw(value) => value.clone(),
        }
    }
}

impl<T: Made> Made for Vec<T> {
    fn made(json: Option<&Value>) -> Self {
        let items = json.and_then(Value::as_array).expect("a list");
        items.iter().map(|item| T::made(Some(item))).collect()
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn shown(&self) -> Value {
        self.iter().map(Shown::shown).collect()
    }
}

impl<T: Made> Made for BTreeMap<String, T> {
    fn made(json: Option<&Value>) -> Self {
        let members = json.and_then(Value::as_object).expect("an object");
        let made = members.iter();
        made.map(|(name, value)| (name.clone(), T::made(Some(value))))
            .collect()
    }
}

impl<T: Shown> Shown for BTreeMap<String, T> {
    fn shown(&self) -> Value {
        self.iter()
            .map(|(name, value)| (name.clone(), value.shown()))
            .collect()
    }
}

impl<T: Shown> Shown for Page<T> {
    /// Without the links, which lead on instead of being read.
    fn shown(&self) -> Value {
        json!({ "count": self.total, "results": self.items.shown() })
    }
}

macro_rules! made {
    ($type:ident($($required:ty = $at:literal,)*) { $($field:ident = $wire:literal,)* }) => {
        impl Made for $type {
            fn made(json: Option<&Value>) -> Self {
                let json = json.expect(stringify!($type));
                let mut made = Self::new($(<$required>::made(json.get($at))),*);
                $(made.$field = Made::made(json.get($wire));)*
                made
            }
        }
    };
}

macro_rules! shown {
    ($type:ident { $($field:ident = $wire:literal,)* }) => {
        impl Shown for $type {
            fn shown(&self) -> Value {
                let members = [$(($wire.to_owned(), self.$field.shown())),*];
                let given = members.into_iter().filter(|(_, value)| !value.is_null());
                Value::Object(given.collect::<Map<_, _>>())
            }
        }
    };
}

macro_rules! choice {
    ($type:ident of String) => {
        choice! { $type String as_str }
    };
    ($type:ident of i64) => {
        choice! { $type i64 as_i64 }
    };
    ($type:ident $of:ident $as_wire:ident) => {
        impl Made for $type {
            fn made(json: Option<&Value>) -> Self {
                Self::from($of::made(json))
            }
        }

        impl Shown for $type {
            fn shown(&self) -> Value {
                json!(self.$as_wire())
            }
        }
    };
}

/// A union of which the member that is there holds the value.
macro_rules! keyed {
    ($type:ident { $($member:literal = $payload:ty,)* }) => {
        impl Made for $type {
            fn made(json: Option<&Value>) -> Self {
                let json = json.expect(stringify!($type));
                $(if let Some(payload) = json.get($member) {
                    return <$payload>::made(Some(payload)).into();
                })*
                panic!("{json} is no {}", stringify!($type))
            }
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/wide_types.rs"));
