//! Strings of the spec to Rust identifiers.
//!
//! Invariant: an identifier is a pure function of its own wire name (or an explicit override), never of its
//! neighbours. [`Ident`] is built nowhere else, so every identifier in the output went through here.

mod distinct;
mod keywords;
mod package;
mod status;
mod words;
#[cfg(test)]
mod tests;

use std::fmt;

use heck::ToUpperCamelCase;
use serde::Serialize;

#[cfg(test)]
pub(crate) use package::OF_EXAMPLES;
pub use package::PackageName;
pub use status::{any_status_variant, errors_by_status, status_class_variant, status_variant};

/// What is to happen to names that collide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnCollision {
    /// They are errors: whoever maintains the SDK chooses its names.
    #[default]
    Refuse,
    /// Those that yield are renamed, and listed.
    Rename,
}

/// A valid Rust identifier; raw (`r#type`) where it is a keyword.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Ident(String);

impl Ident {
    /// The identifier as it is written in code, with `r#` where it needs it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`, as in a file name.
    #[must_use]
    pub fn unraw(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an identifier names. Each kind has its own case and its own reserved words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A struct, an enum or a union.
    Type,
    /// The struct of a resource.
    Resource,
    /// A variant of an enum.
    Variant,
    /// A field of a struct, or the payload of a variant.
    Field,
    /// The method that sets a field.
    Setter,
    /// A module, and so a file.
    Module,
    /// A method of a resource.
    Method,
    /// A method of the client itself.
    ClientMethod,
    /// A resource below another one: the accessor there, and the module and so the file.
    Accessor,
    /// A resource of the client itself.
    ClientAccessor,
    /// What sets a credential on the client's builder.
    Credential,
    /// An argument of a method.
    Argument,
    /// A constant.
    Constant,
}

/// The identifier for a wire name.
#[must_use]
pub fn ident(kind: Kind, wire: &str) -> Ident {
    built(kind, &words::split(wire), wire)
}

/// The identifier for a wire name whose own one belongs to somebody else: every sign in it is spelled, and the
/// case of its letters is named; a hash stands for what has no such name.
///
/// Like [`ident`] it depends on the wire name alone, so it stays when others join the collision.
#[must_use]
pub fn distinct(kind: Kind, wire: &str) -> Ident {
    built(kind, &spelled(kind, wire), wire)
}

/// Whether a wire name is its own identifier, but for the escape of a reserved word: it keeps the name where
/// others want it too.
#[must_use]
pub fn is_own(kind: Kind, wire: &str) -> bool {
    cased(kind, &words::split(wire)) == wire
}

fn spelled(kind: Kind, wire: &str) -> String {
    match kind {
        Kind::Type | Kind::Resource => distinct::words(wire, "capitalized"),
        Kind::Module | Kind::Accessor | Kind::ClientAccessor => {
            words::spelled_in_ascii(&distinct::words(wire, "lower"))
        }
        _ => distinct::words(wire, "lower"),
    }
}

fn built(kind: Kind, words: &str, wire: &str) -> Ident {
    let name = words::shorten(cased(kind, words), wire);
    Ident(keywords::escape(kind, name))
}

fn cased(kind: Kind, words: &str) -> String {
    match kind {
        Kind::Type | Kind::Resource | Kind::Variant => words.to_upper_camel_case(),
        Kind::Constant => words::shouted(words::snake(words)),
        Kind::Module | Kind::Accessor | Kind::ClientAccessor => {
            words::snake(&words::in_ascii(words))
        }
        _ => words::snake(words),
    }
}

/// The identifier for what several names form together, such as an inline schema that is named by its
/// path (`CreateContact` and `address` give `CreateContactAddress`).
#[must_use]
pub fn joined(kind: Kind, parts: &[&str]) -> Ident {
    let words: Vec<String> = parts.iter().map(|part| words::split(part)).collect();
    ident(kind, &words.join(" "))
}

/// What a security scheme is called by those who have its credential: `api_key` for `ApiKeyAuth`. The last word says
/// no more than that it is a scheme.
#[must_use]
pub fn credential(scheme: &str) -> Ident {
    let words = words::snake(&words::split(scheme));
    let secret = words
        .rsplit_once('_')
        .filter(|(_, last)| {
            matches!(
                *last,
                "auth" | "authentication" | "authorization" | "scheme"
            )
        })
        .map_or(words.as_str(), |(secret, _)| secret);
    ident(Kind::Credential, secret)
}

/// The identifier for what has no name but where it stands: `base`, and a hash of the place.
#[must_use]
pub fn placed(kind: Kind, base: &Ident, place: &str) -> Ident {
    ident(kind, &format!("{} {}", base.unraw(), words::hash(place)))
}

/// The name of the type of a component's property: `SubscriptionDotSchedule`.
#[must_use]
pub fn dotted(component: &str, property: &str) -> Ident {
    let words = |kind, wire: &str| match is_own(kind, wire) {
        true => words::split(wire),
        false => spelled(kind, wire),
    };
    let component = words(Kind::Type, component);
    ident(
        Kind::Type,
        &format!("{component} dot {}", words(Kind::Field, property)),
    )
}

/// The name of an operation that has no other than its method and its path, every sign spelled.
#[must_use]
pub fn routed(kind: Kind, method: &str, path: &str) -> Ident {
    ident(kind, &distinct::route(method, path))
}

/// The identifier that an `x-rust-name` asks for; `None` if the text is none of its kind.
///
/// An override is taken as written: it has to be an identifier in the case of its kind and must not be
/// reserved, so that what stands in the overlay can be found in the code.
#[must_use]
pub fn explicit(kind: Kind, name: &str) -> Option<Ident> {
    let ident = match kind {
        Kind::Type | Kind::Resource | Kind::Variant if words::is_camel(name) => {
            Ident(keywords::escape(kind, name.to_owned()))
        }
        _ => ident(kind, name),
    };
    (ident.unraw() == name).then_some(ident)
}

/// What a kind is called in findings.
#[must_use]
pub fn describe(kind: Kind) -> &'static str {
    match kind {
        Kind::Type | Kind::Resource => "type",
        Kind::Variant => "variant",
        Kind::Field | Kind::Setter => "field",
        Kind::Module => "module",
        Kind::Method | Kind::ClientMethod => "method",
        Kind::Accessor | Kind::ClientAccessor => "resource",
        Kind::Credential => "credential",
        Kind::Argument => "argument",
        Kind::Constant => "constant",
    }
}

/// The words of a wire name, lower case, separated by single spaces: for sentences in documentation.
#[must_use]
pub fn phrase(wire: &str) -> String {
    words::snake(&words::split(wire)).replace('_', " ")
}
