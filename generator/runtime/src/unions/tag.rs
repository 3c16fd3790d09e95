//! The value of the member that tells the variants of a union apart.
//!
//! Invariant: it is written as the API's description types it, and read in any spelling: `1` is `"1"`.

use serde::{Serialize, Serializer};
use serde_json::Value;

/// The value of the member that tells the variants of a union apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// A string.
    Text(&'static str),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Flag(bool),
}

impl Tag {
    /// Whether a received value is this tag as the API's description types it.
    pub(super) fn is_exactly(self, value: &Value) -> bool {
        match self {
            Self::Text(tag) => value == tag,
            Self::Integer(tag) => value == tag,
            Self::Flag(tag) => value == tag,
        }
    }

    /// Whether a received value is this tag in any spelling.
    pub(super) fn is(self, value: &Value) -> bool {
        let spelled = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match self {
            Self::Text(tag) => tag == spelled,
            Self::Integer(tag) => tag.to_string() == spelled,
            Self::Flag(tag) => tag.to_string() == spelled,
        }
    }
}

macro_rules! tags {
    ($($tag:ty => $variant:ident),*) => {$(
        impl From<$tag> for Tag {
            fn from(tag: $tag) -> Self {
                Self::$variant(tag)
            }
        }
    )*};
}

tags!(&'static str => Text, i64 => Integer, bool => Flag);

impl Serialize for Tag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(integer) => serializer.serialize_i64(integer),
            Self::Flag(flag) => serializer.serialize_bool(flag),
        }
    }
}
