//! `object!`: a struct of the API, with its constructor, its setters and its wire form.

/// Defines structs and what can be done with them.
///
/// ```text
/// object! {
///     /// A pet.
///     pub struct Pet: Sent + Received {
///         pub name: String,
///         /// How often it was fed.
///         pub fed: Option<i64> = "timesFed" => set(i64),
///     } .. {
///         pub others: BTreeMap<String, i64> => put(impl IntoIterator<Item = (impl Into<String>, i64)>),
///     }
///     new { name(impl Into<String>) }
/// }
/// ```
///
/// A member whose wire name is not its Rust name has it after `=`; `via` names the [`Reader`](super::Reader) of
/// one that does not read as its type would. `Params` travel as parameters: `= "If-Match" in header(Comma)`.
/// The members in the braces after `..` are all that have no name.
///
/// A value that callers make is built by `new`, from what is required; where that is nothing, it has a default.
/// What is not required has a setter, behind `=>`:
/// `set` makes an `Option`, `boxed` one with a `Box` in it, and `put` takes the field as it is; a name that
/// follows is the setter's. Arguments are what the rules `@give` turn into the field's type. (`__A`, since an API may
/// have a type called `A`.)
#[allow(unused_macros, reason = "an API may have no object")]
macro_rules! object {
    ($(
        $(#[$attribute:meta])*
        pub struct $name:ident $(: $ability:ident $(+ $other:ident)*)? { $($members:tt)* } $(.. { $($rest:tt)* })?
        $(new $(#[$lint:meta])* { $($arguments:tt)* })?
    )*) => {
        $(object! {
            @parts [$(#[$attribute])*] $name [$($ability $($other)*)?] [{ $($members)* } $({ $($rest)* })?]
            $([$(#[$lint])*] { $($arguments)* })?
        })*
    };
    (@parts $attributes:tt $name:ident [$($ability:ident)*] $body:tt $($lints:tt $arguments:tt)?) => {
        object! { @define $attributes $name $body }
        $(object! { @build $lints $name $body $arguments })?
        $(object! { @$ability $name $body })*
    };

    (@define [$($attribute:tt)*] $name:ident [{$(
        $(#[doc = $doc:expr])* $(#[deprecated $($deprecated:tt)*])? $(#[garde $($garde:tt)*])?
        pub $field:ident: $type:ty
            $(= $wire:literal $(in $place:ident $(($style:ident))?)? $(via $reader:path)?)?
            $(=> $how:ident $($setter:ident)? ($($argument:tt)*))?
    ),* $(,)?} $({
        $(#[doc = $about:expr])* pub $rest:ident: $rest_type:ty $(=> $put:ident $rest_argument:tt)? $(,)?
    })?]) => {
        $($attribute)*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $(
                #[doc = object!(@doc [$field $($wire)?] $($doc),*)]
                $(#[deprecated $($deprecated)*])?
                $(#[garde $($garde)*])?
                pub $field: $type,
            )*
            $($(#[doc = $about])* pub $rest: $rest_type,)?
        }
    };
    (@doc $name:tt) => { concat!("`", object!(@name $name), "`") };
    (@doc $name:tt $first:expr $(, $line:expr)*) => { concat!($first $(, "\n", $line)*) };
    (@name [$field:ident]) => { stringify!($field) };
    (@name [$field:ident $wire:literal]) => { $wire };

    (@build [$($lint:tt)*] $name:ident [{$(
        $(#[doc = $doc:expr])* $(#[deprecated $($deprecated:tt)*])? $(#[garde $($garde:tt)*])?
        pub $field:ident: $type:ty
            $(= $wire:literal $(in $place:ident $(($style:ident))?)? $(via $reader:path)?)?
            $(=> $how:ident $($setter:ident)? ($($argument:tt)*))?
    ),* $(,)?} $({
        $(#[doc = $about:expr])* pub $rest:ident: $rest_type:ty => put ($($rest_argument:tt)*) $(,)?
    })?] { $($required:ident $($boxed:ident)? ($($needed:tt)*)),* $(,)? }) => {
        impl $name {
            #[doc = object!(@new $($required)*)]
            $($lint)*
            #[must_use]
            pub fn new($($required: $($needed)*),*) -> Self {
                Self {
                    $($required: object!(@need [$($boxed)?] object!(@give $required $($needed)*)),)*
                    $($($field: object!(@none $how),)?)*
                    $($rest: object!(@none put),)?
                }
            }

            $(object! {
                @setter [$(#[deprecated $($deprecated)*])?] $field $([$($setter)?] $how($($argument)*))?
            })*
            $(object! { @setter [] $rest [] put($($rest_argument)*) })?
        }

        object! { @default $name $($required)* }
    };
    (@default $name:ident) => {
        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@default $name:ident $($required:ident)+) => {};
    (@new) => { "Creates it with nothing set." };
    (@new $($required:ident)+) => { "Creates it from what is required; everything else is left out." };
    (@need [] $value:expr) => { $value };
    (@need [boxed] $value:expr) => { Box::new($value) };
    (@none $how:ident) => { Default::default() };
    (@setter $attributes:tt $field:ident) => {};
    (@setter $attributes:tt $field:ident [] $($how:tt)*) => {
        object! { @setter $attributes $field [$field] $($how)* }
    };
    (@setter [$($attribute:tt)*] $field:ident [$setter:ident] $how:ident($($argument:tt)*)) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        $($attribute)*
        #[must_use]
        pub fn $setter(mut self, $field: $($argument)*) -> Self {
            self.$field = object!(@$how object!(@give $field $($argument)*));
            self
        }
    };
    (@set $value:expr) => { Some($value) };
    (@boxed $value:expr) => { Some(Box::new($value)) };
    (@put $value:expr) => { $value };
    (@give $given:ident impl Into<$type:ty>) => { $given.into() };
    (@give $given:ident impl IntoIterator<Item = impl Into<$item:ty>>) => {
        $given.into_iter().map(Into::into).collect()
    };
    (@give $given:ident impl IntoIterator<Item = (impl Into<String>, impl Into<$item:ty>)>) => {
        $given.into_iter().map(|(name, value)| (name.into(), value.into())).collect()
    };
    (@give $given:ident impl IntoIterator<Item = (impl Into<String>, $item:ty)>) => {
        $given.into_iter().map(|(name, value)| (name.into(), value)).collect()
    };
    (@give $given:ident impl IntoIterator<Item = $item:ty>) => { $given.into_iter().collect() };
    (@give $given:ident $type:ty) => { $given };

    (@Sent $name:ident [{$(
        $(#[$($attribute:tt)*])*
        pub $field:ident: $type:ty
            $(= $wire:literal $(in $place:ident $(($style:ident))?)? $(via $reader:path)?)?
            $(=> $how:ident $($setter:ident)? ($($argument:tt)*))?
    ),* $(,)?} $({
        $(#[$($about:tt)*])* pub $rest:ident: $rest_type:ty $(=> $put:ident $rest_argument:tt)? $(,)?
    })?]) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::runtime::objects::write(serializer, &[
                    $((
                        object!(@name [$field $($wire)?]),
                        object!(@member [&self.$field] $($how)?),
                    ),)*
                    $(("", &crate::runtime::objects::Rest(&self.$rest)),)?
                ])
            }
        }
    };
    (@member [$($value:tt)*]) => { $($value)* };
    (@member [$($value:tt)*] $how:ident) => { &crate::runtime::objects::Given($($value)*) };

    (@Received $name:ident [{$(
        $(#[$($attribute:tt)*])*
        pub $field:ident: $type:ty
            $(= $wire:literal $(in $place:ident $(($style:ident))?)? $(via $reader:path)?)?
            $(=> $how:ident $($setter:ident)? ($($argument:tt)*))?
    ),* $(,)?} $({
        $(#[$($about:tt)*])* pub $rest:ident: $rest_type:ty $(=> $put:ident $rest_argument:tt)? $(,)?
    })?]) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::objects::deserialize(deserializer)
            }
        }

        impl<'de> crate::runtime::objects::Received<'de> for $name {
            const NAME: &'static str = stringify!($name);
            const MEMBERS: &'static [&'static str] = &[$(object!(@name [$field $($wire)?])),*];
            const OPEN: bool = object!(@open $($rest)?);

            fn members<__A: serde::de::MapAccess<'de>>(members: __A) -> Result<Self, __A::Error> {
                #[allow(unused_mut, reason = "an object may have no members")]
                let mut slots = ($(None::<$type>,)*);
                let ($(ref mut $field,)*) = slots;
                $(let mut $rest = <$rest_type>::default();)?
                crate::runtime::objects::read(
                    members,
                    Self::MEMBERS,
                    &mut [$(object!(@slot $field $($($reader)?)?)),*],
                    object!(@others $($rest)?),
                )?;
                #[allow(irrefutable_let_patterns, reason = "an object may have no members")]
                let ($(Some($field),)*) = slots else {
                    return Err(crate::runtime::objects::incomplete());
                };
                Ok(Self { $($field,)* $($rest,)? })
            }
        }
    };
    (@open) => { false };
    (@open $rest:ident) => { true };
    (@slot $field:ident) => { $field };
    (@slot $field:ident $reader:path) => { &mut crate::runtime::objects::Via::new($field, $reader) };
    (@others) => { None };
    (@others $rest:ident) => { Some(&mut $rest) };

    (@Validated $name:ident $body:tt) => {
        impl crate::runtime::Validated for $name {}
    };

    (@Params $name:ident [{$(
        $(#[$($attribute:tt)*])*
        pub $field:ident: $type:ty
            $(= $wire:literal $(in $place:ident $(($style:ident))?)? $(via $reader:path)?)?
            $(=> $how:ident $($setter:ident)? ($($argument:tt)*))?
    ),* $(,)?}]) => {
        impl $name {
            const WIRE: &'static [crate::runtime::objects::Param] = &[$(
                object!(@param [$field $($wire)?] $($($place $($style)?)?)?)
            ),*];
        }
    };
    (@param $name:tt) => { crate::runtime::objects::Param::query(object!(@name $name)) };
    (@param $name:tt $place:ident) => { crate::runtime::objects::Param::$place(object!(@name $name)) };
    (@param $name:tt $place:ident $style:ident) => {
        crate::runtime::objects::Param::$place(object!(@name $name)).style(crate::runtime::objects::Style::$style)
    };
}
