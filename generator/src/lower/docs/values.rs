//! What descriptions say of the values that a schema lists: `` * `value` - Label ``, as Django REST framework writes it.
//!
//! Invariant: what is said of a value is said at its variant and nowhere else, and only if it says more than the value.

use std::collections::{BTreeMap, BTreeSet};

use super::super::enums::spelled;
use super::super::keywords::enum_values;
use super::arguments::words;
use super::{full_stop, markdown, sentence};
use crate::ir::Docs;
use crate::load::Node;

/// What is said of values, by how they are written.
pub(in crate::lower) type Labels = BTreeMap<String, String>;

/// An item of a list about values, in as many lines as it has.
struct Item {
    lines: usize,
    value: String,
    label: String,
}

/// What a description says of values, each in an item of its own.
pub(in crate::lower) fn labels(description: &str) -> Labels {
    let lines: Vec<&str> = description.lines().collect();
    let items = (0..lines.len()).filter_map(|start| item(&lines[start..]));
    items.map(|item| (item.value, item.label)).collect()
}

/// Leaves out what is said of values that a schema does not list.
pub(in crate::lower) fn retain_listed(labels: &mut Labels, schema: &Node) {
    let values = enum_values(schema).into_iter();
    let listed: BTreeSet<String> = values.map(|value| spelled(schema, value).text).collect();
    labels.retain(|value, _| listed.contains(value));
}

/// A description without the items about these values, and without the line that announces nothing but them.
pub(super) fn without(description: &str, labels: &Labels) -> String {
    let lines: Vec<&str> = description.lines().collect();
    let mut kept: Vec<String> = Vec::new();
    let mut start = 0;
    while let Some(line) = lines.get(start) {
        let known = item(&lines[start..]).filter(|item| labels.contains_key(&item.value));
        if let Some(item) = known {
            start += item.lines;
            let next = lines[start..].iter().find(|line| !line.trim().is_empty());
            if next.is_none_or(|next| after_mark(next).is_none()) {
                end_announcement(&mut kept);
            }
        } else {
            kept.push((*line).to_owned());
            start += 1;
        }
    }
    kept.join("\n")
}

/// What a description says before the first item about a value.
pub(super) fn before_labels(description: &str) -> &str {
    let lines = description.split_inclusive('\n');
    let before = lines.take_while(|line| item(&[line]).is_none());
    let length = before.map(str::len).sum();
    let said = description.get(..length).unwrap_or_default();
    said.trim_end().trim_end_matches(':')
}

/// Takes away a last paragraph of one line that ends in a colon (`Possible values:`), unless it is the only one: then it
/// is what the description says.
fn end_announcement(kept: &mut Vec<String>) {
    let is_blank = |line: &String| line.trim().is_empty();
    let Some(end) = kept.iter().rposition(|line| !is_blank(line)) else {
        return;
    };
    let Some(text) = kept[end].trim_end().strip_suffix(':') else {
        return;
    };
    let is_first = kept[..end].iter().all(is_blank);
    if kept[..end].last().is_some_and(is_blank) && !is_first {
        kept.truncate(end);
    } else {
        kept[end] = format!("{text}.");
    }
}

/// The item that begins in the first of these lines. What goes on is indented.
fn item(lines: &[&str]) -> Option<Item> {
    let first = *lines.first()?;
    let (value, label) = after_mark(first)?.strip_prefix('`')?.split_once('`')?;
    let label = label
        .strip_prefix(" - ")
        .or_else(|| label.strip_prefix(": "))?;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let goes_on = |line: &&&str| {
        !line.trim().is_empty() && indent(line) > indent(first) && after_mark(line).is_none()
    };
    let further: Vec<&str> = lines[1..].iter().take_while(goes_on).copied().collect();
    let words = std::iter::once(label).chain(further.iter().copied());
    Some(Item {
        lines: 1 + further.len(),
        value: value.to_owned(),
        label: words.map(str::trim).collect::<Vec<_>>().join(" "),
    })
}

/// What stands behind the mark of an item.
fn after_mark(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("* ").or_else(|| line.strip_prefix("- "))
}

/// A value of an enum, with what is said of it, if that says more.
pub(in crate::lower) fn variant(wire: &str, label: Option<&str>) -> Docs {
    if wire.is_empty() {
        return sentence("The empty string.");
    }
    let code = markdown::code(wire);
    match label.filter(|label| says_more(wire, label)) {
        Some(label) => full_stop(sentence(&format!("{code}: {}", markdown::note(label)))),
        None if super::is_plain(wire) => Docs::default(),
        None => sentence(&code),
    }
}

/// Whether a label is anything but the value in other letters: `Small Cards` of `smallCards` is not.
fn says_more(wire: &str, label: &str) -> bool {
    let known: Vec<String> = words(wire).collect();
    let label: Vec<String> = words(label).collect();
    label.is_empty() || label != known
}

#[cfg(test)]
mod tests {
    use super::{before_labels, labels, says_more, without};

    #[test]
    fn what_stands_before_items_about_values_is_a_text_of_its_own() {
        let table = [
            ("* `a` - Ay\n* `b` - Bee", ""),
            ("Kind, one of:\n* `a` - Ay\n", "Kind, one of"),
            ("* Not one\nof these.", "* Not one\nof these."),
        ];
        for (description, expected) in table {
            assert_eq!(before_labels(description), expected);
        }
    }

    #[test]
    fn items_about_values_are_taken_out_with_what_announces_them() {
        let table = [
            ("* `a` - Ay\n* `b` - Bee", ""),
            ("Kind.\n\n* `a` - Ay\n* `b` - Bee", "Kind.\n"),
            ("Kind.\n\nValues:\n\n- `a`: Ay\n- `b`: Bee", "Kind.\n"),
            ("Kind, one\nof these:\n* `a` - Ay", "Kind, one\nof these."),
            ("Filter by kind:\n\n* `a` - Ay", "Filter by kind.\n"),
            (
                "Values:\n\n* `a` - Ay\n* `c` - See",
                "Values:\n\n* `c` - See",
            ),
            ("* `a` - Ay\n  and more\n\nEnd.", "\nEnd."),
            ("* `c` - Other\n* `a`", "* `c` - Other\n* `a`"),
        ];
        let known = labels("* `a` - A\n* `b` - B");
        for (description, expected) in table {
            assert_eq!(without(description, &known), expected, "{description}");
        }
    }

    #[test]
    fn a_label_goes_on_where_it_is_indented() {
        let labels = labels("* `a` - Ay\n  and more\n* `b` - Bee\nNot of it.");
        assert_eq!(labels["a"], "Ay and more");
        assert_eq!(labels["b"], "Bee");
    }

    #[test]
    fn a_label_in_other_letters_says_nothing() {
        let table = [
            ("smallCards", "Small Cards", false),
            ("PROJECT_CREATED", "PROJECT_CREATED", false),
            ("1", "A", true),
            ("plus", "+", true),
            ("ac", "Autorisaties API", true),
        ];
        for (wire, label, expected) in table {
            assert_eq!(says_more(wire, label), expected, "{wire}: {label}");
        }
    }
}
