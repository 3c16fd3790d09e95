//! Lines that are full but for the comma behind them: prettyplease lets it stand beyond the last column, and rustfmt breaks
//! what is before it.
//!
//! Invariant: only white space, the braces of an arm and the comma after a last item change.

use super::{MAX_WIDTH, STEP, indentation};

/// The text with what stands before a comma beyond the last column on lines of its own.
pub(super) fn within(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for line in text.lines() {
        let is_beyond = line.len() == MAX_WIDTH + 1 && line.ends_with(',');
        match is_beyond.then(|| broken(line)).flatten() {
            Some(lines) => written.push_str(&lines),
            None => written.push_str(line),
        }
        written.push('\n');
    }
    written
}

fn broken(line: &str) -> Option<String> {
    let indent = indentation(line);
    let (margin, inner) = (" ".repeat(indent), " ".repeat(indent + STEP));
    let line = line.trim().strip_suffix(',')?;
    if let Some((pattern, value)) = line.split_once(" => ") {
        return Some(format!(
            "{margin}{pattern} => {{\n{inner}{value}\n{margin}}}"
        ));
    }
    let (head, items, end) = items(line)?;
    let items: String = (items.iter())
        .map(|item| format!("{inner}{item},\n"))
        .collect();
    Some(format!("{margin}{head}\n{items}{margin}{end},"))
}

/// A call or a list as what stands before its items, these, and the bracket behind them; `None` for all else.
pub(super) fn items(text: &str) -> Option<(&str, Vec<&str>, &str)> {
    let open = text.find(['(', '['])?;
    let (head, rest) = text.split_at_checked(open + 1)?;
    let close = if head.ends_with('(') { ')' } else { ']' };
    let mut items = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let (mut in_string, mut is_escaped) = (false, false);
    for (at, c) in rest.char_indices() {
        if in_string {
            in_string = is_escaped || c != '"';
            is_escaped = !is_escaped && c == '\\';
            continue;
        }
        match c {
            '"' => in_string = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth > 0 => depth -= 1,
            ',' if depth == 0 => {
                items.push(rest.get(start..at)?.trim());
                start = at + 1;
            }
            _ if c == close => {
                items.push(rest.get(start..at)?.trim());
                let end = rest.get(at..)?;
                return (end.len() == 1 && items != [""]).then_some((head, items, end));
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{items, within};

    #[test]
    fn what_is_before_a_comma_beyond_the_last_column_is_broken() {
        let name = "x".repeat(66);
        let rows = [
            (
                format!("        A => \"x{name}xxxxxxx\",\n"),
                format!("        A => {{\n            \"x{name}xxxxxxx\"\n        }}\n"),
            ),
            (
                format!("    a::b(\"x{name}\", \", )\", c),\n"),
                format!("    a::b(\n        \"x{name}\",\n        \", )\",\n        c,\n    ),\n"),
            ),
            (
                format!("    &[\"xxxxxx{name}\", \"a\\\"]\"],\n"),
                format!("    &[\n        \"xxxxxx{name}\",\n        \"a\\\"]\",\n    ],\n"),
            ),
        ];
        for (before, after) in rows {
            assert_eq!(before.len(), 91, "{before}");
            assert_eq!(within(&before), after);
            let shorter = before.replacen('x', "", 1);
            assert_eq!(within(&shorter), shorter);
        }
    }

    #[test]
    fn items_are_those_of_the_outer_brackets() {
        assert_eq!(
            items("A::b(c, &[d, e], f(g))"),
            Some(("A::b(", vec!["c", "&[d, e]", "f(g)"], ")"))
        );
        assert_eq!(items("a(b).c(d)"), None);
        assert_eq!(items("a()"), None);
        assert_eq!(items("a"), None);
    }
}
