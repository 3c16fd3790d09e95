//! Text to one OpenAPI document: pages and plain documents are read, merged, and corrected by the overlay.
//!
//! Invariant of the result: key order is kept, and every node knows the file, line and pointer it came from.

mod check;
mod document;
mod lines;
mod merge;
mod node;
mod number;
mod overlay;
mod page;
mod text;
mod tree;
mod upgrade;
mod version;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Pointer};
use document::Syntax;
use merge::{Merged, Spec, merge};
use overlay::Overlay;
use text::{Spot, Text};

pub(crate) use check::other_thing;
pub use node::{Kind, Map, Node, Origin, Origins, Spelling};
pub use number::Number;
pub(crate) use upgrade::{is_binary, is_null};

/// An input file: its path as findings should name it, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path, with `/` between its parts. The ending decides how the text is read: `.md` and `.mdx`
    /// are docs pages, `.json` is JSON, anything else is YAML.
    pub path: String,
    /// For a docs page: its path below the folder of pages, without the ending
    /// (`conversations/messages/send`), which is its place in the SDK. `None` outside of such a folder: then
    /// the place comes from the operation, as for a document.
    pub place: Option<String>,
    /// The whole text.
    pub text: String,
}

/// The name of a docs page without its ending; `None` if it does not end like one.
#[must_use]
pub fn page_stem(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    let endings = ["md", "mdx"];
    let is_page = endings
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known));
    is_page.then_some(stem)
}

/// What is read: the specification, and the corrections to apply to it.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Docs pages or whole documents; their order does not matter.
    pub specs: Vec<Source>,
    /// OpenAPI Overlay 1.0 documents, applied one after the other.
    pub overlays: Vec<Source>,
}

/// One OpenAPI document: pages merged, overlay applied, key order kept.
#[derive(Debug, Clone)]
pub struct Document {
    /// The OpenAPI object.
    pub root: Node,
    /// Where each node was written.
    pub origins: Origins,
    /// What is known of the pages that operations came from.
    pub pages: Vec<Page>,
}

/// A docs page: the operation it is about, and what its prose says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The lower-case HTTP method of the operation.
    pub method: String,
    /// The operation's path template.
    pub path: String,
    /// The page's place in the SDK: `["conversations", "messages", "send"]`; empty if nothing gives it.
    pub place: Vec<String>,
    /// The page's heading.
    pub title: Option<String>,
    /// The sentence below the heading.
    pub summary: Option<String>,
    /// The markdown between the summary and the OpenAPI block, as it is written.
    pub prose: String,
    /// The first line of the OpenAPI block.
    pub location: Location,
}

/// How deep a document may nest, which bounds every recursion over it. `serde_json` and `serde_yaml` stop
/// at 128; the deepest published description that is known to us has 31 levels.
pub(crate) const MAX_DEPTH: usize = 100;

/// The members of a path item that are operations.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Reads, merges and corrects the input. Findings go to the sink; `None` if nothing could be read.
pub fn load(input: &Input, diagnostics: &mut Diagnostics) -> Option<Document> {
    if input.specs.is_empty() {
        let finding = Diagnostic::global("no-input", "there is no description to read");
        diagnostics.push(finding.help("name a page, a YAML or a JSON file"));
    }
    let mut origins = Origins::default();
    let mut overlays = overlays(&input.overlays, &mut origins, diagnostics);
    let (specs, pages) = specs(&input.specs, &mut origins, diagnostics);
    let newer: Vec<_> = overlays
        .iter_mut()
        .flat_map(|overlay| std::mem::take(&mut overlay.newer))
        .collect();
    let merged = merge(specs, &newer, &origins, diagnostics)?;
    let mut root = corrected(merged, &overlays, &origins, diagnostics);
    upgrade::upgrade(&mut root, &origins, diagnostics);
    check::check(&mut root, &origins, diagnostics);
    Some(Document {
        root,
        origins,
        pages,
    })
}

fn overlays(
    sources: &[Source],
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> Vec<Overlay> {
    let mut overlays = Vec::new();
    for source in sources {
        if text::has_lines(source, diagnostics) {
            overlays.extend(Overlay::read(source, origins, diagnostics));
        }
    }
    overlays
}

/// The documents in the order of their paths, and the pages that they stand in.
fn specs(
    sources: &[Source],
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> (Vec<Spec>, Vec<Page>) {
    let mut sources: Vec<&Source> = sources.iter().collect();
    sources.retain(|source| text::has_lines(source, diagnostics));
    sources.sort_by_key(|source| (&source.path, &source.text));
    retain_once(&mut sources, diagnostics);
    let mut specs = Vec::new();
    let mut pages = Vec::new();
    for source in sources {
        if let Some((spec, page)) = read(source, origins, diagnostics) {
            specs.push(spec);
            pages.extend(page);
        }
    }
    (specs, pages)
}

/// What the overlays make of a document. Only then is known which server comes first.
fn corrected(
    merged: Merged,
    overlays: &[Overlay],
    origins: &Origins,
    diagnostics: &mut Diagnostics,
) -> Node {
    let mut root = merged.root;
    // Without all of its documents, every other action would seem to match nothing.
    if !diagnostics.has_errors() {
        for overlay in overlays {
            overlay.apply(&mut root, origins, diagnostics);
        }
    }
    if let Some((server, finding)) = merged.first_server
        && first_server(&root).is_some_and(|first| first.origin == server)
    {
        diagnostics.push(finding);
    }
    root
}

/// Reads a file that was given several times once, which costs nothing but is hardly what was meant.
fn retain_once(sources: &mut Vec<&Source>, diagnostics: &mut Diagnostics) {
    let mut known = BTreeSet::new();
    sources.retain(|source| {
        let path = source.path.trim_start_matches("./");
        let is_first = known.insert((path, &source.text));
        if !is_first {
            let place = Text::whole(&source.path, &source.text);
            let place = place.location(Spot::START, Pointer::root());
            let message = format!("{path} is given more than once; it is read once");
            let finding = Diagnostic::warning("given-twice", place, message);
            diagnostics.push(finding.help("name it once, or correct the name of the other file"));
        }
        is_first
    });
}

fn first_server(root: &Node) -> Option<&Node> {
    root.get("servers")?.as_array()?.first()
}

/// Reads one source in the way that its ending asks for.
fn read(
    source: &Source,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> Option<(Spec, Option<Page>)> {
    let (root, page) = if page_stem(&source.path).is_some() {
        let (root, page) = page::read(source, origins, diagnostics)?;
        (root, Some(page))
    } else {
        let text = Text::whole(&source.path, &source.text);
        let syntax = Syntax::of(&source.path);
        (document::read(&text, syntax, origins, diagnostics)?, None)
    };
    let spec = Spec {
        path: source.path.clone(),
        place: source.place.clone(),
        root: version::check(root, origins, diagnostics)?,
    };
    Some((spec, page))
}
