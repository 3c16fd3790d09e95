//! The files of a generated crate, in memory.
//!
//! Invariant: where there is an output, nothing in its report is an error.

use std::collections::BTreeMap;

use crate::diagnostic::{Rename, Report};
use crate::ir::Api;

/// Paths relative to the crate's root, with `/` between their parts, and what the files hold.
pub type FileTree = BTreeMap<String, String>;

/// What a successful run gives.
#[derive(Debug, Clone)]
pub struct Output {
    /// The whole crate.
    pub files: FileTree,
    /// What the files were written from, for tools that look at the SDK rather than at its text.
    pub api: Api,
    /// Warnings: what was left out or replaced.
    pub report: Report,
    /// The names that were given in place of those that collide, sorted by place.
    pub renames: Vec<Rename>,
}
