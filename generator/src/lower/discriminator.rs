//! How the variants of `oneOf` and `anyOf` are told apart by the value of a member.
//!
//! That is what `discriminator` says, or what the variants say themselves: a member that every object among
//! them has, with one value, and not always the same.
//!
//! A union among them that the same member tells apart has no tag here: it knows its own. An object whose member may have
//! exactly the several tags that are mapped to it is one variant, and writes its own as well.
//!
//! Invariant: a tag belongs to the variant that the mapping gives it, else to the one whose member may have it and that of no
//! other, else to the component of that name.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::enums::spelled;
use super::keywords::{Form, is_null, listed, reference, scalar_text, text, variants};
use super::object::required;
use crate::ir::{TagValues, Tagging};
use crate::load::Node;
use crate::names::{self, Kind};
use crate::resolve::mapped_name;

/// How the variants of a union are told apart.
pub(super) struct Discriminator {
    tag: String,
    values: TagValues,
    /// The tags of each variant, in the order of the spec; none for those that are told by their shape.
    tags: Vec<Vec<String>>,
}

impl Discriminator {
    pub(super) fn tags_of(&self, variant: usize) -> &[String] {
        self.tags.get(variant).map_or(&[], Vec::as_slice)
    }

    pub(super) fn tagging(self) -> Tagging {
        Tagging::Internal {
            tag: self.tag,
            values: self.values,
        }
    }
}

impl<'a> Lowering<'a> {
    /// How the variants of a schema are told apart; `None` if nothing but their shape does.
    pub(super) fn discriminator(
        &mut self,
        schema: &'a Node,
        listed: &'a [Node],
    ) -> Option<Discriminator> {
        let tag = self.tag_name(schema, listed)?;
        let mapped = mapped_tags(schema);
        let explicit: Vec<Vec<String>> = listed
            .iter()
            .map(|variant| self.tags_mapped_to(&mapped, variant))
            .collect();
        // What the mapping gives to one variant is the name of no other.
        let taken: BTreeSet<&String> = explicit.iter().flatten().collect();
        let implicit = self.implicit_tags(listed, &tag).into_iter();
        let tags: Vec<Vec<String>> = explicit
            .iter()
            .zip(implicit)
            .map(|(explicit, mut implicit)| match explicit.as_slice() {
                [] => {
                    implicit.retain(|own| !taken.contains(own));
                    implicit
                }
                explicit => explicit.to_vec(),
            })
            .collect();
        self.check_mapping(schema, &tags);
        let tags = tags.into_iter().zip(listed).map(|(tags, variant)| {
            let is_told_below = self.is_told_by(variant, &tag);
            if is_told_below { Vec::new() } else { tags }
        });
        let tags: Vec<Vec<String>> = tags.collect();
        let mut values = self.tag_values(listed, &tag);
        if let Some(odd) = tags.iter().flatten().find(|tag| !can_be(tag, values)) {
            self.odd_tag(schema, &tag, odd);
            values = TagValues::Strings;
        }
        Some(Discriminator { tag, values, tags })
    }

    /// Reports a tag that the member for tags cannot have.
    fn odd_tag(&mut self, schema: &Node, member: &str, odd: &str) {
        let message = format!(
            "`{member}` has another type than `{odd}`, which it has to be for one of the variants; it is taken for a string"
        );
        let help = "correct the type of the member, or map its values to the variants";
        let place = schema.get("discriminator").unwrap_or(schema);
        self.warn("discriminator-type", place.origin, message, help);
    }

    /// The member that tells the variants apart.
    pub(super) fn tag_name(&self, schema: &'a Node, listed: &'a [Node]) -> Option<String> {
        let explicit = schema
            .get("discriminator")
            .and_then(|node| text(node, "propertyName"));
        explicit
            .map(str::to_owned)
            .or_else(|| self.constant_member(listed))
    }

