//! Markdown of the spec to markdown that rustdoc reads as the author meant it, and as nothing else.
//!
//! Invariant of the result: no line holds a control character or ends in white space; fences name no
//! language that rustdoc would compile; what looks like HTML or like an intra-doc link is escaped.

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use pulldown_cmark_to_cmark::{
    Options as Style, calculate_code_block_token_count, cmark_with_options,
};

use super::components::components;
use super::html::without_html;
use crate::diagnostic::is_unseen;
use crate::ir::Docs;

/// Languages of fences that are worth colouring and that rustdoc does not compile.
const SAFE_LANGUAGES: &[&str] = &[
    "bash",
    "http",
    "json",
    "python",
    "sh",
    "typescript",
    "xml",
    "yaml",
];

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// Makes a description safe. Empty for a text that says nothing.
pub(in super::super) fn markdown(text: &str) -> Docs {
    with_links_from(None, text)
}

/// The same for the text of a docs page, whose links from the root of its site lead to `site`.
pub(super) fn with_links_from(site: Option<&str>, text: &str) -> Docs {
    let state = State {
        site,
        ..State::default()
    };
    with_events(state, text, |events| written(&events))
}

/// What `read` makes of a text that is safe; nothing of one that says nothing.
pub(super) fn with_events<R: Default>(
    mut state: State<'_>,
    text: &str,
    read: impl FnOnce(Vec<Event<'_>>) -> R,
) -> R {
    let text = components(&clean(text));
    if text.trim().is_empty() {
        return R::default();
    }
    let text = without_html(&text, OPTIONS);
    let events = Parser::new_ext(&text, OPTIONS);
    read(events.flat_map(|event| state.safe(event)).collect())
}

/// A safe text in lines.
pub(super) fn written(events: &[Event<'_>]) -> Docs {
    let fence = calculate_code_block_token_count(events).unwrap_or(3).max(3);
    let style = Style {
        code_block_token_count: fence,
        ..Style::default()
    };
    let mut rendered = String::new();
    if cmark_with_options(events.iter(), &mut rendered, OPTIONS, style.clone()).is_err() {
        let rendered_blocks = blocks(events).map(|events| block(events, &style));
        rendered = rendered_blocks.collect::<Vec<_>>().join("\n\n");
    }
    let lines = rendered.trim().lines();
    Docs(lines.map(|line| line.trim_end().to_owned()).collect())
}

/// The blocks that a text consists of.
pub(super) fn blocks<'s, 'e>(events: &'s [Event<'e>]) -> impl Iterator<Item = &'s [Event<'e>]> {
    let mut depth = 0_usize;
    let ends = move |event: &Event<'_>| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    };
    events.split_inclusive(ends)
}

/// A block as markdown, or as plain text where it has no spelling that reads as the same again.
fn block(events: &[Event<'_>], style: &Style<'_>) -> String {
    let mut rendered = String::new();
    if cmark_with_options(events.iter(), &mut rendered, OPTIONS, style.clone()).is_ok() {
        return rendered.trim_matches('\n').to_owned();
    }
    let texts = events.iter().filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
        Event::SoftBreak | Event::HardBreak | Event::End(_) => Some(" "),
        _ => None,
    });
    plain(&texts.collect::<String>())
}

/// A text in one line, in which nothing is markup but addresses, which rustdoc wants marked.
pub(super) fn plain(text: &str) -> String {
    escaped(&one_line(text))
}

/// A text in one line, with what markup a line can have; one that begins with a mark of something else is plain.
pub(super) fn inline(text: &str) -> String {
    let line = one_line(text);
    let begins_prose = matches!(
        Parser::new_ext(&line, OPTIONS).next(),
        Some(Event::Start(Tag::Paragraph))
    );
    match markdown(&line).0.as_slice() {
        [inline] if begins_prose => inline.clone(),
        _ => plain(&line),
    }
}

