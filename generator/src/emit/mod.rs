//! The IR as token streams, one per file of the SDK. Nothing is decided here.
//!
//! Invariant: an `if` in an emitter looks at the IR alone, Rust is written as tokens, and whatever behaviour
//! can be had without looking at the IR is in the runtime, whose files are copied.

mod manifest;
mod crates;
mod readme;
mod example;
mod crate_root;
mod client;
mod resource;
mod operation;
mod by_status;
mod errors;
mod error_docs;
mod body;
mod forms;
mod params;
mod overview;
mod types;
mod tables;
mod structs;
mod enums;
mod unions;
mod arguments;
mod constants;
mod validation;
mod wire_fields;
mod rust_type;
mod docs;
mod scope;
mod scripts;
mod lints;
mod ident;
mod runtime;

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
    /// Prose with Rust in it; `format` adds the header and lays the Rust out.
    Markdown {
        /// The path relative to the crate's root.
        path: String,
        /// What follows each other, with a blank line between.
        blocks: Vec<Block>,
    },
    /// A file that is copied as it is below the header, such as the runtime's.
    Text {
        /// The path relative to the crate's root.
        path: String,
        /// The file's content.
        text: String,
    },
}

/// A part of a markdown file.
pub enum Block {
    /// Markdown.
    Prose(String),
    /// A Rust program that compiles, and that `cargo test` does not run.
    Rust(TokenStream),
}

impl SourceFile {
    fn rust(path: impl Into<String>, tokens: TokenStream) -> Self {
        Self::Rust {
            path: path.into(),
            tokens,
        }
    }
}

/// Writes the IR down.
#[must_use]
pub fn emit(api: &Api) -> Vec<SourceFile> {
    let deprecated_types = scope::deprecated_types(api);
    let (client, client_allowance) = client::emit(api, &deprecated_types);
    let errors = errors::emit(api);
    let mut files = vec![
        manifest::emit(api),
        manifest::widths(),
        readme::emit(api),
        crate_root::emit(api, errors.is_some(), client_allowance),
        client,
    ];
    files.extend(errors);
    files.extend(resource::emit(api, &deprecated_types));
    files.extend(types::emit(api, &deprecated_types));
    files.extend(
        example::Programs::of(api)
            .iter()
            .flat_map(example::Programs::files),
    );
    files.extend(runtime::emit());
    files
}
