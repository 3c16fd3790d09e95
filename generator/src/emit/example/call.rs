//! The pieces of a call: imports, arguments, the body, the credentials and the call itself.
//!
//! Invariant: a call passes the path's arguments, then the parameters, then the body, as methods take them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Programs;
use crate::emit::constants;
use crate::ir::{Argument, Callee, Constant, Sample, SchemeKind, Type};

impl Programs<'_> {
    /// The items of the crate's root, and the types if the body needs them.
    pub(super) fn imports(&self, items: &[&str]) -> TokenStream {
        let krate = &self.krate;
        let of_a_type = |body: &&Sample| {
            matches!(
                body,
                Sample::Struct { .. } | Sample::Constant(Constant::Variant { .. })
            )
        };
        let types = self.example.body.iter().filter(of_a_type).map(|_| "types");
        let items = items.iter().copied().chain(types);
        let items: Vec<_> = items.map(|item| format_ident!("{item}")).collect();
        match items.as_slice() {
            [item] => quote!(use #krate::#item;),
            items => quote!(use #krate::{#(#items),*};),
        }
    }

    /// Takes the path's arguments from the command line.
    pub(super) fn arguments(&self) -> TokenStream {
        let arguments = &self.example.callee.arguments;
        if arguments.is_empty() {
            return TokenStream::new();
        }
        let lets = arguments.iter().map(|Argument { name, ty }| {
            let missing = format!("the argument `{}` is missing", name.unraw());
            let parse = (*ty != Type::String).then(|| quote!(.parse()?));
            quote!(let #name = arguments.next().ok_or(#missing)? #parse;)
        });
        quote! {
            let mut arguments = std::env::args().skip(1);
            #(#lets)*
        }
    }

    /// The body as a variable.
    pub(super) fn body(&self) -> Option<TokenStream> {
        let body = self.example.body.as_ref().map(sample)?;
        Some(quote!(let body = #body;))
    }

    /// The call, which is not sent yet.
    pub(super) fn request(&self) -> TokenStream {
        let body = self.example.body.as_ref().map(|_| quote!(body));
        called(&self.example.callee, body)
    }

    /// The call, and what is worth showing of its answer.
    pub(super) fn printed(&self, sent: &TokenStream) -> TokenStream {
        let (body, request) = (self.body(), self.request());
        match self.shown() {
            Some(shown) => quote!(#body let answer = #request #sent?; #shown;),
            None => quote!(#body #request #sent?;),
        }
    }

    /// Prints the variable `answer`.
    pub(super) fn shown(&self) -> Option<TokenStream> {
        match &self.example.shown {
            Some(field) => Some(quote!(println!("{}", answer.#field))),
            None if self.example.answers => Some(quote!(println!("{answer:?}"))),
            None => None,
        }
    }

    /// Made-up credentials of all schemes that the call needs, as calls on the builder.
    pub(super) fn credentials(&self) -> TokenStream {
        let schemes = &self.api.service.schemes;
        let needed = self.example.credentials.iter();
        let needed = needed.filter_map(|index| schemes.get(*index));
        let setters = needed.map(|scheme| {
            let setter = &scheme.setter;
            match scheme.kind {
                SchemeKind::Basic => quote!(.#setter("user", "test")),
                _ => quote!(.#setter("test")),
            }
        });
        quote!(#(#setters)*)
    }
}

/// The method with its arguments, and the body after them.
pub(super) fn called(callee: &Callee, body: Option<TokenStream>) -> TokenStream {
    let Callee { path, method, .. } = callee;
    let arguments = callee.arguments.iter();
    let arguments = arguments.map(|Argument { name, .. }| quote!(#name));
    let params = callee.params.then(|| quote!(Default::default()));
    let arguments = arguments.chain(params).chain(body);
    quote!(client #(.#path())* .#method(#(#arguments),*))
}

fn sample(value: &Sample) -> TokenStream {
    match value {
        Sample::Constant(constant) => constants::literal(constant, |ty| quote!(types::#ty)),
        Sample::List(item) => {
            let item = sample(item);
            quote!([#item])
        }
        Sample::Struct { ty, required, set } => {
            let required = required.iter().map(sample);
            let set = set.iter().map(|(setter, value)| {
                let value = sample(value);
                quote!(.#setter(#value))
            });
            quote!(types::#ty::new(#(#required),*) #(#set)*)
        }
    }
}
