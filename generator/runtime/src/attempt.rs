//! One attempt: the request goes out once, and the answer is read.
//!
//! Invariant: a failure says what the server can have done with the request.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::{Instant, sleep_until};

use super::alarm::Alarm;
use super::error::{Answer, Error, Reading};
use super::outgoing::{Head, Outgoing};
use super::read::{self, End, Read};
use super::redirect;
use super::retry::Cause;
use super::transport::{AnswerBody, RequestBody, TransportError};

/// How much of an error's body is kept. In bytes.
pub(super) const MAX_ERROR_BODY: usize = 256 << 10;

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

/// A success, as far as it was read.
pub(super) struct Arrived {
    pub(super) answer: Answer,
    /// What is to be read by the caller.
    pub(super) rest: AnswerBody,
}

impl Arrived {
    fn whole(answer: Answer) -> Self {
        Self {
            answer,
            rest: AnswerBody::from(Bytes::new()),
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
    /// Sends the request once, and reads its answer, or the head of it if the rest is to be streamed.
    pub(super) async fn send(
        &self,
        head: &Head,
        limit: Limit,
    ) -> Result<Arrived, Failure> {
        let mut alarm = Alarm {
            timer: pin!(sleep_until(limit.until)),
            within: limit.within,
        };
        let mut response = self.exchange(head, self.request(head), &mut alarm).await?;
        if redirect::is_redirect(response.status()) {
            // Seldom, and large: it has no place in the memory of every call.
            response = Box::pin(self.follow(head, response, &mut alarm)).await?;
        }
        self.read(head, response, alarm).await
    }

    pub(super) async fn exchange(
        &self,
        head: &Head,
        request: Request<RequestBody>,
        alarm: &mut Alarm<'_>,
    ) -> Result<Response<AnswerBody>, Failure> {
        match alarm.or(self.transport.send(request)).await {
            Some(Ok(mut response)) => {
                self.redact_id(head, response.headers_mut());
                Ok(response)
            }
            Some(Err(error)) => Err(Self::lost(error)),
            None => Err(Failure {
                error: Error::timeout("no answer", alarm.within),
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
        sent: &Head,
        response: Response<AnswerBody>,
        mut alarm: Alarm<'_>,
    ) -> Result<Arrived, Failure> {
        let (head, body) = response.into_parts();
        let max = self.shared.settings.max_answer;
        let success = head.status.is_success();
        let mut answer = Answer {
            status: head.status,
            headers: head.headers,
            body: Bytes::new(),
        };
        if success && self.prepared.streamed {
            return Ok(Arrived { answer, rest: body });
        }
        if success && body.announced() > max as u64 {
            return self.accepted(answer, End::TooLarge, alarm.within);
        }
        let max = if success { max } else { max.min(MAX_ERROR_BODY) };
        let Read { bytes, end } = read::up_to(max, body, &mut alarm).await;
        answer.body = bytes;
        if success {
            self.accepted(answer, end, alarm.within)
        } else {
            Err(self.refused(sent, answer))
        }
    }

    fn accepted(
        &self,
        answer: Answer,
        end: End,
        within: Duration,
    ) -> Result<Arrived, Failure> {
        let (error, cause) = match end {
            End::Complete => return Ok(Arrived::whole(answer)),
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
            End::TimedOut => (Error::late(answer, within), Cause::Interrupted),
            End::Broken(source) => (Error::broken(answer, source), Cause::Interrupted),
        };
        Err(Failure { error, cause })
    }

    /// However much of its body came: the status says enough.
    fn refused(&self, sent: &Head, answer: Answer) -> Failure {
        let cause = Cause::Refused(answer.status);
        let mut reading = Reading::of(&answer);
        self.redact(sent, &mut reading);
        Failure {
            error: Error::refused(answer, reading),
            cause,
        }
    }
}
