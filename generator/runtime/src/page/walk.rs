//! One page after the other, as a stream.
//!
//! Invariant: a page is fetched only when it is asked for; a list that leads in a circle or does not end is
//! an error and no endless loop; after an error nothing more comes.

use std::collections::BTreeSet;
use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::super::error::Error;
use super::super::request::{Request, Sending};
use super::super::response::Response;
use super::Page;

/// How many pages are fetched at most, unless the caller says otherwise.
const MAX_PAGES: usize = 10_000;

/// The pages of a list, fetched as they are asked for.
#[must_use = "pages are fetched when they are asked for"]
pub struct Pages<T> {
    state: State<T>,
    /// Where the pages so far were.
    visited: BTreeSet<String>,
    /// The page before, as it was received.
    before: Option<Response<()>>,
    /// Asks for what is behind the end, until that was needed.
    beyond: Option<Request<Page<T>>>,
    /// The page that is the same as the one before, while what is behind the end is asked for.
    held: Option<Page<T>>,
    left: usize,
}

enum State<T> {
    Next(Request<Page<T>>),
    Fetching(Sending<Response<Page<T>>>),
    End,
}

impl<T: DeserializeOwned + 'static> Pages<T> {
    fn new(first: Request<Page<T>>) -> Self {
        Self {
            state: State::Next(first),
            visited: BTreeSet::new(),
            before: None,
            beyond: None,
            held: None,
            left: MAX_PAGES,
        }
    }

    /// Limits how many pages are fetched. If there are more, an error says so at the end. 10 000 unless it is set.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.left = pages;
        self
    }

    /// The next page, if there is one.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Page<T>, Error>>> {
        loop {
            match mem::replace(&mut self.state, State::End) {
                State::End => return Poll::Ready(None),
                State::Next(request) => match self.checked(request) {
                    Ok(request) => self.fetch(request),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                State::Fetching(mut fetching) => match fetching.as_mut().poll(context) {
                    Poll::Ready(fetched) => {
                        let page = fetched.and_then(|page| self.arrived(page));
                        if let Some(page) = page.transpose() {
                            return Poll::Ready(Some(page));
                        }
                    }
                    Poll::Pending => {
                        self.state = State::Fetching(fetching);
                        return Poll::Pending;
                    }
                },
            }
        }
    }

    fn checked(&mut self, request: Request<Page<T>>) -> Result<Request<Page<T>>, Error> {
        let endless = |what| Error::endless(what, self.before.as_ref());
        self.left = self
            .left
            .checked_sub(1)
            .ok_or_else(|| endless("the list has more pages than max_pages allows"))?;
        let circle = request.place().is_some_and(|place| !self.visited.insert(place));
        if circle {
            return Err(endless(
                "the link to the next page leads back to a page that was already read",
            ));
        }
        Ok(request)
    }

    fn fetch(&mut self, request: Request<Page<T>>) {
        self.state = State::Fetching(request.with_response().into_future());
    }

    /// The page, unless something else has to be asked before it can be told whether it is one.
    fn arrived(
        &mut self,
        response: Response<Page<T>>,
    ) -> Result<Option<Page<T>>, Error> {
        let seen = response.without_value();
        let mut page = response.into_inner();
        let before = self.before.as_ref().map(Response::body);
        if let Some(held) = self.held.take() {
            if !page.items.is_empty() {
                return Err(Error::endless(
                    "the server sends the same page again and again",
                    Some(&seen),
                ));
            }
            page = held;
        } else if before == Some(seen.body())
            && let Some(beyond) = self.beyond.take()
        {
            // Either the list repeats itself, or the server does not know the parameter for the offset and
            // sends the first page for ever: then it does so behind the end as well.
            self.held = Some(page);
            self.fetch(beyond);
            return Ok(None);
        } else {
            if before.is_none() {
                self.beyond = page.beyond();
            }
            self.before = Some(seen);
        }
        self.state = page.next().map_or(State::End, State::Next);
        Ok(Some(page))
    }
}

impl<T: DeserializeOwned + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

/// The items of a list, over all of its pages.
#[must_use = "items are fetched when they are asked for"]
pub struct Items<T> {
    pages: Pages<T>,
    page: std::vec::IntoIter<T>,
}

// Nothing in it is ever pinned.
impl<T> Unpin for Pages<T> {}
impl<T> Unpin for Items<T> {}

impl<T: DeserializeOwned + 'static> Items<T> {
    /// Limits how many pages are fetched. If there are more, an error says so at the end. 10 000 unless it is set.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// The next item, if there is one.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// All items at once.
    ///
    /// # Errors
    ///
    /// If a page cannot be fetched; the items before it are lost.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.page = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: DeserializeOwned + 'static> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T: DeserializeOwned + 'static> Request<Page<T>> {
    /// All pages of the list from this one on. Nothing is sent before the first one is asked for.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self)
    }

    /// All items of the list from this page on. Nothing is sent before the first one is asked for.
    pub fn items(self) -> Items<T> {
        Items {
            pages: self.pages(),
            page: Vec::new().into_iter(),
        }
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("visited", &self.visited.len())
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}