/// A text in one line, in which what stands between two backticks is code: rustc shows such a text as it is written.
pub(super) fn note(text: &str) -> String {
    let line = one_line(text);
    let parts: Vec<&str> = line.split('`').collect();
    let is_paired =
        parts.len() % 2 == 1 && !parts.iter().skip(1).step_by(2).any(|code| code.is_empty());
    if !is_paired {
        return escaped(&line);
    }
    let parts = parts
        .iter()
        .enumerate()
        .map(|(position, part)| match position % 2 {
            0 => escaped(part),
            _ => (*part).to_owned(),
        });
    parts.collect::<Vec<_>>().join("`")
}

fn escaped(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for (position, word) in line.split(' ').enumerate() {
        if position > 0 {
            escaped.push(' ');
        }
        push_escaped(word, &mut escaped);
    }
    escaped
}

fn push_escaped(word: &str, line: &mut String) {
    let schemes = ["https://", "http://"].into_iter();
    let start = schemes.filter_map(|scheme| word.find(scheme)).min();
    let (before, rest) = word.split_at(start.unwrap_or(word.len()));
    let address = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
    if address.is_empty() || address.contains(['<', '>']) {
        return push_without_markup(word, line);
    }
    push_without_markup(before, line);
    line.push_str(&format!("<{address}>"));
    push_without_markup(rest.get(address.len()..).unwrap_or_default(), line);
}

fn push_without_markup(text: &str, line: &mut String) {
    for c in text.chars() {
        if matches!(
            c,
            '[' | ']' | '<' | '>' | '*' | '_' | '`' | '\\' | '#' | '|'
        ) {
            line.push('\\');
        }
        line.push(c);
    }
}

/// A text in one line, as it is otherwise.
pub(in super::super) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in one line, as code; one of which nothing would be seen, as a literal of it.
pub(super) fn code(text: &str) -> String {
    let line = match one_line(text) {
        line if line.is_empty() && !text.is_empty() => format!("{text:?}"),
        line => line,
    };
    let longest = line
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    match line.as_str() {
        "" => "the empty string".to_owned(),
        text if text.starts_with('`') || text.ends_with('`') => {
            format!("{fence} {text} {fence}")
        }
        text => format!("{fence}{text}{fence}"),
    }
}

/// Line ends as `\n` and tabs as spaces, as rustdoc wants them. Other control characters, those that turn the
/// direction of text and those that nobody sees are dropped; joiners and soft hyphens stay, since scripts and emoji need
/// them.
fn clean(text: &str) -> String {
    let joins = |c: char| matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}');
    text.replace("\r\n", "\n")
        .replace(
            ['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'],
            "\n",
        )
        .replace('\t', "    ")
        .chars()
        .filter(|&c| c == '\n' || joins(c) || !is_unseen(c))
        .collect()
}

/// How deep quotes and lists may stand in each other. Each line repeats the marks of all of them, so that nesting
/// without end would write without end.
const DEEPEST: usize = 16;

#[derive(Default)]
pub(super) struct State<'s> {
    /// Where links that begin with a slash lead.
    site: Option<&'s str>,
    /// Whether headings stay as high as they are.
    pub(super) keeps_headings: bool,
    /// For each open link whether it is kept.
    links: Vec<bool>,
    in_code: bool,
    /// How many quotes, lists and items of lists are open.
    containers: usize,
}

