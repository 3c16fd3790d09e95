//! The position index of a YAML text, from the events of `saphyr-parser`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use indexmap::IndexMap;
use saphyr_parser::{Event, Marker, Parser, ScanError, Span};

use super::{Index, Item, LEAF, MAX_ALIASED, MAX_DEPTH, Shape, duplicate_key, too_deep};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Pointer};
use crate::load::text::{Spot, Text, clamp};

/// Indexes a YAML text; `None` if it breaks the syntax or a bound, which is then a finding.
pub(in crate::load) fn index<'t>(
    text: &'t Text,
    diagnostics: &mut Diagnostics,
) -> Option<Index<'t>> {
    let mut builder = Builder {
        text,
        nodes: vec![Shape::Leaf],
        open: Vec::new(),
        anchors: BTreeMap::new(),
        aliased: 0,
        documents: 0,
        root: Item::leaf(Spot::START),
        duplicates: Vec::new(),
    };
    let mut parser = Parser::new_from_str(&text.content);
    while let Some(event) = parser.next_event() {
        let taken = event
            .map_err(|error| builder.syntax_error(&error))
            .and_then(|(event, span)| builder.take(event, span));
        if let Err(diagnostic) = taken {
            diagnostics.push(*diagnostic);
            return None;
        }
    }
    let clean = builder.duplicates.is_empty();
    for duplicate in builder.duplicates {
        diagnostics.push(duplicate_key(text, duplicate.first, duplicate.again));
    }
    clean.then_some(Index {
        nodes: builder.nodes,
        root: builder.root,
    })
}

struct Builder<'t> {
    text: &'t Text<'t>,
    nodes: Vec<Shape<'t>>,
    open: Vec<Open<'t>>,
    anchors: BTreeMap<usize, Anchor<'t>>,
    aliased: usize,
    documents: usize,
    root: Item,
    duplicates: Vec<Duplicate>,
}

/// A sequence or mapping whose end has not been seen.
struct Open<'t> {
    shape: Shape<'t>,
    spot: Spot,
    /// The key that waits for its value.
    key: Option<(Cow<'t, str>, Spot)>,
    anchor: usize,
    extent: Extent,
}

/// What an alias stands for: `None` while its anchor is still open.
type Anchor<'t> = Option<Anchored<'t>>;

#[derive(Clone)]
struct Anchored<'t> {
    node: usize,
    key: Option<Cow<'t, str>>,
    extent: Extent,
}

/// How much a node holds once its aliases are written out.
#[derive(Clone, Copy)]
struct Extent {
    nodes: usize,
    depth: usize,
}

const SCALAR: Extent = Extent { nodes: 1, depth: 0 };

/// A key that its mapping has already.
struct Duplicate {
    first: Spot,
    again: Location,
}

type Taken = Result<(), Box<Diagnostic>>;

