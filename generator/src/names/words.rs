//! The words of a wire name.
//!
//! Invariant: the result holds at least one word, begins with a letter, and consists of characters that
//! may stand in an identifier, and of spaces between words.

use std::borrow::Cow;

use heck::ToSnakeCase;

/// Splits a wire name at what separates words, and spells out what would otherwise be lost.
///
/// Signs at either end are spelled (`-created` is not `created`, `+1` is not `-1`); separators inside are
/// just that. A name of nothing but punctuation is spelled as a whole, one that begins with a digit
/// gets an `n` in front, and the empty name is called `empty`.
pub(super) fn split(wire: &str) -> String {
    if wire.is_empty() {
        return "empty".to_owned();
    }
    let spelled = spell(&normal(wire));
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
            _ if only_punctuation || (outside && is_sign(c)) || !is_separator(c) => {
                words.push(' ');
                words.push_str(&word_for(c));
                words.push(' ');
            }
            _ => words.push(' '),
        }
    }
    words
}

/// Words whose capitals in the middle begin no other word.
const WHOLE_WORDS: [&str; 3] = ["OAuth", "IPv4", "IPv6"];

/// Words in snake case. `IDs` is one word and `OAuth` another, although a capital begins a word elsewhere.
pub(super) fn snake(words: &str) -> String {
    let mut whole = lowered_plurals(words);
    for word in WHOLE_WORDS {
        if whole.contains(word) {
            let lower = word.to_lowercase();
            whole = whole.replace(word, &format!("{}{}", &word[..1], &lower[1..]));
        }
    }
    whole.to_snake_case()
}

/// The same with `IDs` as `Ids`, wherever an `s` alone follows several capitals.
fn lowered_plurals(words: &str) -> String {
    let mut lowered: Vec<char> = words.chars().collect();
    for end in 2..lowered.len() {
        let next = lowered.get(end + 1);
        let goes_on = next.is_some_and(|c| c.is_lowercase() || c.is_numeric());
        if lowered[end] == 's' && !goes_on {
            let capitals = lowered[..end].iter().rev();
            let capitals = capitals.take_while(|c| c.is_ascii_uppercase()).count();
            for letter in lowered[end - capitals..end].iter_mut().skip(1) {
                letter.make_ascii_lowercase();
            }
        }
    }
    lowered.into_iter().collect()
}

/// The form in which rustc compares identifiers, and in which a letter has one spelling only (NFKC).
pub(super) fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    icu_normalizer::ComposingNormalizerBorrowed::new_nfkc().normalize(text)
}

pub(super) fn is_word(c: char) -> bool {
    c != '_' && unicode_ident::is_xid_continue(c)
}

/// Whether a name is an identifier in upper camel case, whichever of its letters are capitals.
pub(super) fn is_camel(name: &str) -> bool {
    name.starts_with(|first: char| unicode_ident::is_xid_start(first) && !first.is_lowercase())
        && name.chars().all(is_word)
        && name.len() <= LONGEST
        && normal(name) == name
}

/// What separates words and says nothing more: punctuation of ASCII, and the dashes, quotes and dots that printers have
/// for it.
fn is_separator(c: char) -> bool {
    c.is_ascii() || matches!(c, '«' | '»' | '\u{2010}'..='\u{2027}')
}

/// The signs that carry meaning at the ends of a name; other punctuation there is decoration (`$filter`).
fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '<' | '>' | '=' | '!' | '~' | '*')
}

pub(super) fn word_for(c: char) -> String {
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
        '(' => "open",
        ')' => "close",
        '[' => "open bracket",
        ']' => "close bracket",
        '{' => "open brace",
        '}' => "close brace",
        '\n' => "newline",
        '\t' => "tab",
        _ => return format!("u{:x}", u32::from(c)),
    };
    word.to_owned()
}

/// The longest identifier, in bytes. File names end at 255 bytes, and an archive's path at 100 to 256.
const LONGEST: usize = 100;

/// Cuts an identifier that is too long for a file name, and makes it unique again by a hash of the whole
/// wire name.
pub(super) fn shorten(cased: String, wire: &str) -> String {
    shorten_to(LONGEST, cased, wire)
}

/// The same for another limit.
pub(super) fn shorten_to(longest: usize, cased: String, wire: &str) -> String {
    if cased.len() <= longest {
        return cased;
    }
    let mut end = longest - 10;
    while !cased.is_char_boundary(end) {
        end -= 1;
    }
    let kept = cased[..end].trim_end_matches('_');
    let separator = if cased.contains('_') { "_" } else { "" };
    let mut hash = hash(wire);
    if !cased.contains(char::is_lowercase) {
        hash.make_ascii_uppercase();
    }
    format!("{kept}{separator}{hash}")
}

/// The upper case of a name in snake case. What has none, or shares it with another name, is marked.
pub(super) fn shouted(snake: String) -> String {
    let upper = snake.to_uppercase();
    if upper == snake {
        format!("{snake}_")
    } else if upper.to_lowercase() == snake {
        upper
    } else {
        format!("{upper}_{}", hash(&snake).to_uppercase())
    }
}

/// The words in ASCII, since rustc reads no file for a module whose name is anything else: letters without their
/// accents, and every other one spelled.
pub(super) fn in_ascii(words: &str) -> String {
    ascii(words, plain)
}

/// The words in ASCII, from which the words they were made of can be told: every other letter is spelled.
pub(super) fn spelled_in_ascii(words: &str) -> String {
    ascii(words, |_| None)
}

fn ascii(words: &str, plain: fn(char) -> Option<String>) -> String {
    let mut spelled = String::with_capacity(words.len());
    for c in words.chars() {
        match c.is_ascii() {
            true => spelled.push(c),
            false => spelled.push_str(&plain(c).unwrap_or_else(|| format!(" {} ", word_for(c)))),
        }
    }
    spelled
}

/// Letters of Latin alphabets that Unicode does not take for one with an accent.
const WHOLE: [(char, &str); 12] = [
    ('ß', "ss"),
    ('Æ', "Ae"),
    ('æ', "ae"),
    ('Đ', "D"),
    ('đ', "d"),
    ('ı', "i"),
    ('Ł', "L"),
    ('ł', "l"),
    ('Ø', "O"),
    ('ø', "o"),
    ('Œ', "Oe"),
    ('œ', "oe"),
];

/// A letter as those write it who have no other keys: `e` for `é`.
fn plain(letter: char) -> Option<String> {
    if let Some((_, letters)) = WHOLE.iter().find(|(whole, _)| *whole == letter) {
        return Some((*letters).to_owned());
    }
    let mut parts = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd()
        .normalize_iter(std::iter::once(letter));
    parts.next().filter(char::is_ascii).map(String::from)
}

/// What tells a text from any other in eight digits, as a word.
pub(super) fn hash(text: &str) -> String {
    format!("h{:08x}", fnv1a(text))
}

/// 32-bit FNV-1a: stable across versions of Rust, which the standard library's hasher is not.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
