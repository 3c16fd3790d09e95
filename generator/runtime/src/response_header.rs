//! [`ResponseHeader`]: a header of answers that the API's description declares.
//!
//! Invariant: a header that does not fit its type is said to be so, and is still among the headers.

use std::marker::PhantomData;
use std::str::FromStr;

use http::HeaderMap;

use super::error::Untyped;

/// The name and the type of a header that answers may have.
#[derive(Debug)]
pub struct ResponseHeader<T> {
    name: &'static str,
    ty: PhantomData<fn() -> T>,
}

impl<T> ResponseHeader<T> {
    /// A header by its name, in any case.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, ty: PhantomData }
    }

    /// Its name, as the description spells it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: FromStr> ResponseHeader<T> {
    /// Its value; a header that was sent in several lines is one list (RFC 9110, 5.3).
    pub(super) fn read(self, headers: &HeaderMap) -> Result<Option<T>, Untyped> {
        let lines = headers
            .get_all(self.name)
            .iter()
            .map(|line| str::from_utf8(line.as_bytes()).map(str::trim))
            .collect::<Result<Vec<_>, _>>();
        let lines = lines.map_err(|_| Untyped::header(self.name))?;
        if lines.is_empty() {
            return Ok(None);
        }
        let value = lines.join(", ").parse();
        value.map(Some).map_err(|_| Untyped::header(self.name))
    }
}
