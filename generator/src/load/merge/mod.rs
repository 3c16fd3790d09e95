//! Any number of documents to one: what they share is one, what contradicts is a finding.
//!
//! Invariant: the result depends on the documents' order alone, and that is the order of their paths. Where
//! versions differ, the overlay's `x-newer` decides, or it is an error that shows both places; only `info`
//! says itself which is newer.

mod conflict;
mod difference;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::METHODS;
use super::node::{Kind, Map, Node, Origin, Origins};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// A document to merge.
pub(super) struct Spec {
    /// The file's path, as findings name it.
    pub(super) path: String,
    /// The page's place, by which `x-newer` can name it as well.
    pub(super) place: Option<String>,
    /// The OpenAPI object.
    pub(super) root: Node,
}

/// What documents give together.
pub(super) struct Merged {
    pub(super) root: Node,
    /// What is to be said if the client takes this server, the first of one of them: the overlay may name another.
    pub(super) first_server: Option<(Origin, Diagnostic)>,
}

/// Merges documents into one. `newer` names those that win where versions differ, the newest last.
pub(super) fn merge(
    mut specs: Vec<Spec>,
    newer: &[(String, Origin)],
    origins: &Origins,
    diagnostics: &mut Diagnostics,
) -> Option<Merged> {
    let ranks = specs.iter().map(|spec| rank(spec, newer)).collect();
    let mut merger = Merger {
        specs: &specs,
        ranks,
        decisive: BTreeSet::new(),
        first_server: None,
        origins,
        diagnostics,
    };
    let mut roots = specs.iter().enumerate().map(|(document, spec)| Version {
        document,
        node: &spec.root,
    });
    let roots = Versions {
        first: roots.next()?,
        others: roots.collect(),
    };
    // One document is not copied: it may be large.
    let merged = (!roots.others.is_empty()).then(|| merger.documents(&roots));
    merger.check_newer(newer);
    let first_server = merger.first_server;
    let root = merged.or_else(|| specs.pop().map(|only| only.root))?;
    Some(Merged { root, first_server })
}

/// How new a document is: its position in `newer`, counted from 1, or 0.
fn rank(spec: &Spec, newer: &[(String, Origin)]) -> usize {
    let position = newer.iter().rposition(|(name, _)| spec.is_named(name));
    position.map_or(0, |position| position + 1)
}

impl Spec {
    fn is_named(&self, name: &str) -> bool {
        self.path == name || self.place.as_deref() == Some(name)
    }
}

/// One document's version of something: the document's number, and the node.
#[derive(Clone, Copy)]
struct Version<'a> {
    document: usize,
    node: &'a Node,
}

/// All versions of one thing, in the order of the documents; there is at least one.
struct Versions<'a> {
    first: Version<'a>,
    others: Vec<Version<'a>>,
}

impl<'a> Versions<'a> {
    fn of(first: Version<'a>) -> Self {
        let others = Vec::new();
        Self { first, others }
    }

