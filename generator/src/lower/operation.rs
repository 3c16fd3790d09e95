//! Operations to the tree of resources and their methods.
//!
//! Invariant: resources and methods are sorted by name, and no two members of a resource share a name. An
//! operation that cannot be represented is left out with a finding; the others are not affected.

use std::collections::BTreeSet;

use super::media::Media;
use super::params::PathPart;
use super::place::{OperationPlace, place};
use super::{Claim, Lowering, Place, Role, docs};
use crate::ir::{Operation, Resource, Service};
use crate::load::{Map, Node, Page};
use crate::names::{self, Kind, Scope};
use crate::resolve::METHODS;

/// An operation of the document, before anything is decided about it.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) node: &'a Node,
    pub(super) page: Option<&'a Page>,
}

/// A resource while it is filled.
struct Branch {
    resource: Resource,
    scope: Scope<Claim>,
}

impl<'a> Lowering<'a> {
    /// The whole tree; its root is the client.
    pub(super) fn resources(&mut self, service: &Service) -> Resource {
        let mut calls: Vec<(OperationPlace, Call<'a>)> = self.calls();
        calls.sort_by(|(a, x), (b, y)| {
            (&a.resource, &a.method, x.path, x.method).cmp(&(
                &b.resource,
                &b.method,
                y.path,
                y.method,
            ))
        });
        let mut root = Branch {
            resource: client(),
            scope: Scope::new(),
        };
        self.fill(&mut root, &[], &calls, service);
        root.resource
    }

    fn calls(&self) -> Vec<(OperationPlace, Call<'a>)> {
        let paths = self.resolved.root().get("paths").and_then(Node::as_object);
        let all: BTreeSet<&str> = paths
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str)
            .collect();
        let mut calls = Vec::new();
        for (path, item) in paths
            .into_iter()
            .flatten()
            .filter(|(path, _)| !path.starts_with("x-"))
        {
            for method in METHODS {
                let Some(node) = item.get(method) else {
                    continue;
                };
                let pages = self.resolved.pages();
                let page = pages
                    .iter()
                    .find(|page| page.method == method && page.path == *path);
                calls.push((
                    place(page, path, method, node, is_alone(path, item, &all)),
                    Call {
                        method,
                        path,
                        node,
                        page,
                    },
                ));
            }
        }
        calls
    }

