//! What a schema says beside its description: rules, allowed values, default and example.
//!
//! Invariant: it is said in the description's last paragraph, or in one of its own where that is a list, a table or code.

use super::super::keywords::listed_values;
use super::told::Told;
use super::{Member, full_stop, markdown, paragraphs, rules, sentence};
use crate::ir::{Docs, Type, Value};
use crate::load::Node;

/// What is said of a member beside its description, in sentences; what that has `told` is not said again.
pub(super) fn facts(told: &Told, member: &Member<'_>) -> Vec<Docs> {
    let Member {
        node,
        target,
        value,
        ..
    } = member;
    let listed = target.filter(|_| listed_values(node).is_empty());
    let default = member.default.filter(|value| !told.has_default(value));
    let mut facts = vec![
        rules(&value.rules, told),
        allowed(listed.unwrap_or(node), value),
        self::default(default),
        example(node, *target),
    ];
    facts.retain(|fact| !fact.0.is_empty());
    facts
}

/// The longest line of a description and what is known beside it, in bytes.
const LONGEST_LINE: usize = 100;

/// A description and what the schema says beside it: on the last line of the description where both are short, else on
/// the next, and below a blank line where it would become a part of something else.
pub(super) fn with_facts(mut description: Docs, facts: impl IntoIterator<Item = Docs>) -> Docs {
    let sentences: Vec<String> = facts.into_iter().flat_map(|fact| fact.0).collect();
    let facts = sentences.join(" ");
    if facts.is_empty() {
        return description;
    }
    if !ends_in_a_line_of_prose(&description) {
        return paragraphs([description, sentence(&facts)]);
    }
    description = full_stop(description);
    if let Some(last) = description.0.last_mut() {
        if last.len() + facts.len() < LONGEST_LINE {
            last.push(' ');
            last.push_str(&facts);
        } else {
            description.0.push(facts);
        }
    }
    description
}

/// Whether the last paragraph is one line, and no heading, item or row that a sentence behind it would become a part of.
pub(super) fn ends_in_a_line_of_prose(docs: &Docs) -> bool {
    let last = match docs.0.as_slice() {
        [only] => only,
        [.., before, last] if before.is_empty() => last,
        _ => return false,
    };
    let is_numbered = last
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .starts_with(['.', ')']);
    let marks = ["* ", "- ", "+ ", "#", "|", ">", "```", "~~~", " "];
    !last.is_empty() && !is_numbered && !marks.iter().any(|mark| last.starts_with(mark))
}

/// How many values are listed in a sentence.
const MOST_VALUES: usize = 100;

/// The values that are allowed, where they are no type of their own.
fn allowed(schema: &Node, value: &Value) -> Docs {
    let values = match value.ty {
        Type::Named { .. } => Vec::new(),
        _ => listed_values(schema),
    };
    let further = values.len().saturating_sub(MOST_VALUES);
    let mut values: Vec<String> = values
        .into_iter()
        .take(MOST_VALUES)
        .map(|value| markdown::code(&value.to_value().to_string()))
        .collect();
    values.extend((further > 0).then(|| format!("and {further} more")));
    match values.as_slice() {
        [] => Docs::default(),
        [only] => sentence(&format!("Always {only}.")),
        several => sentence(&format!("One of {}.", several.join(", "))),
    }
}

/// The longest example that is shown, in characters: more than a line says less.
const LONGEST_EXAMPLE: usize = 80;

/// An example of a value, if it is short.
fn example(property: &Node, target: Option<&Node>) -> Docs {
    let of = |schema: &Node| {
        let first = || schema.get("examples")?.as_array()?.first();
        let value = schema.get("example").or_else(first)?;
        (!value.is_null()).then(|| value.to_value().to_string())
    };
    let text = of(property).or_else(|| target.and_then(of));
    match text.filter(|text| text.chars().count() <= LONGEST_EXAMPLE) {
        Some(text) => sentence(&format!("Example: {}.", markdown::code(&text))),
        None => Docs::default(),
    }
}

fn default(value: Option<&Node>) -> Docs {
    match value.filter(|value| !value.is_null()) {
        Some(value) => sentence(&format!(
            "Default: {}.",
            markdown::code(&value.to_value().to_string())
        )),
        None => Docs::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Docs, sentence, with_facts};

    #[test]
    fn facts_join_a_last_paragraph_of_prose_and_nothing_else() {
        let long = "A description that is long enough to leave no room for a value behind it, on its line.";
        let facts = "Example: `\"some value of it\"`.";
        let table = [
            (vec!["Id"], vec!["Id. Example: `\"some value of it\"`."]),
            (vec![long], vec![long, facts]),
            (
                vec!["* a", "", "Id!"],
                vec!["* a", "", "Id! Example: `\"some value of it\"`."],
            ),
            (vec!["* a"], vec!["* a", "", facts]),
            (vec!["one", "two"], vec!["one", "two", "", facts]),
            (vec!["1. a"], vec!["1. a", "", facts]),
            (vec![], vec![facts]),
        ];
        for (description, expected) in table {
            let docs = |lines: &[&str]| Docs(lines.iter().map(|line| (*line).to_owned()).collect());
            assert_eq!(
                with_facts(docs(&description), [sentence(facts)]),
                docs(&expected)
            );
            assert_eq!(with_facts(docs(&description), []), docs(&description));
        }
    }
}
