//! Findings about versions that contradict each other: both places, and what differs.
//!
//! Invariant: every finding here names both places, and all but that about servers are errors.

use super::difference;
use super::{Merger, Version, Versions};
use crate::diagnostic::{Diagnostic, Location, Pointer};
use crate::load::node::Node;

impl<'a> Merger<'a> {
    /// Two versions of something that are equally new and not the same.
    pub(super) fn conflict(
        &mut self,
        code: &'static str,
        what: &str,
        one: Version<'a>,
        other: Version<'a>,
    ) {
        let grown = match code {
            "component-conflict" => self
                .growth(what, one, other)
                .or(self.growth(what, other, one)),
            _ => None,
        };
        let finding = grown.unwrap_or_else(|| self.contradiction(code, what, one, other));
        self.diagnostics.push(finding);
    }

    /// The finding for a component that only grew from one version to the other.
    fn growth(&self, what: &str, old: Version, new: Version) -> Option<Diagnostic> {
        let added = difference::growth(old.node, new.node)?;
        let message = format!(
            "{what} has grown: {} has {}, which {} lacks",
            self.path(new),
            added.join(", "),
            self.path(old)
        );
        Some(
            Diagnostic::error("component-grown", self.location(new.node), message)
                .related(self.location(old.node), "the smaller version")
                .help(format!(
                    "say in the overlay that the larger version is the newer one:\nx-newer: [{}]",
                    self.name(new)
                )),
        )
    }

    fn contradiction(
        &self,
        code: &'static str,
        what: &str,
        one: Version<'a>,
        other: Version<'a>,
    ) -> Diagnostic {
        let difference = difference::first(one.node, other.node);
        let (in_one, in_other) = difference
            .as_ref()
            .map_or((None, None), |d| (d.one, d.other));
        let differs = difference.map_or_else(String::new, |difference| {
            let (one, other) = (difference::quoted(in_one), difference::quoted(in_other));
            let place = match difference.pointer == Pointer::root() {
                true => "it".to_owned(),
                false => format!("`{}` below it", difference.pointer),
            };
            format!(": {place} is {one} there and {other} here")
        });
        let message = format!(
            "{what} is not the same in {} and in {}{differs}",
            self.path(one),
            self.path(other)
        );
        Diagnostic::error(code, self.location(in_other.unwrap_or(other.node)), message)
            .related(self.location(in_one.unwrap_or(one.node)), "the other version")
            .help(format!(
                "let the two agree, or name the newer page in the overlay:\nx-newer: [{}] or x-newer: [{}]",
                self.name(one),
                self.name(other)
            ))
    }

    /// Two documents that begin with different servers, of which the client takes one for all operations.
    pub(super) fn server_conflict(&self, one: Version<'a>, other: Version<'a>) -> Diagnostic {
        let message = format!(
            "{} begins its servers with another one than {}, whose first server the client takes for all operations",
            self.path(other),
            self.path(one)
        );
        Diagnostic::warning("server-conflict", self.location(other.node), message)
            .related(self.location(one.node), "the servers that come first")
            .help(format!(
                "let the two begin with the same server, or say in the overlay whose comes first:\nx-newer: [{}] or x-newer: [{}]",
                self.name(one),
                self.name(other)
            ))
    }

    /// An operation, which only one document may describe.
    pub(super) fn operation(&mut self, method: &str, path: &str, versions: &Versions<'a>) -> Node {
        for other in &versions.others {
            let difference = difference::first(versions.first.node, other.node);
            let differs = difference.map_or("the two are the same".to_owned(), |difference| {
                format!("they differ first at `{}`", difference.pointer)
            });
            let message = format!(
                "`{method} {path}` is described by {} and by {}; {differs}",
                self.path(versions.first),
                self.path(*other)
            );
            let finding = Diagnostic::error("operation-twice", self.location(other.node), message)
                .related(self.location(versions.first.node), "the first description")
                .help("keep one of the two");
            self.diagnostics.push(finding);
        }
        versions.first.node.clone()
    }

    /// Reports a member that changes the meaning of what stands beside it, and that some documents lack.
    pub(super) fn everywhere(
        &mut self,
        key: &str,
        what: &str,
        all: &Versions<'a>,
        versions: &Versions<'a>,
    ) {
        let is_empty = |node: &Node| node.as_array().is_some_and(<[Node]>::is_empty);
        if versions.iter().all(|version| is_empty(version.node)) {
            return;
        }
        let lacking = all.iter().find(|version| version.node.get(key).is_none());
        let Some(lacking) = lacking else { return };
        let message = format!(
            "the {what} has `{key}` in {} and none in {}",
            self.path(versions.first),
            self.path(lacking)
        );
        let finding = Diagnostic::error(
            "document-conflict",
            self.location(versions.first.node),
            message,
        )
        .related(self.location(lacking.node), format!("without `{key}`"))
        .help(format!(
            "let the two agree on `{key}`, since it would come to apply to both"
        ));
        self.diagnostics.push(finding);
    }

    fn location(&self, node: &Node) -> Location {
        self.origins.location(node.origin)
    }

    fn path(&self, version: Version) -> &'a str {
        self.specs
            .get(version.document)
            .map_or("", |spec| &spec.path)
    }

    /// What `x-newer` calls a document.
    fn name(&self, version: Version) -> &'a str {
        let spec = self.specs.get(version.document);
        spec.map_or("", |spec| spec.place.as_deref().unwrap_or(&spec.path))
    }
}
