//! What keeps a value from being one of a schema.
//!
//! Invariant: what frameworks write in another form than their schema, and mean well, fits: a decimal as a number, a
//! value as it is listed. Whether a string is of its format is not asked: they write `today` for a date.

use super::lists::Lists;
use crate::diagnostic::visible;
use crate::load::{Kind, Node, Number};
use crate::lower::keywords::{Limited, flag, integer_text, listed, scalar_text, text};
use crate::lower::schema::type_name;

/// How much of a value, and how many values, a finding shows.
const LONGEST_SHOWN: usize = 60;
const MOST_SHOWN: usize = 12;

/// Why a value does not fit, as the rest of a sentence that begins with it, and what to write instead.
pub(super) struct Misfit {
    pub(super) why: String,
    pub(super) help: String,
}

impl Misfit {
    fn new(why: impl Into<String>, help: impl Into<String>) -> Self {
        let (why, help) = (why.into(), help.into());
        Self { why, help }
    }

    pub(super) fn of_null() -> Self {
        Self::new(
            "is not allowed by its schema",
            "remove it, or write `nullable: true` beside it",
        )
    }

    pub(super) fn of_alternatives() -> Self {
        Self::new(
            "fits none of the alternatives",
            "write a value that one of them allows, or remove it",
        )
    }

    /// A value that does not keep to what a keyword says.
    pub(super) fn of_limit(key: &str, limit: &str) -> Self {
        Self::new(
            format!("breaks {}", named(&format!("{key}: {limit}"))),
            format!("write a value that keeps to it, or correct `{key}`"),
        )
    }

    /// The same of the value around it.
    pub(super) fn inside(self, what: &str) -> Self {
        let Self { why, help } = self;
        Self::new(format!("has {what} that {why}"), help)
    }
}

/// A value as a finding quotes it.
pub(super) fn shown(value: &Node) -> String {
    named(&value.written())
}

/// A text as a finding quotes it.
pub(super) fn named(text: &str) -> String {
    let text = visible(text);
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("`{}...`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

/// A value that `enum` does not list. Of lists and objects, nothing but the type is read.
pub(super) fn not_listed(value: &Node, schema: &Node, lists: &mut Lists) -> Option<Misfit> {
    if matches!(text(schema, "type"), Some("array" | "object")) {
        return None;
    }
    let alike = lists.alike(value, schema);
    let first: Vec<&Node> = listed(schema).take(MOST_SHOWN + 1).collect();
    let help = match (alike, first.as_slice()) {
        (Some(one), _) | (None, &[one]) => format!("write {}, or remove it", shown(one)),
        (None, several) => format!("write one of {}, or remove it", list(several)),
    };
    Some(Misfit::new("is not listed in `enum`", help))
}

fn list(values: &[&Node]) -> String {
    let first = values.iter().take(MOST_SHOWN);
    let mut texts: Vec<String> = first.map(|one| shown(one)).collect();
    if values.len() > MOST_SHOWN {
        texts.push("...".to_owned());
    }
    texts.join(", ")
}

pub(super) fn wrong_type(value: &Node, schema: &Node) -> Option<Misfit> {
    let number = value.as_number();
    let (fits, what) = match type_name(schema) {
        "string" => (
            value.as_str().is_some() || (number.is_some() && is_numeric(schema)),
            "a string",
        ),
        "integer" => (
            number.is_some_and(|number| number.as_integer().is_some()),
            "an integer",
        ),
        "number" => (number.is_some(), "a number"),
        "boolean" => (value.as_bool().is_some(), "a boolean"),
        "array" => (value.as_array().is_some(), "a list"),
        "object" => (value.as_object().is_some(), "an object"),
        _ => return None,
    };
    let misfit = || {
        let help = match other_spelling(value, type_name(schema)) {
            Some(text) => format!("write `{text}`"),
            None => format!("write {what}, or correct `type`"),
        };
        Misfit::new(format!("is not {what}"), help)
    };
    (!fits).then(misfit)
}

/// Whether the strings of a schema are numbers, which frameworks also write as such.
fn is_numeric(schema: &Node) -> bool {
    matches!(
        text(schema, "format"),
        Some("decimal" | "double" | "float" | "int64" | "int32")
    )
}

/// The value that is meant by one of another type, where there is one way to read it.
fn other_spelling(value: &Node, wanted: &str) -> Option<String> {
    match (&value.kind, wanted) {
        (Kind::String(_), "integer") => integer_text(value),
        (Kind::String(text), "number") => {
            let number = text.parse::<serde_json::Number>().ok();
            number.map(|number| number.to_string())
        }
        (Kind::String(text), "boolean") => {
            let text = text.to_ascii_lowercase();
            matches!(text.as_str(), "true" | "false").then_some(text)
        }
        (Kind::Number(..) | Kind::Bool(..), "string") => Some(format!("\"{}\"", value.written())),
        _ => None,
    }
}

/// A value beyond a limit. Where no value is between the two, neither is checked, and that is a finding of its own.
pub(super) fn out_of_bounds(value: &Node, schema: &Node) -> Option<Misfit> {
    let (limited, size) = match &value.kind {
        Kind::Number(number, _) => (Limited::Number, number.as_f64()?),
        Kind::String(text) => (Limited::Length, text.chars().count() as f64),
        Kind::Array(items) => (Limited::Items, items.len() as f64),
        Kind::Object(members) => (Limited::Members, members.len() as f64),
        Kind::Null | Kind::Bool(..) => return None,
    };
    let limit = |key: &str| schema.get(key)?.as_number()?.as_f64();
    let [min, max] = limited.keys();
    let (least, most) = (limit(min), limit(max));
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        return None;
    }
    let is_number = limited == Limited::Number;
    let excluded = |key: &str, limit: f64| is_number && flag(schema, key) && size == limit;
    let key = if least.is_some_and(|least| size < least || excluded("exclusiveMinimum", least)) {
        min
    } else if most.is_some_and(|most| size > most || excluded("exclusiveMaximum", most)) {
        max
    } else {
        return None;
    };
    let limit = schema.get(key)?;
    let mut misfit = Misfit::of_limit(key, &scalar_text(limit));
    if limit.as_number().and_then(Number::as_f64) == Some(size) {
        misfit.why.push_str(", which is excluded itself");
    }
    Some(misfit)
}

/// A number that is no multiple of what it has to be one of, as the SDK finds out.
pub(super) fn off_step(value: &Node, schema: &Node) -> Option<Misfit> {
    let number = value.as_number()?;
    let step = schema.get("multipleOf")?.as_number()?;
    let is_multiple = match (number.as_integer(), step.as_integer()) {
        (Some(number), Some(step)) => number.checked_rem(step).is_none_or(|rest| rest == 0),
        _ => is_multiple(number.as_f64()?, step.as_f64()?),
    };
    (!is_multiple).then(|| Misfit::of_limit("multipleOf", &step.to_string()))
}

/// Whether 0.3 is a multiple of 0.1, which it is for everybody but a processor.
fn is_multiple(number: f64, step: f64) -> bool {
    let times = number / step;
    let error = times.abs().max(1.0) * 4.0 * f64::EPSILON;
    !times.is_finite() || (times - times.round()).abs() <= error
}
