//! The words of a wire name.
//!
//! Invariant: the result holds at least one word, begins with a letter, and consists of characters that
//! may stand in an identifier, and of spaces between words.

/// Splits a wire name at what separates words, and spells out what would otherwise be lost.
///
/// Signs at either end are spelled (`-created` is not `created`, `+1` is not `-1`); separators inside are
/// just that. A name of nothing but punctuation is spelled as a whole, one that begins with a digit
/// gets an `n` in front, and the empty name is called `empty`.
pub(super) fn split(wire: &str) -> String {
    if wire.is_empty() {
        return "empty".to_owned();
    }
    let spelled = spell(wire);
    let words = spelled.trim();
    if words.starts_with(|first: char| !unicode_ident::is_xid_start(first)) {
        format!("n{words}")
    } else {
        words.to_owned()
    }
}

fn spell(wire: &str) -> String {
    let only_punctuation = !wire.chars().any(is_word);
    let first_word = wire.find(is_word).unwrap_or(wire.len());
    let last_word = wire.rfind(is_word).unwrap_or(0);
    let mut words = String::with_capacity(wire.len());
    for (at, c) in wire.char_indices() {
        let outside = at < first_word || at > last_word;
        match c {
            _ if is_word(c) => words.push(c),
            _ if only_punctuation || (outside && is_sign(c)) || !c.is_ascii() => {
                words.push(' ');
                words.push_str(&word_for(c));
                words.push(' ');
            }
            _ => words.push(' '),
        }
    }
    words
}

fn is_word(c: char) -> bool {
    c != '_' && unicode_ident::is_xid_continue(c)
}

/// The signs that carry meaning at the ends of a name; other punctuation there is decoration (`$filter`).
fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '<' | '>' | '=' | '!' | '~' | '*')
}

fn word_for(c: char) -> String {
    let word = match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '~' => "tilde",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '%' => "percent",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        ' ' => "space",
        '\'' => "quote",
        '"' => "double quote",
        '`' => "backtick",
        '(' | '[' | '{' => "open",
        ')' | ']' | '}' => "close",
        _ => return format!("u{:x}", u32::from(c)),
    };
    word.to_owned()
}

/// The longest identifier, in bytes. File names end at 255 bytes, and an archive's path at 100 to 256.
const LONGEST: usize = 100;

/// Cuts an identifier that is too long for a file name, and makes it unique again by a hash of the whole
/// wire name.
pub(super) fn shorten(cased: String, wire: &str) -> String {
    if cased.len() <= LONGEST {
        return cased;
    }
    let mut end = LONGEST - 10;
    while !cased.is_char_boundary(end) {
        end -= 1;
    }
    let kept = cased[..end].trim_end_matches('_');
    let separator = if cased.contains('_') { "_" } else { "" };
    format!("{kept}{separator}h{:08x}", fnv1a(wire))
}

/// 32-bit FNV-1a: stable across versions of Rust, which the standard library's hasher is not.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
