//! The SDK to be written, as plain data: what `lower` decided and what `emit` writes down.
//!
//! Invariant: everything is named, sorted and decided. Every [`Type::Named`] has a [`TypeDef`], type
//! names are unique, recursion is boxed, and no text needs to be looked at again to know what to emit.

mod answers;
mod example;
mod operation;
mod types;

use serde::Serialize;

use crate::names::Ident;
pub use answers::*;
pub use example::*;
pub use operation::*;
pub use types::*;

/// A whole SDK.
#[derive(Debug, Clone, Serialize)]
pub struct Api {
    /// What the crate's manifest says about itself.
    pub package: Package,
    /// The API's name for people, such as `Wassist API`.
    pub title: String,
    /// The API's description as safe markdown paragraphs, as far as it has no headings.
    pub docs: Docs,
    /// The description from its first heading on, which is a chapter of its own.
    #[serde(skip_serializing_if = "Docs::is_empty")]
    pub chapter: Docs,
    /// How requests reach the API.
    pub service: Service,
    /// The resource tree. The root is the client itself.
    pub root: Resource,
    /// All types, sorted by name.
    pub types: Vec<TypeDef>,
    /// How deep rustc has to look into all that.
    #[serde(skip_serializing_if = "RecursionLimits::are_usual")]
    pub recursion_limits: RecursionLimits,
    /// A call that shows how the SDK is used; `None` if no operation can be shown in a few lines.
    pub example: Option<Example>,
}

impl Api {
    /// All operations, in the order of the resource tree.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.root.tree().flat_map(|resource| &resource.operations)
    }
}

/// What `#![recursion_limit]` has to be; `None` where rustc's usual limit does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct RecursionLimits {
    /// In the crate itself.
    pub own: Option<usize>,
    /// In each crate that uses its types: rustc looks into them wherever a value is dropped or sent to a task.
    pub callers: Option<usize>,
}

impl RecursionLimits {
    /// Whether rustc's usual limit does everywhere.
    #[must_use]
    pub fn are_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// The metadata of the generated crate. Its hand-written home is `info.x-rust-package` in the overlay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Package {
    /// The crate's name on the registry; one that Cargo takes.
    pub name: String,
    /// The crate, as programs name it: `pet_store` for `pet-store`. Never raw.
    pub krate: Ident,
    /// The crate's version.
    pub version: String,
    /// One line about the crate.
    pub description: String,
    /// An SPDX expression; `None` where nobody said (the crate is then not publishable).
    pub license: Option<String>,
    /// Where the sources are.
    pub repository: Option<String>,
    /// Where the crate's or API's documentation is.
    pub homepage: Option<String>,
    /// Registry keywords, in the given order.
    pub keywords: Vec<String>,
    /// Registry categories, in the given order.
    pub categories: Vec<String>,
}

/// Servers and credentials.
#[derive(Debug, Clone, Serialize)]
pub struct Service {
    /// What environment variables begin with: `WASSIST` for `WASSIST_API_KEY`.
    pub env_prefix: String,
    /// The servers in the order of the spec, those of plain http behind the others; the first is the default. May be
    /// empty: then the caller has to give a base URL.
    pub servers: Vec<Server>,
    /// The security schemes that some operation uses, in the order of the spec.
    pub schemes: Vec<Scheme>,
    /// The scheme whose secret is all that the short way to a client takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<usize>,
    /// Whether there are some, and every operation can do without them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional_credentials: bool,
}

impl Service {
    /// The schemes whose secrets `Client::new` takes: none if there are none, or else that of the short way. `None` where
    /// there is no such way, since one secret is not all that a client may need.
    #[must_use]
    pub fn secrets_of_new(&self) -> Option<&[Scheme]> {
        if self.schemes.is_empty() {
            return Some(&[]);
        }
        let short = self.short?;
        self.schemes.get(short..=short)
    }
}

/// A server that the spec lists.
#[derive(Debug, Clone, Serialize)]
pub struct Server {
    /// The variant that names it: `Production`.
    pub name: Ident,
    /// Its URL, variables replaced by their defaults, without a trailing slash.
    pub url: String,
    /// Its URL as the spec writes it, without a trailing slash.
    pub template: String,
    /// The variables of the template, in the order of the spec.
    pub variables: Vec<ServerVariable>,
    /// What the spec says about it.
    pub docs: Docs,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, Serialize)]
pub struct ServerVariable {
    /// What stands between the braces.
    pub name: String,
    /// The value that it has unless the caller gives another one.
    pub default: String,
    /// The values that it can have; empty if it can have any.
    pub values: Vec<String>,
}

/// A way to authenticate.
#[derive(Debug, Clone, Serialize)]
pub struct Scheme {
    /// The name in the spec: `ApiKeyAuth`.
    pub wire: String,
    /// The constant that describes it: `API_KEY_AUTH`.
    pub constant: Ident,
    /// The builder's setter: `api_key`.
    pub setter: Ident,
    /// The environment variable that holds the secret (for basic: the password), such as `WASSIST_API_KEY`.
    pub env: String,
    /// How the credential travels.
    pub kind: SchemeKind,
    /// What the spec says about it.
    pub docs: Docs,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum SchemeKind {
    /// In the header of this name.
    Header(String),
    /// In the header of this name, behind this word and a space.
    Prefixed(String, String),
    /// In the query parameter of this name.
    Query(String),
    /// In the cookie of this name.
    Cookie(String),
    /// As `Authorization: Basic`; the user name's variable is `<PREFIX>_USERNAME`.
    Basic,
}

/// Markdown that is safe in a doc comment: no doctest, no broken link, no raw HTML, no control characters.
/// One entry is one line of the comment, without the leading space. Empty means that nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Docs(pub Vec<String>);

impl Docs {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
