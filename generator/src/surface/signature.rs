//! Signatures: what callers' code is compiled against, as Rust spells it.
//!
//! Invariant: what `Display` writes, `parse` reads as the same; so no type of an argument may have a `)`.

use std::fmt;

/// What callers' code is compiled against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Signature {
    /// Nothing but the name.
    #[default]
    Name,
    /// A type, or what kind of type it is.
    Type(String),
    /// Something to call.
    Call {
        /// What is passed, in order.
        arguments: Vec<Argument>,
        /// What it gives; empty where that goes without saying.
        result: String,
    },
}

/// What is passed in one position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The name in the documentation; callers do not write it.
    pub name: String,
    /// Its type.
    pub ty: String,
}

impl Argument {
    pub(super) fn new(name: &str, ty: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            ty: ty.into(),
        }
    }
}

impl Signature {
    /// Whether code that was compiled against the other signature compiles against this one, and passes
    /// the same things in the same positions.
    pub(super) fn takes_calls_of(&self, old: &Self) -> bool {
        let (
            Self::Call { arguments, result },
            Self::Call {
                arguments: before,
                result: result_before,
            },
        ) = (self, old)
        else {
            return self == old;
        };
        let same_types = arguments.len() == before.len()
            && arguments
                .iter()
                .zip(before)
                .all(|(new, old)| new.ty == old.ty);
        same_types && result == result_before && !swaps(before, arguments)
    }

    /// Reads what [`fmt::Display`] wrote; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Name);
        }
        if let Some(ty) = text.strip_prefix(": ") {
            return Some(Self::Type(ty.to_owned()));
        }
        let (arguments, result) = text.strip_prefix('(')?.split_once(')')?;
        let result = match result {
            "" => "",
            result => result.strip_prefix(" -> ")?,
        };
        let arguments = split(arguments)
            .map(|argument| {
                let (name, ty) = argument.split_once(": ")?;
                Some(Argument::new(name, ty))
            })
            .collect::<Option<_>>()?;
        Some(Self::Call {
            arguments,
            result: result.to_owned(),
        })
    }
}

/// Whether a name has moved to another position, where code that passes values by position would go wrong in
/// silence. A new name in its place is only another word for the same thing.
fn swaps(old: &[Argument], new: &[Argument]) -> bool {
    old.iter().zip(new).any(|(before, now)| {
        before.name != now.name && old.iter().any(|other| other.name == now.name)
    })
}

/// The arguments of a list; a comma between angle brackets belongs to a type.
fn split(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    list.split(move |c| {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
    .map(str::trim_start)
    .filter(|argument| !argument.is_empty())
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => Ok(()),
            Self::Type(ty) => write!(f, ": {ty}"),
            Self::Call { arguments, result } => {
                let arguments: Vec<String> = arguments
                    .iter()
                    .map(|argument| format!("{}: {}", argument.name, argument.ty))
                    .collect();
                write!(f, "({})", arguments.join(", "))?;
                match result.as_str() {
                    "" => Ok(()),
                    result => write!(f, " -> {result}"),
                }
            }
        }
    }
}
