//! The IR as token streams, one per file of the SDK. Nothing is decided here.

use proc_macro2::TokenStream;

use crate::ir::Api;

/// A file of the generated crate before it is formatted.
pub enum SourceFile {
    /// Rust as tokens; `format` adds the header and lays it out.
    Rust {
        /// The path relative to the crate's root.
        path: String,
        /// The file's content.
        tokens: TokenStream,
    },
    /// A file that is copied as it is, such as the runtime's.
    Text {
        /// The path relative to the crate's root.
        path: String,
        /// The file's content.
        text: String,
    },
}

/// Writes the IR down.
pub fn emit(_api: &Api) -> Vec<SourceFile> {
    Vec::new()
}
