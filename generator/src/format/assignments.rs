//! Where the two printers differ on what follows a `=`, or a field's `:`.
//!
//! What does not fit beside it, prettyplease breaks at once; rustfmt puts it on the next line if it fits there
//! as a whole. Invariant: only white space and the comma after a last item change.

use super::{MAX_WIDTH, STEP, indentation};

/// The text with every value that fits on the line after its `=` there.
pub(super) fn on_next_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut lines = lines.as_slice();
    let mut moved = String::with_capacity(text.len());
    while let Some((first, rest)) = lines.split_first() {
        let whole = full_chain(first).or_else(|| whole_value(first, rest));
        let (text, taken) = if let Some((target, value, taken)) = whole {
            let indent = " ".repeat(indentation(first) + STEP);
            (format!("{target}\n{indent}{value}"), taken)
        } else if let Some(chain) = moved_chain(first, rest) {
            chain
        } else {
            let statement = full_statement(first);
            (statement.unwrap_or_else(|| (*first).to_owned()), 0)
        };
        moved.push_str(&text);
        moved.push('\n');
        lines = rest.get(taken..).unwrap_or_default();
    }
    moved
}

/// The columns that rustfmt uses for a chain: it leaves some to the `?` behind the last call.
fn width(value: &str) -> usize {
    let is_chain = value.contains(").") || {
        let start = value.split('(').next();
        start.is_some_and(|start| start.contains('.'))
    };
    match value.strip_suffix("?;").filter(|_| is_chain) {
        Some(chain) if chain.ends_with(".await") => MAX_WIDTH - 1,
        Some(chain) if chain.ends_with(')') => MAX_WIDTH - 2,
        _ => MAX_WIDTH,
    }
}

/// Whether prettyplease has a chain on one line, and rustfmt has not.
fn is_full(line: &str, chain: &str) -> bool {
    (width(chain) + 1..=MAX_WIDTH).contains(&columns(line))
}

/// A chain on one line that is too long for what rustfmt uses of it.
fn full_chain(line: &str) -> Option<(&str, String, usize)> {
    if !line.trim_start().starts_with("let ") {
        return None;
    }
    let (target, value) = split(line, &[])?;
    is_full(line, value).then(|| (target, value.to_owned(), 0))
}

/// A chain whose start is too long for the line of what it is assigned to: all of it moves on, and how many lines that
/// were.
fn moved_chain(first: &str, rest: &[&str]) -> Option<(String, usize)> {
    let indent = indentation(first);
    let (target, start) = split(first, &[]).filter(|_| columns(first) > MAX_WIDTH)?;
    let is_part = |line: &&&str| indentation(line) > indent;
    let is_chain = rest.first()?.trim_start().starts_with('.') && !start.ends_with(['(', '[', '{']);
    let parts: Vec<&str> = rest.iter().take_while(is_part).copied().collect();
    let margin = " ".repeat(STEP);
    let moved: String = parts
        .iter()
        .map(|line| format!("\n{margin}{line}"))
        .collect();
    let start = format!("{margin}{}{start}", " ".repeat(indent));
    is_chain.then(|| (format!("{target}\n{start}{moved}"), parts.len()))
}

/// A chain that is too long like that where nothing is assigned, with each call on a line of its own.
fn full_statement(line: &str) -> Option<String> {
    let statement = line.trim_start();
    let is_value = !statement.contains(" = ") && statement.ends_with("?;");
    if !is_value || !is_full(line, statement) {
        return None;
    }
    let margin = " ".repeat(indentation(line) + STEP);
    let mut broken = " ".repeat(indentation(line));
    let (mut depth, mut in_string) = (0_usize, false);
    for c in statement.chars() {
        match c {
            '"' => in_string = !in_string,
            '(' if !in_string => depth += 1,
            ')' if !in_string => depth = depth.saturating_sub(1),
            '.' if !in_string && depth == 0 => broken.push_str(&format!("\n{margin}")),
            _ => {}
        }
        broken.push(c);
    }
    Some(broken)
}

