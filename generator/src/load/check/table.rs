//! Which members the objects of a document have, and which kind of value each must have.
//!
//! Invariant: a member is in the table once for each kind of object, and what is not in it means nothing there.

use crate::load::METHODS;
use crate::load::node::{Kind, Node};

/// The kinds of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Object {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    Body,
    Response,
    MediaType,
    Encoding,
    Schema,
    Discriminator,
    Info,
    /// The schemes that are needed together, by their names.
    Requirement,
    /// What another stage reads as a whole.
    Other,
}

/// How a member holds objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    One,
    List,
    Map,
}

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Bool,
    Text,
    /// A string that is read by people.
    Note,
    Number,
    /// A number above zero.
    Step,
    /// A whole number that is not below zero.
    Count,
    List,
    /// A list of strings.
    Names,
    Object,
    /// A schema, `true` or `false`.
    Others,
}

/// What is known of a member.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known {
    /// Anything may stand there, or another stage looks at it.
    Any,
    Value(Is),
    /// A string, which needs no quotes: `1` is the text.
    Word,
    Held(Holds, Object),
    /// It is valid, and an SDK has nothing for it.
    Unused(&'static str),
    /// No such member exists.
    Nothing,
}

use Holds::{List, Map, One};
use Known::{Any, Held, Nothing, Unused, Value, Word};

/// What an object of a kind has under a name.
pub(super) fn known(object: Object, key: &str) -> Known {
    match object {
        Object::Document => document(key),
        Object::Components => components(key),
        Object::PathItem => path_item(key),
        Object::Operation => operation(key),
        Object::Parameter | Object::Header => parameter(key),
        Object::Body | Object::Response => content(object, key),
        Object::MediaType => match key {
            "schema" => Held(One, Object::Schema),
            "encoding" => Held(Map, Object::Encoding),
            "example" | "examples" => Any,
            "itemSchema" => {
                Unused("a stream is read as it comes, and its items are not told apart")
            }
            "itemEncoding" | "prefixEncoding" => Unused("parts are known by their names alone"),
            _ => Nothing,
        },
        Object::Encoding => match key {
            "contentType" | "style" => Value(Is::Text),
            "explode" | "allowReserved" => Value(Is::Bool),
            "headers" => Held(Map, Object::Header),
            _ => Nothing,
        },
        Object::Schema => schema(key),
        Object::Discriminator => match key {
            "propertyName" => Value(Is::Text),
            "mapping" => Value(Is::Object),
            "defaultMapping" => Unused("what has no known tag is kept as raw JSON"),
            _ => Nothing,
        },
        Object::Info => match key {
            "title" => Word,
            "description" | "summary" => Value(Is::Text),
            "$ref" => Nothing,
            // Nothing else of it comes into an SDK.
            _ => Any,
        },
        Object::Requirement => Value(Is::Names),
        Object::Other => Any,
    }
}

fn document(key: &str) -> Known {
    match key {
        "paths" => Held(Map, Object::PathItem),
        "components" => Held(One, Object::Components),
        "security" => Held(List, Object::Requirement),
        "servers" | "tags" => Held(List, Object::Other),
        "info" => Held(One, Object::Info),
        "openapi" | "externalDocs" | "jsonSchemaDialect" | "webhooks" | "$self" => Any,
        _ => Nothing,
    }
}

fn components(key: &str) -> Known {
    match key {
        "schemas" => Held(Map, Object::Schema),
        "parameters" => Held(Map, Object::Parameter),
        "headers" => Held(Map, Object::Header),
        "requestBodies" => Held(Map, Object::Body),
        "responses" => Held(Map, Object::Response),
        "mediaTypes" => Held(Map, Object::MediaType),
        "pathItems" => Held(Map, Object::PathItem),
        "securitySchemes" => Held(Map, Object::Other),
        // What refers to them is reported where it stands.
        "callbacks" | "links" | "examples" => Any,
        _ => Nothing,
    }
}

fn path_item(key: &str) -> Known {
    match key {
        "parameters" => Held(List, Object::Parameter),
        "servers" => Held(List, Object::Other),
        "$ref" | "summary" | "description" => Value(Is::Text),
        _ if METHODS.contains(&key) => Held(One, Object::Operation),
        _ => Nothing,
    }
}

fn operation(key: &str) -> Known {
    match key {
        "operationId" | "summary" | "description" => Value(Is::Text),
        "tags" => Value(Is::Names),
        "deprecated" => Value(Is::Bool),
        "parameters" => Held(List, Object::Parameter),
        "requestBody" => Held(One, Object::Body),
        "responses" => Held(Map, Object::Response),
        "security" => Held(List, Object::Requirement),
        "servers" => Held(List, Object::Other),
        "callbacks" => Unused("they are requests that the server sends"),
        "externalDocs" => Any,
        _ => Nothing,
    }
}

fn parameter(key: &str) -> Known {
    match key {
        "description" | "style" => Value(Is::Text),
        "required" | "deprecated" | "explode" | "allowReserved" | "allowEmptyValue" => {
            Value(Is::Bool)
        }
        "schema" => Held(One, Object::Schema),
        "content" => Held(Map, Object::MediaType),
        "name" => Word,
        "in" | "example" | "examples" => Any,
        _ => Nothing,
    }
}

fn content(object: Object, key: &str) -> Known {
    match (object, key) {
        (_, "description") | (Object::Response, "summary") => Value(Is::Text),
        (_, "content") => Held(Map, Object::MediaType),
        (Object::Body, "required") => Value(Is::Bool),
        (Object::Response, "headers") => Held(Map, Object::Header),
        (Object::Response, "links") => {
            Unused("callers pass what an answer holds to the next call themselves")
        }
        _ => Nothing,
    }
}

