//! The tree of resources, and which method of which resource an operation is.
//!
//! Invariant: resources and methods are sorted by name, and no two members of a resource share a name. Names that
//! differ in case or signs alone (`Projects`, `projects`) are one resource: its identifier is what counts.

use std::collections::{BTreeMap, BTreeSet};

use super::collision::{Claim, Distinct, Member};
use super::keywords::text;
use super::media::Media;
use super::operation::Call;
use super::place::{OperationPlace, place};
use super::remedy::Remedy;
use super::{Lowering, docs};
use crate::ir::{Operation, Resource, ResponseHeader};
use crate::load::{Map, Node, Origin};
use crate::names::{self, Ident, Kind};
use crate::resolve::{METHODS, Resolved};

/// An operation and where it belongs.
struct Placed<'a> {
    /// The accessors from the client down to its resource.
    resource: Vec<Ident>,
    place: OperationPlace,
    call: Call<'a>,
    /// What its body is written as.
    media: Option<Media<'a>>,
    /// Whether it is the method for a further media type of its operation, not for the first.
    is_further: bool,
}

impl<'a> Lowering<'a> {
    /// The whole tree; its root is the client.
    pub(super) fn resources(&mut self) -> Resource {
        let mut calls = self.calls();
        calls.sort_by(|a, b| a.key().cmp(&b.key()));
        let firsts = calls.iter().filter(|placed| !placed.is_further);
        let ids = firsts.filter_map(|placed| placed.call.id());
        let mut repeated = BTreeMap::new();
        ids.for_each(|id| *repeated.entry(id).or_insert(0) += 1);
        repeated.retain(|_, times| *times > 1);
        let repeated: BTreeSet<&str> = repeated.into_keys().collect();
        let mut root = client();
        self.fill(&mut root, &calls, &repeated);
        root
    }

