//! Defaults that their own schema does not allow: reported where they stand, and claimed by no docs.
//!
//! Invariant: a default is reported at most once, wherever its schema is used; and not at all if it was copied with its
//! schema into several, as into alternatives, and one of them allows it.

mod judge;
mod lists;
mod misfit;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::load::{Kind, Node, Origin};
use judge::Judge;
use lists::Lists;
use misfit::{Misfit, shown};

/// How often values may be compared with schemas: so often for each node of the document, and some more for small
/// ones. A large value counts as many. Usual documents take less than one look for each node.
const LOOKS: usize = 16;
const SPARE_LOOKS: usize = 10_000;

/// What is known of the defaults of a document.
pub(super) struct Defaults {
    /// What is wrong with each; `None` for one that some schema with it allows.
    found: BTreeMap<Origin, Option<Diagnostic>>,
    /// Whether one fits its schema, by the places of both: a component is looked at wherever it is used.
    judged: BTreeMap<(Origin, Origin), bool>,
    lists: Lists,
    looks_left: usize,
}

impl Defaults {
    /// Nothing yet, of a document of so many nodes.
    pub(super) fn of(size: usize) -> Self {
        Self {
            found: BTreeMap::new(),
            judged: BTreeMap::new(),
            lists: Lists::new(),
            looks_left: LOOKS * size + SPARE_LOOKS,
        }
    }

    /// Whether one more value may be compared with a schema.
    fn may_look(&mut self, value: &Node) -> bool {
        self.looks_left = self.looks_left.saturating_sub(weight(value));
        self.looks_left > 0
    }
}

/// What it takes to quote a value, which each alternative does that refuses it.
fn weight(value: &Node) -> usize {
    let below: usize = match &value.kind {
        Kind::String(text) => text.len() / 64,
        Kind::Array(items) => items.iter().map(weight).sum(),
        Kind::Object(members) => members.values().map(weight).sum(),
        _ => 0,
    };
    below + 1
}

impl Lowering<'_> {
    /// A default that docs may claim; `None` for one that `schema` does not allow, of which there will be a finding.
    pub(super) fn usable_default<'n>(
        &mut self,
        default: Option<&'n Node>,
        schema: &Node,
    ) -> Option<&'n Node> {
        let default = default?;
        let places = (default.origin, schema.origin);
        let fits = match self.defaults.judged.get(&places) {
            Some(known) => *known,
            None => self.judge(default, schema),
        };
        self.defaults.judged.insert(places, fits);
        fits.then_some(default)
    }

    fn judge(&mut self, default: &Node, schema: &Node) -> bool {
        let could_look = self.defaults.looks_left > 0;
        let misfit = Judge::of(self).misfit(default, schema);
        if could_look && self.defaults.looks_left == 0 {
            self.too_many_looks(default);
        }
        let fits = misfit.is_none();
        match misfit {
            Some(misfit) => {
                let finding = self.mismatch(default, misfit);
                let found = self.defaults.found.entry(default.origin);
                found.or_insert(Some(finding));
            }
            None => {
                self.defaults.found.insert(default.origin, None);
            }
        }
        fits
    }

    /// Looks at the default of a schema that no docs may speak of.
    pub(super) fn check_default(&mut self, schema: &Node) {
        self.usable_default(schema.get("default"), schema);
    }

    /// Reports the defaults that no schema with them allows.
    pub(super) fn report_defaults(&mut self) {
        let found = std::mem::take(&mut self.defaults.found);
        let findings = found.into_values().flatten();
        findings.for_each(|finding| self.diagnostics.push(finding));
    }

    fn mismatch(&self, default: &Node, misfit: Misfit) -> Diagnostic {
        let Misfit { why, help } = misfit;
        let value = shown(default);
        let message = format!("the default {value} {why}; the docs do not claim it");
        Diagnostic::warning("default-mismatch", self.location(default.origin), message).help(help)
    }

    fn too_many_looks(&mut self, default: &Node) {
        self.warn(
            "too-large",
            default.origin,
            "comparing defaults with all that their schemas allow takes more than the whole document may; \
             neither this one nor those after it are compared",
            "list fewer alternatives for what has a default",
        );
    }
}
