//! What the difference of two versions of an item means to callers: one law for each kind of fact.
//!
//! Invariant: two versions that are equal have no effect, and another signature is a break unless it differs in words
//! alone.

use std::collections::BTreeSet;

use super::{Item, Remark, auth, rules};

/// How much a change weighs for callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Nothing that their code could see but by what the server does.
    Fix,
    /// There is more than before.
    Feature,
    /// Code that compiled does no longer, or is refused what it was given.
    Break,
}

/// One thing that has changed about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What has changed, as the end of a sentence about the item.
    pub text: String,
    /// What that means to callers.
    pub weight: Weight,
}

impl Effect {
    pub(super) fn new(weight: Weight, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text, weight }
    }
}

/// What has changed about an item itself.
pub(super) fn between(old: &Item, new: &Item) -> Vec<Effect> {
    let mut effects = Vec::new();
    effects.extend(signature(old, new));
    effects.extend(abilities(old, new));
    effects.extend(changed_rules(old, new));
    effects.extend(remarks(old, new));
    effects
}

fn signature(old: &Item, new: &Item) -> Option<Effect> {
    let spelled = |item: &Item| {
        let text = item.signature.to_string();
        format!("`{}`", text.trim_start_matches(": "))
    };
    if old.signature == new.signature {
        return None;
    }
    let text = format!("is {}, was {}", spelled(new), spelled(old));
    Some(if new.signature.takes_calls_of(&old.signature) {
        Effect::new(Weight::Fix, text + ", which differs in words alone")
    } else {
        Effect::new(Weight::Break, text)
    })
}

fn abilities<'a>(old: &'a Item, new: &'a Item) -> impl Iterator<Item = Effect> + 'a {
    let lost = old.abilities.difference(&new.abilities);
    let gained = new.abilities.difference(&old.abilities);
    let lost = lost.map(|name| Effect::new(Weight::Break, format!("has no `{name}` any more")));
    lost.chain(gained.map(|name| Effect::new(Weight::Feature, format!("has `{name}` now"))))
}

fn changed_rules<'a>(old: &'a Item, new: &'a Item) -> impl Iterator<Item = Effect> + 'a {
    let names: BTreeSet<&String> = old.rules.keys().chain(new.rules.keys()).collect();
    names.into_iter().filter_map(|name| {
        let (before, now) = (old.rules.get(name), new.rules.get(name));
        let narrower = match (before, now) {
            (Some(before), Some(now)) if rules::is_same(name, before, now) => return None,
            (Some(before), Some(now)) => rules::narrows(name, before, now),
            (None, _) => true,
            (Some(_), None) => false,
        };
        Some(if narrower {
            let text = format!("{}: refuses what was accepted", differs(name, before, now));
            Effect::new(Weight::Break, text)
        } else {
            Effect::new(Weight::Feature, differs(name, before, now))
        })
    })
}

fn remarks<'a>(old: &'a Item, new: &'a Item) -> impl Iterator<Item = Effect> + 'a {
    Remark::ALL.into_iter().filter_map(|remark| {
        let (before, now) = (old.remarks.get(&remark), new.remarks.get(&remark));
        let text = differs(remark.word(), before, now);
        let weight = match remark {
            _ if before == now => return None,
            Remark::Auth if !auth::covers(now, before) => {
                return Some(Effect::new(
                    Weight::Break,
                    text + ": refuses credentials that were enough",
                ));
            }
            Remark::Deprecated if before.is_none() => Weight::Feature,
            _ => Weight::Fix,
        };
        Some(Effect::new(weight, text))
    })
}

fn differs(name: &str, before: Option<&String>, now: Option<&String>) -> String {
    match (before, now) {
        (Some(before), Some(now)) => format!("{name} is `{now}`, was `{before}`"),
        (None, Some(now)) => format!("{name} is `{now}` now"),
        (Some(before), None) => format!("{name} is gone, was `{before}`"),
        (None, None) => String::new(),
    }
}
