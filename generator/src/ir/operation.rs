//! Resources and operations: the tree of methods that the SDK's user calls.
//!
//! Invariant: the number of a scheme is an index of `Service::schemes`, and resources and methods are sorted by name.

use serde::Serialize;

use super::{Docs, Errors, Field, ResponseHeader, Rule, Struct, Success, Value};
use crate::names::Ident;

/// A node of the resource tree: `client.conversations()`.
#[derive(Debug, Clone, Serialize)]
pub struct Resource {
    /// The accessor, the module and the file: `conversations`. Unused for the root.
    pub name: Ident,
    /// The type: `Conversations`; `Client` for the root.
    pub type_name: Ident,
    /// The accessors from the client down to it; empty for the root.
    pub path: Vec<Ident>,
    /// What is said about it; never empty.
    pub docs: Docs,
    /// Its methods, sorted by name.
    pub operations: Vec<Operation>,
    /// The resources below it, sorted by name.
    pub children: Vec<Resource>,
}

impl Resource {
    /// Does something to each operation of the resource and of all below it.
    pub fn each_operation_mut(&mut self, change: &mut impl FnMut(&mut Operation)) {
        self.operations.iter_mut().for_each(&mut *change);
        let children = self.children.iter_mut();
        children.for_each(|child| child.each_operation_mut(change));
    }

    /// The accessors with dots between them, as `conversations.messages`; empty for the root.
    #[must_use]
    pub fn dotted_path(&self) -> String {
        let names: Vec<&str> = self.path.iter().map(Ident::unraw).collect();
        names.join(".")
    }

    /// The resource and all below it, each before what is below it.
    pub fn tree(&self) -> impl Iterator<Item = &Self> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(next.children.iter().rev());
            Some(next)
        })
    }
}

/// A method of a resource.
#[derive(Debug, Clone, Serialize)]
pub struct Operation {
    /// The method: `send`.
    pub name: Ident,
    /// The operationId, or `<METHOD> <path>` where the spec has none.
    pub id: String,
    /// The HTTP method, upper case.
    pub method: String,
    /// The path template: that of the spec, with the names of parameters in its braces, behind `+` if they may be several
    /// segments, and without a fragment.
    pub path: String,
    /// Whether it may be resent although its method is not idempotent.
    pub idempotent: bool,
    /// Alternatives of schemes that have to be sent together, as indices into `Service::schemes`.
    /// Empty: no credential is sent.
    pub security: Vec<Vec<usize>>,
    /// The path parameters, in the order of the template.
    pub path_params: Vec<PathParam>,
    /// The query, header and cookie parameters.
    pub params: Option<Params>,
    /// What is sent in the body.
    pub body: Option<Body>,
    /// What a success answers.
    pub success: Success,
    /// The media types to ask for, where `success` does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept: Option<String>,
    /// What is declared of errors.
    #[serde(skip_serializing_if = "is_undeclared")]
    pub errors: Errors,
    /// The headers that its answers may have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<ResponseHeader>,
    /// What is said about it; never empty.
    pub docs: Docs,
    /// The deprecation note, if it is deprecated.
    pub deprecated: Option<String>,
}

fn is_undeclared(errors: &Errors) -> bool {
    errors.declared.is_empty()
}

/// A parameter in the path.
#[derive(Debug, Clone, Serialize)]
pub struct PathParam {
    /// The argument.
    pub name: Ident,
    /// The name between the braces of the template.
    pub wire: String,
    /// Its type; anything that prints as a string is accepted for `String`.
    pub value: Value,
    /// How it is spelled, where that is not as it prints.
    pub spelling: Option<PathSpelling>,
    /// What is said about it; empty where nothing is. The method's docs repeat it if it says more than the name.
    pub docs: Docs,
}

/// How a parameter in the path is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PathSpelling {
    /// What stands before the values and between them.
    pub style: PathStyle,
    /// Whether each item or member stands for itself.
    pub explode: bool,
}

/// What stands before the values of a parameter in the path, and between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum PathStyle {
    /// `1,2`
    Simple,
    /// `.1.2`
    Label,
    /// `;ids=1,2`
    Matrix,
    /// `content: application/json`: the JSON text.
    Json,
}

/// The parameters outside the path: one struct, passed as one argument.
#[derive(Debug, Clone, Serialize)]
pub struct Params {
    /// The struct: `ListParams`, in the module of the resource.
    pub type_name: Ident,
    /// The parameters, in the order of the spec.
    pub params: Vec<Param>,
    /// Whether any parameter has a rule.
    pub validated: bool,
    /// Whether nothing is required: then the argument may be `Params::new()` or the default.
    pub default: bool,
}

impl Params {
    /// The struct, with the parameters as its members.
    #[must_use]
    pub fn shape(&self) -> Struct {
        Struct {
            fields: self
                .params
                .iter()
                .map(|param| param.field.clone())
                .collect(),
            rest: None,
            default: self.default,
        }
    }
}

/// A parameter outside the path.
#[derive(Debug, Clone, Serialize)]
pub struct Param {
    /// Its field in the struct; the state is `Plain` (required) or `Optional`.
    pub field: Field,
    /// Where it travels.
    pub place: Place,
    /// How lists and objects are spelled.
    pub style: Style,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Place {
    /// After the question mark.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
}

/// How a parameter that is a list or an object is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Style {
    /// `form` with `explode`: `ids=1&ids=2`. The default in the query.
    Repeated,
    /// `form` or `simple` without `explode`: `ids=1,2`. The default in headers.
    Comma,
    /// `simple` with `explode`: `x=1,y=2`.
    Pairs,
    /// `spaceDelimited`: `ids=1%202`.
    Space,
    /// `pipeDelimited`: `ids=1|2`.
    Pipe,
    /// `deepObject`: `filter[name]=x`.
    Deep,
    /// `content: application/json`: the JSON text.
    Json,
}

/// What a request carries.
#[derive(Debug, Clone, Serialize)]
pub struct Body {
    /// The argument's type, with its rules if it has no name.
    pub value: Value,
    /// Whether the argument is an `Option`.
    pub optional: bool,
    /// Whether the value, or something below it, has a rule.
    pub validated: bool,
    /// The rules on how many members there are in the JSON of a type with a name, which are checked as it is written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Rule>,
    /// The struct around a value that has rules and no name: `SendBody`, in the module of the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrapper: Option<Ident>,
    /// The media type to announce, such as `application/json`.
    pub media_type: String,
    /// How the value is written.
    pub encoding: Encoding,
    /// Whether a form without any file is sent as JSON instead, which says more: null, and what is left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub or_json: bool,
}

/// How a body is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Encoding {
    /// As JSON.
    Json,
    /// As `application/x-www-form-urlencoded`: the members that are not spelled as the runtime does it unasked,
    /// by their wire names.
    Form(Vec<(String, Style)>),
    /// As `multipart/form-data`: the members that are announced as another media type than the runtime does it
    /// unasked, or are a `deepObject`, by their wire names.
    Multipart(Vec<(String, String)>),
    /// As text; the value is a string.
    Text,
    /// As the bytes of a file; the value is a [`Type::File`](super::Type::File).
    File,
}

/// A page of a list: the list itself, or an envelope with the link to the next page.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// What the list holds.
    pub item: Value,
    /// The query parameter for how many items to pass over, by which further pages are asked for where
    /// the answer has no link.
    pub offset: Option<String>,
}
