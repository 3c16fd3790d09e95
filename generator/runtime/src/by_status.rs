//! [`ByStatus`]: answers whose content depends on their status.
//!
//! Invariant: a status is read as what the API's description says of it and as nothing else; what does not fit
//! is said, and loses nothing of the answer.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::decimal;
use super::decode;
use super::error::{Mismatch, Reason, Untyped};

/// What an operation answers, by the status of the answer. The generated code implements it for an enum with a
/// variant for each status that is declared.
pub trait ByStatus: Sized {
    /// Reads an answer by its status. One that is not declared is an error, as is a body that does not fit.
    fn read(answer: Answered<'_>) -> Result<Self, Untyped>;
}

/// The status and the body of an answer. It reads the body as a kind of content, and gives it to the variant for that: an
/// error says that it is of another kind, or that nothing is declared for the status.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    status: u16,
    body: &'a Bytes,
}

impl<'a> Answered<'a> {
    pub(super) const fn new(status: u16, body: &'a Bytes) -> Self {
        Self { status, body }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(self) -> u16 {
        self.status
    }

    /// Reads the body as JSON.
    pub fn json<T: DeserializeOwned, R>(
        self,
        variant: impl FnOnce(T) -> R,
    ) -> Result<R, Untyped> {
        self.fits(decode::json(self.body).map(variant))
    }

    /// Reads the body as JSON that holds nothing but decimal numbers.
    pub fn decimals<T: DeserializeOwned, R>(
        self,
        variant: impl FnOnce(T) -> R,
    ) -> Result<R, Untyped> {
        self.json(|decimal::Read(value)| variant(value))
    }

    /// Reads the body as text in UTF-8.
    pub fn text<R>(self, variant: impl FnOnce(String) -> R) -> Result<R, Untyped> {
        self.fits(decode::text(self.body).map(variant))
    }

    /// Takes the body as it came.
    pub fn bytes<R>(self, variant: impl FnOnce(Bytes) -> R) -> Result<R, Untyped> {
        Ok(variant(self.body.clone()))
    }

    /// There is nothing to read in the body.
    pub fn empty<R>(self, variant: R) -> Result<R, Untyped> {
        Ok(variant)
    }

    /// The status is not declared.
    pub fn undeclared<R>(self) -> Result<R, Untyped> {
        Err(Untyped(Reason::Undeclared(self.status)))
    }

    fn fits<R>(self, read: Result<R, Mismatch>) -> Result<R, Untyped> {
        read.map_err(|mismatch| Untyped(Reason::Body(mismatch)))
    }
}

/// Defines enums with a variant for each status, and how each is read: behind the status stands the kind of
/// content (`json`, `decimals`, `text`, `bytes` or `empty`), then the variant and its type:
/// `by_status! { CreateError { 400 => json BadRequest(Invalid), 500..=599 => text ServerError(String) } }`.
/// Types of JSON may be parameters of the enum.
#[allow(
    unused_macros,
    reason = "an API may answer one thing, and say nothing of errors"
)]
macro_rules! by_status {
    ($(
        $(#[$docs:meta])*
        $name:ident $(<$($parameter:ident),+>)? {
            $($(#[$about:meta])* $status:pat => $content:ident $variant:ident $(($ty:ty))?),* $(,)?
        }
    )*) => {$(
        $(#[$docs])*
        $(#[doc = by_status!(@shared $($parameter)+)])?
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "a box would stand in every pattern")]
        #[non_exhaustive]
        pub enum $name $(<$($parameter),+>)? {
            $(
                $(#[$about])*
                #[doc = concat!("For a status that is `", stringify!($status), "`.")]
                $variant $(($ty))?,
            )*
        }

        impl $(<$($parameter: serde::de::DeserializeOwned),+>)? crate::runtime::ByStatus
            for $name $(<$($parameter),+>)?
        {
            fn read(answer: crate::runtime::Answered<'_>) -> Result<Self, crate::runtime::Untyped> {
                match answer.status() {
                    $($status => answer.$content(Self::$variant),)*
                    #[allow(unreachable_patterns, reason = "every status may be declared")]
                    _ => answer.undeclared(),
                }
            }
        }
    )*};
    (@shared $($parameter:ident)+) => { "What errors hold, by their status." };
}

/// Names what the errors of methods hold: `errors! { "Pets::get" => GetError = On400Or404(Invalid, Problem) }`.
#[allow(unused_macros, reason = "an API may say nothing of errors")]
macro_rules! errors {
    ($($method:literal => $name:ident = $shared:ident($($type:ty),+)),* $(,)?) => {$(
        #[doc = concat!("What errors of [`", $method, "`] hold.")]
        pub type $name = crate::errors::$shared<$($type),+>;
    )*};
}
