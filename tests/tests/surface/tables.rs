//! What callers can name of what the runtime's macros are given.
//!
//! Invariant: a table that cannot be read fails the test. A macro that is not listed defines nothing that callers can
//! name.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser, Result};
use syn::{
    Attribute, Generics, Ident, LitStr, Macro, Pat, Path, Token, Type, braced, bracketed,
    parenthesized,
};

use super::written::{plain, prefix, spelled};

/// One line for each public item that the macro defines.
pub(crate) fn add(mac: &Macro, owner: &str, lines: &mut BTreeSet<String>) {
    let name = mac.path.get_ident().map(ToString::to_string);
    let prefix = prefix(owner);
    let read: fn(ParseStream<'_>, &str) -> Result<Vec<String>> = match name.as_deref() {
        Some("object") => objects,
        Some("open_enum") => enums,
        Some("by_status") => by_status,
        Some("operations") => operations,
        Some("response_headers") => headers,
        Some("resource") => resource,
        _ => return,
    };
    let read = |input: ParseStream<'_>| read(input, &prefix);
    lines.extend(read.parse2(mac.tokens.clone()).unwrap());
}

fn objects(input: ParseStream<'_>, prefix: &str) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    while !input.is_empty() {
        input.call(Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        input.parse::<Token![struct]>()?;
        let name = format!("{prefix}{}", plain(&input.parse::<Ident>()?));
        abilities(input)?;
        lines.push(format!("type {name}"));
        members(input, &name, &mut lines)?;
        if input.parse::<Option<Token![..]>>()?.is_some() {
            members(input, &name, &mut lines)?;
        }
        if input.peek(Ident) && !input.peek(Token![pub]) {
            input.parse::<Ident>()?;
            input.call(Attribute::parse_outer)?;
            let arguments;
            braced!(arguments in input);
            let count = listed(&arguments, argument)?.len();
            presets(input)?;
            lines.push(format!("constructor {name}.new({count})"));
        }
    }
    Ok(lines)
}

/// What a constructor does not ask for, passed over: it changes nothing about how it is called.
fn presets(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Ident) && input.peek2(syn::token::Brace) {
        input.parse::<Ident>()?;
        let presets;
        braced!(presets in input);
        presets.parse::<TokenStream>()?;
    }
    Ok(())
}

/// What stands behind a colon, if one comes.
fn abilities(input: ParseStream<'_>) -> Result<()> {
    if input.parse::<Option<Token![:]>>()?.is_some() {
        syn::punctuated::Punctuated::<Ident, Token![+]>::parse_separated_nonempty(input)?;
    }
    Ok(())
}

fn members(input: ParseStream<'_>, owner: &str, lines: &mut Vec<String>) -> Result<()> {
    let members;
    braced!(members in input);
    for (name, ty) in listed(&members, member)? {
        lines.push(format!("field {owner}.{}:{}", plain(&name), spelled(&ty)));
    }
    Ok(())
}

/// A member, with what follows its type passed over.
fn member(input: ParseStream<'_>) -> Result<(Ident, Type)> {
    input.call(Attribute::parse_outer)?;
    input.parse::<Token![pub]>()?;
    let name = input.call(Ident::parse_any)?;
    input.parse::<Token![:]>()?;
    let ty = input.parse()?;
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok((name, ty))
}

fn argument(input: ParseStream<'_>) -> Result<Ident> {
    let name = input.call(Ident::parse_any)?;
    input.parse::<Option<Ident>>()?;
    let ty;
    parenthesized!(ty in input);
    ty.parse::<TokenStream>()?;
    Ok(name)
}

fn enums(input: ParseStream<'_>, prefix: &str) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    while !input.is_empty() {
        input.call(Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        input.parse::<Token![enum]>()?;
        let name = format!("{prefix}{}", plain(&input.parse::<Ident>()?));
        let kind;
        parenthesized!(kind in input);
        kind.parse::<Ident>()?;
        abilities(input)?;
        lines.push(format!("type {name}"));
        let values;
        braced!(values in input);
        let value = |input: ParseStream<'_>| {
            input.call(Attribute::parse_outer)?;
            let variant: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            input.parse::<syn::Expr>()?;
            Ok(format!("value {name}.{}", plain(&variant)))
        };
        lines.extend(listed(&values, value)?);
    }
    Ok(lines)
}

