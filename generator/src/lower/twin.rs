//! The other half of a component that is a type for each direction, or a form as well: what the two can share.
//!
//! Invariant: an inline type of a component with two directions is one type if it is the same in both halves. It is called
//! as in the received one, and where somebody has asked for a name, so is the other half, with what tells it apart.

use super::collision::Member;
use super::keywords::Form;
use super::{Lowering, Place, Role};
use crate::load::Node;
use crate::names::Ident;

/// The half of a component that its names are those of: the received one, or that which is no form.
#[derive(Debug, Clone)]
pub(super) struct Twin {
    /// What an inline type is called there.
    pub(super) parts: Vec<String>,
    pub(super) module: Ident,
    /// Whether the sent half is the body of an update.
    pub(super) update: bool,
    /// Whether the other half is a form and this one is not, and travels in whatever direction.
    pub(super) form: bool,
}

impl Twin {
    /// The same, seen from what `name` names below.
    pub(super) fn below(&self, name: &str) -> Self {
        let mut parts = self.parts.clone();
        parts.push(name.to_owned());
        Self {
            parts,
            update: false,
            ..self.clone()
        }
    }
}

impl<'a> Lowering<'a> {
    /// The place of an inline type, which both halves of a component share if it is the same in both.
    pub(super) fn in_both_halves(&self, schema: &'a Node, place: &Place) -> Place {
        let is_same = |twin: &&Twin| {
            let is_updated = twin.update && self.form_at(schema) != Form::Enum;
            !is_updated && !twin.form && !self.usage.differs(schema)
        };
        match place.twin.as_ref().filter(is_same) {
            Some(twin) => Place {
                parts: twin.parts.clone(),
                module: twin.module.clone(),
                role: Role::Both,
                twin: None,
                ..place.clone()
            },
            None => place.clone(),
        }
    }

    /// The member for an inline type, and what its received half is called if it is the sent one of two.
    pub(super) fn inline_half(
        &mut self,
        schema: &'a Node,
        place: &Place,
    ) -> (Member, Option<Ident>) {
        let member = self.inline_member(&place.parts, schema);
        let Some(twin) = place.twin.as_ref().filter(|_| place.role == Role::Sent) else {
            return (member, None);
        };
        let received = self.inline_member(&twin.parts, schema);
        let name = self.unclaimed(&received);
        (self.other_half(member, &received, twin.form), Some(name))
    }
}
