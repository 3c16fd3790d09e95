//! Schemas that are defined inside others: 3.0 knows definitions in `components` alone.
//!
//! A definition is moved there under its owner's name and its own (`Order.Line`), so that its name does not
//! depend on what else is defined.
//!
//! Invariant: no component is replaced by a definition; that its name is taken by another schema is a finding.

use super::Upgrader;
use super::shape;
use crate::load::node::{Kind, Map, Node};

/// Where components are, in references to them.
pub(super) const SCHEMAS: &str = "#/components/schemas/";

/// What definitions stand in, and in drafts of JSON Schema before 2019-09.
const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

/// Moves every `$defs` to the components, and lets the references follow.
pub(super) fn hoist(root: &mut Node, upgrader: &mut Upgrader) {
    let mut hoist = Hoist {
        upgrader,
        definitions: Map::new(),
    };
    shape::owned(root, &mut |owner, schema| hoist.schema(owner, schema));
    let Hoist {
        upgrader,
        definitions,
    } = hoist;
    for (name, definition) in definitions {
        let Some(schemas) = schemas(root) else {
            return;
        };
        match schemas.get(&name) {
            None => {
                schemas.insert(name, definition);
            }
            Some(known) if known.same_value(&definition) => {}
            Some(_) => upgrader.taken(&name, &definition),
        }
    }
}

/// The component schemas; without any, none yet.
pub(super) fn schemas(root: &mut Node) -> Option<&mut Map> {
    let components = member(root, "components")?;
    member(components, "schemas")?.as_object_mut()
}

/// The member of an object; one that is missing is added empty.
fn member<'a>(parent: &'a mut Node, key: &str) -> Option<&'a mut Node> {
    let empty = Node::object(Map::new(), parent.origin);
    let members = parent.as_object_mut()?;
    Some(members.entry(key.to_owned()).or_insert(empty))
}

struct Hoist<'r, 'a> {
    upgrader: &'r mut Upgrader<'a>,
    /// The definitions by their new names.
    definitions: Map,
}

impl Hoist<'_, '_> {
    fn schema(&mut self, owner: Option<&str>, schema: &mut Node) {
        let Some(members) = schema.as_object_mut() else {
            return;
        };
        let reference = members.get_mut("$ref");
        let moved = reference
            .as_ref()
            .and_then(|node| moved(owner, node.as_str()?));
        if let (Some(reference), Some(moved)) = (reference, moved) {
            reference.kind = Kind::String(moved);
        }
        // Nearly every schema has none of them.
        let has_any = members
            .keys()
            .any(|key| DEFINITIONS.contains(&key.as_str()));
        let held = DEFINITIONS.map(|key| has_any.then(|| members.shift_remove(key)).flatten());
        let definitions = held
            .into_iter()
            .flatten()
            .filter_map(|node| match node.kind {
                Kind::Object(definitions) => Some(definitions),
                _ => None,
            });
        for (name, definition) in definitions.flatten() {
            let name = component(owner, &name);
            // What stands further out is visited last, and references without a place mean it.
            let inner = self.definitions.insert(name.clone(), definition);
            let outer = self.definitions.get(&name);
            if let (Some(inner), Some(outer)) = (inner, outer)
                && !outer.same_value(&inner)
            {
                self.upgrader.taken(&name, &inner);
            }
        }
    }
}

impl Upgrader<'_> {
    fn taken(&mut self, name: &str, definition: &Node) {
        self.warn(
            "definition-taken",
            definition.origin,
            format!("this definition would become the component `{name}`, which is another schema; references to it lead to that one"),
            "rename one of the two",
        );
    }
}

/// The component that a definition becomes.
fn component(owner: Option<&str>, name: &str) -> String {
    match owner {
        Some(owner) => format!("{owner}.{name}"),
        None => name.to_owned(),
    }
}

/// Where a reference to a definition leads once that has moved. Without an owner in the reference, `$defs` are those of the
/// schema that the reference stands in.
fn moved(owner: Option<&str>, reference: &str) -> Option<String> {
    let (is_older, (around, name)) = match reference.rsplit_once("/$defs/") {
        Some(parts) => (false, parts),
        None => (true, reference.rsplit_once("/definitions/")?),
    };
    let explicit = around.strip_prefix(SCHEMAS);
    let explicit = explicit.and_then(|path| path.split('/').next());
    let is_other = around.ends_with("/properties") || is_older && explicit.is_none();
    let component = (!is_other).then(|| component(explicit.or(owner), name))?;
    Some(format!("{SCHEMAS}{component}"))
}
