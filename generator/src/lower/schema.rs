//! A schema where it is used: which type stands there, whether it may be null, what is checked.
//!
//! Invariant: every schema gives a type. What has no counterpart gives free JSON and a finding.

use super::components::SENT_SUFFIX;
use super::files::Files;
use super::keywords::{
    Form, MOST_MEMBERS, is_file, is_null, is_nullable, listed, members, reference, text, variants,
};
use super::{DEEPEST, Lowering, Place, Role, Seen, Twin};
use crate::ir::{Rule, Shape, Type, Value};
use crate::load::{Kind, Node, Number};
use crate::names::{self, Kind as NameKind};

/// A schema as seen from where it is used.
pub(super) struct Use {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    pub(super) rules: Vec<Rule>,
}

impl Use {
    fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
            rules: Vec::new(),
        }
    }

    /// The value of a list or map, where null is part of the value.
    pub(super) fn into_item(self) -> Value {
        Value {
            nullable: self.nullable && self.ty != Type::Json,
            ..self.into_field()
        }
    }

    /// The value of a field, where null is part of the field's state.
    pub(super) fn into_field(self) -> Value {
        Value {
            rules: self.rules,
            ..Value::of(self.ty)
        }
    }
}

impl<'a> Lowering<'a> {
    /// What stands where this schema is used.
    pub(super) fn value(&mut self, schema: &'a Node, place: &Place) -> Use {
        if place.depth > DEEPEST {
            return self.too_deep(schema);
        }
        self.check_default(schema);
        if let Some(name) = reference(schema) {
            let mut value = self.referenced(&name, schema, place);
            value.nullable |= is_nullable(schema);
            return value;
        }
        if let Some(value) = self.alternatives_of_lists(schema, place) {
            return value;
        }
        let mut value = match self.form(schema) {
            Form::Plain => self.plain(schema, place),
            Form::Object | Form::Enum | Form::Union => self.inline(schema, place),
        };
        value.nullable |= self.allows_null(schema);
        value
    }

    /// Whether the values of a schema have no one spelling.
    pub(super) fn has_several_forms(&self, schema: &'a Node) -> bool {
        let target = self.target(schema).unwrap_or(schema);
        self.form(target) == Form::Union && self.lists(target).is_none()
    }

    /// What a schema is. Alternatives that are all strings, one of them any string, are just that.
    pub(super) fn form(&self, schema: &'a Node) -> Form {
        match Form::of(schema) {
            Form::Union if self.is_text(schema) => Form::Plain,
            form => form,
        }
    }

    /// What the schema is that stands at a place or is referred to from there, without a look at its alternatives.
    pub(super) fn form_at(&self, schema: &'a Node) -> Form {
        let known = reference(schema).and_then(|name| self.forms.get(&name));
        known.copied().unwrap_or_else(|| Form::of(schema))
    }

    fn is_text(&self, schema: &'a Node) -> bool {
        let listed = variants(schema).unwrap_or_default().iter();
        let mut listed = listed
            .map(|variant| {
                (
                    self.form_at(variant),
                    self.target(variant).unwrap_or(variant),
                )
            })
            .filter(|(_, variant)| !is_null(variant));
        let is_any =
            |(_, variant): &(Form, &Node)| string_type(text(variant, "format")) == Type::String;
        let is_string = |(form, variant): &(Form, &Node)| {
            *form == Form::Plain && text(variant, "type") == Some("string")
        };
        listed.clone().any(|variant| is_any(&variant)) && listed.all(|variant| is_string(&variant))
    }

    fn seen(&mut self, name: &str, target: &'a Node) -> Seen {
        if let Some(seen) = self.seen.get(name) {
            return *seen;
        }
        let seen = Seen {
            form: self.form(target),
            allows_null: self.allows_null(target),
        };
        self.seen.insert(name.to_owned(), seen);
        seen
    }

    fn too_deep(&mut self, schema: &Node) -> Use {
        self.warn(
            "too-deep",
            schema.origin,
            format!("this stands more than {DEEPEST} schemas deep; it is read as free JSON"),
            "make an object with `properties` of its own of what stands deep inside, as a component",
        );
        Use::of(Type::Json)
    }

