//! Macros of the form `name! { Type { A = 1, B = 2 } }`, which no printer breaks into lines.

use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree};
use syn::Item;

/// The text of such a macro with one entry on a line; `None` for any other item.
pub(super) fn entries(item: &Item) -> Option<String> {
    let Item::Macro(item) = item else { return None };
    let mut tokens = item.mac.tokens.clone().into_iter();
    let (Some(TokenTree::Ident(ty)), Some(TokenTree::Group(body)), None) =
        (tokens.next(), tokens.next(), tokens.next())
    else {
        return None;
    };
    let name = item.mac.path.get_ident()?;
    let is_list = body.delimiter() == Delimiter::Brace;
    is_list.then(|| {
        format!(
            "{name}! {{\n    {ty} {{\n{}    }}\n}}\n",
            lines(body.stream())
        )
    })
}

fn lines(entries: TokenStream) -> String {
    let mut text = String::new();
    let mut line = String::new();
    for token in entries
        .into_iter()
        .chain([Punct::new(',', Spacing::Alone).into()])
    {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                if !line.is_empty() {
                    text.push_str(&format!("        {line},\n"));
                }
                line.clear();
            }
            TokenTree::Punct(equals) if equals.as_char() == '=' => line.push_str(" = "),
            token => line.push_str(&token.to_string()),
        }
    }
    text
}
