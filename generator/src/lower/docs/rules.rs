//! What is checked of a value, as a sentence.
//!
//! Invariant: a limit is told as the spec states it, and what every value keeps, or the description tells, is not told.

use super::markdown::code;
use super::told::Told;
use super::{begun, sentence};
use crate::ir::{Docs, Rule};

/// The rules of a value as a sentence.
pub(super) fn rules(rules: &[Rule], told: &Told) -> Docs {
    // That goes without saying.
    let said = |rule: &&Rule| **rule != Rule::Finite && !told.has(rule);
    let said: Vec<&Rule> = rules.iter().filter(said).collect();
    let mut texts: Vec<String> = Vec::new();
    let mut rest = said.as_slice();
    while let [first, after @ ..] = rest {
        let exact = after.first().and_then(|second| exactly(first, second));
        rest = if exact.is_some() { &after[1..] } else { after };
        texts.push(exact.unwrap_or_else(|| rule(first)));
    }
    match texts.join(", ").as_str() {
        "" => Docs::default(),
        text => sentence(&begun(text)),
    }
}

/// Two limits that leave one number.
fn exactly(least: &Rule, most: &Rule) -> Option<String> {
    let (count, what) = match (least, most) {
        (Rule::MinLength(least), Rule::MaxLength(most)) if least == most => (*least, "character"),
        (Rule::MinItems(least), Rule::MaxItems(most)) if least == most => (*least, "item"),
        (Rule::MinProperties(least), Rule::MaxProperties(most)) if least == most => {
            (*least, "member")
        }
        _ => return None,
    };
    Some(format!("exactly {}", counted(count, what)))
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::MinLength(limit) => format!("at least {}", counted(*limit, "character")),
        Rule::MaxLength(limit) => format!("at most {}", counted(*limit, "character")),
        Rule::Pattern(_, spelling) => format!("matches {}", code(spelling)),
        Rule::Uri => "an absolute URI".to_owned(),
        Rule::Finite => "a finite number".to_owned(),
        Rule::Minimum(limit) => format!("at least {}", number(limit)),
        Rule::Maximum(limit) => format!("at most {}", number(limit)),
        Rule::ExclusiveMinimum(limit) => format!("more than {}", number(limit)),
        Rule::ExclusiveMaximum(limit) => format!("less than {}", number(limit)),
        Rule::MultipleOf(step) => format!("a multiple of {}", number(step)),
        Rule::MinItems(limit) => format!("at least {}", counted(*limit, "item")),
        Rule::MaxItems(limit) => format!("at most {}", counted(*limit, "item")),
        Rule::UniqueItems => "no item twice".to_owned(),
        Rule::MinProperties(limit) => format!("at least {}", counted(*limit, "member")),
        Rule::MaxProperties(limit) => format!("at most {}", counted(*limit, "member")),
    }
}

/// A limit as people write it, and not as a literal of its type: `1` of `1.0`.
pub(super) fn number(limit: &str) -> &str {
    limit.strip_suffix(".0").unwrap_or(limit)
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
