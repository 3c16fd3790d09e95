//! Findings for people, in the look of rustc: the message, the place with its line, and what to do.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use generator::diagnostic::{Diagnostic, Location, Pointer, Report, Severity};
use generator::load::Input;

use super::lines::Lines;

/// One block per finding, with an empty line after each.
pub(super) fn render(report: &Report, input: &Input, coloured: bool) -> String {
    let renderer = if coloured {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let lines = Lines::of(input);
    report
        .diagnostics()
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
        group = group.elements(place(location, AnnotationKind::Primary, None, lines));
        if location.pointer != Pointer::root() {
            let pointer = location.pointer.to_string();
            group = group.element(note(Level::NOTE.with_name("at"), &pointer));
        }
    }
    for (location, label) in &diagnostic.related {
        group = group.elements(place(location, AnnotationKind::Context, Some(label), lines));
    }
    match &diagnostic.help {
        Some(help) => group.element(note(Level::HELP, help)),
        None => group,
    }
}

/// Unlike titles and sources, messages reach the terminal as they are given.
fn note<'a>(level: Level<'a>, text: &str) -> Element<'a> {
    level.message(normalize_untrusted_str(text)).into()
}

/// The file, line and column, and the line itself if it can be shown.
fn place<'a>(
    location: &'a Location,
    kind: AnnotationKind,
    label: Option<&'a String>,
    lines: &Lines<'a>,
) -> Vec<Element<'a>> {
    let line = location.line as usize;
    let origin = Origin::path(location.file.as_str())
        .line(line)
        .char_column(location.column as usize);
    let Some(excerpt) = lines.excerpt(location) else {
        return vec![origin.into()];
    };
    let snippet = Snippet::source(excerpt.text)
        .line_start(line)
        .annotation(kind.span(excerpt.span).label(label));
    vec![origin.into(), snippet.into()]
}
