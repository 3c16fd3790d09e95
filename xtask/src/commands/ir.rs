//! `ir`: what the generator decided, as JSON, whole or by name.
//!
//! Invariant: nothing is written, what is on the standard output is JSON, and no part of the IR is there twice.

use std::ptr;

use generator::Options;
use generator::ir::{Api, Operation, Resource, TypeDef};
use serde::Serialize;

use super::generated;
use crate::cli::Ir;
use crate::console::Console;
use crate::findings::seen;
use crate::{Failure, Workspace};

pub(super) fn run(arguments: &Ir, console: &Console) -> Result<(), Failure> {
    let input = Workspace::find()?.read_specs()?;
    let generated = generated(input, &Options::default())?;
    console.warnings(&generated.warnings)?;
    let api = &generated.output.api;
    match &arguments.name {
        None => print(api, console),
        Some(name) => Index::of(api)
            .find(name)?
            .iter()
            .try_for_each(|part| print(part, console)),
    }
}

fn print(part: &impl Serialize, console: &Console) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(part).map_err(std::io::Error::from)?;
    console.answer(&(seen(&json) + "\n"))?;
    Ok(())
}

/// A part of the IR that can be asked for by name.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
enum Part<'a> {
    Type(&'a TypeDef),
    Resource(&'a Resource),
    Operation(&'a Operation),
}

impl Part<'_> {
    /// Whether both are the same place of the IR, and not only alike.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Type(one), Self::Type(other)) => ptr::eq(*one, *other),
            (Self::Resource(one), Self::Resource(other)) => ptr::eq(*one, *other),
            (Self::Operation(one), Self::Operation(other)) => ptr::eq(*one, *other),
            _ => false,
        }
    }
}

/// Every name that a part can be asked for by. A part may have several names, also equal ones; a name several parts.
#[derive(Debug, Default)]
struct Index<'a> {
    parts: Vec<(String, Part<'a>)>,
}

impl<'a> Index<'a> {
    fn of(api: &'a Api) -> Self {
        let mut index = Self::default();
        for definition in &api.types {
            index.add(definition.name.unraw(), Part::Type(definition));
        }
        index.add_resource(&api.root);
        index
    }

    fn add_resource(&mut self, resource: &'a Resource) {
        let path = resource.dotted_path();
        self.add(resource.type_name.unraw(), Part::Resource(resource));
        if !path.is_empty() {
            self.add(&path, Part::Resource(resource));
        }
        for operation in &resource.operations {
            let name = operation.name.unraw();
            let part = Part::Operation(operation);
            self.add(name, part);
            self.add(&operation.id, part);
            if !path.is_empty() {
                self.add(&format!("{path}.{name}"), part);
            }
        }
        for child in &resource.children {
            self.add_resource(child);
        }
    }

    fn add(&mut self, name: &str, part: Part<'a>) {
        self.parts.push((name.to_owned(), part));
    }

    fn find(&self, name: &str) -> Result<Vec<Part<'a>>, Failure> {
        let mut found: Vec<Part<'a>> = Vec::new();
        for (candidate, part) in &self.parts {
            if candidate == name && !found.iter().any(|other| other.is(part)) {
                found.push(*part);
            }
        }
        if found.is_empty() {
            Err(Failure::Refused(self.unknown(name)))
        } else {
            Ok(found)
        }
    }

    fn unknown(&self, name: &str) -> String {
        let mut names: Vec<&str> = self.parts.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let near = similar::get_close_matches(name, &names, 3, 0.5);
        let hint = if near.is_empty() {
            "`cargo xtask ir` prints everything".to_owned()
        } else {
            format!("did you mean `{}`?", near.join("`, `"))
        };
        format!("no type, resource or operation is called `{name}`; {hint}")
    }
}
