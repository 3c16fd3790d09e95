//! What a description says by itself of limits and defaults, so that they are not told twice.
//!
//! Invariant: a limit counts as told only where its number stands beside a word for that kind of limit, in the same
//! clause: what is told twice is clumsy, but what is not told at all is a riddle to whoever breaks it.

use super::rules::number;
use crate::ir::Rule;
use crate::load::Node;

/// How far from a number the word for what it limits may be, in words.
const NEAR: usize = 4;

/// The numbers that people write as words.
const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// The words of a clause in small letters, in the order of the text.
type Clause = Vec<String>;

/// What a limit is one of, as far as the words around it tell.
#[derive(Clone, Copy)]
enum Limits {
    Characters,
    /// Anything but characters.
    Others,
    Any,
}

/// A description, divided for these questions.
pub(super) struct Told(Vec<Clause>);

impl Told {
    pub(super) fn by(lines: &[String]) -> Self {
        let text = lines.join("\n");
        let clauses = text.split(['.', ',', ';', '(', ')', '!', '?', '\n']);
        Self(clauses.map(words).collect())
    }

    /// Whether a rule is told.
    pub(super) fn has(&self, rule: &Rule) -> bool {
        let count = |limit: &u64| limit.to_string();
        match rule {
            Rule::MinLength(limit) => self.limits(&count(limit), is_least, Limits::Characters),
            Rule::MaxLength(limit) => self.limits(&count(limit), is_most, Limits::Characters),
            Rule::MinItems(limit) => self.limits(&count(limit), is_least, Limits::Others),
            Rule::MaxItems(limit) => self.limits(&count(limit), is_most, Limits::Others),
            Rule::Minimum(limit) => self.limits(number(limit), is_least, Limits::Any),
            Rule::Maximum(limit) => self.limits(number(limit), is_most, Limits::Any),
            _ => false,
        }
    }

    /// Whether a default is told, which has to be one word or number.
    pub(super) fn has_default(&self, value: &Node) -> bool {
        let text = value
            .as_str()
            .map_or_else(|| value.to_value().to_string(), str::to_owned);
        let [value] = words(&text).try_into().unwrap_or_default();
        self.stands(&value, |before, after| {
            let is_word = |word: &String| word == "default" || word == "defaults";
            before.iter().any(is_word) || after.iter().take(2).any(is_word)
        })
    }

    /// Whether a number stands where `is_limit` holds, and limits the right thing.
    fn limits(
        &self,
        limit: &str,
        is_limit: fn(&[String], &[String]) -> bool,
        limits: Limits,
    ) -> bool {
        self.stands(limit, |before, after| {
            let mut around = before.iter().chain(after);
            let is_about_characters = around.any(|word| is_about_characters(word));
            let is_right = match limits {
                Limits::Characters => is_about_characters,
                Limits::Others => !is_about_characters,
                Limits::Any => true,
            };
            is_limit(before, after) && is_right
        })
    }

    /// Whether a word stands in any clause between words for which `is_meant` holds.
    fn stands(&self, word: &str, is_meant: impl Fn(&[String], &[String]) -> bool) -> bool {
        !word.is_empty()
            && self.0.iter().any(|clause| {
                let mut places = clause.iter().enumerate();
                places.any(|(at, found)| {
                    let (before, rest) = clause.split_at(at);
                    let before = &before[at.saturating_sub(NEAR)..];
                    let after = &rest[1..rest.len().min(1 + NEAR)];
                    found == word && is_meant(before, after)
                })
            })
    }
}

fn words(text: &str) -> Clause {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let words = text.split(|c| !is_part(c)).filter(|word| !word.is_empty());
    words.map(|word| digits(word.to_lowercase())).collect()
}

/// A number in digits.
fn digits(word: String) -> String {
    match NUMBERS.iter().position(|number| *number == word) {
        Some(number) => number.to_string(),
        None => word,
    }
}

fn is_least(before: &[String], after: &[String]) -> bool {
    let is_word = |word: &String| matches!(word.as_str(), "min" | "minimum" | "least");
    let begins_range = before.last().is_some_and(|word| word == "between");
    begins_range || before.iter().any(is_word) || after.iter().take(2).any(is_word)
}

fn is_most(before: &[String], after: &[String]) -> bool {
    let is_word = |word: &String| matches!(word.as_str(), "max" | "maximum" | "most" | "exceed");
    let words: Vec<&str> = before.iter().map(String::as_str).collect();
    let ends_range = matches!(
        words.as_slice(),
        [.., "up" | "limited", "to"] | [.., "between", _, "and"]
    );
    ends_range || before.iter().any(is_word) || after.iter().take(2).any(is_word)
}

fn is_about_characters(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "char",
        "chars",
        "character",
        "characters",
        "length",
        "letters",
        "long",
        "symbols",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{Rule, Told};

    fn told(description: &str, rule: &Rule) -> bool {
        Told::by(&[description.to_owned()]).has(rule)
    }

    #[test]
    fn a_limit_beside_its_word_is_told() {
        let table = [
            ("Button label (max 20 chars)", Rule::MaxLength(20)),
            ("The name. Max 50 characters.", Rule::MaxLength(50)),
            ("The maximum length is 140", Rule::MaxLength(140)),
            ("Between 3 and 50 characters long", Rule::MaxLength(50)),
            ("Between 3 and 50 characters long", Rule::MinLength(3)),
            ("At most three, all of one type", Rule::MaxItems(3)),
            ("Up to 10 answers", Rule::MaxItems(10)),
            (
                "Results per page (max 100).",
                Rule::Maximum("100".to_owned()),
            ),
            ("Minimum: 1. Maximum: 50.", Rule::Minimum("1".to_owned())),
            ("Must be at least 2", Rule::Minimum("2.0".to_owned())),
        ];
        for (description, rule) in table {
            assert!(told(description, &rule), "{description}");
        }
    }

    #[test]
    fn a_number_that_limits_something_else_is_not() {
        let table = [
            ("A word of the last 20 days", Rule::MaxLength(20)),
            ("The best of at most 20 tries", Rule::MaxLength(20)),
            ("Labels of at most 3 characters", Rule::MaxItems(3)),
            ("Max 50 characters", Rule::MaxLength(60)),
            ("Takes at most 9 charges", Rule::MaxLength(9)),
            ("At least 5. 5 are returned", Rule::Maximum("5".to_owned())),
            ("Matches [a-z]{20}", Rule::MaxLength(20)),
        ];
        for (description, rule) in table {
            assert!(!told(description, &rule), "{description}");
        }
    }
}
