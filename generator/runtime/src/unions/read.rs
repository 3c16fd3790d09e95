//! Choosing the variant that a received value is.
//!
//! | The value has | it is |
//! |---|---|
//! | a tag that is known | a variant of that tag, or an error that says why none fits |
//! | a tag that is known, but of another JSON type (`"1"` for `1`) | a variant of that tag if one fits, else kept as it is |
//! | a tag that is unknown, or none although others have one | a variant without a tag, or that is called like the unknown one, if one fits and knows it, else kept as it is |
//! | no tag, in a union without one | the variant that leaves the least of it unread, at all depths; of several the one that knows most of its values; then the one that names the most of its members; then the one that misses the fewest; then an enum; then the first. A union among them fits as the best of its own variants does |
//!
//! Invariants: the order of the variants counts only where two fit equally well, or too much would have to be compared; a
//! value that an enum does not know is whatever else takes it; an error names every variant that was tried, the likeliest
//! first, and quotes nothing that was received; time is bounded however deep unions nest.

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde_json::{Map, Value};

use super::super::loss::{self, Loss};
use super::super::numbers::AsWritten;
use super::super::{decode, numbers, parsed, words};
use super::effort::{self, Nested};
use super::shape::{self, Misfit};
use super::tag::Tag;

/// A variant as a received value may be it.
#[derive(Debug)]
pub struct Candidate<'t, U> {
    /// The variant's name, for errors.
    pub name: &'static str,
    /// The tags that tell it apart from the others, if it has any.
    pub tags: &'t [Tag],
    /// How badly its payload fits an object, if that is known without reading it.
    pub misfit: fn(&Map<String, Value>) -> Option<Misfit>,
    /// Reads it, or says why that cannot be done.
    pub read: fn(&Value) -> Result<U, String>,
    /// Whether this version of the crate knows the value, if it takes others as well, as an open enum does.
    pub known: Option<fn(&U) -> bool>,
}

/// How badly the payload of a variant fits an object.
#[must_use]
pub fn misfit<T: DeserializeOwned, U>(
    received: &Map<String, Value>,
    _: fn(T) -> U,
) -> Option<Misfit> {
    shape::misfit::<T>(received)
}

/// Reads the payload of a variant. An error says where in the value something else was expected, and what.
pub fn read<T: DeserializeOwned, U>(
    value: &Value,
    variant: fn(T) -> U,
) -> Result<U, String> {
    decode::part(value).map(variant).map_err(|mismatch| mismatch.to_string())
}

/// Reads the payload of a variant, the second of these members; the first is the tag, and all others are passed over.
pub fn keyed<T: DeserializeOwned, U>(
    value: &Value,
    members: [&str; 2],
    variant: fn(T) -> U,
) -> Result<U, String> {
    for (name, other) in value.as_object().into_iter().flatten() {
        if !members.contains(&name.as_str()) {
            loss::add((effort::size(other), 0));
        }
    }
    read(value.get(members[1]).unwrap_or(&Value::Null), variant)
}

/// Reads the value of an open enum. A union around it may know better what it is.
pub fn listed<'de, R: Deserialize<'de>, E: From<R>, D: Deserializer<'de>>(
    deserializer: D,
    is_known: fn(&E) -> bool,
) -> Result<E, D::Error> {
    let value = E::from(R::deserialize(deserializer)?);
    if !is_known(&value) {
        loss::add((0, 1));
    }
    Ok(value)
}

/// Reads a union whose variants nothing but their shape tells apart. An error names every variant, and says why it is not
/// the one.
pub fn untagged<'de, U, D: Deserializer<'de>>(
    deserializer: D,
    name: &str,
    candidates: &[Candidate<U>],
) -> Result<U, D::Error> {
    let value = received(deserializer)?;
    let candidates: Vec<&Candidate<U>> = candidates.iter().collect();
    if shape::is_asked() {
        return Err(tell(&value, &candidates));
    }
    best(&value, candidates)
        .map(|(_, union)| union)
        .map_err(|reasons| D::Error::custom(no_variant(name, &reasons)))
}

