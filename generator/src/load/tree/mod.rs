//! Builds the nodes of a text while a parser reads it, each with its place from the position index.
//!
//! One visitor serves both parsers. Invariant: of a key that is written twice the last value is read, which is a finding,
//! no node is deeper than [`MAX_DEPTH`], and aliases added at most [`MAX_ALIASED`] nodes and [`MAX_ALIASED_BYTES`] of text.

mod key;
mod seed;

use serde::de::Error;

use super::MAX_DEPTH;
use super::lines::{Index, Item};
use super::node::{Node, Origin, Origins};
use super::text::{Spot, Text};
use crate::diagnostic::{APPROXIMATE, Diagnostic, Diagnostics, End, Location};

pub(super) use seed::{NO_NUMBER, Seed};

/// How many nodes the aliases of a YAML text may add to it.
const MAX_ALIASED: usize = 250_000;

/// How many bytes of text they may add.
const MAX_ALIASED_BYTES: usize = 16 << 20;

/// The longest name of a member, in bytes: it is repeated in the place of everything below it.
const MAX_KEY: usize = 4 << 10;

/// What the nodes of one text are read with.
pub(super) struct Reader<'a> {
    text: &'a Text<'a>,
    /// Whether `<<` is the merge key of YAML or a name like any other.
    merge_keys: bool,
    index: &'a Index<'a>,
    origins: &'a mut Origins,
    diagnostics: &'a mut Diagnostics,
    /// How many nodes stand around the one that is being read.
    depth: usize,
    nodes_left: usize,
    bytes_left: usize,
    /// Whether a finding of this module ended the reading.
    stopped: bool,
    /// The innermost node that a parser could not read.
    failed_at: Option<Origin>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        text: &'a Text,
        merge_keys: bool,
        index: &'a Index,
        origins: &'a mut Origins,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            text,
            merge_keys,
            index,
            origins,
            diagnostics,
            depth: 0,
            nodes_left: MAX_ALIASED
                + match index.lost {
                    // Every node takes a byte, unless it is the copy that an alias makes.
                    Some(_) => text.content.len(),
                    None => index.count,
                },
            // An escape may be shorter than the character that it stands for.
            bytes_left: MAX_ALIASED_BYTES + 2 * text.content.len(),
            stopped: false,
            failed_at: None,
        }
    }

    /// The document, if nothing was wrong with it.
    pub(super) fn finish(self, parsed: Result<Node, Diagnostic>) -> Option<Node> {
        match parsed {
            Ok(node) => {
                if let Some(location) = &self.index.lost {
                    self.diagnostics.push(approximate(location.clone()));
                }
                Some(node)
            }
            Err(mut finding) => {
                if let Some(node) = self.failed_at {
                    let node = self.origins.location(node);
                    let location = finding.location.get_or_insert(node.clone());
                    location.pointer = node.pointer;
                }
                if !self.stopped {
                    self.diagnostics.push(finding);
                }
                None
            }
        }
    }

    fn add(&mut self, parent: Origin, key: &str, item: Item) -> Origin {
        let Spot { line, column } = self.text.in_file(item.spot);
        let origin = self.origins.add(parent, key, line, column);
        if let Some(end) = item.end {
            let Spot { line, column } = self.text.in_file(end);
            self.origins.end(origin, End { line, column });
        }
        origin
    }

    fn warn(&mut self, code: &'static str, origin: Origin, message: String, help: &str) {
        let location = self.origins.location(origin);
        self.diagnostics
            .push(Diagnostic::warning(code, location, message).help(help));
    }

    fn duplicate(&mut self, key: &str, first: Origin, again: Origin) {
        let message =
            format!("the key `{key}` is written twice in one object; the last one counts");
        let finding = Diagnostic::warning("duplicate-key", self.origins.location(again), message)
            .related(self.origins.location(first), "the first one")
            .help("keep one of the two, or give one of them another name");
        self.diagnostics.push(finding);
    }

    /// Counts a node in; an error if it goes beyond a bound.
    fn enter<E: Error>(&mut self, origin: Origin) -> Result<(), E> {
        if self.depth > MAX_DEPTH {
            return Err(self.stop(too_deep(self.origins.location(origin))));
        }
        if self.nodes_left == 0 {
            return Err(self.stop(too_many_aliases(self.origins.location(origin))));
        }
        self.depth += 1;
        self.nodes_left -= 1;
        Ok(())
    }

    /// Counts the bytes of a text or key in; an error if they go beyond the bound.
    fn take_text<E: Error>(&mut self, origin: Origin, text: &str) -> Result<(), E> {
        match self.bytes_left.checked_sub(text.len()) {
            Some(left) => self.bytes_left = left,
            None => return Err(self.stop(too_many_aliases(self.origins.location(origin)))),
        }
        Ok(())
    }

    /// Counts a key in.
    fn take_key<E: Error>(&mut self, origin: Origin, around: Origin, key: &str) -> Result<(), E> {
        if key.len() > MAX_KEY {
            let message = format!("a name in this object is longer than {} KiB", MAX_KEY >> 10);
            let finding = Diagnostic::error("too-large", self.origins.location(around), message);
            return Err(self.stop(finding.help("choose a shorter one, or remove it")));
        }
        self.take_text(origin, key)
    }

    /// Ends the reading with a finding.
    fn stop<E: Error>(&mut self, finding: Diagnostic) -> E {
        self.stopped = true;
        let error = E::custom(&finding.message);
        self.diagnostics.push(finding);
        error
    }
}

/// The finding for a document that nests too deep.
pub(super) fn too_deep(location: Location) -> Diagnostic {
    let message = format!("the document nests more than {MAX_DEPTH} levels deep");
    Diagnostic::error("too-deep", location, message)
        .help("move the inner part to `components` and refer to it with `$ref`")
}

/// The finding for a document that its aliases blow up.
pub(super) fn too_many_aliases(location: Location) -> Diagnostic {
    let message = format!(
        "the aliases of the document repeat more than {MAX_ALIASED} nodes, or {} MiB of text",
        MAX_ALIASED_BYTES >> 20
    );
    Diagnostic::error("too-many-aliases", location, message)
        .help("use `$ref` to a component instead of YAML aliases")
}

/// The warning that places are known no more from here on.
fn approximate(location: Location) -> Diagnostic {
    Diagnostic::warning(
        APPROXIMATE,
        location,
        "the indentation here is not that of YAML 1.2, so findings further down name a place before this one, and \
         numbers are spelled as JSON has them where they stand for strings",
    )
    .help("indent every line further than the key that it belongs to")
}
