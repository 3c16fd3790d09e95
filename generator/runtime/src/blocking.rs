//! The same calls for programs without async.
//!
//! Invariant: the work is done on a thread of its own, so that it comes to its end wherever it was asked
//! for; where it cannot, the caller is told instead of left waiting. A panic there is one of the caller's thread,
//! as it is where a call is awaited.

use std::cell::Cell;
use std::future::pending;
use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Handle, RuntimeFlavor};

use super::error::{Error, Source};
use super::page::{Items, Page, Pages};
use super::request::{Request, RequestWithResponse};
use super::response::Response;
use super::send;

impl<T: 'static> Request<T> {
    /// Sends the request, and waits for its answer. This works inside and outside of an async runtime; inside
    /// of one, it holds up whatever else runs on the thread.
    ///
    /// The call has connections of its own, which blocking calls share.
    ///
    /// # Errors
    ///
    /// As awaiting it does. [`Configuration`](super::ErrorKind::Configuration) where waiting could never end:
    /// in a [`Hook`](super::Hook) of a blocking call, and with a transport of the caller's on a runtime
    /// that has only this thread.
    pub fn send_blocking(self) -> Result<T, Error> {
        self.with_response().send_blocking().map(Response::into_inner)
    }
}

impl<T: 'static> RequestWithResponse<T> {
    /// Sends the request, and waits for its answer: see [`Request::send_blocking`].
    ///
    /// # Errors
    ///
    /// As [`Request::send_blocking`].
    pub fn send_blocking(self) -> Result<Response<T>, Error> {
        let (Request { prepared, decode }, brought) = blocking(self.request);
        decode(run(brought, send::send(prepared?))??)
    }
}

impl<T: DeserializeOwned + Send + 'static> Request<Page<T>> {
    /// All items of the list from this page on, each waited for. The bound on the number of pages is that of
    /// [`Items::max_pages`].
    pub fn items_blocking(self) -> BlockingItems<T> {
        let (request, brought) = blocking(self);
        BlockingItems {
            items: Some(request.items()),
            brought,
        }
    }

    /// All pages of the list from this one on, each waited for. The bound on their number is that of
    /// [`Pages::max_pages`].
    pub fn pages_blocking(self) -> BlockingPages<T> {
        let (request, brought) = blocking(self);
        BlockingPages {
            pages: Some(request.pages()),
            brought,
        }
    }
}

/// The request as one that is waited for, and whether its transport was brought.
pub(super) fn blocking<T>(mut request: Request<T>) -> (Request<T>, bool) {
    let brought = request.prepared.as_mut().is_ok_and(|prepared| {
        prepared.blocking = true;
        prepared.client.shared.transports.are_brought()
    });
    (request, brought)
}

macro_rules! iterator {
    ($(#[$docs:meta])* $name:ident, $field:ident: $stream:ident, $item:ty) => {
        $(#[$docs])*
        #[derive(Debug)]
        #[must_use = "nothing is fetched before it is asked for"]
        pub struct $name<T> {
            $field: Option<$stream<T>>,
            brought: bool,
        }

        impl<T: DeserializeOwned + Send + 'static> Iterator for $name<T> {
            type Item = Result<$item, Error>;

            fn next(&mut self) -> Option<Self::Item> {
                let mut stream = self.$field.take()?;
                let fetched = run(self.brought, async move {
                    let next = stream.next().await;
                    (stream, next)
                });
                match fetched {
                    Ok((stream, next)) => {
                        self.$field = Some(stream);
                        next
                    }
                    Err(error) => Some(Err(error)),
                }
            }
        }
    };
}

iterator! {
    /// The items of a list, each waited for.
    BlockingItems, items: Items, T
}

iterator! {
    /// The pages of a list, each waited for.
    BlockingPages, pages: Pages, Page<T>
}

thread_local! {
    /// Whether this is the thread on which blocking calls are worked on.
    static WORKER: Cell<bool> = const { Cell::new(false) };
}

/// Works on a future on another thread, and waits for it.
pub(super) fn run<R: Send + 'static>(
    brought: bool,
    future: impl Future<Output = R> + Send + 'static,
) -> Result<R, Error> {
    if WORKER.get() {
        return Err(Error::configuration(
            "a hook of a blocking call must not make another one",
        ));
    }
    // A transport of the caller's may have tied its connections to the runtime that is held up.
    if brought
        && Handle::try_current().is_ok_and(|runtime| {
            runtime.runtime_flavor() == RuntimeFlavor::CurrentThread
        })
    {
        return Err(Error::configuration(
            "a blocking call through a brought transport would hold up the runtime that it may need; await it",
        ));
    }
    let (sender, receiver) = sync_channel(1);
    worker()?.spawn(async move {
        // A task of its own, which tells of a panic. Nobody listens any more if the caller's thread has died.
        let _ = sender.send(tokio::spawn(future).await);
    });
    // Whatever ends the work, the server may have acted by then.
    let lost = |error: Source| {
        Error::transport("the thread for blocking calls has ended", error)
    };
    let done = receiver.recv().map_err(|error| lost(error.into()))?;
    done.map_err(|error| match error.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(error) => lost(error.into()),
    })
}

/// The runtime of blocking calls, started by the first one.
fn worker() -> Result<Handle, Error> {
    static STARTED: Mutex<Option<Handle>> = Mutex::new(None);
    let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*started {
        return Ok(handle.clone());
    }
    let unstartable = |error| {
        Error::configuration("the thread for blocking calls could not be started")
            .caused_by(error)
    };
    let runtime =
        Builder::new_current_thread().enable_all().build().map_err(unstartable)?;
    let handle = runtime.handle().clone();
    let work = move || {
        WORKER.set(true);
        runtime.block_on(pending::<()>());
    };
    thread::Builder::new()
        .name("sdk-blocking".to_owned())
        .spawn(work)
        .map_err(unstartable)?;
    *started = Some(handle.clone());
    Ok(handle)
}
