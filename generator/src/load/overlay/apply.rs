//! Applies the actions of an overlay, one after the other, each to the result of the one before.
//!
//! Invariant: a value that the overlay wrote keeps its place in the overlay; an object or list that was
//! only added to keeps the place where it was published. An action with `..` looks at the whole document, which those
//! before it have changed: many of them take as long as the product, about 12 ms each where the document has 2 MB, and
//! twice that with a filter. Half of it is the search itself, so that finding places in another way would gain little.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use super::{Action, Change, Overlay};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Pointer, nearest};
use crate::load::MAX_DEPTH;
use crate::load::node::{Kind, Node, Origin, Origins};

/// How many nodes the actions of an overlay may add: one that adds to each of many places, again and again, is built
/// to explode.
const MAX_ADDED: usize = 100_000;

/// How many targets that match nothing are looked at for how far they lead.
const SUGGESTIONS: usize = 20;

impl Overlay {
    /// Applies every action; what cannot be applied is a finding.
    pub(in crate::load) fn apply(
        &self,
        root: &mut Node,
        origins: &Origins,
        diagnostics: &mut Diagnostics,
    ) {
        let mut applier = Applier {
            value: root.to_value(),
            root,
            nodes_left: MAX_ADDED,
            suggestions_left: SUGGESTIONS,
            origins,
            diagnostics,
        };
        for action in &self.actions {
            if applier.apply(action) == Outcome::Exploded {
                break;
            }
        }
    }
}

/// How an action went on with one of its places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The next place is to come.
    Done,
    /// There was a finding that would be the same for every other place.
    Failed,
    /// Nothing more is to be applied.
    Exploded,
}

struct Applier<'a> {
    root: &'a mut Node,
    /// The same document without places, which the paths are looked up in.
    value: Value,
    nodes_left: usize,
    suggestions_left: usize,
    origins: &'a Origins,
    diagnostics: &'a mut Diagnostics,
}

/// A step of a path; steps sort in the order of the document as far as removal depends on it.
type Step = (usize, String);

impl Applier<'_> {
    fn apply(&mut self, action: &Action) -> Outcome {
        let mut targets: Vec<Vec<Step>> = action
            .target
            .query_located(&self.value)
            .locations()
            .map(|path| path.iter().map(step).collect())
            .collect();
        targets.sort();
        targets.dedup();
        if targets.is_empty() {
            self.matches_nothing(action);
            return Outcome::Done;
        }
        match &action.change {
            Change::Update(update) => {
                let outcomes = targets
                    .iter()
                    .map(|target| self.update(action, &pointer(target), update));
                // What is said of one place would be said of each.
                let mut outcomes = outcomes.skip_while(|outcome| *outcome == Outcome::Done);
                return outcomes.next().unwrap_or(Outcome::Done);
            }
            Change::Remove => self.remove(action, targets),
        }
        Outcome::Done
    }

    fn update(&mut self, action: &Action, pointer: &Pointer, update: &Node) -> Outcome {
        if pointer.tokens().len() + update.depth() > MAX_DEPTH {
            let message =
                format!("the update makes the document more than {MAX_DEPTH} levels deep");
            let help = "move the inner part to `components`";
            self.error("overlay-update", action, message, help);
            return Outcome::Failed;
        }
        let Some(left) = self.nodes_left.checked_sub(update.size()) else {
            let message = format!("the actions up to this one add more than {MAX_ADDED} nodes");
            let help = "select fewer places, or move what is added to `components`";
            self.error("overlay-update", action, message, help);
            return Outcome::Exploded;
        };
        self.nodes_left = left;
        let Some(target) = self.root.at_mut(pointer) else {
            return Outcome::Done;
        };
        let place = self.origins.location(target.origin);
        let merged = match &mut target.kind {
            Kind::Array(items) => {
                items.push(update.clone());
                Ok(())
            }
            Kind::Object(_) if update.as_object().is_some() => merge(target, update),
            Kind::Object(_) => Err(Clash::new(target, update)),
            _ => {
                let message = format!(
                    "`{}` selects a plain value, which has nothing to merge with",
                    action.text
                );
                let help = "select the object around it, and give the new value there";
                self.error("overlay-update", action, message, help);
                return Outcome::Failed;
            }
        };
        match merged {
            Ok(()) => {
                if let Some(value) = self.value.pointer_mut(pointer.as_str()) {
                    follow(value, update, true);
                }
            }
            Err(clash) => self.clash(&clash, place),
        }
        Outcome::Done
    }

    fn clash(&mut self, clash: &Clash, selected: Location) {
        let Clash {
            target: (target, there),
            update: (update, here),
        } = *clash;
        let message = format!("the update has {here} where the description has {there}");
        let finding = Diagnostic::error("overlay-update", self.origins.location(update), message)
            .related(self.origins.location(target), "what is there")
            .related(selected, "what the target selects")
            .help("remove what is there with one action, and add the new value with the next");
        self.diagnostics.push(finding);
    }

    /// Removes what was selected, from all of one object or list at once.
    fn remove(&mut self, action: &Action, targets: Vec<Vec<Step>>) {
        let mut selected: BTreeMap<Vec<Step>, BTreeSet<Step>> = BTreeMap::new();
        for mut target in targets {
            match target.pop() {
                Some(step) => {
                    selected.entry(target).or_default().insert(step);
                }
                None => self.error(
                    "overlay-remove",
                    action,
                    "the whole document cannot be removed".to_owned(),
                    "select what is to be left out",
                ),
            }
        }
        // From the back, so that no removal moves a place that is still to come.
        for (parent, steps) in selected.iter().rev() {
            self.remove_from(&pointer(parent), steps);
        }
    }

    fn remove_from(&mut self, parent: &Pointer, steps: &BTreeSet<Step>) {
        let keys: BTreeSet<&String> = steps.iter().map(|(_, key)| key).collect();
        let node = self.root.at_mut(parent).map(|node| &mut node.kind);
        match (node, self.value.pointer_mut(parent.as_str())) {
            (Some(Kind::Object(members)), Some(Value::Object(values))) => {
                // One removal moves all that stand behind it, so many are made at once.
                match keys.first().filter(|_| keys.len() == 1) {
                    Some(only) => {
                        members.shift_remove(*only);
                        values.shift_remove(*only);
                    }
                    None => {
                        members.retain(|key, _| !keys.contains(key));
                        values.retain(|key, _| !keys.contains(key));
                    }
                }
            }
            (Some(Kind::Array(items)), Some(Value::Array(values))) => {
                let positions = steps.iter().map(|(position, _)| *position).collect();
                remove_positions(items, &positions);
                remove_positions(values, &positions);
            }
            _ => {}
        }
    }

    fn matches_nothing(&mut self, action: &Action) {
        self.suggestions_left = self.suggestions_left.saturating_sub(1);
        let nearest = (self.suggestions_left > 0).then(|| self.nearest_match(&action.text));
        let help = nearest.flatten().unwrap_or_else(|| {
            "correct the target, or remove the action if the description no longer needs it"
                .to_owned()
        });
        let message = format!("`{}` matches nothing", action.text);
        self.error("overlay-target", action, message, &help);
    }

    /// Says how far a path leads that matches nothing.
    fn nearest_match(&self, text: &str) -> Option<String> {
        let mut ends = text
            .char_indices()
            .rev()
            .filter(|(_, c)| matches!(c, '.' | '['));
        let (matching, value, end) = ends.find_map(|(end, _)| {
            let prefix = text.get(..end)?;
            let path = JsonPath::parse(prefix).ok()?;
            Some((prefix, path.query(&self.value).first()?, end))
        })?;
        let rest = text.get(end..)?;
        let wanted = rest.trim_matches(|c| matches!(c, '.' | '[' | ']' | '\'' | '"'));
        let keys = value
            .as_object()
            .into_iter()
            .flat_map(|members| members.keys());
        Some(match nearest(wanted, keys.map(String::as_str)) {
            Some(name) => format!("`{matching}` has no `{rest}`; did you mean `{name}`?"),
            None => format!("`{matching}` matches, `{rest}` below it does not"),
        })
    }

    fn error(&mut self, code: &'static str, action: &Action, message: String, help: &str) {
        let location = self.origins.location(action.origin);
        self.diagnostics
            .push(Diagnostic::error(code, location, message).help(help));
    }
}

