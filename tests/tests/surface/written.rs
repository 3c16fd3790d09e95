//! What callers can name of a generated crate, read from its Rust.

use std::collections::BTreeSet;

use generator::output::FileTree;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Fields, FnArg, ImplItem, Item, ItemImpl, ReturnType, Signature, Type, Visibility};

/// What every client has, whatever the API.
const EVERY_CLIENT: &[&str] = &["builder", "from_env"];

/// One line for each public item, in the words of the surface.
pub(crate) fn written(files: &FileTree) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for (path, text) in files {
        let Some(module) = path
            .strip_prefix("src/")
            .and_then(|path| path.strip_suffix(".rs"))
        else {
            continue;
        };
        let owner = match module.split_once('/') {
            None if module == "client" => "crate".to_owned(),
            Some(("resources", "mod") | ("runtime", _)) | None => continue,
            Some(("resources", module)) => module.replace('/', "."),
            Some(_) => String::new(),
        };
        for item in syn::parse_file(text).unwrap().items {
            add(&item, &owner, &mut lines);
        }
    }
    lines
}

fn add(item: &Item, owner: &str, lines: &mut BTreeSet<String>) {
    let below = |name: &syn::Ident| match owner {
        "" => plain(name),
        owner => format!("{owner}.{}", plain(name)),
    };
    match item {
        Item::Struct(item) if is_resource(&item.fields) => {}
        Item::Struct(item) => {
            let name = below(&item.ident);
            lines.insert(format!("type {name}"));
            for field in &item.fields {
                let field_name = field.ident.as_ref().map(plain).unwrap_or_default();
                lines.insert(format!("field {name}.{field_name}:{}", spelled(&field.ty)));
            }
        }
        Item::Enum(item) if owner == "crate" => lines.extend(
            item.variants
                .iter()
                .map(|variant| format!("server {}", plain(&variant.ident))),
        ),
        Item::Enum(item) => add_enum(item, lines),
        Item::Impl(item) if item.trait_.is_none() => {
            add_methods(item, owner, lines);
            add_headers(item, owner, lines);
        }
        Item::Macro(item) if item.mac.path.is_ident("setters") => {
            // `Card: Default { .. }` gives a constructor beside the setters.
            let tokens = item.mac.tokens.to_string();
            let head = flat(tokens.split('{').next().unwrap_or_default());
            if let Some(name) = head.strip_suffix(":Default") {
                let prefix = prefix(owner);
                lines.insert(format!("constructor {prefix}{}.new(0)", unraw(name)));
            }
        }
        Item::Macro(item) if item.mac.path.is_ident("by_status") => {
            let by_status: ByStatus = item.mac.parse_body().unwrap();
            let name = below(&by_status.name);
            lines.insert(format!("type {name}"));
            for (variant, payload) in by_status.variants {
                let payload = payload.map_or_else(String::new, |ty| format!(":({})", spelled(&ty)));
                lines.insert(format!("variant {name}.{}{payload}", plain(&variant)));
            }
        }
        _ => {}
    }
}

/// What the macro for enums by status is given.
struct ByStatus {
    name: syn::Ident,
    variants: Vec<(syn::Ident, Option<Type>)>,
}

impl Parse for ByStatus {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(syn::Attribute::parse_outer)?;
        let name = input.parse()?;
        let entries;
        syn::braced!(entries in input);
        let variants = entries.parse_terminated(
            |entry| {
                entry.call(syn::Attribute::parse_outer)?;
                syn::Pat::parse_single(entry)?;
                entry.parse::<syn::Token![=>]>()?;
                entry.parse::<syn::Ident>()?;
                let variant = entry.parse()?;
                let payload = entry.peek(syn::token::Paren).then(|| {
                    let ty;
                    syn::parenthesized!(ty in entry);
                    ty.parse()
                });
                Ok((variant, payload.transpose()?))
            },
            syn::Token![,],
        )?;
        Ok(Self {
            name,
            variants: variants.into_iter().collect(),
        })
    }
}

/// The headers of answers, as constants of their resource.
fn add_headers(item: &ItemImpl, owner: &str, lines: &mut BTreeSet<String>) {
    for item in &item.items {
        if let ImplItem::Const(header) = item
            && let Some(ty) = spelled(&header.ty).strip_prefix("ResponseHeader<")
        {
            let ty = ty.strip_suffix('>').unwrap_or(ty);
            lines.insert(format!("header {owner}.{}:{ty}", header.ident));
        }
    }
}

