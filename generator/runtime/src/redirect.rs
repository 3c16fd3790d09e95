//! Redirects: which are followed, and which are errors.
//!
//! Invariant: a request that changes something is never redirected, and a credential never leaves the server's origin.

use http::header::LOCATION;
use http::{HeaderMap, Response, StatusCode};
use url::Url;

use super::alarm::Alarm;
use super::attempt::{Failure, MAX_ERROR_BODY};
use super::error::{Answer, Error};
use super::outgoing::{self, Head, Outgoing};
use super::read;
use super::retry::Cause;
use super::transport::AnswerBody;

/// How many redirects of a reading request are followed.
const MAX_REDIRECTS: usize = 5;

impl Outgoing<'_> {
    /// Goes where a redirect leads to, until there is an answer that is none.
    pub(super) async fn follow(
        &self,
        head: &Head,
        mut response: Response<AnswerBody>,
        alarm: &mut Alarm<'_>,
    ) -> Result<Response<AnswerBody>, Failure> {
        let mut url = Url::parse(&self.prepared.url()).map_err(outgoing::unsendable)?;
        let mut redirects = 0;
        while is_redirect(response.status()) {
            redirects += 1;
            url = self.next(&url, response, redirects, alarm).await?;
            let request = self.redirected(head, &url)?;
            response = self.exchange(head, request, alarm).await?;
        }
        Ok(response)
    }

    /// Where a redirect leads to, if it may be followed.
    async fn next(
        &self,
        from: &Url,
        response: Response<AnswerBody>,
        redirects: usize,
        alarm: &mut Alarm<'_>,
    ) -> Result<Url, Failure> {
        let (head, body) = response.into_parts();
        let reason = match self.allowed(from, &head.headers, redirects) {
            Ok(next) => return Ok(next),
            Err(reason) => reason,
        };
        let max = self.shared.settings.max_answer.min(MAX_ERROR_BODY);
        let answer = Answer {
            status: head.status,
            headers: head.headers,
            body: read::up_to(max, body, alarm).await.bytes,
        };
        Err(Failure {
            error: Error::redirected(answer, reason),
            cause: Cause::Final,
        })
    }

    /// The place, or why nobody goes there.
    fn allowed(
        &self,
        from: &Url,
        headers: &HeaderMap,
        redirects: usize,
    ) -> Result<Url, &'static str> {
        const NO_URL: &str = "what it says about where to is not a URL";
        let location = headers.get(LOCATION).ok_or("it does not say where to")?;
        // Some servers write it in UTF-8 instead of encoding it.
        let location = str::from_utf8(location.as_bytes()).map_err(|_| NO_URL)?;
        let next = from.join(location).map_err(|_| NO_URL)?;
        if redirects > MAX_REDIRECTS {
            return Err("there is no end to it");
        }
        if !self.prepared.operation.method.reads() {
            return Err("only GET and HEAD are redirected");
        }
        if self.prepared.is_spent() {
            return Err("its body was a stream, which cannot be sent again");
        }
        self.shared
            .base_url
            .own(next)
            .ok_or("the place is on another origin, which must not see the credential")
    }
}

/// The statuses that point to another place; the other 3xx say something else.
pub(super) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}
