//! Defaults that their own schema does not allow: reported where they stand, and claimed by no docs.
//!
//! Invariant: a default is reported at most once, wherever its schema is used; and not at all if it was copied with its
//! schema into several, as into alternatives, and one of them allows it.

mod judge;
mod misfit;
#[cfg(test)]
mod tests;

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::load::Node;
use judge::Judge;
use misfit::{Misfit, shown};

impl Lowering<'_> {
    /// A default that docs may claim; `None` for one that `schema` does not allow, of which there will be a finding.
    pub(super) fn usable_default<'n>(
        &mut self,
        default: Option<&'n Node>,
        schema: &Node,
    ) -> Option<&'n Node> {
        let default = default?;
        let places = (default.origin, schema.origin);
        let fits = match self.judged.get(&places) {
            Some(known) => *known,
            None => self.judge(default, schema),
        };
        self.judged.insert(places, fits);
        fits.then_some(default)
    }

    fn judge(&mut self, default: &Node, schema: &Node) -> bool {
        let misfit = Judge::of(self).misfit(default, schema);
        let fits = misfit.is_none();
        match misfit {
            Some(misfit) => {
                let finding = self.mismatch(default, misfit);
                self.defaults.entry(default.origin).or_insert(Some(finding));
            }
            None => {
                self.defaults.insert(default.origin, None);
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
        let judged = std::mem::take(&mut self.defaults);
        let findings = judged.into_values().flatten();
        findings.for_each(|finding| self.diagnostics.push(finding));
    }

    fn mismatch(&self, default: &Node, misfit: Misfit) -> Diagnostic {
        let Misfit { why, help } = misfit;
        let value = shown(default);
        let message = format!("the default {value} {why}; the docs do not claim it");
        Diagnostic::warning("default-mismatch", self.location(default.origin), message).help(help)
    }
}
