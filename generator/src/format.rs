//! todo
use crate::{diagnostic::Diagnostics, emit::SourceFile, output::FileTree};
pub fn format(_: Vec<SourceFile>, _: &mut Diagnostics) -> FileTree {
    FileTree::new()
}
