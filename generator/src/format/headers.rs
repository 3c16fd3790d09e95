//! Where the two printers differ on the first line of an item that is too long for it.
//!
//! rustfmt indents `for` and puts the brace on a line of its own. Invariant: only white space changes, and the comma of a
//! type that was broken.

use super::MAX_WIDTH;

/// The text of an item with its header as rustfmt has it.
pub(super) fn as_rustfmt(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().position(|line| is_header(line));
    let written = start.and_then(|start| {
        let (before, lines) = lines.split_at(start);
        let (header, taken) = implementation(lines).or_else(|| long(lines))?;
        let lines = [before, &[header.as_str()], lines.get(taken..)?].concat();
        Some(lines.join("\n") + "\n")
    });
    written.unwrap_or_else(|| text.to_owned())
}

fn is_header(line: &str) -> bool {
    ["impl ", "impl<", "pub enum ", "pub struct "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// An implementation of a trait for a type that has not room beside it, and how many lines it had.
fn implementation(lines: &[&str]) -> Option<(String, usize)> {
    let (of, ty, taken) = match lines {
        [of, ty, ..] if ty.starts_with("for ") => ((*of).to_owned(), *ty, 2),
        [open, argument, ty, ..] if open.ends_with('<') && ty.starts_with("> for ") => {
            let argument = argument.trim().strip_suffix(',')?;
            (format!("{open}{argument}>"), ty.strip_prefix("> ")?, 3)
        }
        _ => return None,
    };
    let ty = ty.strip_suffix(" {")?;
    let of = match of.strip_prefix("impl ").filter(|_| of.len() > MAX_WIDTH) {
        Some(of) => format!("impl\n    {of}"),
        None => of,
    };
    let is_whole = |line: &str| line.len() <= MAX_WIDTH;
    let header = format!("{of}\n    {ty}\n{{");
    header.lines().all(is_whole).then_some((header, taken))
}

/// The header of a type whose brace has no room beside it.
fn long(lines: &[&str]) -> Option<(String, usize)> {
    let first = lines.first().filter(|line| line.len() > MAX_WIDTH)?;
    let header = first.strip_suffix(" {")?;
    Some((format!("{header}\n{{"), 1))
}

#[cfg(test)]
mod tests {
    use super::as_rustfmt;

    #[test]
    fn the_brace_of_a_long_header_has_a_line_of_its_own() {
        let (a, long) = ("a".repeat(77), "a".repeat(79));
        let rows = [
            (
                "impl A\nfor B {\n    c\n}\n".to_owned(),
                "impl A\n    for B\n{\n    c\n}\n".to_owned(),
            ),
            (
                format!("#[d]\nimpl From<\n    {a},\n> for B {{\n}}\n"),
                format!("#[d]\nimpl From<{a}>\n    for B\n{{\n}}\n"),
            ),
            (
                format!("impl From<\n    {long},\n> for B {{\n}}\n"),
                format!("impl\n    From<{long}>\n    for B\n{{\n}}\n"),
            ),
            (
                format!("pub enum {long} {{\n}}\n"),
                format!("pub enum {long}\n{{\n}}\n"),
            ),
        ];
        for (before, after) in rows {
            assert_eq!(as_rustfmt(&before), after);
        }
        for whole in [
            "impl A for B {\n    for c in d {\n    }\n}\n".to_owned(),
            format!("pub enum {a}x {{\n}}\n"),
            format!("impl A\nfor {long}aaa {{\n}}\n"),
        ] {
            assert_eq!(as_rustfmt(&whole), whole);
        }
    }
}
