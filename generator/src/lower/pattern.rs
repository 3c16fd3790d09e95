//! Patterns: how `regex-lite` writes them, and which strings they match.
//!
//! Invariant: a pattern is compiled once, wherever it stands, and all matching together has a bound. What is beyond it
//! matches.

use std::collections::BTreeMap;

use regex_lite::{Regex, RegexBuilder};

/// The longest pattern that is enforced, in bytes: wherever a component is used, its pattern is written again.
const LONGEST: usize = 4_000;

/// How large a pattern may be that strings are matched with, in bytes once it is compiled: each byte of a string takes
/// as many steps as that has states. Usual ones have less than a tenth of it; `.{1,500}` is as large.
const LARGEST_MATCHED: usize = 64 * 1024;

/// How many bytes of strings are matched in all. Usual documents have some hundred.
const MOST_MATCHED: usize = 20_000;

/// The patterns of a document by their spelling.
pub(super) struct Patterns {
    known: BTreeMap<String, Result<Pattern, Unsupported>>,
    bytes_left: usize,
}

struct Pattern {
    translated: String,
    /// `None` if it is too large.
    matched: Option<Regex>,
}

/// Why a pattern is not enforced, and what to do about it.
#[derive(Clone)]
pub(super) struct Unsupported {
    pub(super) why: String,
    pub(super) help: &'static str,
}

impl Patterns {
    pub(super) fn new() -> Self {
        Self {
            known: BTreeMap::new(),
            bytes_left: MOST_MATCHED,
        }
    }

    /// A pattern in the syntax of `regex-lite`.
    pub(super) fn translated(&mut self, spelling: &str) -> Result<String, Unsupported> {
        let pattern = self.get(spelling)?;
        Ok(pattern.translated.clone())
    }

    /// Whether a string may match a pattern.
    pub(super) fn allows(&mut self, spelling: &str, text: &str) -> bool {
        let Some(left) = self.bytes_left.checked_sub(text.len()) else {
            return true;
        };
        let matched = match self.get(spelling) {
            Ok(pattern) => pattern.matched.as_ref(),
            Err(_) => None,
        };
        let is_match = matched.map(|regex| regex.is_match(text));
        if is_match.is_some() {
            self.bytes_left = left;
        }
        is_match.unwrap_or(true)
    }

    /// One that is too long is not kept, nor looked for among the others: it may be used as often as it is long.
    fn get(&mut self, spelling: &str) -> Result<&Pattern, Unsupported> {
        if spelling.len() > LONGEST {
            return Err(Unsupported {
                why: format!("it is longer than {LONGEST} bytes"),
                help: "say less of it",
            });
        }
        let known = self.known.entry(spelling.to_owned());
        let pattern = known.or_insert_with(|| compile(spelling));
        pattern.as_ref().map_err(Unsupported::clone)
    }
}

fn compile(spelling: &str) -> Result<Pattern, Unsupported> {
    let translated = translate(spelling);
    let small = RegexBuilder::new(&translated)
        .size_limit(LARGEST_MATCHED)
        .build();
    let matched = match small {
        Ok(regex) => Some(regex),
        // The SDK compiles it without that limit.
        Err(_) => Regex::new(&translated).map(|_| None).map_err(refused)?,
    };
    Ok(Pattern {
        translated,
        matched,
    })
}

fn refused(error: regex_lite::Error) -> Unsupported {
    Unsupported {
        why: error.to_string(),
        help: "rewrite it in the overlay without look-around, back-references and `\\p`",
    }
}

/// A pattern of ECMA 262 in the syntax of `regex-lite`, where the two differ in what they mean: `\s` and
/// `.` are wider there, and a `/` may be escaped. `\w` is any letter to Python and .NET, which write their own patterns into
/// descriptions, so that what is not ASCII is taken for one, unless that would refuse more.
fn translate(pattern: &str) -> String {
    const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";
    const WORD: &str = r"\w\u{80}-\u{10FFFF}";
    let mut translated = String::with_capacity(pattern.len());
    let mut in_class = false;
    let mut is_negated = false;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, in_class) {
            ('\\', _) => match chars.next() {
                Some('s') if in_class => translated.push_str(SPACE),
                Some('s') => translated.push_str(&format!("[{SPACE}]")),
                Some('w') if in_class && !is_negated => translated.push_str(WORD),
                Some('w') if !in_class => translated.push_str(&format!("[{WORD}]")),
                Some('S') if !in_class => translated.push_str(&format!("[^{SPACE}]")),
                Some(
                    escaped @ ('/' | '"' | '\'' | '@' | '_' | ' ' | ',' | ':' | ';' | '=' | '!'
                    | '%' | '<' | '>'),
                ) => {
                    translated.push(escaped);
                }
                Some(escaped) => translated.extend(['\\', escaped]),
                None => translated.push('\\'),
            },
            ('[', false) => {
                in_class = true;
                is_negated = chars.peek() == Some(&'^');
                translated.push('[');
            }
            ('[', true) => translated.push_str("\\["),
            (']', true) => {
                in_class = false;
                translated.push(']');
            }
            ('.', false) => translated.push_str(r"[^\n\r\u{2028}\u{2029}]"),
            _ => translated.push(c),
        }
    }
    translated
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    #[test]
    fn what_is_a_letter_to_some_is_none_that_is_refused() {
        let table = [
            (r"^[-\w]+$", "gr\u{fc}n-1", true),
            (r"^\w+$", "gr\u{fc}n", true),
            (r"^[\w-.]+$", "gr\u{fc}n-.", true),
            (r"^[-\w]+$", "gr\u{fc}n 1", false),
            (r"^[^\w]+$", "\u{fc}", true),
            (r"^[^\w]+$", "u", false),
            (r"^\W+$", "\u{fc}", true),
            (r"^[^/]\w$", "\u{fc}\u{fc}", true),
            (r"^[a^\w]+$", "^\u{fc}", true),
        ];
        for (pattern, text, allowed) in table {
            let mut patterns = Patterns::new();
            assert!(patterns.translated(pattern).is_ok(), "{pattern}");
            assert_eq!(patterns.allows(pattern, text), allowed, "{pattern}: {text}");
        }
    }
}
