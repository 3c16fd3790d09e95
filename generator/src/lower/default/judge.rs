//! Whether a schema allows a value, through references, alternatives, lists and the members of objects.
//!
//! Invariant: what a component says of a value is found out once, however many ways lead there. A member that is
//! missing, or that nothing speaks of, is none that does not fit.

use std::collections::BTreeMap;

use super::Defaults;
use super::lists::Standing;
use super::misfit::{Misfit, named, not_listed, off_step, out_of_bounds, shown, wrong_type};
use crate::load::{Kind, Node, Origin};
use crate::lower::Lowering;
use crate::lower::keywords::{flag, is_null, target, text, variants};
use crate::lower::pattern::Patterns;
use crate::lower::schema::type_name;
use crate::resolve::Resolved;

/// How far references, alternatives and lists are followed: a chain of components may be longer than the call stack is
/// deep. What is beyond that fits.
const DEEPEST: usize = 64;

/// A value beside the schemas that may allow it.
pub(super) struct Judge<'l> {
    resolved: &'l Resolved,
    defaults: &'l mut Defaults,
    patterns: &'l mut Patterns,
    /// Whether a component allows a value, by their places. It does not while that is being found out: what leads back to
    /// itself allows nothing by that.
    known: BTreeMap<(Origin, Origin), bool>,
    depth: usize,
}

impl<'l> Judge<'l> {
    pub(super) fn of(lowering: &'l mut Lowering<'_>) -> Self {
        Self {
            resolved: lowering.resolved,
            defaults: &mut lowering.defaults,
            patterns: &mut lowering.patterns,
            known: BTreeMap::new(),
            depth: 0,
        }
    }

    /// Why a schema does not allow a value; `None` if it does, and for what is too deep or too much to tell.
    pub(super) fn misfit(&mut self, value: &Node, schema: &Node) -> Option<Misfit> {
        if self.depth == DEEPEST || !self.defaults.may_look(value) {
            return None;
        }
        self.depth += 1;
        let misfit = match target(self.resolved, schema) {
            _ if value.is_null() && self.allows_null(schema) => None,
            Some(target) => self.by_component(value, target),
            None if value.is_null() => self.null(value, schema),
            None => self.by_keywords(value, schema),
        };
        self.depth -= 1;
        misfit
    }

    fn allows_null(&mut self, schema: &Node) -> bool {
        let is_said = flag(schema, "nullable") || text(schema, "type") == Some("null");
        is_said || self.defaults.lists.has_null(schema)
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
            None => {
                let lists = &mut self.defaults.lists;
                !type_name(schema).is_empty() || lists.standing(value, schema) != Standing::NoList
            }
        };
        is_refused.then(Misfit::of_null)
    }

    /// A value that is listed just so is one of the schema, whatever `type` says.
    fn by_keywords(&mut self, value: &Node, schema: &Node) -> Option<Misfit> {
        let lists = &mut self.defaults.lists;
        match lists.standing(value, schema) {
            Standing::Listed => return None,
            Standing::Missing => not_listed(value, schema, lists),
            Standing::Alike | Standing::NoList => None,
        }
        .or_else(|| self.no_alternative(value, schema))
        .or_else(|| wrong_type(value, schema))
        .or_else(|| out_of_bounds(value, schema))
        .or_else(|| off_step(value, schema))
        .or_else(|| self.unlike_pattern(value, schema))
        .or_else(|| self.wrong_item(value, schema))
        .or_else(|| self.wrong_member(value, schema))
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

    fn unlike_pattern(&mut self, value: &Node, schema: &Node) -> Option<Misfit> {
        let pattern = text(schema, "pattern")?;
        let allows = self.patterns.allows(pattern, value.as_str()?);
        (!allows).then(|| Misfit::of_limit("pattern", pattern))
    }

    fn wrong_item(&mut self, value: &Node, schema: &Node) -> Option<Misfit> {
        let items = schema.get("items")?;
        let mut wrong = value
            .as_array()?
            .iter()
            .filter_map(|item| Some((item, self.misfit(item, items)?)));
        let (item, misfit) = wrong.next()?;
        Some(misfit.inside(&format!("an item, {},", shown(item))))
    }

    fn wrong_member(&mut self, value: &Node, schema: &Node) -> Option<Misfit> {
        let declared = schema.get("properties");
        let others = schema.get("additionalProperties");
        let others = others.filter(|others| matches!(others.kind, Kind::Object(_)));
        let mut wrong = value.as_object()?.iter().filter_map(|(name, member)| {
            let own = declared.and_then(|declared| declared.get(name));
            Some((name, member, self.misfit(member, own.or(others)?)?))
        });
        let (name, member, misfit) = wrong.next()?;
        let what = format!("a member {}, {},", named(name), shown(member));
        Some(misfit.inside(&what))
    }
}
