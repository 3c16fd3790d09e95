//! Strings of bytes in forms: where they are files, and where they cannot be.
//!
//! Invariant: a string of bytes that is sent in a form is a file, or a finding.

use super::Lowering;
use super::keywords::{flag, is_file, is_null, reference, variants};
use super::media::{Media, MediaKind};
use crate::load::{Map, Node};

/// Where a string of bytes is a file, seen from a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Files {
    /// Nowhere: what stands here is written as text.
    Nowhere,
    /// Each member is one, or a list of them: the schema is that of a multipart form.
    Members,
    /// Here, and in each item of a list that stands here.
    HereOrListed,
    /// Here alone.
    Here,
}

impl Files {
    /// The same, seen from the items of a list.
    pub(super) fn in_items(self) -> Self {
        match self {
            Self::HereOrListed => Self::Here,
            Self::Nowhere | Self::Members | Self::Here => Self::Nowhere,
        }
    }

    /// The same, seen from a member.
    fn in_member(self) -> Self {
        match self {
            Self::Members => Self::HereOrListed,
            Self::Nowhere | Self::HereOrListed | Self::Here => Self::Nowhere,
        }
    }

    /// Whether a string is a file here.
    pub(super) fn is_here(self) -> bool {
        matches!(self, Self::HereOrListed | Self::Here)
    }
}

impl<'a> Lowering<'a> {
    /// Reports the strings of bytes in a form that are no files. A component is looked through once, however many forms
    /// hold it.
    pub(super) fn check_files(&mut self, media: Media<'a>) {
        let files = |schema| match media.kind {
            MediaKind::Multipart if self.is_form_with_files(schema) => Files::Members,
            _ => Files::Nowhere,
        };
        let mut open: Vec<(&'a Node, Files)> = Vec::new();
        open.extend(media.schema.map(|schema| (schema, files(schema))));
        while let Some((schema, files)) = open.pop() {
            let target = self.target(schema).unwrap_or(schema);
            if is_file(target) {
                // A form that is itself a string is reported as no object.
                if !files.is_here() && files != Files::Members {
                    self.no_file(schema);
                }
                continue;
            }
            let is_new =
                reference(schema).is_none_or(|name| self.sought_for_files.insert((name, files)));
            if is_new {
                open.extend(below(target, files));
            }
        }
    }

    /// Whether the members of a multipart form can be files. A component that has none is the type that it is elsewhere.
    fn is_form_with_files(&self, schema: &'a Node) -> bool {
        reference(schema).is_none_or(|name| self.usage.with_files().is_one(&name))
    }

    fn no_file(&mut self, schema: &Node) {
        self.warn(
            "no-file",
            schema.origin,
            "`format: binary` is no file here and is sent as a string: only a part of a multipart form can be a file",
            "make it a property of the form itself, or correct its `format` in the overlay",
        );
    }
}

/// The schemas that a schema holds, but those of what is not sent; the schema itself if it is a component that is nothing
/// but a reference.
fn below(schema: &Node, files: Files) -> Vec<(&Node, Files)> {
    let properties = schema.get("properties").and_then(Node::as_object);
    let sent = properties.into_iter().flat_map(Map::values);
    let sent = sent.filter(|property| !flag(property, "readOnly"));
    let mut found: Vec<(&Node, Files)> =
        sent.map(|property| (property, files.in_member())).collect();
    found.extend(reference(schema).map(|_| (schema, files)));
    found.extend(schema.get("items").map(|items| (items, files.in_items())));
    let others = schema.get("additionalProperties");
    found.extend(others.map(|others| (others, Files::Nowhere)));
    let listed = variants(schema).unwrap_or_default();
    let listed: Vec<&Node> = listed.iter().filter(|variant| !is_null(variant)).collect();
    let in_variants = match listed.as_slice() {
        [_] => files,
        _ => Files::Nowhere,
    };
    found.extend(listed.into_iter().map(|variant| (variant, in_variants)));
    found
}
