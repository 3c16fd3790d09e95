//! Listed values to open enums, also where several lists stand beside each other.
//!
//! Invariant: variants stand in the order of the spec, without repetition, and no two have the same name.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::collision::{Claim, Distinct, Member};
use super::docs::Labels;
use super::keywords::{
    Form, enum_values, integer_text, is_null, is_nullable, listed_values, reference, scalar_text,
    target, text, variants,
};
use super::remedy::Remedy;
use super::schema::Use;
use super::{Lowering, Place, docs, enum_words};
use crate::ir::{Enum, Repr, Variant};
use crate::load::{Kind as NodeKind, Map, Node, Origin};
use crate::names::{self, Ident, Kind};
use crate::resolve::Resolved;

/// A value as its type writes it: what is listed need not be spelled like that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spelled {
    pub(super) text: String,
    /// Whether it is a string.
    pub(super) quoted: bool,
}

/// The values of an enum.
type Spellings = BTreeSet<Spelled>;

/// A value, and the schema that lists it.
struct Listed<'a> {
    wire: Spelled,
    origin: Origin,
    list: &'a Node,
    /// What its list calls it, if that has another name for it than the value.
    called: Option<Cow<'a, str>>,
    /// What its list says of it.
    label: Option<String>,
}

impl Listed<'_> {
    /// Calls a number by its label, if that is short enough for a name and nothing else names it.
    fn take_name(&mut self, labels: &Labels) {
        if self.called.is_none() && !self.wire.quoted {
            let label = labels.get(&self.wire.text);
            let name = label.and_then(|label| enum_words::name_in(label));
            self.called = name.map(|name| Cow::Owned(name.to_owned()));
        }
    }

    /// The variant; what the description of the enum says of a value comes before what its list says.
    fn into_variant(self, name: Ident, labels: &Labels) -> Variant {
        let Spelled { text: wire, quoted } = self.wire;
        let label = labels.get(&wire).or(self.label.as_ref());
        Variant {
            docs: docs::variant(&wire, label.map(String::as_str)),
            name,
            wire,
            quoted,
        }
    }
}

