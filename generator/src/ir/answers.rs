//! What an operation answers: successes, errors and the headers beside them.
//!
//! Invariant: statuses are in the order of `Status`, the most specific first.

use serde::Serialize;

use super::{Docs, Page, Value};
use crate::names::Ident;

/// What a success answers.
#[derive(Debug, Clone, Serialize)]
pub enum Success {
    /// A page of a list, as JSON.
    Page(Page),
    /// One thing or another, by the status.
    ByStatus(ByStatus),
    /// The same whatever the status is.
    #[serde(untagged)]
    One(Content),
}

impl Success {
    /// The enum, where the answer depends on the status.
    #[must_use]
    pub fn by_status(&self) -> Option<&ByStatus> {
        match self {
            Self::ByStatus(answers) => Some(answers),
            Self::Page(_) | Self::One(_) => None,
        }
    }
}

/// What an answer holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Content {
    /// JSON of this type.
    Json(Value),
    /// Nothing to read, as for 204; a body is ignored.
    Empty,
    /// Text, as a `String`.
    Text,
    /// Anything else, as `bytes::Bytes`.
    Bytes,
}

impl Content {
    /// The type, where it is one of the API.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Json(value) => Some(value),
            Self::Empty | Self::Text | Self::Bytes => None,
        }
    }
}

/// An enum with a variant for each status.
#[derive(Debug, Clone, Serialize)]
pub struct ByStatus {
    /// The enum: `CreateResponse`, in the module of the resource, or `On400Or404`, in that of errors.
    pub type_name: Ident,
    /// Its variants, the most specific status first.
    pub variants: Vec<StatusVariant>,
}

/// What is answered with a status.
#[derive(Debug, Clone, Serialize)]
pub struct StatusVariant {
    /// The status.
    pub status: Status,
    /// Its Rust name: `Created`.
    pub name: Ident,
    /// What the answer holds.
    pub content: Content,
    /// What is said about it.
    pub docs: Docs,
}

/// Which answers a declaration is for; the most specific first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Status {
    /// Those with this status.
    Code(u16),
    /// Those whose status begins with this digit: `4XX`.
    Class(u8),
    /// Those for which nothing else is declared: `default`.
    Any,
}

/// What is declared of errors.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Errors {
    /// What is declared for each status, the most specific first.
    pub declared: Vec<DeclaredError>,
    /// The enum that keeps their types apart; `None` if there is not more than one type.
    pub by_status: Option<ErrorsByStatus>,
}

/// What errors hold, where that depends on their status.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorsByStatus {
    /// What the operation calls it: `CreateError`, in the module of the resource.
    pub name: Ident,
    /// The enum, generic over what is JSON. Operations whose errors have the same statuses share it, so its
    /// name tells no more than these: `On400Or404`.
    pub shared: ByStatus,
}

/// An error that an operation declares.
#[derive(Debug, Clone, Serialize)]
pub struct DeclaredError {
    /// Its status.
    pub status: Status,
    /// What its body holds: JSON of a type, text or bytes; empty if nothing is said of it, or that it is any JSON.
    pub content: Content,
    /// What the spec says about it, in one line; may be empty.
    pub docs: String,
}

/// A header that answers may have.
#[derive(Debug, Clone, Serialize)]
pub struct ResponseHeader {
    /// The constant: `LIST_LINK`, of the resource.
    pub constant: Ident,
    /// Its name as the spec spells it: `Link`.
    pub wire: String,
    /// Its type.
    pub value: Value,
    /// How that is read from the header's text.
    pub reading: HeaderReading,
    /// What is said about it; empty where that is no more than its name.
    pub docs: Docs,
}

/// How the type of a header is read from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum HeaderReading {
    /// The text is one value.
    One,
    /// The text is a list of values, with commas between them.
    List,
    /// The text is JSON.
    Json,
}