    /// The member that has one value in every object among the variants: the one with the most values in all.
    fn constant_member(&self, listed: &'a [Node]) -> Option<String> {
        let objects: Vec<&Node> = listed
            .iter()
            .map(|variant| self.target(variant).unwrap_or(variant))
            .filter(|schema| is_object(schema))
            .collect();
        let members = objects.first()?.get("properties")?.as_object()?;
        let mut best: Option<(usize, &String)> = None;
        for name in members.keys() {
            let values: Option<BTreeSet<String>> = objects
                .iter()
                .map(|schema| self.constant(schema, name))
                .collect();
            let count = values.map_or(0, |values| values.len());
            if count > 1 && best.is_none_or(|(most, _)| count > most) {
                best = Some((count, name));
            }
        }
        best.map(|(_, name)| name.clone())
    }

    /// The only value that a member of an object may have.
    fn constant(&self, schema: &'a Node, member: &str) -> Option<String> {
        let property = schema.get("properties")?.get(member)?;
        let list = self.target(property).unwrap_or(property);
        let mut values = listed(list);
        let only = values.next()?;
        values.next().is_none().then(|| spelled(list, only).text)
    }

    /// The tags of each variant, as far as no mapping says them; none of one that is told by its shape.
    fn implicit_tags(&self, listed: &'a [Node], tag: &str) -> Vec<Vec<String>> {
        let values = listed.iter().map(|variant| self.values_of(variant, tag));
        let values: Vec<Vec<String>> = values.collect();
        let mut holders: BTreeMap<&String, usize> = BTreeMap::new();
        for value in values.iter().flatten() {
            *holders.entry(value).or_default() += 1;
        }
        let tags = listed.iter().zip(&values).map(|(variant, values)| {
            let target = self.target(variant).unwrap_or(variant);
            if !is_object(target) {
                return Vec::new();
            }
            let name = self.component_of(variant);
            let own = values.iter().filter(|value| holders.get(value) == Some(&1));
            match (values.as_slice(), name) {
                ([only], _) => vec![only.clone()],
                (values, Some(name)) if values.contains(&name) => vec![name],
                (values, Some(name)) => match own.cloned().collect::<Vec<_>>() {
                    own if own.is_empty() => alike(values, &name).into_iter().collect(),
                    own => own,
                },
                (_, None) => own.cloned().collect(),
            }
        });
        let mut tags: Vec<Vec<String>> = tags.collect();
        let taken: BTreeSet<String> = tags.iter().flatten().cloned().collect();
        for (variant, tags) in listed.iter().zip(&mut tags) {
            let is_told = tags.is_empty() && is_object(self.target(variant).unwrap_or(variant));
            let name = self.component_of(variant).filter(|_| is_told);
            tags.extend(name.filter(|name| !taken.contains(name)));
        }
        tags
    }

    /// The values that a member of a variant may have.
    fn values_of(&self, variant: &'a Node, member: &str) -> Vec<String> {
        let schema = self.target(variant).unwrap_or(variant);
        let property = schema.get("properties").and_then(|all| all.get(member));
        let list = property.map(|property| self.target(property).unwrap_or(property));
        let list = list.into_iter();
        list.flat_map(|list| listed(list).map(|value| spelled(list, value).text))
            .collect()
    }

    /// Whether a variant has several tags, and a required member whose values they are.
    pub(super) fn says_which(
        &self,
        variant: &'a Node,
        found: &Discriminator,
        index: usize,
    ) -> bool {
        let schema = self.target(variant).unwrap_or(variant);
        let values: BTreeSet<String> = self.values_of(variant, &found.tag).into_iter().collect();
        let tags = found.tags_of(index);
        required(schema).contains(found.tag.as_str())
            && values.len() > 1
            && values.len() == tags.len()
            && tags.iter().all(|tag| values.contains(tag))
    }

