//! The names of types, which share one place and come up in the course of the walk.
//!
//! Invariant: the name that a type wants depends on its component, or on its path from there or from its operation;
//! every type that comes up is walked, whatever it is called, so that the order of the walk changes nothing.

use std::collections::BTreeMap;

use super::collision::{Claim, Distinct, Member};
use super::components::{FORM_SUFFIX, OTHER_FORM_SUFFIX, OTHER_SENT_SUFFIX, SENT_SUFFIX};
use super::remedy::Remedy;
use super::{Lowering, TypeKey};
use crate::diagnostic::Rename;
use crate::load::{Node, Origin};
use crate::names::{self, Ident, Kind};

impl Lowering<'_> {
    /// What a type is called, and its claim to that.
    pub(super) fn type_name(&mut self, member: Member) -> Ident {
        let name = self.unclaimed(&member);
        let key = (member.name.clone(), member.origin);
        self.type_claims.entry(key).or_insert(member);
        name
    }

    /// What a type is called: the name that it wants, unless an earlier pass has found somebody else who has it.
    pub(super) fn unclaimed(&self, member: &Member) -> Ident {
        let key = (member.name.clone(), member.origin);
        let name = self.type_names.get(&key).cloned();
        name.unwrap_or(key.0)
    }

    /// The member for the sent one of two inline types, or for that of a form: its name is that of the other with a suffix.
    pub(super) fn other_half(&self, member: Member, received: &Member, form: bool) -> Member {
        let (suffix, other) = match form {
            true => (FORM_SUFFIX, OTHER_FORM_SUFFIX),
            false => (SENT_SUFFIX, OTHER_SENT_SUFFIX),
        };
        let with = |name: &Ident, suffix| names::joined(Kind::Type, &[name.unraw(), suffix]);
        let (name, distinct) = match received.claim {
            Claim::Fixed => {
                let asked = &received.name;
                (with(asked, suffix), with(asked, other))
            }
            _ => (member.name, with(&self.placed(received), suffix)),
        };
        Member {
            name,
            distinct: Distinct::Given(distinct),
            claim: Claim::Derived,
            remedy: None,
            ..member
        }
    }

    /// The member for an inline schema that the names on its path give a name.
    pub(super) fn inline_member(&mut self, path: &[String], schema: &Node) -> Member {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let by_path = names::joined(Kind::Type, &path);
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
            Some((component, property)) => names::dotted(component, property),
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
