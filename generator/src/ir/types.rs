//! Types: structs, open enums and unions, and how fields refer to them.
//!
//! Invariant: numbers are spelled as Rust literals of the type that they belong to, and a use of a type says whether
//! that is validated as its definition does.

use serde::Serialize;

use super::Docs;
use crate::names::Ident;

/// A type of the SDK.
#[derive(Debug, Clone, Serialize)]
pub struct TypeDef {
    /// Its Rust name.
    pub name: Ident,
    /// The module, and so the file, that holds it; inline schemas share the module of their parent.
    pub module: Ident,
    /// The pointer that it came from, for the reader of the IR.
    pub pointer: String,
    /// What is said about it; never empty.
    pub docs: Docs,
    /// The deprecation note, if it is deprecated.
    pub deprecated: Option<String>,
    /// Whether a value can be part of a request: has a constructor and setters, and is `Serialize` unless it is a form
    /// with files.
    pub sent: bool,
    /// Whether a value can be part of a response: is `Deserialize`.
    pub received: bool,
    /// Whether a rule stands at or below it and it is sent: is `garde::Validate`.
    pub validated: bool,
    /// Whether it is the body of a form: implements the runtime's `FormBody`.
    pub form: bool,
    /// What it is.
    pub shape: Shape,
}

impl TypeDef {
    /// Whether it is `Serialize`: it is sent, and not as a form with files, which no JSON could hold.
    #[must_use]
    pub fn is_serialized(&self) -> bool {
        let holds_file = match &self.shape {
            Shape::Struct(shape) => shape.fields.iter().any(|field| match &field.value.ty {
                Type::List(item) => item.ty == Type::File,
                ty => *ty == Type::File,
            }),
            Shape::Enum(_) | Shape::Union(_) => false,
        };
        self.sent && !holds_file
    }
}

/// What a type is.
#[derive(Debug, Clone, Serialize)]
pub enum Shape {
    /// An object with known members.
    Struct(Box<Struct>),
    /// Strings or integers out of a list, open for values that a newer server sends.
    Enum(Enum),
    /// One of several payloads.
    Union(Union),
}

/// An object with known members.
#[derive(Debug, Clone, Serialize)]
pub struct Struct {
    /// Its members, in the order of the spec.
    pub fields: Vec<Field>,
    /// The members that are not declared, where the schema types or allows them by keyword.
    pub rest: Option<Field>,
    /// Whether its constructor asks for nothing, so that it is `Default`.
    pub default: bool,
}

/// A member of an object, or the payload of a variant.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    /// Its Rust name.
    pub name: Ident,
    /// Its JSON name.
    pub wire: String,
    /// The pointer that it came from.
    pub pointer: String,
    /// Its setter's name; the same as `name` unless a method of the struct has that name.
    pub setter: Ident,
    /// What its value is.
    pub value: Value,
    /// How absence and null are kept.
    pub state: State,
    /// What the spec gives it where callers say nothing, if it is required and sent: its default, or its only value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<serde_json::Value>,
    /// The default as a constructor writes it, which then asks for no value. `None` if it asks for one, or need not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preset: Option<Constant>,
    /// What is said about it; empty where that is no more than its JSON name.
    pub docs: Docs,
    /// The deprecation note, if it is deprecated.
    pub deprecated: Option<String>,
}

impl Field {
    /// Whether a constructor asks for it.
    #[must_use]
    pub fn is_asked_for(&self) -> bool {
        self.is_required() && self.preset.is_none()
    }

    /// Whether it is never left out.
    #[must_use]
    pub fn is_required(&self) -> bool {
        matches!(self.state, State::Plain | State::Nullable)
    }
}

/// A value that is written out in code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Constant {
    /// `None`, for null.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number as a literal of its type.
    Number(String),
    /// A string.
    Text(String),
    /// A value of an enum.
    Variant {
        /// The enum.
        ty: Ident,
        /// The variant.
        variant: Ident,
    },
    /// A list without items.
    EmptyList,
    /// A map without entries.
    EmptyMap,
}

/// How a field keeps absence and null apart from a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum State {
    /// `T`. Always there. (Free JSON that is received: a missing member is `null`.)
    Plain,
    /// `Option<T>`, left out when `None`.
    Optional,
    /// `Option<T>`, written as `null` when `None`.
    Nullable,
    /// `runtime::Patch<T>`: leave as it is, set to null, or set to a value.
    Patch,
    /// `runtime::Lenient<T>`: a value of the type, null, or whatever else the server sent.
    Lenient,
}

/// The use of a type in one place, with the rules that the place adds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Value {
    /// The type.
    pub ty: Type,
    /// Whether an item of a list or map may be null. A field's own null is in its [`State`].
    pub nullable: bool,
    /// Whether it has to be behind a `Box` to have a size.
    pub boxed: bool,
    /// What is checked before it is sent, beside the rules of the type itself.
    pub rules: Vec<Rule>,
}

impl Value {
    /// A value of a type, of which nothing else is said.
    #[must_use]
    pub fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
            boxed: false,
            rules: Vec::new(),
        }
    }
}

