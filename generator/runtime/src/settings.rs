//! [`Settings`]: what is decided once for a client, and may be decided otherwise for a call.
//!
//! Invariant: the defaults are stated here and nowhere else.

use std::time::Duration;

/// Longer than any program runs, and short enough to be added to any time.
pub(super) const FOREVER: Duration = Duration::from_secs(60 * 60 * 24 * 365 * 30);

/// How long a call may take, how often it is sent, and how much of an answer is read.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// For the whole call: all attempts, the waits between them, and reading the answer.
    pub(super) timeout: Duration,
    /// For one attempt, reading the answer included.
    pub(super) attempt_timeout: Option<Duration>,
    /// For making a connection.
    pub(super) connect_timeout: Duration,
    /// How often a request is sent at most; at least 1.
    pub(super) max_attempts: u32,
    /// What the wait before the second attempt is drawn from; it doubles with every attempt.
    pub(super) first_backoff: Duration,
    /// What no wait of our own exceeds.
    pub(super) longest_backoff: Duration,
    /// The longest wait that the server may ask for.
    pub(super) longest_retry_after: Duration,
    /// How much of an answer is read. In bytes.
    pub(super) max_answer: usize,
    /// Whether what is sent is validated first.
    pub(super) validation: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            attempt_timeout: None,
            connect_timeout: Duration::from_secs(10),
            max_attempts: 3,
            first_backoff: Duration::from_millis(500),
            longest_backoff: Duration::from_secs(8),
            longest_retry_after: Duration::from_secs(60),
            max_answer: 16 << 20,
            validation: true,
        }
    }
}
