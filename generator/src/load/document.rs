//! A YAML or JSON text to a tree of nodes.
//!
//! `serde_yaml` and `serde_json` say what the text means; the position index, which was made before, says
//! where each node stands. This is the only file that knows `serde_yaml`.

use serde::de::DeserializeSeed;

use super::lines;
use super::node::{Node, Origins};
use super::text::{Lines, Spot, Text, clamp};
use super::tree::{Reader, Seed};
use crate::diagnostic::{Diagnostic, Diagnostics, Pointer};

/// The largest text that is read, in bytes: twice the largest published description known to us.
const MAX_BYTES: usize = 64 << 20;

/// The two ways to write a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Yaml,
}

impl Syntax {
    /// The syntax of a file by the ending of its name.
    pub(super) fn of(path: &str) -> Self {
        match path.ends_with(".json") {
            true => Self::Json,
            false => Self::Yaml,
        }
    }
}

/// Reads a text; `None` if it cannot be read, which is then a finding.
pub(super) fn read(
    text: &Text,
    syntax: Syntax,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    if let Some(diagnostic) = unreadable(text) {
        diagnostics.push(diagnostic);
        return None;
    }
    let index = match syntax {
        Syntax::Json => lines::index_json(text, diagnostics),
        Syntax::Yaml => lines::index_yaml(text, diagnostics),
    }?;
    let root = index.root();
    let spot = text.in_file(root.spot);
    let origin = origins.add_file(text.file, spot.line, spot.column);
    let reader = &mut Reader {
        text,
        merge_keys: syntax == Syntax::Yaml,
        index: &index,
        origins,
        diagnostics: &mut *diagnostics,
    };
    let seed = Seed {
        reader,
        item: root,
        origin,
    };
    let parsed = match syntax {
        Syntax::Json => {
            let mut json = serde_json::Deserializer::from_str(&text.content);
            seed.deserialize(&mut json)
                .map_err(|error| lines::json_error(text, &error))
        }
        Syntax::Yaml => seed
            .deserialize(serde_yaml::Deserializer::from_str(&text.content))
            .map_err(|error| yaml_error(text, &error)),
    };
    parsed.map_err(|error| diagnostics.push(error)).ok()
}

/// What no parser should be asked to read.
fn unreadable(text: &Text) -> Option<Diagnostic> {
    if text.content.len() > MAX_BYTES {
        let message = format!("the text is longer than {} MiB", MAX_BYTES >> 20);
        let location = text.location(Spot::START, Pointer::root());
        return Some(
            Diagnostic::error("too-large", location, message)
                .help("split the description into several documents"),
        );
    }
    let is_control = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    let (offset, found) = text.content.char_indices().find(|(_, c)| is_control(*c))?;
    let spot = Lines::new(&text.content).spot(offset);
    let message = format!(
        "the control character U+{:04X} stands in the text",
        u32::from(found)
    );
    Some(
        Diagnostic::error(
            "control-character",
            text.location(spot, Pointer::root()),
            message,
        )
        .help("remove it, or write it as an escape such as \"\\u0007\" in a quoted string"),
    )
}

/// What `serde_yaml` says, without its own way to write the place.
fn yaml_error(text: &Text, error: &serde_yaml::Error) -> Diagnostic {
    let spot = error.location().map_or(Spot::START, |location| Spot {
        line: clamp(location.line().max(1)),
        column: clamp(location.column().max(1)),
    });
    let full = error.to_string();
    let message = full.split(" at line ").next().unwrap_or(&full);
    Diagnostic::error(
        "syntax",
        text.location(spot, Pointer::root()),
        format!("this is not valid YAML: {message}"),
    )
}
