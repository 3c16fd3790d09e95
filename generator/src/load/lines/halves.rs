//! Escapes that are half of a character, such as `\ud83d`, which no parser reads alone, and the one of YAML in no way.
//!
//! Invariant: what is mended keeps the place of everything that begins outside of the texts with such escapes.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::Mended;
use crate::load::text::Lines;

/// How long such an escape is.
pub(super) const ESCAPE: usize = 6;

/// What stands for a character that cannot be told, as an escape.
pub(super) const REPLACEMENT: &str = "\\ufffd";

/// Half of a character that takes two escapes, with what it says of it.
pub(super) enum Half {
    First(u32),
    Second(u32),
}

/// Which half of a character the escape at `at` is, if it is one.
pub(super) fn half(text: &str, at: usize) -> Option<Half> {
    let digits = text.get(at..at + ESCAPE)?.strip_prefix("\\u")?;
    match u32::from_str_radix(digits, 16).ok()? {
        code @ 0xd800..0xdc00 => Some(Half::First(code - 0xd800)),
        code @ 0xdc00..0xe000 => Some(Half::Second(code - 0xdc00)),
        _ => None,
    }
}

/// A YAML text whose pairs of halves are one escape each, as JSON reads them; `None` if it has none.
pub(in crate::load) fn mended(text: &str) -> Option<Mended> {
    let escapes = text.match_indices("\\u").map(|(at, _)| at);
    let halves: Vec<usize> = escapes.filter(|at| half(text, *at).is_some()).collect();
    if halves.is_empty() {
        return None;
    }
    let mut harmless = text.to_owned();
    for at in halves {
        harmless.replace_range(at..at + ESCAPE, REPLACEMENT);
    }
    let mut mended = String::with_capacity(text.len());
    let (mut done, mut lone) = (0, Vec::new());
    for range in quoted(&harmless) {
        mended.push_str(text.get(done..range.start).unwrap_or_default());
        done = range.end;
        mend(text, range, &mut mended, &mut lone);
    }
    mended.push_str(text.get(done..).unwrap_or_default());
    Some(Mended {
        text: mended,
        half: lone.first().map(|at| Lines::new(text).spot(*at)),
        halves: lone.len(),
    })
}

/// The bytes of all scalars in double quotes, in their order, up to where the text is no YAML.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut offsets = text.char_indices().map(|(offset, _)| offset);
    // How many characters were gone through.
    let mut past = 0;
    let mut offset_of = |index: usize| {
        let offset = offsets.nth(index - past).unwrap_or(text.len());
        past = index + 1;
        offset
    };
    let events = Parser::new_from_str(text).map_while(Result::ok);
    for (event, span) in events {
        if let Event::Scalar(_, ScalarStyle::DoubleQuoted, ..) = event {
            let start = offset_of(span.start.index());
            found.push(start..offset_of(span.end.index() - 1) + 1);
        }
    }
    found
}

/// Writes a scalar in double quotes without halves, and as long as it was; adds the place of each that has no other half.
fn mend(text: &str, range: Range<usize>, mended: &mut String, lone: &mut Vec<usize>) {
    let mut at = range.start;
    let mut shorter = 0;
    while at < range.end {
        let rest = text.get(at..range.end).unwrap_or_default();
        let Some(next) = rest.find('\\') else {
            mended.push_str(rest);
            break;
        };
        mended.push_str(&rest[..next]);
        at += next;
        let length = match (half(text, at), half(text, at + ESCAPE)) {
            (Some(Half::First(high)), Some(Half::Second(low))) => {
                mended.push_str(&format!("\\U{:08x}", 0x10000 + (high << 10) + low));
                shorter += 2;
                2 * ESCAPE
            }
            (Some(_), _) => {
                mended.push_str(REPLACEMENT);
                lone.push(at);
                ESCAPE
            }
            (None, _) => {
                let escape = rest[next..].chars().take(2);
                let length = escape.map(char::len_utf8).sum();
                mended.push_str(rest.get(next..next + length).unwrap_or_default());
                length
            }
        };
        at += length;
    }
    mended.extend(std::iter::repeat_n(' ', shorter));
}
