//! Operations to methods: what they take, what they answer, and what the runtime has to know of them.
//!
//! Invariant: an operation that cannot be represented is left out with a finding; the others are not affected.

use super::files::Files;
use super::keywords::{flag, text};
use super::media::Media;
use super::place::{OperationPlace, said};
use super::{Lowering, Place, Role, docs, template};
use crate::ir::Operation;
use crate::load::{Node, Page};
use crate::names::{self, Ident, Kind};

/// An operation of the document, before anything is decided about it.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) node: &'a Node,
    pub(super) page: Option<&'a Page>,
}

impl<'a> Call<'a> {
    pub(super) fn id(&self) -> Option<&'a str> {
        text(self.node, "operationId")
    }

    /// How the operation is called where it has no other name: `GET /pets/{id}`.
    pub(super) fn request_line(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }
}

impl<'a> Lowering<'a> {
    pub(super) fn operation(
        &mut self,
        name: Ident,
        place: &OperationPlace,
        call: Call<'a>,
        media: Option<Media<'a>>,
        is_further: bool,
    ) -> Operation {
        let Call {
            method, node, page, ..
        } = call;
        let at = |suffix, role| place_of(place, call, suffix, role);
        let path_params = self.path_params(call, &at(None, Role::Sent));
        let received = at(None, Role::Received);
        let answers = self.answers(&name, call, &received);
        let docs = docs::Said {
            page,
            node,
            otherwise: &said(place, call),
            params: &path_params,
            further: media.map(|media| media.name).filter(|_| is_further),
            json_members: &media.map_or_else(Vec::new, |media| self.json_members(&media)),
            or_json: media.is_some_and(|media| self.may_be_json(node, &media)),
            is_endless: answers.is_endless,
        };
        let docs = docs::operation(self.resolved, &docs);
        let operation = Operation {
            id: call.id().map_or_else(|| call.request_line(), str::to_owned),
            method: method.to_uppercase(),
            path: template::sent(call),
            idempotent: flag(node, "x-rust-idempotent"),
            security: self.security(node),
            params: self.params(&name, call, &at(None, Role::Sent)),
            body: media.map(|media| self.body(node, media, &at(Some("Request"), Role::Sent))),
            success: answers.success,
            accept: answers.accept,
            errors: answers.errors,
            headers: self.response_headers(&name, call, &received),
            docs,
            path_params,
            deprecated: docs::deprecation(node),
            name,
        };
        self.note_example(node, &operation);
        operation
    }
}

/// Where what an operation sends or receives stands.
fn place_of(place: &OperationPlace, call: Call<'_>, suffix: Option<&str>, role: Role) -> Place {
    let mut parts = place.resource.clone();
    parts.push(place.method.clone());
    let module: Vec<&str> = parts.iter().map(String::as_str).collect();
    Place {
        module: names::joined(Kind::Module, &module),
        role,
        update: role == Role::Sent && matches!(call.method, "patch" | "put"),
        whole: true,
        files: Files::Nowhere,
        twin: None,
        through: Vec::new(),
        depth: 0,
        parts: parts.into_iter().chain(suffix.map(str::to_owned)).collect(),
    }
}
