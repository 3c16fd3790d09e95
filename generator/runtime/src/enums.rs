//! Open enums: known values by name, and every other value kept as it was received.
//!
//! Invariant: what was decoded encodes to the same JSON, whether this version knows it or not.

/// Defines open enums: a variant for each known value, and one that keeps all others.
///
/// ```text
/// open_enum! {
///     /// How it was fed.
///     pub enum Food(String): Sent + Received {
///         Dry = "dry",
///         /// `tin`: Out of a tin.
///         Tin = "tin",
///     }
/// }
/// ```
///
/// Behind the name stands what the values are: `String`, `i64`, `i128`, or `Value` where they are of several
/// kinds. A variant about which nothing is said is documented by its value. Two are equal that are the same on the wire.
#[allow(unused_macros, reason = "an API may have no enum")]
macro_rules! open_enum {
    ($(
        #$doc:tt $(#$attribute:tt)*
        pub enum $name:ident($kind:ident) $(: $ability:ident $(+ $other:ident)*)? {
            $($(#[doc = $about:expr])* $variant:ident = $wire:literal),* $(,)?
        }
    )*) => {$(
        #$doc $(#$attribute)*
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = open_enum!(@doc $wire $(, $about)*)] $variant,)*
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
        $(
            open_enum! { @$ability $kind $name }
            $(open_enum! { @$other $kind $name })*
        )?
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

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, <Self as std::str::FromStr>::Err> {
                Ok(Self::from(value))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl crate::runtime::OpenEnum for $name {}

        open_enum! { @compared $name as_str }
    };
    (@Sent String $name:ident) => { open_enum! { @written $name serialize_str as_str } };
    (@Received String $name:ident) => { open_enum! { @read $name String } };

    (@i64 $($entries:tt)*) => { open_enum! { @integer i64 as_i64 $($entries)* } };
    (@i128 $($entries:tt)*) => { open_enum! { @integer i128 as_i128 $($entries)* } };
    (@integer $int:ident $as_int:ident $name:ident
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

            fn from_str(value: &str) -> Result<Self, <Self as std::str::FromStr>::Err> {
                value.parse::<$int>().map(Self::from)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.$as_int(), f)
            }
        }

        open_enum! { @compared $name $as_int }
    };
    (@Sent i64 $name:ident) => { open_enum! { @written $name serialize_i64 as_i64 } };
    (@Received i64 $name:ident) => { open_enum! { @read $name i64 } };
    (@Sent i128 $name:ident) => { open_enum! { @written $name serialize_i128 as_i128 } };
    (@Received i128 $name:ident) => { open_enum! { @read $name i128 } };

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

        open_enum! { @compared $name to_value }
    };
    (@Sent Value $name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.to_value(), serializer)
            }
        }
    };
    (@Received Value $name:ident) => { open_enum! { @read $name serde_json::Value } };

    (@compared $name:ident $value:ident) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.$value() == other.$value()
            }
        }

        impl Eq for $name {}

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(&self.$value(), state);
            }
        }
    };
    (@written $name:ident $serialize:ident $value:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$serialize(self.$value())
            }
        }
    };
    (@read $name:ident $raw:ty) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::unions::listed::<$raw, Self, D>(deserializer, Self::is_known)
            }
        }
    };
}