    /// Whether a variant is a union that the same member tells apart: that one reads and writes the tag.
    fn is_told_by(&self, variant: &'a Node, tag: &str) -> bool {
        let union = self.target(variant).unwrap_or(variant);
        let listed = variants(union).unwrap_or_default();
        self.form_at(variant) == Form::Union && self.tag_name(union, listed).as_deref() == Some(tag)
    }

    /// The component that a variant is: what it refers to, or what was merged into it and gave it its title.
    fn component_of(&self, variant: &'a Node) -> Option<String> {
        let title = text(variant, "title").filter(|title| self.component(title).is_some());
        reference(variant).or_else(|| title.map(str::to_owned))
    }

    /// The tags that are mapped to a variant, in the order of the mapping.
    fn tags_mapped_to(&self, mapped: &MappedTags, variant: &'a Node) -> Vec<String> {
        let found = self
            .component_of(variant)
            .and_then(|name| mapped.get(&name));
        found.into_iter().flatten().copied().cloned().collect()
    }

    fn tag_values(&self, listed: &'a [Node], tag: &str) -> TagValues {
        let types = listed.iter().filter_map(|variant| {
            let schema = self.target(variant).unwrap_or(variant);
            let property = schema.get("properties")?.get(tag)?;
            let property = self.target(property).unwrap_or(property);
            match (
                text(property, "type"),
                super::keywords::listed(property).next(),
            ) {
                (Some("integer"), _) => Some(TagValues::Integers),
                (Some("boolean"), _) => Some(TagValues::Booleans),
                (None, Some(value)) if value.as_number().is_some() => Some(TagValues::Integers),
                (None, Some(value)) if value.as_bool().is_some() => Some(TagValues::Booleans),
                _ => Some(TagValues::Strings),
            }
        });
        let types: BTreeSet<TagValues> = types.collect();
        match types.into_iter().collect::<Vec<_>>().as_slice() {
            [only] => *only,
            _ => TagValues::Strings,
        }
    }

    /// A mapping to what is no variant can only be kept as it is received.
    fn check_mapping(&mut self, schema: &'a Node, tags: &[Vec<String>]) {
        let known: BTreeSet<&String> = tags.iter().flatten().collect();
        for (key, target) in mapping(schema) {
            if !known.contains(key) {
                let message = format!(
                    "`{key}` is mapped to `{}`, which is none of the variants; what has this tag is kept as raw JSON",
                    scalar_text(target)
                );
                let help = "list it under `oneOf` as well, or correct the mapping";
                self.warn("discriminator-mapping", target.origin, message, help);
            }
        }
    }
}

/// Whether a tag can be written as such a value.
fn can_be(tag: &str, values: TagValues) -> bool {
    match values {
        TagValues::Strings => true,
        TagValues::Integers => tag
            .parse()
            .is_ok_and(|integer: i64| integer.to_string() == tag),
        TagValues::Booleans => tag.parse::<bool>().is_ok(),
    }
}

/// The one value that is a name in another spelling.
fn alike(values: &[String], name: &str) -> Option<String> {
    let wanted = names::ident(Kind::Variant, name);
    let mut alike = values
        .iter()
        .filter(|value| names::ident(Kind::Variant, value) == wanted);
    alike.next().filter(|_| alike.next().is_none()).cloned()
}

fn mapping(schema: &Node) -> impl Iterator<Item = (&String, &Node)> {
    let mapping = schema
        .get("discriminator")
        .and_then(|node| node.get("mapping"));
    mapping.and_then(Node::as_object).into_iter().flatten()
}

/// The tags of a mapping, in its order, by the components that they are mapped to.
type MappedTags<'a> = BTreeMap<String, Vec<&'a String>>;

fn mapped_tags(schema: &Node) -> MappedTags<'_> {
    let mut mapped = MappedTags::new();
    for (key, target) in mapping(schema) {
        mapped.entry(mapped_name(target)).or_default().push(key);
    }
    mapped
}

fn is_object(schema: &Node) -> bool {
    !is_null(schema)
        && (text(schema, "type") == Some("object") || schema.get("properties").is_some())
}
