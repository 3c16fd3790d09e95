//! Objects with known members to structs: which members travel, and how absence and null are kept.
//!
//! Invariant: fields stand in the order of the spec, and no two have the same name.

use std::collections::BTreeSet;

use super::collision::{Claim, Distinct, Member};
use super::files::Files;
use super::keywords::{flag, is_nullable, listed_values, target};
use super::schema::free_json;
use super::{Lowering, Place, Role, Twin, docs};
use crate::ir::{Field, State, Struct, Type, Value};
use crate::load::{Kind, Node};
use crate::names::{self, Kind as NameKind};

impl<'a> Lowering<'a> {
    /// The struct that an object schema gives in one direction.
    pub(super) fn object(&mut self, schema: &'a Node, place: &Place) -> Struct {
        let declared = schema.get("properties").and_then(Node::as_object);
        let travelling: Vec<(&'a String, &'a Node)> = declared
            .into_iter()
            .flatten()
            .filter(|(_, property)| travels(property, place))
            .collect();
        let mut members: Vec<Member> = travelling
            .iter()
            .map(|(wire, property)| self.member(NameKind::Field, wire, property))
            .collect();
        let rest = rest(schema);
        let rest_member = rest.map(|rest| rest_member(rest, &members));
        members.extend(rest_member);
        let mut settled = self.settle(&members);
        let rest_name = rest.and_then(|_| settled.pop());
        let required = required(schema);
        let fields: Vec<Field> = travelling
            .into_iter()
            .zip(settled)
            .map(|((wire, property), name)| {
                let required = required.contains(wire.as_str());
                self.field(name, wire, property, required, place)
            })
            .collect();
        self.check_required(schema);
        let rest = rest.zip(rest_name);
        Struct {
            default: false,
            rest: rest.map(|(rest, name)| self.rest(name, rest, place)),
            fields,
        }
    }

    fn field(
        &mut self,
        name: names::Ident,
        wire: &str,
        property: &'a Node,
        required: bool,
        place: &Place,
    ) -> Field {
        let place_of_value = place_of_value(property, wire, place);
        let labels = self.labels(property, property);
        let value = self.value(property, &place_of_value);
        let lenient = flag(property, "x-rust-lenient") && place.role.received();
        let target = self.target(property);
        let default = self.member_default(property, target);
        let is_other_than_null = default.is_some_and(|default| !default.is_null());
        let state = match lenient {
            true => State::Lenient,
            false => state(
                required,
                value.nullable,
                is_other_than_null,
                &value.ty,
                place,
            ),
        };
        let value = value.into_field();
        let given = match state {
            _ if !place.role.sent() => None,
            State::Plain => default.or_else(|| only_value(target.unwrap_or(property))),
            State::Nullable => default,
            State::Optional | State::Patch | State::Lenient => None,
        };
        Field {
            default: given.map(Node::to_value),
            preset: None,
            docs: docs::field(&docs::Member {
                name: &name,
                wire,
                node: property,
                target,
                labels: &labels,
                value: &value,
                default,
            }),
            deprecated: docs::deprecation(property),
            setter: names::ident(NameKind::Setter, name.unraw()),
            wire: wire.to_owned(),
            pointer: self.pointer(property.origin),
            name,
            value,
            state,
        }
    }

