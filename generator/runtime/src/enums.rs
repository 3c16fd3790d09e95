//! Open enums: known values by name, and every other value kept as it was received.
//!
//! Invariant: what was decoded encodes to the same JSON, whether this version knows it or not.

/// Implements the wire form of an open enum of strings: the enum declares one variant per known value
/// and `Unknown(String)`, and this macro maps them to and from the values. An enum whose spec has a value
/// of that name calls the variant differently: `string_enum! { Name else Other { .. } }`.
#[allow(unused_macros, reason = "an API may have no enum of strings")]
macro_rules! string_enum {
    ($name:ident { $($entries:tt)* }) => {
        string_enum! { $name else Unknown { $($entries)* } }
    };
    ($name:ident else $unknown:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl $name {
            /// The value as it is written on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$unknown(value) => value,
                }
            }

            /// Whether this version of the crate knows the value.
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::$unknown(_))
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown(value.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                match value.as_str() {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown(value),
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(value))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

/// Implements the wire form of an open enum of integers: the enum declares one variant per known value
/// and `Unknown(i64)`, or `Unknown(i128)` for `integer_enum! { Name as i128 { .. } }`, and this macro maps them
/// to and from the values. As above, `else` names that variant.
#[allow(unused_macros, reason = "an API may have no enum of integers")]
macro_rules! integer_enum {
    ($name:ident { $($entries:tt)* }) => {
        integer_enum! { $name else Unknown { $($entries)* } }
    };
    ($name:ident else $unknown:ident { $($entries:tt)* }) => {
        integer_enum! { @of i64 as_i64 serialize_i64 $name $unknown $($entries)* }
    };
    ($name:ident as i128 { $($entries:tt)* }) => {
        integer_enum! { @of i128 as_i128 serialize_i128 $name Unknown $($entries)* }
    };
    (@of $int:ident $as_int:ident $serialize:ident $name:ident $unknown:ident
        $($variant:ident = $wire:literal),* $(,)?
    ) => {
        impl $name {
            /// The value as it is written on the wire.
            #[must_use]
            pub const fn $as_int(&self) -> $int {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$unknown(value) => *value,
                }
            }

            /// Whether this version of the crate knows the value.
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::$unknown(_))
            }
        }

        impl From<$int> for $name {
            fn from(value: $int) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown(value),
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(value: &str) -> Result<Self, Self::Err> {
                value.parse::<$int>().map(Self::from)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.$as_int(), f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$serialize(self.$as_int())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$int as serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

/// Implements the wire form of an open enum whose values are of several kinds: strings, numbers, booleans. The
/// enum declares one variant per known value and `Unknown(serde_json::Value)`.
#[allow(unused_macros, reason = "an API may have no enum of several kinds")]
macro_rules! mixed_enum {
    ($name:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl $name {
            /// The value as it is written on the wire.
            #[must_use]
            pub fn to_value(&self) -> serde_json::Value {
                match self {
                    $(Self::$variant => serde_json::Value::from($wire),)*
                    Self::Unknown(value) => value.clone(),
                }
            }

            /// Whether this version of the crate knows the value.
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl From<serde_json::Value> for $name {
            fn from(value: serde_json::Value) -> Self {
                $(if value == $wire {
                    return Self::$variant;
                })*
                Self::Unknown(value)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.to_value() {
                    serde_json::Value::String(text) => f.pad(&text),
                    value => f.pad(&value.to_string()),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.to_value().serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <serde_json::Value as serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

#[allow(
    unused_imports,
    reason = "an API may have no enum of integers, of strings, or of both"
)]
pub(crate) use {integer_enum, mixed_enum, string_enum};
