//! Components of a docs page, such as `<Warning>`: they stand alone on their lines, which markdown would read as HTML.
//!
//! Invariant: what a component holds is kept, and begins a paragraph of its own.

/// Components whose name says how to take what they hold. It begins their paragraph.
const CALLOUTS: &[&str] = &["Check", "Danger", "Info", "Note", "Tip", "Warning"];

/// Replaces the components of a docs page (`<Warning>`, `<Accordion title="..">`), which stand alone on their
/// lines, by paragraphs; what they hold loses the indentation that they gave it.
pub(super) fn components(text: &str) -> String {
    let mut lines = Vec::new();
    // For each open component how far what it holds is indented: as its first line is.
    let mut indents: Vec<Option<usize>> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim();
        if let Some((name, text)) = in_one_line(trimmed) {
            lines.extend([
                String::new(),
                label(name, trimmed),
                text.to_owned(),
                String::new(),
            ]);
        } else if let Some(name) = tag_name(trimmed) {
            if trimmed.starts_with("</") {
                indents.pop();
            } else if !trimmed.ends_with("/>") {
                indents.push(None);
            }
            lines.extend([String::new(), label(name, trimmed)]);
            if !CALLOUTS.contains(&name) {
                lines.push(String::new());
            }
        } else {
            let indent = line.len() - line.trim_start_matches(' ').len();
            let first = indents.last_mut().filter(|_| !trimmed.is_empty());
            let lost = first.map_or(0, |first| *first.get_or_insert(indent));
            lines.push(line[indent.min(lost)..].to_owned());
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The name of a component that begins and ends in this line, and what it holds.
fn in_one_line(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(line.find('>')? + 1)?;
    let name = tag_name(tag)?;
    let text = rest
        .strip_suffix('>')?
        .strip_suffix(name)?
        .strip_suffix("</")?;
    Some((name, text.trim()))
}

/// The name of the component whose tag is all that a line holds.
fn tag_name(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('<')?.strip_suffix('>')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let name = &inner[..end];
    (name.starts_with(|c: char| c.is_ascii_uppercase()) && !inner.contains('<')).then_some(name)
}

/// What a component says to the reader: that this is a warning, or its title.
fn label(name: &str, line: &str) -> String {
    if line.starts_with("</") {
        return String::new();
    }
    if CALLOUTS.contains(&name) {
        return format!("**{name}:**");
    }
    let title = line
        .split_once("title=\"")
        .and_then(|(_, rest)| rest.split_once('"'));
    title.map_or_else(String::new, |(title, _)| format!("**{title}**"))
}
