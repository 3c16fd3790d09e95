//! A span for every call, in OpenTelemetry's names for HTTP clients.
//!
//! Invariant: it holds the route's template and never the filled path, a header that was sent, or a body.

use std::time::Duration;

use tracing::field::{Empty, display};
use tracing::instrument::{Instrument as _, Instrumented};
use tracing::{Span, debug, info_span};
use url::Origin;

use super::attempt::Arrived;
use super::error::{self, Error};
use super::prepared::Prepared;

/// The span of a call, from before the first attempt until its answer is decoded.
pub(super) struct Trace(Span);

impl Trace {
    pub(super) fn begin(prepared: &Prepared) -> Self {
        let operation = prepared.operation;
        let (host, port) = match prepared.client.shared.base_url.origin() {
            Origin::Tuple(_, host, port) => (Some(host.to_string()), Some(*port)),
            Origin::Opaque(_) => (None, None),
        };
        Self(info_span!(
            "http.client.request",
            "otel.name" = format_args!("{} {}", operation.method, operation.path),
            "otel.kind" = "client",
            "otel.status_code" = Empty,
            "operation.id" = operation.id,
            "http.request.method" = operation.method.as_str(),
            "url.template" = operation.path,
            "server.address" = host,
            "server.port" = port,
            "http.request.resend_count" = Empty,
            "http.response.status_code" = Empty,
            "http.response.header.x-request-id" = Empty,
            "error.type" = Empty,
        ))
    }

    /// The sending, within the span.
    pub(super) fn within<F>(&self, sending: F) -> Instrumented<F> {
        sending.instrument(self.0.clone())
    }

    /// Notes how the sending ended.
    pub(super) fn ended(&self, result: &Result<(Arrived, u32), Error>) {
        match result {
            Ok((Arrived { answer, .. }, attempts)) => {
                let request_id = error::request_id(&answer.headers);
                self.note(Some(answer.status.as_u16()), *attempts, request_id);
            }
            Err(error) => {
                self.note(error.status(), error.attempts(), error.request_id());
                self.failed(error);
            }
        }
    }

    /// Notes that the call failed.
    pub(super) fn failed(&self, error: &Error) {
        self.0.record("error.type", error.kind().as_str());
        self.0.record("otel.status_code", "ERROR");
    }

    fn note(&self, status: Option<u16>, attempts: u32, request_id: Option<&str>) {
        self.0.record("http.request.resend_count", attempts.saturating_sub(1));
        if let Some(status) = status {
            self.0.record("http.response.status_code", status);
        }
        if let Some(id) = request_id {
            self.0.record("http.response.header.x-request-id", display(id));
        }
    }
}

/// Notes that a request is going to be sent again.
pub(super) fn resending(error: &Error, wait: Duration) {
    debug!(
        "error.type" = error.kind().as_str(),
        "http.response.status_code" = error.status(),
        "http.request.resend_count" = error.attempts(),
        wait_seconds = wait.as_secs_f64(),
        "sending the request again"
    );
}
