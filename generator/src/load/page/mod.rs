//! A docs page: markdown with one OpenAPI block in a four-backtick fence.
//!
//! Invariant: a page that is read describes the operation that its block's first line names.

mod block;
mod markdown;

use super::document::{self, Syntax};
use super::node::{Node, Origins};
use super::text::{Lines, Text};
use super::{METHODS, Page, Source};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use block::{Sheet, Subject};
use markdown::{Fence, Outline};

/// Reads a page; `None` if it has no readable block, which is then a finding.
pub(super) fn read(
    source: &Source,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> Option<(Node, Page)> {
    let markdown = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let sheet = Sheet {
        source,
        markdown,
        lines: Lines::new(markdown),
        outline: Outline::new(markdown),
    };
    let read = sheet.block().and_then(|(fence, subject)| {
        let starts = fence
            .line_offsets
            .iter()
            .map(|offset| sheet.lines.spot(*offset));
        let text = Text::block(&source.path, fence.content.clone(), starts.collect());
        let Some(root) = document::read(&text, Syntax::Yaml, origins, diagnostics) else {
            return Ok(None);
        };
        let location = sheet.location(fence);
        check_subject(&root, &subject, &location)?;
        Ok(Some((root, sheet.page(fence, subject))))
    });
    read.map_err(|finding| diagnostics.push(*finding)).ok()?
}

impl Sheet<'_> {
    fn page(&self, fence: &Fence, subject: Subject) -> Page {
        Page {
            method: subject.method,
            path: subject.path.to_owned(),
            place: place(self.source),
            title: self.outline.title.clone(),
            summary: self.outline.summary.clone(),
            prose: self
                .outline
                .prose(self.markdown, fence.range.start)
                .to_owned(),
            location: self.location(fence),
        }
    }
}

/// The place that the caller gives. The name of a file alone says nothing: every resource has its `list.md`.
fn place(source: &Source) -> Vec<String> {
    let place = source.place.as_deref().unwrap_or_default();
    place
        .split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The operation that the page is about must stand in its block.
fn check_subject(root: &Node, subject: &Subject, at: &Location) -> Result<(), Box<Diagnostic>> {
    let paths = root.get("paths");
    let item = paths.and_then(|paths| paths.get(subject.path));
    if item.and_then(|item| item.get(&subject.method)).is_some() {
        return Ok(());
    }
    let written: Vec<_> = operations(root)
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    let help = match written.as_slice() {
        [] => "write the operation below `paths`".to_owned(),
        [only] => format!("the block describes `{only}`: name that in its first line"),
        several => format!(
            "the block describes {}: name one of them in its first line",
            several.join(", ")
        ),
    };
    let message = format!(
        "the block does not describe `{} {}`",
        subject.method, subject.path
    );
    Err(Box::new(
        Diagnostic::error("page-operation-missing", at.clone(), message).help(help),
    ))
}

/// The method and path of every operation.
fn operations(root: &Node) -> impl Iterator<Item = (&str, &str)> {
    let paths = root.get("paths").and_then(Node::as_object);
    paths.into_iter().flatten().flat_map(|(path, item)| {
        let methods = METHODS
            .into_iter()
            .filter(|method| item.get(method).is_some());
        methods.map(move |method| (method, path.as_str()))
    })
}
