//! `src/runtime/`: the hand-written runtime, copied byte for byte.
//!
//! Invariant: generating opens no file, and none of the runtime can be forgotten: the build script embeds the texts.

use super::SourceFile;

/// The runtime's files by path below its `src`, sorted, each with its text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));

/// All files below `src/runtime/`.
pub(super) fn emit() -> impl Iterator<Item = SourceFile> {
    FILES.iter().map(|(path, text)| {
        let path = match *path {
            "lib.rs" => "mod.rs",
            path => path,
        };
        SourceFile::Text {
            path: format!("src/runtime/{path}"),
            text: (*text).to_owned(),
        }
    })
}
