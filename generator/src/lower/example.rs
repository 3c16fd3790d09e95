//! The call that shows how the SDK is used.
//!
//! Invariant: the example obeys every rule of what it sends and uses nothing that is deprecated; if no
//! operation can be shown like that, there is none.

use super::{Lowering, keywords};
use crate::ir::{
    Api, Argument, Callee, Constant, Content, Example, Field, Operation, Resource, Rule, Sample,
    Shape, State, Success, Tagging, Type, TypeDef, Value,
};
use crate::load::{Node, Origin};
use crate::names::{self, Ident, Kind};

/// How deep a sample may be before an operation is too long to show.
const DEEPEST: usize = 4;

/// The variables of the programs that the example is printed in: an argument of that name would be hidden, or hide one.
pub(crate) const VARIABLES: &[&str] = &[
    "address",
    "answer",
    "arguments",
    "body",
    "builder",
    "client",
    "closed",
    "error",
    "item",
    "items",
    "key",
    "listener",
    "received",
    "request",
    "response",
    "result",
    "server",
    "stream",
];

/// The names of the other programs.
pub(crate) const PROGRAMS: &[&str] = &["blocking", "local_server", "tracing", "transport"];

/// An operation that `x-rust-example` asks for.
pub(super) struct Asked {
    request_line: String,
    /// The schemes that have to be sent together.
    pub(super) credentials: Vec<usize>,
    origin: Origin,
}

fn request_line(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

impl Lowering<'_> {
    /// Remembers an operation whose description asks for it to be the example.
    pub(super) fn note_example(&mut self, node: &Node, operation: &Operation) {
        let request_line = request_line(operation);
        let is_known = |asked: &Asked| asked.request_line == request_line;
        // One with several media types is several methods.
        if keywords::flag(node, "x-rust-example") && !self.asked_examples.iter().any(is_known) {
            self.asked_examples.push(Asked {
                request_line,
                credentials: operation.security.first().cloned().unwrap_or_default(),
                origin: node.origin,
            });
        }
    }

    /// The operation that is asked for, since any other one may be another when an operation is added. Else the first
    /// that sends something, or the first, in the order of the tree.
    pub(super) fn example(&mut self, api: &Api) -> Option<Example> {
        let mut operations: Vec<(&Resource, &Operation)> = api
            .root
            .tree()
            .flat_map(|resource| {
                resource
                    .operations
                    .iter()
                    .map(move |operation| (resource, operation))
            })
            .filter(|(_, operation)| operation.deprecated.is_none())
            .collect();
        let list = operations
            .iter()
            .find_map(|(resource, operation)| list(resource, operation));
        operations.retain(|(_, operation)| !PROGRAMS.contains(&program(operation).unraw()));
        let asked = std::mem::take(&mut self.asked_examples);
        operations.sort_by_key(|(_, operation)| {
            let request_line = request_line(operation);
            let is_asked = asked.iter().any(|asked| asked.request_line == request_line);
            (
                !is_asked,
                operation.params.is_some(),
                operation.body.is_none(),
            )
        });
        let (shown, example) = operations
            .into_iter()
            .find_map(|(resource, operation)| {
                let example = show(api, resource, operation, &list)?;
                Some((request_line(operation), example))
            })
            .unzip();
        self.report_asked(&asked, shown.as_deref());
        example
    }

    fn report_asked(&mut self, asked: &[Asked], shown: Option<&str>) {
        let is_shown = |asked: &&Asked| Some(asked.request_line.as_str()) == shown;
        let shown = match shown {
            Some(shown) => format!("the example of the SDK is `{shown}`, and not this operation"),
            None => "no program can show this operation".to_owned(),
        };
        for asked in asked.iter().filter(|asked| !is_shown(asked)) {
            self.warn(
                "another-example",
                asked.origin,
                shown.clone(),
                "ask for one operation alone: one that is not deprecated, whose arguments and body are simple, and \
                 whose body is required",
            );
        }
    }
}

/// What the program that shows an operation is called: its file may not have every name that a method has.
fn program(operation: &Operation) -> Ident {
    names::ident(Kind::Module, operation.name.unraw())
}

fn show(
    api: &Api,
    resource: &Resource,
    operation: &Operation,
    list: &Option<Callee>,
) -> Option<Example> {
    let body = match &operation.body {
        Some(body) if body.optional => return None,
        // Anything else is not what an argument converts from.
        Some(body) if matches!(body.value.ty, Type::Named { .. } | Type::String) => {
            Some(sample(api, &body.value, DEEPEST)?)
        }
        Some(_) => return None,
        None => None,
    };
    Some(Example {
        name: program(operation),
        summary: operation.docs.0.first().cloned().unwrap_or_default(),
        callee: callee(resource, operation)?,
        body,
        credentials: operation.security.first().cloned().unwrap_or_default(),
        shown: shown(api, &operation.success),
        answers: !matches!(operation.success, Success::One(Content::Empty)),
        list: list.clone(),
    })
}

