//! Where the two printers differ on lists that are longer than a line.
//!
//! prettyplease gives each item a line of its own; rustfmt fills lines with short items, and begins an only item on the
//! line of its bracket. Invariant: only white space and the comma after a last item change.

use super::MAX_WIDTH;

/// The longest item that rustfmt calls short.
const SHORT: usize = 10;

const STEP: usize = 4;

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
    if !first.ends_with('[') {
        return None;
    }
    let indent = indentation(first);
    let end = rest.iter().position(|line| indentation(line) <= indent)?;
    let (items, after) = rest.split_at(end);
    let close = after
        .first()
        .filter(|line| line.trim_start().starts_with(']'))?;
    let list = match filled(items, indent + STEP) {
        Some(items) => Some(format!("{first}\n{items}\n{close}\n")),
        None => begun(first, items, close.trim_start()),
    };
    Some((list?, end + 1))
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
        as_rustfmt(&inner)
    ))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
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
        let two = "a = &[\n    B {\n        c: 1,\n    },\n    B {\n        c: 2,\n    },\n];\n";
        assert_eq!(as_rustfmt(two), two);
    }
}
