//! What callers can name of a generated crate, read from its Rust.
//!
//! Invariant: names have no `r#` and types no spaces and no module of ours, so a line does not depend on how a file
//! imports.

use std::collections::BTreeSet;

use generator::output::FileTree;
use quote::ToTokens;
use syn::{Fields, FnArg, ImplItem, Item, ItemImpl, ReturnType, Signature, Type, Visibility};

use super::{errors, tables};

/// What every client has, whatever the API.
const EVERY_CLIENT: &[&str] = &["builder", "from_env"];

/// One line for each public item, in the words of the surface.
pub(crate) fn written(files: &FileTree) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    let shared = files
        .get("src/errors.rs")
        .map(|text| errors::shared(&syn::parse_file(text).unwrap()));
    let shared = shared.unwrap_or_default();
    for (path, text) in files {
        let Some(module) = path
            .strip_prefix("src/")
            .and_then(|path| path.strip_suffix(".rs"))
        else {
            continue;
        };
        let owner = match module.split_once('/') {
            None if module == "client" => "crate".to_owned(),
            Some(("resources", "mod") | ("runtime", _)) | None => continue,
            Some(("resources", module)) => module.replace('/', "."),
            Some(_) => String::new(),
        };
        for item in syn::parse_file(text).unwrap().items {
            match &item {
                Item::Macro(item) if item.mac.path.is_ident("errors") => {
                    lines.extend(errors::named(&item.mac, &prefix(&owner), &shared));
                }
                item => add(item, &owner, &mut lines),
            }
        }
    }
    lines
}

fn add(item: &Item, owner: &str, lines: &mut BTreeSet<String>) {
    match item {
        Item::Enum(item) if owner == "crate" => lines.extend(
            item.variants
                .iter()
                .map(|variant| format!("server {}", plain(&variant.ident))),
        ),
        Item::Enum(item) => add_enum(item, lines),
        Item::Impl(item) if item.trait_.is_none() => add_methods(item, owner, lines),
        Item::Macro(item) => tables::add(&item.mac, owner, lines),
        _ => {}
    }
}

fn add_enum(item: &syn::ItemEnum, lines: &mut BTreeSet<String>) {
    let name = plain(&item.ident);
    lines.insert(format!("type {name}"));
    let is_union = item
        .variants
        .iter()
        .any(|variant| variant.ident != "Unknown" && !matches!(variant.fields, Fields::Unit));
    for variant in &item.variants {
        let ident = plain(&variant.ident);
        let line = match &variant.fields {
            Fields::Unit => format!("value {name}.{ident}"),
            Fields::Unnamed(fields) if is_union => {
                let types: Vec<String> = fields
                    .unnamed
                    .iter()
                    .map(|field| spelled(&field.ty))
                    .collect();
                format!("variant {name}.{ident}:({})", types.join(","))
            }
            Fields::Unnamed(_) => continue,
            Fields::Named(fields) => {
                let fields = fields.named.iter().map(|field| {
                    let field_name = field.ident.as_ref().map(plain).unwrap_or_default();
                    format!("{field_name}:{}", spelled(&field.ty))
                });
                format!(
                    "variant {name}.{ident}:{{{}}}",
                    fields.collect::<Vec<_>>().join(",")
                )
            }
        };
        lines.insert(line);
    }
}

fn add_methods(item: &ItemImpl, owner: &str, lines: &mut BTreeSet<String>) {
    let of = spelled(&item.self_ty);
    for item in &item.items {
        let ImplItem::Fn(method) = item else { continue };
        let signature = &method.sig;
        let name = plain(&signature.ident);
        if !matches!(method.vis, Visibility::Public(_)) || EVERY_CLIENT.contains(&name.as_str()) {
            continue;
        }
        let prefix = prefix(owner);
        let result = result(signature);
        let count = arguments(signature).len();
        let line = match of.as_str() {
            "Server" => continue,
            "ClientBuilder" if name == "server" => continue,
            "ClientBuilder" => format!("credential {name}({count})"),
            "Client" if name == "new" => format!("constructor Client::new({count})"),
            _ => {
                let ty = result.rsplit("::").next().unwrap_or(&result);
                format!("resource {prefix}{name}:{ty}")
            }
        };
        lines.insert(line);
    }
}

/// What stands before the names of a resource's items.
pub(crate) fn prefix(owner: &str) -> String {
    match owner {
        "crate" | "" => String::new(),
        owner => format!("{owner}."),
    }
}

/// The types of what is passed beside `self`.
fn arguments(signature: &Signature) -> Vec<String> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(spelled(&argument.ty)),
        FnArg::Receiver(_) => None,
    });
    typed.collect()
}

fn result(signature: &Signature) -> String {
    match &signature.output {
        ReturnType::Default => "()".to_owned(),
        ReturnType::Type(_, ty) => spelled(ty),
    }
}

pub(crate) fn spelled(ty: &Type) -> String {
    // Most files name the API's types by their module.
    let tokens = format!(" {}", ty.to_token_stream());
    let tokens = tokens
        .replace(" crate :: types :: ", " ")
        .replace(" types :: ", " ");
    flat(&tokens.replace(" crate :: runtime :: ", " "))
}

pub(crate) fn plain(ident: &syn::Ident) -> String {
    unraw(&ident.to_string())
}

/// A name without what makes a keyword a name.
pub(crate) fn unraw(text: &str) -> String {
    text.replace("r#", "")
}

/// A type without spaces, and without commas at the ends of lists.
pub(crate) fn flat(text: &str) -> String {
    let text: String = text.split_whitespace().collect();
    text.replace(",>", ">")
}
