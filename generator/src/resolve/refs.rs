//! Where a `$ref` leads.
//!
//! Invariant: following a reference ends, and what is not found is reported with the nearest name.

use super::{Resolver, TOO_LARGE, may_copy};
use crate::diagnostic::{Diagnostic, Pointer, nearest};
use crate::load::{Node, Origin, other_thing};

/// How many references may follow each other before the last of them must be a thing.
const LONGEST_CHAIN: usize = 64;

impl<'a> Resolver<'a> {
    /// The thing that `node` is or refers to; `None`, with a finding, if there is none.
    pub(super) fn deref(&mut self, node: &'a Node, what: &str) -> Option<&'a Node> {
        let mut current = node;
        for _ in 0..LONGEST_CHAIN {
            let written = current.get("$ref");
            let Some(reference) = written.and_then(Node::as_str) else {
                return self.inlined(node, current, what);
            };
            let origin = written.unwrap_or(current).origin;
            let Some(target) = self.target(reference, origin, what) else {
                self.broken.lost += 1;
                return None;
            };
            current = target;
        }
        self.broken.lost += 1;
        self.warn(
            "reference-cycle",
            node.origin,
            format!("this reference to a {what} never reaches one"),
            "let one of the references in the chain be replaced by the thing itself",
        );
        None
    }

    /// What a reference leads to, if it may be copied to where the reference stands.
    fn inlined(&mut self, node: &'a Node, target: &'a Node, what: &str) -> Option<&'a Node> {
        if std::ptr::eq(node, target) || may_copy(&mut self.copies_left, target) {
            return Some(target);
        }
        self.broken.lost += 1;
        self.warn(
            "too-large",
            node.origin,
            format!(
                "with this {what}, references would copy more than the whole document may; it is left out"
            ),
            TOO_LARGE,
        );
        None
    }

    /// What a reference names in this document; `None`, with a finding, if that is nothing.
    pub(super) fn target(
        &mut self,
        reference: &str,
        origin: Origin,
        what: &str,
    ) -> Option<&'a Node> {
        let Some(pointer) = Pointer::parse(&percent_decoded(reference)) else {
            let (code, why, help) = match reference.starts_with('#') {
                true => (
                    "anchor-reference",
                    "names an anchor, which is that of no schema of this document, or of several",
                    "write the JSON pointer of what is meant, as in `#/components/schemas/Name`",
                ),
                false => (
                    "external-reference",
                    "is outside this document",
                    "bundle the files into one document first",
                ),
            };
            let message = format!("`{reference}` {why}; {}", instead(what));
            self.warn(code, origin, message, help);
            return None;
        };
        let found = self.root.at(&pointer);
        if found.is_none() {
            self.unresolved(reference, &pointer, origin, what);
        }
        found.filter(|_| !self.is_other(reference, &pointer, origin, what))
    }

    /// Whether a reference leads to what cannot be meant; a finding says so. That a schema is none is said where it
    /// stands for what has one.
    fn is_other(&mut self, reference: &str, to: &Pointer, origin: Origin, what: &str) -> bool {
        let Some(other) = other_thing(&to.tokens(), what) else {
            return false;
        };
        if other == "a schema" && matches!(what, "request body" | "response" | "media type") {
            return false;
        }
        let message = format!("`{reference}` is {other}, and no {what}; {}", instead(what));
        let help = format!("correct the reference, or write the {what} in its place");
        self.warn("reference-to-other", origin, message, &help);
        true
    }

    fn unresolved(&mut self, reference: &str, pointer: &Pointer, origin: Origin, what: &str) {
        let message = format!(
            "`{reference}` names no {what} of this document; {}",
            instead(what)
        );
        // Each takes a look at all names: enough of them show what is wrong.
        self.suggestions_left = self.suggestions_left.saturating_sub(1);
        let nearest = (self.suggestions_left > 0).then(|| self.nearest(pointer));
        let help = match nearest.flatten() {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("define the {what}, or correct the reference"),
        };
        let location = self.origins.location(origin);
        self.diagnostics
            .push(Diagnostic::warning("unresolved-reference", location, message).help(help));
    }

    /// The existing sibling that the last token of `pointer` looks most like.
    fn nearest(&self, pointer: &Pointer) -> Option<Pointer> {
        let (parent, wanted) = pointer.split_last()?;
        let candidates = self.root.at(&parent)?.as_object()?;
        nearest(&wanted, candidates.keys().map(String::as_str)).map(|name| parent.join(name))
    }
}

/// What becomes of the place of a reference that leads nowhere.
fn instead(what: &str) -> String {
    match what {
        "schema" => "free JSON stands in its place".to_owned(),
        _ => format!("the {what} is left out"),
    }
}

/// A reference is a URI, so a name may be percent-encoded in it.
fn percent_decoded(reference: &str) -> String {
    percent_encoding::percent_decode_str(reference)
        .decode_utf8_lossy()
        .into_owned()
}

/// The reference to a component schema, in the one spelling that all stages of resolving compare.
pub(super) fn component_pointer(name: &str) -> String {
    let schemas = Pointer::root().join("components").join("schemas");
    schemas.join(name).to_string()
}

/// The name of the component schema that a reference names, if it names a whole one.
pub(crate) fn component_name(reference: &str) -> Option<String> {
    let tokens = Pointer::parse(&percent_decoded(reference))?.tokens();
    match <[String; 3]>::try_from(tokens) {
        Ok([components, schemas, name]) if components == "components" && schemas == "schemas" => {
            Some(name)
        }
        _ => None,
    }
}
