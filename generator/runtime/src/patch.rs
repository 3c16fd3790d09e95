//! [`Patch`]: the three things that a request can say about a nullable field.
//!
//! Invariant: "leave it", "set it to null" and "set it to this" stay apart from the caller to the wire; where that has no
//! word for one of them, nothing is sent.

use garde::error::{NoKey, Path, Report};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a request does to a field that may be left out or be null: nothing, clear it (`.note(Patch::Clear)`), or set it
/// (`.note("new")`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Patch<T> {
    /// The field is left out: the server keeps what it has, or takes its default.
    #[default]
    Leave,
    /// The field is sent as `null`. A form has no word for that: where the body is one and the field is not JSON in it, it
    /// breaks the rule `notNull`, and nothing is sent.
    Clear,
    /// The field is sent with this value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the field is left out.
    #[must_use]
    pub const fn is_leave(&self) -> bool {
        matches!(self, Self::Leave)
    }

    /// The new value, if there is one.
    #[must_use]
    pub const fn as_set(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Leave | Self::Clear => None,
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl<T> From<Option<T>> for Patch<T> {
    /// `None` clears the field; to leave it alone, do not set it.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

impl From<&str> for Patch<String> {
    fn from(value: &str) -> Self {
        Self::Set(value.to_owned())
    }
}

/// An enum whose values are strings. What converts into one sets it, which cannot be said of all types.
pub trait OpenEnum {}

/// Lists are set as elsewhere: `.tags(["new"])`.
impl<T, I: Into<T>, const N: usize> From<[I; N]> for Patch<Vec<T>> {
    fn from(items: [I; N]) -> Self {
        Self::Set(items.into_iter().map(Into::into).collect())
    }
}

/// The value of an enum is set as elsewhere: `.color("red")`.
impl<'a, T: OpenEnum + From<&'a str>> From<&'a str> for Patch<T> {
    fn from(value: &'a str) -> Self {
        Self::Set(value.into())
    }
}

impl<T: OpenEnum + From<String>> From<String> for Patch<T> {
    fn from(value: String) -> Self {
        Self::Set(value.into())
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Leave | Self::Clear => serializer.serialize_unit(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::from)
    }
}

/// Lets `#[garde(dive)]` look into the value.
impl<T: garde::Validate> garde::Validate for Patch<T> {
    type Context = T::Context;

    fn validate_into(
        &self,
        context: &Self::Context,
        parent: &mut dyn FnMut() -> Path,
        report: &mut Report,
    ) {
        if let Self::Set(value) = self {
            value.validate_into(context, parent, report);
        }
    }
}

/// Lets `#[garde(inner(..))]` look into the value.
impl<T> garde::rules::inner::Inner<T> for Patch<T> {
    type Key = NoKey;

    fn validate_inner<F: FnMut(&T, &Self::Key)>(&self, mut check: F) {
        if let Self::Set(value) = self {
            check(value, &NoKey::default());
        }
    }
}