/// What is assigned to, up to its sign, the value in one line, and how many lines that were, if it was broken
/// and fits on the next line.
fn whole_value<'t>(first: &'t str, rest: &[&str]) -> Option<(&'t str, String, usize)> {
    let (target, start) = split(first, rest)?;
    let indent = indentation(first);
    let is_chain = |line: &str| indentation(line) == indent + STEP && line.trim().starts_with('.');
    let mut value = start.to_owned();
    let mut taken = 0;
    if rest.first().is_some_and(|line| is_chain(line)) {
        for line in rest.iter().take_while(|line| is_chain(line)) {
            value.push_str(line.trim());
            taken += 1;
        }
    } else {
        let items: Vec<&str> = rest
            .iter()
            .take_while(|line| indentation(line) == indent + STEP)
            .map(|line| line.trim())
            .collect();
        let end = rest
            .get(items.len())
            .filter(|line| closes(start, line.trim()))?;
        let items = items.join(" ");
        value.push_str(items.strip_suffix(',').unwrap_or(&items));
        value.push_str(end.trim());
        taken += rest.iter().position(|line| line == end)? + 1;
    }
    let is_whole = value.ends_with([';', ',']);
    (is_whole && indent + STEP + columns(&value) <= width(&value)).then_some((target, value, taken))
}

/// The two sides of an assignment, a definition, or, before a chain, a field.
fn split<'t>(line: &'t str, rest: &[&str]) -> Option<(&'t str, &'t str)> {
    if let Some((target, _)) = line.split_once(" = ") {
        return line
            .split_at_checked(target.len() + 2)
            .map(|(target, value)| (target, value.trim()));
    }
    let is_field = rest
        .first()
        .is_some_and(|line| line.trim().starts_with('.'));
    let (target, _) = line.split_once(": ").filter(|_| is_field)?;
    line.split_at_checked(target.len() + 1)
        .map(|(target, value)| (target, value.trim()))
}

/// Whether a line ends what the end of another one has opened.
fn closes(start: &str, end: &str) -> bool {
    match start.chars().next_back() {
        Some('(') => end == ");",
        Some('[') => end == "];",
        _ => false,
    }
}

/// How many columns a text has for rustfmt: a letter of several bytes is one. Those that are
/// two columns wide are not told apart.
fn columns(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::on_next_line;

    #[test]
    fn a_value_that_fits_on_the_next_line_is_put_there() {
        let rows = [
            ("a = &[\n    B,\n    C,\n];\n", "a =\n    &[B, C];\n"),
            ("a = Some(\n    b.c(),\n);\n", "a =\n    Some(b.c());\n"),
            ("a = b\n    .c()\n    .d();\n", "a =\n    b.c().d();\n"),
            ("    a: b\n        .c(),\n", "    a:\n        b.c(),\n"),
        ];
        for (before, after) in rows {
            assert_eq!(on_next_line(before), after);
        }
    }

    #[test]
    fn letters_are_counted_and_not_their_bytes() {
        let name = "é".repeat(70);
        let before = format!("a = {name}\n    .b()\n    .c();\n");
        assert_eq!(on_next_line(&before), format!("a =\n    {name}.b().c();\n"));
    }

    #[test]
    fn a_chain_that_can_fail_leaves_columns_free() {
        for (end, most) in [("ef()?;", 87), ("await?;", 88), ("ef();", 89)] {
            for length in 87..=89 {
                let argument = "x".repeat(length - "    let a = bcd.ef().".len() - end.len());
                let line = format!("    let a = bcd.ef({argument}).{end}\n");
                let other = format!("    let a =\n        bcd.ef({argument}).{end}\n");
                let expected = if length > most { other } else { line.clone() };
                assert_eq!(on_next_line(&line), expected);
            }
        }
    }

    #[test]
    fn a_chain_whose_start_has_no_room_moves_on() {
        let name = "x".repeat(80);
        let before = format!("    let a = {name}::new()\n        .b(c)\n        .d();\n");
        let after =
            format!("    let a =\n        {name}::new()\n            .b(c)\n            .d();\n");
        assert_eq!(on_next_line(&before), after);
    }

    #[test]
    fn a_chain_of_its_own_is_broken_where_it_is_full() {
        for (length, is_full) in [(87, false), (88, true)] {
            let argument = "x".repeat(length - "    client.ef(\".\").gh()?;".len());
            let line = format!("    client.ef(\".{argument}\").gh()?;\n");
            let other = format!("    client\n        .ef(\".{argument}\")\n        .gh()?;\n");
            assert_eq!(on_next_line(&line), if is_full { other } else { line });
        }
    }

    #[test]
    fn everything_else_stays() {
        let long = "x".repeat(90);
        let rows = [
            format!("a = &[\n    {long},\n];\n"),
            "a = Some(B {\n    c,\n});\n".to_owned(),
            "fn a() {\n    b\n}\n".to_owned(),
            "const A: B = B {\n    c: 1,\n};\n".to_owned(),
        ];
        for text in rows {
            assert_eq!(on_next_line(&text), text);
        }
    }
}
