//! Strings of the spec to Rust identifiers.
//!
//! Law: an identifier is a pure function of its own wire name (or an explicit override), never of its
//! neighbours. [`Ident`] is built nowhere else, so every identifier in the output went through here.

mod keywords;
mod scope;
mod status;
mod words;
#[cfg(test)]
mod tests;

use std::fmt;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use serde::Serialize;

pub use scope::Scope;
pub use status::{any_status_variant, status_class_variant, status_variant};

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
    /// A method of a resource, or the accessor of a resource below it.
    Method,
    /// A method or an accessor of the client itself.
    ClientMethod,
    /// An argument of a method.
    Argument,
    /// A constant.
    Constant,
}

/// The identifier for a wire name.
#[must_use]
pub fn ident(kind: Kind, wire: &str) -> Ident {
    let words = words::split(wire);
    let cased = match kind {
        Kind::Type | Kind::Resource | Kind::Variant => words.to_upper_camel_case(),
        Kind::Constant => words.to_shouty_snake_case(),
        _ => words.to_snake_case(),
    };
    Ident(keywords::escape(kind, words::shorten(cased, wire)))
}

/// The identifier for what several names form together, such as an inline schema that is named by its
/// path (`CreateContact` and `address` give `CreateContactAddress`).
#[must_use]
pub fn joined(kind: Kind, parts: &[&str]) -> Ident {
    let words: Vec<String> = parts.iter().map(|part| words::split(part)).collect();
    ident(kind, &words.join(" "))
}

/// The identifier that an `x-rust-name` asks for; `None` if the text is none of its kind.
///
/// An override is taken as written: it has to be an identifier in the case of its kind and must not be
/// reserved, so that what stands in the overlay can be found in the code.
#[must_use]
pub fn explicit(kind: Kind, name: &str) -> Option<Ident> {
    let ident = ident(kind, name);
    (ident.unraw() == name).then_some(ident)
}

/// The variant that keeps what this version of an SDK does not know. No wire name gives it.
#[must_use]
pub fn unknown_variant() -> Ident {
    Ident("Unknown".to_owned())
}

/// The words of a wire name, lower case, separated by single spaces: for sentences in documentation.
#[must_use]
pub fn phrase(wire: &str) -> String {
    words::split(wire).to_snake_case().replace('_', " ")
}
