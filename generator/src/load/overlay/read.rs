//! Reads an overlay file, and reports everything in it that is not an Overlay 1.0.
//!
//! Invariant: an action that is read has one change and one target, whose length, nesting and repetition have bounds.

use serde_json_path::JsonPath;

use super::{Action, Change, Overlay};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::load::Source;
use crate::load::document::{self, Syntax};
use crate::load::node::{Kind, Node, Origin, Origins};
use crate::load::text::Text;
use crate::load::version;

/// How deep a target may nest brackets: the parser of JSONPath recurses.
const MAX_NESTING: usize = 16;

/// How many times over a target may select one place, as far as its text tells.
const MAX_TIMES: usize = 1_000;

/// How many bytes a target may have: it is read again and again to say how far it leads.
const MAX_TARGET: usize = 1_000;

const EXPECTED_VERSION: &str = "write `overlay: 1.0.0`, the version that is understood";

const EXPECTED_ACTION: &str = "write each action as\n\
    - target: $.components.schemas.Name\n  \
      description: why, and where that is known from\n  \
      update: { ... }";

impl Overlay {
    /// Reads an overlay; `None` if it is no overlay at all. What is wrong with an action is a finding.
    pub(in crate::load) fn read(
        source: &Source,
        origins: &mut Origins,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let text = Text::whole(&source.path, &source.text);
        let root = document::read(&text, Syntax::of(&source.path), origins, diagnostics)?;
        let mut reader = Reader {
            origins,
            diagnostics,
        };
        reader.check_root(&root)?;
        let actions = root.get("actions").and_then(Node::as_array);
        let actions = actions.unwrap_or_default();
        Some(Self {
            actions: actions
                .iter()
                .filter_map(|action| reader.action(action))
                .collect(),
            newer: reader.newer(&root),
        })
    }
}

struct Reader<'a> {
    origins: &'a Origins,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn error(&mut self, origin: Origin, message: impl Into<String>, help: &str) {
        let location = self.origins.location(origin);
        self.diagnostics
            .push(Diagnostic::error("overlay-syntax", location, message).help(help));
    }

    fn check_root(&mut self, root: &Node) -> Option<()> {
        let Some(members) = root.as_object() else {
            self.error(
                root.origin,
                "this is no overlay: it must be a mapping",
                "begin it with `overlay: 1.0.0`",
            );
            return None;
        };
        match members.get("overlay") {
            Some(version) if is_version_1_0(version) => {}
            Some(version) => {
                self.error(
                    version.origin,
                    "the overlay does not say that it is version 1.0",
                    EXPECTED_VERSION,
                );
                return None;
            }
            None => {
                self.no_overlay(root);
                return None;
            }
        }
        self.check_keys(root, &["overlay", "info", "extends", "actions"]);
        self.check_info(root);
        if let Some(extends) = members.get("extends") {
            let location = self.origins.location(extends.origin);
            let message =
                "`extends` is not followed: the overlay is applied to the files that were given";
            let finding = Diagnostic::warning("overlay-extends", location, message);
            self.diagnostics.push(finding.help("remove it"));
        }
        let actions = members.get("actions");
        if actions
            .and_then(Node::as_array)
            .is_none_or(<[Node]>::is_empty)
        {
            let origin = actions.map_or(root.origin, |actions| actions.origin);
            self.error(
                origin,
                "the overlay has no list of actions",
                EXPECTED_ACTION,
            );
        }
        Some(())
    }

    /// Says what a mapping is that does not call itself an overlay.
    fn no_overlay(&mut self, root: &Node) {
        if let Some(version) = root.get("openapi").or_else(|| root.get("swagger")) {
            return self.error(
                version.origin,
                "this is a description of an API, and no overlay that corrects one",
                "name it with `--spec`",
            );
        }
        let (origin, message) = match version::other(root) {
            Some((node, what, _)) => (node.origin, format!("this is {what}, and no overlay")),
            None => (
                root.origin,
                "the overlay does not say that it is version 1.0".to_owned(),
            ),
        };
        self.error(origin, message, EXPECTED_VERSION);
    }

    fn check_info(&mut self, root: &Node) {
        let Some(info) = root.get("info") else {
            let help = "add `info: { title: ..., version: ... }`";
            return self.error(root.origin, "the overlay has no `info`", help);
        };
        self.check_keys(info, &["title", "version", "description"]);
        for key in ["title", "version"] {
            if info.get(key).and_then(Node::as_str).is_none() {
                let message = format!("the overlay's `info` has no text as `{key}`");
                self.error(info.origin, message, &format!("add `{key}: '...'`"));
            }
        }
    }

    /// Reports every key that is neither known nor an extension.
    fn check_keys(&mut self, node: &Node, known: &[&str]) {
        for (key, member) in node.as_object().into_iter().flatten() {
            if key.starts_with("x-") || known.contains(&key.as_str()) {
                continue;
            }
            let help = match nearest(key, known.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!(
                    "the keys are {}, and extensions that begin with `x-`",
                    known.join(", ")
                ),
            };
            self.error(
                member.origin,
                format!("an overlay knows no key `{key}` here"),
                &help,
            );
        }
    }

    fn action(&mut self, action: &Node) -> Option<Action> {
        if action.as_object().is_none() {
            self.error(
                action.origin,
                "an action must be a mapping",
                EXPECTED_ACTION,
            );
            return None;
        }
        self.check_keys(action, &["target", "description", "update", "remove"]);
        let change = self.change(action);
        let (text, origin) = match action.get("target") {
            Some(Node {
                kind: Kind::String(text),
                origin,
            }) => (text, *origin),
            found => {
                let origin = found.map_or(action.origin, |target| target.origin);
                self.error(
                    origin,
                    "the action has no text as `target`",
                    EXPECTED_ACTION,
                );
                return None;
            }
        };
        let target = self.target(text, origin);
        Some(Action {
            target: target?,
            text: text.clone(),
            origin,
            change: change?,
        })
    }

    fn change(&mut self, action: &Node) -> Option<Change> {
        let remove = action.get("remove");
        if let Some(node) = remove.filter(|node| node.as_bool().is_none()) {
            self.error(
                node.origin,
                "`remove` must be true or false",
                "write `remove: true`",
            );
            return None;
        }
        match (
            action.get("update"),
            remove.and_then(Node::as_bool) == Some(true),
        ) {
            (Some(update), false) => Some(Change::Update(update.clone())),
            (None, true) => Some(Change::Remove),
            (Some(_), true) => {
                let message =
                    "the action has both `update` and `remove`, and the update would be lost";
                self.error(
                    action.origin,
                    message,
                    "keep one of the two, or write two actions",
                );
                None
            }
            (None, false) => {
                let message =
                    "the action changes nothing: it has neither `update` nor `remove: true`";
                self.error(action.origin, message, EXPECTED_ACTION);
                None
            }
        }
    }

    fn target(&mut self, text: &str, origin: Origin) -> Option<JsonPath> {
        const HELP: &str = "write a JSONPath of RFC 9535, such as $.components.schemas.Name; a name with \
            other characters than letters, digits and `_` goes into brackets: $.paths['/users/'].get";
        if text.len() > MAX_TARGET || nesting(text) > MAX_NESTING {
            let message = format!(
                "the target is longer than {MAX_TARGET} bytes or nests more than {MAX_NESTING} brackets"
            );
            self.error(
                origin,
                message,
                "write several actions with simpler targets",
            );
            return None;
        }
        if times(text).saturating_mul(repetitions(text)) > MAX_TIMES {
            let message = "the target combines so many `..`, lists of selectors, `$` or repetitions that looking it up may not end";
            self.error(
                origin,
                message,
                "write several actions with simpler targets",
            );
            return None;
        }
        match JsonPath::parse(text) {
            Ok(target) => Some(target),
            Err(error) => {
                let position = error.position() + 1;
                let message =
                    format!("the target `{text}` is no JSONPath from character {position} on");
                self.error(origin, message, HELP);
                None
            }
        }
    }

    /// The pages that are newer than others, from the extension `x-newer`.
    fn newer(&mut self, root: &Node) -> Vec<(String, Origin)> {
        let Some(list) = root.get("x-newer") else {
            return Vec::new();
        };
        let mut newer = Vec::new();
        let items = list.as_array().unwrap_or(std::slice::from_ref(list));
        for item in items {
            match item.as_str() {
                Some(name) => newer.push((name.to_owned(), item.origin)),
                None => self.error(
                    item.origin,
                    "`x-newer` lists pages by their place",
                    "write `x-newer: [conversations/get]`",
                ),
            }
        }
        newer
    }
}

