//! Text to one OpenAPI document: pages and plain documents are read, merged, and corrected by the overlay.
//!
//! Invariant of the result: key order is kept, and every node knows the file, line and pointer it came from.

mod document;
mod lines;
mod markdown;
mod node;
mod page;
mod text;
mod tree;

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use document::Syntax;
use text::Text;

pub use node::{Kind, Map, Node, Origin, Origins};

/// An input file: its path as findings should name it, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path, with `/` between its parts. The ending decides how the text is read: `.md` is a docs
    /// page, `.json` is JSON, anything else is YAML.
    pub path: String,
    /// For a docs page: its path below the folder of pages, without the ending
    /// (`conversations/messages/send`), which is its place in the SDK.
    pub place: Option<String>,
    /// The whole text.
    pub text: String,
}

/// What is read: the specification, and the corrections to apply to it.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Docs pages or whole documents; their order does not matter.
    pub specs: Vec<Source>,
    /// An OpenAPI Overlay 1.0 document.
    pub overlay: Option<Source>,
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
    /// The page's place in the SDK: `["conversations", "messages", "send"]`.
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

/// Reads, merges and corrects the input. Findings go to the sink; `None` if nothing could be read.
pub fn load(input: &Input, diagnostics: &mut Diagnostics) -> Option<Document> {
    let mut origins = Origins::default();
    let source = input.specs.first()?;
    let (root, page) = read(source, &mut origins, diagnostics)?;
    Some(Document {
        root,
        origins,
        pages: page.into_iter().collect(),
    })
}

/// Reads one source in the way that its ending asks for.
fn read(
    source: &Source,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> Option<(Node, Option<Page>)> {
    if source.path.ends_with(".md") {
        let (root, page) = page::read(source, origins, diagnostics)?;
        return Some((root, Some(page)));
    }
    let text = Text::whole(&source.path, &source.text);
    let root = document::read(&text, Syntax::of(&source.path), origins, diagnostics)?;
    Some((root, None))
}
