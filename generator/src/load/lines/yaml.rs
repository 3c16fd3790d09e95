//! The position index of a YAML text, from the events of `saphyr-parser`.
//!
//! That parser follows YAML 1.2 to the letter and refuses some indentation that `serde_yaml` reads. The
//! index then ends where it gave up.
//!
//! Invariant: no spot lies behind the end of the text, and what is open where the index ends is closed there and
//! kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

use super::{Index, Item, LEAF, Shape, is_kept};
use crate::diagnostic::{Diagnostic, Location, Pointer};
use crate::load::MAX_DEPTH;
use crate::load::text::{Lines, Spot, Text, clamp};
use crate::load::tree::too_deep;

/// Indexes a YAML text.
pub(in crate::load) fn index<'t>(text: &'t Text) -> Index<'t> {
    let mut builder = Builder {
        text,
        nodes: vec![Shape::Leaf],
        open: Vec::new(),
        anchors: BTreeMap::new(),
        documents: 0,
        count: 0,
        root: Item::leaf(Spot::START),
        end: Lines::new(&text.content).spot(text.content.len()),
        finding: None,
        quoted_merges: BTreeSet::new(),
    };
    let mut lost = None;
    for event in Parser::new_from_str(&text.content) {
        match event {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => {
                let location = builder.location(builder.spot(*error.marker()));
                match error.info() {
                    // The parser's own limit for flow style; it looks ahead of what is open here.
                    "recursion limit exceeded" => builder.finding = Some(too_deep(location)),
                    _ => lost = Some(location),
                }
            }
        }
        if builder.open.len() > MAX_DEPTH {
            let innermost = builder.open.last().map_or(Spot::START, |open| open.spot);
            builder.finding = Some(too_deep(builder.location(innermost)));
        }
        if lost.is_some() || builder.finding.is_some() {
            break;
        }
    }
    while !builder.open.is_empty() {
        builder.end(None);
    }
    Index {
        finding: builder.finding,
        lost,
        quoted_merges: builder.quoted_merges,
        ..Index::new(builder.nodes, builder.root, builder.count)
    }
}

struct Builder<'t> {
    text: &'t Text<'t>,
    nodes: Vec<Shape<'t>>,
    open: Vec<Open<'t>>,
    /// What each anchor stands for; nothing while its node is still open.
    anchors: BTreeMap<usize, Anchored<'t>>,
    documents: usize,
    count: usize,
    root: Item,
    /// Right behind the last character.
    end: Spot,
    finding: Option<Diagnostic>,
    quoted_merges: BTreeSet<Spot>,
}

/// A sequence or mapping whose end has not been seen.
struct Open<'t> {
    shape: Shape<'t>,
    spot: Spot,
    /// The key that waits for its value.
    key: Option<(Cow<'t, str>, Spot)>,
    anchor: usize,
}

#[derive(Clone)]
struct Anchored<'t> {
    node: usize,
    /// The text of a scalar.
    text: Cow<'t, str>,
}

impl<'t> Builder<'t> {
    fn take(&mut self, event: Event<'t>, span: Span) {
        let spot = self.spot(span.start);
        match event {
            Event::DocumentStart(_) => self.start_document(spot),
            Event::Scalar(text, style, anchor, _) => {
                let node = match style {
                    ScalarStyle::Plain if !is_kept(&text) => self.push(Shape::Plain(text.clone())),
                    _ => LEAF,
                };
                if style != ScalarStyle::Plain && text == "<<" {
                    self.quoted_merges.insert(spot);
                }
                let end = self.end_of(span);
                self.attach(Item { spot, end, node }, text.clone());
                self.anchors.insert(anchor, Anchored { node, text });
            }
            Event::Alias(anchor) => self.alias(anchor, spot),
            Event::SequenceStart(anchor, _) => self.start(Shape::List(Vec::new()), spot, anchor),
            Event::MappingStart(anchor, _) => self.start(Shape::Map(Vec::new()), spot, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(self.end_of(span)),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }

    fn start_document(&mut self, spot: Spot) {
        self.documents += 1;
        if self.documents > 1 {
            self.finding = Some(
                Diagnostic::error(
                    "several-documents",
                    self.location(spot),
                    "the file holds more than one YAML document",
                )
                .help("write one document a file; `---` begins the next one"),
            );
        }
    }

    fn alias(&mut self, anchor: usize, spot: Spot) {
        let Some(target) = self.anchors.get(&anchor).cloned() else {
            self.finding = Some(
                Diagnostic::error(
                    "alias-cycle",
                    self.location(spot),
                    "the alias stands inside the very node that it repeats",
                )
                .help("describe recursion with `$ref`, not with a YAML alias"),
            );
            return;
        };
        let node = target.node;
        let end = None;
        self.attach(Item { spot, end, node }, target.text);
    }

    fn start(&mut self, shape: Shape<'t>, spot: Spot, anchor: usize) {
        self.anchors.remove(&anchor);
        self.open.push(Open {
            shape,
            spot,
            key: None,
            anchor,
        });
    }

    fn end(&mut self, end: Option<Spot>) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let node = self.push(open.shape);
        let text = Cow::Borrowed("");
        let spot = open.spot;
        self.attach(Item { spot, end, node }, text.clone());
        self.anchors.insert(open.anchor, Anchored { node, text });
    }

    fn push(&mut self, shape: Shape<'t>) -> usize {
        self.nodes.push(shape);
        self.nodes.len() - 1
    }

    /// Adds a finished node to what it stands in. `text` is what it says as a key.
    fn attach(&mut self, item: Item, text: Cow<'t, str>) {
        self.count += 1;
        let Some(open) = self.open.last_mut() else {
            self.root = item;
            return;
        };
        match (&mut open.shape, open.key.take()) {
            (Shape::List(items), _) => items.push(item),
            (Shape::Map(members), Some((key, spot))) => {
                members.push((key, Item { spot, ..item }));
            }
            (_, None) => open.key = Some((text, item.spot)),
            (Shape::Leaf | Shape::Plain(_), Some(_)) => {}
        }
    }

    /// The end of what takes characters in one line: a block ends before something else, and not where it seems to.
    fn end_of(&self, span: Span) -> Option<Spot> {
        let is_block = span.start.line() != span.end.line() || span.start.col() >= span.end.col();
        (!is_block).then(|| self.spot(span.end))
    }

    /// The place of a marker. What a text ends before, such as the value of its last key, begins for the parser on
    /// a line that it does not have.
    fn spot(&self, marker: Marker) -> Spot {
        let spot = Spot {
            line: clamp(marker.line()),
            column: clamp(marker.col() + 1),
        };
        spot.min(self.end)
    }

    /// The location of a node that is being read.
    fn location(&self, spot: Spot) -> Location {
        let pointer = self.open.iter().fold(Pointer::root(), |pointer, open| {
            match (&open.shape, &open.key) {
                (Shape::List(items), _) => pointer.join(&items.len().to_string()),
                (_, Some((key, _))) => pointer.join(key),
                _ => pointer,
            }
        });
        self.text.location(spot, pointer)
    }
}