impl<'a> Lowering<'a> {
    pub(super) fn enumeration(&mut self, schema: &'a Node) -> Enum {
        let lists = self.lists(schema).unwrap_or_default();
        let lists: Vec<&'a Node> = match lists.as_slice() {
            [] => vec![schema],
            lists => lists.iter().map(|(_, list)| *list).collect(),
        };
        let most = match lists.len() {
            1 => usize::MAX,
            _ => self.values_left,
        };
        let (mut listed, spellings) = self.listed(schema, &lists, most);
        if lists.len() > 1 {
            self.values_left = self.values_left.saturating_sub(listed.len());
        }
        let mut labels = docs::enum_labels(schema);
        labels.extend(
            self.labels_beside
                .remove(&schema.origin)
                .unwrap_or_default(),
        );
        for value in &mut listed {
            value.take_name(&labels);
        }
        let named = named_values(&lists);
        let members: Vec<Member> = listed
            .iter()
            .map(|value| self.value_member(value, &named, &spellings))
            .collect();
        for list in &lists {
            self.check_variant_names(list, &spellings);
        }
        let settled = self.settle(&members);
        let variants = listed.into_iter().zip(settled);
        let variants: Vec<Variant> = variants
            .map(|(value, name)| value.into_variant(name, &labels))
            .collect();
        Enum {
            repr: repr(&variants),
            variants,
        }
    }

    /// The values of all lists without repetition, and the empty one where it belongs to them.
    ///
    /// At most so many as may be copied: the enum is open, and takes others as well.
    fn listed(
        &mut self,
        schema: &'a Node,
        lists: &[&'a Node],
        most: usize,
    ) -> (Vec<Listed<'a>>, Spellings) {
        let mut seen = Spellings::new();
        let alone = self.listed_alone(schema);
        let mut listed = Vec::new();
        for list in lists {
            if listed.len() >= most {
                self.too_many_values(schema);
                break;
            }
            self.report_other_values(list);
            let names = self.enum_words(list, enum_words::NAMES);
            let descriptions = self.enum_words(list, enum_words::DESCRIPTIONS);
            let left = most.saturating_sub(listed.len());
            for value in enum_values(list).into_iter().take(left) {
                let wire = spelled(list, value);
                if !seen.insert(wire.clone()) {
                    continue;
                }
                let origin = value.origin;
                let alone = alone.get(&wire).copied();
                let title = alone.filter(|_| !wire.quoted).and_then(enum_words::title);
                let described = descriptions.get(&origin).map(|said| (*said).to_owned());
                listed.push(Listed {
                    called: names.get(&origin).copied().or(title).map(Cow::Borrowed),
                    label: described.or_else(|| enum_words::label(alone?, wire.quoted)),
                    wire,
                    origin,
                    list,
                });
            }
        }
        let blank = Spelled {
            text: String::new(),
            quoted: true,
        };
        if self.with_blank.contains(&schema.origin) && seen.insert(blank.clone()) {
            listed.push(Listed {
                wire: blank,
                origin: schema.origin,
                list: schema,
                called: None,
                label: None,
            });
        }
        (listed, seen)
    }

    /// A value's claim to a name. A number gives way to a string that is spelled the same, and `x-rust-variants`
    /// means the number then. A name that other tools read gives way to any other, and the value names it then.
    fn value_member(
        &mut self,
        value: &Listed,
        named: &BTreeMap<&'a str, &'a Node>,
        all: &Spellings,
    ) -> Member {
        let Listed {
            wire: spelled,
            origin,
            list,
            called,
            ..
        } = value;
        let Spelled { text: wire, quoted } = spelled;
        let has_twin = all.contains(&Spelled {
            quoted: !quoted,
            ..spelled.clone()
        });
        let named = named.get(wire.as_str()).filter(|_| !(has_twin && *quoted));
        let fixed = named.and_then(|names| self.explicit(Kind::Variant, wire, names));
        let mut member = Member {
            remedy: Some(Remedy::Variant(list.origin, wire.clone())),
            ..Member::new(Kind::Variant, wire, *origin)
        };
        if has_twin && !quoted {
            member.claim = Claim::Derived;
            member.distinct = Distinct::Given(names::joined(Kind::Variant, &["number", wire]));
        }
        if let Some(called) = called {
            member.claim = Claim::Derived;
            member.distinct = Distinct::Given(member.name);
            member.name = names::ident(Kind::Variant, called);
            member.degrades = Some("what its values are called does not tell them apart");
        }
        member.fixed(fixed)
    }

    fn too_many_values(&mut self, schema: &Node) {
        self.warn(
            "too-large",
            schema.origin,
            "uniting these lists would copy more values than the whole document may; the others are left out",
            "make one component of the lists, and refer to that",
        );
    }

    /// A name for a value that is not listed is likely misspelled.
    fn check_variant_names(&mut self, list: &Node, all: &Spellings) {
        let names = list.get("x-rust-variants").and_then(Node::as_object);
        for (wire, name) in names.into_iter().flatten() {
            let is_listed = |quoted| {
                let text = wire.clone();
                all.contains(&Spelled { text, quoted })
            };
            if !is_listed(true) && !is_listed(false) {
                self.warn(
                    "unknown-value",
                    name.origin,
                    format!("`{wire}` is not among the values; its name is left out"),
                    "write a value as it is listed under `enum`",
                );
            }
        }
    }

    /// What stands in a list and is not of its type cannot be received as such, nor sent.
    pub(super) fn report_other_values(&mut self, list: &Node) {
        let usable: BTreeSet<Origin> = enum_values(list).iter().map(|value| value.origin).collect();
        for value in listed_values(list) {
            if !usable.contains(&value.origin) {
                let ty = text(list, "type").unwrap_or_default();
                let written = value
                    .as_str()
                    .map_or_else(|| value.written(), str::to_owned);
                let message =
                    format!("`{written}` is none of `type: {ty}`; it is left out of the enum");
                let help = "correct the value, or the type";
                self.warn("enum-value", value.origin, message, help);
            }
        }
    }

    /// The type of alternatives that are all lists of values: one enum. That is how Django REST framework
    /// describes a choice that may be left blank or null.
    ///
    /// A component keeps its name and takes the empty string in, so that a choice is one type wherever it
    /// is made; anything else is an enum of its own.
    pub(super) fn alternatives_of_lists(&mut self, schema: &'a Node, place: &Place) -> Option<Use> {
        let lists = self.lists(schema)?;
        let mut choices = lists.iter().filter(|(_, list)| !is_blank(list));
        let only = match (choices.next(), choices.next()) {
            (Some((variant, _)), None) => Some(*variant),
            _ => None,
        };
        let takes_blank = |variant: &&Node| lists.len() == 1 || reference(variant).is_some();
        let mut value = match only.filter(takes_blank) {
            Some(variant) => self.value(variant, place),
            None if self.form(schema) == Form::Plain => return None,
            None => self.inline(schema, place),
        };
        value.nullable |= self.allows_null(schema);
        Some(value)
    }

    /// The alternatives of a schema that are lists of values, each with what it refers to, if all are: null, and
    /// any string beside strings, change nothing for an open enum. Beside values of its own they say nothing.
    pub(super) fn lists(&self, schema: &'a Node) -> Option<Vec<(&'a Node, &'a Node)>> {
        if Form::of(schema) == Form::Enum {
            return None;
        }
        let mut lists = Vec::new();
        let mut has_any_string = false;
        for variant in variants(schema)? {
            let list = self.target(variant).unwrap_or(variant);
            let form = self.form_at(variant);
            let is_string = form == Form::Plain && text(list, "type") == Some("string");
            if is_null(list) {
                continue;
            }
            if is_string && text(list, "format").is_none() {
                has_any_string = true;
            } else {
                lists.push((form == Form::Enum).then_some((variant, list))?);
            }
        }
        let holds_strings = |(_, list): &(&Node, &Node)| {
            enum_values(list)
                .iter()
                .all(|value| spelled(list, value).quoted)
        };
        if has_any_string && !lists.iter().all(holds_strings) {
            return None;
        }
        (!lists.is_empty()).then_some(lists)
    }

    /// Whether a schema or one of its alternatives allows null.
    pub(super) fn allows_null(&self, schema: &'a Node) -> bool {
        let alternatives = variants(schema).unwrap_or_default();
        is_nullable(schema)
            || alternatives.iter().any(|variant| {
                let list = self.target(variant).unwrap_or(variant);
                is_null(list) || is_nullable(list) || is_nullable(variant)
            })
    }
}

