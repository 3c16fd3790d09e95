//! Invocations of the runtime's macros, `name! { ENTRIES }` or `name! { Type { ENTRIES } }`, which no printer
//! breaks into lines: each entry has its own, and is broken after its `=` where it is too long.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::Item;

use super::MAX_WIDTH;
use super::spelling::spelled;

/// The text of such an invocation; `None` for any other item. Words may follow the type.
pub(super) fn entries(item: &Item) -> Option<String> {
    let Item::Macro(item) = item else { return None };
    let is_braced = matches!(item.mac.delimiter, syn::MacroDelimiter::Brace(_));
    let name = item.mac.path.get_ident().filter(|_| is_braced)?;
    let tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
    let (docs, rest) = documented(&tokens);
    let Some((head, body)) = headed(rest) else {
        let entries = lines(item.mac.tokens.clone(), 4);
        return Some(format!("{name}! {{\n{entries}}}\n"));
    };
    let (head, entries) = (spelled(head), lines(body, 8));
    let docs = comments(&docs, "    ");
    Some(format!(
        "{name}! {{\n{docs}    {head} {{\n{entries}    }}\n}}\n"
    ))
}

/// What stands behind the documentation, and the lines of it.
fn documented(mut tokens: &[TokenTree]) -> (Vec<String>, &[TokenTree]) {
    let mut docs = Vec::new();
    while let [
        TokenTree::Punct(hash),
        TokenTree::Group(attribute),
        rest @ ..,
    ] = tokens
        && hash.as_char() == '#'
        && let Ok(doc) = syn::parse2::<syn::MetaNameValue>(attribute.stream())
        && doc.path.is_ident("doc")
        && let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(line),
            ..
        }) = doc.value
    {
        docs.push(line.value());
        tokens = rest;
    }
    (docs, tokens)
}

fn comments(docs: &[String], indent: &str) -> String {
    docs.iter()
        .map(|line| format!("{indent}///{line}\n"))
        .collect()
}

/// The type and what is between the braces after it.
fn headed(tokens: &[TokenTree]) -> Option<(&[TokenTree], TokenStream)> {
    let (last, head) = tokens.split_last()?;
    let is_group = |token: &TokenTree| matches!(token, TokenTree::Group(_));
    match last {
        TokenTree::Group(body)
            if body.delimiter() == Delimiter::Brace && !head.iter().any(is_group) =>
        {
            Some((head, body.stream()))
        }
        _ => None,
    }
}

fn lines(entries: TokenStream, indent: usize) -> String {
    let tokens: Vec<TokenTree> = entries.into_iter().collect();
    let mut text = String::new();
    for entry in split(&tokens) {
        line(entry, &" ".repeat(indent), &mut text);
    }
    text
}

/// An entry, with its attributes on lines of their own.
fn line(entry: &[TokenTree], indent: &str, text: &mut String) {
    let (docs, mut entry) = documented(entry);
    text.push_str(&comments(&docs, indent));
    while let [TokenTree::Punct(hash), TokenTree::Group(_), rest @ ..] = entry
        && hash.as_char() == '#'
    {
        let attribute = entry.get(..2).unwrap_or_default();
        text.push_str(&format!("{indent}{}\n", spelled(attribute)));
        entry = rest;
    }
    let line = spelled(entry);
    let at = assignment(entry).filter(|_| indent.len() + line.len() >= MAX_WIDTH);
    match at.and_then(|at| entry.split_at_checked(at + 1)) {
        Some((before, after)) => text.push_str(&format!(
            "{indent}{}\n{indent}    {},\n",
            spelled(before),
            spelled(after)
        )),
        None => text.push_str(&format!("{indent}{line},\n")),
    }
}

/// The entries between the commas, except for commas between angle brackets.
fn split(tokens: &[TokenTree]) -> Vec<&[TokenTree]> {
    let mut depth = 0_usize;
    let entries = tokens.split(|token| outside(token, &mut depth, ','));
    entries.filter(|entry| !entry.is_empty()).collect()
}

/// Where the `=` of an entry is, except for one between angle brackets, and for those of `..=` and `=>`.
fn assignment(entry: &[TokenTree]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut is_range = false;
    entry.iter().position(|token| {
        let is_part = is_range || is_joint(token);
        is_range = is_joint(token);
        outside(token, &mut depth, '=') && !is_part
    })
}

fn is_joint(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint)
}

/// Whether the token is this character outside of angle brackets, which it is one of at times.
fn outside(token: &TokenTree, depth: &mut usize, wanted: char) -> bool {
    let TokenTree::Punct(punct) = token else {
        return false;
    };
    match punct.as_char() {
        '<' => *depth += 1,
        '>' => *depth = depth.saturating_sub(1),
        _ => {}
    }
    *depth == 0 && punct.as_char() == wanted
}
