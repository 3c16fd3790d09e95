//! What the tests stand on: a [`Server`] on loopback that answers from a script, the fixtures, the docs pages, and
//! documents of one's own.
//!
//! Invariant: nothing outlives the test. Every server ends, with all its threads, when it is dropped.

mod answer;
mod document;
mod fixture;
mod pages;
mod random;
mod recorded;
mod refusing;
mod server;

pub use answer::Answer;
pub use document::{document, files_below};
pub use fixture::fixture;
pub use pages::pages;
pub use random::Random;
pub use recorded::Recorded;
pub use refusing::Refusing;
pub use server::Server;
