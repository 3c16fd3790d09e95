//! Types that are sent as forms: how their members become fields.
//!
//! Invariant: all of the runtime is named by its path, so a form needs no import.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Field, State, Struct, Type, TypeDef};
use crate::names::Ident;

/// The form that a struct is.
pub(super) fn of_struct(def: &TypeDef, shape: &Struct) -> TokenStream {
    let fields = shape.fields.iter().map(entry);
    let rest = shape.rest.iter().map(|rest| {
        let name = &rest.name;
        quote!(form.members(&self.#name);)
    });
    let entries = fields.chain(rest).collect();
    implementation(&def.name, &entries)
}

/// The form of any other type: its members are known only once serde writes it.
pub(super) fn of_other(name: &Ident) -> TokenStream {
    implementation(name, &quote!(form.members(self);))
}

fn implementation(name: &Ident, entries: &TokenStream) -> TokenStream {
    let form = if entries.is_empty() {
        quote!(_)
    } else {
        quote!(form)
    };
    // By their paths: many an API has a type of such a name.
    quote! {
        impl crate::runtime::FormBody for #name {
            fn add_to(&self, #form: &mut crate::runtime::Form) {
                #entries
            }
        }
    }
}

fn entry(field: &Field) -> TokenStream {
    let (name, wire) = (&field.name, &field.wire);
    match depth_of_file(field) {
        None if field.is_required() || field.state == State::Lenient => {
            quote!(form.value(#wire, &self.#name);)
        }
        None => quote!(form.given(#wire, &self.#name);),
        Some(0) => quote!(form.file(#wire, &self.#name);),
        Some(1) => quote!(form.files(#wire, &self.#name);),
        Some(depth) => {
            let flatten = (1..depth).map(|_| quote!(.flatten()));
            quote!(form.files(#wire, self.#name.iter()#(#flatten)*);)
        }
    }
}

/// In how many lists and options the file of a field is; `None` if it holds no file.
fn depth_of_file(field: &Field) -> Option<usize> {
    let inside = match &field.value.ty {
        Type::File => 0,
        Type::List(item) if item.ty == Type::File => 1 + usize::from(item.nullable),
        _ => return None,
    };
    let optional = matches!(field.state, State::Optional | State::Nullable);
    Some(inside + usize::from(optional))
}
