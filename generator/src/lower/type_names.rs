//! The names of types, which share one place and come up in the course of the walk.
//!
//! Invariant: the name that a type wants depends on its component, or on its path from there or from its operation;
//! every type that comes up is walked, whatever it is called, so that the order of the walk changes nothing.

use std::collections::BTreeMap;

use super::collision::{Claim, Distinct, Member};
use super::remedy::Remedy;
use super::{Lowering, TypeKey};
use crate::diagnostic::Rename;
use crate::load::{Node, Origin};
use crate::names::{self, Ident, Kind};

impl Lowering<'_> {
    /// What a type is called: the name that it wants, unless an earlier pass has found somebody else who has it.
    pub(super) fn type_name(&mut self, member: Member) -> Ident {
        let key = (member.name.clone(), member.origin);
        let name = self.type_names.get(&key).cloned();
        self.type_claims.entry(key.clone()).or_insert(member);
        name.unwrap_or(key.0)
    }

    /// The member for an inline schema whose path gives it the name `by_path`.
    pub(super) fn inline_member(&mut self, by_path: Ident, schema: &Node) -> Member {
        let mut fixed = self.explicit(Kind::Type, "x-rust-type", schema);
        // In a property, `x-rust-name` names the field.
        let has_name = schema.get("x-rust-name").is_some();
        if fixed.is_none() && has_name && !self.is_property(schema.origin) {
            fixed = self.explicit(Kind::Type, "x-rust-name", schema);
        }
        let member = Member {
            kind: Kind::Type,
            wire: by_path.to_string(),
            name: by_path,
            distinct: Distinct::Place,
            claim: Claim::Derived,
            origin: schema.origin,
            remedy: Some(Remedy::Type(schema.origin)),
            degrades: None,
        };
        member.fixed(fixed)
    }

    fn is_property(&self, origin: Origin) -> bool {
        let pointer = self.resolved.origins().pointer(origin).tokens();
        pointer
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|parent| parent == "properties")
    }

    /// What an inline type is called whose path gives the name of another one.
    pub(super) fn placed(&self, member: &Member) -> Ident {
        let pointer = self.resolved.origins().pointer(member.origin);
        match property(&pointer.tokens()) {
            Some((component, property)) => {
                let half = half(&member.name, component, property);
                names::dotted(&format!("{component}{half}"), property)
            }
            None => names::placed(member.kind, &member.name, &pointer.to_string()),
        }
    }

    /// Tells types apart that want the same name, and gives the names of those that yield.
    pub(super) fn settle_types(mut self) -> (BTreeMap<TypeKey, Ident>, Vec<Rename>) {
        let claims = std::mem::take(&mut self.type_claims);
        let (keys, members): (Vec<TypeKey>, Vec<Member>) = claims.into_iter().unzip();
        let settled = self.settle(&members);
        let names = keys.into_iter().zip(settled);
        let changed = names.filter(|((wanted, _), name)| wanted != name).collect();
        self.renames.sort();
        self.renames.dedup();
        (changed, self.renames)
    }

    /// Whether this type has come up before.
    pub(super) fn is_claimed(&self, member: &Member) -> bool {
        let key = (member.name.clone(), member.origin);
        self.type_claims.contains_key(&key)
    }
}

/// What the name of a property's type has in its middle, if its component is split: both halves have the same place.
fn half<'n>(name: &'n Ident, component: &str, property: &str) -> &'n str {
    let [before, after] =
        [component, property].map(|part| names::joined(Kind::Type, &[part]).to_string());
    let after_component = name.unraw().strip_prefix(before.as_str());
    let between = after_component.and_then(|rest| rest.strip_suffix(after.as_str()));
    between.unwrap_or_default()
}

/// The component and the property, if a pointer is that of a property of a component.
fn property(pointer: &[String]) -> Option<(&str, &str)> {
    let [first, second, component, rest @ ..] = pointer else {
        return None;
    };
    let rest = match rest {
        [all_of, _, rest @ ..] if all_of == "allOf" => rest,
        rest => rest,
    };
    match (first.as_str(), second.as_str(), rest) {
        ("components", "schemas", [keyword, property]) if keyword == "properties" => {
            Some((component, property))
        }
        _ => None,
    }
}