pub(crate) fn by_status(input: ParseStream<'_>, prefix: &str) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    while !input.is_empty() {
        input.call(Attribute::parse_outer)?;
        let name = format!("{prefix}{}", plain(&input.parse::<Ident>()?));
        input.parse::<Generics>()?;
        lines.push(format!("type {name}"));
        let variants;
        braced!(variants in input);
        let variant = |input: ParseStream<'_>| {
            input.call(Attribute::parse_outer)?;
            Pat::parse_single(input)?;
            input.parse::<Token![=>]>()?;
            input.parse::<Ident>()?;
            let variant = plain(&input.parse::<Ident>()?);
            if !input.peek(syn::token::Paren) {
                return Ok(format!("variant {name}.{variant}"));
            }
            let ty;
            parenthesized!(ty in input);
            Ok(format!(
                "variant {name}.{variant}:({})",
                spelled(&ty.parse::<Type>()?)
            ))
        };
        lines.extend(listed(&variants, variant)?);
    }
    Ok(lines)
}

fn operations(input: ParseStream<'_>, prefix: &str) -> Result<Vec<String>> {
    input.parse::<Path>()?;
    input.parse::<Ident>()?;
    input.parse::<proc_macro2::TokenTree>()?;
    let methods;
    braced!(methods in input);
    let mut lines = Vec::new();
    while !methods.is_empty() {
        methods.call(Attribute::parse_outer)?;
        methods.parse::<Token![pub]>()?;
        methods.parse::<Token![fn]>()?;
        let name = plain(&methods.parse::<Ident>()?);
        let (arguments, request);
        parenthesized!(arguments in methods);
        let arguments = listed(&arguments, parameter)?;
        methods.parse::<Token![->]>()?;
        let answer = spelled(&methods.parse::<Type>()?);
        braced!(request in methods);
        request_line(&request)?;
        lines.push(format!(
            "method {prefix}{name}({})->{answer}",
            arguments.join(",")
        ));
    }
    Ok(lines)
}

/// The type of an argument; one without is whatever prints.
fn parameter(input: ParseStream<'_>) -> Result<String> {
    input.call(Ident::parse_any)?;
    match input.parse::<Option<Token![:]>>()? {
        Some(_) => Ok(spelled(&input.parse::<Type>()?).replace("std::fmt::", "")),
        None => Ok("implDisplay".to_owned()),
    }
}

fn request_line(input: ParseStream<'_>) -> Result<()> {
    input.parse::<Ident>()?;
    input.parse::<LitStr>()?;
    input.parse::<LitStr>()?;
    let security;
    bracketed!(security in input);
    security.parse::<TokenStream>()?;
    input.parse::<TokenStream>().map(drop)
}

fn headers(input: ParseStream<'_>, prefix: &str) -> Result<Vec<String>> {
    input.parse::<Path>()?;
    let headers;
    braced!(headers in input);
    let header = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        let name: Ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let ty = spelled(&input.parse::<Type>()?);
        input.parse::<Token![=]>()?;
        input.parse::<Option<Ident>>()?;
        input.parse::<LitStr>()?;
        Ok(format!("header {prefix}{}:{ty}", plain(&name)))
    };
    listed(&headers, header)
}

fn resource(input: ParseStream<'_>, prefix: &str) -> Result<Vec<String>> {
    input.call(Attribute::parse_outer)?;
    input.parse::<Token![pub]>()?;
    input.parse::<Token![struct]>()?;
    input.parse::<Ident>()?;
    let children;
    braced!(children in input);
    let child = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        let name = plain(&input.call(Ident::parse_any)?);
        input.parse::<Token![:]>()?;
        let ty = spelled(&Type::parse(input)?);
        let ty = ty.rsplit("::").next().unwrap_or_default().to_owned();
        Ok(format!("resource {prefix}{name}:{ty}"))
    };
    listed(&children, child)
}

/// What stands between commas.
pub(crate) fn listed<T>(
    input: ParseStream<'_>,
    entry: impl Fn(ParseStream<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        entries.push(entry(input)?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(entries)
}
