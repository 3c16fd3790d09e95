//! What the errors of an operation hold.
//!
//! Invariant: what an error of one status holds is read as nothing else, and an enum is named by its statuses alone, so
//! that equal ones are one type, whose name no other operation can change.

use super::{Declared, variant_name};
use crate::ir::{
    ByStatus, Content, DeclaredError, Docs, Errors, ErrorsByStatus, Status, StatusVariant, Type,
};
use crate::load::{Map, Node};
use crate::lower::{Lowering, Place, docs};
use crate::names::{self, Ident, Kind};

impl<'a> Lowering<'a> {
    pub(super) fn errors(
        &mut self,
        name: &Ident,
        declared: &[Declared<'a>],
        place: &Place,
    ) -> Errors {
        let mut errors = Errors::default();
        let mut variants = Vec::new();
        for error in declared {
            let Declared { status, node, .. } = error;
            let name = variant_name(*status);
            let content = self.error_content(error, &place.below(name.unraw()));
            if content != Content::Empty {
                variants.push(StatusVariant {
                    status: *status,
                    name,
                    content: content.clone(),
                    docs: Docs::default(),
                });
            }
            errors.declared.push(DeclaredError {
                status: *status,
                content,
                docs: docs::error_line(*status, node),
            });
        }
        let differ = variants.windows(2).any(|pair| match pair {
            [a, b] => a.content != b.content,
            _ => false,
        });
        let is_typed = |variant: &StatusVariant| variant.content.value().is_some();
        let is_read = differ && variants.iter().any(is_typed);
        errors.by_status = is_read.then(|| ErrorsByStatus {
            name: names::joined(Kind::Resource, &[name.unraw(), "Error"]),
            shared: ByStatus {
                type_name: names::errors_by_status(variants.iter().map(word)),
                variants,
            },
        });
        errors
    }

    /// What the body of an error holds; empty where its declaration says nothing of it that a type could say.
    fn error_content(&mut self, error: &Declared<'a>, place: &Place) -> Content {
        let content = match error.media {
            Some(media) if media.is_json => self.content(error.media, place),
            Some(_) if is_text(error.node) => Content::Text,
            Some(_) => Content::Bytes,
            None => Content::Empty,
        };
        match content.value() {
            Some(value) if value.ty == Type::Json => Content::Empty,
            _ => content,
        }
    }
}

/// What the name of the enum says of a variant. JSON is what is usual.
fn word(variant: &StatusVariant) -> String {
    let status = match variant.status {
        Status::Code(code) => code.to_string(),
        Status::Class(digit) => format!("{digit}xx"),
        Status::Any => variant.name.unraw().to_owned(),
    };
    match variant.content {
        Content::Json(_) => status,
        Content::Text => status + "Text",
        Content::Bytes => status + "Bytes",
        Content::Empty => status + "Empty",
    }
}

/// Whether an answer with the status is an error of the call; what is below 200 never gets to the caller.
pub(super) fn is_error(status: Status) -> bool {
    match status {
        Status::Code(code) => code >= 300,
        Status::Class(digit) => digit >= 3,
        Status::Any => true,
    }
}

/// Whether all that is declared of a body is text.
fn is_text(response: &Node) -> bool {
    let content = response.get("content").and_then(Node::as_object);
    let mut media_types = content.into_iter().flat_map(Map::keys);
    media_types.all(|media_type| media_type.starts_with("text/"))
}
