//! A YAML or JSON text to a tree of nodes.
//!
//! `serde_yaml` and `serde_json` say what the text means; the position index, which was made before, says
//! where each node stands. This is the only file that knows `serde_yaml`.
//!
//! Invariant: a text that is not read is a finding, and one that is too long is seen by neither parser.

use serde::de::DeserializeSeed;

use super::lines::{self, Index};
use super::node::{Node, Origins};
use super::text::{Lines, Spot, Text, clamp};
use super::tree::{Reader, Seed, too_deep, too_many_aliases};
use crate::diagnostic::{Diagnostic, Diagnostics, End, Location, Pointer};

/// The largest text that is read, in bytes: twice the largest published description known to us.
const MAX_BYTES: usize = 64 << 20;

/// How many brackets may be open at once where the index is lost. Strings may hold some.
const MAX_OPEN_BRACKETS: usize = 1_000;

/// How many tag directives a text may have: `serde_yaml` compares each with all before it.
const MAX_DIRECTIVES: usize = 100;

/// The two ways to write a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Yaml,
}

impl Syntax {
    /// The syntax of a file by the ending of its name.
    pub(super) fn of(path: &str) -> Self {
        match path.ends_with(".json") {
            true => Self::Json,
            false => Self::Yaml,
        }
    }
}

/// Reads a text; `None` if it cannot be read, which is then a finding.
pub(super) fn read(
    text: &Text,
    syntax: Syntax,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    if let Some(finding) = unreadable(text) {
        diagnostics.push(finding);
        return None;
    }
    let mended = (syntax == Syntax::Yaml).then(|| lines::mended_yaml(&text.content));
    let mended = mended.flatten();
    let whole = mended.as_ref().map(|mended| text.with(&mended.text));
    let text = whole.as_ref().unwrap_or(text);
    let mut index = match syntax {
        Syntax::Json => lines::index_json(text),
        Syntax::Yaml => lines::index_yaml(text),
    };
    let finding = index.finding.take();
    if let Some(finding) = finding.or_else(|| unbounded(text, &index)) {
        diagnostics.push(finding);
        return None;
    }
    if let Some(mended) = mended.as_ref().or(index.mended.as_ref())
        && let Some(half) = mended.half
    {
        let place = text.location(half, Pointer::root());
        diagnostics.push(half_of_a_character(place, mended.halves));
    }
    let mut reader = Reader::new(text, syntax == Syntax::Yaml, &index, origins, diagnostics);
    let seed = Seed::root(&mut reader);
    let parsed = match syntax {
        Syntax::Json => parse_json(text, &index, seed).map_err(|error| json_error(text, &error)),
        Syntax::Yaml => seed
            .deserialize(serde_yaml::Deserializer::from_str(&text.content))
            .map_err(|error| yaml_error(text, &error)),
    };
    reader.finish(parsed)
}

fn parse_json(text: &Text, index: &Index, seed: Seed) -> serde_json::Result<Node> {
    let mended = index.mended.as_ref().map(|mended| mended.text.as_str());
    let mut json = serde_json::Deserializer::from_str(mended.unwrap_or(&text.content));
    let node = seed.deserialize(&mut json)?;
    json.end().map(|()| node)
}

/// What no parser should be asked to read.
fn unreadable(text: &Text) -> Option<Diagnostic> {
    if text.content.len() > MAX_BYTES {
        let message = format!("the text is longer than {} MiB", MAX_BYTES >> 20);
        let location = text.location(Spot::START, Pointer::root());
        return Some(
            Diagnostic::error("too-large", location, message)
                .help("split the description into several documents"),
        );
    }
    if let Some(finding) = too_many_directives(text) {
        return Some(finding);
    }
    if let Some((what, help)) = foreign(&text.content) {
        let message = format!("this is {what} and no OpenAPI document");
        let location = text.location(Spot::START, Pointer::root());
        return Some(Diagnostic::error("no-document", location, message).help(help));
    }
    let is_control = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    let (offset, found) = text.content.char_indices().find(|(_, c)| is_control(*c))?;
    let spot = Lines::new(&text.content).spot(offset);
    let message = format!(
        "the control character U+{:04X} stands in the text",
        u32::from(found)
    );
    Some(
        Diagnostic::error(
            "control-character",
            text.location(spot, Pointer::root()),
            message,
        )
        .help("remove it, or write it as an escape such as \"\\u0007\" in a quoted string"),
    )
}

/// What is said of an escape that stands for nothing alone.
fn half_of_a_character(mut location: Location, count: usize) -> Diagnostic {
    location.end = Some(End {
        line: location.line,
        column: location.column + "\\ud83d".len() as u32,
    });
    let message = match count {
        1 => "this escape is half of a character, so U+FFFD is read in its place".to_owned(),
        _ => format!(
            "{count} escapes, of which this is the first, are halves of characters, so U+FFFD is read in their place"
        ),
    };
    Diagnostic::warning("half-character", location, message)
        .help("write both halves, as in `\\ud83d\\ude00`, or the character itself")
}

