//! Security requirements: the alternatives that an operation accepts, each as the schemes that it needs together.
//!
//! Invariant: no alternative is listed twice.

use std::collections::BTreeSet;

use super::Lowering;
use crate::load::{Map, Node};

/// How many ways to authenticate one operation offers. Each operation repeats those of the whole document.
const MOST_ALTERNATIVES: usize = 32;

/// Schemes by their numbers, for which there have to be credentials at the same time.
type Alternative = Vec<usize>;

impl Lowering<'_> {
    pub(super) fn security(&mut self, operation: &Node) -> Vec<Alternative> {
        let default = self.resolved.root().get("security");
        let own = operation.get("security");
        let listed = own.or(default).and_then(Node::as_array).unwrap_or_default();
        let alternatives = match (own, &self.default_security) {
            (None, Some(known)) => known.clone(),
            _ => self.alternatives(listed),
        };
        if own.is_none() {
            self.default_security = Some(alternatives.clone());
        }
        self.needs_credential |= !alternatives.is_empty() && !alternatives.contains(&Vec::new());
        alternatives
    }

    fn alternatives(&mut self, listed: &[Node]) -> Vec<Alternative> {
        let (mut alternatives, mut known) = (Vec::new(), BTreeSet::new());
        for requirement in listed {
            let names = requirement.as_object().into_iter().flat_map(Map::keys);
            let schemes = names.map(|name| self.scheme_numbers.get(name).copied());
            let schemes: Option<Alternative> = schemes.collect();
            let satisfied = schemes.map(|schemes| self.one_per_header(requirement, schemes));
            for alternative in satisfied.into_iter().flatten() {
                if known.len() == MOST_ALTERNATIVES && !known.contains(&alternative) {
                    self.too_many(requirement);
                    return alternatives;
                }
                if known.insert(alternative.clone()) {
                    alternatives.push(alternative);
                }
            }
        }
        alternatives
    }

    fn too_many(&mut self, requirement: &Node) {
        self.warn(
            "too-many-alternatives",
            requirement.origin,
            format!("only the first {MOST_ALTERNATIVES} ways to authenticate are offered"),
            "list those that callers should use first",
        );
    }

    /// The schemes of a requirement; if several of them go into one header, which holds one, any of those does.
    fn one_per_header(&mut self, requirement: &Node, schemes: Alternative) -> Vec<Alternative> {
        let header = |scheme: &usize| self.scheme_headers.get(*scheme)?.as_deref();
        let mut taken = BTreeSet::new();
        let mut headers = schemes.iter().filter_map(header);
        let Some(shared) = headers.find(|header| !taken.insert(*header)) else {
            return vec![schemes];
        };
        let is_rival = |scheme: &&usize| header(scheme) == Some(shared);
        let rivals: Alternative = schemes.iter().filter(is_rival).copied().collect();
        let message = format!(
            "several of the schemes that are to be sent together here go into the header `{shared}`, which holds one: \
             any of them will do"
        );
        if self.rivals_told.insert(rivals.clone()) {
            let help = "list them one by one, as alternatives";
            self.warn("unsupported-security", requirement.origin, message, help);
        }
        let with = |rival: &usize| {
            let counts = |scheme: &usize| scheme == rival || !rivals.contains(scheme);
            schemes.iter().copied().filter(counts).collect()
        };
        rivals.iter().map(with).collect()
    }
}
