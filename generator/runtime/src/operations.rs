//! What a resource can do, as tables: its operations, and the headers of their answers.
//!
//! Invariant: a method sends nothing: what it gives is a request that is put together. An argument without a type
//! fills the placeholder of its own name.

/// Methods as the tables spell them.
pub use super::api::Method::{
    Delete as DELETE, Get as GET, Head as HEAD, Options as OPTIONS, Patch as PATCH,
    Post as POST, Put as PUT, Trace as TRACE,
};

/// Defines a resource: what it is reached through, and what is reached through it.
///
/// ```text
/// resource! {
///     /// The methods of pets.
///     pub struct Pets {
///         /// The methods of pets / toys.
///         toys: toys::Toys,
///     }
/// }
/// ```
#[allow(unused_macros, reason = "an API may have no resource")]
macro_rules! resource {
    ($(#[$attribute:meta])* pub struct $name:ident {
        $($(#[$about:meta])* $child:ident: $type:ty,)*
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone)]
        pub struct $name {
            client: crate::runtime::Client,
        }

        impl $name {
            pub(crate) fn new(client: &crate::runtime::Client) -> Self {
                Self { client: client.clone() }
            }

            $(
                $(#[$about])*
                #[must_use]
                pub fn $child(&self) -> $type {
                    <$type>::new(&self.client)
                }
            )*
        }
    };
}

/// Defines the methods of a resource, which has its client in the named field, or is the client `self`.
///
/// ```text
/// operations! {
///     Pets via client {
///         /// Fetch a pet.
///         pub fn get(id) -> types::Pet {
///             GET "/pets/{id}" "getPet" [[0]] => .returns_json()
///         }
///     }
/// }
/// ```
///
/// An argument without a type is a part of the path, and anything that prints. A method says which request it makes
/// (the method, the path template, the `operationId` and the alternatives of schemes, as in
/// [`Operation`](super::Operation); `idempotent` may follow), and behind `=>` which steps of a [`Call`](super::Call)
/// put it together.
#[allow(unused_macros, reason = "an API may have no operation")]
macro_rules! operations {
    ($resource:ident via $client:ident {$(
        #$doc:tt $(#$attribute:tt)*
        pub fn $name:ident($($argument:ident $(: $type:ty)?),*) -> $answer:ty {
            $method:ident $path:literal $id:literal [$([$($scheme:literal),*]),*] $($idempotent:ident)?
                => $($step:tt)*
        }
    )*}) => {
        impl $resource {$(
            #$doc $(#$attribute)*
            #[doc = concat!("\n`` ", stringify!($method), " ", $path, " ``")]
            pub fn $name(
                &self, $($argument: operations!(@type $($type)?)),*
            ) -> crate::runtime::Request<$answer> {
                let call = crate::runtime::Call::new(operations!(@$client self), &crate::runtime::Operation {
                    id: $id,
                    method: crate::runtime::operations::$method,
                    path: $path,
                    idempotent: $(operations!(@$idempotent) ||)? false,
                    security: &[$(&[$($scheme),*]),*],
                });
                $(let call = operations!(@fill call, $argument $(: $type)?);)*
                call $($step)*
            }
        )*}
    };
    (@client $self:ident) => { &$self.client };
    (@self $self:ident) => { $self };
    (@idempotent) => { true };
    (@fill $call:ident, $argument:ident) => { $call.path(stringify!($argument), $argument) };
    (@fill $call:ident, $argument:ident: $type:ty) => { $call };
    (@type) => { impl std::fmt::Display };
    (@type $type:ty) => { $type };
}

/// Defines the headers that answers of a resource may have: `LIST_LINK: String = "Link"`.
#[allow(unused_macros, reason = "an API may say nothing of headers")]
macro_rules! response_headers {
    ($resource:ident {
        $($(#[doc = $doc:expr])* $constant:ident: $type:ty = $($how:ident)? $wire:literal),* $(,)?
    }) => {
        impl $resource {$(
            #[doc = response_headers!(@doc $wire $(, $doc)*)]
            pub const $constant: crate::runtime::ResponseHeader<$type> =
                response_headers!(@header $($how)? $wire);
        )*}
    };
    (@header $wire:literal) => { crate::runtime::ResponseHeader::new($wire) };
    (@header $how:ident $wire:literal) => { crate::runtime::ResponseHeader::$how($wire) };
    (@doc $wire:literal) => { concat!("The header `", $wire, "` of answers.") };
    (@doc $wire:literal, $first:expr $(, $line:expr)*) => { concat!($first $(, "\n", $line)*) };
}
