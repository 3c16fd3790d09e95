//! The position index of a JSON text.
//!
//! A scanner of our own: it is ten times as fast as reading JSON as YAML. It looks for the structure alone,
//! ends on any text, and leaves judging the syntax to `serde_json`.

use std::borrow::Cow;

use super::{Index, Item, LEAF, Shape, is_kept};
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
    };
    let root = scanner.value();
    Index::new(scanner.nodes, root, scanner.count)
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    spot: Spot,
    nodes: Vec<Shape<'t>>,
    depth: usize,
    count: usize,
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
        match is_kept(text) {
            true => LEAF,
            false => self.push(Shape::Plain(Cow::Borrowed(text))),
        }
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
        let raw = self.string();
        match raw.contains('\\') {
            true => serde_json::from_str(raw).map_or(Cow::Borrowed(raw), Cow::Owned),
            false => Cow::Borrowed(raw.trim_matches('"')),
        }
    }

    /// The string at hand with its quotes, as it is written.
    fn string(&mut self) -> &'t str {
        let start = self.at;
        self.advance();
        while !matches!(self.byte(), b'"' | 0) {
            if self.byte() == b'\\' {
                self.advance();
            }
            self.advance();
        }
        self.advance();
        self.text.get(start..self.at).unwrap_or_default()
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
