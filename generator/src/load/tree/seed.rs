//! Reads values, from whichever parser presents them.
//!
//! Invariant: every node is a value of JSON. A tag, and a number that JSON does not have, are warnings and cost no
//! value.

use std::fmt;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::Number as Json;

use super::Reader;
use super::key::KeySeed;
use crate::load::lines::Item;
use crate::load::node::{Kind, Map, Node, Origin, Spelling};
use crate::load::number::Number;
use crate::load::text::Spot;

/// The code of the findings about numbers that are none for JSON.
pub(in crate::load) const NO_NUMBER: &str = "not-a-json-number";

/// Reads one node, whose place is known, from whichever parser.
pub(in crate::load) struct Seed<'r, 'a> {
    reader: &'r mut Reader<'a>,
    item: Item,
    origin: Origin,
}

impl<'r, 'a> Seed<'r, 'a> {
    /// The seed of the whole document.
    pub(in crate::load) fn root(reader: &'r mut Reader<'a>) -> Self {
        let item = reader.index.root();
        let Spot { line, column } = reader.text.in_file(item.spot);
        let origin = reader.origins.add_file(reader.text.file, line, column);
        Self {
            reader,
            item,
            origin,
        }
    }

    fn node(self, kind: Kind) -> Node {
        Node {
            kind,
            origin: self.origin,
        }
    }

    fn number(self, number: impl Into<Number>) -> Node {
        let number = number.into();
        let spelling = self.spelling(&number.to_string());
        self.node(Kind::Number(number, spelling))
    }

    /// How the text spells what JSON spells like this.
    fn spelling(&self, json: &str) -> Spelling {
        let text = self.reader.index.spelling(self.item);
        text.filter(|text| *text != json).map(Box::from)
    }

    fn float(self, value: f64) -> Node {
        if let Some(number) = Json::from_f64(value) {
            return self.number(number);
        }
        let spelling = match value {
            f64::INFINITY => ".inf",
            f64::NEG_INFINITY => "-.inf",
            _ => ".nan",
        };
        let spelling = self.spelling("").map_or(spelling.to_owned(), String::from);
        self.no_number(spelling)
    }

    fn no_number(self, spelling: String) -> Node {
        let what = match spelling.ends_with(|last: char| last.is_ascii_digit()) {
            true => "is more than 64 bits hold of a number",
            false => "is no number in JSON",
        };
        self.reader.warn(
            NO_NUMBER,
            self.origin,
            format!("`{spelling}` {what}, so it is read as a string"),
            "quote it, or write another number",
        );
        self.node(Kind::String(spelling))
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let Self {
            reader,
            item,
            origin,
        } = self;
        reader.enter(origin)?;
        let node = deserializer.deserialize_any(Seed {
            reader: &mut *reader,
            item,
            origin,
        });
        reader.depth -= 1;
        if node.is_err() {
            reader.failed_at.get_or_insert(origin);
        }
        node
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    /// Null has a spelling only where it stands for a number that no `f64` holds.
    fn visit_unit<E>(self) -> Result<Node, E> {
        match self.spelling("") {
            Some(number) => Ok(self.no_number(number.into())),
            None => Ok(self.node(Kind::Null)),
        }
    }

    /// `serde_yaml` presents an empty document so.
    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(self.node(Kind::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        let spelling = self.spelling(&value.to_string());
        Ok(self.node(Kind::Bool(value, spelling)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(self.number(Json::from(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(self.number(Json::from(value)))
    }

    /// `serde_yaml` presents an integer beyond 64 bits so; one beyond 127 keeps its magnitude.
    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(match i128::try_from(value) {
            Ok(integer) => self.number(integer),
            Err(_) => self.float(value as f64),
        })
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(self.number(value))
    }

    /// `serde_json` presents an integer beyond 64 bits as a float, and -0 too, so their digits are those of the index.
    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        let spelling = self.reader.index.spelling(self.item);
        Ok(match spelling.and_then(|text| text.parse::<i128>().ok()) {
            Some(integer) => self.number(integer),
            None => self.float(value),
        })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Node, E> {
        self.reader.take_text(self.origin, &value)?;
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
        let mut merges = self.reader.merge_keys;
        let mut position = 0;
        while let Some((key, item)) = map.next_key_seed(KeySeed {
            index: self.reader.index,
            map: self.item,
            position,
        })? {
            let is_merge = merges && key == "<<" && self.reader.index.is_merge(item);
            merges &= key != "<<" || is_merge;
            // What a merge key brings has its place in the mapping around it.
            let origin = match is_merge {
                true => self.origin,
                false => self.reader.add(self.origin, &key, item),
            };
            self.reader.take_key(origin, self.origin, &key)?;
            let node = map.next_value_seed(Seed {
                reader: self.reader,
                item,
                origin,
            })?;
            match members.entry(key) {
                Entry::Occupied(mut member) => {
                    let first = member.insert(node);
                    self.reader.duplicate(member.key(), first.origin, origin);
                }
                Entry::Vacant(new) => {
                    new.insert(node);
                }
            }
            position += 1;
        }
        if merges {
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
        Seed {
            reader: self.reader,
            item,
            origin,
        }
        .deserialize(deserializer)
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
