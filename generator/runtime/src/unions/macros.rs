//! What a union's type is given: how it is written, read and validated.
//!
//! Invariant: the macros decide nothing. They hand the variants on in the order in which they are written, and which
//! of them a value is, is decided in `read.rs`.

/// Implements the wire form of a union: `sent` is how it is written, `received` how it is read.
///
/// Variants stand in the order in which equals are tried. `open` marks an enum, which takes a value that it
/// does not know only if nothing else does: `payload_union! { Content sent received { Level open, Text } }`.
/// Where a member tells the variants apart, it is named first, and the variant that keeps what is unknown, if
/// it is received: `payload_union! { Pet sent received tag "kind" else Unknown { Cat = "cat", Name } }`. A variant with
/// several values (`Cat = "cat" | "kitten"`) writes that member itself.
#[allow(unused_macros, reason = "an API may have no such union")]
macro_rules! payload_union {
    (@known $name:ident $variant:ident) => { None };
    (@known $name:ident $variant:ident open) => {
        Some(|union| matches!(union, $name::$variant(value) if value.is_known()))
    };
    (@write $payload:ident $serializer:ident $tag:literal $value:literal) => {
        crate::runtime::unions::write($payload, $tag, $value, $serializer)
    };
    // Not as a method, which a payload may have of its own: a decimal has.
    (@write $payload:ident $serializer:ident $($tag:literal)*) => {
        serde::Serialize::serialize($payload, $serializer)
    };
    (@read $deserializer:ident $name:ident [$($candidate:expr),*]) => {
        crate::runtime::unions::untagged($deserializer, stringify!($name), &[$($candidate),*])
    };
    (@read $deserializer:ident $name:ident [$($candidate:expr),*] $tag:literal $unknown:ident) => {
        crate::runtime::unions::tagged($deserializer, stringify!($name), $tag, &[$($candidate),*], Self::$unknown)
    };
    ($name:ident sent received $(tag $tag:literal else $unknown:ident)? { $($variants:tt)* }) => {
        payload_union! { $name sent $(tag $tag else $unknown)? { $($variants)* } }
        payload_union! { $name received $(tag $tag else $unknown)? { $($variants)* } }
    };
    ($name:ident sent $(tag $tag:literal $(else $unknown:ident)?)? { $($variants:tt)* }) => {
        payload_union! { @sent $name [$($tag)?] [$($($unknown)?)?] $($variants)* }
    };
    (@sent $name:ident $tag:tt [$($unknown:ident)?]
        $($variant:ident $(open)? $(= $($value:literal)|+)?),* $(,)?
    ) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(payload) => {
                        payload_union!(@tagged payload serializer $tag $($($value)+)?)
                    })*
                    $(Self::$unknown(value) => serde::Serialize::serialize(value, serializer),)?
                }
            }
        }
    };
    (@tagged $payload:ident $serializer:ident [$($tag:literal)?] $($value:literal)*) => {
        payload_union!(@write $payload $serializer $($tag)? $($value)*)
    };
    ($name:ident received $(tag $tag:literal else $unknown:ident)? {
        $($variant:ident $($open:ident)? $(= $($value:literal)|+)?),* $(,)?
    }) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<__D: serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                payload_union!(@read deserializer $name [$(crate::runtime::unions::Candidate {
                    name: stringify!($variant),
                    tags: &[$($(crate::runtime::unions::Tag::from($value)),+)?],
                    misfit: |received| crate::runtime::unions::misfit(received, $name::$variant),
                    read: |value| crate::runtime::unions::read(value, $name::$variant),
                    known: payload_union!(@known $name $variant $($open)?),
                }),*] $($tag $unknown)?)
            }
        }

        $(impl $name {
            /// Whether this version of the crate knows what it is.
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::$unknown(_))
            }
        })?
    };
}

/// Implements how a union is read whose tag names the member that is the payload:
/// `keyed_union! { Message tag "type" else Unknown { Text text = "text", File file = "file" } }`.
#[allow(unused_macros, reason = "an API may have no such union")]
macro_rules! keyed_union {
    ($name:ident tag $tag:literal else $unknown:ident {
        $($variant:ident $field:ident = $member:literal),* $(,)?
    }) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<__D: serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                payload_union!(@read deserializer $name [$(crate::runtime::unions::Candidate {
                    name: stringify!($variant),
                    tags: &[crate::runtime::unions::Tag::from($member)],
                    misfit: |received| Some(crate::runtime::unions::of_members(received, &[$tag, $member])),
                    read: |value| crate::runtime::unions::keyed(value, [$tag, $member], |$field| $name::$variant { $field }),
                    known: None,
                }),*] $tag $unknown)
            }
        }
    };
}

/// Implements `garde::Validate` for a union of tuple variants. Behind a variant stand the rules of its payload,
/// and `dive` if the payload's type has rules of its own; variants that are not named are not checked:
/// `validate_payloads! { Content { Text [rule::max_length(20)], Cards [rule::max_items(3)] dive } }`.
#[allow(unused_macros, reason = "an API may have no such union")]
macro_rules! validate_payloads {
    ($name:ident { $($variant:ident $([$($rule:expr),+ $(,)?])? $($dive:ident)?),* $(,)? }) => {
        impl garde::Validate for $name {
            type Context = ();

            fn validate_into(
                &self,
                context: &Self::Context,
                parent: &mut dyn FnMut() -> garde::Path,
                report: &mut garde::Report,
            ) {
                match self {
                    $(Self::$variant(payload) => {
                        $($(if let Err(error) = ($rule)(payload, context) {
                            report.append(parent(), error);
                        })+)?
                        $(validate_payloads! { @$dive payload, context, parent, report })?
                    })*
                    #[allow(unreachable_patterns, reason = "all variants may have rules")]
                    _ => {}
                }
            }
        }
    };
    (@dive $payload:ident, $context:ident, $parent:ident, $report:ident) => {
        garde::Validate::validate_into($payload, $context, $parent, $report);
    };
}

/// Converts payloads into their union, in a box where the variant has one: `payloads! { Pet { Cat(Cat) } }`, or where the
/// payload is a member of the variant, `payloads! { Pet { Cat cat(Cat) } }`. What ends in `or Option` converts into an option
/// of the union as well, for a body that may be left out.
#[allow(unused_macros, reason = "an API may have no such union")]
macro_rules! payloads {
    ($name:ident { $($variant:ident $($field:ident)? ($payload:ty) $(or $option:ident)?),* $(,)? }) => {$(
        impl From<$payload> for $name {
            fn from(payload: $payload) -> Self {
                payloads!(@ $variant payload $($field)?)
            }
        }

        $(impl From<$payload> for $option<$name> {
            fn from(payload: $payload) -> Self {
                Some(payload.into())
            }
        })?
    )*};
    (@ $variant:ident $payload:ident) => { Self::$variant($payload.into()) };
    (@ $variant:ident $payload:ident $field:ident) => { Self::$variant { $field: $payload.into() } };
}
