//! `object!`: a struct of the API, with its constructor, its setters and its wire form.
//!
//! Invariant: what a caller writes is parsed once, and the rules behind it are given lists of token trees; a token decides
//! by itself how a rule goes on. Matching is most of what an expansion costs, and where a rule may go on in two ways, it
//! copies all that it has matched so far. So what is repeated begins with a token (an item's first line of documentation)
//! or has a separator, which is looked at before; and attributes are token trees, which cost nothing to copy.

/// Defines structs and what can be done with them.
///
/// ```text
/// object! {
///     /// A pet.
///     pub struct Pet: Sent + Received {
///         pub name: String,
///         pub kind: Kind,
///         /// How often it was fed.
///         pub fed: Option<i64> = "timesFed" => set(i64),
///     } .. {
///         pub others: BTreeMap<String, i64> => put(impl IntoIterator<Item = (impl Into<String>, i64)>),
///     }
///     new { name(impl Into<String>) } with { kind = Kind::Cat => put(impl Into<Kind>) }
/// }
/// ```
///
/// A member whose wire name is not its Rust name has it after `=`; `via` names the tuple struct that reads one
/// that does not read as its type would, or all that have no name. `Params` travel as parameters: `= "If-Match" in header(Comma)`; what they
/// are written as is known to nobody but the runtime.
/// The members in the braces after `..` are all that have no name.
///
/// A value that callers make is built by `new`, from what is required, but for what stands behind `with` and has a value
/// until its setter is called; where it asks for nothing, it is the default. What is not required has a setter, behind `=>`:
/// `set` makes an `Option`, `boxed` one with a `Box` in it, and `put` takes the field as it is; a name that
/// follows is the setter's, and so are attributes behind it. Arguments are what the rules `@give` turn into the
/// field's type.
#[allow(unused_macros, reason = "an API may have no object")]
macro_rules! object {
    ($(
        #$doc:tt $(#$attribute:tt)*
        pub struct $name:ident $(: $ability:ident $(+ $other:ident)*)? {$(
            $(#$about:tt)*
            pub $field:ident: $type:ty
                $(= $wire:literal $(in $place:ident $(($style:ident))?)? $(via $reader:path)?)?
                $(=> $how:ident $($setter:ident)? ($($argument:tt)*) $(#[$old:meta])?)?
        ),* $(,)?}
        $(.. {
            $(#$about_rest:tt)*
            pub $rest:ident: $rest_type:ty $(= via $rest_reader:path)? $(=> $put:ident $rest_argument:tt)?,
        })?
        $(new $(#[$lint:meta])* { $($required:tt)* } $(with { $($preset:tt)* })?)?
    )*) => {$(
        #$doc $(#$attribute)*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "where nothing is said of a member, it is the one of its name")]
        pub struct $name {
            $($(#$about)* pub $field: $type,)*
            $($(#$about_rest)* pub $rest: $rest_type,)?
        }

        object! {
            @rest $name
            [$($ability $($other)*)?]
            [$([$field [$($wire)?] [$($($place $($style)?)?)?] [$($($reader)?)? ($field)] [$($how Given)?]])*]
            [$([$rest] [$($rest_reader)? ($rest)])?]
            $(
                [$(#[$lint])*] { $($required)* } { $($($preset)*)? }
            )?
            [
                $($([($($setter)? $field) $field $how ($($argument)*) [$(#[$old])?]])?)*
                $($([($rest) $rest $put $rest_argument []])?)?
            ]
        }
    )*};
    (@rest $name:ident [$($ability:ident)*] $members:tt $rest:tt []) => {
        $(object! { @$ability $name $members $rest })*
    };
    (@rest $name:ident [$($ability:ident)*] $members:tt $rest:tt $lints:tt $required:tt $presets:tt $setters:tt) => {
        object! { @built $name $lints $required $presets $setters }
        $(object! { @$ability $name $members $rest })*
    };

    (@built $name:ident [$($lint:tt)*]
        { $($required:ident $($boxed:ident)? ($($needed:tt)*)),* $(,)? }
        { $($preset:ident = $value:expr => $how:ident $($setter:ident)? ($($given:tt)*) $(#[$old:meta])?),* $(,)? }
        [$([$setting:tt $field:ident $($argument:tt)*])*]
    ) => {
        impl $name {
            #[doc = object!(@new [$($required)*] $($preset)*)]
            $($lint)*
            #[must_use]
            pub fn new($($required: $($needed)*),*) -> Self {
                Self {
                    $($required: object!(@need [$($boxed)?] object!(@give $required $($needed)*)),)*
                    $($preset: $value,)*
                    $($field: Default::default(),)*
                }
            }

            object! { @setters
                $([($($setter)? $preset) $preset $how ($($given)*) [$(#[$old])?]])*
                $([$setting $field $($argument)*])*
            }
        }

        object! { @default $name $($required)* }
    };
    (@setters $([
        ($setter:ident $($same:ident)?) $field:ident $how:ident ($($argument:tt)*) [$($attribute:tt)*]
    ])*) => {$(
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        $($attribute)*
        #[must_use]
        pub fn $setter(mut self, $field: $($argument)*) -> Self {
            self.$field = crate::runtime::objects::$how(object!(@give $field $($argument)*));
            self
        }
    )*};
    (@new []) => { "Creates it with nothing set." };
    (@new [$($required:ident)+]) => { "Creates it from what is required; everything else is left out." };
    (@new [] $($preset:ident)+) => { "Creates it with what is required, which has defaults; everything else is left out." };
    (@new [$($required:ident)+] $($preset:ident)+) => {
        "Creates it from what is required and has no default; everything that is not required is left out."
    };
    (@need [] $value:expr) => { $value };
    (@need [boxed] $value:expr) => { Box::new($value) };
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
    (@default $name:ident) => {
        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@default $name:ident $($required:ident)+) => {};

    (@name $field:ident []) => { stringify!($field) };
    (@name $field:ident [$wire:literal]) => { $wire };

    (@Sent $name:ident
        [$([$field:ident $wire:tt $place:tt $reader:tt [$($how:ident $given:ident)?]])*]
        [$([$rest:ident] $rest_value:tt)?]
    ) => {
        impl serde::Serialize for $name {
            #[allow(unused_parens, reason = "what says that it may be left out may stand before them")]
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::runtime::objects::write(serializer, &[
                    $((object!(@name $field $wire), &$(crate::runtime::objects::$given)?(&self.$field)),)*
                    $(("", &crate::runtime::objects::Rest(&self.$rest)),)?
                ])
            }
        }
    };

    (@Received $name:ident [$([$field:ident $wire:tt $place:tt $value:tt $how:tt])*]
        [$([$rest:ident] [$($rest_value:tt)*])?]
    ) => {
        impl<'de> serde::Deserialize<'de> for $name {
            #[allow(unused_parens, reason = "what a value is unpacked from may stand before them")]
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                match crate::runtime::objects::read(
                    deserializer, stringify!($name), &[$(object!(@name $field $wire)),*],
                ) {
                    Ok((object!(@values $($value)*), ($($($rest_value)*)?))) => Ok(Self { $($field,)* $($rest,)? }),
                    Err(error) => Err(error),
                }
            }
        }
    };
    (@values
        [$($a:tt)*] [$($b:tt)*] [$($c:tt)*] [$($d:tt)*] [$($e:tt)*] [$($f:tt)*] [$($g:tt)*] [$($h:tt)*] $($more:tt)+
    ) => {
        (
            $($a)*, $($b)*, $($c)*, $($d)*, $($e)*, $($f)*, $($g)*, $($h)*,
            crate::runtime::objects::More(object!(@values $($more)+)),
        )
    };
    (@values $([$($value:tt)*])*) => { ($($($value)*,)*) };

    (@Validated $name:ident $members:tt $rest:tt) => {
        impl crate::runtime::Validated for $name {}
    };

    (@Params $name:ident [$([$field:ident $wire:tt [$($place:ident $($style:ident)?)?] $reader:tt $how:tt])*] []) => {
        object! { @Sent $name [$([$field [] [] [] $how])*] [] }
        impl $name {
            const WIRE: &'static [crate::runtime::objects::Param] = &[$(
                object!(@param $wire $field $($place $($style)?)?)
            ),*];
        }
    };
    (@param [] $field:ident) => { crate::runtime::objects::Param::query(stringify!($field)) };
    (@param [$wire:literal] $field:ident) => {
        crate::runtime::objects::Param::query($wire).of(stringify!($field))
    };
    (@param [$wire:literal] $field:ident $place:ident) => {
        crate::runtime::objects::Param::$place($wire).of(stringify!($field))
    };
    (@param [$wire:literal] $field:ident $place:ident $style:ident) => {
        crate::runtime::objects::Param::$place($wire).of(stringify!($field))
            .style(crate::runtime::objects::Style::$style)
    };
}
