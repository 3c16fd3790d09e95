//! The resolved document to the SDK it describes: every decision is made here.
//!
//! Invariant of the result: everything is named, sorted and decided, every named reference has a
//! definition, and recursion is boxed. What cannot be represented is a finding and becomes free JSON.

mod package;
mod service;
mod servers;
mod security;
mod place;
mod unique_id;
mod resources;
mod methods;
mod paths;
mod operation;
mod params;
mod path_params;
mod template;
mod body;
mod media;
mod files;
mod form_members;
mod answers;
mod response_headers;
mod usage;
mod components;
mod collision;
mod remedy;
mod requirements;
mod type_names;
mod schema;
mod object;
mod twin;
mod enums;
mod enum_words;
mod union;
mod discriminator;
mod pagination;
mod validation;
mod pattern;
mod default;
mod preset;
mod keywords;
mod docs;
mod example;
mod finish;
mod nesting;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Rename};
use crate::ir::{Api, TypeDef};
use crate::load::{Node, Origin};
use crate::names::{self, Ident, Kind, OnCollision};
use crate::resolve::Resolved;
use collision::Member;
use docs::Labels;
#[cfg(test)]
pub(crate) use example::{PROGRAMS, VARIABLES};
use files::Files;
use form_members::KnownForms;
use keywords::Form;
use twin::Twin;

/// What `lower` makes of a document.
#[derive(Debug)]
pub struct Lowered {
    /// The SDK.
    pub api: Api,
    /// The names that were given in place of those that collide.
    pub renames: Vec<Rename>,
}

/// How often names are settled, for those of inline types that depend on one another. Two passes do for every
/// description that is known to us.
const PASSES: usize = 8;

/// How many values uniting lists of values may copy: so many for each node of the document, and some more for small ones.
const VALUES: usize = 4;
const SPARE_VALUES: usize = 1_000;

/// Decides what the SDK looks like. `package` overrides the crate's name.
///
/// The names of all types are known only at the end. If some meet, another pass gives those their other names, and
/// what is below them is named after those.
pub fn lower(
    resolved: &Resolved,
    package: Option<&str>,
    on_collision: OnCollision,
    diagnostics: &mut Diagnostics,
) -> Lowered {
    let mut names = BTreeMap::new();
    let mut passes = 0;
    loop {
        passes += 1;
        let mut findings = Diagnostics::default();
        let mut pass = Lowering::new(resolved, on_collision, &names, &mut findings);
        let api = pass.api(package);
        let (settled, renames) = pass.settle_types();
        if passes == PASSES && settled != names {
            findings.push(unsettled());
        }
        if settled == names || findings.has_errors() {
            diagnostics.append(findings);
            return Lowered { api, renames };
        }
        names = settled;
    }
}

/// Inline types whose names move each other on and on.
fn unsettled() -> Diagnostic {
    let message = "the names of inline types cannot be told apart";
    let help = "name those that collide in the overlay, by `x-rust-type`";
    Diagnostic::global("name-collision", message).help(help)
}

fn forms(resolved: &Resolved) -> BTreeMap<String, Form> {
    let schemas = resolved.schemas().into_iter().flatten();
    let forms = schemas.map(|(name, schema)| (name.clone(), Form::of(schema)));
    forms.collect()
}

struct Lowering<'a> {
    resolved: &'a Resolved,
    diagnostics: &'a mut Diagnostics,
    on_collision: OnCollision,
    usage: usage::Usage,
    /// The lists of values to which the empty string belongs.
    with_blank: BTreeSet<Origin>,
    /// The position of each security scheme among those of the service.
    scheme_numbers: BTreeMap<String, usize>,
    /// The header that each of them takes for itself, in lower case.
    scheme_headers: Vec<Option<String>>,
    /// The alternatives of operations that list none of their own.
    default_security: Option<Vec<Vec<usize>>>,
    known_forms: KnownForms<'a>,
    /// Schemes for one header that were found to be asked for together.
    rivals_told: BTreeSet<Vec<usize>>,
    /// Whether some operation cannot do without a credential.
    needs_credential: bool,
    /// What the components for the bodies of functions are called.
    bodies: BTreeMap<&'a str, Ident>,
    /// What each component is, without a look at its alternatives.
    forms: BTreeMap<String, Form>,
    /// How many values uniting lists of values may still copy.
    values_left: usize,
    /// What is known of the components that something refers to.
    seen: BTreeMap<String, Seen>,
    /// The components of forms that were looked through for strings of bytes.
    sought_for_files: BTreeSet<(String, Files)>,
    types: Vec<TypeDef>,
    /// Who wants to be a type, and under which name.
    type_claims: BTreeMap<TypeKey, Member>,
    /// The types that do not have the name that they want.
    type_names: &'a BTreeMap<TypeKey, Ident>,
    renames: Vec<Rename>,
    /// Components that something refers to and that are not defined yet.
    queue: VecDeque<(String, Role)>,
    queued: BTreeSet<(String, Role)>,
    /// What descriptions say of the values of lists that have none of their own.
    labels_beside: BTreeMap<Origin, Labels>,
    /// What components say of their values, which is asked wherever they are used.
    known_labels: BTreeMap<Origin, Rc<Labels>>,
    /// The tags of the document, by the resource that is called like them.
    tags: BTreeMap<String, &'a Node>,
    /// The types that are the JSON of a body, in which their members are counted.
    counted: BTreeSet<Ident>,
    /// The types of which a body is a list, a map or a form.
    partly_sent: BTreeSet<String>,
    /// What is said of the types whose members have to be counted, unless they are wherever they are sent.
    uncounted: Vec<(Ident, Diagnostic)>,
    defaults: default::Defaults,
    patterns: pattern::Patterns,
    asked_examples: Vec<example::Asked>,
}

