//! One call of the API as a program: on the front page, and as an example that can be run.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{SourceFile, docs};
use crate::ir::{Api, Argument, Docs, Example, Sample, Type};
use crate::names::Ident;

/// The program for the front page; `None` for an API without a call to show.
pub(super) fn program(api: &Api) -> Option<TokenStream> {
    let krate: syn::Ident = syn::parse_str(&api.package.name.replace('-', "_")).ok()?;
    let example = api.example.as_ref()?;
    let types = example.body.is_some().then(|| quote!(use #krate::types;));
    let arguments = arguments(&example.arguments);
    let call = call(example);
    Some(quote! {
        use #krate::Client;
        #types

        #[tokio::main(flavor = "current_thread")]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            #arguments
            let client = Client::from_env()?;
            #call
            Ok(())
        }
    })
}

/// The same program as a file below `examples/`.
pub(super) fn emit(api: &Api) -> Option<SourceFile> {
    let program = program(api)?;
    let example = api.example.as_ref()?;
    let docs = docs::inner(&Docs(vec![example.summary.clone()]));
    let path = format!("examples/{}.rs", example.name.unraw());
    Some(SourceFile::rust(path, quote!(#docs #program)))
}

fn arguments(arguments: &[Argument]) -> TokenStream {
    let count = arguments.len();
    if count == 0 {
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

fn call(example: &Example) -> TokenStream {
    let (path, method) = (&example.path, &example.method);
    let arguments = example.arguments.iter().map(|argument| &argument.name);
    let body = example.body.iter().map(sample);
    let variable = example.body.iter().map(|_| quote!(body));
    let lets = quote!(#(let body = #body;)*);
    let arguments = arguments.map(|name: &Ident| quote!(#name)).chain(variable);
    let request = quote!(client #(.#path())* .#method(#(#arguments),*).await?);
    match (&example.shown, example.answers) {
        (Some(field), _) => quote!(#lets let answer = #request; println!("{}", answer.#field);),
        (None, true) => quote!(#lets let answer = #request; println!("{answer:?}");),
        (None, false) => quote!(#lets #request;),
    }
}

fn sample(value: &Sample) -> TokenStream {
    match value {
        Sample::Text(text) => quote!(#text),
        Sample::Number(number) => {
            let number = number.parse().unwrap_or_else(|_| Literal::string(number));
            quote!(#number)
        }
        Sample::True => quote!(true),
        Sample::Variant { ty, variant } => quote!(types::#ty::#variant),
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
