//! Findings for people, in the look of rustc: the message, the place with its line, and what to do.
//!
//! Invariant: what the renderer prints as it is given (notes, labels and help) has no control characters.

use std::borrow::Cow;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use generator::diagnostic::{Diagnostic, Location, Pointer, Related, Severity};
use generator::load::Input;

use super::lines::{Excerpt, Lines};

/// One block per finding, with an empty line after each.
pub(super) fn render(findings: &[Cow<Diagnostic>], input: &Input, coloured: bool) -> String {
    let renderer = if coloured {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let lines = Lines::of(input);
    findings
        .iter()
        .map(|diagnostic| renderer.render(&[group(diagnostic, &lines)]) + "\n\n")
        .collect()
}

fn group<'a>(diagnostic: &'a Diagnostic, lines: &Lines<'a>) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.0);
    let mut group = Group::with_title(title);
    if let Some(location) = &diagnostic.location {
        group = group.elements(primary(location, lines));
        if location.pointer != Pointer::root() {
            group = group.element(named_note("at", &location.pointer.to_string()));
        }
    }
    for Related { location, message } in &diagnostic.related {
        group = group.elements(related(location, message, lines));
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(normalize_untrusted_str(help))),
        None => group,
    }
}

/// The line that the finding is about. The renderer counts the column in the text that it is given, so
/// the place of a window into a longer line is told below it.
fn primary<'a>(location: &'a Location, lines: &Lines<'a>) -> Vec<Element<'a>> {
    match lines.excerpt(location) {
        None => vec![origin(location).into()],
        Some(excerpt) if excerpt.is_whole => {
            vec![snippet(location, excerpt, AnnotationKind::Primary, None).into()]
        }
        Some(excerpt) => {
            let shown = Snippet::source(excerpt.text)
                .line_start(location.line as usize)
                .annotation(AnnotationKind::Primary.span(excerpt.marked));
            let place = format!("{}:{}:{}", location.file, location.line, location.column);
            vec![shown.into(), named_note("in", &place)]
        }
    }
}

/// Another place, with what it is.
fn related<'a>(location: &'a Location, label: &str, lines: &Lines<'a>) -> Vec<Element<'a>> {
    match lines.excerpt(location) {
        Some(excerpt) if excerpt.is_whole => {
            vec![snippet(location, excerpt, AnnotationKind::Context, Some(label)).into()]
        }
        _ => vec![
            origin(location).into(),
            Level::NOTE.message(normalize_untrusted_str(label)).into(),
        ],
    }
}

fn snippet<'a>(
    location: &'a Location,
    excerpt: Excerpt<'a>,
    kind: AnnotationKind,
    label: Option<&str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(excerpt.text)
        .path(location.file.as_str())
        .line_start(location.line as usize)
        .annotation(
            kind.span(excerpt.marked)
                .label(label.map(normalize_untrusted_str)),
        )
}

fn origin(location: &Location) -> Origin<'_> {
    Origin::path(location.file.as_str())
        .line(location.line as usize)
        .char_column(location.column as usize)
}

/// Unlike titles and sources, notes and labels reach the terminal as they are given.
fn named_note(name: &'static str, text: &str) -> Element<'static> {
    Level::NOTE
        .with_name(name)
        .message(normalize_untrusted_str(text))
        .into()
}
