//! The tree of a loaded document, in which every node remembers where it was written.
//!
//! Invariant: a subtree keeps its origin when it is copied, so a finding about a merged or inlined schema still
//! points at the line that somebody can edit. Member order is the order of the text.

use indexmap::IndexMap;
use serde_json::Value;

use super::number::Number;
use crate::diagnostic::{End, Location, Pointer};

/// A value of the document with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// What the value is.
    pub kind: Kind,
    /// Where it was written.
    pub origin: Origin,
}

/// The JSON data model.
#[derive(Debug, Clone)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool, Spelling),
    /// A number.
    Number(Number, Spelling),
    /// A string.
    String(String),
    /// A sequence.
    Array(Vec<Node>),
    /// A mapping, in the order of the text.
    Object(Map),
}

/// How a boolean or number is spelled in the text, where JSON has another spelling: `TRUE`, `1.10`, `0x10`.
pub type Spelling = Option<Box<str>>;

/// The members of an object, in the order of the text.
pub type Map = IndexMap<String, Node>;

impl Node {
    /// A value that counts as written at `origin`.
    #[must_use]
    pub const fn new(kind: Kind, origin: Origin) -> Self {
        Self { kind, origin }
    }

    /// A string that counts as written at `origin`.
    pub(crate) fn string(text: impl Into<String>, origin: Origin) -> Self {
        Self::new(Kind::String(text.into()), origin)
    }

    /// A sequence that counts as written at `origin`.
    pub(crate) const fn list(items: Vec<Self>, origin: Origin) -> Self {
        Self::new(Kind::Array(items), origin)
    }

    /// A mapping that counts as written at `origin`.
    pub(crate) const fn object(members: Map, origin: Origin) -> Self {
        Self::new(Kind::Object(members), origin)
    }

    /// The member `key` of an object; `None` for a missing member and for anything but an object.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_object()?.get(key)
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value, _) => Some(value),
            _ => None,
        }
    }

    /// The value of a number.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            Kind::Number(number, _) => Some(number),
            _ => None,
        }
    }

    /// The items of a sequence.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.kind {
            Kind::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members of a mapping.
    #[must_use]
    pub fn as_object(&self) -> Option<&Map> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The members of a mapping, to be changed.
    pub fn as_object_mut(&mut self) -> Option<&mut Map> {
        match &mut self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// The node that `pointer` names below this one.
    #[must_use]
    pub fn at(&self, pointer: &Pointer) -> Option<&Node> {
        pointer
            .tokens()
            .iter()
            .try_fold(self, |node, token| match &node.kind {
                Kind::Object(members) => members.get(token),
                Kind::Array(items) => items.get(token.parse::<usize>().ok()?),
                _ => None,
            })
    }

    /// The same, to be changed.
    pub fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Node> {
        pointer
            .tokens()
            .iter()
            .try_fold(self, |node, token| match &mut node.kind {
                Kind::Object(members) => members.get_mut(token),
                Kind::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
                _ => None,
            })
    }

    /// The plain value, without places.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value, _) => Value::Bool(*value),
            Kind::Number(number, _) => number.to_json().map_or(Value::Null, Value::Number),
            Kind::String(text) => Value::String(text.clone()),
            Kind::Array(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            Kind::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(key, node)| (key.clone(), node.to_value()))
                    .collect(),
            ),
        }
    }

    /// The value as JSON, but a boolean or number as the text spells it.
    #[must_use]
    pub fn written(&self) -> String {
        match &self.kind {
            Kind::Bool(_, Some(text)) | Kind::Number(_, Some(text)) => text.to_string(),
            Kind::Number(number, None) => number.to_string(),
            _ => self.to_value().to_string(),
        }
    }

    /// How many nodes there are at and below this one.
    #[must_use]
    pub fn size(&self) -> usize {
        let below: usize = match &self.kind {
            Kind::Array(items) => items.iter().map(Node::size).sum(),
            Kind::Object(members) => members.values().map(Node::size).sum(),
            _ => 0,
        };
        below + 1
    }

    /// How many lists and objects stand in each other here.
    #[must_use]
    pub fn depth(&self) -> usize {
        let below = match &self.kind {
            Kind::Object(members) => members.values().map(Node::depth).max(),
            Kind::Array(items) => items.iter().map(Node::depth).max(),
            _ => return 0,
        };
        below.unwrap_or(0) + 1
    }

    /// The value as it is written, short enough to be quoted in a line.
    #[must_use]
    pub fn quoted(&self) -> String {
        const QUOTED: usize = 40;
        let text = self.written();
        match text.char_indices().nth(QUOTED) {
            Some((end, _)) => format!("`{}...`", text.get(..end).unwrap_or_default()),
            None => format!("`{text}`"),
        }
    }

    /// The value as JSON with the members of objects in one order: of the same values, the same text.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut value = self.to_value();
        value.sort_all_objects();
        value.to_string()
    }

    /// Whether two nodes hold the same value, wherever they were written and in whatever member order.
    #[must_use]
    pub fn same_value(&self, other: &Node) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Null, Kind::Null) => true,
            (Kind::Bool(a, _), Kind::Bool(b, _)) => a == b,
            (Kind::Number(a, _), Kind::Number(b, _)) => a == b,
            (Kind::String(a), Kind::String(b)) => a == b,
            (Kind::Array(a), Kind::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same_value(b))
            }
            (Kind::Object(a), Kind::Object(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .all(|(key, a)| b.get(key).is_some_and(|b| a.same_value(b)))
            }
            _ => false,
        }
    }
}

/// Names the place where a node was written; [`Origins`] turns it into a [`Location`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(u32);

/// Where every node was written. Places form a tree, so a pointer is spelled out only when asked for.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    files: Vec<String>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    parent: Option<Origin>,
    key: Box<str>,
    file: u32,
    line: u32,
    column: u32,
    end: Option<End>,
}

impl Origins {
    /// Adds the root of a file; line and column count from 1.
    pub fn add_file(&mut self, file: &str, line: u32, column: u32) -> Origin {
        self.files.push(file.to_owned());
        let file = self.files.len() as u32 - 1;
        self.push(Entry {
            parent: None,
            key: Box::default(),
            file,
            line,
            column,
            end: None,
        })
    }

    /// Adds the member or item `key` of `parent`, in the same file.
    pub fn add(&mut self, parent: Origin, key: &str, line: u32, column: u32) -> Origin {
        let file = self.entries[parent.0 as usize].file;
        self.push(Entry {
            parent: Some(parent),
            key: key.into(),
            file,
            line,
            column,
            end: None,
        })
    }

    /// Says where a node ends.
    pub fn end(&mut self, origin: Origin, end: End) {
        self.entries[origin.0 as usize].end = Some(end);
    }

    fn push(&mut self, entry: Entry) -> Origin {
        self.entries.push(entry);
        Origin(self.entries.len() as u32 - 1)
    }

    /// The file, line, column and pointer of a node.
    #[must_use]
    pub fn location(&self, origin: Origin) -> Location {
        let entry = &self.entries[origin.0 as usize];
        Location {
            file: self.files[entry.file as usize].clone(),
            line: entry.line,
            column: entry.column,
            pointer: self.pointer(origin),
            end: entry.end,
        }
    }

    /// The pointer of a node in the document that it was written in.
    #[must_use]
    pub fn pointer(&self, origin: Origin) -> Pointer {
        let entry = &self.entries[origin.0 as usize];
        match entry.parent {
            Some(parent) => self.pointer(parent).join(&entry.key),
            None => Pointer::root(),
        }
    }
}