/// Whether the version is 1.0 in any patch; YAML reads an unquoted `1.0` as a number.
fn is_version_1_0(version: &Node) -> bool {
    match version.as_str() {
        Some(text) => text == "1.0" || text.starts_with("1.0."),
        None => version.as_number().and_then(|number| number.as_f64()) == Some(1.0),
    }
}

/// How often a path may come to one place, estimated: `..` after another one comes to it from everything around it,
/// every selector of a list may select it, and a filter with `$` begins anew for each place.
fn times(text: &str) -> usize {
    const AROUND: usize = 100;
    let mut times = 1_usize;
    let mut list = Vec::new();
    let (mut quote, mut before) = (None, ' ');
    let (mut descents, mut roots) = (0, 0);
    for c in text.chars() {
        let is_escaped = before == '\\';
        before = if is_escaped { ' ' } else { before };
        match (quote, c) {
            (Some(open), c) if c == open && !is_escaped => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '.') if before == '.' => descents += 1,
            (None, '$') => roots += 1,
            (None, '[') => list.push(1),
            (None, '(') => list.push(0),
            (None, ',') => list
                .iter_mut()
                .last()
                .into_iter()
                .for_each(|count| *count += 1),
            (None, ']' | ')') => times = times.saturating_mul(list.pop().unwrap_or(1).max(1)),
            _ => {}
        }
        before = if is_escaped { ' ' } else { c };
    }
    let further = (descents.max(1) - 1) + (roots.max(1) - 1);
    times.saturating_mul(AROUND.saturating_pow(further))
}

/// How often the patterns of a path repeat something: they are compiled anew for every place.
fn repetitions(text: &str) -> usize {
    let has_pattern = text.contains("match(") || text.contains("search(");
    let counts = text.split('{').skip(1).filter(|_| has_pattern);
    let counts = counts.filter_map(|rest| {
        let (count, _) = rest.split_once('}')?;
        count
            .split(',')
            .filter_map(|limit| limit.parse().ok())
            .max()
    });
    counts.fold(1, |product: usize, count: usize| {
        product.saturating_mul(count.max(1))
    })
}

/// How deep the brackets of a path nest.
fn nesting(text: &str) -> usize {
    let mut open = 0_usize;
    let mut deepest = 0;
    for c in text.chars() {
        match c {
            '(' | '[' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}
