//! Tokens as rustfmt would space them, for what it leaves alone: types, calls and closures in macros.
//!
//! Invariant: what is written is the tokens in their order, with at most one space between two of them.

use proc_macro2::{Delimiter, Spacing, TokenTree};

/// The tokens on one line.
pub(super) fn spelled(tokens: &[TokenTree]) -> String {
    let mut line = Line::default();
    for token in tokens {
        line.push(token);
    }
    line.text
}

/// A line that grows, and what decides about the next space.
#[derive(Debug, Default)]
struct Line {
    text: String,
    /// Whether whatever comes next belongs to what is there.
    tight: bool,
    /// Whether a parameter list of a closure is open.
    closure: bool,
    /// Whether the last token was the first colon of `::`.
    colon: bool,
}

impl Line {
    fn push(&mut self, token: &TokenTree) {
        let tight = self.tight || self.text.is_empty() || self.clings(token);
        if !tight {
            self.text.push(' ');
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                self.text.push_str(open);
                self.text.push_str(&spelled(&inner));
                self.text.push_str(close);
            }
            token => self.text.push_str(&token.to_string()),
        }
        self.tight = self.binds(token);
    }

    /// Whether no space stands before the token.
    fn clings(&self, token: &TokenTree) -> bool {
        match token {
            TokenTree::Punct(punct) => match punct.as_char() {
                '.' => !self.text.ends_with("=>"),
                ',' | ';' | '?' | ':' | '<' | '>' => true,
                '|' => self.closure,
                _ => false,
            },
            TokenTree::Group(group) => {
                let is_call = self.text.ends_with(|last: char| {
                    last.is_alphanumeric() || matches!(last, '_' | '>' | ')')
                });
                let is_call = is_call && !self.text.ends_with("->");
                group.delimiter() == Delimiter::Parenthesis && is_call
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        }
    }

    /// Whether a bar at the end of the text is an alternative, and no closure's.
    fn stands_behind_a_value(&self) -> bool {
        let before = self.text.trim_end_matches(['|', ' ']);
        before.ends_with(|last: char| last.is_alphanumeric() || last == '"')
    }

    /// Whether no space stands after the token.
    fn binds(&mut self, token: &TokenTree) -> bool {
        let TokenTree::Punct(punct) = token else {
            self.colon = false;
            return false;
        };
        let was_colon = std::mem::take(&mut self.colon);
        match punct.as_char() {
            '=' if self.text.ends_with("..=") => true,
            ':' if punct.spacing() == Spacing::Joint => {
                self.colon = true;
                true
            }
            ':' => was_colon,
            '|' if !self.closure && self.stands_behind_a_value() => false,
            '|' => {
                self.closure = !self.closure;
                self.closure
            }
            '.' | '<' | '&' | '#' | '-' | '!' => true,
            _ => punct.spacing() == Spacing::Joint,
        }
    }
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}

#[cfg(test)]
mod tests;
