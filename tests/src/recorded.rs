//! What the server received, byte for byte.

use std::io::{self, BufRead};

/// A request as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The request line and the headers with their line ends, without the empty line that ends them.
    pub head: String,
    /// The bytes after the head.
    pub body: Vec<u8>,
}

impl Recorded {
    /// Reads one request. A body is expected where `Content-Length` announces one, or where it comes in chunks,
    /// which are put together.
    ///
    /// # Errors
    ///
    /// The connection ended before the request did, or what came is not HTTP/1.1.
    pub(crate) fn read(from: &mut impl BufRead) -> io::Result<Self> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if from.read_line(&mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        head.truncate(head.len() - "\r\n".len());
        let mut request = Self {
            head,
            body: Vec::new(),
        };
        if request.header("transfer-encoding") == Some("chunked") {
            request.body = chunks(from)?;
            return Ok(request);
        }
        let length = match request.header("content-length") {
            Some(length) => length.parse().map_err(io::Error::other)?,
            None => 0,
        };
        request.body.resize(length, 0);
        from.read_exact(&mut request.body)?;
        Ok(request)
    }

    /// The request line: `POST /api/v1/ HTTP/1.1`.
    #[must_use]
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// The headers in the order of the wire.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
    }

    /// The value of the header `name`, in whatever case it was written; the first of several.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .find(|(wire, _)| wire.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The body as text; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The chunks of a body, put together (RFC 9112, 7.1).
fn chunks(from: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        from.read_line(&mut line)?;
        let length = usize::from_str_radix(line.trim_end(), 16).map_err(io::Error::other)?;
        let mut chunk = vec![0; length + "\r\n".len()];
        from.read_exact(&mut chunk)?;
        body.extend_from_slice(&chunk[..length]);
        if length == 0 {
            return Ok(body);
        }
    }
}
