//! Places: pointers into the spec that stay when something else is added to it.
//!
//! Invariant: no place says how many others stand before it in a list.

use super::{Item, Kind, Remark};
use crate::diagnostic::escaped;

/// The lists of OpenAPI and of the overlay, in which a position says nothing about what stands there.
const LISTS: [&str; 7] = [
    "actions",
    "allOf",
    "anyOf",
    "enum",
    "oneOf",
    "parameters",
    "servers",
];

/// A map that is called like a list. The names in it may be digits.
const NAMED: &str = "#/components/parameters/";

/// A pointer with `*` for every position in a list.
pub(super) fn stable(pointer: &str) -> String {
    let mut before = "";
    let (named, rest) = match pointer.strip_prefix(NAMED) {
        Some(rest) => (NAMED, rest),
        None => ("", pointer),
    };
    let tokens = rest.split('/').map(|token| {
        let is_position = LISTS.contains(&before) && token.parse::<usize>().is_ok();
        before = token;
        if is_position { "*" } else { token }
    });
    named.to_owned() + &tokens.collect::<Vec<_>>().join("/")
}

/// Whether the overlay wrote what stands at a pointer, so that it points into the overlay.
pub(super) fn is_correction(pointer: &str) -> bool {
    pointer.starts_with("#/actions/")
}

/// Where an item stands unless something else is said, below the place of its owner: what the file leaves
/// out. Types stand anywhere.
pub(super) fn usual(kind: Kind, item: &Item, owner: &str) -> String {
    let wire = item.remarks.get(&Remark::Wire).map_or("", String::as_str);
    match kind {
        Kind::Package => "#/info".to_owned(),
        Kind::Constructor if owner.is_empty() => "#/components/securitySchemes".to_owned(),
        Kind::Credential => format!("#/components/securitySchemes/{}", escaped(wire)),
        Kind::Server => "#/servers".to_owned(),
        Kind::Resource | Kind::Header => "#/paths".to_owned(),
        Kind::Method => {
            let http = item.remarks.get(&Remark::Http);
            let (method, path) = http
                .and_then(|http| http.split_once(' '))
                .unwrap_or_default();
            operation(method, path)
        }
        Kind::Field if owner.ends_with("/parameters") => format!("{owner}/*"),
        Kind::Field => format!("{owner}/properties/{}", escaped(wire)),
        Kind::Value => format!("{owner}/enum"),
        Kind::Type | Kind::Constructor | Kind::Variant => owner.to_owned(),
    }
}

/// The place of an operation.
pub(super) fn operation(method: &str, path: &str) -> String {
    format!("#/paths/{}/{}", escaped(path), method.to_ascii_lowercase())
}
