//! JSON paths: how they are read from garde and how they are written.
//!
//! Invariant: this is the only place that knows the form of garde's path.

use std::fmt::Write as _;

/// A step of a path, from the root down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A field by its Rust name, or the key of a map.
    Key(String),
    /// An item of a list.
    Index(String),
}

/// The steps of garde's path.
///
/// Its `Display` joins keys and indices with dots, so that a key with a dot in it cannot be told apart;
/// its `Serialize` writes pairs of a kind and a text.
pub(super) fn steps(path: &garde::Path) -> Vec<Step> {
    let pairs = serde_json::to_value(path)
        .and_then(serde_json::from_value::<Vec<(String, String)>>);
    let Ok(pairs) = pairs else {
        return vec![Step::Key(path.to_string())];
    };
    pairs
        .into_iter()
        .filter_map(|(kind, text)| match kind.as_str() {
            "key" => Some(Step::Key(text)),
            "index" => Some(Step::Index(text)),
            // What garde puts between an `Option` and its value.
            _ => None,
        })
        .collect()
}

/// Appends a member to a path, as `.name` if the name can be written so, as `["odd name"]` if not.
pub(in super::super) fn push_member(path: &mut String, name: &str) {
    if is_plain(name) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    } else {
        // Writing to a string cannot fail.
        let _ = write!(path, "[{name:?}]");
    }
}

/// Appends an item to a path.
pub(in super::super) fn push_index(path: &mut String, index: impl std::fmt::Display) {
    // Writing to a string cannot fail.
    let _ = write!(path, "[{index}]");
}

/// A path with a member appended.
pub(in super::super) fn member(path: &str, name: &str) -> String {
    let mut path = path.to_owned();
    push_member(&mut path, name);
    path
}

/// A path and the rest of it.
pub(super) fn concat(path: &str, below: &str) -> String {
    let dot = if path.is_empty() || below.is_empty() || below.starts_with('[') {
        ""
    } else {
        "."
    };
    format!("{path}{dot}{below}")
}

fn is_plain(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || "_$@".contains(first))
        && chars.all(|c| c.is_alphanumeric() || "_$@-".contains(c))
}
