//! Query, header and cookie parameters: from a struct's members to their spelling.
//!
//! Invariant: a member without a value is not sent, and what is sent is encoded for its place.

use http::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};

use super::error::Error;
use super::percent;

/// A parameter outside the path: its name, where it travels, and how a list or an object is spelled.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    name: &'static str,
    place: Place,
    style: Style,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Query,
    Header,
    Cookie,
}

/// How a parameter that is a list or an object is spelled (OpenAPI 3.0, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `form` with `explode`: `ids=1&ids=2`.
    Repeated,
    /// `form` or `simple` without `explode`: `ids=1,2`.
    Comma,
    /// `spaceDelimited`: `ids=1%202`.
    Space,
    /// `pipeDelimited`: `ids=1%7C2`.
    Pipe,
    /// `deepObject`: `filter[name]=x`, with the brackets encoded.
    Deep,
    /// `content: application/json`: the JSON text.
    Json,
}

impl Param {
    /// A parameter after the question mark; lists are repeated unless another style is set.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Query,
            style: Style::Repeated,
        }
    }

    /// A parameter in a header; lists are joined by commas unless another style is set.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Header,
            style: Style::Comma,
        }
    }

    /// A parameter in a cookie; lists are joined by commas unless another style is set.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Cookie,
            style: Style::Comma,
        }
    }

    /// Sets how lists and objects are spelled.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }
}

/// Adds every parameter that has a value to the query and the headers.
pub(super) fn spell(
    members: &Map<String, Value>,
    params: &[Param],
    query: &mut String,
    headers: &mut HeaderMap,
) -> Result<(), Error> {
    for param in params {
        match members.get(param.name) {
            None | Some(Value::Null) => {}
            Some(value) => match param.place {
                Place::Query => param.spell_query(value, query),
                Place::Header => param.spell_header(value, headers)?,
                Place::Cookie => param.spell_cookie(value, headers)?,
            },
        }
    }
    Ok(())
}

impl Param {
    fn spell_query(&self, value: &Value, query: &mut String) {
        let mut push = |name: &str, value: &str| {
            percent::push_pair(query, &format!("{}={value}", percent::component(name)));
        };
        match (self.style, value) {
            (Style::Repeated, Value::Array(items)) => {
                items
                    .iter()
                    .for_each(|item| push(self.name, &percent::component(&text(item))));
            }
            (Style::Repeated, Value::Object(members)) => {
                members.iter().for_each(|(name, value)| {
                    push(name, &percent::component(&text(value)))
                });
            }
            (Style::Deep, Value::Object(members)) => {
                for (name, value) in members {
                    push(
                        &format!("{}[{name}]", self.name),
                        &percent::component(&text(value)),
                    );
                }
            }
            _ => push(self.name, &self.joined(value, percent::component)),
        }
    }

    fn spell_header(&self, value: &Value, headers: &mut HeaderMap) -> Result<(), Error> {
        let (name, value) = header(self.name, &self.joined(value, str::to_owned))?;
        headers.insert(name, value);
        Ok(())
    }

    fn spell_cookie(&self, value: &Value, headers: &mut HeaderMap) -> Result<(), Error> {
        let pair = format!(
            "{}={}",
            percent::component(self.name),
            self.joined(value, percent::component)
        );
        let before = headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok());
        let cookies =
            before.map_or_else(|| pair.clone(), |before| format!("{before}; {pair}"));
        let (name, value) = header(COOKIE.as_str(), &cookies)?;
        headers.insert(name, value);
        Ok(())
    }

    /// One text for the whole value; `encode` is not applied to what joins the pieces.
    fn joined(&self, value: &Value, encode: impl Fn(&str) -> String) -> String {
        let separator = match self.style {
            Style::Space => "%20",
            Style::Pipe => "%7C",
            _ => ",",
        };
        match value {
            _ if self.style == Style::Json => encode(&value.to_string()),
            Value::Array(items) => {
                join(items.iter().map(|item| encode(&text(item))), separator)
            }
            Value::Object(members) => {
                let pieces = members
                    .iter()
                    .flat_map(|(name, value)| [encode(name), encode(&text(value))]);
                join(pieces, separator)
            }
            other => encode(&text(other)),
        }
    }
}

fn join(pieces: impl Iterator<Item = String>, separator: &str) -> String {
    pieces.collect::<Vec<_>>().join(separator)
}

/// A value as text: a string without its quotes, anything else as JSON. OpenAPI leaves lists in lists open.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A header that a caller sets. Neither name nor value can end the header or begin another one.
pub(super) fn header(
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), Error> {
    let parsed = HeaderName::try_from(name).map_err(|_| {
        Error::configuration(format!(
            "`{}` cannot be the name of a header",
            name.escape_debug()
        ))
    })?;
    let value = HeaderValue::from_str(value).map_err(|_| {
        Error::configuration(format!(
            "the value for the header `{parsed}` has characters that a header cannot hold"
        ))
    })?;
    Ok((parsed, value))
}
