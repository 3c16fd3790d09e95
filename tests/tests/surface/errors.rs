//! The enums of errors, which operations share, by the names that each operation has for them.
//!
//! Invariant: a name for an enum that is not there fails the test.

use syn::parse::{Parse as _, ParseStream, Parser as _, Result};
use syn::{Ident, Item, LitStr, Macro, Token, Type, parenthesized};

use super::tables::{by_status, listed};
use super::written::{plain, spelled};

/// What `src/errors.rs` defines, in its order.
pub(crate) fn shared(file: &syn::File) -> Vec<String> {
    let macros = file.items.iter().filter_map(|item| match item {
        Item::Macro(item) => Some(item.mac.tokens.clone()),
        _ => None,
    });
    let enums = |input: ParseStream<'_>| by_status(input, "");
    macros
        .flat_map(|tokens| enums.parse2(tokens).unwrap())
        .collect()
}

/// One line for each enum of a table of names, and for each of its variants.
pub(crate) fn named(mac: &Macro, prefix: &str, shared: &[String]) -> Vec<String> {
    let names = |input: ParseStream<'_>| listed(input, |input| name(input, prefix, shared));
    names.parse2(mac.tokens.clone()).unwrap().concat()
}

fn name(input: ParseStream<'_>, prefix: &str, shared: &[String]) -> Result<Vec<String>> {
    input.parse::<LitStr>()?;
    input.parse::<Token![=>]>()?;
    let name = format!("{prefix}{}", plain(&input.parse::<Ident>()?));
    input.parse::<Token![=]>()?;
    let shared_name = plain(&input.parse::<Ident>()?);
    let types;
    parenthesized!(types in input);
    let mut types = listed(&types, Type::parse)?.into_iter();
    assert!(
        shared.contains(&format!("type {shared_name}")),
        "{shared_name}"
    );
    let start = format!("variant {shared_name}.");
    let variants = shared.iter().filter_map(|line| line.strip_prefix(&start));
    let variants = variants.map(|variant| match variant.split_once(":(") {
        // What is called like its variant is a parameter.
        Some((variant, payload)) if payload == format!("{variant})") => {
            let ty = types.next().map(|ty| spelled(&ty)).unwrap_or_default();
            format!("variant {name}.{variant}:({ty})")
        }
        _ => format!("variant {name}.{variant}"),
    });
    let mut lines: Vec<String> = variants.collect();
    lines.push(format!("type {name}"));
    Ok(lines)
}
