//! Invocations of the runtime's macros, `name! { ENTRIES }`, which no printer breaks into lines.
//!
//! Each entry has its own line, its documentation and attributes on lines before it, and what is between its
//! braces on lines below it. Invariant: only white space is decided here, and the comma after a last entry, which stands
//! behind a line of its own and not behind the last argument of a method.

use proc_macro2::{Delimiter, TokenTree};
use syn::Item;

use super::STEP;
use super::entries::{Entry, entries, is_block};
use super::spelling::spelled;

/// How many columns a line has. Neither printer looks into macros, and the rows of a table are read better whole.
const WIDTH: usize = 110;

/// The text of such an invocation; `None` for any other item.
pub(super) fn invocation(item: &Item) -> Option<String> {
    let Item::Macro(item) = item else { return None };
    let is_braced = matches!(item.mac.delimiter, syn::MacroDelimiter::Brace(_));
    let name = item.mac.path.get_ident().filter(|_| is_braced)?;
    let tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
    let mut text = format!("{name}! {{\n");
    block(&tokens, STEP, &mut text);
    text.push_str("}\n");
    Some(text)
}

/// What is between two braces.
fn block(tokens: &[TokenTree], indent: usize, text: &mut String) {
    let mut after_block = false;
    for entry in entries(tokens) {
        let goes_on = after_block && goes_on(&entry);
        if after_block && !entry.docs.is_empty() {
            text.push('\n');
        }
        after_block = entry.has_block();
        match goes_on {
            true => {
                text.truncate(text.trim_end().len());
                text.push(' ');
                blocks(&entry, indent, text);
            }
            false => lines(&entry, indent, text),
        }
    }
}

/// Whether an entry says more of the one before it, as `new` does, and stands behind its brace.
fn goes_on(entry: &Entry) -> bool {
    let word = entry
        .tokens
        .first()
        .map(ToString::to_string)
        .unwrap_or_default();
    let is_word = word != "pub" && word.starts_with(|c: char| c.is_ascii_lowercase());
    is_word && entry.has_block() && entry.docs.is_empty() && entry.attributes.is_empty()
}

fn lines(entry: &Entry, indent: usize, text: &mut String) {
    let margin = " ".repeat(indent);
    for line in &entry.docs {
        text.push_str(&format!("{margin}///{line}\n"));
    }
    for attribute in &entry.attributes {
        text.push_str(&format!("{margin}{}\n", spelled(attribute)));
    }
    text.push_str(&margin);
    if !entry.has_block() {
        text.push_str(&broken(entry.tokens, indent, entry.end));
        text.push('\n');
        return;
    }
    blocks(entry, indent, text);
}

/// The blocks of an entry, each behind what stands before it.
fn blocks(entry: &Entry, indent: usize, text: &mut String) {
    let mut rest = entry.tokens;
    while let Some(at) = rest.iter().position(is_block) {
        let (head, after) = rest.split_at(at);
        let Some((group, after)) = after.split_first() else {
            break;
        };
        text.push_str(&heading(head, indent));
        text.push(' ');
        braces(head, group, indent, text);
        rest = after;
        if !rest.is_empty() {
            text.push(' ');
        }
    }
    text.push('\n');
}

/// A block, on the line of its head where that is one word and everything fits.
fn braces(head: &[TokenTree], group: &TokenTree, indent: usize, text: &mut String) {
    let TokenTree::Group(group) = group else {
        return;
    };
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let short = spelled(&tokens);
    let line = text.len() - text.rfind('\n').map_or(0, |end| end + 1);
    let width = line + short.len() + "{  }".len();
    let is_documented = entries(&tokens).iter().any(|entry| !entry.docs.is_empty());
    let is_short = head.len() == 1 && width <= WIDTH && !is_documented;
    if tokens.is_empty() {
        text.push_str("{}");
    } else if is_short {
        text.push_str(&format!("{{ {short} }}"));
    } else {
        text.push_str("{\n");
        block(&tokens, indent + STEP, text);
        text.push_str(&format!("{}}}", " ".repeat(indent)));
    }
}

