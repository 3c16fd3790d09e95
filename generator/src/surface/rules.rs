//! Rules by their names in the spec, and whether one refuses what another accepts.
//!
//! Invariant: only what the spec states is a rule here, and where nobody knows what two limits have in common, the
//! new one refuses.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::ir::{Body, Rule, Type, Value};

/// Says that a bound itself is out of bounds.
const EXCLUSIVE: &str = " exclusive";

/// What is checked of a value, and of its items and entries: `maxItems`, `items.maxLength`.
pub(super) fn of(value: &Value) -> BTreeMap<String, String> {
    let mut rules = BTreeMap::new();
    add("", value, &mut rules);
    rules
}

/// The same of what a request carries.
pub(super) fn of_body(body: &Body) -> BTreeMap<String, String> {
    let mut rules = of(&body.value);
    rules.extend(body.members.iter().map(|rule| {
        let (name, limit) = spelled(rule);
        (name.to_owned(), limit)
    }));
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

/// Whether two limits of a rule are the same: numbers are, however they are spelled.
pub(super) fn is_same(name: &str, old: &str, new: &str) -> bool {
    let is_exclusive = |limit: &str| limit.ends_with(EXCLUSIVE);
    let same_number =
        || is_exclusive(old) == is_exclusive(new) && compare(old, new) == Some(Ordering::Equal);
    old == new || is_number(name) && same_number()
}

/// Whether the rule `name` refuses with its new limit what it accepted with the old one. What two patterns
/// have in common nobody knows, so that another one counts as narrower.
pub(super) fn narrows(name: &str, old: &str, new: &str) -> bool {
    if !is_number(name) {
        return true;
    }
    let order = compare(old, new);
    let is_stricter =
        order == Some(Ordering::Equal) && new.ends_with(EXCLUSIVE) && !old.ends_with(EXCLUSIVE);
    match own(name) {
        "multipleOf" => !is_multiple(old, new),
        name if name.starts_with("min") => order.is_none_or(Ordering::is_lt) || is_stricter,
        _ => order.is_none_or(Ordering::is_gt) || is_stricter,
    }
}

/// The name of a rule, without what it is a rule of.
fn own(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn is_number(name: &str) -> bool {
    let name = own(name);
    name.starts_with("min") || name.starts_with("max") || name == "multipleOf"
}

fn compare(one: &str, other: &str) -> Option<Ordering> {
    match in_parts(one, other) {
        Some((one, other)) => Some(one.cmp(&other)),
        None => number(one)?.partial_cmp(&number(other)?),
    }
}

/// Whether a number is a whole multiple of another one, by its digits: for a processor, 0.3 is none of 0.1.
fn is_multiple(of: &str, step: &str) -> bool {
    match in_parts(of, step) {
        Some((of, step)) => of.checked_rem(step) == Some(0),
        None => match (number(of), number(step)) {
            (Some(of), Some(step)) => (of / step).fract() == 0.0,
            _ => false,
        },
    }
}

/// Two numbers as how often they hold the greatest power of ten that both are whole multiples of; `None` where that is
/// more than an integer has.
fn in_parts(one: &str, other: &str) -> Option<(i128, i128)> {
    let (one, other) = (decimal(one)?, decimal(other)?);
    let part = one.1.min(other.1);
    let times = |(digits, exponent): (i128, i32)| {
        let factor = 10_i128.checked_pow(u32::try_from(exponent - part).ok()?)?;
        digits.checked_mul(factor)
    };
    Some((times(one)?, times(other)?))
}

/// A number as its digits, and the exponent of ten that they are multiplied with.
fn decimal(limit: &str) -> Option<(i128, i32)> {
    let (number, exponent) = match digits(limit).split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i16>().ok()?),
        None => (digits(limit), 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}").parse().ok()?;
    Some((
        digits,
        i32::from(exponent) - i32::try_from(fraction.len()).ok()?,
    ))
}

fn number(limit: &str) -> Option<f64> {
    digits(limit).parse().ok()
}

fn digits(limit: &str) -> &str {
    limit.strip_suffix(EXCLUSIVE).unwrap_or(limit)
}
