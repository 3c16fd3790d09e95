//! Reading what an error's answer holds as the types that the API's description gives it.
//!
//! Invariant: the error stays as it is, whatever its body turns out to be.

use serde::de::DeserializeOwned;

use super::super::by_status::{Answered, ByStatus};
use super::super::decode;
use super::super::response_header::ResponseHeader;
use super::{Answer, Error, Reason, Untyped};

impl Error {
    /// The body as what the operation declares for the status, such as its `CreateError`.
    ///
    /// # Errors
    ///
    /// If there was no answer, if it was a success, if nothing is declared for its status, or if the body does not fit.
    pub fn typed<T: ByStatus>(&self) -> Result<T, Untyped> {
        let answer = self.answer()?;
        if answer.status.is_success() {
            // What is declared for every other status is no error of this one.
            return Err(Untyped(Reason::Accepted));
        }
        T::read(Answered::new(answer.status.as_u16(), &answer.body))
    }

    /// The body as JSON of a type, whatever the status is; [`body_text`](Self::body_text) is the body as text.
    ///
    /// # Errors
    ///
    /// If there was no answer, or if the body does not fit.
    pub fn body_as<T: DeserializeOwned>(&self) -> Result<T, Untyped> {
        let read = decode::json(&self.answer()?.body);
        read.map_err(|mismatch| Untyped(Reason::Body(mismatch)))
    }

    /// A header of the answer; `None` if the answer does not have it.
    ///
    /// # Errors
    ///
    /// If there was no answer, or if the header does not fit its type.
    pub fn header<T>(&self, header: ResponseHeader<T>) -> Result<Option<T>, Untyped> {
        header.read(&self.answer()?.headers)
    }

    fn answer(&self) -> Result<&Answer, Untyped> {
        self.inner.answer.as_ref().ok_or(Untyped(Reason::Unanswered))
    }
}
