//! The public surface of an SDK as plain data: what its callers can name, what of it their code depends on,
//! and where each item comes from in the spec.
//!
//! It is written into the SDK as a text file, so that the next run can tell what changes for callers
//! without git and without a compiler. It says what the spec decides: the runtime, which is the same for
//! every SDK, is not in it.
//!
//! Invariant: a surface is a function of the IR alone, and reading back its text gives it again.

mod signature;
mod place;
mod spelling;
mod rules;
mod auth;
mod describe;
mod text;
mod parse;
mod effects;
mod changes;
mod account;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use account::{Account, Step};
pub use changes::{Change, What};
pub use effects::{Effect, Weight};
pub use parse::Unreadable;
pub use signature::{Argument, Signature};

/// The path of the file that holds the surface, below the root of the generated crate.
pub const FILE: &str = "surface.txt";

/// The public surface of one version of an SDK.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surface {
    /// The version of the crate.
    pub version: String,
    /// Everything that callers can name, sorted.
    pub items: Items,
}

/// Items by what they are called. What is below an item is called by its last name alone.
pub type Items = BTreeMap<(Kind, String), Item>;

/// What an item is. The order is that of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The crate.
    Package,
    /// A way to make a client, or a value of a type.
    Constructor,
    /// The client builder's setter for a secret.
    Credential,
    /// A server that can be selected by name.
    Server,
    /// What leads from the client to methods.
    Resource,
    /// A call of the API.
    Method,
    /// A header that answers may have.
    Header,
    /// A struct, an open enum or a union.
    Type,
    /// A member of a struct.
    Field,
    /// A known value of an open enum.
    Value,
    /// A variant of a union.
    Variant,
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::Package,
        Self::Constructor,
        Self::Credential,
        Self::Server,
        Self::Resource,
        Self::Method,
        Self::Header,
        Self::Type,
        Self::Field,
        Self::Value,
        Self::Variant,
    ];

    /// The word for it, in the file and in accounts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Constructor => "constructor",
            Self::Credential => "credential",
            Self::Server => "server",
            Self::Resource => "resource",
            Self::Method => "method",
            Self::Header => "header",
            Self::Type => "type",
            Self::Field => "field",
            Self::Value => "value",
            Self::Variant => "variant",
        }
    }

    /// Whether it has a name on the wire, which the file leaves out where it is the name of the item.
    fn is_on_the_wire(self) -> bool {
        matches!(
            self,
            Self::Credential | Self::Header | Self::Field | Self::Value | Self::Variant
        )
    }
}

/// Something that callers can name. What is known of it is sorted by what a change of it means to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// What callers' code is compiled against; another one breaks it.
    pub signature: Signature,
    /// What callers' code may make use of beside that, such as `Default`; a lost one breaks it.
    pub abilities: BTreeSet<String>,
    /// What is checked before a value is sent, such as `maxLength`; a narrower one refuses what was accepted.
    pub rules: BTreeMap<String, String>,
    /// What callers' code does not depend on, such as the name on the wire.
    pub remarks: BTreeMap<Remark, String>,
    /// The pointer into the spec, without the positions in its lists.
    pub place: String,
    /// The fields, values or variants of a type, and its constructor.
    pub members: Items,
}

/// What callers' code does not depend on, but its authors may want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remark {
    /// The name on the wire of a credential, a field, a value or a variant.
    Wire,
    /// The HTTP method and the path of a call.
    Http,
    /// The base URL of a server.
    Url,
    /// How a credential travels.
    Sent,
    /// The alternatives of credentials that a call takes: `api_key or user and token or none`.
    Auth,
    /// Whether a call may be resent although its HTTP method is not idempotent.
    Idempotent,
    /// The note of something deprecated.
    Deprecated,
}

impl Remark {
    const ALL: [Self; 7] = [
        Self::Wire,
        Self::Http,
        Self::Url,
        Self::Sent,
        Self::Auth,
        Self::Idempotent,
        Self::Deprecated,
    ];

    /// The word for it, in the file and in accounts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Http => "http",
            Self::Url => "url",
            Self::Sent => "sent",
            Self::Auth => "auth",
            Self::Idempotent => "idempotent",
            Self::Deprecated => "deprecated",
        }
    }
}
