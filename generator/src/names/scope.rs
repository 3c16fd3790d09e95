//! The names that are taken in one place, so that no name is taken twice without a word.

use std::collections::BTreeMap;

use super::Ident;

/// The names of one place: the fields of a struct, the variants of an enum, the types of the SDK.
/// `C` is what the place remembers of whoever took a name.
#[derive(Debug)]
pub struct Scope<C> {
    taken: BTreeMap<String, C>,
}

impl<C: Clone> Scope<C> {
    /// A place where no name is taken yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            taken: BTreeMap::new(),
        }
    }

    /// Whoever has a name.
    #[must_use]
    pub fn holder(&self, ident: &Ident) -> Option<&C> {
        self.taken.get(ident.unraw())
    }

    /// Takes a name.
    ///
    /// # Errors
    ///
    /// Whoever has it already.
    pub fn claim(&mut self, ident: &Ident, claimant: C) -> Result<(), C> {
        match self.taken.get(ident.unraw()) {
            Some(first) => Err(first.clone()),
            None => {
                self.taken.insert(ident.unraw().to_owned(), claimant);
                Ok(())
            }
        }
    }
}

impl<C: Clone> Default for Scope<C> {
    fn default() -> Self {
        Self::new()
    }
}
