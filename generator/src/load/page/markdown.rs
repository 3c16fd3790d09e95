//! The outline of a markdown page: its heading, its summary and its code fences.
//!
//! Invariant: an offset of the outline is a byte offset in the page's text. This is the only file that
//! knows `pulldown-cmark`.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What the reader of a docs page needs to know of its markdown.
#[derive(Default)]
pub(super) struct Outline {
    /// The first heading of level 1.
    pub(super) title: Option<String>,
    /// The quoted sentence right below the heading.
    pub(super) summary: Option<String>,
    /// Every fenced code block.
    pub(super) fences: Vec<Fence>,
    /// Where the prose begins: below the heading and the summary.
    prose_start: usize,
    /// Where headings that say `OpenAPI` begin.
    openapi_headings: Vec<usize>,
}

/// A fenced code block.
#[derive(Default)]
pub(super) struct Fence {
    /// The text after the opening fence.
    pub(super) info: String,
    /// From the opening fence through the closing one.
    pub(super) range: Range<usize>,
    /// The code, without the indentation or quote marks of what it stands in.
    pub(super) content: String,
    /// Where each line of the code begins in the page.
    pub(super) line_offsets: Vec<usize>,
}

impl Outline {
    /// Outlines a page. A heading inside a quote, such as a note above the page's own heading, counts
    /// for nothing.
    pub(super) fn new(markdown: &str) -> Self {
        let mut walk = Walk::default();
        for (event, range) in Parser::new_ext(markdown, Options::empty()).into_offset_iter() {
            walk.take(event, range);
        }
        walk.outline
    }

    /// The prose of a page whose OpenAPI block begins at `block`: what stands between the summary and the
    /// block or its heading.
    pub(super) fn prose<'t>(&self, markdown: &'t str, block: usize) -> &'t str {
        let mut headings = self.openapi_headings.iter().copied();
        let end = headings
            .rfind(|start| (self.prose_start..block).contains(start))
            .unwrap_or(block);
        markdown
            .get(self.prose_start..end)
            .unwrap_or_default()
            .trim()
    }
}

impl Fence {
    /// The backticks that open the block; none if it is fenced by tildes.
    pub(super) fn backticks(&self, markdown: &str) -> usize {
        let source = markdown.get(self.range.clone()).unwrap_or_default();
        source.chars().take_while(|c| *c == '`').count()
    }

    /// Whether the block ends with a fence of its own, and not with the page.
    pub(super) fn is_closed(&self, markdown: &str) -> bool {
        let source = markdown.get(self.range.clone()).unwrap_or_default();
        let last = source.lines().skip(1).last().unwrap_or_default();
        let closing = last.trim_start_matches(['>', ' ', '\t']).trim_end();
        closing.len() >= self.backticks(markdown) && closing.chars().all(|c| c == '`')
    }

    fn push(&mut self, text: &str, start: usize) {
        for (offset, line) in line_offsets(text) {
            if self.content.is_empty() || self.content.ends_with('\n') {
                self.line_offsets.push(start + offset);
            }
            self.content.push_str(line);
        }
    }
}

/// The lines of a text, each with its ending and the offset of its beginning.
fn line_offsets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split_inclusive('\n').map(move |line| {
        offset += line.len();
        (offset - line.len(), line)
    })
}

/// The part of the page that is being read.
#[derive(Default)]
enum Part {
    #[default]
    Other,
    Title,
    Heading(usize),
    /// Right below the title, where the summary stands if there is one.
    BelowTitle,
    Summary,
    Fence,
}

#[derive(Default)]
struct Walk {
    outline: Outline,
    part: Part,
    /// How many quotes and lists are open around the part.
    containers: usize,
    words: String,
    fence: Fence,
}

impl Walk {
    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) if matches!(self.part, Part::Fence) => {
                self.fence.push(&text, range.start);
            }
            Event::Text(text) | Event::Code(text) => self.words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.part = Part::Fence;
                self.fence = Fence {
                    info: info.into_string(),
                    range,
                    ..Fence::default()
                };
            }
            Tag::BlockQuote(_) if matches!(self.part, Part::BelowTitle) => {
                self.part = Part::Summary;
                self.words.clear();
                self.containers += 1;
            }
            Tag::BlockQuote(_) | Tag::List(_) => self.containers += 1,
            Tag::Heading { level, .. } if self.containers == 0 => {
                let is_title = level == HeadingLevel::H1 && self.outline.title.is_none();
                self.part = if is_title {
                    Part::Title
                } else {
                    Part::Heading(range.start)
                };
                self.words.clear();
            }
            _ if matches!(self.part, Part::BelowTitle) => self.part = Part::Other,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match (tag, &self.part) {
            (TagEnd::CodeBlock, Part::Fence) => {
                self.outline.fences.push(std::mem::take(&mut self.fence));
                self.part = Part::Other;
            }
            (TagEnd::Heading(_), Part::Title) => {
                self.outline.title = Some(self.take_words());
                self.outline.prose_start = range.end;
                self.part = Part::BelowTitle;
            }
            (TagEnd::Heading(_), Part::Heading(start)) => {
                if self.words.trim() == "OpenAPI" {
                    self.outline.openapi_headings.push(*start);
                }
                self.part = Part::Other;
            }
            (TagEnd::BlockQuote(_), Part::Summary) if self.containers == 1 => {
                self.outline.summary = Some(self.take_words());
                self.outline.prose_start = range.end;
                self.part = Part::Other;
                self.containers = 0;
            }
            (TagEnd::BlockQuote(_) | TagEnd::List(_), _) => {
                self.containers = self.containers.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn take_words(&mut self) -> String {
        std::mem::take(&mut self.words).trim().to_owned()
    }
}