fn remove_positions<T>(items: &mut Vec<T>, positions: &BTreeSet<usize>) {
    let mut position = 0..items.len();
    items.retain(|_| position.next().is_none_or(|at| !positions.contains(&at)));
}

/// Two values that cannot be merged: where each is written, and what it is.
struct Clash {
    target: (Origin, &'static str),
    update: (Origin, &'static str),
}

impl Clash {
    fn new(target: &Node, update: &Node) -> Self {
        Self {
            target: (target.origin, noun(target)),
            update: (update.origin, noun(update)),
        }
    }
}

/// Merges an update into a node: objects by key, lists by concatenation, plain values by replacement.
fn merge(target: &mut Node, update: &Node) -> Result<(), Clash> {
    match (&mut target.kind, &update.kind) {
        (Kind::Object(members), Kind::Object(updates)) => {
            for (key, update) in updates {
                match members.get_mut(key) {
                    Some(member) => merge(member, update)?,
                    None => {
                        members.insert(key.clone(), update.clone());
                    }
                }
            }
        }
        (Kind::Array(items), Kind::Array(updates)) => items.extend(updates.iter().cloned()),
        (Kind::Object(_) | Kind::Array(_), _) | (_, Kind::Object(_) | Kind::Array(_)) => {
            return Err(Clash::new(target, update));
        }
        _ => *target = update.clone(),
    }
    Ok(())
}

/// Makes a plain value follow what an update has done to the node that it stands for.
fn follow(value: &mut Value, update: &Node, is_target: bool) {
    match (value, &update.kind) {
        (Value::Object(members), Kind::Object(updates)) => {
            for (key, update) in updates {
                match members.get_mut(key) {
                    Some(member) => follow(member, update, false),
                    None => {
                        members.insert(key.clone(), update.to_value());
                    }
                }
            }
        }
        (Value::Array(items), _) if is_target => items.push(update.to_value()),
        (Value::Array(items), Kind::Array(updates)) => {
            items.extend(updates.iter().map(Node::to_value));
        }
        (value, _) => *value = update.to_value(),
    }
}

fn step(element: &PathElement) -> Step {
    match element {
        PathElement::Name(name) => (0, (*name).to_owned()),
        PathElement::Index(index) => (*index, index.to_string()),
    }
}

fn pointer(steps: &[Step]) -> Pointer {
    steps
        .iter()
        .fold(Pointer::root(), |pointer, (_, token)| pointer.join(token))
}

fn noun(node: &Node) -> &'static str {
    match &node.kind {
        Kind::Object(_) => "an object",
        Kind::Array(_) => "a list",
        _ => "a plain value",
    }
}
