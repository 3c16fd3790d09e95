//! Objects: how a struct of the API is defined, written and read.
//!
//! What serde's derives would print for every field is here once: a struct gives a list of its members, and
//! the loops over them are these functions. That is what keeps a crate with hundreds of types cheap to compile.
//!
//! Invariant: members are written in the order of the struct; unknown ones are passed over, and one that
//! cannot be missing is an error with its name.

#[macro_use]
mod macros;
mod missing;
mod read;
mod slots;
mod write;

pub use missing::OrDefault;
pub use read::{Others, read};
pub use slots::{More, Received};
pub use write::{Given, LeftOut, Member, Object, Rest, write};

/// How a setter makes an optional member of a value.
pub use std::option::Option::Some as set;

/// How a setter makes a member of a value that is one already.
pub use std::convert::identity as put;

pub use super::params::Param;
pub use super::spelling::Style;

/// How a setter makes an optional member of a value that is kept in a box.
#[must_use]
pub fn boxed<T>(value: T) -> Option<Box<T>> {
    Some(Box::new(value))
}
