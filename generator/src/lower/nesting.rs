//! How deep rustc has to look into the types: to 128 levels, unless a crate says otherwise.
//!
//! Invariant: a limit does for every way through the types, whichever rustc takes; a crate whose types are no deeper
//! than usual gets none.

use std::collections::BTreeMap;

use petgraph::graphmap::DiGraphMap;

use super::Lowering;
use super::finish::{named, values};
use crate::ir::{RecursionLimits, Shape, Type, TypeDef, Value};
use crate::load::Node;

/// The levels for which rustc's usual limit does, and those that are left for what stands around a type.
const FEW_LEVELS: usize = 112;
const SPARE: usize = 16;

/// The levels for which the stack of rustc does where it writes machine code, as has been seen.
const MOST_LEVELS: usize = 1_200;

/// The members of an object for which rustc's usual limit does.
const FEW_MEMBERS: usize = 256;

/// The levels of what is around a type in another one, where rustdoc asks whether that is `UnwindSafe`: it looks into a
/// box, a pointer in a pointer, and all that a map is made of. Whether it is `Send`, which a task asks, takes fewer.
const BOX: usize = 5;
const LIST: usize = 4;
const MAP: usize = 10;

impl Lowering<'_> {
    /// The limits that these types need.
    pub(super) fn recursion_limits(&mut self, types: &[TypeDef]) -> RecursionLimits {
        let (deepest, levels) = deepest(types).unwrap_or_default();
        if levels > MOST_LEVELS {
            self.warn_of_depth(deepest, levels);
        }
        let callers = (levels > FEW_LEVELS).then(|| (levels + SPARE).next_power_of_two());
        RecursionLimits {
            own: callers.max(of_members(types)),
            callers,
        }
    }

    fn warn_of_depth(&mut self, pointer: &str, levels: usize) {
        let schemas = self.resolved.schemas();
        let component = (pointer.split('/').nth(3)).and_then(|name| schemas?.get(name));
        let origin = component.map_or(self.resolved.root().origin, |node: &Node| node.origin);
        self.warn(
            "too-deep",
            origin,
            format!("from here, types hold each other up to {levels} levels deep, for which the stack of rustc may be too small"),
            "build with the variable `RUST_MIN_STACK=67108864` in the environment, or let schemas refer to each other less",
        );
    }
}

/// The limit for macros: the runtime's `object!` reads eight members in a tuple, and the others in one that is nested
/// in it, for which rustc counts up to four levels.
fn of_members(types: &[TypeDef]) -> Option<usize> {
    let members = types.iter().map(|def| match &def.shape {
        Shape::Struct(shape) => shape.fields.len(),
        Shape::Enum(_) | Shape::Union(_) => 0,
    });
    let members = members.max().filter(|members| *members > FEW_MEMBERS)?;
    Some(members / 2 + FEW_MEMBERS)
}

/// The type where the longest way through the types begins, by its pointer, and the levels of that, at most: where types
/// hold themselves, a way may visit all of them.
fn deepest(types: &[TypeDef]) -> Option<(&str, usize)> {
    let mut graph = DiGraphMap::<&str, ()>::new();
    let mut steps = BTreeMap::new();
    for ty in types {
        let name = ty.name.as_str();
        graph.add_node(name);
        for value in values(ty) {
            graph.extend(named(value).map(|held| (name, held)));
        }
        steps.insert(name, values(ty).map(step).max().unwrap_or_default());
    }
    let mut below = BTreeMap::<&str, usize>::new();
    // A group comes after all that its types hold.
    for group in petgraph::algo::kosaraju_scc(&graph) {
        let held = group.iter().flat_map(|name| graph.neighbors(name));
        let deepest = held.filter_map(|held| below.get(held)).max();
        let own: usize = group.iter().filter_map(|name| steps.get(name)).sum();
        let levels = own + deepest.copied().unwrap_or_default();
        below.extend(group.into_iter().map(|name| (name, levels)));
    }
    let levels = |ty: &TypeDef| below.get(ty.name.as_str()).copied().unwrap_or_default();
    let deepest = types.iter().max_by_key(|ty| levels(ty))?;
    Some((&deepest.pointer, levels(deepest)))
}

/// The levels from a type to one that it holds: the type itself, an option, and what is in that.
fn step(value: &Value) -> usize {
    2 + around(value)
}

fn around(value: &Value) -> usize {
    let inner = match &value.ty {
        Type::List(item) => LIST + around(item),
        Type::Map(item) => MAP + around(item),
        _ => 0,
    };
    inner + usize::from(value.nullable) + if value.boxed { BOX } else { 0 }
}
