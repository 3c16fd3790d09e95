//! What is checked of a value, as a sentence.
//!
//! Invariant: a limit is told as the spec states it, and what every value keeps is not told.

use super::markdown::code;
use super::{begun, sentence};
use crate::ir::{Docs, Rule};

/// The rules of a value as a sentence.
pub(super) fn rules(rules: &[Rule]) -> Docs {
    // That goes without saying.
    let said = rules.iter().filter(|rule| **rule != Rule::Finite);
    let texts: Vec<String> = said.map(rule).collect();
    match texts.join(", ").as_str() {
        "" => Docs::default(),
        text => sentence(&begun(text)),
    }
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::MinLength(limit) => format!("at least {}", counted(*limit, "character")),
        Rule::MaxLength(limit) => format!("at most {}", counted(*limit, "character")),
        Rule::Pattern(_, spelling) => format!("matches {}", code(spelling)),
        Rule::Uri => "an absolute URI".to_owned(),
        Rule::Finite => "a finite number".to_owned(),
        Rule::Minimum(limit) => format!("at least {limit}"),
        Rule::Maximum(limit) => format!("at most {limit}"),
        Rule::ExclusiveMinimum(limit) => format!("more than {limit}"),
        Rule::ExclusiveMaximum(limit) => format!("less than {limit}"),
        Rule::MultipleOf(step) => format!("a multiple of {step}"),
        Rule::MinItems(limit) => format!("at least {}", counted(*limit, "item")),
        Rule::MaxItems(limit) => format!("at most {}", counted(*limit, "item")),
        Rule::UniqueItems => "no item twice".to_owned(),
        Rule::MinProperties(limit) => format!("at least {}", counted(*limit, "member")),
        Rule::MaxProperties(limit) => format!("at most {}", counted(*limit, "member")),
    }
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