    /// Puts the operations of one resource, and those of all resources below it, into the branch.
    fn fill(
        &mut self,
        branch: &mut Branch,
        at: &[String],
        calls: &[(OperationPlace, Call<'a>)],
        service: &Service,
    ) {
        let kind = if at.is_empty() {
            Kind::ClientMethod
        } else {
            Kind::Method
        };
        for (place, call) in calls.iter().filter(|(place, _)| place.resource == at) {
            self.methods(branch, kind, place, *call, service);
        }
        let mut below: Vec<&String> = calls
            .iter()
            .filter_map(|(place, _)| child_of(at, &place.resource))
            .collect();
        below.dedup();
        for child in below {
            self.child(branch, at, child, calls, service);
        }
        branch
            .resource
            .operations
            .sort_by(|a, b| a.name.cmp(&b.name));
        branch.resource.children.sort_by(|a, b| a.name.cmp(&b.name));
    }

    /// The method of an operation, and one for each further media type that was asked for.
    fn methods(
        &mut self,
        branch: &mut Branch,
        kind: Kind,
        place: &OperationPlace,
        call: Call<'a>,
        service: &Service,
    ) {
        let name = self.name_of(kind, &place.method, call.node);
        let media_types = self.media_types(call.node);
        let further = media_types.iter().skip(1).map(|media| {
            let method = format!("{} {}", place.method, media.suffix());
            let name = format!("{} {}", name.unraw(), media.suffix());
            (names::ident(kind, &name), method, Some(*media))
        });
        let first = (
            name.clone(),
            place.method.clone(),
            media_types.first().copied(),
        );
        for (name, method, media) in std::iter::once(first).chain(further) {
            let place = OperationPlace {
                resource: place.resource.clone(),
                method,
            };
            if self.claim(&mut branch.scope, &name, &place.method, call.node.origin)
                && let Some(mut operation) = self.operation(name, &place, call, media, service)
            {
                operation.headers.retain(|header| {
                    let wire = &header.wire;
                    self.claim(&mut branch.scope, &header.constant, wire, call.node.origin)
                });
                branch.resource.operations.push(operation);
            }
        }
    }

    fn child(
        &mut self,
        branch: &mut Branch,
        at: &[String],
        child: &str,
        calls: &[(OperationPlace, Call<'a>)],
        service: &Service,
    ) {
        let kind = if at.is_empty() {
            Kind::ClientMethod
        } else {
            Kind::Method
        };
        let name = names::ident(kind, child);
        let mut path = at.to_vec();
        path.push(child.to_owned());
        let calls: Vec<_> = calls
            .iter()
            .filter(|(place, _)| place.resource.starts_with(&path))
            .cloned()
            .collect();
        let Some((_, first)) = calls.first() else {
            return;
        };
        if !self.claim(&mut branch.scope, &name, child, first.node.origin) {
            return;
        }
        let mut accessors = branch.resource.path.clone();
        accessors.push(name.clone());
        let resource = Resource {
            type_name: names::ident(Kind::Resource, child),
            path: accessors,
            docs: docs::resource(&path),
            operations: Vec::new(),
            children: Vec::new(),
            name,
        };
        let mut below = Branch {
            resource,
            scope: Scope::new(),
        };
        self.fill(&mut below, &path, &calls, service);
        branch.resource.children.push(below.resource);
    }

    fn operation(
        &mut self,
        name: names::Ident,
        place: &OperationPlace,
        call: Call<'a>,
        media: Option<Media<'a>>,
        service: &Service,
    ) -> Option<Operation> {
        let Call {
            method,
            path,
            node,
            page,
        } = call;
        let mut parts = place.resource.clone();
        parts.push(place.method.clone());
        let at = |suffix: Option<&str>, role| Place {
            parts: parts
                .iter()
                .cloned()
                .chain(suffix.map(str::to_owned))
                .collect(),
            module: names::joined(
                Kind::Module,
                &parts.iter().map(String::as_str).collect::<Vec<_>>(),
            ),
            role,
            patch: method == "patch",
            files: false,
            through: Vec::new(),
        };
        let path_params = self.path_params(call, &at(None, Role::Sent))?;
        let received = at(None, Role::Received);
        let answers = self.answers(&name, call, &received);
        Some(Operation {
            constant: names::ident(Kind::Constant, name.unraw()),
            id: super::keywords::text(node, "operationId").map_or_else(
                || format!("{} {path}", method.to_uppercase()),
                str::to_owned,
            ),
            method: method.to_uppercase(),
            path: path.to_owned(),
            idempotent: super::keywords::flag(node, "x-rust-idempotent"),
            security: self.security(node, service),
            params: self.params(&name, call, &at(None, Role::Sent)),
            body: media.map(|media| self.body(node, media, &at(Some("Request"), Role::Sent))),
            success: answers.success,
            accept: answers.accept,
            errors: answers.errors,
            headers: self.response_headers(&name, call, &received),
            docs: docs::operation(
                page,
                docs::site(self.resolved.root()),
                node,
                &format!("{} {path}", method.to_uppercase()),
                &path_params,
                answers.is_endless,
            ),
            path_params,
            deprecated: docs::deprecation(node),
            name,
        })
    }

    /// The alternatives that an operation accepts, each as the schemes that it needs together.
    fn security(&mut self, operation: &Node, service: &Service) -> Vec<Vec<usize>> {
        let default = self.resolved.root().get("security");
        let listed = operation
            .get("security")
            .or(default)
            .and_then(Node::as_array);
        let mut alternatives = Vec::new();
        for alternative in listed.unwrap_or_default() {
            let names = alternative.as_object().into_iter().flat_map(Map::keys);
            let schemes: Option<Vec<usize>> = names
                .map(|name| {
                    service
                        .schemes
                        .iter()
                        .position(|scheme| scheme.wire == *name)
                })
                .collect();
            alternatives.extend(schemes);
        }
        if alternatives.is_empty() && listed.is_some_and(|listed| !listed.is_empty()) {
            self.warn(
                "unknown-security",
                operation.get("security").unwrap_or(operation).origin,
                "no security scheme that this operation accepts is declared; no credential is sent",
                "declare the scheme under components.securitySchemes",
            );
        }
        alternatives
    }

    /// The path parameters in the order of the template; `None`, with a finding, if one is not declared.
    fn path_params(&mut self, call: Call<'a>, place: &Place) -> Option<Vec<crate::ir::PathParam>> {
        let mut scope = Scope::new();
        let mut params = Vec::new();
        for part in super::params::template(call.path) {
            if let PathPart::Parameter(name) = part {
                params.push(self.path_param(name, call, place, &mut scope)?);
            }
        }
        Some(params)
    }
}

fn client() -> Resource {
    Resource {
        name: names::ident(Kind::Module, "client"),
        type_name: names::ident(Kind::Type, "Client"),
        path: Vec::new(),
        docs: docs::sentence("The methods of the client itself."),
        operations: Vec::new(),
        children: Vec::new(),
    }
}

/// Whether a path has one operation only, and no other path goes on below it.
fn is_alone(path: &str, item: &Node, all: &BTreeSet<&str>) -> bool {
    let below = format!("{}/", path.trim_end_matches('/'));
    let goes_on = all
        .range(below.as_str()..)
        .take_while(|other| other.starts_with(&below))
        .any(|other| *other != path);
    let operations = METHODS.iter().filter(|method| item.get(method).is_some());
    !goes_on && operations.count() == 1
}

/// The name of the resource directly below `at` on the way to `path`.
fn child_of<'p>(at: &[String], path: &'p [String]) -> Option<&'p String> {
    path.strip_prefix(at)?.first()
}
