//! Applies the actions of an overlay, one after the other, each to the result of the one before.
//!
//! Invariant: a value that the overlay wrote keeps its place in the overlay; an object or list that was
//! only added to keeps the place where it was published.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use super::{Action, Change, Overlay};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Pointer, nearest};
use crate::load::MAX_DEPTH;
use crate::load::node::{Kind, Node, Origin, Origins};

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
            origins,
            diagnostics,
        };
        for action in &self.actions {
            applier.apply(action);
        }
    }
}

struct Applier<'a> {
    root: &'a mut Node,
    /// The same document without places, which the paths are looked up in.
    value: Value,
    origins: &'a Origins,
    diagnostics: &'a mut Diagnostics,
}

/// A step of a path; steps sort in the order of the document as far as removal depends on it.
type Step = (usize, String);

impl Applier<'_> {
    fn apply(&mut self, action: &Action) {
        let mut targets: Vec<Vec<Step>> = action
            .target
            .query_located(&self.value)
            .locations()
            .map(|path| path.iter().map(step).collect())
            .collect();
        targets.sort();
        targets.dedup();
        if targets.is_empty() {
            return self.matches_nothing(action);
        }
        match &action.change {
            Change::Update(update) => {
                for target in targets {
                    self.update(action, &pointer(&target), update);
                }
            }
            // From the back, so that no removal moves a target that is still to come.
            Change::Remove => {
                for target in targets.iter().rev() {
                    self.remove(action, target);
                }
            }
        }
    }

    fn update(&mut self, action: &Action, pointer: &Pointer, update: &Node) {
        if pointer.tokens().len() + depth(update) > MAX_DEPTH {
            let message =
                format!("the update makes the document more than {MAX_DEPTH} levels deep");
            return self.error(
                "overlay-update",
                action,
                message,
                "move the inner part to `components`",
            );
        }
        let Some(target) = self.root.at_mut(pointer) else {
            return;
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
                return self.error("overlay-update", action, message, help);
            }
        };
        match merged {
            Ok(()) => self.sync(pointer),
            Err(clash) => self.clash(&clash, place),
        }
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

    fn remove(&mut self, action: &Action, target: &[Step]) {
        let Some(((position, key), parent)) = target.split_last() else {
            return self.error(
                "overlay-remove",
                action,
                "the whole document cannot be removed".to_owned(),
                "select what is to be left out",
            );
        };
        let parent = pointer(parent);
        match self.root.at_mut(&parent).map(|node| &mut node.kind) {
            Some(Kind::Object(members)) => {
                members.shift_remove(key);
            }
            Some(Kind::Array(items)) if *position < items.len() => {
                items.remove(*position);
            }
            _ => {}
        }
        self.sync(&parent);
    }

    /// Brings the plain value up to date at a place that has changed.
    fn sync(&mut self, pointer: &Pointer) {
        let text = pointer.to_string();
        let value = self.value.pointer_mut(text.trim_start_matches('#'));
        if let (Some(value), Some(node)) = (value, self.root.at(pointer)) {
            *value = node.to_value();
        }
    }

    fn matches_nothing(&mut self, action: &Action) {
        let help = self.nearest_match(&action.text).unwrap_or_else(|| {
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

/// How many levels a node nests.
fn depth(node: &Node) -> usize {
    let below = match &node.kind {
        Kind::Object(members) => members.values().map(depth).max(),
        Kind::Array(items) => items.iter().map(depth).max(),
        _ => return 0,
    };
    below.unwrap_or(0) + 1
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
