//! Operations to methods: what they take, what they answer, and what the runtime has to know of them.
//!
//! Invariant: an operation that cannot be represented is left out with a finding; the others are not affected.

use super::files::Files;
use super::keywords::{flag, text};
use super::media::Media;
use super::place::{OperationPlace, said};
use super::{Lowering, Place, Role, docs, template};
use crate::ir::Operation;
use crate::load::{Map, Node, Page};
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

/// How many ways to authenticate one operation offers. Each operation repeats those of the whole document.
const MOST_ALTERNATIVES: usize = 32;

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
            otherwise: &said(call),
            params: &path_params,
            further: media.map(|media| media.name).filter(|_| is_further),
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

    /// The alternatives that an operation accepts, each as the schemes that it needs together.
    fn security(&mut self, operation: &Node) -> Vec<Vec<usize>> {
        let default = self.resolved.root().get("security");
        let own = operation.get("security");
        let listed = own.or(default).and_then(Node::as_array).unwrap_or_default();
        let alternatives = match (own, &self.default_security) {
            (None, Some(known)) => known.clone(),
            _ => self.alternatives(listed),
        };
        if own.is_none() {
            self.default_security = Some(alternatives.clone());
        }
        self.needs_credential |= !alternatives.is_empty() && !alternatives.contains(&Vec::new());
        alternatives
    }

    fn alternatives(&mut self, listed: &[Node]) -> Vec<Vec<usize>> {
        let mut alternatives = Vec::new();
        for alternative in listed {
            let names = alternative.as_object().into_iter().flat_map(Map::keys);
            let schemes = names.map(|name| self.scheme_numbers.get(name).copied());
            let schemes: Option<Vec<usize>> = schemes.collect();
            if let Some(schemes) = schemes {
                self.check_headers(alternative, &schemes);
                alternatives.push(schemes);
            }
        }
        if alternatives.len() <= MOST_ALTERNATIVES {
            return alternatives;
        }
        alternatives.truncate(MOST_ALTERNATIVES);
        if let Some(further) = listed.get(MOST_ALTERNATIVES) {
            self.warn(
                "too-many-alternatives",
                further.origin,
                format!("only the first {MOST_ALTERNATIVES} ways to authenticate are offered"),
                "list those that callers should use first",
            );
        }
        alternatives
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