    /// What stands where an object is too wide to be a type.
    pub(super) fn too_many_members(&mut self, schema: &Node) -> Use {
        let count = members(schema);
        self.warn(
            "too-many-members",
            schema.get("properties").unwrap_or(schema).origin,
            format!("this object has {count} members, and a type at most {MOST_MEMBERS}; it is read as free JSON"),
            "describe members that are alike by `additionalProperties`, or remove those that nobody needs in the overlay",
        );
        Use::of(Type::Json)
    }

    fn referenced(&mut self, name: &str, schema: &Node, place: &Place) -> Use {
        let Some(target) = self.component(name) else {
            return Use::of(Type::Json);
        };
        let seen = self.seen(name, target);
        if seen.form != Form::Plain {
            let ty = self.component_type(name, target, place.role);
            return Use {
                ty,
                nullable: seen.allows_null,
                rules: Vec::new(),
            };
        }
        if place.through.iter().any(|passed| passed == name) {
            self.warn(
                "endless-type",
                schema.origin,
                format!(
                    "`{name}` holds itself without an object in between; it is read as free JSON"
                ),
                "put the repetition into a property of an object",
            );
            return Use::of(Type::Json);
        }
        let place = self.place_within(name, place);
        self.value(target, &place)
    }

    /// The place of what a component is that is looked through from `place`.
    fn place_within(&self, name: &str, place: &Place) -> Place {
        let mut within = Place {
            parts: vec![name.to_owned()],
            module: names::ident(NameKind::Module, name),
            depth: place.depth + 1,
            ..place.clone()
        };
        within.through.push(name.to_owned());
        if place.role == Role::Form {
            return within;
        }
        // A type below it is defined once for each way it travels, wherever it is met first.
        let role = self.usage.role(name, place.role);
        let is_updated = self.usage.is_updated(name, role);
        let is_split = self.usage.is_split(name);
        let twin = is_split.then(|| Twin {
            parts: within.parts.clone(),
            module: within.module.clone(),
            update: false,
            form: false,
        });
        if is_split && role == Role::Sent {
            within.parts = vec![format!("{name}{SENT_SUFFIX}")];
        }
        Place {
            role,
            whole: is_updated,
            update: is_updated,
            twin,
            ..within
        }
    }

    /// A type of its own that has no name in the spec: its path names it.
    pub(super) fn inline(&mut self, schema: &'a Node, place: &Place) -> Use {
        let place = self.in_both_halves(schema, place);
        let (member, received) = self.inline_half(schema, &place);
        let path = member.wire.clone();
        let already = self.is_claimed(&member);
        let ident = self.type_name(member);
        if !already {
            let received = received.as_ref().unwrap_or(&ident);
            let named = |twin: Twin| Twin {
                parts: vec![received.unraw().to_owned()],
                ..twin
            };
            let place = Place {
                parts: vec![ident.unraw().to_owned()],
                files: Files::Nowhere,
                twin: place.twin.map(named),
                ..place
            };
            self.define(ident.clone(), &path, schema, &place);
        }
        Use::of(Type::Named {
            name: ident,
            validated: false,
        })
    }

    /// The shape of a type of its own; `None` if it turns out to have none.
    pub(super) fn shape(&mut self, schema: &'a Node, place: &Place) -> Option<Shape> {
        match self.form(schema) {
            Form::Object => Some(match self.keyed_union(schema, place) {
                Some(union) => Shape::Union(union),
                None => Shape::Struct(Box::new(self.object(schema, place))),
            }),
            Form::Enum => Some(Shape::Enum(self.enumeration(schema))),
            Form::Union if self.lists(schema).is_some() => {
                Some(Shape::Enum(self.enumeration(schema)))
            }
            Form::Union => Some(Shape::Union(self.union(schema, place))),
            Form::Plain => None,
        }
    }

    fn plain(&mut self, schema: &'a Node, place: &Place) -> Use {
        if let Some(only) = variants(schema).and_then(only_variant) {
            return self.value(only, place);
        }
        self.check_keywords(schema);
        if members(schema) > MOST_MEMBERS {
            return self.too_many_members(schema);
        }
        if matches!(text(schema, "type"), Some("string" | "integer")) {
            self.report_other_values(schema);
        }
        let ty = match type_name(schema) {
            _ if Form::of(schema) == Form::Union => Type::String,
            "string" if place.files.is_here() && is_file(schema) => Type::File,
            "string" => string_type(text(schema, "format")),
            "integer" => integer_type(schema),
            "number" => Type::F64,
            "boolean" => Type::Bool,
            "array" => self.list(schema, place),
            "object" => self.map(schema, place),
            "" if place.files.is_here() && self.usage.with_files().is_part(schema) => Type::File,
            "" if schema.get("type").is_none() => Type::Json,
            unknown => {
                let message = format!("`type: {unknown}` is not a type; it is read as free JSON");
                self.warn(
                    "unknown-type",
                    schema.get("type").unwrap_or(schema).origin,
                    message,
                    "write string, integer, number, boolean, array or object",
                );
                Type::Json
            }
        };
        let rules = if place.role.sent() {
            self.rules(schema, &ty)
        } else {
            Vec::new()
        };
        Use {
            nullable: is_null(schema),
            ty,
            rules,
        }
    }