impl<'t> Builder<'t> {
    fn take(&mut self, event: Event<'t>, span: Span) -> Taken {
        let spot = spot(span.start);
        match event {
            Event::DocumentStart(_) => self.start_document(spot),
            Event::Scalar(value, _, anchor, _) => self.scalar(value, spot, anchor),
            Event::Alias(anchor) => self.alias(anchor, spot),
            Event::SequenceStart(anchor, _) => self.start(Shape::List(Vec::new()), spot, anchor),
            Event::MappingStart(anchor, _) => self.start(Shape::Map(IndexMap::new()), spot, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn start_document(&mut self, spot: Spot) -> Taken {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        Err(self.error(
            "several-documents",
            spot,
            "the file holds more than one YAML document",
            "write one document a file; `---` begins the next one",
        ))
    }

    fn scalar(&mut self, value: Cow<'t, str>, spot: Spot, anchor: usize) -> Taken {
        if anchor > 0 {
            let anchored = Anchored {
                node: LEAF,
                key: Some(value.clone()),
                extent: SCALAR,
            };
            self.anchors.insert(anchor, Some(anchored));
        }
        match self.open.last_mut() {
            Some(open) if open.awaits_key() => {
                self.key(value, spot);
                Ok(())
            }
            _ => self.attach(Item::leaf(spot), SCALAR),
        }
    }

    /// Remembers the key until its value has been read.
    fn key(&mut self, key: Cow<'t, str>, spot: Spot) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let first = open.member(&key);
        open.key = Some((key, spot));
        if let Some(first) = first {
            let again = self.location(spot);
            self.duplicates.push(Duplicate { first, again });
        }
    }

    fn alias(&mut self, anchor: usize, spot: Spot) -> Taken {
        let Some(Some(target)) = self.anchors.get(&anchor).cloned() else {
            return Err(self.error(
                "alias-cycle",
                spot,
                "the alias stands inside the very node that it repeats",
                "describe recursion with `$ref`, not with a YAML alias",
            ));
        };
        if self.open.last().is_some_and(Open::awaits_key) {
            return match target.key {
                Some(key) => self.scalar(key, spot, 0),
                None => Err(self.complex_key(spot)),
            };
        }
        self.aliased = self.aliased.saturating_add(target.extent.nodes);
        if self.aliased > MAX_ALIASED {
            return Err(self.error(
                "too-many-aliases",
                spot,
                &format!("the aliases up to here repeat more than {MAX_ALIASED} nodes"),
                "use `$ref` to a component instead of YAML aliases",
            ));
        }
        let item = Item {
            spot,
            node: target.node,
        };
        self.attach(item, target.extent)
    }

    fn start(&mut self, shape: Shape<'t>, spot: Spot, anchor: usize) -> Taken {
        if self.open.last().is_some_and(Open::awaits_key) {
            return Err(self.complex_key(spot));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(Box::new(too_deep(self.location(spot))));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, None);
        }
        self.open.push(Open {
            shape,
            spot,
            key: None,
            anchor,
            extent: SCALAR,
        });
        Ok(())
    }

    fn end(&mut self) -> Taken {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        self.nodes.push(open.shape);
        let node = self.nodes.len() - 1;
        if open.anchor > 0 {
            let anchored = Anchored {
                node,
                key: None,
                extent: open.extent,
            };
            self.anchors.insert(open.anchor, Some(anchored));
        }
        let spot = open.spot;
        self.attach(Item { spot, node }, open.extent)
    }

    /// Adds a finished node to what it stands in.
    fn attach(&mut self, item: Item, extent: Extent) -> Taken {
        if self.open.len() + extent.depth > MAX_DEPTH {
            return Err(Box::new(too_deep(self.location(item.spot))));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = item;
            return Ok(());
        };
        open.extent.nodes = open.extent.nodes.saturating_add(extent.nodes);
        open.extent.depth = open.extent.depth.max(extent.depth + 1);
        match (&mut open.shape, open.key.take()) {
            (Shape::List(items), _) => items.push(item),
            (Shape::Map(members), Some((key, spot))) => {
                let node = item.node;
                members.entry(key).or_insert(Item { spot, node });
            }
            _ => {}
        }
        Ok(())
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

    fn complex_key(&self, spot: Spot) -> Box<Diagnostic> {
        self.error(
            "key-not-scalar",
            spot,
            "a list or a mapping stands where a key must be",
            "write a plain name before the colon; quote it if it begins with `[`, `{`, `*` or `&`",
        )
    }

    fn error(&self, code: &'static str, spot: Spot, message: &str, help: &str) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(code, self.location(spot), message).help(help))
    }

    fn syntax_error(&self, error: &ScanError) -> Box<Diagnostic> {
        let message = format!("this is not valid YAML: {}", error.info());
        Box::new(Diagnostic::error(
            "syntax",
            self.location(spot(*error.marker())),
            message,
        ))
    }
}

impl Open<'_> {
    fn awaits_key(&self) -> bool {
        matches!(self.shape, Shape::Map(_)) && self.key.is_none()
    }

    /// Where the member `key` stands, if it is known already.
    fn member(&self, key: &str) -> Option<Spot> {
        match &self.shape {
            Shape::Map(members) => members.get(key).map(|item| item.spot),
            _ => None,
        }
    }
}

fn spot(marker: Marker) -> Spot {
    Spot {
        line: clamp(marker.line()),
        column: clamp(marker.col() + 1),
    }
}