/// What stands before a block; the arguments of a method have lines of their own where they are too long.
fn heading(head: &[TokenTree], indent: usize) -> String {
    listed(head, "", indent, " {")
}

/// Tokens with something before and behind them; what they have in parentheses has lines of its own where it is too long.
fn listed(tokens: &[TokenTree], before: &str, indent: usize, end: &str) -> String {
    let line = spelled(tokens);
    let is_long = indent + before.len() + line.len() + end.len() > WIDTH;
    let is_list = |token: &TokenTree| match token {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::Parenthesis && !group.stream().is_empty()
        }
        _ => false,
    };
    match tokens.iter().position(is_list).filter(|_| is_long) {
        Some(at) => with_listed(tokens, at, indent),
        None => line,
    }
}

/// An entry without a block, on as many lines as it needs.
fn broken(tokens: &[TokenTree], indent: usize, end: &str) -> String {
    let line = format!("{}{end}", spelled(tokens));
    if indent + line.len() <= WIDTH {
        return line;
    }
    let inner = format!("\n{}", " ".repeat(indent + STEP));
    if let Some(at) = Entry::arrow(tokens) {
        let (before, after) = tokens.split_at(at);
        let after = after.get(2..).unwrap_or_default();
        let is_long = indent + STEP + "=> ".len() + spelled(after).len() + end.len() > WIDTH;
        if let Some(text) = listed_at_the_end(tokens, indent).filter(|_| is_long) {
            return text + end;
        }
        let steps = Entry::steps(after);
        let steps = steps
            .into_iter()
            .map(|step| listed(step, "=> ", indent + STEP, end));
        let steps = filled(steps, "", indent + STEP);
        return format!("{}{inner}=> {steps}{end}", spelled(before));
    }
    if let Some(at) = Entry::assignment(tokens) {
        let (before, after) = tokens.split_at(at + 1);
        return format!("{}{inner}{}{end}", spelled(before), spelled(after));
    }
    line
}

/// Tokens that end with the only parentheses they have, on lines of their own; `None` unless all before them fits.
fn listed_at_the_end(tokens: &[TokenTree], indent: usize) -> Option<String> {
    let is_list = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    let at = tokens.iter().position(is_list)?;
    let head = spelled(tokens.get(..at)?);
    let fits = indent + head.len() < WIDTH && at + 1 == tokens.len();
    fits.then(|| with_listed(tokens, at, indent))
}

/// As many pieces on each line as fit.
fn filled(pieces: impl Iterator<Item = String>, between: &str, indent: usize) -> String {
    let mut text = String::new();
    let mut column = indent;
    for piece in pieces {
        if !text.is_empty() && column + between.len() + piece.len() > WIDTH {
            text.push_str(&format!("\n{}", " ".repeat(indent)));
            column = indent;
        } else if !text.is_empty() {
            text.push_str(between);
            column += between.len();
        }
        column += piece.len();
        text.push_str(&piece);
    }
    text
}

/// Tokens with what the parentheses at `at` hold on lines of their own.
fn with_listed(tokens: &[TokenTree], at: usize, indent: usize) -> String {
    let (before, rest) = tokens.split_at(at);
    let Some((TokenTree::Group(group), after)) = rest.split_first() else {
        return spelled(tokens);
    };
    let items: Vec<TokenTree> = group.stream().into_iter().collect();
    let items = entries(&items);
    let last = items.len().saturating_sub(1);
    let items = items.iter().enumerate().map(|(index, item)| {
        let comma = if index == last { "" } else { "," };
        format!("{}{comma}", spelled(item.tokens))
    });
    let inner = indent + STEP;
    let listed = filled(items, " ", inner);
    let (open, close) = (" ".repeat(inner), " ".repeat(indent));
    let after = match after {
        [] => String::new(),
        after => format!(" {}", spelled(after)),
    };
    format!("{}(\n{open}{listed}\n{close}){after}", spelled(before))
}

#[cfg(test)]
mod tests;
