//! Rules by their names in the spec, and whether one refuses what another accepts.
//!
//! Invariant: only what the spec states is a rule here, and where nobody knows what two limits have in common, the
//! new one refuses.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::ir::{Rule, Type, Value};

/// Says that a bound itself is out of bounds.
const EXCLUSIVE: &str = " exclusive";

/// What is checked of a value, and of its items and entries: `maxItems`, `items.maxLength`.
pub(super) fn of(value: &Value) -> BTreeMap<String, String> {
    let mut rules = BTreeMap::new();
    add("", value, &mut rules);
    rules
}

/// The same of an argument, which its name tells apart from others: `id.maxLength`.
pub(super) fn below(argument: &str, value: &Value) -> BTreeMap<String, String> {
    let mut rules = BTreeMap::new();
    add(&format!("{argument}."), value, &mut rules);
    rules
}

fn add(prefix: &str, value: &Value, rules: &mut BTreeMap<String, String>) {
    // No other number could be sent anyway.
    let stated = value.rules.iter().filter(|rule| **rule != Rule::Finite);
    rules.extend(stated.map(|rule| {
        let (name, limit) = spelled(rule);
        (format!("{prefix}{name}"), limit)
    }));
    match &value.ty {
        Type::List(item) => add(&format!("{prefix}items."), item, rules),
        Type::Map(entry) => add(&format!("{prefix}values."), entry, rules),
        _ => {}
    }
}

fn spelled(rule: &Rule) -> (&'static str, String) {
    match rule {
        Rule::MinLength(limit) => ("minLength", limit.to_string()),
        Rule::MaxLength(limit) => ("maxLength", limit.to_string()),
        Rule::Pattern(_, spelling) => ("pattern", spelling.clone()),
        Rule::Uri => ("format", "uri".to_owned()),
        Rule::Finite => ("finite", "true".to_owned()),
        Rule::Minimum(limit) => ("minimum", limit.clone()),
        Rule::Maximum(limit) => ("maximum", limit.clone()),
        Rule::ExclusiveMinimum(limit) => ("minimum", format!("{limit}{EXCLUSIVE}")),
        Rule::ExclusiveMaximum(limit) => ("maximum", format!("{limit}{EXCLUSIVE}")),
        Rule::MultipleOf(step) => ("multipleOf", step.clone()),
        Rule::MinItems(limit) => ("minItems", limit.to_string()),
        Rule::MaxItems(limit) => ("maxItems", limit.to_string()),
        Rule::UniqueItems => ("uniqueItems", "true".to_owned()),
        Rule::MinProperties(limit) => ("minProperties", limit.to_string()),
        Rule::MaxProperties(limit) => ("maxProperties", limit.to_string()),
    }
}

/// Whether the rule `name` refuses with its new limit what it accepted with the old one. What two patterns
/// have in common nobody knows, so that another one counts as narrower.
pub(super) fn narrows(name: &str, old: &str, new: &str) -> bool {
    let name = name.rsplit('.').next().unwrap_or(name);
    let order = compare(old, new);
    let is_stricter =
        order == Ordering::Equal && new.ends_with(EXCLUSIVE) && !old.ends_with(EXCLUSIVE);
    if name.starts_with("min") {
        order == Ordering::Less || is_stricter
    } else if name.starts_with("max") {
        order == Ordering::Greater || is_stricter
    } else if name == "multipleOf" {
        !is_multiple(old, new)
    } else {
        true
    }
}

fn compare(one: &str, other: &str) -> Ordering {
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => number(one).total_cmp(&number(other)),
    }
}

fn is_multiple(of: &str, step: &str) -> bool {
    match (integer(of), integer(step)) {
        (Some(of), Some(step)) => of.checked_rem(step) == Some(0),
        _ => (number(of) / number(step)).fract() == 0.0,
    }
}

fn integer(limit: &str) -> Option<i128> {
    digits(limit).parse().ok()
}

fn number(limit: &str) -> f64 {
    digits(limit).parse().unwrap_or(f64::NAN)
}

fn digits(limit: &str) -> &str {
    limit.strip_suffix(EXCLUSIVE).unwrap_or(limit)
}