    /// The default of a member, its own or that of what it refers to.
    fn member_default(&mut self, property: &'a Node, target: Option<&'a Node>) -> Option<&'a Node> {
        let of_target = || target?.get("default").filter(|value| docs::is_short(value));
        let default = property.get("default").or_else(of_target);
        self.usable_default(default, property)
    }

    /// The component that a schema is nothing but a reference to.
    pub(super) fn target(&self, schema: &Node) -> Option<&'a Node> {
        target(self.resolved, schema)
    }

    /// The field for members that are not declared.
    fn rest(&mut self, name: names::Ident, additional: &'a Node, place: &Place) -> Field {
        let item = match &additional.kind {
            Kind::Object(_) => self.value(additional, &place.below("Value")).into_item(),
            _ => free_json(),
        };
        Field {
            setter: names::ident(NameKind::Setter, name.unraw()),
            name,
            wire: String::new(),
            pointer: self.pointer(additional.origin),
            value: Value::of(Type::Map(Box::new(item))),
            state: State::Plain,
            default: None,
            preset: None,
            docs: docs::sentence("Members that the API's description does not name."),
            deprecated: None,
        }
    }

    /// A required member that is not declared can be neither sent nor read.
    fn check_required(&mut self, schema: &Node) {
        let properties = schema.get("properties");
        for name in schema
            .get("required")
            .and_then(Node::as_array)
            .unwrap_or_default()
        {
            let text = name
                .as_str()
                .map_or_else(|| name.to_value().to_string(), str::to_owned);
            if properties.is_none_or(|properties| properties.get(&text).is_none()) {
                self.warn(
                    "required-unknown",
                    name.origin,
                    format!("`{text}` is required but not declared; it is left out"),
                    "declare it under `properties`, or remove it from `required`",
                );
            }
        }
    }
}

/// What the schema says of members that are not declared, where it speaks of them.
fn rest(schema: &Node) -> Option<&Node> {
    let additional = schema.get("additionalProperties")?;
    matches!(additional.kind, Kind::Object(_) | Kind::Bool(true, _)).then_some(additional)
}

/// A member of the API may be called as the field for all others would be: then that one gives way, which is no finding,
/// since nothing but the members of its own type decides it.
fn rest_member(additional: &Node, declared: &[Member]) -> Member {
    let [usual, other] = ["additional properties", "undeclared properties"];
    let usual_name = names::ident(NameKind::Field, usual);
    let is_taken = declared.iter().any(|member| member.name == usual_name);
    let wire = if is_taken { other } else { usual };
    Member {
        claim: Claim::Derived,
        distinct: Distinct::Given(names::ident(
            NameKind::Field,
            "members without a declaration",
        )),
        remedy: None,
        degrades: Some("it holds the members that are not declared"),
        ..Member::new(NameKind::Field, wire, additional.origin)
    }
}

fn place_of_value(property: &Node, wire: &str, place: &Place) -> Place {
    let below = place.below(wire);
    let is_one_way = flag(property, "readOnly") || flag(property, "writeOnly");
    let of_update = |twin| Twin {
        update: place.twin.as_ref().is_some_and(|twin| twin.update),
        ..twin
    };
    Place {
        files: match place.role {
            Role::Form => Files::HereOrListed,
            _ => Files::Nowhere,
        },
        update: place.update,
        twin: below.twin.clone().filter(|_| !is_one_way).map(of_update),
        ..below
    }
}

fn travels(property: &Node, place: &Place) -> bool {
    let one_way = |key, there: bool, back: bool| flag(property, key) && !there && back;
    let is_read_only = one_way("readOnly", place.role.received(), place.role.sent());
    let is_write_only = one_way("writeOnly", place.role.sent(), place.role.received());
    !is_read_only && !is_write_only
}

/// The members that a schema requires.
pub(super) fn required(schema: &Node) -> BTreeSet<&str> {
    let names = schema.get("required").and_then(Node::as_array);
    let names = names.unwrap_or_default().iter();
    names.filter_map(Node::as_str).collect()
}

/// The value of a schema that lists no other.
pub(super) fn only_value(schema: &Node) -> Option<&Node> {
    match listed_values(schema).as_slice() {
        [only] if !is_nullable(schema) => Some(only),
        _ => None,
    }
}

/// How absence and null are kept. They differ in an update, where Django REST framework leaves alone what is absent, in
/// a PUT as well; and where the server would take a default in place of what is absent.
fn state(required: bool, nullable: bool, default: bool, ty: &Type, place: &Place) -> State {
    if *ty == Type::Json && (required || !place.role.sent()) {
        return State::Plain;
    }
    let matters = place.update || (default && place.role == Role::Sent);
    match (required, nullable) {
        (true, false) => State::Plain,
        (true, true) => State::Nullable,
        (false, true) if matters => State::Patch,
        (false, _) => State::Optional,
    }
}
