//! What is said about listed values beside `enum`: what each is called, and what it means.
//!
//! Django REST framework lists the values in the description of whatever can have one of them, with a label for each. A
//! number has no better name than that.
//!
//! Other tools write a list with a word for each value, in their order, with or without one for null, or a map from values
//! to words. An alternative that lists one value says it by its title and description.
//!
//! Invariant: what is neither of the two is reported, and says nothing.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Lowering;
use super::docs::{self, Labels};
use super::enums::{Spelled, spelled};
use super::keywords::{Form, listed_values, text, variants};
use super::schema::type_name;
use crate::load::{Kind, Node, Origin};
use crate::names;

/// The names of values, as openapi-generator and NSwag call them.
pub(super) const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames"];

/// The descriptions of values.
pub(super) const DESCRIPTIONS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];

/// What is said of values, by their place.
pub(super) type Words<'a> = BTreeMap<Origin, &'a str>;

impl<'a> Lowering<'a> {
    /// The alternatives that list a single value, by that: 3.1 describes each value by a `const` of its own.
    pub(super) fn listed_alone(&self, schema: &'a Node) -> BTreeMap<Spelled, &'a Node> {
        let mut alone = BTreeMap::new();
        for variant in variants(schema).unwrap_or_default() {
            let list = self.target(variant).unwrap_or(variant);
            if let Some([only]) = list.get("enum").and_then(Node::as_array) {
                alone.entry(spelled(list, only)).or_insert(list);
            }
        }
        alone
    }

    /// What a description says of values that their variants say as well. A list that has no description of its own, as
    /// that of a parameter or of items, is given this one, so that it has to be asked for before the list becomes a type.
    pub(super) fn labels(&mut self, described: &'a Node, schema: &'a Node) -> Labels {
        let mut labels = docs::labels(text(described, "description").unwrap_or_default());
        if labels.is_empty() {
            return labels;
        }
        let items = schema.get("items").filter(|_| type_name(schema) == "array");
        let list = items.unwrap_or(schema);
        if Form::of(list) == Form::Enum {
            docs::retain_listed(&mut labels, list);
            if list.origin != described.origin {
                self.labels_beside
                    .entry(list.origin)
                    .or_insert_with(|| labels.clone());
            }
            return labels;
        }
        let known = self.known_labels(list);
        labels.retain(|value, _| known.contains_key(value));
        labels
    }

    /// What the lists of values say that a schema refers to or has as alternatives.
    fn known_labels(&mut self, schema: &'a Node) -> Rc<Labels> {
        let list = self.target(schema).unwrap_or(schema);
        if let Some(known) = self.known_labels.get(&list.origin) {
            return Rc::clone(known);
        }
        let lists = self.lists(list).unwrap_or_default();
        let lists = lists.into_iter().map(|(_, list)| list);
        let own = Some(list).filter(|list| Form::of(list) != Form::Plain);
        let known: Labels = lists.chain(own).flat_map(docs::enum_labels).collect();
        let known = Rc::new(known);
        self.known_labels.insert(list.origin, Rc::clone(&known));
        known
    }

    /// What the first of `keys` that a list of values has beside it says of each.
    pub(super) fn enum_words(&mut self, list: &'a Node, keys: &[&str]) -> Words<'a> {
        let mut found = keys.iter().filter_map(|key| Some((*key, list.get(key)?)));
        let Some((key, words)) = found.next() else {
            return Words::new();
        };
        let said = match &words.kind {
            Kind::Array(words) => in_order(list, words),
            Kind::Object(words) => {
                let word = |value| Some((value, words.get(&spelled(list, value).text)?));
                Ok(listed_values(list).into_iter().filter_map(word).collect())
            }
            _ => Err("is no list".to_owned()),
        };
        said.and_then(texts).unwrap_or_else(|fault| {
            let message = format!("`{key}` {fault}; it is left out");
            let help = "write a string for each value under `enum`, in their order";
            self.warn("enum-words", words.origin, message, help);
            Words::new()
        })
    }
}

/// How many words of a label make a name that can still be read.
const MOST_WORDS: usize = 6;

/// What a label calls its value: all before what it adds in parentheses.
pub(super) fn name_in(label: &str) -> Option<&str> {
    let name = label.split(" (").next().unwrap_or_default().trim();
    let has_letters = name.contains(char::is_alphabetic);
    (has_letters && names::phrase(name).split(' ').count() <= MOST_WORDS).then_some(name)
}

/// The title of a value that is listed alone: the name of a number, which has no other.
pub(super) fn title(list: &Node) -> Option<&str> {
    said(list, "title")
}

/// What is said of a value that is listed alone, with its title, unless that is its name.
pub(super) fn label(list: &Node, is_string: bool) -> Option<String> {
    let title = title(list).filter(|_| is_string);
    match (title, said(list, "description")) {
        (Some(title), Some(description)) => Some(format!("{title}. {description}")),
        (said, None) | (None, said) => said.map(str::to_owned),
    }
}

fn said<'n>(list: &'n Node, key: &str) -> Option<&'n str> {
    let said = text(list, key).map(str::trim);
    said.filter(|said| !said.is_empty())
}

/// The words of a list with the values that they are about.
fn in_order<'a>(list: &'a Node, words: &'a [Node]) -> Result<Vec<(&'a Node, &'a Node)>, String> {
    let all = list.get("enum").and_then(Node::as_array);
    let all: Vec<&Node> = all.into_iter().flatten().collect();
    let values = [all, listed_values(list)];
    let fitting = values.iter().find(|values| values.len() == words.len());
    match fitting {
        Some(values) => Ok(values.iter().copied().zip(words).collect()),
        None => Err(format!(
            "has {} entries for {} values",
            words.len(),
            values[0].len()
        )),
    }
}

/// The words that say something; null and a blank string say nothing.
fn texts<'a>(said: Vec<(&'a Node, &'a Node)>) -> Result<Words<'a>, String> {
    let mut words = Words::new();
    for (value, word) in said {
        match word.as_str() {
            Some(text) if text.trim().is_empty() => {}
            Some(text) => {
                words.insert(value.origin, text);
            }
            None if word.is_null() => {}
            None => return Err(format!("has {}, which is no string", word.quoted())),
        }
    }
    Ok(words)
}
