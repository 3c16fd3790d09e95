//! What a file needs around its items: its imports, and the lint that its `mod` line has to allow.
//!
//! Invariant: a file imports exactly what it names, since emitters ask the scope for the path of everything that is
//! defined elsewhere.

use std::collections::BTreeSet;

use proc_macro2::{Ident as Name, Span, TokenStream};
use quote::{ToTokens, quote};

use super::docs;
use crate::ir::Api;
use crate::names::Ident;

/// Where a file stands, which decides how it names the API's types.
enum Home {
    /// Below `types`, where each type has a name of its own: by their names.
    Types(BTreeSet<Ident>),
    /// Anywhere else: as `types::Card`, since a resource may have the name of a type.
    Elsewhere,
}

/// The surroundings of one file, collected while its items are written.
pub(super) struct Scope<'a> {
    home: Home,
    /// The modules that the file declares: what is called like one is not imported, but named by its path.
    modules: Vec<&'a str>,
    deprecated_types: &'a BTreeSet<Ident>,
    types: BTreeSet<Ident>,
    runtime: BTreeSet<&'static str>,
    deprecated: bool,
}

impl<'a> Scope<'a> {
    /// The scope of a file below `types` that defines `own`.
    pub(super) fn of_types(own: BTreeSet<Ident>, deprecated_types: &'a BTreeSet<Ident>) -> Self {
        Self::new(Home::Types(own), deprecated_types)
    }

    /// The scope of any other file.
    pub(super) fn elsewhere(deprecated_types: &'a BTreeSet<Ident>) -> Self {
        Self::new(Home::Elsewhere, deprecated_types)
    }

    /// The scope of a resource's file, which declares these modules.
    pub(super) fn of_resource(
        modules: impl Iterator<Item = &'a Ident>,
        deprecated_types: &'a BTreeSet<Ident>,
    ) -> Self {
        Self {
            modules: modules.map(Ident::unraw).collect(),
            ..Self::elsewhere(deprecated_types)
        }
    }

    fn new(home: Home, deprecated_types: &'a BTreeSet<Ident>) -> Self {
        Self {
            home,
            modules: Vec::new(),
            deprecated_types,
            types: BTreeSet::new(),
            runtime: BTreeSet::new(),
            deprecated: false,
        }
    }

    /// The path of a type of the API.
    pub(super) fn api_type(&mut self, name: &Ident) -> TokenStream {
        self.deprecated |= self.deprecated_types.contains(name);
        match &self.home {
            Home::Types(own) => {
                if !own.contains(name) {
                    self.types.insert(name.clone());
                }
                quote!(#name)
            }
            Home::Elsewhere if self.modules.contains(&"types") => quote!(crate::types::#name),
            Home::Elsewhere => {
                self.types.insert(name.clone());
                quote!(types::#name)
            }
        }
    }

    /// An item of the runtime.
    pub(super) fn runtime(&mut self, item: &'static str) -> TokenStream {
        let name = Name::new(item, Span::call_site());
        if self.modules.contains(&item) {
            return quote!(crate::runtime::#name);
        }
        self.runtime.insert(item);
        quote!(#name)
    }

    /// The attribute that marks a member as deprecated. The code around it names the member as well.
    pub(super) fn deprecated(&mut self, note: Option<&String>) -> Option<TokenStream> {
        self.deprecated |= note.is_some();
        docs::deprecated(note)
    }

    /// The `use` items, unsorted.
    pub(super) fn imports(&self) -> TokenStream {
        let types = match &self.home {
            Home::Types(_) => imported(&quote!(super), &self.types),
            Home::Elsewhere if !self.types.is_empty() => Some(quote!(
                use crate::types;
            )),
            Home::Elsewhere => None,
        };
        let runtime = self.runtime.iter();
        let runtime: Vec<Name> = runtime
            .map(|item| Name::new(item, Span::call_site()))
            .collect();
        let runtime = imported(&quote!(crate::runtime), &runtime);
        quote!(#types #runtime)
    }

    /// What stands before the file's `mod` line, or before a `use` of its items.
    pub(super) fn allowance(&self) -> Option<TokenStream> {
        self.deprecated.then(allow_deprecated)
    }
}

/// The `use` item for names in a module; `None` if there are none.
pub(super) fn imported<'n, N: ToTokens + 'n>(
    module: &TokenStream,
    names: impl IntoIterator<Item = &'n N>,
) -> Option<TokenStream> {
    let names: Vec<&N> = names.into_iter().collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(use #module::#name;)),
        names => Some(quote!(use #module::{#(#names),*};)),
    }
}

/// Lets generated code name what it deprecates.
pub(super) fn allow_deprecated() -> TokenStream {
    let reason = "generated code has to name what it deprecates";
    quote!(#[allow(deprecated, reason = #reason)])
}

/// The names of the deprecated types.
pub(super) fn deprecated_types(api: &Api) -> BTreeSet<Ident> {
    api.types
        .iter()
        .filter(|def| def.deprecated.is_some())
        .map(|def| def.name.clone())
        .collect()
}
