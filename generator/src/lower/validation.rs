//! Constraints to rules that are checked before a value is sent.
//!
//! Invariant: a rule is one that the spec states, in the type's own literals, and one that a value of the
//! type can break. Received values are never checked.

use serde_json::Number;

use super::Lowering;
use super::keywords::{flag, text};
use super::pattern::Unsupported;
use crate::ir::{Rule, Type};
use crate::load::Node;

impl Lowering<'_> {
    /// The rules that a schema states for values of `ty`.
    pub(super) fn rules(&mut self, schema: &Node, ty: &Type) -> Vec<Rule> {
        let mut rules = Vec::new();
        let mut count = |key: &str, rule: fn(u64) -> Rule| {
            let limit = schema
                .get(key)
                .and_then(Node::as_number)
                .and_then(Number::as_u64);
            rules.extend(limit.map(rule));
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
            Type::I32 | Type::I64 | Type::U64 | Type::I128 | Type::F32 | Type::F64 => {
                rules.extend(bounds(schema, ty));
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
        rules.retain(|rule| !impossible.iter().any(|limits| is_limit(rule, limits)));
        rules
    }

    /// What is limited so that nothing is left: neither of the two limits can be meant, so neither is checked.
    fn impossible(&mut self, schema: &Node) -> Vec<&'static str> {
        let limit = |side: &str, what: &str| schema.get(&format!("{side}{what}"));
        let number = |node: &Node| node.as_number().and_then(Number::as_f64);
        let mut found = Vec::new();
        for what in ["Length", "Items", "Properties", "imum"] {
            let (Some(least), Some(most)) = (limit("min", what), limit("max", what)) else {
                continue;
            };
            let (Some(from), Some(to)) = (number(least), number(most)) else {
                continue;
            };
            let excluded = flag(schema, "exclusiveMinimum") || flag(schema, "exclusiveMaximum");
            if from > to || (from == to && what == "imum" && excluded) {
                self.warn(
                    "impossible-limits",
                    least.origin,
                    format!("no value is allowed between `min{what}` and `max{what}`; neither is checked"),
                    "correct one of the two",
                );
                found.push(what);
            }
        }
        found
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
fn is_limit(rule: &Rule, what: &str) -> bool {
    match rule {
        Rule::MinLength(_) | Rule::MaxLength(_) => what == "Length",
        Rule::MinItems(_) | Rule::MaxItems(_) => what == "Items",
        Rule::MinProperties(_) | Rule::MaxProperties(_) => what == "Properties",
        Rule::Minimum(_)
        | Rule::ExclusiveMinimum(_)
        | Rule::Maximum(_)
        | Rule::ExclusiveMaximum(_) => what == "imum",
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
        let Some(limit) = schema.get(key).and_then(Node::as_number) else {
            continue;
        };
        let rule = if flag(schema, exclusive) {
            exclusive_rule
        } else {
            inclusive_rule
        };
        rules.extend(literal(limit, ty).map(rule));
    }
    let step = schema.get("multipleOf").and_then(Node::as_number);
    rules.extend(
        step.and_then(|step| literal(step, ty))
            .filter(|step| !matches!(step.as_str(), "0" | "0.0" | "-0.0"))
            .map(Rule::MultipleOf),
    );
    rules
}

/// A limit as a literal of the type; `None` if every value of the type is on one side of it.
pub(super) fn literal(limit: &Number, ty: &Type) -> Option<String> {
    let (least, most) = match ty {
        Type::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Type::I64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
        Type::U64 => (0, i128::from(u64::MAX)),
        Type::I128 => (i128::MIN, i128::MAX),
        _ => return float(limit.as_f64()?, ty),
    };
    let limit = integer(limit)?;
    (least < limit && limit < most).then(|| limit.to_string())
}

/// A number with a fraction as a literal of the type, with the digits that this has; `None` if it is beyond it.
pub(super) fn float(number: f64, ty: &Type) -> Option<String> {
    if *ty != Type::F32 {
        return Some(format!("{number:?}"));
    }
    let narrow = number as f32;
    narrow.is_finite().then(|| format!("{narrow:?}"))
}

/// A number as an integer, if it is a whole one.
pub(super) fn integer(number: &Number) -> Option<i128> {
    if let Some(value) = number.as_i64() {
        return Some(i128::from(value));
    }
    if let Some(value) = number.as_u64() {
        return Some(i128::from(value));
    }
    let value = number.as_f64()?;
    (value.fract() == 0.0 && value.abs() < 1e30).then_some(value as i128)
}
