//! A program that makes one call: for the front page, and as an example that can be run.

use serde::Serialize;

use super::Type;
use crate::names::Ident;

/// A program that makes one call.
#[derive(Debug, Clone, Serialize)]
pub struct Example {
    /// What the program is called: `send`.
    pub name: Ident,
    /// What it does, in one line of plain text.
    pub summary: String,
    /// The accessors from the client to the resource.
    pub path: Vec<Ident>,
    /// The method.
    pub method: Ident,
    /// The path parameters, which the program takes from its command line.
    pub arguments: Vec<Argument>,
    /// The body.
    pub body: Option<Sample>,
    /// The field of the answer that is printed; `None` prints the whole answer.
    pub shown: Option<Ident>,
    /// Whether there is an answer to print.
    pub answers: bool,
}

/// A path parameter of the call.
#[derive(Debug, Clone, Serialize)]
pub struct Argument {
    /// The variable that holds it.
    pub name: Ident,
    /// Its type; anything but a string is parsed.
    pub ty: Type,
}

/// A value that may be sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Sample {
    /// A string.
    Text(String),
    /// A number as a literal of its type.
    Number(String),
    /// `true`.
    True,
    /// A value of an enum.
    Variant {
        /// The enum.
        ty: Ident,
        /// The variant.
        variant: Ident,
    },
    /// A struct with its required fields and one more.
    Struct {
        /// The struct.
        ty: Ident,
        /// What the constructor takes.
        required: Vec<Sample>,
        /// The setter of an optional field, and its value.
        set: Option<(Ident, Box<Sample>)>,
    },
    /// A list of one item.
    List(Box<Sample>),
}
