//! Members that say nothing: of a wrong kind, unknown, or about what an SDK does not have.
//!
//! Invariant: every member that [`table`] knows has the kind of value that it must have, or is null, or is gone, which is
//! a finding. Where a schema or an operation is expected, the later stages say what becomes of anything else.

mod place;
mod style;
mod table;

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::node::{Kind, Node, Origin, Origins};
use super::tree::NO_NUMBER;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, elsewhere, nearest};
use table::{Holds, Is, Known, Object};

pub(crate) use place::other_thing;

/// What our extensions begin with.
const OURS: &str = "x-rust-";

/// Takes out of a document in the words of 3.0 what means nothing, and reports it.
pub(super) fn check(root: &mut Node, origins: &Origins, diagnostics: &mut Diagnostics) {
    let mut checker = Checker {
        no_numbers: diagnostics.places_of(NO_NUMBER).cloned().collect(),
        origins,
        diagnostics,
        everywhere: IndexMap::new(),
    };
    checker.object(Object::Document, root);
    checker.report_everywhere();
}

/// What is reported once for all its places: a tool that writes it does so in every operation.
#[derive(PartialEq, Eq, Hash)]
enum Everywhere {
    /// A member that no object of this kind has.
    Unknown(Object, String),
    /// A member that is valid, and that nothing is generated for, because of this.
    Unused(String, &'static str),
}

struct Checker<'a> {
    origins: &'a Origins,
    diagnostics: &'a mut Diagnostics,
    /// The numbers that are none for JSON, which has been said.
    no_numbers: BTreeSet<Location>,
    /// The first place of each, and how many there are.
    everywhere: IndexMap<Everywhere, (Origin, usize)>,
}

