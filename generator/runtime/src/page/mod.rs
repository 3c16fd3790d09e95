//! Lists that come in pages.
//!
//! Invariant: the next page is asked for at the same origin and as the same caller, or not at all.

mod advance;
mod envelope;
mod walk;

use serde::de::DeserializeOwned;

use super::error::Error;
use super::prepared::Prepared;
use super::request::Request;
use super::response::{Received, Response};

use envelope::Envelope;
pub use walk::{Items, Pages};

/// How an operation asks for its pages.
#[derive(Debug, Clone, Copy)]
pub struct Paging {
    offset: Option<&'static str>,
}

impl Paging {
    /// Further pages are found by link.
    #[must_use]
    pub const fn new() -> Self {
        Self { offset: None }
    }

    /// Names the query parameter for how many items to pass over, by which further pages are asked for where
    /// the answer has no member for a link.
    #[must_use]
    pub const fn offset(mut self, offset: &'static str) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl Default for Paging {
    fn default() -> Self {
        Self::new()
    }
}

/// A page of a list.
///
/// Await a list's request for one page; or turn it into [`pages`](Request::pages) or
/// [`items`](Request::items), which fetch one page after the other as they are asked for more.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the server's order.
    pub items: Vec<T>,
    /// How many items the whole list has, where the server tells.
    pub total: Option<u64>,
    next: Next,
}

/// What a page says about the next one.
#[derive(Debug, Clone)]
enum Next {
    /// This is the last one.
    End,
    /// It is asked for like this.
    Request(Box<Prepared>),
    /// It must not or cannot be asked for, for this reason; and the answer that this page came with.
    Refused(&'static str, Box<Response<()>>),
}

impl<T> Page<T> {
    /// Whether there may be another page. Where the server tells neither a link nor a total, the last page
    /// is only known to be the last one when an empty one has followed.
    #[must_use]
    pub const fn has_next(&self) -> bool {
        !matches!(self.next, Next::End)
    }
}

impl<T: DeserializeOwned + 'static> Page<T> {
    /// The request for the next page, with the same settings as the one for this page.
    #[must_use]
    pub fn next(&self) -> Option<Request<Self>> {
        let prepared = match &self.next {
            Next::End => return None,
            Next::Request(prepared) => Ok(prepared.clone()),
            Next::Refused(reason, page) => Err(Error::endless(reason, Some(page))),
        };
        Some(Request::new(prepared, decode::<T>))
    }

    /// The request for what is behind the end of the list, where pages are asked for by offset.
    fn beyond(&self) -> Option<Request<Self>> {
        let Next::Request(next) = &self.next else {
            return None;
        };
        Some(Request::new(Ok(Box::new(advance::beyond(next)?)), decode::<T>))
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

/// A page of items of a type.
pub(super) fn decode<T: DeserializeOwned>(
    received: Received,
) -> Result<Response<Page<T>>, Error> {
    match envelope::read(received.body()) {
        Ok(envelope) => {
            let next = advance::next(&received, &envelope);
            let Envelope { items, total, .. } = envelope;
            Ok(received.with(Page { items, total, next }))
        }
        Err(mismatch) => Err(received.mismatched(mismatch)),
    }
}
