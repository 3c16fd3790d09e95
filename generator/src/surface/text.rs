//! A surface as text: one item a line, below it and indented what belongs to it.
//!
//! Parts of a line stand between ` | `, so that no part has one: what comes from the spec is quoted where it
//! could be taken for something else.
//!
//! Invariant: lines depend on nothing but their own item, and the place of an item
//! is left out where it is the usual one, so that a change of the spec changes the lines of what it is about.

use std::fmt;

use crate::diagnostic::is_unseen;

use super::{Item, Items, Kind, Remark, Surface, place};

/// What stands between two parts of a line.
pub(super) const SEPARATOR: &str = " | ";

/// What a line of the version begins with.
pub(super) const VERSION: &str = "version ";

/// How a line begins that belongs to the item above it.
pub(super) const INDENT: &str = "  ";

/// What a part about abilities begins with.
pub(super) const ABILITIES: &str = "has ";

/// What a part about a rule begins with.
pub(super) const RULE: &str = "rule ";

/// What a part about the place in the spec begins with.
pub(super) const PLACE: &str = "@ ";

impl fmt::Display for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# What callers of this crate can name: one item a line, sorted."
        )?;
        writeln!(
            f,
            "# `@` is the place in the spec, where it is not the usual one."
        )?;
        writeln!(f, "{VERSION}{}", quoted(&self.version))?;
        write_items(f, &self.items, "", "")
    }
}

fn write_items(
    f: &mut fmt::Formatter<'_>,
    items: &Items,
    owner: &str,
    indent: &str,
) -> fmt::Result {
    for ((kind, name), item) in items {
        writeln!(f, "{indent}{}", line(*kind, name, item, owner))?;
        write_items(f, &item.members, &item.place, INDENT)?;
    }
    Ok(())
}

fn line(kind: Kind, name: &str, item: &Item, owner: &str) -> String {
    let mut parts = vec![format!("{} {name}{}", kind.word(), item.signature)];
    if !item.abilities.is_empty() {
        let abilities: Vec<&str> = item.abilities.iter().map(String::as_str).collect();
        parts.push(format!("{ABILITIES}{}", abilities.join(" ")));
    }
    let rules = item.rules.iter();
    parts.extend(rules.map(|(name, limit)| format!("{RULE}{name} {}", quoted(limit))));
    let is_told = |(remark, text): &(&Remark, &String)| **remark != Remark::Wire || *text != name;
    let remarks = item.remarks.iter().filter(is_told);
    parts.extend(remarks.map(|(remark, text)| format!("{} {}", remark.word(), quoted(text))));
    if item.place != place::usual(kind, item, owner) {
        parts.push(format!("{PLACE}{}", quoted(&item.place)));
    }
    parts.join(SEPARATOR)
}

/// The text as it is, or as a JSON string where it could not be told from what is around it.
fn quoted(text: &str) -> String {
    let is_plain = !text.is_empty()
        && text.trim() == text
        && !text.starts_with('"')
        && !text.contains(|c: char| c == '|' || is_unseen(c));
    if is_plain {
        return text.to_owned();
    }
    let json = serde_json::Value::from(text).to_string();
    let mut quoted = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // All of these have four digits.
            c if c == '|' || is_unseen(c) => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted
}
