//! Constraints to rules that are checked before a value is sent.
//!
//! Invariant: a rule is one that the spec states, in the type's own literals, or JSON itself, and one that a value of the
//! type can break. Received values are never checked.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::keywords::{Limited, flag, text};
use super::pattern::Unsupported;
use super::schema::free_json;
use super::{Lowering, finish};
use crate::diagnostic::Diagnostic;
use crate::ir::{Rule, Shape, Type, TypeDef};
use crate::load::{Node, Number};
use crate::names::Ident;

impl Lowering<'_> {
    /// The rules that a schema states for values of `ty`.
    pub(super) fn rules(&mut self, schema: &Node, ty: &Type) -> Vec<Rule> {
        let mut rules = Vec::new();
        let mut count = |key: &str, rule: fn(u64) -> Rule| {
            let limit = schema
                .get(key)
                .and_then(Node::as_number)
                .and_then(Number::as_integer)
                .map(u64::try_from);
            // No value is longer than 64 bits can say.
            rules.extend(limit.and_then(Result::ok).map(rule));
        };
        match ty {
            Type::String => {
                count("minLength", Rule::MinLength);
                count("maxLength", Rule::MaxLength);
                rules.extend(self.pattern(schema));
                if matches!(text(schema, "format"), Some("uri" | "url")) {
                    rules.push(Rule::Uri);
                }
            }
            Type::Decimal => rules.extend(self.pattern(schema)),
            Type::List(_) => {
                count("minItems", Rule::MinItems);
                count("maxItems", Rule::MaxItems);
                if flag(schema, "uniqueItems") {
                    rules.push(Rule::UniqueItems);
                }
            }
            Type::Map(_) => {
                count("minProperties", Rule::MinProperties);
                count("maxProperties", Rule::MaxProperties);
            }
            Type::F64 => {
                rules.extend(bounds(schema, ty));
                self.check_step(schema, ty);
                rules.push(Rule::Finite);
            }
            Type::I32 | Type::I64 | Type::U64 | Type::I128 => {
                rules.extend(bounds(schema, ty));
                self.check_step(schema, ty);
            }
            _ => {}
        }
        rules.retain(|rule| {
            !matches!(
                rule,
                Rule::MinLength(0) | Rule::MinItems(0) | Rule::MinProperties(0)
            )
        });
        let impossible = self.impossible(schema);
        rules.retain(|rule| !impossible.iter().any(|limited| is_limit(rule, *limited)));
        rules
    }

    /// What is limited so that nothing is left: neither of the two limits can be meant, so neither is checked.
    fn impossible(&mut self, schema: &Node) -> Vec<Limited> {
        let mut found = Vec::new();
        for limited in Limited::ALL {
            let [min, max] = limited.keys();
            let (Some(least), Some(most)) = (schema.get(min), schema.get(max)) else {
                continue;
            };
            let (Some(from), Some(to)) = (least.as_number(), most.as_number()) else {
                continue;
            };
            let excluded = flag(schema, "exclusiveMinimum") || flag(schema, "exclusiveMaximum");
            let is_empty = match from.compare(to) {
                Some(Ordering::Greater) => true,
                Some(Ordering::Equal) => limited == Limited::Number && excluded,
                _ => false,
            };
            if is_empty {
                self.warn(
                    "impossible-limits",
                    least.origin,
                    format!("no value is allowed between `{min}` and `{max}`; neither is checked"),
                    "correct one of the two",
                );
                found.push(limited);
            }
        }
        found
    }

    /// Whole numbers are multiples of a fraction in ways that no rule says, unless all of them are.
    fn check_step(&mut self, schema: &Node, ty: &Type) {
        let Some(node) = schema.get("multipleOf").filter(|_| is_integer(ty)) else {
            return;
        };
        let step = node.as_number().and_then(Number::as_f64);
        if step.is_some_and(|step| step.fract() != 0.0 && step.recip().fract() != 0.0) {
            self.warn(
                "unchecked-rules",
                node.origin,
                "a fraction as `multipleOf` of an integer is not checked before it is sent",
                "write the least whole number that is a multiple of it",
            );
        }
    }

    /// The rules on how many members an object has that is a whole body.
    pub(super) fn member_rules(&mut self, schema: &Node) -> Vec<Rule> {
        let mut rules = self.rules(schema, &Type::Map(Box::new(free_json())));
        let required = schema.get("required").and_then(Node::as_array);
        let required = required.map_or(0, <[Node]>::len) as u64;
        rules.retain(|rule| !matches!(rule, Rule::MinProperties(least) if *least <= required));
        rules
    }

    /// Notes that how many members there are is counted in a whole body and nowhere else.
    pub(super) fn check_count(&mut self, ident: &Ident, schema: &Node, shape: &Shape) {
        let (what, least, most) = match shape {
            Shape::Struct(shape) => {
                let required = shape.fields.iter().filter(|field| field.is_required());
                let most = match shape.rest {
                    Some(_) => usize::MAX,
                    None => shape.fields.len(),
                };
                ("an object with `properties`", required.count(), most)
            }
            Shape::Union(_) => ("alternatives", 0, usize::MAX),
            Shape::Enum(_) => return,
        };
        let count = |key: &str| schema.get(key)?.as_number()?.as_f64();
        let can_be_less = count("minProperties").is_some_and(|limit| (least as f64) < limit);
        let can_be_more = count("maxProperties").is_some_and(|limit| (most as f64) > limit);
        let least = (
            "minProperties",
            can_be_less,
            "list under `required` what has to be there, or remove it in the overlay",
        );
        let most = (
            "maxProperties",
            can_be_more,
            "remove it in the overlay, if the server says so itself",
        );
        for (key, can_break, help) in [least, most] {
            if let Some(limit) = schema.get(key).filter(|_| can_break) {
                let limit_of = format!("`{key}: {}` of {what}", limit.written());
                let message = format!("{limit_of} is checked in a whole body of JSON alone");
                let location = self.location(limit.origin);
                let finding = Diagnostic::warning("unchecked-rules", location, message).help(help);
                self.uncounted.push((ident.clone(), finding));
            }
        }
    }

    /// Reports the types whose members are not counted wherever they are sent.
    pub(super) fn report_counts(&mut self, types: &[TypeDef]) {
        if self.uncounted.is_empty() {
            return;
        }
        let values = types.iter().filter(|ty| ty.sent).flat_map(finish::values);
        let held: BTreeSet<&str> = values.filter_map(finish::named).collect();
        for (ident, finding) in std::mem::take(&mut self.uncounted) {
            let is_counted =
                self.counted.contains(&ident) && !self.partly_sent.contains(ident.as_str());
            if !is_counted || held.contains(ident.as_str()) {
                self.diagnostics.push(finding);
            }
        }
    }

    fn pattern(&mut self, schema: &Node) -> Option<Rule> {
        let node = schema.get("pattern")?;
        let spelling = node.as_str()?;
        match self.patterns.translated(spelling) {
            Ok(translated) => Some(Rule::Pattern(translated, spelling.to_owned())),
            Err(Unsupported { why, help }) => {
                self.warn(
                    "unsupported-pattern",
                    node.origin,
                    format!("the pattern is not enforced by the client: {why}"),
                    help,
                );
                None
            }
        }
    }
}

