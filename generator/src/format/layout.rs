//! Rust: prettyplease for what is in an item, blank lines and the order of imports for what is between them.
//!
//! Invariant: items keep their order, but for imports that follow each other.

use proc_macro2::TokenStream;
use syn::{File, Item};

use super::{MAX_WIDTH, assignments, commas, headers, lists, macros, order};

/// The text of a file.
pub(super) fn rust(tokens: TokenStream) -> Result<String, syn::Error> {
    let mut file: File = syn::parse2(tokens)?;
    let items = in_order(std::mem::take(&mut file.items));
    let mut text = String::new();
    for attribute in std::mem::take(&mut file.attrs) {
        file.attrs = vec![attribute];
        text.push_str(prettyplease::unparse(&file).trim_end());
        text.push('\n');
    }
    file.attrs.clear();
    let mut last = None;
    for item in items {
        let group = Group::of(&item);
        if !text.is_empty() && (group == Group::Alone || last != Some(group)) {
            text.push('\n');
        }
        last = Some(group);
        let finish = match item {
            Item::Impl(_) => spaced,
            Item::Use(_) => narrowed,
            _ => |text: &str| text.to_owned(),
        };
        if let Some(entries) = macros::invocation(&item) {
            text.push_str(&entries);
            continue;
        }
        file.items = vec![item];
        let laid_out = commas::within(&prettyplease::unparse(&file));
        let laid_out = assignments::on_next_line(&laid_out);
        let laid_out = headers::as_rustfmt(&lists::as_rustfmt(&laid_out));
        text.push_str(&finish(&laid_out));
    }
    Ok(text)
}

/// Items that stand together without blank lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    StandardImports,
    Imports,
    Modules,
    Alone,
}

impl Group {
    fn of(item: &Item) -> Self {
        match item {
            Item::Use(import) if order::is_std(&import.tree) => Self::StandardImports,
            Item::Use(_) => Self::Imports,
            Item::Mod(module) if module.content.is_none() => Self::Modules,
            _ => Self::Alone,
        }
    }
}

/// The items with the imports that follow each other sorted: the standard library's first.
fn in_order(mut items: Vec<Item>) -> Vec<Item> {
    for item in &mut items {
        if let Item::Use(import) = item {
            order::sort_names(&mut import.tree);
        }
    }
    let are_imports = |a: &Item, b: &Item| matches!((a, b), (Item::Use(_), Item::Use(_)));
    for run in items.chunk_by_mut(are_imports) {
        run.sort_by(|a, b| match (a, b) {
            (Item::Use(a), Item::Use(b)) => order::is_std(&b.tree)
                .cmp(&order::is_std(&a.tree))
                .then_with(|| order::compare(&a.tree, &b.tree)),
            _ => std::cmp::Ordering::Equal,
        });
    }
    items
}

/// The text of an impl with a blank line between what is in it.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    let mut in_constant = false;
    while let Some(line) = lines.next() {
        spaced.push_str(line);
        spaced.push('\n');
        in_constant |= line.starts_with("    pub const ") && !line.contains(" fn ");
        let ends_constant = in_constant && line.ends_with(';');
        in_constant &= !ends_constant;
        let is_last = lines.peek().is_none_or(|next| !next.starts_with(' '));
        if (line == "    }" || ends_constant) && !is_last {
            spaced.push('\n');
        }
    }
    spaced
}

/// The text of an import, of whose names rustfmt puts fewer on a line: no line of several names fills one to the last
/// column, unless it has all of them.
fn narrowed(text: &str) -> String {
    let attributes = text.lines().take_while(|line| line.starts_with('#'));
    let attributes = attributes.map(|line| line.len() + 1).sum();
    let (attributes, import) = text.split_at_checked(attributes).unwrap_or(("", text));
    let line = import.trim_end();
    let Some((path, names)) = line
        .strip_suffix("};")
        .and_then(|open| open.split_once('{'))
    else {
        return text.to_owned();
    };
    if line.len() + 1 < MAX_WIDTH && !line.contains('\n') {
        return text.to_owned();
    }
    let mut narrowed = format!("{attributes}{path}{{\n   ");
    let mut column = 3;
    let names = names.split(',').map(str::trim);
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let all: usize = names.iter().map(|name| name.len() + 2).sum();
    let room = if column + all <= MAX_WIDTH {
        MAX_WIDTH
    } else {
        MAX_WIDTH - 1
    };
    for name in names {
        if column > 3 && column + name.len() + 2 > room {
            narrowed.push_str("\n   ");
            column = 3;
        }
        narrowed.push_str(&format!(" {name},"));
        column += name.len() + 2;
    }
    narrowed.push_str("\n};\n");
    narrowed
}
