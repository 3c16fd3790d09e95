//! What to write into the overlay so that something has another name.
//!
//! Invariant: an action can be pasted as it is, and it names exactly the node that it is about.

use super::Lowering;
use super::collision::Member;
use crate::load::Origin;
use crate::names::Ident;

/// How something is named by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Remedy {
    /// By an `x-rust-name` in this node.
    Name(Origin),
    /// By an `x-rust-type` in this node.
    Type(Origin),
    /// By the entry for this value in the `x-rust-variants` of this schema, which lists it.
    Variant(Origin, String),
    /// By an `x-rust-name` beside the reference of this path to what holds its operation of this method.
    Shared(String, String),
    /// By an `x-rust-name` in the server with this URL. Each page has a list of its own, so that a position is none in that
    /// of the whole document.
    Server(String),
    /// By declaring the parameter of this name in this operation.
    Declaration(Origin, String),
}

impl Remedy {
    /// What is merged into the node.
    pub(super) fn update(&self, name: &Ident) -> String {
        let name = name.unraw();
        match self {
            Self::Name(_) | Self::Server(_) => format!("{{ x-rust-name: {name} }}"),
            Self::Shared(_, method) => format!("{{ {method}: {{ x-rust-name: {name} }} }}"),
            Self::Type(_) => format!("{{ x-rust-type: {name} }}"),
            Self::Variant(_, wire) => {
                format!("{{ x-rust-variants: {{ {}: {name} }} }}", quoted(wire))
            }
            Self::Declaration(_, wire) => format!(
                "{{ parameters: [{{ name: {}, in: path, required: true, schema: {{ type: string }}, x-rust-name: {name} }}] }}",
                quoted(wire)
            ),
        }
    }
}

impl Lowering<'_> {
    /// The action of an overlay that gives a member its distinct name; `None` if none can, as where an overlay has
    /// written the node itself.
    pub(super) fn action(&self, member: &Member, name: &Ident) -> Option<String> {
        let remedy = member.remedy.as_ref()?;
        let target = scalar(&self.named_at(remedy)?);
        Some(format!(
            "- target: {target}\n  update: {}",
            remedy.update(name)
        ))
    }

    /// The JSONPath of the node that the action changes.
    fn named_at(&self, remedy: &Remedy) -> Option<String> {
        let tokens = match remedy {
            Remedy::Server(url) => return Some(format!("$.servers[?@.url == '{}']", escaped(url))),
            Remedy::Shared(path, _) => vec!["paths".to_owned(), path.clone()],
            Remedy::Name(origin)
            | Remedy::Type(origin)
            | Remedy::Variant(origin, _)
            | Remedy::Declaration(origin, _) => self.resolved.origins().pointer(*origin).tokens(),
        };
        let is_of_overlay = tokens.first().is_some_and(|first| first == "actions");
        (!is_of_overlay).then(|| jsonpath(&tokens))
    }

    /// The pointer of a node, in text.
    pub(super) fn pointer(&self, origin: Origin) -> String {
        self.resolved.origins().pointer(origin).to_string()
    }
}

/// The keywords whose value is a list.
const LISTS: &[&str] = &[
    "allOf",
    "anyOf",
    "enum",
    "items",
    "oneOf",
    "parameters",
    "prefixItems",
    "required",
    "security",
    "servers",
    "tags",
];

/// The JSONPath of a place.
fn jsonpath(tokens: &[String]) -> String {
    let mut path = String::from("$");
    let mut parent = "";
    for token in tokens {
        let is_index = token.bytes().all(|byte| byte.is_ascii_digit()) && LISTS.contains(&parent);
        if is_index {
            path.push_str(&format!("[{token}]"));
        } else if is_name(token) {
            path.push_str(&format!(".{token}"));
        } else {
            path.push_str(&format!("['{}']", escaped(token)));
        }
        parent = token;
    }
    path
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_alphabetic())
        && token.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn escaped(token: &str) -> String {
    token
        .chars()
        .map(|c| match c {
            '\\' => "\\\\".to_owned(),
            '\'' => "\\'".to_owned(),
            c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
            c => c.to_string(),
        })
        .collect()
}

/// A path as a scalar of YAML: plain, unless something in it could be read as YAML.
fn scalar(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "$.[]'_-/{}~+@".contains(c);
    match path.chars().all(is_plain) {
        true => path.to_owned(),
        false => quoted(path),
    }
}

/// A string of JSON, which YAML reads as well.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