impl State<'_> {
    fn safe<'e>(&mut self, event: Event<'e>) -> Vec<Event<'e>> {
        if self.is_too_deep(&event) {
            return Vec::new();
        }
        match event {
            Event::Html(html) | Event::InlineHtml(html) => vec![Event::Text(html)],
            Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
            Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code = true;
                vec![Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(
                    safe_language(&kind).into(),
                )))]
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                vec![Event::End(TagEnd::CodeBlock)]
            }
            Event::Start(Tag::Heading { level, .. }) => vec![heading(self.level(level))],
            Event::End(TagEnd::Heading(level)) => {
                vec![Event::End(TagEnd::Heading(self.level(level)))]
            }
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => Vec::new(),
            // The writer spells it as it was.
            Event::Start(Tag::Link {
                link_type: LinkType::Email,
                ..
            }) => {
                self.links.push(true);
                vec![event]
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.open_link(dest_url),
            Event::End(TagEnd::Link) => match self.links.pop() {
                Some(true) => vec![Event::End(TagEnd::Link)],
                _ => Vec::new(),
            },
            Event::Text(text) if self.in_code => vec![Event::Text(text)],
            Event::Text(text) if self.links.is_empty() => linked(&decoded(&text)),
            Event::Text(text) => vec![Event::Text(decoded(&text).into())],
            other => vec![other],
        }
    }

    /// The first level is the item's own name.
    fn level(&self, level: HeadingLevel) -> HeadingLevel {
        match self.keeps_headings {
            true => level,
            false => level.max(HeadingLevel::H2),
        }
    }

    /// Whether an event begins or ends a quote or a list that stands too deep in others. What it holds stays.
    fn is_too_deep(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
                self.containers += 1;
                self.containers > DEEPEST
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
                self.containers -= 1;
                self.containers >= DEEPEST
            }
            _ => false,
        }
    }

    fn open_link<'e>(&mut self, target: CowStr<'e>) -> Vec<Event<'e>> {
        let absolute = self.absolute(target);
        self.links.push(absolute.is_some());
        let Some(dest_url) = absolute else {
            return Vec::new();
        };
        vec![Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url,
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        })]
    }

    /// Where a link leads for a reader outside of its page; `None` if only the page knows.
    fn absolute<'e>(&self, target: CowStr<'e>) -> Option<CowStr<'e>> {
        if target.starts_with("https://") || target.starts_with("http://") {
            return Some(decoded(&target).into());
        }
        let from_root = target.starts_with('/') && !target.starts_with("//");
        let site = self.site.filter(|_| from_root)?;
        Some(format!("{site}{}", decoded(&target)).into())
    }
}

/// A text in which entities were decoded, each of which stands for any character: within one line, and clean again.
fn decoded(text: &str) -> String {
    clean(text).replace('\n', " ")
}

fn safe_language(kind: &CodeBlockKind<'_>) -> String {
    let language = match kind {
        CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    };
    if SAFE_LANGUAGES.contains(&language) {
        language.to_owned()
    } else {
        "text".to_owned()
    }
}

fn heading(level: HeadingLevel) -> Event<'static> {
    Event::Start(Tag::Heading {
        level,
        id: None,
        classes: Vec::new(),
        attrs: Vec::new(),
    })
}

/// An address as a link to itself. As HTML the writer would refuse it, since it reads as a link.
fn link<'e>(address: &str) -> [Event<'e>; 3] {
    let tag = Tag::Link {
        link_type: LinkType::Autolink,
        dest_url: address.to_owned().into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    };
    let text = Event::Text(address.to_owned().into());
    [Event::Start(tag), text, Event::End(TagEnd::Link)]
}

/// Text with its bare addresses as links.
fn linked<'e>(text: &str) -> Vec<Event<'e>> {
    let mut events = Vec::new();
    let mut rest = text;
    while let Some(start) = rest
        .find("https://")
        .into_iter()
        .chain(rest.find("http://"))
        .min()
    {
        let (before, from) = rest.split_at(start);
        let end = from
            .find(|c: char| c.is_whitespace() || "<>\"'`".contains(c))
            .unwrap_or(from.len());
        let address =
            from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '*', '_']);
        events.push(Event::Text(before.to_owned().into()));
        events.extend(link(address));
        rest = &from[address.len()..];
        if address.is_empty() {
            break;
        }
    }
    events.push(Event::Text(rest.to_owned().into()));
    events
}
