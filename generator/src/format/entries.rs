//! What stands between the braces of a macro: entries that end with a comma, a semicolon or a block.
//!
//! Invariant: every token is in one entry, in its order, but for the commas and semicolons that end one.

use proc_macro2::{Delimiter, Spacing, TokenTree};

/// An entry of a macro's table.
pub(super) struct Entry<'t> {
    /// The lines of its documentation.
    pub(super) docs: Vec<String>,
    /// Its other attributes.
    pub(super) attributes: Vec<&'t [TokenTree]>,
    /// What is left.
    pub(super) tokens: &'t [TokenTree],
    /// What it ends with: a semicolon where it has one, else a comma, and nothing after a block or a call.
    pub(super) end: &'static str,
}

impl<'t> Entry<'t> {
    fn new(tokens: &'t [TokenTree], end: &'static str) -> Self {
        let (docs, mut tokens) = documented(tokens);
        let mut attributes = Vec::new();
        while let [TokenTree::Punct(hash), TokenTree::Group(_), rest @ ..] = tokens
            && hash.as_char() == '#'
        {
            attributes.extend(tokens.get(..2));
            tokens = rest;
        }
        let behind = Self::arrow(tokens).and_then(|at| tokens.get(at + 2));
        let is_expression = behind.is_some_and(|token| is_punct(token, '.'));
        let end = if is_expression { "" } else { end };
        Self {
            docs,
            attributes,
            tokens,
            end,
        }
    }

    /// Whether something of it is between braces.
    pub(super) fn has_block(&self) -> bool {
        self.tokens.iter().any(is_block)
    }

    /// Where its `=>` is.
    pub(super) fn arrow(tokens: &[TokenTree]) -> Option<usize> {
        tokens.windows(2).position(
            |pair| matches!(pair, [first, second] if is_punct(first, '=') && is_punct(second, '>')),
        )
    }

    /// Where the `=` of an entry is, except for one between angle brackets, and for those of `..=` and `=>`.
    pub(super) fn assignment(tokens: &[TokenTree]) -> Option<usize> {
        let mut depth = 0_usize;
        let mut is_range = false;
        tokens.iter().position(|token| {
            let is_part = is_range || is_joint(token);
            is_range = is_joint(token);
            outside(token, &mut depth) && is_punct(token, '=') && !is_part
        })
    }

    /// The calls of a chain.
    pub(super) fn steps(tokens: &[TokenTree]) -> Vec<&[TokenTree]> {
        let mut steps = Vec::new();
        let mut rest = tokens;
        while let Some((_, after)) = rest.split_first() {
            let next = after.iter().position(|token| is_punct(token, '.'));
            let (step, others) = rest.split_at(next.map_or(rest.len(), |next| next + 1));
            steps.push(step);
            rest = others;
        }
        steps
    }
}

/// The entries, in their order.
pub(super) fn entries(tokens: &[TokenTree]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate() {
        let at_top = outside(token, &mut depth);
        let mut ends = |through: usize, end| {
            if let Some(entry) = tokens.get(start..through).filter(|entry| !entry.is_empty()) {
                entries.push(Entry::new(entry, end));
            }
            start = index + 1;
        };
        if at_top && is_punct(token, ',') {
            ends(index, ",");
        } else if at_top && is_punct(token, ';') {
            ends(index, ";");
        } else if is_block(token) && !goes_on(tokens.get(index + 1)) {
            ends(index + 1, "");
        }
    }
    let last = tokens.get(start..).filter(|entry| !entry.is_empty());
    entries.extend(last.map(|entry| Entry::new(entry, ",")));
    entries
}

/// Whether a block is not the end of its entry: `.. { }` may follow.
fn goes_on(next: Option<&TokenTree>) -> bool {
    next.is_some_and(|next| is_punct(next, '.'))
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

/// Whether it is something between braces.
pub(super) fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

fn is_joint(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint)
}

/// Whether the token stands outside of angle brackets, which it is one of at times.
fn outside(token: &TokenTree, depth: &mut usize) -> bool {
    if is_punct(token, '<') {
        *depth += 1;
    } else if is_punct(token, '>') {
        *depth = depth.saturating_sub(1);
    }
    *depth == 0
}
