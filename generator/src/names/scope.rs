//! The names that are taken in one place, so that no name is taken twice without a word.

use std::collections::BTreeMap;

use super::Ident;
use crate::load::Origin;

/// Who has taken a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The name in the spec.
    pub wire: String,
    /// Where the spec says it.
    pub origin: Origin,
}

/// The names of one place: the fields of a struct, the variants of an enum, the types of the SDK.
#[derive(Debug, Default)]
pub struct Scope {
    taken: BTreeMap<String, Claim>,
}

impl Scope {
    /// Takes a name.
    ///
    /// # Errors
    ///
    /// Whoever has it already.
    pub fn claim(&mut self, ident: &Ident, wire: &str, origin: Origin) -> Result<(), Claim> {
        let claim = Claim {
            wire: wire.to_owned(),
            origin,
        };
        match self.taken.get(ident.unraw()) {
            Some(first) => Err(first.clone()),
            None => {
                self.taken.insert(ident.unraw().to_owned(), claim);
                Ok(())
            }
        }
    }
}
