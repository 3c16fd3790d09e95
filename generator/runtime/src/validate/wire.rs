//! From Rust names to wire names: the tables that the generated types carry.
//!
//! Invariant: a table lists the fields whose wire name differs or whose type has a table of its own; every
//! other field is called the same in Rust and on the wire, and holds nothing that is validated below it.

use super::path::{self, Step};

/// A type with rules, and the wire names of its fields.
pub trait Validated {
    /// The fields whose wire name differs from the Rust name, or that hold a type with rules.
    fn wire_fields() -> &'static [WireField] {
        &[]
    }
}

/// What a field is called on the wire, and where the names below it are.
#[derive(Debug, Clone, Copy)]
pub struct WireField {
    rust: &'static str,
    wire: Option<&'static str>,
    below: Option<fn() -> &'static [WireField]>,
    maps: u8,
}

impl WireField {
    /// A field by its Rust name, with `r#` if it has that, and its wire name.
    #[must_use]
    pub const fn new(rust: &'static str, wire: &'static str) -> Self {
        Self {
            rust,
            wire: Some(wire),
            below: None,
            maps: 0,
        }
    }

    /// A field that holds a type with rules, perhaps with an `Option`, `Box`, `Vec` or map around it.
    #[must_use]
    pub const fn nested<T: Validated>(rust: &'static str, wire: &'static str) -> Self {
        Self::new(rust, wire).of::<T>()
    }

    /// The members that have no field of their own: in a path, nothing stands for the field that holds them.
    #[must_use]
    pub const fn rest(rust: &'static str) -> Self {
        Self {
            wire: None,
            ..Self::new(rust, "")
        }
    }

    /// The payload of a union or a body that is all there is on the wire: the names below it are those of the whole.
    #[must_use]
    pub const fn payload<T: Validated>() -> Self {
        Self::new("", "").of::<T>()
    }

    /// The type with rules that the field holds, without the `Option`, `Box`, `Vec` or map around it.
    #[must_use]
    pub const fn of<T: Validated>(mut self) -> Self {
        self.below = Some(T::wire_fields);
        self
    }

    /// How many maps are around that type: their keys are data and no names of fields.
    #[must_use]
    pub const fn in_maps(mut self, maps: u8) -> Self {
        self.maps = maps;
        self
    }

    const fn is_payload(&self) -> bool {
        self.rust.is_empty()
    }
}

/// How deep unions may stand directly in one another, so that one that holds itself comes to an end.
const PAYLOADS: u8 = 8;

/// The path in wire names.
pub(super) fn translate(steps: Vec<Step>, root: &'static [WireField]) -> String {
    let mut path = String::new();
    let mut table = root;
    let mut map_keys = 0;
    for step in steps {
        match step {
            Step::Index(index) => path::push_index(&mut path, index),
            Step::Key(key) if map_keys > 0 => {
                map_keys -= 1;
                path::push_member(&mut path, &key);
            }
            Step::Key(rust) => {
                let field = find(table, &rust, PAYLOADS);
                let is_map = field.is_some_and(WireField::is_payload);
                let wire = match field {
                    None => Some(rust.strip_prefix("r#").unwrap_or(&rust)),
                    Some(_) if is_map => Some(rust.as_str()),
                    Some(field) => field.wire,
                };
                if let Some(wire) = wire {
                    path::push_member(&mut path, wire);
                }
                map_keys = field.map_or(0, |field| field.maps - u8::from(is_map));
                table = field.and_then(|field| field.below).map_or(&[], |below| below());
            }
        }
    }
    path
}

/// A field by its name, or else the payload that is a map, of which every name is a key.
fn find(
    table: &'static [WireField],
    rust: &str,
    payloads: u8,
) -> Option<&'static WireField> {
    let below = || {
        let deeper = payloads.checked_sub(1)?;
        let others = table.iter().filter(|field| field.is_payload() && field.maps == 0);
        let mut below = others.filter_map(|field| field.below);
        below.find_map(|below| find(below(), rust, deeper))
    };
    let named = table.iter().find(|field| !field.is_payload() && field.rust == rust);
    let is_map = |field: &&WireField| field.is_payload() && field.maps > 0;
    named.or_else(below).or_else(|| table.iter().find(is_map))
}

/// Gives a type with rules its table: `wire_fields! { Pet { WireField::new("r#type", "type") } }`.
#[allow(unused_macros, reason = "an API may call everything as Rust does")]
macro_rules! wire_fields {
    ($name:ident { $($field:expr),* $(,)? }) => {
        impl crate::runtime::Validated for $name {
            fn wire_fields() -> &'static [crate::runtime::WireField] {
                const FIELDS: &[crate::runtime::WireField] = &[$($field),*];
                FIELDS
            }
        }
    };
}