    fn list(&mut self, schema: &'a Node, place: &Place) -> Type {
        match schema.get("items") {
            Some(items) => {
                let place = Place {
                    files: place.files.in_items(),
                    ..place.items("Item")
                };
                Type::List(Box::new(self.value(items, &place).into_item()))
            }
            None => Type::List(Box::new(free_json())),
        }
    }

    fn map(&mut self, schema: &'a Node, place: &Place) -> Type {
        let values = schema.get("additionalProperties");
        match values.filter(|values| matches!(values.kind, Kind::Object(_))) {
            Some(values) => Type::Map(Box::new(
                self.value(values, &place.items("Value")).into_item(),
            )),
            None => Type::Map(Box::new(free_json())),
        }
    }
}

pub(super) fn free_json() -> Value {
    Value::of(Type::Json)
}

/// The single variant that is not null.
fn only_variant(variants: &[Node]) -> Option<&Node> {
    let mut values = variants.iter().filter(|variant| !is_null(variant));
    let only = values.next()?;
    values.next().is_none().then_some(only)
}

/// The `type` of a schema, or the one that its other keywords imply; empty if anything may stand there.
pub(super) fn type_name(schema: &Node) -> &str {
    if let Some(node) = schema.get("type") {
        return node.as_str().unwrap_or("(not a string)");
    }
    let has = |key: &str| schema.get(key).is_some();
    if has("items") || has("minItems") || has("maxItems") {
        "array"
    } else if has("additionalProperties") || has("minProperties") || has("maxProperties") {
        "object"
    } else if has("pattern") || has("minLength") || has("maxLength") {
        "string"
    } else {
        listed_type(schema)
    }
}

/// The type of listed values that are no enum: booleans, or numbers that are not all whole.
fn listed_type(schema: &Node) -> &'static str {
    let values = listed(schema);
    let all = |test: fn(&Node) -> bool| values.clone().next().is_some() && values.clone().all(test);
    if all(|value| value.as_bool().is_some()) {
        "boolean"
    } else if all(|value| value.as_number().is_some()) {
        "number"
    } else {
        ""
    }
}

/// Formats that nothing in Rust checks better than the server stay strings.
fn string_type(format: Option<&str>) -> Type {
    match format {
        Some("uuid") => Type::Uuid,
        Some("date-time") => Type::DateTime,
        Some("date") => Type::Date,
        Some("decimal") => Type::Decimal,
        Some("byte") => Type::Base64,
        _ => Type::String,
    }
}

fn integer_type(schema: &Node) -> Type {
    /// How JavaScript spells the least `i64`.
    const LEAST_OF_JAVASCRIPT: i128 = -9_223_372_036_854_776_000;
    let limit = |key: &str| {
        schema
            .get(key)
            .and_then(Node::as_number)
            .and_then(Number::as_integer)
    };
    let least = limit("minimum").unwrap_or(i128::from(i64::MIN));
    let most = limit("maximum").unwrap_or(i128::from(i64::MAX));
    // Rounded as JavaScript does: pages say 9223372036854776000 for the greatest `i64`.
    let is_within = |most: i128, limit: f64| most as f64 <= limit;
    let is_held = least >= i128::from(i64::MIN) || least == LEAST_OF_JAVASCRIPT;
    match text(schema, "format") {
        Some("int8" | "int16" | "int32") => Type::I32,
        Some("uint8" | "uint16" | "uint32" | "uint64" | "uint") => Type::U64,
        _ if is_held && is_within(most, i64::MAX as f64) => Type::I64,
        _ if least >= 0 && is_within(most, u64::MAX as f64) => Type::U64,
        _ => Type::I128,
    }
}