    fn iter(&self) -> impl Iterator<Item = Version<'a>> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    /// Sorts what the versions hold by its name. A thing keeps the place of its first mention.
    fn by_name<K: std::hash::Hash + Eq>(
        items: impl Iterator<Item = (K, Version<'a>)>,
    ) -> IndexMap<K, Self> {
        let mut named: IndexMap<K, Self> = IndexMap::new();
        for (name, version) in items {
            match named.entry(name) {
                Entry::Occupied(mut known) => known.get_mut().others.push(version),
                Entry::Vacant(new) => {
                    new.insert(Self::of(version));
                }
            }
        }
        named
    }

    fn node(&self, kind: Kind) -> Node {
        let origin = self.first.node.origin;
        Node { kind, origin }
    }
}

/// The numbers in the version of an API, which are compared one by one: 1.10 comes after 1.9.
fn numbers(info: &Node) -> Vec<u64> {
    let version = info.get("version").and_then(Node::as_str);
    let parts = version
        .unwrap_or_default()
        .split(|c: char| !c.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}

struct Merger<'a> {
    specs: &'a [Spec],
    ranks: Vec<usize>,
    /// The ranks that made a difference.
    decisive: BTreeSet<usize>,
    first_server: Option<(Origin, Diagnostic)>,
    origins: &'a Origins,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Merger<'a> {
    fn documents(&mut self, roots: &Versions<'a>) -> Node {
        self.object(roots, |merger, key, versions| match key {
            "info" => merger.info(versions),
            "paths" => merger.paths(versions),
            "components" => merger.components(versions),
            "tags" => merger.list(versions, "name", "tag"),
            "servers" => merger.servers(versions),
            "security" => {
                merger.everywhere(key, "description", roots, versions);
                merger.choose("document-conflict", "`security`", versions)
            }
            _ => merger.choose("document-conflict", &format!("`{key}`"), versions),
        })
    }

    /// Merges objects member by member.
    fn object(
        &mut self,
        versions: &Versions<'a>,
        mut merge: impl FnMut(&mut Self, &str, &Versions<'a>) -> Node,
    ) -> Node {
        let members = Versions::by_name(versions.iter().flat_map(|Version { document, node }| {
            let members = node.as_object().into_iter().flatten();
            members.map(move |(key, node)| (key.as_str(), Version { document, node }))
        }));
        let merged: Map = members
            .iter()
            .map(|(key, versions)| ((*key).to_owned(), merge(self, key, versions)))
            .collect();
        versions.node(Kind::Object(merged))
    }

    fn paths(&mut self, versions: &Versions<'a>) -> Node {
        self.object(versions, |merger, path, items| {
            merger.object(items, |merger, key, versions| match key {
                method if METHODS.contains(&method) => merger.operation(method, path, versions),
                "parameters" | "servers" | "$ref" => {
                    merger.everywhere(key, &format!("path `{path}`"), items, versions);
                    merger.choose("path-conflict", &format!("`{key}` of `{path}`"), versions)
                }
                _ => merger.choose("path-conflict", &format!("`{key}` of `{path}`"), versions),
            })
        })
    }

    fn components(&mut self, versions: &Versions<'a>) -> Node {
        self.object(versions, |merger, section, versions| {
            if section.starts_with("x-") {
                return merger.choose("component-conflict", &format!("`{section}`"), versions);
            }
            merger.object(versions, |merger, name, versions| {
                let what = format!("`{name}` in components/{section}");
                merger.choose("component-conflict", &what, versions)
            })
        })
    }

    /// Unites lists whose items are known by their member `key`.
    fn list(&mut self, versions: &Versions<'a>, key: &str, what: &str) -> Node {
        let items = Versions::by_name(versions.iter().flat_map(|Version { document, node }| {
            let items = node.as_array().unwrap_or_default();
            items.iter().map(move |node| {
                let name = node.get(key).and_then(Node::as_str).map(str::to_owned);
                let name = name.unwrap_or_else(|| node.to_value().to_string());
                (name, Version { document, node })
            })
        }));
        let items = items.iter().map(|(name, versions)| {
            self.choose(
                "document-conflict",
                &format!("the {what} `{name}`"),
                versions,
            )
        });
        let items = items.collect();
        versions.node(Kind::Array(items))
    }

    /// The servers of all documents, those of the newest first: a client takes the first of all.
    fn servers(&mut self, versions: &Versions<'a>) -> Node {
        let mut sorted: Vec<Version> = versions.iter().collect();
        sorted.sort_by_key(|version| Reverse(self.rank(*version)));
        let mut sorted = sorted.into_iter();
        let Some(first) = sorted.next() else {
            return versions.first.node.clone();
        };
        let others: Vec<Version> = sorted.collect();
        let server = |version: Version<'a>| version.node.as_array()?.first();
        let url = |version| server(version)?.get("url")?.as_str();
        let differs = |other: &&Version<'a>| {
            let urls = url(first).zip(url(**other));
            urls.is_some_and(|(one, other)| one != other)
        };
        if let Some(other) = others.iter().find(differs) {
            match self.rank(first) > self.rank(*other) {
                true => _ = self.decisive.insert(self.rank(first)),
                false => {
                    let finding = self.server_conflict(first, *other);
                    self.first_server = server(first).map(|server| (server.origin, finding));
                }
            }
        }
        self.list(&Versions { first, others }, "url", "server")
    }

    /// The newest version, which says of itself how new it is: of those that are equally new otherwise, only the ones
    /// with the highest `version` count.
    fn info(&mut self, versions: &Versions<'a>) -> Node {
        let age = |version: Version| (self.rank(version), numbers(version.node));
        let newest = versions.iter().map(age).max().unwrap_or_default();
        let mut counting = versions.iter().filter(|version| {
            let (rank, numbers) = age(*version);
            rank < newest.0 || numbers == newest.1
        });
        let Some(first) = counting.next() else {
            return versions.first.node.clone();
        };
        let others = counting.collect();
        self.choose("document-conflict", "`info`", &Versions { first, others })
    }

    /// The newest version. Versions that are equally new must be the same.
    fn choose(&mut self, code: &'static str, what: &str, versions: &Versions<'a>) -> Node {
        let mut chosen = versions.first;
        for other in &versions.others {
            if self.rank(*other) > self.rank(chosen) {
                chosen = *other;
            }
        }
        let newest = self.rank(chosen);
        for other in versions.iter() {
            if other.node.same_value(chosen.node) {
                continue;
            }
            if self.rank(other) == newest {
                self.conflict(code, what, chosen, other);
            } else {
                self.decisive.insert(newest);
            }
        }
        chosen.node.clone()
    }

    fn rank(&self, version: Version) -> usize {
        self.ranks
            .get(version.document)
            .copied()
            .unwrap_or_default()
    }

    /// Reports each entry of `x-newer` that names no document or changes nothing.
    fn check_newer(&mut self, newer: &[(String, Origin)]) {
        for (index, (name, origin)) in newer.iter().enumerate() {
            let message = if !self.specs.iter().any(|spec| spec.is_named(name)) {
                format!("`x-newer` names `{name}`, which is none of the pages")
            } else if !self.decisive.contains(&(index + 1)) {
                format!("`{name}` is newer to no effect: it differs from no older page")
            } else {
                continue;
            };
            let location = self.origins.location(*origin);
            let finding = Diagnostic::error("overlay-newer", location, message)
                .help("correct the name, or remove it from `x-newer`");
            self.diagnostics.push(finding);
        }
    }
}
