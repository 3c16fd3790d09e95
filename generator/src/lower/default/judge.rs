//! Whether a schema allows a value, through references, alternatives and lists.
//!
//! Invariant: what a component says of a value is found out once, however many ways lead there. The members of an object
//! are not looked at.

use std::collections::BTreeMap;

use super::misfit::{Misfit, is_listed, not_listed, out_of_bounds, shown, wrong_type};
use crate::load::{Node, Origin};
use crate::lower::Lowering;
use crate::lower::keywords::{is_null, is_nullable, listed_values, variants};
use crate::lower::schema::type_name;

/// How far references, alternatives and lists are followed: a chain of components may be longer than the call stack is
/// deep. What is beyond that fits.
const DEEPEST: usize = 64;

/// A value beside the schemas that may allow it.
pub(super) struct Judge<'l> {
    lowering: &'l Lowering<'l>,
    /// Whether a component allows a value, by their places. It does not while that is being found out: what leads back to
    /// itself allows nothing by that.
    known: BTreeMap<(Origin, Origin), bool>,
    depth: usize,
}

impl<'l> Judge<'l> {
    pub(super) fn of(lowering: &'l Lowering<'l>) -> Self {
        Self {
            lowering,
            known: BTreeMap::new(),
            depth: 0,
        }
    }

    /// Why a schema does not allow a value; `None` if it does.
    pub(super) fn misfit(&mut self, value: &Node, schema: &Node) -> Option<Misfit> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let misfit = match self.lowering.target(schema) {
            _ if value.is_null() && (is_nullable(schema) || is_null(schema)) => None,
            Some(target) => self.by_component(value, target),
            None if value.is_null() => self.null(value, schema),
            None if is_listed(value, schema) => None,
            None => not_listed(value, schema)
                .or_else(|| self.no_alternative(value, schema))
                .or_else(|| wrong_type(value, schema))
                .or_else(|| out_of_bounds(value, schema))
                .or_else(|| self.wrong_item(value, schema)),
        };
        self.depth -= 1;
        misfit
    }

    fn by_component(&mut self, value: &Node, component: &Node) -> Option<Misfit> {
        let key = (value.origin, component.origin);
        match self.known.get(&key) {
            Some(true) => return None,
            Some(false) => return Some(Misfit::of_alternatives()),
            None => self.known.insert(key, false),
        };
        let misfit = self.misfit(value, component);
        self.known.insert(key, misfit.is_none());
        misfit
    }

    /// Null where the schema itself does not speak of it.
    fn null(&mut self, value: &Node, schema: &Node) -> Option<Misfit> {
        let is_refused = match variants(schema) {
            Some(_) => self.no_alternative(value, schema).is_some(),
            None => !type_name(schema).is_empty() || !listed_values(schema).is_empty(),
        };
        is_refused.then(Misfit::of_null)
    }

    fn no_alternative(&mut self, value: &Node, schema: &Node) -> Option<Misfit> {
        let mut last = None;
        let mut count = 0;
        for alternative in variants(schema)? {
            if value.is_null() || !is_null(alternative) {
                last = Some(self.misfit(value, alternative)?);
                count += 1;
            }
        }
        if count > 1 {
            return Some(Misfit::of_alternatives());
        }
        last
    }

    fn wrong_item(&mut self, value: &Node, schema: &Node) -> Option<Misfit> {
        let items = schema.get("items")?;
        let mut wrong = value
            .as_array()?
            .iter()
            .filter_map(|item| Some((item, self.misfit(item, items)?)));
        let (item, Misfit { why, help }) = wrong.next()?;
        let why = format!("has an item, {}, that {why}", shown(item));
        Some(Misfit { why, help })
    }
}
