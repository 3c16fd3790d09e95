//! Macros of the form `name! { Type { A = 1, B = 2 } }`, which no printer breaks into lines.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::Item;

/// The text of such a macro with one entry on a line; `None` for any other item. Words may follow the type.
pub(super) fn entries(item: &Item) -> Option<String> {
    let Item::Macro(item) = item else { return None };
    let tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
    let (TokenTree::Group(body), head) = tokens.split_last()? else {
        return None;
    };
    let is_group = |token: &TokenTree| matches!(token, TokenTree::Group(_));
    let is_list = body.delimiter() == Delimiter::Brace && !head.is_empty();
    let name = item.mac.path.get_ident()?;
    (is_list && !head.iter().any(is_group)).then(|| {
        format!(
            "{name}! {{\n    {} {{\n{}    }}\n}}\n",
            words(head),
            lines(body.stream())
        )
    })
}

fn lines(entries: TokenStream) -> String {
    let tokens: Vec<TokenTree> = entries.into_iter().collect();
    tokens
        .split(is_comma)
        .filter(|entry| !entry.is_empty())
        .map(|entry| format!("        {},\n", words(entry)))
        .collect()
}

/// An entry: names, values and lists stand apart, but nothing stands apart from its sign.
fn words(entry: &[TokenTree]) -> String {
    let mut text = String::new();
    for token in entry {
        if !text.is_empty() && !text.ends_with('-') {
            text.push(' ');
        }
        match token {
            TokenTree::Group(group) => text.push_str(&expression(group)),
            token => text.push_str(&token.to_string()),
        }
    }
    text
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// A group as rustfmt writes expressions: without space but after a comma.
fn expression(group: &Group) -> String {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    };
    let mut text = open.to_owned();
    for token in group.stream() {
        match token {
            TokenTree::Group(group) => text.push_str(&expression(&group)),
            token if is_comma(&token) => text.push_str(", "),
            token => text.push_str(&token.to_string()),
        }
    }
    text + close
}
