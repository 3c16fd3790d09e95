//! Query, header and cookie parameters: from a struct's members to their spelling.
//!
//! Invariant: a member without a value is not sent, and what is sent is encoded for its place.

use http::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};

use super::error::Error;
use super::percent;
use super::secret;
use super::spelling::{self, Style};

/// A parameter outside the path: its name, where it travels, and how a list or an object is spelled.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// The member that has its value: parameters in two places may have one name.
    member: &'static str,
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

impl Param {
    /// A parameter after the question mark; lists are repeated unless another style is set.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::at(Place::Query, name, Style::Repeated)
    }

    /// A parameter in a header; lists are joined by commas unless another style is set.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::at(Place::Header, name, Style::Comma)
    }

    /// A parameter in a cookie; lists are repeated unless another style is set.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::at(Place::Cookie, name, Style::Repeated)
    }

    const fn at(place: Place, name: &'static str, style: Style) -> Self {
        let member = name;
        Self {
            member,
            name,
            place,
            style,
        }
    }

    /// Says which member has its value, if that is not called like the parameter.
    #[must_use]
    pub const fn of(mut self, member: &'static str) -> Self {
        self.member = member;
        self
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
        let value = members.get(param.member);
        let value = value.filter(|value| !spelling::is_undefined(param.style, value));
        let Some(value) = value else { continue };
        match param.place {
            Place::Query => spelling::pairs(param.name, param.style, value, query),
            Place::Header => param.spell_header(value, headers)?,
            Place::Cookie => param.spell_cookie(value, headers),
        }
    }
    Ok(())
}

impl Param {
    /// Its style, if this is its name.
    pub(super) fn style_of(&self, name: &str) -> Option<Style> {
        (self.name == name).then_some(self.style)
    }

    fn spell_header(&self, value: &Value, headers: &mut HeaderMap) -> Result<(), Error> {
        let text = spelling::joined(self.style, value, str::to_owned);
        let (name, value) = header(self.name, &text)?;
        headers.insert(name, value);
        Ok(())
    }

    fn spell_cookie(&self, value: &Value, headers: &mut HeaderMap) {
        let encode = percent::component;
        spelling::each_pair(self.name, self.style, value, encode, &mut |name, value| {
            add_cookie(headers, &format!("{}={value}", encode(name)));
        });
    }
}

/// Adds an encoded `name=value` to the cookies, which all share one header (RFC 6265, 5.4). Those that are there
/// stay as they are: they may be the caller's, in any bytes.
pub(super) fn add_cookie(headers: &mut HeaderMap, pair: &str) {
    let before = headers.get_all(COOKIE).into_iter().map(HeaderValue::as_bytes);
    let cookies = before.filter(|cookies| !cookies.is_empty()).chain([pair.as_bytes()]);
    let cookies = cookies.collect::<Vec<_>>().join(&b"; "[..]);
    if let Some(value) = secret::header(cookies) {
        headers.insert(COOKIE, value);
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
    // Whoever receives it takes away what is blank around it (RFC 9110, 5.5).
    let is_whole = value.trim_matches([' ', '\t']) == value;
    let value = HeaderValue::from_str(value).ok().filter(|_| is_whole).ok_or_else(|| {
        Error::configuration(format!(
            "the value for the header `{parsed}` has characters that a header cannot hold, or blanks around it"
        ))
    })?;
    Ok((parsed, value))
}
