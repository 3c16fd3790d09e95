//! The position index of a JSON text.
//!
//! A scanner of our own: it is ten times as fast as reading JSON as YAML. It looks for the structure alone,
//! ends on any text, and leaves judging the syntax to `serde_json`.
//!
//! What is JSON, and what `serde_json` refuses nevertheless, it notes to be mended: a number beyond an `f64`, and half
//! of a character. Invariant: a text that is mended is as long as before, and every place in it is the same.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::IgnoredAny;

use super::halves::{ESCAPE, Half, REPLACEMENT, half};
use super::{Index, Item, LEAF, Mended, Shape, is_kept};
use crate::load::MAX_DEPTH;
use crate::load::text::{Spot, Text};

/// Indexes a JSON text.
pub(in crate::load) fn index<'t>(text: &'t Text) -> Index<'t> {
    let mut scanner = Scanner {
        text: &text.content,
        bytes: text.content.as_bytes(),
        at: 0,
        spot: Spot::START,
        nodes: vec![Shape::Leaf],
        depth: 0,
        count: 0,
        beyond: Vec::new(),
        halves: Vec::new(),
    };
    let root = scanner.value();
    let mended = scanner.mended();
    Index {
        mended,
        ..Index::new(scanner.nodes, root, scanner.count)
    }
}

/// Whether this is a number of JSON that no `f64` holds.
fn is_beyond(text: &str) -> bool {
    text.ends_with(|last: char| last.is_ascii_digit())
        && text.parse::<f64>().is_ok_and(f64::is_infinite)
        && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    spot: Spot,
    nodes: Vec<Shape<'t>>,
    depth: usize,
    count: usize,
    /// The numbers that no `f64` holds.
    beyond: Vec<Range<usize>>,
    /// The escapes that are half of a character, each with its place.
    halves: Vec<(usize, Spot)>,
}

impl<'t> Scanner<'t> {
    /// The next byte that is not white space.
    fn peek(&mut self) -> u8 {
        while self.byte().is_ascii_whitespace() {
            self.advance();
        }
        self.byte()
    }

    /// The byte at hand; NUL, which JSON cannot contain, at the end.
    fn byte(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    fn advance(&mut self) {
        match self.byte() {
            b'\n' => {
                self.spot.line += 1;
                self.spot.column = 1;
            }
            // Bytes that continue a character are no column of their own.
            byte if byte & 0b1100_0000 != 0b1000_0000 => self.spot.column += 1,
            _ => {}
        }
        self.at += 1;
    }

    fn value(&mut self) -> Item {
        let first = self.peek();
        let spot = self.spot;
        if self.depth > MAX_DEPTH {
            // No parser will read this text to its end.
            self.at = self.bytes.len();
            return Item::leaf(spot);
        }
        self.depth += 1;
        self.count += 1;
        let node = match first {
            b'{' => self.map(),
            b'[' => self.list(),
            b'"' => {
                self.string();
                LEAF
            }
            _ => self.literal(),
        };
        self.depth -= 1;
        Item {
            spot,
            end: Some(self.spot),
            node,
        }
    }

    fn literal(&mut self) -> usize {
        let start = self.at;
        self.advance();
        while self.byte().is_ascii_alphanumeric() || matches!(self.byte(), b'.' | b'+' | b'-') {
            self.advance();
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        if is_kept(text) {
            return LEAF;
        }
        if is_beyond(text) {
            self.beyond.push(start..self.at);
        }
        self.push(Shape::Plain(Cow::Borrowed(text)))
    }

    fn list(&mut self) -> usize {
        let mut items = Vec::new();
        self.advance();
        while !matches!(self.peek(), b']' | 0) {
            items.push(self.value());
            self.skip(b',');
        }
        self.advance();
        self.push(Shape::List(items))
    }

    fn map(&mut self) -> usize {
        let mut members = Vec::new();
        self.advance();
        while !matches!(self.peek(), b'}' | 0) {
            let spot = self.spot;
            let key = self.key();
            self.skip(b':');
            let value = self.value();
            members.push((key, Item { spot, ..value }));
            self.skip(b',');
        }
        self.advance();
        self.push(Shape::Map(members))
    }

    /// The key at hand, unescaped.
    fn key(&mut self) -> Cow<'t, str> {
        let (start, halves) = (self.at, self.halves.len());
        let raw = self.string();
        if !raw.contains('\\') {
            return Cow::Borrowed(raw.trim_matches('"'));
        }
        let mut mended = raw.to_owned();
        for (at, _) in self.halves.iter().skip(halves) {
            mended.replace_range(at - start..at - start + ESCAPE, REPLACEMENT);
        }
        serde_json::from_str(&mended).map_or(Cow::Borrowed(raw), Cow::Owned)
    }

    /// The string at hand with its quotes, as it is written.
    fn string(&mut self) -> &'t str {
        let start = self.at;
        self.advance();
        while !matches!(self.byte(), b'"' | 0) {
            if self.byte() == b'\\' {
                self.escape();
            }
            self.advance();
        }
        self.advance();
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Goes to the last character of a pair of halves, and otherwise to the one behind the backslash.
    fn escape(&mut self) {
        match (half(self.text, self.at), half(self.text, self.at + ESCAPE)) {
            (Some(Half::First(_)), Some(Half::Second(_))) => {
                (1..2 * ESCAPE).for_each(|_| self.advance());
            }
            (half, _) => {
                self.halves.extend(half.map(|_| (self.at, self.spot)));
                self.advance();
            }
        }
    }

    /// The text without what no parser reads.
    fn mended(&self) -> Option<Mended> {
        if self.beyond.is_empty() && self.halves.is_empty() {
            return None;
        }
        let mut text = self.text.to_owned();
        for range in &self.beyond {
            // Whatever is beyond an `f64` has as many characters as this word, or more.
            let null = format!("{:<1$}", "null", range.len());
            text.replace_range(range.clone(), &null);
        }
        for (at, _) in &self.halves {
            text.replace_range(*at..at + ESCAPE, REPLACEMENT);
        }
        Some(Mended {
            text,
            half: self.halves.first().map(|(_, spot)| *spot),
            halves: self.halves.len(),
        })
    }

    fn skip(&mut self, byte: u8) {
        if self.peek() == byte {
            self.advance();
        }
    }

    fn push(&mut self, shape: Shape<'t>) -> usize {
        self.nodes.push(shape);
        self.nodes.len() - 1
    }
}
