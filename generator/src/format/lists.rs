//! Where the two printers differ on lists and calls that are longer than a line.
//!
//! prettyplease gives each item a line of its own; rustfmt fills lines with short items, and begins an only item on the
//! line of its bracket, if that is a call or, in a list, has several lines. Invariant: only white space and the comma after
//! a last item change.

use super::{MAX_WIDTH, STEP, commas, indentation};

/// The longest item that rustfmt calls short.
const SHORT: usize = 10;

/// The text with its lists as rustfmt has them.
pub(super) fn as_rustfmt(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut lines = lines.as_slice();
    let mut written = String::with_capacity(text.len());
    while let Some((first, rest)) = lines.split_first() {
        let (list, taken) = match list(first, rest) {
            Some((list, taken)) => (list, taken + 1),
            None => (format!("{first}\n"), 1),
        };
        written.push_str(&list);
        lines = lines.get(taken..).unwrap_or_default();
    }
    written
}

/// The list that begins at the end of a line, if it is written otherwise, and how many lines follow that.
fn list(first: &str, rest: &[&str]) -> Option<(String, usize)> {
    let open = first.chars().next_back()?;
    let end = match open {
        '[' => ']',
        '(' if !first.trim_start().starts_with('#') => ')',
        '{' => return value(first, rest).map(|value| (value, 2)),
        _ => return None,
    };
    let indent = indentation(first);
    let at = rest.iter().position(|line| indentation(line) <= indent)?;
    let (items, after) = rest.split_at(at);
    let close = after
        .first()
        .filter(|line| line.trim_start().starts_with(end))?;
    let list = match filled(items, indent + STEP) {
        Some(items) => Some(format!("{first}\n{items}\n{close}\n")),
        None if open == '(' => called(first, items, close.trim_start()),
        None => begun(first, items, close.trim_start())
            .or_else(|| called(first, items, close.trim_start())),
    };
    Some((list?, at + 1))
}

/// A variant with one member, which is short enough to stand beside it.
fn value(first: &str, rest: &[&str]) -> Option<String> {
    /// The generated crate's `struct_lit_width`.
    const WIDTH: usize = 25;
    let [member, close, ..] = rest else {
        return None;
    };
    let member = member.trim().strip_suffix(',')?;
    let is_name = member.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_value = first.trim_start().starts_with("Self::") && close.trim_start() == "}";
    (is_name && is_value && member.len() <= WIDTH).then(|| format!("{first} {member} }}\n"))
}

/// Short items, as many on each line as fit.
fn filled(items: &[&str], indent: usize) -> Option<String> {
    let is_short = |item: &&str| {
        let name = item.trim_start();
        let name = name.strip_suffix(',').unwrap_or(name);
        name.len() <= SHORT && !name.is_empty() && !name.contains([' ', '(', '[', '{', ':'])
    };
    if !items.iter().all(is_short) || items.is_empty() {
        return None;
    }
    let margin = " ".repeat(indent);
    let mut lines = vec![String::new()];
    for item in items.iter().map(|item| item.trim()) {
        let width = lines.last().map_or(0, String::len);
        if width > 0 && indent + width + 1 + item.len() > MAX_WIDTH {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            let space = if line.is_empty() { "" } else { " " };
            line.push_str(&format!("{space}{item}"));
        }
    }
    let lines: Vec<String> = (lines.iter())
        .map(|line| format!("{margin}{line}"))
        .collect();
    Some(lines.join("\n"))
}

/// An only item of several lines, which begins on the line of the bracket and ends on that of the other one.
fn begun(first: &str, items: &[&str], end: &str) -> Option<String> {
    let (head, rest) = items.split_first()?;
    let (tail, inner) = rest.split_last()?;
    let indent = indentation(head);
    let is_only = inner.iter().all(|line| indentation(line) > indent);
    let line = format!("{first}{}", head.trim_start());
    let fits = line.len() <= MAX_WIDTH && head.ends_with(['{', '(', '[']);
    let tail = tail.trim_start().strip_suffix(',')?;
    if !is_only || !fits {
        return None;
    }
    let inner: String = (inner.iter())
        .map(|line| format!("{}\n", line.get(STEP..).unwrap_or_default()))
        .collect();
    let margin = " ".repeat(indentation(first));
    Some(format!(
        "{line}\n{}{margin}{tail}{end}\n",
        as_rustfmt(&rejoined(&inner))
    ))
}