/// What is not a keyword is reported where the schema is used.
fn schema(key: &str) -> Known {
    match key {
        "properties" => Held(Map, Object::Schema),
        "items" | "not" => Held(One, Object::Schema),
        "discriminator" => Held(One, Object::Discriminator),
        "additionalProperties" => Value(Is::Others),
        "allOf" | "anyOf" | "oneOf" => Held(List, Object::Schema),
        "$ref" | "type" | "format" | "pattern" | "title" | "description" => Value(Is::Text),
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems"
        | "exclusiveMinimum" | "exclusiveMaximum" => Value(Is::Bool),
        "minimum" | "maximum" => Value(Is::Number),
        "multipleOf" => Value(Is::Step),
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            Value(Is::Count)
        }
        "enum" => Value(Is::List),
        "required" => Value(Is::Names),
        _ => Any,
    }
}

/// The extensions of ours that an object of a kind may have.
pub(super) fn extensions(object: Object) -> &'static [(&'static str, Is)] {
    const NAME: (&str, Is) = ("x-rust-name", Is::Text);
    const DEPRECATED: (&str, Is) = ("x-rust-deprecated", Is::Note);
    match object {
        Object::Operation => &[
            NAME,
            DEPRECATED,
            ("x-rust-idempotent", Is::Bool),
            ("x-rust-example", Is::Bool),
        ],
        Object::Parameter => &[NAME, DEPRECATED],
        Object::Body => &[("x-rust-media-types", Is::Names)],
        Object::Schema => &[
            NAME,
            DEPRECATED,
            ("x-rust-type", Is::Text),
            ("x-rust-variants", Is::Object),
            ("x-rust-lenient", Is::Bool),
        ],
        Object::Info => &[("x-rust-package", Is::Object)],
        Object::Other => &[NAME],
        _ => &[],
    }
}

/// Whether an extension is one of ours, wherever it belongs.
pub(super) fn is_extension(key: &str) -> bool {
    let kinds = [
        Object::Operation,
        Object::Body,
        Object::Schema,
        Object::Info,
        Object::Other,
    ];
    let all = kinds.into_iter().flat_map(extensions);
    all.map(|(name, _)| *name).any(|name| name == key)
}

impl Object {
    /// Whether a later stage says what becomes of anything else in the place of such an object.
    pub(super) fn is_judged_later(self) -> bool {
        matches!(self, Self::Schema | Self::Operation)
    }

    /// Whether a reference may stand in the place of such an object, which is then all that counts there. An operation
    /// cannot be one, which a later stage says.
    pub(super) fn may_refer(self) -> bool {
        matches!(
            self,
            Self::Operation
                | Self::Parameter
                | Self::Header
                | Self::Body
                | Self::Response
                | Self::MediaType
        )
    }

    /// Whether values are spelled in a style there.
    pub(super) fn has_style(self) -> bool {
        matches!(self, Self::Parameter | Self::Header)
    }

    /// The kind, in the words of OpenAPI.
    pub(super) fn described(self) -> &'static str {
        match self {
            Self::Document => "an OpenAPI document",
            Self::Components => "the components",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::Header => "a header",
            Self::Body => "a request body",
            Self::Response => "a response",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Info => "the info object",
            Self::Requirement => "a security requirement",
            Self::Other => "this object",
        }
    }
}

impl Is {
    pub(super) fn fits(self, node: &Node) -> bool {
        let number = || node.as_number().and_then(|number| number.as_f64());
        match self {
            Self::Bool => node.as_bool().is_some(),
            Self::Text | Self::Note => node.as_str().is_some(),
            Self::Number => number().is_some(),
            Self::Step => number().is_some_and(|number| number > 0.0),
            Self::Count => number().is_some_and(|number| number >= 0.0 && number.fract() == 0.0),
            Self::List | Self::Names => node.as_array().is_some(),
            Self::Object => node.as_object().is_some(),
            Self::Others => matches!(node.kind, Kind::Bool(..) | Kind::Object(_)),
        }
    }

    pub(super) fn described(self) -> &'static str {
        match self {
            Self::Bool => "`true` or `false`",
            Self::Text | Self::Note => "a string",
            Self::Number => "a number",
            Self::Step => "a number above 0",
            Self::Count => "a whole number from 0 up",
            Self::List => "a list",
            Self::Names => "a list of strings",
            Self::Object => "an object",
            Self::Others => "a schema, `true` or `false`",
        }
    }

    /// What to write instead of `node` as the member `key`.
    pub(super) fn help(self, key: &str, node: &Node) -> &'static str {
        const UNQUOTED: &str = "write it without quotes, if it is the right value";
        match (self, &node.kind) {
            (Self::Names, Kind::Bool(..)) if key == "required" => {
                "list the names of required members in the `required` of the object that holds them"
            }
            (Self::Object, Kind::String(_)) if key.contains("security") => {
                "name the scheme as a member with its scopes, such as `key: []`; without any, no credential is sent"
            }
            (Self::Text, Kind::Bool(..) | Kind::Number(..)) => "put it into quotes",
            (Self::Number | Self::Step | Self::Count, Kind::String(text))
                if text.parse::<f64>().is_err() =>
            {
                "write a number in digits alone"
            }
            (Self::Bool, Kind::String(text)) if matches!(text.as_str(), "true" | "false") => {
                UNQUOTED
            }
            (Self::Bool, _) => "write `true` or `false`",
            (Self::Number | Self::Step | Self::Count, Kind::String(_)) => UNQUOTED,
            (Self::Note, Kind::Bool(..)) => "write what to use instead, or when it goes away",
            (Self::Names, Kind::String(_)) => "write a list, even of one",
            _ => "correct it, or remove it in the overlay",
        }
    }
}