    fn calls(&mut self) -> Vec<Placed<'a>> {
        let paths = self.resolved.root().get("paths").and_then(Node::as_object);
        let all: BTreeSet<&str> = paths
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str)
            .collect();
        let mut pages = BTreeMap::new();
        for page in self.resolved.pages() {
            let key = (page.method.as_str(), page.path.as_str());
            pages.entry(key).or_insert(page);
        }
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
                let call = Call {
                    method,
                    path,
                    node,
                    page: pages.get(&(method, path.as_str())).copied(),
                };
                let place = place(call, is_alone(path, item, &all));
                calls.extend(self.methods_of(call, &place));
            }
        }
        calls
    }

    /// The method of an operation, and one for each further media type that was asked for.
    fn methods_of(&mut self, call: Call<'a>, place: &OperationPlace) -> Vec<Placed<'a>> {
        let mut media_types: Vec<Option<Media<'a>>> =
            self.media_types(call.node).into_iter().map(Some).collect();
        if media_types.is_empty() {
            media_types.push(None);
        }
        let placed = |(index, media): (usize, Option<Media<'a>>)| Placed {
            resource: accessors(&place.resource),
            place: place.clone(),
            call,
            media,
            is_further: index > 0,
        };
        media_types.into_iter().enumerate().map(placed).collect()
    }

    /// Puts the operations of one resource, and those of all resources below it, into it. `calls` are sorted.
    fn fill(&mut self, resource: &mut Resource, calls: &[Placed<'a>], repeated: &BTreeSet<&str>) {
        let depth = resource.path.len();
        let own = calls.partition_point(|placed| placed.resource.len() == depth);
        let (own, below) = calls.split_at(own);
        let same = |a: &Placed, b: &Placed| a.resource.get(depth) == b.resource.get(depth);
        let below: Vec<&[Placed<'a>]> = below.chunk_by(same).collect();
        resource.children = self.children(&resource.path, &below);
        let mut members: Vec<Member> = resource
            .children
            .iter()
            .zip(&below)
            .filter_map(|(child, calls)| accessor(child, calls))
            .collect();
        for placed in own {
            let member = self.method(depth, placed, repeated);
            members.push(match &placed.media {
                Some(media) if placed.is_further => further(member, &media.suffix()),
                _ => member,
            });
        }
        let settled = self.settle_methods(resource, &members, below.len());
        let methods = members.iter().zip(settled).skip(below.len()).zip(own);
        for ((member, name), placed) in methods {
            let operation = self.placed_operation(member, name, placed);
            resource.operations.push(operation);
        }
        resource.operations.sort_by(|a, b| a.name.cmp(&b.name));
        self.name_headers(resource);
        for (child, calls) in resource.children.iter_mut().zip(below) {
            self.fill(child, calls, repeated);
        }
    }

    /// The resources directly below the one at `path`, still empty.
    fn children(&mut self, path: &[Ident], below: &[&[Placed<'a>]]) -> Vec<Resource> {
        let depth = path.len();
        let firsts = below.iter().filter_map(|calls| calls.first());
        let found: Vec<(&[Ident], &[String], &Placed)> = firsts
            .filter_map(|first| {
                let accessors = first.resource.get(..=depth)?;
                Some((accessors, first.place.resource.get(..=depth)?, first))
            })
            .collect();
        let members: Vec<Member> = found
            .iter()
            .filter_map(|(accessors, wire, first)| {
                let origin = first.call.node.origin;
                Some(resource_member(accessors.last()?, wire.last()?, origin))
            })
            .collect();
        let settled = self.settle(&members);
        found
            .into_iter()
            .zip(settled)
            .filter_map(|((accessors, wire, _), type_name)| {
                let tag = match wire {
                    [only] => self.tags.get(&names::phrase(only)).copied(),
                    _ => None,
                };
                Some(Resource {
                    name: accessors.last()?.clone(),
                    type_name,
                    path: accessors.to_vec(),
                    docs: docs::resource(wire, tag),
                    operations: Vec::new(),
                    children: Vec::new(),
                })
            })
            .collect()
    }

    /// An operation's claim to a name. One without an operationId of its own gives way to all others, and so does one
    /// that is named after a part of it.
    fn method(&mut self, depth: usize, placed: &Placed<'a>, repeated: &BTreeSet<&str>) -> Member {
        let kind = match depth {
            0 => Kind::ClientMethod,
            _ => Kind::Method,
        };
        let Call {
            method, path, node, ..
        } = placed.call;
        let degrades = match placed.call.id() {
            _ if placed.call.is_placed_by_page() => None,
            None => Some("it has no `operationId`"),
            Some(id) if repeated.contains(id) => Some("its `operationId` is that of another one"),
            Some(_) => None,
        };
        let whole = placed.place.whole.as_deref().filter(|_| degrades.is_none());
        let fixed = self.explicit(kind, "x-rust-name", node);
        let member = Member {
            remedy: Some(self.name_of(placed.call)),
            name: names::ident(kind, &placed.place.method),
            wire: placed.call.request_line(),
            distinct: match whole {
                Some(id) => Distinct::Whole(names::ident(kind, id)),
                None => Distinct::Route(method.to_owned(), path.to_owned()),
            },
            claim: match degrades.is_some() || whole.is_some() {
                true => Claim::Derived,
                false => Claim::Given,
            },
            degrades,
            ..Member::new(kind, "", node.origin)
        };
        member.fixed(fixed)
    }

    /// How an operation is named: where it stands, unless its path takes it from elsewhere, as another one may.
    fn name_of(&self, call: Call<'a>) -> Remedy {
        let origin = call.node.origin;
        let place = self.resolved.origins().pointer(origin);
        let tokens = place.tokens();
        let is_elsewhere = tokens.first().is_some_and(|first| first != "actions")
            && tokens != ["paths", call.path, call.method];
        match is_elsewhere {
            true => Remedy::Shared(call.path.to_owned(), call.method.to_owned()),
            false => Remedy::Name(origin),
        }
    }

    fn placed_operation(&mut self, member: &Member, name: Ident, placed: &Placed<'a>) -> Operation {
        let mut place = placed.place.clone();
        if let (Some(media), true) = (&placed.media, placed.is_further) {
            place.method = format!("{} {}", place.method, media.suffix());
        }
        if name != names::ident(member.kind, &place.method) {
            // The inline types below two methods that wanted the same name would meet as well.
            name.unraw().clone_into(&mut place.method);
        }
        self.operation(name, &place, placed.call, placed.media, placed.is_further)
    }
}

impl Lowering<'_> {
    /// Names the constants of response headers, which stand beside each other in the resource's struct.
    fn name_headers(&mut self, resource: &mut Resource) {
        let operations = resource.operations.iter_mut();
        let mut headers: Vec<(String, &mut ResponseHeader)> = operations
            .flat_map(|operation| {
                let method = operation.name.unraw().to_owned();
                let headers = operation.headers.iter_mut();
                headers.map(move |header| (method.clone(), header))
            })
            .collect();
        let origin = self.resolved.root().origin;
        let members: Vec<Member> = headers
            .iter()
            .map(|(method, header)| header_member(method, header, origin))
            .collect();
        let settled = self.settle(&members);
        for ((_, header), constant) in headers.iter_mut().zip(settled) {
            header.constant = constant;
        }
    }
}

fn header_member(method: &str, header: &ResponseHeader, origin: Origin) -> Member {
    let wire = names::distinct(Kind::Field, &header.wire);
    let spelled = format!("{method} of {}", wire.unraw());
    Member {
        name: header.constant.clone(),
        distinct: Distinct::Given(names::ident(Kind::Constant, &spelled)),
        claim: Claim::Derived,
        remedy: None,
        degrades: Some("the names of methods and headers differ in nothing else"),
        ..Member::new(Kind::Constant, &header.wire, origin)
    }
}

impl Placed<'_> {
    fn key(&self) -> (&[Ident], &str, &str, &str) {
        let Call { path, method, .. } = self.call;
        (&self.resource, &self.place.method, path, method)
    }
}

impl Call<'_> {
    fn is_placed_by_page(&self) -> bool {
        self.page.is_some_and(|page| !page.place.is_empty())
    }
}

/// The tags that a document describes, by their names as resources have them; of equal ones, the first.
pub(super) fn tags(resolved: &Resolved) -> BTreeMap<String, &Node> {
    let tags = resolved.root().get("tags").and_then(Node::as_array);
    let tags = tags.unwrap_or_default().iter().rev();
    tags.filter_map(|tag| Some((names::phrase(text(tag, "name")?), tag)))
        .collect()
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

fn accessors(resource: &[String]) -> Vec<Ident> {
    let kind = |depth| match depth {
        0 => Kind::ClientAccessor,
        _ => Kind::Accessor,
    };
    let parts = resource.iter().enumerate();
    parts
        .map(|(depth, part)| names::ident(kind(depth), part))
        .collect()
}

/// The claim of the method for a further media type: its name follows from that of the first.
fn further(first: Member, suffix: &str) -> Member {
    let with = |name: &str| names::ident(first.kind, &format!("{name} {suffix}"));
    Member {
        name: with(first.name.unraw()),
        distinct: match &first.distinct {
            Distinct::Route(method, path) => {
                Distinct::Given(with(names::routed(first.kind, method, path).unraw()))
            }
            other => other.clone(),
        },
        claim: Claim::Derived,
        remedy: None,
        degrades: Some("it is named after a further media type of its operation"),
        ..first
    }
}

/// The claim of a resource's struct to its name. Resources differ in their accessors, which are in snake case.
fn resource_member(accessor: &Ident, wire: &str, origin: Origin) -> Member {
    Member {
        distinct: Distinct::Given(names::distinct(Kind::Resource, accessor.unraw())),
        remedy: None,
        degrades: Some("the names of the two resources differ in nothing else"),
        ..Member::new(Kind::Resource, wire, origin)
    }
}

/// A resource's claim to its name, which nothing else can take.
fn accessor(child: &Resource, calls: &[Placed<'_>]) -> Option<Member> {
    let origin = calls.first()?.call.node.origin;
    Some(Member {
        name: child.name.clone(),
        claim: Claim::Fixed,
        remedy: None,
        ..Member::new(Kind::Accessor, child.name.unraw(), origin)
    })
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
