//! Texts of the spec in findings: shown as they are, and compared with each other.
//!
//! Invariant: what is shown takes one line, changes nothing around it, and has nobody's password.

use std::borrow::Cow;

/// A text in one line, whatever what it quotes does to lines and to terminals.
#[must_use]
pub fn visible(message: &str) -> String {
    let mut shown = String::with_capacity(message.len());
    for c in message.chars() {
        if is_unseen(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
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
    let mut parts = text.split("//");
    let mut hidden = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = authority(part)
            .rsplit_once('@')
            .map_or("", |(name, _)| name);
        hidden.push_str("//");
        hidden.extend(name.chars().map(|_| '*'));
        hidden.push_str(&part[name.len()..]);
    }
    Cow::Owned(hidden)
}

/// What stands before the path of a URL, whose scheme is left off. What is no port belongs to a password, with all that
/// goes on to the next `@`: a slash in one is often written as it is.
fn authority(url: &str) -> &str {
    let is_around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>');
    let whole = url.split(is_around).next().unwrap_or_default();
    let authority = whole.split(['/', '?', '#']).next().unwrap_or_default();
    let is_port = |port: &str| port.starts_with('{') || port.bytes().all(|c| c.is_ascii_digit());
    match authority.rsplit_once(':') {
        Some((_, port)) if !authority.contains('@') && !is_port(port) => whole,
        _ => authority,
    }
}

/// Whether a character has no width, ends a line, or changes the direction of those around it. All of them have at
/// most four hexadecimal digits.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}

/// In how many other places something is that is told once.
#[must_use]
pub fn elsewhere(places: usize) -> String {
    match places {
        0 | 1 => String::new(),
        2 => ", here and in another place".to_owned(),
        places => format!(", here and in {} other places", places - 1),
    }
}

/// The name that looks most like `wanted`, for a "did you mean"; `None` if none is close.
#[must_use]
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// How alike two names must be, from 0 to 1, for one to be suggested instead of the other.
    const ALIKE: f64 = 0.75;
    /// Names of more bytes are not compared, since that takes as long as the square of their length.
    const LONGEST: usize = 100;
    let is_short = |name: &&str| name.len() <= LONGEST;
    let names = names.into_iter().filter(is_short);
    names
        .filter(|_| is_short(&wanted))
        .map(|name| (strsim::jaro_winkler(name, wanted), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(one.1)))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{nearest, visible, without_passwords};

    #[test]
    fn the_name_that_looks_most_alike_is_suggested() {
        assert_eq!(nearest("Mesage", ["Message", "Messages"]), Some("Message"));
        assert_eq!(nearest("Mesage", ["Other"]), None);
        // Of two that are equally alike, the first by name.
        assert_eq!(nearest("pet", ["petb", "peta"]), Some("peta"));
        let long = "x".repeat(101);
        assert_eq!(nearest(&long, [long.as_str()]), None);
        assert_eq!(nearest("x", [long.as_str()]), None);
    }

    #[test]
    fn what_no_reader_sees_is_spelled() {
        assert_eq!(
            visible("a\n\u{200b}\u{200e}\u{202e}é"),
            "a\\u{a}\\u{200b}\\u{200e}\\u{202e}é"
        );
    }

    #[test]
    fn no_password_is_shown() {
        let table = [
            ("`https://kim:s3cret@h/a@b`", "`https://**********@h/a@b`"),
            ("https://kim:s3/cret@h", "https://***********@h"),
            (
                "//kim@h and https://h:80/@me",
                "//***@h and https://h:80/@me",
            ),
            ("https://h:{port}/@me", "https://h:{port}/@me"),
            ("https://h/a:b/@me", "https://h/a:b/@me"),
        ];
        for (text, shown) in table {
            assert_eq!(without_passwords(text), shown);
        }
    }
}