/// What takes a look at all alternatives or values of a component to know, and is asked wherever it is used.
#[derive(Debug, Clone, Copy)]
struct Seen {
    form: Form,
    allows_null: bool,
}

/// A type by the name that it wants and the place of its schema.
type TypeKey = (Ident, Origin);

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
    /// Whether the schema is the body of an update, in which absent, null and a value differ.
    update: bool,
    /// Whether the schema is the whole body, or an item of the list or map that it is.
    whole: bool,
    files: Files,
    /// What is known of the other half, within a component that is a type for each direction.
    twin: Option<Twin>,
    /// The components that were looked through on the way, to find those that never end.
    through: Vec<String>,
    /// How many schemas stand around this one, up to the component that is being defined or the operation.
    depth: usize,
}

/// How deep schemas may stand in each other, which bounds the call stack, and how deep one type nests.
const DEEPEST: usize = 64;

impl Place {
    /// The place of the items of a list or map. An update has the items of a member as a whole.
    fn items(&self, name: &str) -> Self {
        Self {
            update: self.update && self.whole,
            whole: self.whole,
            ..self.below(name)
        }
    }

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
            update: false,
            whole: false,
            files: Files::Nowhere,
            twin: self.twin.as_ref().map(|twin| twin.below(name)),
            depth: self.depth + 1,
            ..self.clone()
        }
    }
}

impl<'a> Lowering<'a> {
    fn new(
        resolved: &'a Resolved,
        on_collision: OnCollision,
        type_names: &'a BTreeMap<TypeKey, Ident>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let size = resolved.root().size();
        Self {
            resolved,
            diagnostics,
            on_collision,
            usage: usage::Usage::of(resolved),
            with_blank: enums::with_blank(resolved),
            scheme_numbers: BTreeMap::new(),
            scheme_headers: Vec::new(),
            default_security: None,
            known_forms: KnownForms::new(),
            rivals_told: BTreeSet::new(),
            needs_credential: false,
            bodies: unique_id::bodies(resolved),
            forms: forms(resolved),
            values_left: VALUES * size + SPARE_VALUES,
            seen: BTreeMap::new(),
            sought_for_files: BTreeSet::new(),
            types: Vec::new(),
            type_claims: BTreeMap::new(),
            type_names,
            renames: Vec::new(),
            queue: VecDeque::new(),
            queued: BTreeSet::new(),
            labels_beside: BTreeMap::new(),
            known_labels: BTreeMap::new(),
            tags: resources::tags(resolved),
            counted: BTreeSet::new(),
            partly_sent: BTreeSet::new(),
            uncounted: Vec::new(),
            defaults: default::Defaults::of(size),
            patterns: pattern::Patterns::new(),
            asked_examples: Vec::new(),
        }
    }

    fn api(&mut self, package: Option<&str>) -> Api {
        let package = self.package(package);
        let mut service = self.service(&package.name);
        self.check_paths();
        let root = self.resources();
        service.optional_credentials = !service.schemes.is_empty() && !self.needs_credential;
        service.short = self.short_credential(&service.schemes);
        self.queue_unused();
        self.drain_queue();
        self.report_defaults();
        let info = self.resolved.root().get("info");
        let text = |key: &str| {
            info.and_then(|info| info.get(key))
                .and_then(Node::as_str)
                .unwrap_or_default()
        };
        let types = finish::finish(std::mem::take(&mut self.types));
        self.report_counts(&types);
        let (docs, chapter) = docs::about(text("description"));
        let mut api = Api {
            recursion_limits: self.recursion_limits(&types),
            package,
            title: docs::one_line(text("title")),
            docs,
            chapter,
            service,
            root,
            types,
            example: None,
        };
        finish::mark_bodies(&mut api);
        finish::mark_validated(&mut api);
        preset::mark(&mut api);
        api.example = self.example(&api);
        api
    }

    fn location(&self, origin: Origin) -> Location {
        self.resolved.origins().location(origin)
    }

    fn warn(&mut self, code: &'static str, origin: Origin, message: impl Into<String>, help: &str) {
        let location = self.location(origin);
        self.diagnostics
            .push(Diagnostic::warning(code, location, message).help(help));
    }

    /// The identifier that the extension `key` asks for; `None`, with a finding, if it cannot be one.
    fn explicit(&mut self, kind: Kind, key: &str, node: &Node) -> Option<Ident> {
        let asked = node.get(key)?;
        let text = asked.as_str().unwrap_or_default();
        let ident = names::explicit(kind, text);
        if ident.is_none() {
            let nearest = names::ident(kind, text);
            self.warn(
                "invalid-name",
                asked.origin,
                format!(
                    "`{text}` cannot be the name of this {}",
                    names::describe(kind)
                ),
                &format!("write `{}`", nearest.unraw()),
            );
        }
        ident
    }
}
