//! OperationIds that are made of the name of a function, the path and the method, as FastAPI makes them.
//!
//! Invariant: what is taken off an operationId is exactly what its own path and a method give, so that the rest depends on
//! the operation alone. A component is named after an operation only if it bears the whole operationId, and by the whole
//! of it where two would meet.

use std::collections::BTreeMap;

use super::keywords::text;
use crate::load::Map;
use crate::names::{self, Ident, Kind};
use crate::resolve::{METHODS, Resolved};

/// How the framework calls the component for the body of an operation, before the operationId.
const BODY: &str = "Body_";

/// The name of the function: `list_items` in `list_items_items__get` for `GET /items/`. The method at the end may be
/// another one, where a function answers several.
pub(super) fn function<'a>(id: &'a str, path: &str) -> Option<&'a str> {
    let before = |method: &&str| id.strip_suffix(*method)?.strip_suffix('_');
    let spelled: String = path
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    let name = METHODS.iter().find_map(before)?.strip_suffix(&spelled)?;
    name.contains(char::is_alphanumeric).then_some(name)
}

/// What the components for the bodies of functions are called: without the path and the method, if no other component is
/// called so.
pub(super) fn bodies(resolved: &Resolved) -> BTreeMap<&str, Ident> {
    let functions = functions(resolved);
    let named = |component: &str| names::ident(Kind::Type, component);
    let names = resolved.schemas().into_iter().flat_map(Map::keys);
    let mut bodies = BTreeMap::new();
    let mut wanted: BTreeMap<Ident, usize> = BTreeMap::new();
    for component in names.filter(|_| !functions.is_empty()) {
        let function = component
            .strip_prefix(BODY)
            .and_then(|id| functions.get(id));
        let name = match function {
            Some(function) => named(&format!("{BODY}{function}")),
            None => named(component),
        };
        *wanted.entry(name.clone()).or_default() += 1;
        if function.is_some() {
            bodies.insert(component.as_str(), name);
        }
    }
    bodies.retain(|_, name| wanted.get(name) == Some(&1));
    bodies
}

/// The functions by the operationIds that name them.
fn functions(resolved: &Resolved) -> BTreeMap<&str, &str> {
    let named = resolved.operations().filter_map(|(path, _, operation)| {
        let id = text(operation, "operationId")?;
        Some((id, function(id, path)?))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::function;

    #[test]
    fn the_path_and_the_method_are_taken_off() {
        let id = "read_item_api_v1_items__item_id__get";
        assert_eq!(function(id, "/api/v1/items/{item_id}"), Some("read_item"));
        assert_eq!(function("root__get", "/"), Some("root"));
        assert_eq!(function("both_x_post", "/x"), Some("both"));
        assert_eq!(function("größe_größe_get", "/größe"), Some("größe"));
    }

    #[test]
    fn an_id_that_only_looks_like_it_stays_whole() {
        assert_eq!(function("list_items_get", "/other"), None);
        assert_eq!(function("list_items", "/items"), None);
        assert_eq!(function("_items_get", "/items"), None);
        assert_eq!(function("items_get", "/items"), None);
        assert_eq!(function("listitemsget", "/items"), None);
    }
}
