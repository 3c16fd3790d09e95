//! `src/types/`: one file for each component schema, with the inline types below it.
//!
//! Invariant: the modules are private and their types are exported, so no path that callers write says which file a
//! type is in.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Scope, allow_deprecated, imported};
use super::tables::Tables;
use super::{SourceFile, docs, enums, lints, structs, unions};
use crate::ir::{Api, Docs, Shape, TypeDef};
use crate::names::Ident;

/// A file's place in `types/mod.rs`.
struct Module<'a> {
    name: &'a Ident,
    types: Vec<&'a TypeDef>,
}

/// All files below `src/types/`.
pub(super) fn emit(api: &Api, deprecated: &BTreeSet<Ident>) -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut lines = Vec::new();
    let mut exports = Vec::new();
    for module in modules(api) {
        let own = module.types.iter().map(|def| def.name.clone()).collect();
        let mut scope = Scope::of_types(own, deprecated);
        files.push(file(&module, &mut scope));
        lines.push(mod_line(&module, &scope));
        exports.push(export(&module, deprecated));
    }
    let docs = docs::inner(&Docs(vec![
        "The types of the API: what is sent and what is received.".to_owned(),
    ]));
    files.push(SourceFile::rust(
        "src/types/mod.rs",
        quote!(#docs #(#lines)* #(#exports)*),
    ));
    files
}

fn modules(api: &Api) -> Vec<Module<'_>> {
    let mut modules: BTreeMap<&Ident, Vec<&TypeDef>> = BTreeMap::new();
    for def in &api.types {
        modules.entry(&def.module).or_default().push(def);
    }
    modules
        .into_iter()
        .map(|(name, types)| Module { name, types })
        .collect()
}

fn file(module: &Module, scope: &mut Scope) -> SourceFile {
    let mut tables = Tables::default();
    for def in &module.types {
        match &def.shape {
            Shape::Struct(shape) => structs::emit(def, shape, scope, &mut tables),
            Shape::Enum(shape) => enums::emit(def, shape, scope, &mut tables),
            Shape::Union(shape) => tables.items.extend(unions::emit(def, shape, scope)),
        }
    }
    let imports = scope.imports();
    SourceFile::rust(
        format!("src/types/{}.rs", module.name.unraw()),
        quote!(#imports #tables),
    )
}

fn mod_line(module: &Module, scope: &Scope) -> TokenStream {
    let name = module.name;
    let (allowance, inception) = (scope.allowance(), lints::inception(name, "types"));
    quote!(#allowance #inception mod #name;)
}

/// What gives a module's types to the outside. By their names: with globs, rustc looks for whatever one module imports
/// from the others in each of them.
fn export(module: &Module, deprecated: &BTreeSet<Ident>) -> TokenStream {
    let names = || module.types.iter().map(|def| &def.name);
    let path = module.name;
    let allowance = names()
        .any(|name| deprecated.contains(name))
        .then(allow_deprecated);
    let names = imported(&quote!(self::#path), names());
    quote!(#allowance pub #names)
}
