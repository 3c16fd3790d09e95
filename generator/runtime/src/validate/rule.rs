//! The rules that garde has no word for, each as a function for `#[garde(custom(..))]`.
//!
//! Invariant: a rule knows nothing but the value and its limit, and never reports the value.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Arc, PoisonError, RwLock};

use garde::Error;
use regex_lite::Regex;

use super::super::patch::Patch;
use super::finding::{self, Finding};

fn check(holds: bool, rule: &str, limit: Option<&dyn Display>) -> garde::Result {
    if holds { Ok(()) } else { Err(Error::new(finding::message(rule, limit))) }
}

/// At least this many Unicode code points.
pub fn min_length(limit: usize) -> impl Fn(&str, &()) -> garde::Result {
    move |text, &()| check(text.chars().count() >= limit, "minLength", Some(&limit))
}

/// At most this many Unicode code points.
pub fn max_length(limit: usize) -> impl Fn(&str, &()) -> garde::Result {
    move |text, &()| check(text.chars().count() <= limit, "maxLength", Some(&limit))
}

/// Is an absolute URI.
pub fn uri(text: &str, (): &()) -> garde::Result {
    check(url::Url::parse(text).is_ok(), "format", Some(&"uri"))
}

/// Is a number that JSON has, neither NaN nor infinite: `serde_json` would write null for it, without a word.
pub fn finite(value: &f64, (): &()) -> garde::Result {
    check(value.is_finite(), "finite", None)
}

/// Matches the regular expression somewhere, as it is written on the wire: a decimal number is a string there.
/// The last text is how the API's description writes the expression, which may be the first one as well.
///
/// An expression that does not compile is not checked: the generator reports those.
pub fn pattern<T: Display + ?Sized>(
    spellings: &'static [&'static str],
) -> impl Fn(&T, &()) -> garde::Result {
    move |value, &()| {
        let regex = spellings.first().and_then(|regex| compiled(regex));
        let holds = regex.is_none_or(|regex| regex.is_match(&value.to_string()));
        check(
            holds,
            "pattern",
            spellings.last().map(|spelling| spelling as &dyn Display),
        )
    }
}

/// Every expression is compiled once in the life of the program.
fn compiled(regex: &'static str) -> Option<Arc<Regex>> {
    static COMPILED: RwLock<BTreeMap<&str, Option<Arc<Regex>>>> =
        RwLock::new(BTreeMap::new());
    let known =
        COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(regex).cloned();
    known.unwrap_or_else(|| {
        let compiled = Regex::new(regex).ok().map(Arc::new);
        COMPILED
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(regex, compiled.clone());
        compiled
    })
}

/// Rules that compare with a limit.
macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident $comparison:tt $rule:literal;)*) => {$(
        $(#[$doc])*
        pub fn $name<T: PartialOrd + Display>(limit: T) -> impl Fn(&T, &()) -> garde::Result {
            move |value, &()| check(*value $comparison limit, $rule, Some(&limit))
        }
    )*};
}

limits! {
    /// At least this.
    minimum >= "minimum";
    /// At most this.
    maximum <= "maximum";
    /// More than this.
    exclusive_minimum > "exclusiveMinimum";
    /// Less than this.
    exclusive_maximum < "exclusiveMaximum";
}

/// A whole multiple of this.
pub fn multiple_of<T: Multiple>(limit: T) -> impl Fn(&T, &()) -> garde::Result {
    move |value, &()| check(value.is_multiple(&limit), "multipleOf", Some(&limit))
}

/// Rules that compare how many there are with a limit.
macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident($what:ty) $comparison:tt $rule:literal;)*) => {$(
        $(#[$doc])*
        pub fn $name<T>(limit: usize) -> impl Fn(&$what, &()) -> garde::Result {
            move |what, &()| check(what.len() $comparison limit, $rule, Some(&limit))
        }
    )*};
}

counts! {
    /// At least this many items.
    min_items([T]) >= "minItems";
    /// At most this many items.
    max_items([T]) <= "maxItems";
    /// At least this many entries.
    min_properties(BTreeMap<String, T>) >= "minProperties";
    /// At most this many entries.
    max_properties(BTreeMap<String, T>) <= "maxProperties";
}

/// No two items are equal.
pub fn unique_items<T: PartialEq>(items: &[T], (): &()) -> garde::Result {
    let mut rest = items;
    let mut unique = true;
    while let Some((first, others)) = rest.split_first() {
        unique &= !others.contains(first);
        rest = others;
    }
    check(unique, "uniqueItems", None)
}

/// A rule for every value of a map, into which garde's `inner` does not look.
pub fn values<T: Borrow<B>, B: ?Sized>(
    rule: impl Fn(&B, &()) -> garde::Result,
) -> impl Fn(&BTreeMap<String, T>, &()) -> garde::Result {
    move |map, &()| {
        let results = map.iter().map(|(key, value)| (key, rule(value.borrow(), &())));
        collect(results, |finding, key| finding.in_entry(key))
    }
}

/// A rule for every item of a list that is itself the value of a map.
pub fn items<T: Borrow<B>, B: ?Sized>(
    rule: impl Fn(&B, &()) -> garde::Result,
) -> impl Fn(&[T], &()) -> garde::Result {
    move |items, &()| {
        let results = items.iter().map(|item| rule(item.borrow(), &())).enumerate();
        collect(results, Finding::in_item)
    }
}

/// A rule for the value of a map that may be null.
pub fn present<T: Borrow<B>, B: ?Sized>(
    rule: impl Fn(&B, &()) -> garde::Result,
) -> impl Fn(&Option<T>, &()) -> garde::Result {
    move |value, &()| value.as_ref().map_or(Ok(()), |value| rule(value.borrow(), &()))
}

/// A rule for the value that a partial update sets.
pub fn set<T: Borrow<B>, B: ?Sized>(
    rule: impl Fn(&B, &()) -> garde::Result,
) -> impl Fn(&Patch<T>, &()) -> garde::Result {
    move |patch, &()| match patch {
        Patch::Set(value) => rule(value.borrow(), &()),
        Patch::Leave | Patch::Clear => Ok(()),
    }
}

/// What is broken below, seen from here.
fn collect<K: Copy>(
    results: impl Iterator<Item = (K, garde::Result)>,
    below: impl Fn(Finding<'static>, K) -> Finding<'static>,
) -> garde::Result {
    let mut findings = Vec::new();
    for (key, result) in results {
        let broken = result.err().map(|error| finding::parse(error.message()));
        findings.extend(broken.into_iter().flatten().map(|finding| below(finding, key)));
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Error::new(finding::render(&findings)))
    }
}

/// A number that can be a whole multiple of another one.
pub trait Multiple: Display {
    /// Whether it is. Everything is a multiple of a limit that makes no sense, such as zero.
    fn is_multiple(&self, of: &Self) -> bool;
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Multiple for $integer {
            fn is_multiple(&self, of: &Self) -> bool {
                self.checked_rem(*of).is_none_or(|rest| rest == 0)
            }
        }
    )*};
}

integers!(i32, i64, u64, i128);

impl Multiple for f64 {
    fn is_multiple(&self, of: &Self) -> bool {
        // 0.3 is a multiple of 0.1 for everybody but a processor.
        let times = self / of;
        let off = (times - times.round()).abs();
        !times.is_finite() || off <= times.abs().max(1.0) * 4.0 * Self::EPSILON
    }
}