/// Whether a rule is one of the two limits of this kind.
fn is_limit(rule: &Rule, limited: Limited) -> bool {
    match rule {
        Rule::MinLength(_) | Rule::MaxLength(_) => limited == Limited::Length,
        Rule::MinItems(_) | Rule::MaxItems(_) => limited == Limited::Items,
        Rule::MinProperties(_) | Rule::MaxProperties(_) => limited == Limited::Members,
        Rule::Minimum(_)
        | Rule::ExclusiveMinimum(_)
        | Rule::Maximum(_)
        | Rule::ExclusiveMaximum(_) => limited == Limited::Number,
        _ => false,
    }
}

fn bounds(schema: &Node, ty: &Type) -> Vec<Rule> {
    type Make = fn(String) -> Rule;
    let sides: [(&str, &str, Make, Make); 2] = [
        (
            "minimum",
            "exclusiveMinimum",
            Rule::Minimum,
            Rule::ExclusiveMinimum,
        ),
        (
            "maximum",
            "exclusiveMaximum",
            Rule::Maximum,
            Rule::ExclusiveMaximum,
        ),
    ];
    let mut rules = Vec::new();
    for (key, exclusive, inclusive_rule, exclusive_rule) in sides {
        let Some((limit, is_excluded)) = bound(schema, key, exclusive, ty) else {
            continue;
        };
        let rule = match is_excluded {
            true => exclusive_rule,
            false => inclusive_rule,
        };
        rules.extend(literal(&limit, ty).map(rule));
    }
    let step = schema.get("multipleOf").and_then(Node::as_number);
    rules.extend(
        step.and_then(|step| literal(step, ty))
            .filter(|step| !matches!(step.as_str(), "0" | "0.0" | "-0.0"))
            .map(Rule::MultipleOf),
    );
    rules
}

/// The tighter of the bound that is written and that of the format, and whether it is excluded itself. Between whole
/// numbers, a fraction bounds as the next of them does.
fn bound(schema: &Node, key: &str, exclusive: &str, ty: &Type) -> Option<(Number, bool)> {
    let is_least = key == "minimum";
    let written = schema.get(key).and_then(Node::as_number);
    let written = written.map(|limit| match whole(limit, is_least) {
        Some(whole) if is_integer(ty) => (whole, false),
        _ => (limit.clone(), flag(schema, exclusive)),
    });
    let of_format = format_limits(schema).filter(|_| is_integer(ty));
    let of_format =
        of_format.map(|(least, most)| Number::from(if is_least { least } else { most }));
    let looser = match is_least {
        true => Ordering::Less,
        false => Ordering::Greater,
    };
    match (written, of_format) {
        (Some((limit, _)), Some(format)) if limit.compare(&format) == Some(looser) => {
            Some((format, false))
        }
        (None, Some(format)) => Some((format, false)),
        (written, _) => written,
    }
}

/// The whole number next to a fraction, on the side of what it allows; `None` for a number that is whole itself.
fn whole(limit: &Number, is_least: bool) -> Option<Number> {
    let float = limit.as_f64().filter(|float| float.fract() != 0.0)?;
    let next = if is_least {
        float.ceil()
    } else {
        float.floor()
    };
    Some(Number::from(next as i128))
}

/// The least and the greatest number of a format that is narrower than the type that it is held in.
fn format_limits(schema: &Node) -> Option<(i128, i128)> {
    Some(match text(schema, "format")? {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        _ => return None,
    })
}

fn is_integer(ty: &Type) -> bool {
    *ty != Type::F64
}

/// A limit as a literal of the type; `None` if every value of the type is on one side of it.
pub(super) fn literal(limit: &Number, ty: &Type) -> Option<String> {
    let (least, most) = match ty {
        Type::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Type::I64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
        Type::U64 => (0, i128::from(u64::MAX)),
        Type::I128 => (i128::MIN, i128::MAX),
        _ => return limit.as_f64().map(float),
    };
    let limit = limit.as_integer()?;
    (least < limit && limit < most).then(|| limit.to_string())
}

/// A number that may have a fraction as a literal.
pub(super) fn float(number: f64) -> String {
    format!("{number:?}")
}