/// A handle, which holds the client and nothing that callers see.
fn is_resource(fields: &Fields) -> bool {
    fields
        .iter()
        .all(|field| matches!(field.vis, Visibility::Inherited))
        && !fields.is_empty()
}

fn add_enum(item: &syn::ItemEnum, lines: &mut BTreeSet<String>) {
    let name = plain(&item.ident);
    lines.insert(format!("type {name}"));
    let is_union = item
        .variants
        .iter()
        .any(|variant| variant.ident != "Unknown" && !matches!(variant.fields, Fields::Unit));
    for variant in &item.variants {
        let ident = plain(&variant.ident);
        let line = match &variant.fields {
            Fields::Unit => format!("value {name}.{ident}"),
            Fields::Unnamed(fields) if is_union => {
                let types: Vec<String> = fields
                    .unnamed
                    .iter()
                    .map(|field| spelled(&field.ty))
                    .collect();
                format!("variant {name}.{ident}:({})", types.join(","))
            }
            Fields::Unnamed(_) => continue,
            Fields::Named(fields) => {
                let fields = fields.named.iter().map(|field| {
                    let field_name = field.ident.as_ref().map(plain).unwrap_or_default();
                    format!("{field_name}:{}", spelled(&field.ty))
                });
                format!(
                    "variant {name}.{ident}:{{{}}}",
                    fields.collect::<Vec<_>>().join(",")
                )
            }
        };
        lines.insert(line);
    }
}

fn add_methods(item: &ItemImpl, owner: &str, lines: &mut BTreeSet<String>) {
    let of = spelled(&item.self_ty);
    for item in &item.items {
        let ImplItem::Fn(method) = item else { continue };
        let signature = &method.sig;
        let name = plain(&signature.ident);
        if !matches!(method.vis, Visibility::Public(_)) || EVERY_CLIENT.contains(&name.as_str()) {
            continue;
        }
        let prefix = prefix(owner);
        let result = result(signature);
        let count = arguments(signature).len();
        let line = match (of.as_str(), result.strip_prefix("Request<")) {
            ("Server", _) => continue,
            ("ClientBuilder", _) if name == "server" => continue,
            ("ClientBuilder", _) => format!("credential {name}({count})"),
            (_, Some(answer)) => {
                let answer = answer.strip_suffix('>').unwrap_or(answer);
                format!(
                    "method {prefix}{name}({})->{answer}",
                    arguments(signature).join(",")
                )
            }
            ("Client", None) if name == "new" => format!("constructor Client::new({count})"),
            (_, None) if name == "new" => format!("constructor {prefix}{of}.new({count})"),
            // A setter is named by its field.
            (_, None) if result == "Self" => continue,
            (_, None) => {
                let ty = result.rsplit("::").next().unwrap_or(&result);
                format!("resource {prefix}{name}:{ty}")
            }
        };
        lines.insert(line);
    }
}

/// What stands before the names of a resource's items.
fn prefix(owner: &str) -> String {
    match owner {
        "crate" | "" => String::new(),
        owner => format!("{owner}."),
    }
}

/// The types of what is passed beside `self`.
fn arguments(signature: &Signature) -> Vec<String> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(spelled(&argument.ty)),
        FnArg::Receiver(_) => None,
    });
    typed.collect()
}

fn result(signature: &Signature) -> String {
    match &signature.output {
        ReturnType::Default => "()".to_owned(),
        ReturnType::Type(_, ty) => spelled(ty),
    }
}

fn spelled(ty: &Type) -> String {
    // Most files name the API's types by their module.
    let tokens = format!(" {}", ty.to_token_stream());
    let tokens = tokens.replace(" crate :: types :: ", " ");
    flat(&tokens.replace(" crate :: runtime :: ", " "))
}

fn plain(ident: &syn::Ident) -> String {
    unraw(&ident.to_string())
}

/// A name without what makes a keyword a name.
pub(crate) fn unraw(text: &str) -> String {
    text.replace("r#", "")
}

/// A type without spaces, and without commas at the ends of lists.
pub(crate) fn flat(text: &str) -> String {
    let text: String = text.split_whitespace().collect();
    text.replace(",>", ">")
}
