//! Builds the nodes of a text while a parser reads it, each with its place from the position index.
//!
//! One visitor serves both parsers. Their recursion is bounded by the index, which was made first.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::Number;

use super::lines::{Index, Item};
use super::node::{Kind, Map, Node, Origin, Origins};
use super::text::{Spot, Text};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// What the nodes of one text are read with.
pub(super) struct Reader<'a> {
    pub(super) text: &'a Text<'a>,
    /// Whether `<<` is the merge key of YAML or a name like any other.
    pub(super) merge_keys: bool,
    pub(super) index: &'a Index<'a>,
    pub(super) origins: &'a mut Origins,
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// Reads one node, whose place is known, from whichever parser.
pub(super) struct Seed<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) item: Item,
    pub(super) origin: Origin,
}

impl Reader<'_> {
    fn add(&mut self, parent: Origin, key: &str, item: Item) -> Origin {
        let Spot { line, column } = self.text.in_file(item.spot);
        self.origins.add(parent, key, line, column)
    }

    fn warn(&mut self, code: &'static str, origin: Origin, message: String, help: &str) {
        let location = self.origins.location(origin);
        self.diagnostics
            .push(Diagnostic::warning(code, location, message).help(help));
    }
}

impl Seed<'_, '_> {
    fn node(self, kind: Kind) -> Node {
        Node {
            kind,
            origin: self.origin,
        }
    }

    fn float(self, value: f64) -> Node {
        if let Some(number) = Number::from_f64(value) {
            return self.node(Kind::Number(number));
        }
        let spelling = match value {
            f64::INFINITY => ".inf",
            f64::NEG_INFINITY => "-.inf",
            _ => ".nan",
        };
        self.reader.warn(
            "not-a-json-number",
            self.origin,
            format!("`{spelling}` is no number in JSON, so it is read as a string"),
            "quote it, or write a number",
        );
        self.node(Kind::String(spelling.to_owned()))
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(self.node(Kind::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(self.node(Kind::Bool(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(self.node(Kind::Number(value.into())))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(self.node(Kind::Number(value.into())))
    }

    // An integer beyond 64 bits keeps its magnitude, as `serde_json` does it.
    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(self.float(value as f64))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(self.float(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(self.float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Node, E> {
        Ok(self.node(Kind::String(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(node) = list.next_element_seed(ItemSeed {
            reader: self.reader,
            list: self.item,
            origin: self.origin,
            position: items.len(),
        })? {
            items.push(node);
        }
        Ok(self.node(Kind::Array(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members = IndexMap::new();
        while let Some((key, item)) = map.next_key_seed(KeySeed {
            index: self.reader.index,
            map: self.item,
            position: members.len(),
        })? {
            let origin = self.reader.add(self.origin, &key, item);
            let node = map.next_value_seed(Seed {
                reader: self.reader,
                item,
                origin,
            })?;
            members.insert(key, node);
        }
        if self.reader.merge_keys {
            unfold(&mut members);
        }
        Ok(self.node(Kind::Object(members)))
    }

    /// `serde_yaml` presents a node with a tag of its own as an enum.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (tag, value) = tagged.variant::<String>()?;
        self.reader.warn(
            "yaml-tag",
            self.origin,
            format!("the YAML tag `!{tag}` has no meaning in OpenAPI; the plain value is read"),
            "remove the tag",
        );
        value.newtype_variant_seed(self)
    }
}

/// Reads an item of a sequence. Its origin is added only once the parser has found one.
struct ItemSeed<'r, 'a> {
    reader: &'r mut Reader<'a>,
    list: Item,
    origin: Origin,
    position: usize,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let item = self.reader.index.item(self.list, self.position);
        let key = self.position.to_string();
        let origin = self.reader.add(self.origin, &key, item);
        deserializer.deserialize_any(Seed {
            reader: self.reader,
            item,
            origin,
        })
    }
}

/// Reads a key. One that is no string in YAML (`200`, `true`, `~`) is taken as it is spelled.
struct KeySeed<'a> {
    index: &'a Index<'a>,
    map: Item,
    position: usize,
}

impl KeySeed<'_> {
    fn spelled<E: Error>(self) -> Result<(String, Item), E> {
        self.index
            .member(self.map, self.position)
            .map(|(key, item)| (key.to_owned(), item))
            .ok_or_else(|| E::custom("a key is neither a string nor a plain scalar"))
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = (String, Item);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = (String, Item);

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        self.visit_string(key.to_owned())
    }

    fn visit_string<E: Error>(self, key: String) -> Result<Self::Value, E> {
        let item = match self.index.member(self.map, self.position) {
            Some((known, item)) if known == key => item,
            _ => self.index.named(self.map, &key),
        };
        Ok((key, item))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Self::Value, E> {
        self.spelled()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        self.spelled()
    }
}

/// Unfolds the merge key `<<` of YAML 1.1: what the mapping lacks is taken from the mappings it names.
fn unfold(members: &mut Map) {
    let sources = match members.get("<<").map(|node| &node.kind) {
        Some(Kind::Object(source)) => vec![source.clone()],
        Some(Kind::Array(items)) => {
            let sources: Option<Vec<_>> = items.iter().map(|i| i.as_object().cloned()).collect();
            sources.unwrap_or_default()
        }
        _ => Vec::new(),
    };
    if !sources.is_empty() {
        members.shift_remove("<<");
    }
    for (key, node) in sources.into_iter().flatten() {
        members.entry(key).or_insert(node);
    }
}
