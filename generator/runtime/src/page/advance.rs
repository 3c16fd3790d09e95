//! From a page to the request for the next one.
//!
//! Invariant: a link is followed only to the origin that the client was set up for.

use url::Url;

use super::super::percent;
use super::super::prepared::Prepared;
use super::Next;
use super::envelope::{Envelope, Link};

pub(super) fn next<T>(prepared: &Prepared, page: &Envelope<T>) -> Next {
    match &page.link {
        Link::Null => Next::End,
        Link::To(link) => by_link(prepared, link),
        Link::Absent => by_offset(prepared, page.items.len(), page.total),
    }
}

fn by_link(prepared: &Prepared, link: &str) -> Next {
    let base_url = &prepared.client.shared.base_url;
    match Url::parse(&prepared.url()).and_then(|here| here.join(link)) {
        Ok(url) if url.origin() == *base_url.origin() => {
            let mut next = prepared.clone();
            next.link = Some(url);
            Next::Request(Box::new(next))
        }
        Ok(_) => Next::Refused(
            "the link to the next page leads to another origin, which must not see the credential",
        ),
        Err(_) => Next::Refused("the link to the next page is not a URL"),
    }
}

fn by_offset(prepared: &Prepared, items: usize, total: Option<u64>) -> Next {
    let Some(offset) = prepared.paging.offset else {
        return Next::End;
    };
    let number = |name: &str| {
        percent::get(&prepared.query, name).and_then(|value| value.parse::<u64>().ok())
    };
    let items = items as u64;
    let reached = number(offset).unwrap_or(0).saturating_add(items);
    let limit = prepared.paging.limit.and_then(number);
    let is_last = items == 0
        || total.is_some_and(|total| reached >= total)
        || limit.is_some_and(|limit| items < limit);
    if is_last {
        return Next::End;
    }
    let mut next = prepared.clone();
    percent::set(&mut next.query, offset, &reached.to_string());
    Next::Request(Box::new(next))
}
