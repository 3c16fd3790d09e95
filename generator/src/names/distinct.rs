//! The words of a name that must not be mistaken for another one.
//!
//! Invariant: two names with the same identifier that differ in a sign, in the case of a letter or in how a letter
//! is encoded get different words.

use heck::{ToLowerCamelCase, ToUpperCamelCase};

use super::words::{hash, is_word, normal, word_for};

/// The words of a wire name: `foo-bar` is `foo dash bar`, `ASC` is `ASC upper`.
///
/// `usual` is how the letters are written where nothing is said about it.
pub(super) fn words(wire: &str, usual: &str) -> String {
    if wire.is_empty() {
        return "empty string".to_owned();
    }
    let mut spelled = spell(&normal(wire));
    if !spelled.starts_with(unicode_ident::is_xid_start) {
        spelled.insert_str(0, "digits ");
    }
    match case(wire) {
        Some(case) if case == usual && spelled != wire => spelled,
        Some(case) => format!("{spelled} {case}"),
        None => format!("{spelled} {}", hash(wire)),
    }
}

/// The words of an operation: `GET /pets/{id}` is `get pets by id`.
pub(super) fn route(method: &str, path: &str) -> String {
    let mut words = vec![method.to_lowercase()];
    for segment in path.split('/').skip(1) {
        let parameter = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        words.push(match (parameter, segment) {
            (Some(parameter), _) => format!("by {}", spell(&normal(parameter))),
            (None, "") => "slash".to_owned(),
            (None, segment) => spell(&normal(segment)),
        });
    }
    if path.to_lowercase() != path || !path.starts_with('/') {
        words.push(hash(path));
    }
    words.join(" ")
}

/// Spells every sign where it stands.
fn spell(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            _ if is_word(c) => words.push(c),
            '-' if !rest.peek().is_some_and(char::is_ascii_digit) => words.push_str(" dash "),
            _ => {
                words.push(' ');
                words.push_str(&word_for(c));
                words.push(' ');
            }
        }
    }
    words.trim().to_owned()
}

/// How the letters of a name are written; `None` if that has no name.
fn case(wire: &str) -> Option<&'static str> {
    if normal(wire) != wire {
        None
    } else if wire.to_lowercase() == wire {
        Some("lower")
    } else if wire.to_uppercase() == wire {
        Some("upper")
    } else if wire.to_lower_camel_case() == wire {
        Some("camel")
    } else if wire.to_upper_camel_case() == wire {
        Some("pascal")
    } else if capitalized(wire) {
        Some("capitalized")
    } else {
        None
    }
}

/// Whether every run of letters begins with the only capital in it.
fn capitalized(wire: &str) -> bool {
    let mut runs = wire
        .split(|c: char| !is_word(c))
        .filter(|run| !run.is_empty());
    runs.all(|run| {
        let mut letters = run.chars();
        let first = letters.next();
        first.is_some_and(char::is_uppercase) && !letters.any(char::is_uppercase)
    })
}
