//! The repository's commands, and the only place that touches the disk: specs are read, the generator
//! is called, and its files are compared with what is there or written.
//!
//! Invariant: nothing is written unless everything before has succeeded.

pub mod account;
pub mod cli;
pub mod commands;
pub mod console;
pub mod corpus;
pub mod failure;
pub mod findings;
pub mod folder;
pub mod input;
pub mod workspace;

pub use commands::{check, run};
pub use failure::Failure;
pub use workspace::Workspace;
