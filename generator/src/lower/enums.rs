//! Listed values to open enums.
//!
//! Invariant: variants stand in the order of the spec, without repetition, and no two have the same name.

use super::Lowering;
use super::docs;
use super::keywords::enum_values;
use crate::ir::{Enum, Repr, Variant};
use crate::load::Node;
use crate::names::{self, Kind, Scope};

impl Lowering<'_> {
    pub(super) fn enumeration(&mut self, schema: &Node) -> Enum {
        let mut scope = Scope::new();
        let mut variants: Vec<Variant> = Vec::new();
        let labels = docs::enum_labels(schema);
        let values = enum_values(schema);
        for value in &values {
            let wire = value
                .as_str()
                .map_or_else(|| value.to_value().to_string(), str::to_owned);
            if variants.iter().any(|known| known.wire == wire) {
                continue;
            }
            let name = names::ident(Kind::Variant, &wire);
            if self.claim(&mut scope, &name, &wire, value.origin) {
                let docs = docs::variant(&wire, labels.get(&wire).map(String::as_str));
                variants.push(Variant { name, wire, docs });
            }
        }
        let is_integer = values.iter().any(|value| value.as_number().is_some());
        let repr = if is_integer {
            Repr::Integer
        } else {
            Repr::String
        };
        Enum {
            repr,
            variants,
            unknown: names::unknown_variant(),
        }
    }
}
