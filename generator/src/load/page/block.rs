//! Finds the one OpenAPI block of a page.
//!
//! A CommonMark parser tells blocks from prose, so other fences, tables and tags cannot pass for one.
//! Invariant: a block that the parser does not see as one, because it stands inside raw HTML or is
//! indented, is a finding and never skipped.

use super::markdown::{Fence, Outline};
use crate::diagnostic::{Diagnostic, Location, Pointer};
use crate::load::text::Lines;
use crate::load::{METHODS, Source};

/// What to write, for the help of every finding about a missing block.
const EXPECTED: &str = "write the description as a block of its own, with an empty line before it:\n\
    ````yaml openapi.json post /the/path/\n\
    openapi: 3.0.3\n\
    ...\n\
    ````";

/// How many backticks open an OpenAPI block: three could not hold the code fences of descriptions.
const BACKTICKS: usize = 4;

/// What the first line of the block says that the block is about.
pub(super) struct Subject<'a> {
    pub(super) method: String,
    pub(super) path: &'a str,
}

impl<'a> Subject<'a> {
    /// Reads an info string such as `yaml api-reference/openapi.json post /users/`. Words after the path
    /// are attributes of the docs tool.
    fn parse(info: &'a str) -> Option<Self> {
        let mut words = info.split_whitespace();
        let language = words.next()?;
        let file = words.next()?;
        let method = words.next()?.to_ascii_lowercase();
        let path = words.next()?;
        let is_subject = matches!(language, "yaml" | "yml")
            && [".json", ".yaml", ".yml"]
                .iter()
                .any(|ending| file.ends_with(ending))
            && METHODS.contains(&method.as_str())
            && path.starts_with('/');
        is_subject.then_some(Self { method, path })
    }
}

/// A page that is being read.
pub(super) struct Sheet<'a> {
    pub(super) source: &'a Source,
    pub(super) markdown: &'a str,
    pub(super) lines: Lines<'a>,
    pub(super) outline: Outline,
}

impl Sheet<'_> {
    /// The one OpenAPI block of the page.
    pub(super) fn block(&self) -> Result<(&Fence, Subject<'_>), Box<Diagnostic>> {
        let mut blocks = self.blocks();
        if let Some(offset) = self.hidden_block() {
            return Err(self.error(
                "page-block-hidden",
                offset,
                "markdown does not see this OpenAPI block: it stands inside a tag, a paragraph or indented code",
            ));
        }
        let Some((fence, subject)) = blocks.next() else {
            return Err(self.missing_block());
        };
        if let Some((second, _)) = blocks.next() {
            let message = "the page has a second OpenAPI block";
            let finding = Diagnostic::error("page-block-twice", self.location(second), message)
                .related(self.location(fence), "the first one")
                .help("keep one block a page, and give each operation a page of its own");
            return Err(Box::new(finding));
        }
        if !fence.is_closed(self.markdown) {
            let message = "the OpenAPI block does not end";
            let finding = Diagnostic::error("page-block-open", self.location(fence), message)
                .help("close it with a line that holds nothing but the same number of backticks");
            return Err(Box::new(finding));
        }
        Ok((fence, subject))
    }

    fn blocks(&self) -> impl Iterator<Item = (&Fence, Subject<'_>)> {
        self.outline.fences.iter().filter_map(|fence| {
            let subject = Subject::parse(&fence.info)?;
            (fence.backticks(self.markdown) >= BACKTICKS).then_some((fence, subject))
        })
    }

    /// Lines that look like the beginning of an OpenAPI block, with the fence they stand in if any.
    fn block_lines(&self) -> impl Iterator<Item = (usize, Option<&Fence>)> {
        self.lines.iter().filter_map(|(offset, line)| {
            let fence = line.trim_start();
            let info = fence.trim_start_matches('`');
            let is_fence = fence.len() - info.len() >= BACKTICKS;
            Subject::parse(info).filter(|_| is_fence)?;
            let start = offset + line.len() - fence.len();
            // The fences stand in the order of the page, and none in another.
            let fences = &self.outline.fences;
            let next = fences.partition_point(|fence| fence.range.start <= start);
            let last = next.checked_sub(1).and_then(|index| fences.get(index));
            Some((start, last.filter(|fence| fence.range.contains(&start))))
        })
    }

    /// A block that markdown takes for something else.
    fn hidden_block(&self) -> Option<usize> {
        self.block_lines()
            .find(|(_, fence)| fence.is_none())
            .map(|(offset, _)| offset)
    }

    fn missing_block(&self) -> Box<Diagnostic> {
        if let Some((offset, Some(around))) = self.block_lines().next() {
            let finding = self.error(
                "page-block-hidden",
                offset,
                "this OpenAPI block stands inside another code block",
            );
            return Box::new(finding.related(self.location(around), "which begins here"));
        }
        let fences = || self.outline.fences.iter();
        // Four backticks may also stand around an example of markdown.
        let misspelt = fences()
            .find(|fence| Subject::parse(&fence.info).is_some())
            .or_else(|| fences().find(|fence| fence.backticks(self.markdown) >= BACKTICKS));
        match misspelt {
            Some(fence) => self.error(
                "page-block-missing",
                fence.range.start,
                "this is no OpenAPI block: one begins with four backticks, `yaml`, a file, a method and a path",
            ),
            None => match fences().find(|fence| fence.content.starts_with("openapi:")) {
                Some(fence) => self.error(
                    "page-block-missing",
                    fence.range.start,
                    "this block looks like a description, but its first line does not say of which operation",
                ),
                None => {
                    let message = "the page has no OpenAPI block";
                    let finding =
                        Diagnostic::error("page-block-missing", self.location_of(0), message);
                    Box::new(finding.help(format!(
                        "leave out a page that is about no operation; of any other one, {EXPECTED}"
                    )))
                }
            },
        }
    }

    fn error(&self, code: &'static str, offset: usize, message: &str) -> Box<Diagnostic> {
        let location = self.location_of(offset);
        Box::new(Diagnostic::error(code, location, message).help(EXPECTED))
    }

    pub(super) fn location(&self, fence: &Fence) -> Location {
        self.location_of(fence.range.start)
    }

    fn location_of(&self, offset: usize) -> Location {
        let spot = self.lines.spot(offset);
        Location {
            file: self.source.path.clone(),
            line: spot.line,
            column: spot.column,
            pointer: Pointer::root(),
            end: None,
        }
    }
}
