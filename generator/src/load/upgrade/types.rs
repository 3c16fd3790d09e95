//! Lists of types, and null as a type of its own.
//!
//! Invariant: `type` is no list afterwards, and no alternative that is written out takes null alone.

use std::collections::BTreeSet;

use super::{Upgrader, set_true};
use crate::load::node::{Kind, Map, Node, Origin};

/// The keywords that constrain the values of one type alone.
const KEYWORDS: &[(&str, &[&str])] = &[
    ("string", &["minLength", "maxLength", "pattern", "format"]),
    ("integer", NUMERIC),
    ("number", NUMERIC),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
    ),
];

const NUMERIC: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "format",
];

impl Upgrader<'_> {
    /// One type stays one; null among them is `nullable`; several others become `anyOf`.
    pub(super) fn types(&mut self, members: &mut Map) {
        let (types, origin) = match members.get("type") {
            Some(Node {
                kind: Kind::Array(types),
                origin,
            }) => (types.clone(), *origin),
            Some(only) if only.as_str() == Some("null") => (vec![only.clone()], only.origin),
            _ => return,
        };
        let (nulls, mut types): (Vec<Node>, Vec<Node>) = types
            .into_iter()
            .partition(|name| name.as_str() == Some("null"));
        // Each gets a copy of the keywords about it: a type that is listed again would double what is below it.
        let mut listed = BTreeSet::new();
        types.retain(|name| listed.insert(name.to_value().to_string()));
        // Every integer is a number.
        if types.iter().any(|name| name.as_str() == Some("number")) {
            types.retain(|name| name.as_str() != Some("integer"));
        }
        if let Some(null) = nulls.first() {
            set_true(members, "nullable", null.origin);
        }
        match types.len() {
            0 if nulls.is_empty() => {
                members.shift_remove("type");
                self.warn(
                    "wrong-kind",
                    origin,
                    "`type` lists no type, so it is left out",
                    "write the types of the values, or remove it in the overlay",
                );
            }
            0 => only_null(members, origin),
            1 => {
                members.extend(types.pop().map(|only| ("type".to_owned(), only)));
            }
            _ => match number_in_text(members, &types) {
                Some(number) => {
                    members.shift_remove("pattern");
                    members.insert("type".to_owned(), number);
                }
                None => {
                    members.shift_remove("type");
                    self.several(members, &types, origin);
                }
            },
        }
    }

    fn several(&mut self, members: &mut Map, types: &[Node], origin: Origin) {
        // An enum lists its values, whatever their types.
        if members.contains_key("enum") {
            return;
        }
        if members.contains_key("anyOf") {
            return self.warn(
                "no-counterpart",
                origin,
                "a list of types beside `anyOf` cannot be expressed in OpenAPI 3.0 and is left out",
                "write the types into the members of `anyOf`",
            );
        }
        let choices = types.iter().map(|name| choice(members, name)).collect();
        for (_, keywords) in KEYWORDS {
            for keyword in *keywords {
                members.shift_remove(*keyword);
            }
        }
        members.insert("anyOf".to_owned(), Node::list(choices, origin));
    }
}

/// The type of numbers that may be sent as strings of their digits as well, which ASP.NET says of each: it answers with
/// numbers.
fn number_in_text(members: &Map, types: &[Node]) -> Option<Node> {
    /// How the pattern of such strings begins.
    const DIGITS: &str = r"^-?(?:0|[1-9]\d*)";
    let is = |name: &Node, text: &str| name.as_str() == Some(text);
    let (texts, others): (Vec<&Node>, Vec<&Node>) =
        types.iter().partition(|name| is(name, "string"));
    let ([_], [number]) = (texts.as_slice(), others.as_slice()) else {
        return None;
    };
    let pattern = members.get("pattern").and_then(Node::as_str);
    let is_number = is(number, "integer") || is(number, "number");
    (is_number && pattern?.starts_with(DIGITS)).then(|| (*number).clone())
}

/// One of several types, with the keywords that are about it.
fn choice(members: &Map, name: &Node) -> Node {
    let mut choice = Map::new();
    choice.insert("type".to_owned(), name.clone());
    let keywords = KEYWORDS
        .iter()
        .find(|(known, _)| name.as_str() == Some(known));
    for keyword in keywords.map_or(&[][..], |(_, keywords)| keywords) {
        if let Some(value) = members.get(*keyword) {
            choice.insert((*keyword).to_owned(), value.clone());
        }
    }
    Node::object(choice, name.origin)
}

/// A schema that takes null and nothing else.
fn only_null(members: &mut Map, origin: Origin) {
    members.shift_remove("type");
    set_true(members, "nullable", origin);
    let null = Node::new(Kind::Null, origin);
    members.insert("enum".to_owned(), Node::list(vec![null], origin));
}

/// Null as a member of a union is `nullable`. A union of one is that one with what stands beside it, which
/// 3.0 writes as `allOf`.
pub(super) fn null_members(members: &mut Map, union: &str) {
    let Some(Node {
        kind: Kind::Array(choices),
        origin,
    }) = members.get_mut(union)
    else {
        return;
    };
    let origin = *origin;
    let before = choices.len();
    let beside_reference =
        matches!(choices.as_slice(), [a, b] if is_reference(a) || is_reference(b));
    let is_null = |choice: &Node| is_null(choice) || (beside_reference && stands_for_null(choice));
    choices.retain(|choice| !is_null(choice));
    let left = choices.len();
    if left == before {
        return;
    }
    set_true(members, "nullable", origin);
    match left {
        0 => {
            members.shift_remove(union);
            only_null(members, origin);
        }
        1 if !members.contains_key("allOf") && !members.contains_key("discriminator") => {
            if let Some(only) = members.shift_remove(union) {
                members.insert("allOf".to_owned(), only);
            }
        }
        _ => {}
    }
}

fn is_reference(schema: &Node) -> bool {
    schema.get("$ref").is_some()
}

/// Whether a schema is how apispec writes null beside a reference, since `nullable` needs a type in 3.0: an object of
/// which nothing is said, and null.
fn stands_for_null(schema: &Node) -> bool {
    let is_object = schema.get("type").and_then(Node::as_str) == Some("object");
    let is_nullable = schema.get("nullable").and_then(Node::as_bool) == Some(true);
    let says_no_more = schema.as_object().is_some_and(|members| members.len() == 2);
    is_object && is_nullable && says_no_more
}

/// Whether a schema takes null alone, as [`only_null`] writes it, or as 3.1 does.
pub(crate) fn is_null(schema: &Node) -> bool {
    let only_null = |values: &[Node]| !values.is_empty() && values.iter().all(Node::is_null);
    schema
        .get("enum")
        .and_then(Node::as_array)
        .is_some_and(only_null)
        || schema.get("type").and_then(Node::as_str) == Some("null")
}
