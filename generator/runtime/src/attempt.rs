//! One attempt: the request goes out once, and the answer is read.
//!
//! Invariant: a failure says what the server can have done with the request; a request that changes
//! something is never redirected, and a credential never leaves the server's origin.

use std::time::Duration;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, Request, Response, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::error::{Answer, Error, Reading};
use super::hook::Attempt;
use super::outgoing::Outgoing;
use super::read::{self, End, Read};
use super::retry::Cause;
use super::transport::{AnswerBody, TransportError};

/// How many redirects of a reading request are followed.
const MAX_REDIRECTS: usize = 5;

/// How much of an error's body is kept. In bytes.
const MAX_ERROR_BODY: usize = 256 << 10;

/// Why an attempt failed.
pub(super) struct Failure {
    pub(super) error: Error,
    pub(super) cause: Cause,
}

impl From<Error> for Failure {
    /// What was found wrong with the request itself.
    fn from(error: Error) -> Self {
        Self {
            error,
            cause: Cause::Final,
        }
    }
}

/// When an attempt has to be over.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    pub(super) until: Instant,
    /// How long that is, for the error.
    pub(super) within: Duration,
}

impl Outgoing<'_> {
    /// Sends the request once, and reads its answer.
    pub(super) async fn send(
        &self,
        attempt: &Attempt,
        limit: Limit,
    ) -> Result<Answer, Failure> {
        let mut response = self.exchange(self.attempt(attempt), limit).await?;
        let mut place = None;
        let mut redirects = 0;
        while is_redirect(response.status()) {
            redirects += 1;
            let from = place.map_or_else(|| self.url(), Ok)?;
            let to = self.next(&from, response, redirects, limit).await?;
            response = self.exchange(self.redirected(attempt, &to)?, limit).await?;
            place = Some(to);
        }
        self.read(response, limit).await
    }

    async fn exchange(
        &self,
        request: Request<Bytes>,
        limit: Limit,
    ) -> Result<Response<AnswerBody>, Failure> {
        match timeout_at(limit.until, self.transport.send(request)).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(Self::lost(error)),
            Err(_) => Err(Failure {
                error: Error::timeout("no answer", limit.within),
                cause: Cause::Interrupted,
            }),
        }
    }

    fn lost(error: TransportError) -> Failure {
        let cause =
            if error.may_have_been_sent() { Cause::Interrupted } else { Cause::NotSent };
        Failure {
            error: Error::transport(error.to_string(), error.into_source()),
            cause,
        }
    }

    async fn read(
        &self,
        response: Response<AnswerBody>,
        limit: Limit,
    ) -> Result<Answer, Failure> {
        let (head, body) = response.into_parts();
        let max = self.shared.settings.max_answer;
        let success = head.status.is_success();
        let Read { bytes, end } = if success {
            read::whole(body, max, limit.until).await
        } else {
            read::prefix(body, max.min(MAX_ERROR_BODY), limit.until).await
        };
        let answer = Answer {
            status: head.status,
            headers: head.headers,
            body: bytes,
        };
        if success {
            self.accepted(answer, end, limit)
        } else {
            Err(self.refused(answer))
        }
    }

    fn accepted(
        &self,
        answer: Answer,
        end: End,
        limit: Limit,
    ) -> Result<Answer, Failure> {
        let (error, cause) = match end {
            End::Complete => return Ok(answer),
            End::TooLarge => {
                let max = self.shared.settings.max_answer;
                (
                    Error::unreadable(
                        answer,
                        format!("its answer is longer than {max} bytes"),
                    ),
                    Cause::Final,
                )
            }
            End::TimedOut => (
                Error::timeout("its answer was not complete", limit.within)
                    .answered(answer),
                Cause::Interrupted,
            ),
            End::Broken(source) => (
                Error::transport(
                    "the connection broke before its answer was complete",
                    source,
                )
                .answered(answer),
                Cause::Interrupted,
            ),
        };
        Err(Failure { error, cause })
    }

    /// However much of its body came: the status says enough.
    fn refused(&self, answer: Answer) -> Failure {
        let cause = Cause::Refused(answer.status);
        let mut reading = Reading::of(&answer.body, is_plain_text(&answer.headers));
        if let Some(message) = &mut reading.message {
            self.shared.redact(message);
        }
        Failure {
            error: Error::refused(answer, reading),
            cause,
        }
    }

    /// Where a redirect leads to, if it may be followed.
    async fn next(
        &self,
        from: &Url,
        response: Response<AnswerBody>,
        redirects: usize,
        limit: Limit,
    ) -> Result<Url, Failure> {
        let (head, body) = response.into_parts();
        let next =
            head.headers.get(LOCATION).and_then(|to| from.join(to.to_str().ok()?).ok());
        let reason = match next {
            None => "it does not say where to",
            Some(_) if redirects > MAX_REDIRECTS => "there is no end to it",
            Some(_) if !self.prepared.operation.method.reads() => {
                "only GET and HEAD are redirected"
            }
            Some(next) if next.origin() == *self.shared.base_url.origin() => {
                return Ok(next);
            }
            Some(_) => {
                "the place is on another origin, which must not see the credential"
            }
        };
        let max = self.shared.settings.max_answer.min(MAX_ERROR_BODY);
        let answer = Answer {
            status: head.status,
            headers: head.headers,
            body: read::prefix(body, max, limit.until).await.bytes,
        };
        Err(Failure {
            error: Error::redirected(answer, reason),
            cause: Cause::Final,
        })
    }
}

/// The statuses that point to another place; the other 3xx say something else.
fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn is_plain_text(headers: &HeaderMap) -> bool {
    let media_type =
        headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type
        .is_some_and(|media_type| media_type.trim_start().starts_with("text/plain"))
}
