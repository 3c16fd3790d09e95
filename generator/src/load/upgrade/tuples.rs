//! Lists whose items are described one by one.
//!
//! Invariant: what is written as `items` holds for every item that the list may have, and says all that was said of it.

use super::node;
use crate::load::node::{Kind, Map, Node};

/// What says something to readers alone.
const PROSE: [&str; 2] = ["title", "description"];

/// A list whose items are described alike, and that ends with the last of these, is a list of such items.
pub(super) fn alike(members: &mut Map) {
    let listed = members.get("prefixItems").and_then(Node::as_array);
    let Some((first, others)) = listed.and_then(<[Node]>::split_first) else {
        return;
    };
    let longest = members.get("maxItems").and_then(Node::as_number);
    let longest = longest.and_then(|longest| longest.as_integer());
    let ends_there = longest.is_some_and(|longest| longest <= 1 + others.len() as i128);
    let item = without_prose(first);
    if ends_there
        && others
            .iter()
            .all(|other| without_prose(other).same_value(&item))
    {
        members.shift_remove("prefixItems");
        members.insert("items".to_owned(), item);
    }
}

/// A schema without what only tells its item from the others.
fn without_prose(schema: &Node) -> Node {
    let Some(members) = schema.as_object() else {
        return schema.clone();
    };
    let kept = members
        .iter()
        .filter(|(key, _)| !PROSE.contains(&key.as_str()));
    let kept = kept.map(|(key, value)| (key.clone(), value.clone()));
    node(Kind::Object(kept.collect()), schema.origin)
}