fn list(resource: &Resource, operation: &Operation) -> Option<Callee> {
    let is_list = operation.body.is_none() && matches!(operation.success, Success::Page(_));
    callee(resource, operation).filter(|_| is_list)
}

fn callee(resource: &Resource, operation: &Operation) -> Option<Callee> {
    let params = operation.params.as_ref();
    if params.is_some_and(|params| !params.default) {
        return None;
    }
    let arguments = operation
        .path_params
        .iter()
        .map(|param| match param.value.ty {
            Type::Named { .. } => None,
            _ if param.spelling.is_some() => None,
            _ => Some(Argument {
                name: variable(&param.name),
                ty: param.value.ty.clone(),
            }),
        });
    Some(Callee {
        path: resource.path.clone(),
        method: operation.name.clone(),
        arguments: arguments.collect::<Option<_>>()?,
        params: params.is_some(),
    })
}

/// The variable that holds an argument.
fn variable(argument: &Ident) -> Ident {
    if VARIABLES.contains(&argument.unraw()) {
        names::joined(Kind::Argument, &["the", argument.unraw()])
    } else {
        argument.clone()
    }
}

/// The member that says which thing was made or found.
fn shown(api: &Api, success: &Success) -> Option<Ident> {
    let Success::One(Content::Json(Value {
        ty: Type::Named { name, .. },
        nullable: false,
        ..
    })) = success
    else {
        return None;
    };
    let Shape::Struct(answer) = &definition(api, name)?.shape else {
        return None;
    };
    let id = answer
        .fields
        .iter()
        .find(|field| field.wire == "id" && field.state == State::Plain)?;
    let printable = matches!(
        id.value.ty,
        Type::String | Type::Uuid | Type::I32 | Type::I64
    );
    printable.then(|| id.name.clone())
}

fn definition<'a>(api: &'a Api, name: &Ident) -> Option<&'a TypeDef> {
    api.types
        .iter()
        .find(|def| def.name == *name && def.deprecated.is_none())
}

/// A value that obeys its rules; `None` if that takes more than a few words.
fn sample(api: &Api, value: &Value, depth: usize) -> Option<Sample> {
    let depth = depth.checked_sub(1)?;
    match &value.ty {
        Type::String => text(&value.rules),
        Type::I32 | Type::I64 | Type::U64 if value.rules.is_empty() => number("1"),
        Type::F64 if value.rules == [Rule::Finite] => number("1.0"),
        Type::Bool => Some(Sample::Constant(Constant::Bool(true))),
        Type::List(item) => Some(Sample::List(Box::new(sample(api, item, depth)?))),
        Type::Named { name, .. } => defined(api, definition(api, name)?, depth),
        _ => None,
    }
}

/// A word of five letters, or an address.
fn text(rules: &[Rule]) -> Option<Sample> {
    let fits = |rule: &Rule| match rule {
        Rule::Uri => true,
        Rule::MaxLength(limit) => *limit >= 20,
        Rule::MinLength(limit) => *limit <= 5,
        _ => false,
    };
    let text = if rules.contains(&Rule::Uri) {
        "https://example.org"
    } else {
        "Hello"
    };
    rules
        .iter()
        .all(fits)
        .then(|| Sample::Constant(Constant::Text(text.to_owned())))
}

fn number(literal: &str) -> Option<Sample> {
    Some(Sample::Constant(Constant::Number(literal.to_owned())))
}

fn defined(api: &Api, def: &TypeDef, depth: usize) -> Option<Sample> {
    match &def.shape {
        Shape::Enum(shape) => {
            let variant = shape.variants.first()?.name.clone();
            Some(Sample::Constant(Constant::Variant {
                ty: def.name.clone(),
                variant,
            }))
        }
        Shape::Union(union) if matches!(union.tagging, Tagging::Keyed { .. }) => {
            // The last is the newest: what an API adds comes after what it had.
            let mut payloads = union.variants.iter().rev();
            let payload = payloads.find(|variant| variant.deprecated.is_none() && variant.from)?;
            sample(api, &payload.value, depth)
        }
        Shape::Union(_) => None,
        Shape::Struct(shape) => {
            let (required, optional): (Vec<&Field>, Vec<&Field>) =
                (shape.fields.iter()).partition(|field| field.is_asked_for());
            let simple = required.iter().all(|field| field.state == State::Plain);
            let required = required
                .iter()
                .map(|field| sample(api, &field.value, depth));
            let required: Vec<Sample> = required.collect::<Option<_>>().filter(|_| simple)?;
            let set = if required.is_empty() {
                first_text(api, &optional, depth)
            } else {
                None
            };
            Some(Sample::Struct {
                ty: def.name.clone(),
                required,
                set,
            })
        }
    }
}

/// The first optional field that takes a text.
fn first_text(api: &Api, optional: &[&Field], depth: usize) -> Option<(Ident, Box<Sample>)> {
    let field = optional.iter().find(|field| {
        field.deprecated.is_none()
            && field.state == State::Optional
            && field.value.ty == Type::String
    })?;
    Some((
        field.setter.clone(),
        Box::new(sample(api, &field.value, depth)?),
    ))
}
