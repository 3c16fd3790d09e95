//! Open enums: known values by name, and every other value kept as it was received.
//!
//! Invariant: what was decoded encodes to the same JSON, whether this version knows it or not.

/// Defines open enums: a variant for each known value, and one that keeps all others.
///
/// ```text
/// open_enum! {
///     /// How it was fed.
///     pub enum Food: String {
///         Dry = "dry",
///         /// `tin`: Out of a tin.
///         Tin = "tin",
///     }
/// }
/// ```
///
/// Behind the name stands what the values are: `String`, `i64`, `i128`, or `Value` where they are of several
/// kinds. A variant about which nothing is said is documented by its value.
#[allow(unused_macros, reason = "an API may have no enum")]
macro_rules! open_enum {
    ($(
        $(#[$attribute:meta])*
        pub enum $name:ident: $kind:ident {
            $($(#[doc = $doc:expr])* $variant:ident = $wire:literal),* $(,)?
        }
    )*) => {$(
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = open_enum!(@doc $wire $(, $doc)*)] $variant,)*
            /// A value that this version of the crate does not know, kept as it was received.
            Unknown(open_enum!(@raw $kind)),
        }

        impl $name {
            /// Whether this version of the crate knows the value.
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        open_enum! { @$kind $name $($variant = $wire),* }
    )*};
    (@doc $wire:literal) => { concat!("`", $wire, "`") };
    (@doc $wire:literal, $first:expr $(, $line:expr)*) => { concat!($first $(, "\n", $line)*) };
    (@raw Value) => { serde_json::Value };
    (@raw $kind:ident) => { $kind };

    (@String $name:ident $($variant:ident = $wire:literal),*) => {
        impl $name {
            /// The value as it is written on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl $name {
            fn known(value: &str) -> Option<Self> {
                match value {
                    $($wire => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::known(&value).unwrap_or(Self::Unknown(value))
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

    (@i64 $($entries:tt)*) => { open_enum! { @integer i64 as_i64 serialize_i64 $($entries)* } };
    (@i128 $($entries:tt)*) => { open_enum! { @integer i128 as_i128 serialize_i128 $($entries)* } };
    (@integer $int:ident $as_int:ident $serialize:ident $name:ident
        $($variant:ident = $wire:literal),*
    ) => {
        impl $name {
            /// The value as it is written on the wire.
            #[must_use]
            pub const fn $as_int(&self) -> $int {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => *value,
                }
            }
        }

        impl From<$int> for $name {
            fn from(value: $int) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::Unknown(value),
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

    (@Value $name:ident $($variant:ident = $wire:literal),*) => {
        impl $name {
            /// The value as it is written on the wire.
            #[must_use]
            pub fn to_value(&self) -> serde_json::Value {
                match self {
                    $(Self::$variant => serde_json::Value::from($wire),)*
                    Self::Unknown(value) => value.clone(),
                }
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
