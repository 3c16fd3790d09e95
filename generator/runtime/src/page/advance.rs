//! From a page to the request for the next one.
//!
//! Invariant: nothing is asked for but at the origin that the client was set up for, its scheme included, wherever a
//! link leads; and a list ends where the server says so or sends nothing more, never because a page is short: servers
//! cap the limit.

use percent_encoding::percent_decode_str;
use url::Url;

use super::super::percent;
use super::super::prepared::Prepared;
use super::super::response::{Received, Response};
use super::Next;
use super::envelope::{Envelope, Link};

/// More items than a list has, and still a number that every server can read.
const BEYOND: u64 = i32::MAX as u64;

/// The request for the next page, if there is one, or why there is none.
type Step = Result<Option<Prepared>, &'static str>;

pub(super) fn next<T>(received: &Received, page: &Envelope<T>) -> Next {
    let prepared = &received.prepared;
    let step = match &page.link {
        Link::Null => Ok(None),
        Link::To(link) => by_link(prepared, link),
        Link::Unreadable => Err(NO_URL),
        // Who gives links has left out the one that leads nowhere.
        Link::Absent if prepared.link.is_some() => Ok(None),
        Link::Absent => by_offset(prepared, page.items.len() as u64, page.total),
    };
    match step {
        Ok(Some(next)) => Next::Request(Box::new(next)),
        Ok(None) => Next::End,
        Err(reason) => {
            let page = Response::new((), received.answer.clone(), received.attempts);
            Next::Refused(reason, Box::new(page))
        }
    }
}

const NO_URL: &str = "the link to the next page is not a URL";

fn by_link(prepared: &Prepared, link: &str) -> Step {
    let base_url = &prepared.client.shared.base_url;
    let mut here = Url::parse(&prepared.url()).map_err(|_| NO_URL)?;
    let there = here.join(link).map_err(|_| NO_URL)?;
    let url = if there.origin() != *base_url.origin() && is_same_list(prepared, &there) {
        here.set_query(there.query());
        here
    } else {
        base_url.own(there).ok_or(
            "the link to the next page leads to another origin, which must not see the credential",
        )?
    };
    let mut next = prepared.clone();
    next.link = Some(url);
    Ok(Some(next))
}

/// Whether a link leads to the path that was asked for. Behind a proxy, a server that is not told how it is reached gives
/// links with its own name, and with more or less before that path.
fn is_same_list(prepared: &Prepared, link: &Url) -> bool {
    let (path, _) = prepared.path.split_once('?').unwrap_or((&prepared.path, ""));
    let path = ["/", path.trim_matches('/')].concat();
    // Servers leave more as it is than we do.
    let [path, link] = [&path, link.path().trim_end_matches('/')]
        .map(|path| percent_decode_str(path).collect::<Vec<u8>>());
    link.ends_with(&path)
}

fn by_offset(prepared: &Prepared, items: u64, total: Option<u64>) -> Step {
    let passed = prepared
        .paging
        .offset
        .and_then(|offset| percent::get(&prepared.query, offset)?.parse::<u64>().ok());
    let reached = passed.unwrap_or(0).saturating_add(items);
    match total {
        Some(total) if reached >= total => Ok(None),
        Some(_) if prepared.paging.offset.is_none() => {
            Err("the server says that there is more, and not where")
        }
        _ if items == 0 => Ok(None),
        _ => Ok(at(prepared, reached)),
    }
}

/// The request for what is behind the end of a list that is asked for by offset.
pub(super) fn beyond(prepared: &Prepared) -> Option<Prepared> {
    if prepared.link.is_some() { None } else { at(prepared, BEYOND) }
}

fn at(prepared: &Prepared, offset: u64) -> Option<Prepared> {
    let name = prepared.paging.offset?;
    let mut next = prepared.clone();
    percent::set(&mut next.query, name, &offset.to_string());
    Some(next)
}
