//! Unions whose payload is all that is on the wire, with or without a member that tells the variants apart.
//!
//! The macros are what a union's type is given; the functions are what the macros call. How a variant is
//! chosen is told in `read.rs`.
//!
//! Invariants: what a union writes, it reads as the same variant; a violation in a payload has the path that
//! it would have without the union around it.

mod effort;
#[macro_use]
mod macros;
mod read;
mod shape;
mod tag;
mod write;

pub use read::{Candidate, keyed, listed, misfit, read, tagged, untagged};
pub use shape::of_members;
pub use tag::Tag;
pub use write::write;
