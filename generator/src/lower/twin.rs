//! The other half of a component that is a type for each direction: what the two can share.
//!
//! Invariant: an inline type of such a component is one type if it is the same in both halves, and is called as in the
//! received one.

use super::keywords::Form;
use super::{Lowering, Place, Role};
use crate::load::Node;
use crate::names::Ident;

/// The received half of a component that is a type for each direction, whose inline types both share if they may.
#[derive(Debug, Clone)]
pub(super) struct Twin {
    /// What an inline type is called there.
    pub(super) parts: Vec<String>,
    pub(super) module: Ident,
    /// Whether the sent half is the body of an update.
    pub(super) update: bool,
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
            !is_updated && !self.usage.differs(schema)
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
}
