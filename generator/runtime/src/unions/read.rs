//! Choosing the variant that a received value is.
//!
//! | The value has | it is |
//! |---|---|
//! | a tag that is known | a variant of that tag, or an error that says why none fits |
//! | a tag that is unknown, or none although others have one | a variant without a tag if one fits, else kept as it is |
//! | no tag, in a union without one | the variant that leaves the fewest of its members unread; of several the one that names the most of them; then the one that misses the fewest; then the first. A union among them fits as the best of its own variants does |
//!
//! Invariants: the choice depends on the order of the variants only where two fit equally well; a value that
//! an enum does not know is whatever else takes it; an error names every variant that was tried, the
//! likeliest first, and quotes nothing that was received; time is bounded however deep unions nest.

use std::cell::Cell;

use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::{Map, Value};

use super::super::{decode, words};
use super::shape::{self, Misfit};
use super::tag::Tag;

/// A variant as a received value may be it.
#[derive(Debug)]
pub struct Candidate<U> {
    /// The variant's name, for errors.
    pub name: &'static str,
    /// The tag that tells it apart from the others, if it has one.
    pub tag: Option<Tag>,
    /// How badly its payload fits an object, if that is known without reading it.
    pub misfit: fn(&Map<String, Value>) -> Option<Misfit>,
    /// Reads it, or says why that cannot be done.
    pub read: fn(&Value) -> Result<U, String>,
    /// Whether this version of the crate knows the value: an open enum takes any.
    pub known: fn(&U) -> bool,
}

/// How badly the payload of a variant fits an object.
#[must_use]
pub fn misfit<T: DeserializeOwned, U>(
    received: &Map<String, Value>,
    _: fn(T) -> U,
) -> Option<Misfit> {
    shape::misfit::<T>(received)
}

/// Reads the payload of a variant.
///
/// # Errors
///
/// Says where in the value something else was expected, and what.
pub fn read<T: DeserializeOwned, U>(
    value: &Value,
    variant: fn(T) -> U,
) -> Result<U, String> {
    decode::part(value).map(variant).map_err(|mismatch| mismatch.to_string())
}

/// Reads a union whose variants nothing but their shape tells apart.
///
/// # Errors
///
/// Names every variant, and says why it is not the one.
pub fn untagged<'de, U, D: Deserializer<'de>>(
    deserializer: D,
    name: &str,
    candidates: &[Candidate<U>],
) -> Result<U, D::Error> {
    let value: Value = serde::Deserialize::deserialize(deserializer)?;
    let candidates: Vec<&Candidate<U>> = candidates.iter().collect();
    if shape::is_asked() {
        return Err(tell(&value, &candidates));
    }
    let reasons = match best(&value, candidates) {
        Ok(union) => return Ok(union),
        Err(reasons) => reasons,
    };
    Err(D::Error::custom(no_variant(name, &reasons)))
}

/// Reads a union whose variants a member tells apart. What has an unknown tag is kept.
///
/// # Errors
///
/// Says why the variant of the tag does not fit.
pub fn tagged<'de, U, D: Deserializer<'de>>(
    deserializer: D,
    name: &str,
    tag: &str,
    candidates: &[Candidate<U>],
    unknown: fn(Value) -> U,
) -> Result<U, D::Error> {
    let value: Value = serde::Deserialize::deserialize(deserializer)?;
    let found = value.get(tag);
    let is_named = |candidate: &&Candidate<U>| {
        candidate.tag.as_ref().zip(found).is_some_and(|(tag, found)| tag.is(found))
    };
    let named: Vec<&Candidate<U>> = candidates.iter().filter(is_named).collect();
    if shape::is_asked() {
        return Err(tell(&value, &named));
    }
    if !named.is_empty() {
        return best(&value, named)
            .map_err(|reasons| D::Error::custom(no_variant(name, &reasons)));
    }
    let possible = candidates
        .iter()
        .filter(|candidate| found.is_none() || candidate.tag.is_none())
        .collect();
    Ok(best(&value, possible).unwrap_or_else(|_| unknown(value)))
}

type Reasons = Vec<(&'static str, String)>;

/// The variant that fits best, or why none does.
fn best<U>(value: &Value, mut candidates: Vec<&Candidate<U>>) -> Result<U, Reasons> {
    let _nested = Nested::enter(value);
    shape::begin();
    candidates.sort_by_cached_key(|candidate| of_candidate(value, candidate));
    let mut reasons = Reasons::new();
    let mut second = None;
    for candidate in candidates {
        match (candidate.read)(value) {
            Ok(union) if (candidate.known)(&union) => return Ok(union),
            Ok(union) => second = second.or(Some(union)),
            Err(reason) => {
                reasons.push((candidate.name, reason));
                if second.is_none() && !Nested::may_go_on() {
                    break;
                }
            }
        }
    }
    second.ok_or(reasons)
}

/// How badly a variant fits. One that takes any members leaves none unread, but names none either.
fn of_candidate<U>(value: &Value, candidate: &Candidate<U>) -> Misfit {
    match value.as_object() {
        None => (0, 0, 0),
        Some(received) => (candidate.misfit)(received).unwrap_or((0, received.len(), 0)),
    }
}

/// Tells the union around this one how badly it fits, and why nothing was read. Without a variant, as where the tag is
/// unknown, everything is left unread.
fn tell<U, E: serde::de::Error>(value: &Value, candidates: &[&Candidate<U>]) -> E {
    let members = value.as_object().map_or(0, Map::len);
    let variants = candidates.iter().map(|candidate| of_candidate(value, candidate));
    shape::tell(variants.chain([(members, members, 0)]));
    E::custom("only asked")
}

/// How long the reason may be that stands for one variant: reasons nest as unions do.
const LONGEST: usize = 200;

fn no_variant(name: &str, reasons: &[(&'static str, String)]) -> String {
    let reasons = reasons.iter().map(|(variant, reason)| {
        let short: String = reason.chars().take(LONGEST).collect();
        let more = if short.len() < reason.len() { ".." } else { "" };
        format!("as `{variant}`: {short}{more}")
    });
    let reasons: Vec<String> = reasons.collect();
    format!("{}`{name}` ({})", words::NO_VARIANT, reasons.join("; "))
}

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    static FAILURES_LEFT: Cell<usize> = const { Cell::new(0) };
}

/// A union that is being read, perhaps inside another one.
///
/// Unions in unions multiply what has to be tried where nothing fits, so the outermost one is given a number
/// of failures that grows with its size alone. When they are used up, only the likeliest variant is tried.
struct Nested;

impl Nested {
    fn enter(value: &Value) -> Self {
        if DEPTH.get() == 0 {
            FAILURES_LEFT.set(size(value).saturating_mul(64));
        }
        DEPTH.set(DEPTH.get() + 1);
        Self
    }

    /// Counts a variant that did not fit.
    fn may_go_on() -> bool {
        FAILURES_LEFT.set(FAILURES_LEFT.get().saturating_sub(1));
        FAILURES_LEFT.get() > 0
    }
}

impl Drop for Nested {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}

/// How many values there are in a value, itself included.
fn size(value: &Value) -> usize {
    let below: usize = match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    };
    1 + below
}
