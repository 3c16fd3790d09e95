//! Component schemas: their names, and the queue of those that something refers to.
//!
//! Invariant: a component is defined at most once per role, and only after it was queued, so that the
//! depth of the call stack does not depend on how long chains of components are.

use super::collision::{Claim, Distinct, Member};
use super::files::Files;
use super::keywords::{Form, MOST_MEMBERS, members, text};
use super::{Lowering, Place, Role, Twin};
use crate::ir::{Shape, Type, TypeDef};
use crate::load::Node;
use crate::names::{self, Ident, Kind};

/// What is appended to the name of a component that has a type for each direction, for the sent one.
pub(super) const SENT_SUFFIX: &str = "Request";

/// What is appended to the name of a component for its form with files, if it is used elsewhere as well.
pub(super) const FORM_SUFFIX: &str = "Form";

/// The same where other types have those names.
pub(super) const OTHER_SENT_SUFFIX: &str = "Sent";
pub(super) const OTHER_FORM_SUFFIX: &str = "WithFiles";

impl<'a> Lowering<'a> {
    pub(super) fn component(&self, name: &str) -> Option<&'a Node> {
        self.resolved.component(name)
    }

    /// The type of a component that has one of its own, seen from a place of `role`.
    pub(super) fn component_type(&mut self, name: &str, schema: &Node, role: Role) -> Type {
        let role = self.usage.role(name, role);
        if self.queued.insert((name.to_owned(), role)) {
            self.queue.push_back((name.to_owned(), role));
        }
        let member = self.component_member(name, schema, role);
        Type::Named {
            name: self.type_name(member),
            validated: false,
        }
    }

    /// A component's claim to a name. The sent one of two, and the form of two, take a name that is made up.
    fn component_member(&mut self, name: &str, schema: &Node, role: Role) -> Member {
        let member = self.own_member(name, schema);
        let (suffix, other) = match role {
            Role::Sent if self.usage.is_split(name) => (SENT_SUFFIX, OTHER_SENT_SUFFIX),
            Role::Form if self.usage.is_more_than_form(name) => (FORM_SUFFIX, OTHER_FORM_SUFFIX),
            _ => return member,
        };
        let with = |suffix| names::joined(Kind::Type, &[member.name.as_str(), suffix]);
        Member {
            name: with(suffix),
            distinct: Distinct::Given(with(other)),
            claim: Claim::Derived,
            remedy: None,
            ..member
        }
    }

    /// What says more of a component than its name: the title, if the name is a number, as Fastify gives it (`def-0`).
    pub(super) fn called<'n>(&self, name: &'n str) -> &'n str
    where
        'a: 'n,
    {
        let number = name.strip_prefix("def-").unwrap_or_default();
        let is_numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let schema = self.component(name).filter(|_| is_numbered);
        let title = schema.and_then(|schema| text(schema, "title"));
        title
            .filter(|title| !title.trim().is_empty())
            .unwrap_or(name)
    }

    /// The claim of a component to its title, where that is its name. Two of one title are called by their numbers.
    fn titled(&self, name: &str, member: Member) -> Member {
        let title = self.called(name);
        if title == name || member.claim == Claim::Fixed {
            return member;
        }
        Member {
            name: names::ident(Kind::Type, title),
            distinct: Distinct::Given(names::ident(Kind::Type, name)),
            claim: Claim::Derived,
            degrades: Some("its title is not its alone"),
            ..member
        }
    }

    /// A component's own claim to a name, which is shorter for the body of a function.
    fn own_member(&mut self, name: &str, schema: &Node) -> Member {
        let member = self.member(Kind::Type, name, schema);
        match self.bodies.get(name) {
            Some(short) if member.claim == Claim::Given => Member {
                distinct: Distinct::Whole(member.name),
                name: short.clone(),
                ..member
            },
            _ => self.titled(name, member),
        }
    }

    /// Queues the components that no operation refers to: they may be what the API sends elsewhere.
    pub(super) fn queue_unused(&mut self) {
        for (name, schema) in self.resolved.schemas().into_iter().flatten() {
            if !self.usage.is_unused(name) {
                continue;
            }
            if self.form(schema) != Form::Plain {
                self.component_type(name, schema, Role::Received);
            } else if members(schema) > MOST_MEMBERS {
                self.too_many_members(schema);
            }
        }
    }

    pub(super) fn drain_queue(&mut self) {
        while let Some((name, role)) = self.queue.pop_front() {
            if let Some(schema) = self.component(&name) {
                let member = self.component_member(&name, schema, role);
                let ident = self.type_name(member);
                let place = Place {
                    parts: vec![ident.unraw().to_owned()],
                    module: names::ident(Kind::Module, ident.unraw()),
                    role,
                    update: self.usage.is_update(&name, role),
                    whole: false,
                    twin: self.twin_of(&name, schema, role),
                    files: Files::Nowhere,
                    through: Vec::new(),
                    depth: 0,
                };
                self.define(ident, &name, schema, &place);
            }
        }
    }

    /// The half of a component that its names are those of, if there are two.
    fn twin_of(&mut self, name: &str, schema: &Node, role: Role) -> Option<Twin> {
        let is_split = self.usage.is_split(name);
        let form = !is_split && role == Role::Form && self.usage.is_more_than_form(name);
        if !is_split && !form {
            return None;
        }
        let member = self.component_member(name, schema, Role::Received);
        let ident = self.type_name(member);
        Some(Twin {
            parts: vec![ident.unraw().to_owned()],
            module: names::ident(Kind::Module, ident.unraw()),
            update: self.usage.is_update(name, Role::Sent),
            form,
        })
    }

    /// Defines a type for a schema that needs one; the types that it needs in turn are inline or queued.
    pub(super) fn define(&mut self, ident: Ident, wire: &str, schema: &'a Node, place: &Place) {
        self.check_keywords(schema);
        self.check_default(schema);
        let Some(mut shape) = self.shape(schema, place) else {
            return;
        };
        if place.role.sent() {
            self.check_count(&ident, schema, &shape);
        }
        if let Shape::Union(union) = &mut shape {
            union
                .variants
                .retain(|variant| !is_just(&variant.value.ty, &ident));
        }
        self.types.push(TypeDef {
            docs: super::docs::of_type(schema, wire),
            deprecated: super::docs::deprecation(schema),
            pointer: self.pointer(schema.origin),
            name: ident,
            module: place.module.clone(),
            sent: place.role.sent(),
            received: place.role.received(),
            validated: false,
            form: false,
            shape,
        });
    }
}

/// Whether a type is the definition of this name: a union that is one of its own variants says nothing by it.
fn is_just(ty: &Type, definition: &Ident) -> bool {
    matches!(ty, Type::Named { name, .. } if name == definition)
}
