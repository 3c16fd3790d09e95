//! What the SDK does at run time: everything between a method of the API and the bytes on the wire.
//!
//! A generated method puts a [`Call`] together and hands out a [`Request`], which is sent when it is
//! awaited. The request is validated before, [sent again](Request#what-is-sent-again) where that can do no
//! harm, and answered by a value or by one [`Error`].
//!
//! | To | see |
//! |---|---|
//! | set up a client | [`ClientBuilder`] |
//! | change one call | [`Request`] |
//! | find out what went wrong | [`Error`], [`ErrorKind`] |
//! | read a field whose shape the server does not keep to | [`Lenient`] |
//! | say what a partial update does to a field | [`Patch`] |
//! | send a file, or a stream | [`File`] |
//! | read an answer or an error by its status | [`ByStatus`], [`Error::typed`] |
//! | read a header of an answer | [`ResponseHeader`] |
//! | read a body as it comes | [`Request::stream`], [`Streamed`] |
//! | read a list to its end | [`Page`], [`Items`] |
//! | see every attempt, or add a header to it | [`Hook`] |
//! | send through another HTTP client | [`Transport`] |
//!
//! Invariants: a message is never sent twice without the caller's consent; nothing that the server sent is
//! lost; no credential is printed.

mod alarm;
mod api;
mod attempt;
mod base64_bytes;
mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
#[cfg(feature = "blocking")]
mod blocking_streamed;
mod builder;
#[macro_use]
mod by_status;
mod call;
mod client;
mod credential;
pub mod date_time;
pub mod decimal;
mod decode;
#[macro_use]
mod enums;
mod environment;
mod error;
mod hook;
mod lenient;
mod loss;
mod numbers;
#[macro_use]
pub mod objects;
mod page;
#[macro_use]
pub mod operations;
mod outgoing;
mod params;
mod parsed;
mod patch;
mod path;
mod percent;
mod prepared;
mod read;
mod redact;
mod redirect;
mod request;
mod response;
mod response_header;
mod retry;
mod retry_after;
mod secret;
mod send;
mod server;
mod settings;
mod spelling;
mod streamed;
#[cfg_attr(not(feature = "tracing"), path = "untraced.rs")]
mod trace;
mod transport;
mod transports;
#[macro_use]
pub mod unions;
#[macro_use]
mod validate;
mod words;

pub use api::{Api, Method, Operation, Scheme, SchemeKind};
pub use base64_bytes::Base64;
#[cfg(feature = "blocking")]
pub use blocking::{BlockingItems, BlockingPages};
#[cfg(feature = "blocking")]
pub use blocking_streamed::BlockingStreamed;
pub use body::{File, Form, FormBody, OR_JSON};
pub use builder::ClientBuilder;
pub use by_status::{Answered, ByStatus};
pub use call::Call;
pub use client::Client;
pub use error::{Error, ErrorKind, FieldError, Untyped};
pub use hook::{Attempt, Hook};
pub use http::HeaderMap;
pub use lenient::Lenient;
pub use page::{Items, Page, Pages, Paging};
pub use params::Param;
pub use patch::{OpenEnum, Patch};
pub use path::PathStyle;
pub use request::{Request, RequestWithResponse, Sending};
pub use response::Response;
pub use response_header::ResponseHeader;
pub use server::{ServerTemplate, ServerVariable};
pub use spelling::Style;
pub use streamed::Streamed;
pub use transport::{AnswerBody, Exchange, RequestBody, Transport, TransportError};
pub use validate::{Validated, Violation, WireField, rule};