/// A text that has moved to the left, with all between two brackets on one line where that fits now.
fn rejoined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut lines = lines.as_slice();
    let mut written = String::with_capacity(text.len());
    while let Some((first, rest)) = lines.split_first() {
        let indent = indentation(first);
        let is_open = first.ends_with(['[', '(']);
        let end = rest.iter().position(|line| indentation(line) <= indent);
        let (Some(end), true) = (end, is_open) else {
            written.push_str(&format!("{first}\n"));
            lines = rest;
            continue;
        };
        let (items, after) = rest.split_at(end);
        let items = rejoined(&items.join("\n"));
        let close = after.first().copied().unwrap_or_default();
        let whole: Vec<&str> = items.lines().map(str::trim).collect();
        let whole = whole.join(" ");
        let whole = whole.strip_suffix(',').unwrap_or(&whole);
        let whole = format!("{first}{whole}{}", close.trim_start());
        let are_whole = items
            .lines()
            .all(|line| indentation(line) == indent + STEP && !line.ends_with('{'));
        written.push_str(&match are_whole && whole.len() <= MAX_WIDTH {
            true => format!("{whole}\n"),
            false => format!("{first}\n{items}{close}\n"),
        });
        lines = after.get(1..).unwrap_or_default();
    }
    written
}

/// An only item that is a call on one line, which begins on the line of the bracket, with its arguments below.
fn called(first: &str, items: &[&str], end: &str) -> Option<String> {
    let [only] = items else { return None };
    let (head, arguments, close) = commas::items(only.trim().strip_suffix(',')?)?;
    let is_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':');
    let is_call = head
        .strip_suffix('(')
        .is_some_and(|path| path.chars().all(is_path) && !path.is_empty());
    if !is_call || first.len() + head.len() > MAX_WIDTH {
        return None;
    }
    let indent = indentation(first);
    let (margin, inner) = (" ".repeat(indent), " ".repeat(indent + STEP));
    let lines: Vec<String> = (arguments.iter())
        .map(|argument| format!("{inner}{argument},"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let arguments = filled(&lines, indent + STEP).unwrap_or_else(|| lines.join("\n"));
    Some(format!(
        "{first}{head}\n{arguments}\n{margin}{close}{end}\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::as_rustfmt;

    #[test]
    fn short_items_share_lines() {
        let items = "    ITEM,\n".repeat(14);
        let (full, rest) = (vec!["ITEM,"; 14].join(" "), "ITEM,");
        let before = format!("a: &[\n{items}    {rest}\n],\n");
        assert_eq!(
            as_rustfmt(&before),
            format!("a: &[\n    {full}\n    {rest}\n],\n")
        );
        let long = format!("a: &[\n{items}    LONGER_THAN_THAT,\n],\n");
        assert_eq!(as_rustfmt(&long), long);
    }

    #[test]
    fn an_only_item_begins_on_the_line_of_its_bracket() {
        let before = "a = &[\n    B {\n        c: 1,\n        d: 2,\n    },\n];\n";
        assert_eq!(as_rustfmt(before), "a = &[B {\n    c: 1,\n    d: 2,\n}];\n");
        let text = "x".repeat(31);
        let deep = format!(
            "a = &[\n    B {{\n        c: &[\n            d(\"{text}\", \"{text}\", &[]),\n        ],\n    }},\n];\n"
        );
        let fits = format!("a = &[B {{\n    c: &[d(\"{text}\", \"{text}\", &[])],\n}}];\n");
        assert_eq!(as_rustfmt(&deep), fits);
        let call = "a: &[\n    b::c(1, &[2, 3]),\n],\n";
        let begun = "a: &[b::c(\n    1,\n    &[2, 3],\n)],\n";
        assert_eq!(as_rustfmt(call), begun);
        let calls = "a: &[\n    b::c(1),\n    b::c(2),\n],\n";
        assert_eq!(as_rustfmt(calls), calls);
        let argument = "let a = b::c(\n    d::e(true, 1),\n);\n";
        let begun = "let a = b::c(d::e(\n    true, 1,\n));\n";
        assert_eq!(as_rustfmt(argument), begun);
        let short = "a(\n    b,\n    c,\n)\n";
        assert_eq!(as_rustfmt(short), "a(\n    b, c,\n)\n");
        let value = |name: &str| format!("    Self::A {{\n        {name},\n    }}\n");
        let (short, long) = ("x".repeat(25), "x".repeat(26));
        let beside = format!("    Self::A {{ {short} }}\n");
        assert_eq!(as_rustfmt(&value(&short)), beside);
        assert_eq!(as_rustfmt(&value(&long)), value(&long));
        let two = "a = &[\n    B {\n        c: 1,\n    },\n    B {\n        c: 2,\n    },\n];\n";
        assert_eq!(as_rustfmt(two), two);
    }
}
