//! Unions whose payload is all that is on the wire, with or without a member that tells the variants apart.
//!
//! The macros are what a union's type is given, and call the functions. How a variant is chosen is told in `read.rs`.
//!
//! Invariants: what a union writes, it reads as the same variant; a violation in a payload has the path it has alone.

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
