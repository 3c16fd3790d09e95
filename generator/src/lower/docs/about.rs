//! What the description of the whole API says, for the front page of the crate.
//!
//! Invariant: no heading of it stands beside those of the guide, which would read as the API's own.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::markdown::{State, blocks, with_events, written};
use crate::ir::Docs;

/// The highest level that a heading of the chapter may have.
const HIGHEST: usize = HeadingLevel::H3 as usize;

/// What stands before the first heading, and the rest, which is a chapter of its own.
pub(in crate::lower) fn about(text: &str) -> (Docs, Docs) {
    let mut state = State::default();
    state.keeps_headings = true;
    with_events(state, text, |events| {
        let is_opening = |block: &&[Event<'_>]| level(&block[0]).is_none();
        let opening = blocks(&events).take_while(is_opening).map(<[_]>::len).sum();
        let (opening, chapter) = events.split_at(opening);
        let highest = chapter.iter().filter_map(level).min();
        let lower_by = highest.map_or(0, |highest| HIGHEST.saturating_sub(highest));
        let chapter: Vec<Event<'_>> = chapter.iter().map(|event| sunk(event, lower_by)).collect();
        (written(opening), written(&chapter))
    })
}

/// The level of the heading that begins.
fn level(event: &Event<'_>) -> Option<usize> {
    match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as usize),
        _ => None,
    }
}

/// A heading that stands so much lower; what is no heading stays.
fn sunk<'e>(event: &Event<'e>, by: usize) -> Event<'e> {
    let sunk = |level: HeadingLevel| {
        HeadingLevel::try_from(level as usize + by).unwrap_or(HeadingLevel::H6)
    };
    let mut event = event.clone();
    match &mut event {
        Event::Start(Tag::Heading { level, .. }) | Event::End(TagEnd::Heading(level)) => {
            *level = sunk(*level);
        }
        _ => {}
    }
    event
}