/// Reads a union whose variants a member tells apart. What has an unknown tag is kept; an error says why the variant of a
/// known one does not fit.
pub fn tagged<'de, U, D: Deserializer<'de>>(
    deserializer: D,
    name: &str,
    tag: &str,
    candidates: &[Candidate<U>],
    unknown: fn(Value) -> U,
) -> Result<U, D::Error> {
    let value = received(deserializer)?;
    let found = value.get(tag);
    let is_tagged = |candidate: &&Candidate<U>, is: fn(Tag, &Value) -> bool| {
        found.is_some_and(|found| candidate.tags.iter().any(|tag| is(*tag, found)))
    };
    let is_possible = |one: &&Candidate<U>| {
        one.tags.is_empty() || found.is_none_or(|found| found == one.name)
    };
    let mut possible: Vec<&Candidate<U>> =
        candidates.iter().filter(|one| is_tagged(one, Tag::is)).collect();
    if possible.is_empty() {
        possible = candidates.iter().filter(is_possible).collect();
    }
    if shape::is_asked() {
        return Err(tell(&value, &possible));
    }
    let is_certain = possible.iter().any(|one| is_tagged(one, Tag::is_exactly));
    match best(&value, possible) {
        Ok((is_known, union)) if is_known || is_certain || !value.is_object() => {
            Ok(union)
        }
        Ok(_) => parsed::plain(&value).map(unknown),
        Err(reasons) if is_certain => Err(D::Error::custom(no_variant(name, &reasons))),
        Err(_) => {
            loss::add((effort::size(&value), 1));
            parsed::plain(&value).map(unknown)
        }
    }
}

/// The whole value, or where the union is only asked how badly it fits, what is there for that.
fn received<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    if shape::is_asked() {
        Value::deserialize(deserializer)
    } else {
        deserializer.deserialize_newtype_struct(numbers::TEXT, AsWritten)
    }
}

type Reasons = Vec<(&'static str, String)>;

/// The variant that fits best and whether it is known, or why none does.
fn best<U>(value: &Value, candidates: Vec<&Candidate<U>>) -> Result<(bool, U), Reasons> {
    let _nested = Nested::enter(value);
    shape::begin();
    let mut reasons = Reasons::new();
    let mut taken: Option<(Fit, U)> = None;
    for (at_best, candidate) in by_likelihood(value, candidates) {
        let read = || loss::of(|| (candidate.read)(value));
        let read = match &taken {
            None => read(),
            Some((fit, _)) if *fit <= at_best => continue,
            Some(_) => match effort::compare(value, read) {
                Some(read) => read,
                None => break,
            },
        };
        match read {
            Ok((union, lost)) => {
                let fit = (candidate.known.is_some_and(|known| !known(&union)), lost);
                if taken.as_ref().is_none_or(|(best, _)| fit < *best) {
                    taken = Some((fit, union));
                }
            }
            Err(reason) => {
                reasons.push((candidate.name, reason));
                if taken.is_none() && !effort::may_go_on() {
                    break;
                }
            }
        }
    }
    let ((is_unknown, lost), union) = taken.ok_or(reasons)?;
    loss::add(lost);
    Ok((!is_unknown, union))
}

/// How well a variant fits that was read: whether its value is unknown, and what is lost. Less is better.
type Fit = (bool, Loss);

/// The candidates, the likeliest first, with how well each fits at best: an enum before what takes any value.
fn by_likelihood<'c, U>(
    value: &Value,
    candidates: Vec<&'c Candidate<'c, U>>,
) -> impl Iterator<Item = (Fit, &'c Candidate<'c, U>)> {
    let members = value.as_object().map_or(0, Map::len);
    let mut by_misfit: Vec<(Misfit, &Candidate<U>)> = candidates
        .into_iter()
        .map(|candidate| (of_candidate(value, candidate), candidate))
        .collect();
    by_misfit.sort_by_key(|(misfit, candidate)| (*misfit, candidate.known.is_none()));
    by_misfit.into_iter().map(move |((unread, ..), candidate)| {
        // Of more than there are, nothing is known.
        let unread = if unread > members { 0 } else { unread };
        ((false, (unread, 0)), candidate)
    })
}

/// How badly a variant fits. One that takes any members leaves none unread, but names none either.
fn of_candidate<U>(value: &Value, candidate: &Candidate<U>) -> Misfit {
    match value.as_object() {
        None => (0, 0, 0),
        Some(received) => (candidate.misfit)(received).unwrap_or((0, received.len(), 0)),
    }
}

/// Tells the union around this one how badly it fits, and why nothing was read. Without a variant, all is left unread.
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
