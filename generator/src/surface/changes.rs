//! What differs between two surfaces, item by item.
//!
//! An item that went and one that came are one item with another name if they stand at the same place of the
//! spec and no others do: that is how a page or a member is renamed.
//!
//! Invariant: an item whose kind and name both surfaces have is never taken for one that was renamed.

use std::collections::{BTreeMap, BTreeSet};

use super::effects::{self, Effect, Weight};
use super::{Item, Items, Kind, Remark, Surface};

/// Something that has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What the item is.
    pub kind: Kind,
    /// What callers call it, below the name of its owner: `Message.text`.
    pub name: String,
    /// What has happened to it.
    pub what: What,
    /// Where it stands in the spec, or where it stood.
    pub place: String,
    /// What is different about it, and what there is to know about something new.
    pub effects: Vec<Effect>,
}

/// What has happened to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added,
    /// Something about it is different.
    Changed,
    /// It has another name.
    Renamed {
        /// The name that it had.
        from: String,
    },
    /// It is gone.
    Removed,
}

impl Change {
    /// What the change means to callers.
    #[must_use]
    pub fn weight(&self) -> Weight {
        let of_itself = match self.what {
            What::Added => Weight::Feature,
            What::Changed => Weight::Fix,
            What::Renamed { .. } | What::Removed => Weight::Break,
        };
        let effects = self.effects.iter().map(|effect| effect.weight);
        effects.fold(of_itself, Weight::max)
    }
}

/// All changes from one surface to another, in the order of the file.
pub(super) fn between(old: &Surface, new: &Surface) -> Vec<Change> {
    let mut changes = Vec::new();
    compare(&old.items, &new.items, "", &mut changes);
    changes
}

type Key = (Kind, String);

fn compare(old: &Items, new: &Items, owner: &str, changes: &mut Vec<Change>) {
    let former_names = former_names(old, new);
    let renamed: BTreeSet<&Key> = former_names.values().copied().collect();
    let keys: BTreeSet<&Key> = old.keys().chain(new.keys()).collect();
    for key in keys {
        match (old.get(key), new.get(key)) {
            (_, Some(item)) => {
                let former = former_names.get(key).copied().unwrap_or(key);
                match old.get(former) {
                    Some(before) => compare_item((former, before), (key, item), owner, changes),
                    None => changes.push(added(key, item, owner)),
                }
            }
            (Some(item), None) if !renamed.contains(key) => {
                changes.push(change(key, item, What::Removed, owner));
            }
            _ => {}
        }
    }
}

fn compare_item(
    (former, before): (&Key, &Item),
    (key, item): (&Key, &Item),
    owner: &str,
    changes: &mut Vec<Change>,
) {
    let effects = effects::between(before, item);
    let what = if former == key {
        What::Changed
    } else {
        What::Renamed {
            from: joined(owner, &former.1),
        }
    };
    if what != What::Changed || !effects.is_empty() {
        changes.push(Change {
            effects,
            ..change(key, item, what, owner)
        });
    }
    // The members of a struct and those of an enum have nothing in common.
    if before.signature == item.signature || item.members.is_empty() {
        compare(
            &before.members,
            &item.members,
            &joined(owner, &key.1),
            changes,
        );
    }
}

fn added(key: &Key, item: &Item, owner: &str) -> Change {
    let news = match (key.0, item.remarks.get(&Remark::Wire)) {
        (Kind::Method, _) => Some(format!("`{}`", item.signature)),
        (Kind::Value, Some(wire)) => {
            Some(format!("was `Unknown` with the value `{wire}` until now"))
        }
        _ => None,
    };
    let news = news.map(|text| Effect::new(Weight::Feature, text));
    Change {
        effects: news.into_iter().collect(),
        ..change(key, item, What::Added, owner)
    }
}

fn change((kind, name): &Key, item: &Item, what: What, owner: &str) -> Change {
    Change {
        kind: *kind,
        name: joined(owner, name),
        what,
        place: item.place.clone(),
        effects: Vec::new(),
    }
}

fn joined(owner: &str, name: &str) -> String {
    match owner {
        "" => name.to_owned(),
        owner => format!("{owner}.{name}"),
    }
}

/// For each item with another name, the name that it had.
fn former_names<'a>(old: &'a Items, new: &'a Items) -> BTreeMap<&'a Key, &'a Key> {
    let gone = by_source(old, new);
    let mut came = by_source(new, old);
    let pairs = gone.into_iter().filter_map(|(source, gone)| {
        match (gone.as_slice(), came.remove(&source)?.as_slice()) {
            ([gone], [came]) => Some((*came, *gone)),
            _ => None,
        }
    });
    pairs.collect()
}

/// What an item comes from, whatever it is called: a place of the spec, and what tells it from the others
/// that stand there.
type Source<'a> = (Kind, &'a str, Option<&'a str>);

/// The items that `others` does not have, by what they come from. Resources come from their names alone.
fn by_source<'a>(items: &'a Items, others: &Items) -> BTreeMap<Source<'a>, Vec<&'a Key>> {
    let mut sources: BTreeMap<Source, Vec<&Key>> = BTreeMap::new();
    for (key, item) in items {
        if !others.contains_key(key) && key.0 != Kind::Resource {
            let source = (key.0, item.place.as_str(), mark(key.0, item));
            sources.entry(source).or_default().push(key);
        }
    }
    sources
}

fn mark(kind: Kind, item: &Item) -> Option<&str> {
    let mark = match kind {
        Kind::Server => item.remarks.get(&Remark::Url),
        Kind::Value | Kind::Variant => item.remarks.get(&Remark::Wire),
        _ => None,
    };
    mark.map(String::as_str)
}
