//! References by the names that schemas have of their own, `$id` and `$anchor`, and into the schema around.
//!
//! JSON Schemas that were pasted into `components` refer to each other and to their parts as if each were alone there.
//! Invariant: what leads somewhere as it is written stays as it is; any other reference becomes the JSON pointer of what
//! it means, or stays if that is nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::shape;
use super::{Upgrader, defs::SCHEMAS};
use crate::diagnostic::{Pointer, escaped};
use crate::load::node::{Kind, Node};

/// A reference, and the component that it stands in.
type Written = (Option<String>, String);

/// Writes JSON pointers in the place of references by name.
pub(super) fn follow(root: &mut Node, upgrader: &Upgrader) {
    let mut named = Named::default();
    let mut found: BTreeSet<Written> = BTreeSet::new();
    shape::owned(root, &mut |owner, schema| {
        named.read(schema, upgrader);
        let reference = schema.get("$ref").and_then(Node::as_str);
        let by_name = reference.filter(|reference| !means_the_document(reference));
        found.extend(by_name.map(|reference| (owner.map(str::to_owned), reference.to_owned())));
    });
    named.retain_present(root);
    let followed = found.into_iter().filter_map(|written| {
        let target = named.target(root, written.0.as_deref(), &written.1)?;
        Some((written, target))
    });
    let followed: BTreeMap<Written, String> = followed.collect();
    if followed.is_empty() {
        return;
    }
    shape::owned(root, &mut |owner, schema| {
        let members = schema.as_object_mut();
        let Some(reference) = members.and_then(|members| members.get_mut("$ref")) else {
            return;
        };
        let written = reference.as_str().unwrap_or_default().to_owned();
        if let Some(target) = followed.get(&(owner.map(str::to_owned), written)) {
            reference.kind = Kind::String(target.clone());
        }
    });
}

/// Whether a reference is one that only the document as a whole can answer, as nearly all are.
fn means_the_document(reference: &str) -> bool {
    ["#/components/", "#/paths/"]
        .iter()
        .any(|start| reference.starts_with(start))
}

/// The schemas that have names of their own.
#[derive(Default)]
struct Named {
    /// Where the schema of an `$id` is.
    ids: BTreeMap<String, String>,
    /// Where the schemas of an `$anchor` are: each schema with an `$id` has anchors of its own.
    anchors: BTreeMap<String, BTreeSet<String>>,
}

impl Named {
    fn read(&mut self, schema: &Node, upgrader: &Upgrader) {
        let name = |key| schema.get(key).and_then(Node::as_str);
        let place = || upgrader.origins.pointer(schema.origin).to_string();
        if let Some(id) = name("$id") {
            let id = id.trim_end_matches('#').to_owned();
            self.ids.entry(id).or_insert_with(place);
        }
        if let Some(anchor) = name("$anchor") {
            let places = self.anchors.entry(anchor.to_owned()).or_default();
            places.insert(place());
        }
    }

    /// Forgets what the overlay has put elsewhere: a place is that in the text that something was written in.
    fn retain_present(&mut self, root: &Node) {
        let has = |place: &str, key: &str| {
            let schema = Pointer::parse(place).and_then(|place| root.at(&place));
            schema.is_some_and(|schema| schema.get(key).is_some())
        };
        self.ids.retain(|_, place| has(place, "$id"));
        for places in self.anchors.values_mut() {
            places.retain(|place| has(place, "$anchor"));
        }
    }

    /// The pointer that a reference stands for; `None` if it leads somewhere already, or nowhere.
    fn target(&self, root: &Node, owner: Option<&str>, reference: &str) -> Option<String> {
        let leads = |reference: &str| {
            Pointer::parse(reference).is_some_and(|pointer| root.at(&pointer).is_some())
        };
        if reference.starts_with("#/") && leads(reference) {
            return None;
        }
        let own = owner.map(|owner| SCHEMAS.to_owned() + &escaped(owner));
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let around = match uri {
            "" => own,
            uri => Some(self.by_id(root, own.as_deref(), uri)?.clone()),
        };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return self.by_anchor(fragment, around.as_deref()).cloned();
        }
        Some(around? + fragment).filter(|target| leads(target))
    }

    /// Where the schema with an `$id` is. A relative one is meant from that of the component around.
    fn by_id(&self, root: &Node, own: Option<&str>, uri: &str) -> Option<&String> {
        let from_own = || {
            let own = root.at(&Pointer::parse(own?)?)?;
            self.ids.get(&absolute(own.get("$id")?.as_str()?, uri))
        };
        self.ids.get(uri).or_else(from_own)
    }

    /// Where the schema with an `$anchor` is: within `around`, or else the only one of that name.
    fn by_anchor(&self, name: &str, around: Option<&str>) -> Option<&String> {
        let places = self.anchors.get(name)?;
        let is_inside = |place: &&String| {
            let below = around.and_then(|around| place.strip_prefix(around));
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        };
        let only = || places.first().filter(|_| places.len() == 1);
        places.iter().find(is_inside).or_else(only)
    }
}

/// A URI reference as it is meant beside `base`: what follows the host of that, or its last slash.
fn absolute(base: &str, uri: &str) -> String {
    let host = base.find("://").map_or(0, |scheme| scheme + 3);
    let path = base.get(host..).and_then(|rest| rest.find('/'));
    let end = match uri.starts_with('/') {
        true => path.map_or(base.len(), |path| host + path),
        false => base.rfind('/').map_or(0, |last| last + 1),
    };
    let start = base.get(..end).unwrap_or_default();
    format!("{start}{}", uri.strip_prefix("./").unwrap_or(uri))
}