/// A type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Type {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u64`
    U64,
    /// `i128`: integers with bounds beyond `i64` and `u64`.
    I128,
    /// `f64`
    F64,
    /// `String`
    String,
    /// `uuid::Uuid`
    Uuid,
    /// `chrono::DateTime<chrono::Utc>`
    DateTime,
    /// `chrono::NaiveDate`
    Date,
    /// `rust_decimal::Decimal`, a string on the wire.
    Decimal,
    /// `runtime::Base64`: bytes, a string in base64 on the wire.
    Base64,
    /// `serde_json::Value`
    Json,
    /// `runtime::File`: a body, or a member of a multipart form.
    File,
    /// `Vec<T>`
    List(Box<Value>),
    /// `BTreeMap<String, T>`
    Map(Box<Value>),
    /// A type of this SDK; `validated` repeats the flag of its definition.
    Named {
        /// The name of its definition.
        name: Ident,
        /// Whether the definition is `garde::Validate`.
        validated: bool,
    },
}

/// A check on a value that is sent. Limits are spelled as Rust literals of the value's type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Rule {
    /// At least this many Unicode code points.
    MinLength(u64),
    /// At most this many Unicode code points.
    MaxLength(u64),
    /// Matches this regular expression somewhere, in the syntax of the `regex-lite` crate; the second is
    /// the spec's own spelling.
    Pattern(String, String),
    /// Is an absolute URI.
    Uri,
    /// Is a number that JSON has: neither NaN nor infinite.
    Finite,
    /// At least this.
    Minimum(String),
    /// At most this.
    Maximum(String),
    /// More than this.
    ExclusiveMinimum(String),
    /// Less than this.
    ExclusiveMaximum(String),
    /// A whole multiple of this.
    MultipleOf(String),
    /// At least this many items.
    MinItems(u64),
    /// At most this many items.
    MaxItems(u64),
    /// No two items are equal.
    UniqueItems,
    /// At least this many members.
    MinProperties(u64),
    /// At most this many members.
    MaxProperties(u64),
}

/// An open enum.
#[derive(Debug, Clone, Serialize)]
pub struct Enum {
    /// What its values are on the wire.
    pub repr: Repr,
    /// The known values, in the order of the spec.
    pub variants: Vec<Variant>,
}

/// What the values of an enum are on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Repr {
    /// JSON strings.
    String,
    /// JSON integers that fit an `i64`.
    Integer,
    /// JSON integers of which some are beyond `i64`.
    Wide,
    /// JSON strings beside numbers or booleans.
    Mixed,
}

/// A known value of an enum.
#[derive(Debug, Clone, Serialize)]
pub struct Variant {
    /// Its Rust name.
    pub name: Ident,
    /// The string, or else the number or boolean as JSON spells it.
    pub wire: String,
    /// Whether it is a string on the wire.
    pub quoted: bool,
    /// What is said about it; empty where that is no more than its value.
    pub docs: Docs,
}

/// One of several payloads.
#[derive(Debug, Clone, Serialize)]
pub struct Union {
    /// How the wire form tells the variants apart.
    pub tagging: Tagging,
    /// The variants, in the order in which a decoder has to try them.
    pub variants: Vec<UnionVariant>,
    /// Whether it is a body that may be left out: what converts into it converts into an option of it as well.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// How the wire form tells the variants of a union apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Tagging {
    /// An object whose member `tag` holds the name of the member that holds the payload:
    /// `{"type": "text", "text": {..}}`.
    Keyed {
        /// The JSON name of the member that holds the tag.
        tag: String,
    },
    /// The payload is an object whose member `tag` tells what it is: a discriminator, or a member that has one
    /// value of its own in every variant.
    Internal {
        /// The JSON name of the member that holds the tag.
        tag: String,
        /// What the tags are on the wire.
        values: TagValues,
    },
    /// Nothing but the payload's own shape.
    Untagged,
}

/// What the tags of a union are on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum TagValues {
    /// JSON strings.
    Strings,
    /// JSON integers.
    Integers,
    /// `true` and `false`.
    Booleans,
}

/// A variant of a union.
#[derive(Debug, Clone, Serialize)]
pub struct UnionVariant {
    /// Its Rust name.
    pub name: Ident,
    /// The tags on the wire: one, none for a variant that is told by its shape alone, or several whose payload has a
    /// required member that says which of them it is.
    pub tags: Vec<String>,
    /// For keyed unions the Rust name of the payload field; it is the snake-case form of `name`.
    pub field: Ident,
    /// The payload.
    pub value: Value,
    /// Whether `From<payload>` is implemented: no other variant has its type, which is one of this SDK, or of a single value
    /// that is sent.
    pub from: bool,
    /// Whether the payload keeps values that this version does not know, so that it takes what others take.
    pub open: bool,
    /// What is said about it; never empty.
    pub docs: Docs,
    /// The deprecation note, if it is deprecated.
    pub deprecated: Option<String>,
}
