//! How errors print.
//!
//! Invariant: `Display` is one line; neither it nor `Debug` holds a body, or what is about single fields,
//! since servers like to quote what they refuse.

use std::fmt::{self, Formatter};

use super::{Error, ErrorKind};

/// A server's message is cut after this many characters.
const LONGEST_MESSAGE: usize = 200;

/// So many fields are named; a server may refuse as many as were sent.
const MOST_FIELDS: usize = 10;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Validation => self.write_violations(f)?,
            ErrorKind::Configuration => f.write_str(&self.inner.what)?,
            ErrorKind::Transport | ErrorKind::Timeout | ErrorKind::Decode => {
                self.write_failure(f)?
            }
            _ => self.write_refusal(f)?,
        }
        if self.inner.spent {
            f.write_str("; not sent again, since its body was a stream")?;
        }
        self.write_circumstances(f)
    }
}

impl Error {
    fn write_violations(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("nothing was sent: ")?;
        match self.violations() {
            [] => f.write_str(&self.inner.what),
            [first] => write!(f, "{first}"),
            [first, _] => write!(f, "{first} (and 1 more violation)"),
            [first, more @ ..] => {
                write!(f, "{first} (and {} more violations)", more.len())
            }
        }
    }

    fn write_failure(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(status) = self.status().filter(|status| (200..300).contains(status))
        {
            write!(f, "the server accepted the request ({status}), but ")?;
        }
        f.write_str(&self.inner.what)?;
        // Nobody knows, and asking again could do it twice.
        let is_lost = self.attempts() > 0 && self.status().is_none();
        if is_lost && !self.is_retryable() && !self.inner.spent {
            f.write_str("; the server may have acted upon the request")?;
        }
        self.inner.mismatch.as_ref().map_or(Ok(()), |mismatch| write!(f, ": {mismatch}"))
    }

    fn write_refusal(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(answer) = &self.inner.answer {
            write!(f, "{}", answer.status.as_str())?;
            answer
                .status
                .canonical_reason()
                .map_or(Ok(()), |reason| write!(f, " {reason}"))?;
        }
        if !self.inner.what.is_empty() {
            write!(f, ": {}", self.inner.what)?;
        }
        if let Some(message) = self.printable_message() {
            write!(f, ": {}", one_line(message))?;
        }
        self.write_fields(f)?;
        self.code().map_or(Ok(()), |code| write!(f, " [{}]", one_line(code)))
    }

    /// The message, unless it is about a field: then it may quote what the caller sent.
    fn printable_message(&self) -> Option<&str> {
        match self.field_errors().first() {
            Some(error) if !error.path().is_empty() => None,
            _ => self.message(),
        }
    }

    fn write_fields(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let fields = self.field_errors().iter().filter(|error| !error.path().is_empty());
        let mut separator = ": the server refuses ";
        for error in fields.clone().take(MOST_FIELDS) {
            write!(f, "{separator}`{}`", one_line(error.path()))?;
            separator = ", ";
        }
        match fields.skip(MOST_FIELDS).count() {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }

    fn write_circumstances(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let id = self.request_id().map(|id| format!("request {}", one_line(id)));
        let attempts = Some(self.attempts()).filter(|attempts| *attempts > 1);
        let attempts = attempts.map(|attempts| format!("{attempts} attempts"));
        match id.into_iter().chain(attempts).collect::<Vec<_>>().join(", ").as_str() {
            "" => Ok(()),
            circumstances => write!(f, " ({circumstances})"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.kind()).field("text", &format_args!("{self}"));
        if let Some(status) = self.status() {
            out.field("status", &status)
                .field("body_bytes", &self.body().map(bytes::Bytes::len));
        }
        if !self.violations().is_empty() {
            out.field("violations", &self.violations());
        }
        if let Some(retry_after) = self.retry_after() {
            out.field("retry_after", &retry_after);
        }
        out.field("attempts", &self.attempts()).field("retryable", &self.is_retryable());
        if let Some(source) = &self.inner.source {
            out.field("source", source);
        }
        out.finish()
    }
}

pub(super) fn one_line(text: &str) -> String {
    let mut line =
        text.chars().take(LONGEST_MESSAGE).flat_map(printable).collect::<String>();
    if text.chars().nth(LONGEST_MESSAGE).is_some() {
        line.push('…');
    }
    line
}

fn printable(c: char) -> impl Iterator<Item = char> {
    let is_escaped = c.is_control() || turns(c);
    let kept = (!is_escaped).then_some(c);
    let escaped = is_escaped.then(|| c.escape_debug());
    kept.into_iter().chain(escaped.into_iter().flatten())
}

/// Whether it ends a line or changes the direction of the text around it, although it is no control character.
const fn turns(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
