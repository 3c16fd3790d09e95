//! What stands at a place of the document, by the names on the way to it.
//!
//! Invariant: only what the table is sure of is told: an extension, and what a later stage reads as a whole, may hold
//! anything.

use super::table::{self, Holds, Is, Known, Object};

/// What stands at the place `tokens` lead to, in the words of OpenAPI, if that is no `wanted` (`response`, `schema`) for
/// certain.
pub(crate) fn other_thing(tokens: &[String], wanted: &str) -> Option<&'static str> {
    let found = thing(tokens)?;
    let is_wanted = |thing: Object| thing.described().ends_with(wanted);
    match found {
        // A header is a parameter without a name, and a scheme is read by another stage.
        Thing::One(Object::Other) => None,
        Thing::One(one) if is_wanted(one) => None,
        Thing::One(one) if one.has_style() && matches!(wanted, "parameter" | "header") => None,
        Thing::One(one) => Some(one.described()),
        Thing::Several => Some("a list of things"),
        Thing::Plain => Some("a plain value"),
    }
}

enum Thing {
    One(Object),
    /// What holds objects of a kind.
    Several,
    /// A text, a number or the like.
    Plain,
}

fn thing(tokens: &[String]) -> Option<Thing> {
    let mut object = Object::Document;
    let mut tokens = tokens.iter();
    while let Some(token) = tokens.next() {
        object = match table::known(object, token) {
            Known::Held(Holds::One, inner) => inner,
            Known::Held(_, inner) => match tokens.next() {
                Some(_) => inner,
                None => return Some(Thing::Several),
            },
            Known::Value(Is::Others) => Object::Schema,
            Known::Value(_) | Known::Word => {
                return tokens.next().is_none().then_some(Thing::Plain);
            }
            Known::Any | Known::Unused(_) | Known::Nothing => return None,
        };
    }
    Some(Thing::One(object))
}
