//! The calls that the front page and the programs below `examples/` make.
//!
//! Invariant: every method, type and field, and every number of a scheme, is one that the rest of the IR has.

use serde::Serialize;

use super::{Constant, Type};
use crate::names::Ident;

/// A call that shows how the SDK is used.
#[derive(Debug, Clone, Serialize)]
pub struct Example {
    /// What its program is called: `send`.
    pub name: Ident,
    /// What it does, in one line of plain text.
    pub summary: String,
    /// What is called.
    pub callee: Callee,
    /// The body.
    pub body: Option<Sample>,
    /// The schemes that have to be sent together, as indices into `Service::schemes`.
    pub credentials: Vec<usize>,
    /// The field of the answer that is printed; `None` prints the whole answer.
    pub shown: Option<Ident>,
    /// Whether there is an answer to print.
    pub answers: bool,
    /// The list that shows how pages are read, if the API has one.
    pub list: Option<Callee>,
}

/// A method, and what it takes beside a body.
#[derive(Debug, Clone, Serialize)]
pub struct Callee {
    /// The accessors from the client to the resource.
    pub path: Vec<Ident>,
    /// The method.
    pub method: Ident,
    /// The path parameters, which a program takes from its command line.
    pub arguments: Vec<Argument>,
    /// Whether it takes parameters outside the path, none of which has to be given.
    pub params: bool,
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
    /// A value without parts.
    Constant(Constant),
    /// A struct with what its constructor asks for, and one field more.
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
