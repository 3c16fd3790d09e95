//! The resolved document to the SDK it describes: every decision is made here.
//!
//! Invariant of the result: everything is named, sorted and decided, every named reference has a
//! definition, and recursion is boxed. What cannot be represented is a finding and becomes free JSON.

mod service;
mod place;
mod operation;
mod params;
mod body;
mod media;
mod answers;
mod response_headers;
mod usage;
mod components;
mod schema;
mod object;
mod enums;
mod union;
mod discriminator;
mod pagination;
mod validation;
mod keywords;
mod docs;
mod example;
mod finish;

use std::collections::{BTreeSet, VecDeque};

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Pointer};
use crate::ir::{Api, TypeDef};
use crate::load::{Node, Origin};
use crate::names::{Ident, Scope};
use crate::resolve::Resolved;

/// Decides what the SDK looks like. `package` overrides the crate's name.
pub fn lower(resolved: &Resolved, package: Option<&str>, diagnostics: &mut Diagnostics) -> Api {
    let mut lowering = Lowering {
        resolved,
        diagnostics,
        usage: usage::Usage::of(resolved),
        with_blank: enums::with_blank(resolved),
        types: Vec::new(),
        type_names: Scope::new(),
        queue: VecDeque::new(),
        queued: BTreeSet::new(),
    };
    let package = lowering.package(package);
    let service = lowering.service(&package.name);
    let root = lowering.resources(&service);
    lowering.queue_unused();
    lowering.drain_queue();
    let info = resolved.root().get("info");
    let text = |key: &str| {
        info.and_then(|info| info.get(key))
            .and_then(Node::as_str)
            .unwrap_or_default()
    };
    let types = finish::finish(lowering.types);
    let mut api = Api {
        package,
        title: text("title").to_owned(),
        docs: docs::markdown(text("description")),
        service,
        root,
        types,
        example: None,
    };
    finish::mark_forms(&mut api);
    finish::mark_validated(&mut api);
    api.example = example::example(&api);
    api
}

struct Lowering<'a> {
    resolved: &'a Resolved,
    diagnostics: &'a mut Diagnostics,
    usage: usage::Usage,
    /// The lists of values to which the empty string belongs.
    with_blank: BTreeSet<Origin>,
    types: Vec<TypeDef>,
    type_names: Scope<Claim>,
    /// Components that something refers to and that are not defined yet.
    queue: VecDeque<(String, Role)>,
    queued: BTreeSet<(String, Role)>,
}

/// Which way a type travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// In requests only.
    Sent,
    /// In responses only.
    Received,
    /// In both, with the same members.
    Both,
    /// As a multipart form, in which members can be files.
    Form,
}

impl Role {
    fn sent(self) -> bool {
        self != Self::Received
    }

    fn received(self) -> bool {
        matches!(self, Self::Received | Self::Both)
    }
}

/// Where a schema stands: what an inline type there is called, and which way it travels.
#[derive(Debug, Clone)]
struct Place {
    /// The names that form the name of an inline type.
    parts: Vec<String>,
    /// The module that holds it.
    module: Ident,
    role: Role,
    /// Whether the schema is the body of a PATCH, in which absent, null and a value differ.
    patch: bool,
    /// Whether a string of bytes is a file here: in a member of a multipart form, or in a list that is one.
    files: bool,
    /// The components that were looked through on the way, to find those that never end.
    through: Vec<String>,
}

impl Place {
    /// The place of what `name` names below this one.
    fn below(&self, name: &str) -> Self {
        let mut parts = self.parts.clone();
        parts.push(name.to_owned());
        let role = match self.role {
            Role::Form => Role::Sent,
            role => role,
        };
        Self {
            parts,
            role,
            patch: false,
            files: false,
            ..self.clone()
        }
    }
}

/// Who has taken a name.
#[derive(Debug, Clone)]
struct Claim {
    wire: String,
    origin: Origin,
}

impl<'a> Lowering<'a> {
    fn location(&self, origin: Origin) -> Location {
        self.resolved.origins().location(origin)
    }

    fn pointer(&self, origin: Origin) -> String {
        self.resolved.origins().pointer(origin).to_string()
    }

    fn warn(&mut self, code: &'static str, origin: Origin, message: impl Into<String>, help: &str) {
        let location = self.location(origin);
        self.diagnostics
            .push(Diagnostic::warning(code, location, message).help(help));
    }

    /// Takes a name in `scope`, or reports who has it already.
    fn claim(
        &mut self,
        scope: &mut Scope<Claim>,
        ident: &Ident,
        wire: &str,
        origin: Origin,
    ) -> bool {
        let Err(first) = scope.claim(
            ident,
            Claim {
                wire: wire.to_owned(),
                origin,
            },
        ) else {
            return true;
        };
        let location = self.location(origin);
        let target = jsonpath(self.resolved.root(), &location);
        let message = if first.wire == wire {
            format!("`{wire}` is here twice, and both become `{ident}`")
        } else {
            format!("`{}` and `{wire}` both become `{ident}`", first.wire)
        };
        let another = if ident.as_str().starts_with(char::is_uppercase) {
            "AnotherName"
        } else {
            "another_name"
        };
        let help = format!(
            "name one of them in the overlay:\n- target: {target}\n  update: {{ x-rust-name: {another} }}"
        );
        let first = self.location(first.origin);
        self.diagnostics.push(
            Diagnostic::error("name-collision", location, message)
                .related(first, "has the name already")
                .help(help),
        );
        false
    }

    fn claim_type(&mut self, ident: &Ident, wire: &str, origin: Origin) -> bool {
        let mut scope = std::mem::take(&mut self.type_names);
        let free = self.claim(&mut scope, ident, wire, origin);
        self.type_names = scope;
        free
    }

    /// The identifier that `x-rust-name` asks for, or the one that the wire name gives.
    fn name_of(&mut self, kind: crate::names::Kind, wire: &str, schema: &Node) -> Ident {
        let Some(node) = schema.get("x-rust-name") else {
            return crate::names::ident(kind, wire);
        };
        let text = node.as_str().unwrap_or_default().to_owned();
        crate::names::explicit(kind, &text).unwrap_or_else(|| {
            let nearest = crate::names::ident(kind, &text);
            self.warn(
                "invalid-name",
                node.origin,
                format!("`{text}` cannot be the name of this {}", describe(kind)),
                &format!("write `{nearest}`"),
            );
            crate::names::ident(kind, wire)
        })
    }
}

fn describe(kind: crate::names::Kind) -> &'static str {
    use crate::names::Kind;
    match kind {
        Kind::Type | Kind::Resource => "type",
        Kind::Variant => "variant",
        Kind::Field | Kind::Setter => "field",
        Kind::Module => "module",
        Kind::Method | Kind::ClientMethod => "method",
        Kind::Argument => "argument",
        Kind::Constant => "constant",
    }
}

/// The JSONPath of a place, to be pasted into the overlay.
fn jsonpath(root: &Node, location: &Location) -> String {
    let is_name = |token: &str| {
        token.starts_with(|c: char| c.is_ascii_alphabetic())
            && token.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let mut path = String::from("$");
    let mut pointer = Pointer::root();
    for token in location.pointer.tokens() {
        let in_list = root
            .at(&pointer)
            .is_some_and(|node| node.as_array().is_some());
        if in_list {
            path.push_str(&format!("[{token}]"));
        } else if is_name(&token) {
            path.push_str(&format!(".{token}"));
        } else {
            path.push_str(&format!(
                "['{}']",
                token.replace('\\', "\\\\").replace('\'', "\\'")
            ));
        }
        pointer = pointer.join(&token);
    }
    path
}
