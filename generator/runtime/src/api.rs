//! What the generated code knows about its API, as constants: servers, credentials and operations.
//!
//! Invariant: plain data that lives as long as the program; nothing here is computed.

/// An API: what every request to it has in common.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// What the crate calls itself in `User-Agent`.
    pub user_agent: &'static str,
    /// What the names of environment variables begin with: `WASSIST` for `WASSIST_BASE_URL`.
    pub env_prefix: &'static str,
    /// The server that is used unless the caller names another one; `None` if the description lists none.
    pub base_url: Option<&'static str>,
    /// The ways to authenticate. Operations refer to them by index.
    pub schemes: &'static [Scheme],
    /// Whether every operation can do without them.
    pub optional_credentials: bool,
}

/// A way to authenticate.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// Its name in the API's description, for error messages.
    pub name: &'static str,
    /// How the credential travels.
    pub kind: SchemeKind,
    /// The environment variable that holds the secret.
    pub env: &'static str,
}

/// How a credential travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// In the header of this name.
    Header(&'static str),
    /// In the header of this name, behind this word: `Authorization: Bearer`.
    Prefixed(&'static str, &'static str),
    /// In the query parameter of this name.
    Query(&'static str),
    /// In the cookie of this name.
    Cookie(&'static str),
    /// As `Authorization: Basic`; the user name's variable is `<prefix>_USERNAME`.
    Basic,
}

impl SchemeKind {
    /// The header that holds nothing but the credential.
    pub(super) const fn header(self) -> Option<&'static str> {
        match self {
            Self::Header(name) | Self::Prefixed(name, _) => Some(name),
            Self::Basic => Some("authorization"),
            Self::Query(_) | Self::Cookie(_) => None,
        }
    }
}

/// An operation of the API.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// Its `operationId`, for errors and traces.
    pub id: &'static str,
    /// Its HTTP method.
    pub method: Method,
    /// Its path template, exactly as in the API's description.
    pub path: &'static str,
    /// Whether the server tolerates the same request twice although the method does not promise it.
    pub idempotent: bool,
    /// Alternatives of schemes that are sent together, as indices into [`Api::schemes`]. Empty: none is sent.
    pub security: &'static [&'static [usize]],
}

macro_rules! methods {
    ($($method:ident $text:ident)*) => {
        /// The method of an HTTP request.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Method {$(
            #[doc = concat!("`", stringify!($text), "`")]
            $method,
        )*}

        impl Method {
            /// The method as it is written on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$method => stringify!($text),)*
                }
            }

            pub(super) const fn to_http(self) -> http::Method {
                match self {
                    $(Self::$method => http::Method::$text,)*
                }
            }
        }
    };
}

methods! { Get GET Head HEAD Post POST Put PUT Patch PATCH Delete DELETE Options OPTIONS Trace TRACE }

impl Method {
    /// Whether sending the same request twice leaves the server as sending it once does (RFC 9110, 9.2.2).
    #[must_use]
    pub const fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }

    /// Whether a redirect may be followed: the request reads and changes nothing.
    pub(super) const fn reads(self) -> bool {
        matches!(self, Self::Get | Self::Head)
    }
}

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