/// The `x-rust-variants` that names each value: the last of several.
fn named_values<'a>(lists: &[&'a Node]) -> BTreeMap<&'a str, &'a Node> {
    let names = lists.iter().filter_map(|list| list.get("x-rust-variants"));
    let values = |names: &'a Node| {
        names
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .map(move |wire| (wire.as_str(), names))
    };
    names.flat_map(values).collect()
}

pub(super) fn spelled(list: &Node, value: &Node) -> Spelled {
    let (text, quoted) = match text(list, "type") {
        Some("integer") => (integer_text(value).unwrap_or_default(), false),
        Some("string") => (scalar_text(value), true),
        _ => (scalar_text(value), value.as_str().is_some()),
    };
    Spelled { text, quoted }
}

fn repr(variants: &[Variant]) -> Repr {
    let all = |test: fn(&Variant) -> bool| variants.iter().all(test);
    if all(|variant| variant.quoted) {
        Repr::String
    } else if all(|variant| !variant.quoted && variant.wire.parse::<i64>().is_ok()) {
        Repr::Integer
    } else if all(|variant| !variant.quoted) {
        Repr::Wide
    } else {
        Repr::Mixed
    }
}

/// The components that stand beside the empty string as alternatives: it is one of their values.
pub(super) fn with_blank(resolved: &Resolved) -> BTreeSet<Origin> {
    let mut found = BTreeSet::new();
    find_with_blank(resolved.root(), resolved, &mut found);
    found
}

fn find_with_blank(node: &Node, resolved: &Resolved, found: &mut BTreeSet<Origin>) {
    let alternatives: Vec<&Node> = variants(node)
        .unwrap_or_default()
        .iter()
        .map(|variant| target(resolved, variant).unwrap_or(variant))
        .collect();
    if alternatives.iter().any(|list| is_blank(list)) {
        found.extend(alternatives.iter().map(|list| list.origin));
    }
    match &node.kind {
        NodeKind::Object(members) => members
            .values()
            .for_each(|member| find_with_blank(member, resolved, found)),
        NodeKind::Array(items) => items
            .iter()
            .for_each(|item| find_with_blank(item, resolved, found)),
        _ => {}
    }
}

/// Whether a list has no value but the empty string.
fn is_blank(list: &Node) -> bool {
    let values = enum_values(list);
    !values.is_empty() && values.iter().all(|value| value.as_str() == Some(""))
}
