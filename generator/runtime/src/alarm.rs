//! [`Alarm`]: rings when an attempt has to be over.
//!
//! Invariant: an attempt has one timer, however many waits it consists of: setting one up costs more than asking
//! the same one again.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::time::Sleep;

/// The timer of an attempt.
pub(super) struct Alarm<'a> {
    pub(super) timer: Pin<&'a mut Sleep>,
    /// How long the attempt may take, for the error.
    pub(super) within: Duration,
}

impl Alarm<'_> {
    /// Waits for a future; `None` if the alarm rings before it is done.
    pub(super) async fn or<F: Future>(&mut self, future: F) -> Option<F::Output> {
        let mut future = pin!(future);
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => self.timer.as_mut().poll(context).map(|()| None),
        })
        .await
    }
}
