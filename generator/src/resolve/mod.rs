//! References and `allOf` to a document in which every schema says what it is.
//!
//! Invariant of [`Resolved`]: no `allOf` is left; the only `$ref`s left name existing component schemas;
//! parameters, bodies, responses, headers, media types and security schemes are inlined, path-level parameters are on
//! the operations; a chain of references ends. Works on the untyped tree, since it copies subtrees with their places.

mod all_of;
mod alternatives;
mod common_parent;
mod paths;
mod refs;
mod schema;
mod values;
mod whole;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{Document, Kind, Map, Node, Origin, Origins, Page};

pub(crate) use crate::load::METHODS;
pub(crate) use alternatives::{mapped_name, only_requires};

/// A document whose references are resolved; only [`resolve`] makes one.
#[derive(Debug, Clone)]
pub struct Resolved(Document);

impl Resolved {
    /// The OpenAPI object.
    #[must_use]
    pub fn root(&self) -> &Node {
        &self.0.root
    }

    /// Where each node was written.
    #[must_use]
    pub fn origins(&self) -> &Origins {
        &self.0.origins
    }

    /// What is known of the docs pages that operations came from.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.0.pages
    }

    /// The component schemas, in the order of the document.
    #[must_use]
    pub fn schemas(&self) -> Option<&Map> {
        self.0.root.get("components")?.get("schemas")?.as_object()
    }

    /// The component schema of this name.
    #[must_use]
    pub fn component(&self, name: &str) -> Option<&Node> {
        self.schemas()?.get(name)
    }

    /// The operations, each with its path and its method in lower case, path by path in the order of the document.
    pub fn operations(&self) -> impl Iterator<Item = (&str, &'static str, &Node)> {
        let paths = self.0.root.get("paths").and_then(Node::as_object);
        let paths = paths.into_iter().flatten();
        let paths = paths.filter(|(path, _)| !path.starts_with("x-"));
        paths.flat_map(|(path, item)| {
            let own = METHODS.into_iter();
            own.filter_map(move |method| Some((path.as_str(), method, item.get(method)?)))
        })
    }
}

/// Resolves the whole document. What cannot be resolved is reported and becomes free JSON; a document of which no
/// operation is whole after that is an error.
pub fn resolve(mut document: Document, diagnostics: &mut Diagnostics) -> Resolved {
    let mut resolver = Resolver {
        root: &document.root,
        origins: &document.origins,
        diagnostics,
        components: BTreeMap::new(),
        active: BTreeSet::new(),
        told: BTreeMap::new(),
        copies_left: COPIES * document.root.size() + SPARE_COPIES,
        suggestions_left: SUGGESTIONS,
        level: 0,
        broken: Broken::default(),
    };
    let schemas = resolver.schemas();
    let paths = document
        .root
        .get("paths")
        .map(|paths| resolver.paths(paths));
    let schemes = document
        .root
        .get("components")
        .and_then(|components| components.get("securitySchemes"))
        .map(|schemes| resolver.security_schemes(schemes));
    let broken = resolver.broken;
    if let Some(paths) = paths {
        replace(&mut document.root, "paths", paths);
    }
    if let Some(components) = document
        .root
        .as_object_mut()
        .and_then(|root| root.get_mut("components"))
    {
        replace(components, "schemas", schemas);
        if let Some(schemes) = schemes {
            replace(components, "securitySchemes", schemes);
        }
    }
    let resolved = Resolved(document);
    whole::check(&resolved, &broken, diagnostics);
    resolved
}

fn replace(parent: &mut Node, key: &str, value: Node) {
    if let Some(members) = parent.as_object_mut() {
        members.insert(key.to_owned(), value);
    }
}

/// How many nodes merging and inlining may copy in all: this many for each node of the document, and some more for
/// small ones. Published descriptions copy less than twice themselves; one that wants more is built to explode.
const COPIES: usize = 8;
const SPARE_COPIES: usize = 1_000;

/// What to do about a document that copies more.
const TOO_LARGE: &str = "share the repeated parts through `$ref` to component schemas";

/// How many references that lead nowhere are compared with the names there are.
const SUGGESTIONS: usize = 100;

struct Resolver<'a> {
    root: &'a Node,
    origins: &'a Origins,
    diagnostics: &'a mut Diagnostics,
    /// Component schemas that are done.
    components: BTreeMap<String, Node>,
    /// What is being resolved right now, to find cycles.
    active: BTreeSet<String>,
    /// The components that the discriminators of their parents have values for, if those do not have one for each.
    told: BTreeMap<String, Option<BTreeSet<String>>>,
    copies_left: usize,
    suggestions_left: usize,
    /// How many schemas stand around the one that is being resolved.
    level: usize,
    broken: Broken,
}

/// What stands for a reference that leads nowhere or never ends.
#[derive(Default)]
struct Broken {
    /// The schemas that are free JSON in its place, and those that such a schema was merged into.
    schemas: BTreeSet<Origin>,
    /// How many parts of operations were left out.
    lost: usize,
    /// The operations that they were left out of.
    operations: BTreeSet<Origin>,
    /// The path items that were left out.
    items: usize,
}

impl Resolver<'_> {
    fn warn(&mut self, code: &'static str, origin: Origin, message: impl Into<String>, help: &str) {
        let location = self.origins.location(origin);
        self.diagnostics
            .push(Diagnostic::warning(code, location, message).help(help));
    }
}

/// Charges a copy of `node` against what may still be copied; false once that is spent.
fn may_copy(copies_left: &mut usize, node: &Node) -> bool {
    *copies_left = copies_left.saturating_sub(1);
    let below = match &node.kind {
        Kind::Array(items) => items.iter().all(|item| may_copy(copies_left, item)),
        Kind::Object(members) => members.values().all(|member| may_copy(copies_left, member)),
        _ => true,
    };
    below && *copies_left > 0
}

/// The schema that allows everything, in place of one that cannot be resolved.
fn free_json(origin: Origin) -> Node {
    Node::object(Map::new(), origin)
}
