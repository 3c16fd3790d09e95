//! HTML in descriptions, as markdown: `<br>` and `<li>` in JSON files that have no lines, and links.
//!
//! Invariant: what is no element for text in HTML, such as `<id>`, is left as it is written, to be escaped; and so is what
//! stands in code.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Elements that say how a part of a line looks, if they end somewhere; `code` and `a` have a spelling in markdown.
const INLINE: &[&str] = &[
    "a", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "u",
];

/// Elements that begin a paragraph.
const BLOCKS: &[&str] = &[
    "div", "hr", "ol", "p", "pre", "table", "ul", "h1", "h2", "h3", "h4", "h5", "h6",
];

/// A text without the tags and comments of HTML, but with what they say.
pub(super) fn without_html(text: &str, options: Options) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let is_ended = |name: &&&str| text.contains(&format!("</{name}>"));
    let mut writer = Writer {
        inline: INLINE.iter().filter(is_ended).copied().collect(),
        written: String::with_capacity(text.len()),
        links: Vec::new(),
    };
    let mut copied = 0;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let is_html = matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_));
        if is_html && range.start >= copied {
            writer.written.push_str(&text[copied..range.start]);
            writer.add(&text[range.clone()]);
            copied = range.end;
        }
    }
    writer.written.push_str(&text[copied..]);
    Cow::Owned(writer.written)
}

struct Writer<'t> {
    /// The elements of [`INLINE`] that end somewhere.
    inline: Vec<&'static str>,
    written: String,
    /// Where the open links lead.
    links: Vec<&'t str>,
}

impl<'t> Writer<'t> {
    /// Adds a part that is HTML.
    fn add(&mut self, mut html: &'t str) {
        while let Some(start) = html.find('<') {
            let (before, tag) = html.split_at(start);
            self.written.push_str(before);
            let end = match tag.starts_with("<!--") {
                true => tag.find("-->").map(|end| end + "-->".len()),
                false => tag.find('>').map(|end| end + 1),
            };
            let Some((tag, rest)) = end.and_then(|end| tag.split_at_checked(end)) else {
                html = tag;
                break;
            };
            self.add_tag(tag);
            // What begins a paragraph would be code where it is indented.
            let begins = self.written.ends_with("\n\n") && !tag.starts_with("<pre");
            html = if begins { rest.trim_start() } else { rest };
        }
        self.written.push_str(html);
    }

    fn add_tag(&mut self, tag: &'t str) {
        if tag.starts_with("<!--") {
            return;
        }
        let inside = tag.trim_start_matches(['<', '/']);
        let length = inside.find(|c: char| !c.is_ascii_alphanumeric());
        let name = inside[..length.unwrap_or(inside.len())].to_ascii_lowercase();
        let is_end = tag.starts_with("</");
        match name.as_str() {
            "br" => self.written.push('\n'),
            "img" => {}
            "li" => {
                if !self.written.ends_with('\n') {
                    self.written.push('\n');
                }
                self.written.push_str(if is_end { "" } else { "* " });
            }
            block if BLOCKS.contains(&block) => self.written.push_str("\n\n"),
            inline if self.inline.contains(&inline) => self.add_inline(inline, tag, is_end),
            _ => self.written.push_str(tag),
        }
    }

    fn add_inline(&mut self, name: &str, tag: &'t str, is_end: bool) {
        match name {
            "code" => self.written.push('`'),
            "a" if is_end => {
                if let Some(target) = self.links.pop() {
                    self.written.push_str(&format!("](<{target}>)"));
                }
            }
            "a" => {
                let target = tag.split(['"', '\'']).nth(1).unwrap_or_default();
                self.links.push(target);
                self.written.push('[');
            }
            _ => {}
        }
    }
}