impl Checker<'_> {
    fn object(&mut self, object: Object, node: &mut Node) {
        if object.has_style() {
            self.style(object, node);
        }
        let Some(members) = node.as_object_mut() else {
            return;
        };
        if object.may_refer() && members.contains_key("$ref") {
            members.retain(|key, member| key != "$ref" || self.keeps_reference(member));
        }
        // What stands beside such a reference means nothing in any case.
        if !object.may_refer() || !members.contains_key("$ref") {
            members.retain(|key, member| self.keeps(object, key, member));
        }
    }

    fn keeps_reference(&mut self, reference: &Node) -> bool {
        let fits = Is::Text.fits(reference);
        fits || !reference.is_null() && self.wrong("$ref", Is::Text, reference)
    }

    /// Whether a member stays.
    fn keeps(&mut self, object: Object, key: &str, member: &mut Node) -> bool {
        if key.starts_with(OURS) {
            return self.keeps_ours(object, key, member);
        }
        match table::known(object, key) {
            Known::Any => true,
            // Tools write null for what is not there.
            _ if member.is_null() => true,
            Known::Value(Is::Names) => self.names(key, member),
            Known::Word if matches!(member.kind, Kind::Bool(..) | Kind::Number(..)) => {
                member.kind = Kind::String(member.written());
                true
            }
            Known::Word => Is::Text.fits(member) || self.wrong(key, Is::Text, member),
            Known::Value(is) => is.fits(member) || self.wrong(key, is, member),
            Known::Held(holds, inner) => self.holds(key, holds, inner, member),
            Known::Unused(why) => self.note(Everywhere::Unused(key.to_owned(), why), member),
            Known::Nothing if key.starts_with("x-") => true,
            Known::Nothing if object == Object::PathItem => self.unknown_method(key, member),
            Known::Nothing => self.note(Everywhere::Unknown(object, key.to_owned()), member),
        }
    }

    /// The same of an extension that the generator itself reads.
    fn keeps_ours(&mut self, object: Object, key: &str, member: &mut Node) -> bool {
        let known = table::extensions(object);
        if member.is_null() {
            return false;
        }
        match known.iter().find(|(known, _)| *known == key) {
            Some((_, Is::Names)) => self.names(key, member),
            Some(("x-rust-type", _)) if member.as_object().is_some() => {
                let why = "an object there names a type of another crate, as typify reads it";
                self.note(Everywhere::Unused(key.to_owned(), why), member);
                false
            }
            Some((_, is)) if !is.fits(member) => self.wrong(key, *is, member),
            Some(("x-rust-variants", _)) => self.texts(key, member),
            Some(_) => true,
            None => {
                let names = known.iter().map(|(name, _)| *name);
                let help = match nearest(key, names).filter(|_| !table::is_extension(key)) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => "remove it, or move it to where it belongs".to_owned(),
                };
                let message = format!("`{key}` means nothing on {}", object.described());
                self.warn("unknown-extension", member.origin, message, &help);
                false
            }
        }
    }

    fn texts(&mut self, key: &str, member: &mut Node) -> bool {
        if let Some(members) = member.as_object_mut() {
            let each = format!("each of `{key}`");
            members.retain(|_, item| Is::Text.fits(item) || self.wrong(&each, Is::Text, item));
        }
        true
    }

    fn names(&mut self, key: &str, member: &mut Node) -> bool {
        let Kind::Array(items) = &mut member.kind else {
            return self.wrong(key, Is::Names, member);
        };
        items.retain(|item| {
            item.as_str().is_some() || self.wrong(&format!("each of `{key}`"), Is::Text, item)
        });
        true
    }

    /// Looks into what holds objects of a kind; false if it holds none.
    fn holds(&mut self, key: &str, holds: Holds, inner: Object, member: &mut Node) -> bool {
        match (holds, &mut member.kind) {
            (Holds::One, _) => self.held(key, inner, member),
            (Holds::List, Kind::Array(items)) => {
                let each = format!("each of `{key}`");
                items.retain_mut(|item| self.held(&each, inner, item));
                true
            }
            (Holds::Map, Kind::Object(members)) => {
                members.retain(|name, item| {
                    let is_extension = inner != Object::Schema && name.starts_with("x-");
                    is_extension || item.is_null() || self.held(name, inner, item)
                });
                true
            }
            (Holds::List, _) => self.wrong(key, Is::List, member),
            (Holds::Map, _) => self.wrong(key, Is::Object, member),
        }
    }

    fn held(&mut self, name: &str, inner: Object, item: &mut Node) -> bool {
        let fits = inner.is_judged_later() || item.as_object().is_some();
        if fits {
            self.object(inner, item);
        }
        fits || self.wrong(name, Is::Object, item)
    }

    /// Reports a value that means nothing, which does not stay.
    fn wrong(&mut self, name: &str, is: Is, member: &Node) -> bool {
        if !self.no_numbers.is_empty()
            && self
                .no_numbers
                .contains(&self.origins.location(member.origin))
        {
            return false;
        }
        let what = match name.contains(' ') {
            true => name.to_owned(),
            false => format!("`{name}`"),
        };
        let message = format!(
            "{what} has to be {}; {} is left out",
            is.described(),
            member.quoted()
        );
        self.warn("wrong-kind", member.origin, message, is.help(name, member));
        false
    }

    fn unknown_method(&mut self, key: &str, member: &Node) -> bool {
        let (message, help) = match key {
            "query" | "additionalOperations" => (
                format!("`{key}` is not supported; what is described here is left out"),
                "describe another method, if the server takes one, or remove it in the overlay",
            ),
            _ => (
                format!("OpenAPI has no method `{key}`; what is described here is left out"),
                "write get, put, post, delete, options, head, patch or trace",
            ),
        };
        self.warn("unknown-method", member.origin, message, help);
        false
    }

    fn note(&mut self, what: Everywhere, member: &Node) -> bool {
        let (_, count) = self.everywhere.entry(what).or_insert((member.origin, 0));
        *count += 1;
        true
    }

    fn report_everywhere(&mut self) {
        for (what, (origin, count)) in std::mem::take(&mut self.everywhere) {
            let places = elsewhere(count);
            match what {
                Everywhere::Unknown(object, key) => {
                    let object = object.described();
                    let message =
                        format!("`{key}` is no member of {object}; it is left out{places}");
                    let help = match key.as_str() {
                        "$ref" => "write what it refers to in its place",
                        _ => "correct its name, or remove it in the overlay",
                    };
                    self.warn("unknown-member", origin, message, help);
                }
                Everywhere::Unused(key, why) => {
                    let message = format!("nothing is generated for `{key}`{places}: {why}");
                    let help = "remove it in the overlay, if callers do not need it";
                    self.warn("not-generated", origin, message, help);
                }
            }
        }
    }

    fn warn(&mut self, code: &'static str, origin: Origin, message: String, help: &str) {
        let location = self.origins.location(origin);
        self.diagnostics
            .push(Diagnostic::warning(code, location, message).help(help));
    }
}
