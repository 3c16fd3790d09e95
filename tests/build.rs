//! Lists the types of `wide-client` for `tests/schemas/wire.rs`, which reads and shows each of them by a macro.
//!
//! The list is taken from the crate's public surface, so that a type or a member that is new takes part unasked.

use std::path::PathBuf;
use std::{env, fs, io};

const SURFACE: &str = "wide-client/surface.txt";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={SURFACE}");
    let surface = fs::read_to_string(SURFACE)?;
    let mut list = String::new();
    for definition in surface.split("\ntype ").skip(1) {
        let entry = entry(definition);
        list.push_str(&entry.ok_or_else(|| io::Error::other(definition))?);
    }
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(folder.join("wide_types.rs"), list)
}

/// The macros' lines for a type; none for the parameters of a method, which are neither a body nor an answer. `None`
/// if the definition is not understood.
fn entry(definition: &str) -> Option<String> {
    let mut lines = definition.lines();
    let (name, kind) = lines.next()?.split_once(": ")?;
    if name.contains('.') {
        return Some(String::new());
    }
    let lines: Vec<&str> = lines.collect();
    let listed = |of: &str| -> Vec<&str> {
        let listed = lines.iter();
        listed
            .filter_map(|line| line.trim().strip_prefix(of))
            .collect()
    };
    if let Some(of) = kind.strip_prefix("enum of ") {
        let of = of.split(" | ").next()?;
        return Some(format!("choice! {{ {name} of {of} }}\n"));
    }
    if kind.starts_with("union") {
        let variants: Option<String> = listed("variant ").into_iter().map(variant).collect();
        return Some(format!("keyed! {{ {name} {{ {} }} }}\n", variants?));
    }
    let fields: Option<String> = listed("field ").into_iter().map(field).collect();
    let fields = fields?;
    let mut entry = String::new();
    for arguments in listed("constructor new(") {
        let required = required(arguments, &fields)?;
        entry.push_str(&format!("made! {{ {name}({required}) {{ {fields} }} }}\n"));
    }
    if kind.contains("Deserialize") {
        entry.push_str(&format!("shown! {{ {name} {{ {fields} }} }}\n"));
    }
    Some(entry)
}

/// `agent_id: uuid::Uuid | wire agentId` is `r#agent_id = "agentId",`.
fn field(line: &str) -> Option<String> {
    let (name, facts) = line.split_once(": ")?;
    let wire = facts
        .split(" | ")
        .find_map(|fact| fact.strip_prefix("wire "));
    Some(format!("r#{name} = {:?},", wire.unwrap_or(name)))
}

/// `Cta: { cta: SendMessageCtaInput } | has From` is `"cta" = SendMessageCtaInput,`.
fn variant(line: &str) -> Option<String> {
    let (_, payload) = line.split_once("{ ")?;
    let (member, ty) = payload.split_once(" }")?.0.split_once(": ")?;
    Some(format!("{member:?} = {ty},"))
}

/// `agent_id: uuid::Uuid, flags: Vec<u8>)` is `uuid::Uuid = "agentId",Vec<u8> = "flags",`.
fn required(arguments: &str, fields: &str) -> Option<String> {
    let mut required = String::new();
    for argument in split(arguments.strip_suffix(')')?) {
        let (name, ty) = argument.split_once(": ")?;
        let (_, wire) = fields.split_once(&format!("r#{name} = "))?;
        let (wire, _) = wire.split_once(',')?;
        required.push_str(&format!("{ty} = {wire},"));
    }
    Some(required)
}

/// Arguments, at the commas that are outside of types.
fn split(arguments: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    let parts = arguments.split(move |c| {
        depth += i32::from(c == '<') - i32::from(c == '>');
        c == ',' && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}
