//! Members that are described by a placeholder for their names, as in `<field_name>`.
//!
//! Invariant: a name counts as a placeholder only if it is the only one there and stands in angle brackets as a whole.

use crate::load::node::{Map, Node};

/// An object of which one member is described, whose name stands for any, is a map of such members.
pub(super) fn any_name(members: &mut Map) {
    let properties = members.get("properties").and_then(Node::as_object);
    let mut names = properties.into_iter().flat_map(Map::keys);
    let is_only =
        matches!((names.next(), names.next()), (Some(name), None) if is_placeholder(name));
    let says_more = ["required", "additionalProperties"];
    if !is_only || says_more.iter().any(|key| members.contains_key(*key)) {
        return;
    }
    let described = members.shift_remove("properties");
    let described = described.and_then(|mut properties| {
        let (_, described) = properties.as_object_mut()?.shift_remove_index(0)?;
        Some(described)
    });
    if let Some(described) = described {
        members.insert("additionalProperties".to_owned(), described);
    }
}

fn is_placeholder(name: &str) -> bool {
    let within = name
        .strip_prefix('<')
        .and_then(|name| name.strip_suffix('>'));
    within.is_some_and(|word| !word.is_empty() && !word.contains(['<', '>']))
}
