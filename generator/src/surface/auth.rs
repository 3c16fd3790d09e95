//! The alternatives of credentials that a call takes: as text, and whether callers of before still have one.
//!
//! Invariant: what is written is read as the same alternatives, whatever the setters of credentials are called.

use std::collections::BTreeSet;

/// What stands between alternatives.
const OR: &str = " or ";

/// What stands between the credentials of one alternative.
const AND: &str = " and ";

/// The alternative that asks for no credential.
const NONE: &str = "none";

/// Alternatives of setters as text: `api_key or user and token or none`.
pub(super) fn spelled<'a, One>(alternatives: impl Iterator<Item = One>) -> String
where
    One: Iterator<Item = &'a str>,
{
    let spelled = alternatives.map(|setters| {
        let setters: Vec<String> = setters.map(setter).collect();
        match setters.as_slice() {
            [] => NONE.to_owned(),
            setters => setters.join(AND),
        }
    });
    spelled.collect::<Vec<_>>().join(OR)
}

/// A setter as Rust also spells it, where its name is a word of the text.
fn setter(name: &str) -> String {
    let words = [OR.trim(), AND.trim(), NONE];
    let raw = if words.contains(&name) { "r#" } else { "" };
    format!("{raw}{name}")
}

/// Whether everybody who could make a call before still can: each former alternative holds one of today's.
pub(super) fn covers(now: Option<&String>, before: Option<&String>) -> bool {
    let now = alternatives(now);
    alternatives(before)
        .iter()
        .all(|held| now.iter().any(|wanted| wanted.is_subset(held)))
}

fn alternatives(auth: Option<&String>) -> Vec<BTreeSet<&str>> {
    let text = auth.map_or(NONE, String::as_str);
    let alternatives = text.split(OR).map(|alternative| match alternative {
        NONE => BTreeSet::new(),
        setters => setters.split(AND).collect(),
    });
    alternatives.collect()
}
