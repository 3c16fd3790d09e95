//! The text of a surface, read back.
//!
//! Invariant: a text of which one line is not understood, or an item is not in its order, is refused as a whole. The parts
//! of a line may stand in any order, and so may the line of the version, of which the last counts.

use std::fmt;

use super::text::{ABILITIES, INDENT, PLACE, RULE, SEPARATOR, VERSION};
use super::{Item, Items, Kind, Remark, Signature, Surface, place};

/// A text that is not the text of a surface, such as one that another version of the generator wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The first line that is not understood, counted from 1.
    pub line: usize,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} is no item of a public surface", self.line)
    }
}

impl std::error::Error for Unreadable {}

impl Surface {
    /// Reads what [`fmt::Display`] wrote. Lines that begin with `#` and empty ones say nothing.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] for a line that is not understood, and for an item that does not follow the one before it.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let mut surface = Self::default();
        for (index, line) in text.lines().enumerate() {
            if !line.is_empty() && !line.starts_with('#') {
                surface.read(line).ok_or(Unreadable { line: index + 1 })?;
            }
        }
        Ok(surface)
    }

    fn read(&mut self, line: &str) -> Option<()> {
        if let Some(version) = line.strip_prefix(VERSION) {
            self.version = unquoted(version)?;
            return Some(());
        }
        match line.strip_prefix(INDENT) {
            None => add(&mut self.items, line, ""),
            Some(line) => {
                let mut owner = self.items.last_entry()?;
                let owner = owner.get_mut();
                add(&mut owner.members, line, &owner.place)
            }
        }
    }
}

/// Reads one line. Items are in order, so that the last one is the owner of what is indented below it.
fn add(items: &mut Items, line: &str, owner: &str) -> Option<()> {
    let mut parts = line.split(SEPARATOR);
    let (word, subject) = parts.next()?.split_once(' ')?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word)?;
    let end = subject
        .find('(')
        .into_iter()
        .chain(subject.find(": "))
        .min();
    let (name, signature) = subject.split_at(end.unwrap_or(subject.len()));
    let mut item = Item {
        signature: Signature::parse(signature)?,
        ..Item::default()
    };
    parts.try_for_each(|part| read_part(&mut item, part))?;
    if kind.is_on_the_wire() {
        let wire = item.remarks.entry(Remark::Wire);
        wire.or_insert_with(|| name.to_owned());
    }
    if item.place.is_empty() {
        item.place = place::usual(kind, &item, owner);
    }
    let key = (kind, name.to_owned());
    let follows = items.last_key_value().is_none_or(|(last, _)| *last < key);
    items.insert(key, item);
    follows.then_some(())
}

fn read_part(item: &mut Item, part: &str) -> Option<()> {
    if let Some(abilities) = part.strip_prefix(ABILITIES) {
        item.abilities
            .extend(abilities.split(' ').map(str::to_owned));
    } else if let Some(place) = part.strip_prefix(PLACE) {
        item.place = unquoted(place)?;
    } else if let Some(rule) = part.strip_prefix(RULE) {
        let (name, limit) = rule.split_once(' ')?;
        item.rules.insert(name.to_owned(), unquoted(limit)?);
    } else {
        let (word, text) = part.split_once(' ')?;
        let remark = Remark::ALL
            .into_iter()
            .find(|remark| remark.word() == word)?;
        item.remarks.insert(remark, unquoted(text)?);
    }
    Some(())
}

fn unquoted(text: &str) -> Option<String> {
    if text.starts_with('"') {
        serde_json::from_str(text).ok()
    } else {
        Some(text.to_owned())
    }
}
