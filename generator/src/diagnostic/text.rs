//! What a finding quotes of the spec, so that it can be shown.
//!
//! Invariant: what is shown has no character that is unseen, and nobody's password.

use std::borrow::Cow;

/// A text in one line, whatever what it quotes does to lines and to terminals.
#[must_use]
pub fn visible(message: &str) -> String {
    let mut shown = String::with_capacity(message.len());
    for c in message.chars() {
        match c {
            c if is_unseen(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// A text in which nobody's name and password stand before the host of a URL. It has as many characters as before.
#[must_use]
pub fn without_passwords(text: &str) -> Cow<'_, str> {
    if !text.contains("//") || !text.contains('@') {
        return Cow::Borrowed(text);
    }
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '`' | '<' | '>');
    let mut parts = text.split("//");
    let mut hidden = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let authority = part.split(is_end).next().unwrap_or_default();
        let name = authority.rsplit_once('@').map_or("", |(name, _)| name);
        hidden.push_str("//");
        hidden.extend(name.chars().map(|_| '*'));
        hidden.push_str(&part[name.len()..]);
    }
    Cow::Owned(hidden)
}

/// Whether a character has no width, ends a line, or changes the direction of those around it. All of them have at
/// most four hexadecimal digits.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200d}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}