fn too_many_directives(text: &Text) -> Option<Diagnostic> {
    let directives = text.content.lines().enumerate();
    let mut directives = directives.filter(|(_, line)| line.starts_with("%TAG"));
    let (line, _) = directives.nth(MAX_DIRECTIVES)?;
    let spot = Spot {
        line: clamp(line + 1),
        column: 1,
    };
    let message = format!("the text has more than {MAX_DIRECTIVES} `%TAG` directives");
    Some(
        Diagnostic::error("too-large", text.location(spot, Pointer::root()), message)
            .help("remove them: tags have no meaning in OpenAPI"),
    )
}

/// What a text is that neither YAML nor JSON says anything useful about, by how it begins: what it is, and what to do.
fn foreign(content: &str) -> Option<(&'static str, &'static str)> {
    const PAGE: &str = "download the description itself; this is what a server shows to people";
    const OTHERS: &[(&str, &str, &str)] = &[
        ("<!doctype html", "an HTML page", PAGE),
        ("<html", "an HTML page", PAGE),
        (
            "<?xml",
            "an XML document",
            "give the OpenAPI description of the API, if it has one",
        ),
        (
            "#%raml",
            "a RAML document",
            "convert it to OpenAPI 3.0 first",
        ),
    ];
    let start = content.trim_start();
    let other = OTHERS.iter().find(|(tag, ..)| {
        let beginning = start.get(..tag.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(tag))
    });
    other.map(|(_, what, help)| (*what, *help))
}

/// `serde_yaml` takes as long as its brackets are nested for every token, so a text whose depth the index cannot tell is
/// judged by them.
fn unbounded(text: &Text, index: &Index) -> Option<Diagnostic> {
    let lost = index.lost.as_ref()?;
    let mut open = 0_usize;
    text.content
        .bytes()
        .any(|byte| {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            open > MAX_OPEN_BRACKETS
        })
        .then(|| too_deep(lost.clone()))
}

/// What `serde_json` says. It counts columns in bytes.
fn json_error(text: &Text, error: &serde_json::Error) -> Diagnostic {
    let line = text.content.split('\n').nth(error.line().saturating_sub(1));
    let bytes = error.column().saturating_sub(1);
    let starts = line.unwrap_or_default().char_indices();
    let column = starts.take_while(|(start, _)| *start < bytes).count() + 1;
    let spot = Spot {
        line: clamp(error.line().max(1)),
        column: clamp(column.max(1)),
    };
    let rest = line.and_then(|line| line.get(bytes..)).unwrap_or_default();
    let finding = syntax_error(text, spot, "JSON", &error.to_string());
    match json_help(&text.content, rest, error) {
        Some(help) => finding.help(help),
        None if error.is_eof() => finding.help("check that the file was written to its end"),
        None => finding,
    }
}

/// What to write instead of what JSON does not have and its relatives do; `rest` is what stands from the error on.
fn json_help(content: &str, rest: &str, error: &serde_json::Error) -> Option<&'static str> {
    let first = rest.chars().next()?;
    if !content.trim_start().starts_with(['{', '[', '/']) {
        return Some("if it is YAML, give the file a name that ends in `.yaml`");
    }
    match first {
        '/' | '#' => Some("remove the comment: JSON has none"),
        '}' | ']' if error.to_string().starts_with("trailing comma") => {
            Some("remove the comma before this bracket")
        }
        '\'' => Some("put texts and names into double quotes"),
        first if first.is_alphabetic() => Some(
            "put texts and names into double quotes; the only words of JSON are true, false and null",
        ),
        _ => None,
    }
}

/// What `serde_yaml` says. Where it names no place, the node that it failed at will do.
fn yaml_error(text: &Text, error: &serde_yaml::Error) -> Diagnostic {
    let location = error.location();
    // By the offset, since the parser's own lines end at U+2028 too, and go on behind the last.
    let spot = location.as_ref().map_or(Spot::START, |location| {
        Lines::new(&text.content).spot(location.index().min(text.content.len()))
    });
    let message = error.to_string();
    let rest = location
        .as_ref()
        .and_then(|at| text.content.get(at.index()..));
    let mut finding = if message.contains("repetition limit exceeded") {
        too_many_aliases(text.location(spot, Pointer::root()))
    } else if rest.is_some_and(|rest| rest.starts_with('\t')) {
        syntax_error(text, spot, "YAML", "a tab stands where only spaces can")
            .help("write spaces in the place of the tab")
    } else {
        syntax_error(text, spot, "YAML", &message)
    };
    finding.location = finding.location.filter(|_| location.is_some());
    finding
}

/// A parser's message, without the parser's own way to write the place.
fn syntax_error(text: &Text, spot: Spot, language: &str, message: &str) -> Diagnostic {
    let message = message.split(" at line ").next().unwrap_or(message);
    Diagnostic::error(
        "syntax",
        text.location(spot, Pointer::root()),
        format!("this is not valid {language}: {message}"),
    )
    .help("correct the text here or right before it")
}
