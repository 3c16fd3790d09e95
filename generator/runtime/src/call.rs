//! [`Call`]: what a generated method puts together before it hands a [`Request`] to its caller.
//!
//! Invariant: a mistake in an argument is remembered and becomes the request's error; all violations of all
//! arguments are found, and then nothing is sent.

use std::collections::BTreeMap;
use std::fmt::Display;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::api::Operation;
use super::body::Payload;
use super::by_status::ByStatus;
use super::client::Client;
use super::error::Error;
use super::page::{self, Page, Paging};
use super::params::{self, Param};
use super::path::{self, PathStyle};
use super::prepared::Prepared;
use super::request::Request;
use super::response::{self, Decode};
use super::spelling;
use super::validate::{self, Check, Validated, Violation};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A call of an operation that is being put together.
#[derive(Debug)]
#[must_use = "a call does nothing before it returns a request"]
pub struct Call {
    pub(super) prepared: Box<Prepared>,
    violations: Vec<Violation>,
    failure: Option<Error>,
}

impl Call {
    /// A call of an operation, with nothing filled in.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            prepared: Box::new(Prepared::new(client, operation)),
            violations: Vec::new(),
            failure: None,
        }
    }

    /// Fills in a part of the path. It is encoded as one segment, or several behind `+`, none of which may be empty, `.` or `..`.
    pub fn path(mut self, name: &str, value: impl Display) -> Self {
        let filled = path::fill(&mut self.prepared.path, name, &value.to_string());
        self.violations.extend(filled.err());
        self
    }

    /// Fills in a part of the path with a list, an object, or in another style than `simple`.
    pub fn path_spelled<V: Serialize + ?Sized>(
        mut self,
        name: &str,
        value: &V,
        style: PathStyle,
        explode: bool,
    ) -> Self {
        match spelling::spellable(value) {
            Ok(value) => {
                let path = &mut self.prepared.path;
                let filled = path::fill_spelled(path, name, &value, style, explode);
                self.violations.extend(filled.err());
                self
            }
            Err(error) => self.fail(Some(Error::unserializable(error))),
        }
    }

    /// Adds the parameters outside the path. `params` is an object with a member for each of them.
    pub fn params<P: Serialize>(mut self, params: &P, spelling: &[Param]) -> Self {
        match spelling::spellable(params) {
            Ok(Value::Object(members)) => {
                let prepared = &mut self.prepared;
                let spelled = params::spell(
                    &members,
                    spelling,
                    &mut prepared.query,
                    &mut prepared.headers,
                );
                self.fail(spelled.err())
            }
            Ok(_) => self,
            Err(error) => self.fail(Some(Error::unserializable(error))),
        }
    }

    /// Adds the parameters outside the path, after checking their rules.
    pub fn validated_params<P>(self, params: &P, spelling: &[Param]) -> Self
    where
        P: Serialize + garde::Validate<Context = ()> + Validated,
    {
        self.validated(params).params(params, spelling)
    }

    /// Sends a value as JSON.
    pub fn json<B: Serialize + ?Sized>(self, body: &B) -> Self {
        self.body(serde_json::to_vec(body))
    }

    /// Sends a value as JSON, after checking its rules.
    pub fn validated_json<B>(self, body: &B) -> Self
    where
        B: Serialize + garde::Validate<Context = ()> + Validated,
    {
        self.validated_json_opt(Some(body))
    }

    /// Sends a value as JSON, or no body at all.
    pub fn json_opt<B: Serialize>(self, body: Option<&B>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// Sends a value as JSON, after checking its rules, or no body at all.
    pub fn validated_json_opt<B>(self, body: Option<&B>) -> Self
    where
        B: Serialize + garde::Validate<Context = ()> + Validated,
    {
        // What is not going to be sent need not be written.
        let call = self.validated(body);
        if call.violations.is_empty() { call.json_opt(body) } else { call }
    }

    /// Announces another media type than `application/json` for the body, such as `application/merge-patch+json`.
    pub fn content_type(mut self, media_type: &'static str) -> Self {
        match params::header(CONTENT_TYPE.as_str(), media_type) {
            Ok((name, value)) if self.prepared.body.is_some() => {
                self.prepared.headers.insert(name, value);
                self
            }
            Ok(_) => self,
            Err(error) => self.fail(Some(error)),
        }
    }

    /// Asks for another media type than the kind of answer would.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        match params::header(ACCEPT.as_str(), media_types) {
            Ok((name, value)) => {
                self.prepared.headers.entry(name).or_insert(value);
                self
            }
            Err(error) => self.fail(Some(error)),
        }
    }

    /// The answer is JSON of this type.
    pub fn returns_json<T: DeserializeOwned + 'static>(self) -> Request<T> {
        self.returns(JSON, response::json::<T>)
    }

    /// The answer is a string of JSON.
    pub fn returns_string(self) -> Request<String> {
        self.returns(JSON, response::string)
    }

    /// The answer is JSON that holds nothing but decimal numbers, of which no digit is lost.
    pub fn returns_decimals<T: DeserializeOwned + 'static>(self) -> Request<T> {
        self.returns(JSON, response::decimals::<T>)
    }

    /// The answer is a page of a list of this type.
    pub fn returns_page<T: DeserializeOwned + 'static>(
        mut self,
        paging: Paging,
    ) -> Request<Page<T>> {
        self.prepared.paging = paging;
        self.returns(JSON, page::decode::<T>)
    }

    /// The answer is what is declared for its status.
    pub fn returns_by_status<T: ByStatus + 'static>(self) -> Request<T> {
        let accept = HeaderValue::from_static("application/json, */*;q=0.8");
        self.returns(accept, response::by_status::<T>)
    }

    /// There is nothing to read in the answer.
    pub fn returns_nothing(self) -> Request<()> {
        self.returns(JSON, response::nothing)
    }

    /// The answer is text.
    pub fn returns_text(self) -> Request<String> {
        self.returns(HeaderValue::from_static("text/plain, */*;q=0.8"), response::text)
    }

    /// The answer is taken as it comes.
    pub fn returns_bytes(self) -> Request<Bytes> {
        self.returns(HeaderValue::from_static("*/*"), response::bytes)
    }

    fn returns<T>(mut self, accept: HeaderValue, decode: Decode<T>) -> Request<T> {
        self.prepared.headers.entry(ACCEPT).or_insert(accept);
        let checked = match self.failure {
            Some(error) => Err(error),
            None if !self.violations.is_empty() => {
                Err(Error::validation(self.violations))
            }
            None => Ok(self.prepared),
        };
        Request::new(checked, decode)
    }

    pub(super) fn validated<'v, V>(mut self, value: impl Into<Option<&'v V>>) -> Self
    where
        V: garde::Validate<Context = ()> + Validated + 'v,
    {
        if let Some(value) = value.into()
            && self.prepared.client.shared.settings.validation
        {
            self.violations.extend(validate::violations(value));
        }
        self
    }

    /// Checks an argument that is no object, such as a part of the path, against its rules.
    pub fn checked<V: ?Sized>(
        mut self,
        name: &str,
        value: &V,
        rules: &[Check<'_, V>],
    ) -> Self {
        if self.prepared.client.shared.settings.validation {
            self.violations.extend(validate::broken(name, value, rules));
        }
        self
    }

    /// Checks how many members the object has that is the body, if there is one.
    pub fn members(self, rules: &[Check<'_, BTreeMap<String, IgnoredAny>>]) -> Self {
        let Some(Payload::Whole(json)) = &self.prepared.body else { return self };
        match serde_json::from_slice(json) {
            Ok(members) => self.checked("", &members, rules),
            Err(_) => self,
        }
    }

    fn body(mut self, json: serde_json::Result<Vec<u8>>) -> Self {
        match json {
            Ok(json) => {
                self.prepared.body = Some(Payload::Whole(Bytes::from(json)));
                self.prepared.headers.insert(CONTENT_TYPE, JSON);
                self
            }
            Err(error) => self.fail(Some(Error::unserializable(error))),
        }
    }

    /// Violations are told together; of other failures, the first is.
    pub(super) fn fail(mut self, failure: Option<Error>) -> Self {
        let violations = failure.as_ref().map_or(&[][..], Error::violations);
        self.violations.extend_from_slice(violations);
        if violations.is_empty() {
            self.failure = self.failure.or(failure);
        }
        self
    }
}
