//! Path templates and what goes into them.
//!
//! Invariant: an argument fills its segment and nothing else: it cannot add, remove or climb out of one, unless the
//! template says `{+name}` (RFC 6570): that takes several, and none to climb out by.

use serde_json::Value;

use super::percent;
use super::spelling::{self, Style};
use super::validate::Violation;

/// How an argument of a path is spelled (OpenAPI 3.0, "Style Values"; RFC 6570).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathStyle {
    /// `simple`: `1,2`, `x,1,y,2`; with `explode`, `x=1,y=2`.
    Simple,
    /// `label`: `.1,2`, `.x,1,y,2`; with `explode`, `.1.2`, `.x=1.y=2`.
    Label,
    /// `matrix`: `;ids=1,2`, `;point=x,1,y,2`; with `explode`, `;ids=1;ids=2`, `;x=1;y=2`.
    Matrix,
    /// `content: application/json`: the JSON text.
    Json,
}

/// Puts an argument into its place in the template.
pub(super) fn fill(path: &mut String, name: &str, value: &str) -> Result<(), Violation> {
    let segment = |text| segment(name, percent::component(text));
    if path.split('{').any(|after| behind(after, "+", name).is_some()) {
        let segments = value.split('/').map(segment).collect::<Result<Vec<_>, _>>()?;
        *path = filled(path, "+", name, &segments.join("/"));
    } else {
        *path = filled(path, "", name, &segment(value)?);
    }
    Ok(())
}

/// Puts an argument of any type into its place in the template.
pub(super) fn fill_spelled(
    path: &mut String,
    name: &str,
    value: &Value,
    style: PathStyle,
    explode: bool,
) -> Result<(), Violation> {
    let binding = if explode { "=" } else { "," };
    let pieces = || spelling::pieces(value, binding, percent::component);
    let spelled = match style {
        PathStyle::Json => percent::component(&value.to_string()),
        _ if spelling::is_undefined(Style::Comma, value) => String::new(),
        PathStyle::Simple => pieces().join(","),
        PathStyle::Label => {
            format!(".{}", pieces().join(if explode { "." } else { "," }))
        }
        PathStyle::Matrix => {
            let is_named = !explode || !value.is_object();
            let named =
                if is_named { percent::component(name) + "=" } else { String::new() };
            let pieces = if explode { pieces() } else { vec![pieces().join(",")] };
            let pairs = pieces.iter().map(|piece| format!(";{named}{piece}"));
            // What has no value is its name alone.
            pairs.map(|pair| pair.trim_end_matches('=').to_owned()).collect()
        }
    };
    *path = filled(path, "", name, &segment(name, spelled)?);
    Ok(())
}

fn segment(name: &str, encoded: String) -> Result<String, Violation> {
    // URL parsers resolve the dots away, and an empty segment is another path; encoding helps for neither.
    match encoded.as_str() {
        "" | "." | ".." => Err(Violation::new(name, "pathSegment", None)),
        _ => Ok(encoded),
    }
}

/// A template may name an argument twice. What was put in before has no braces, since they are encoded.
fn filled(template: &str, operator: &str, name: &str, encoded: &str) -> String {
    let mut filled = String::with_capacity(template.len() + encoded.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = behind(after, operator, name);
        filled.push_str(if named.is_some() { encoded } else { "{" });
        rest = named.unwrap_or(after);
    }
    filled.push_str(rest);
    filled
}

/// What comes after a placeholder, of which the opening brace has been read; `None` if it is another one.
fn behind<'t>(text: &'t str, operator: &str, name: &str) -> Option<&'t str> {
    text.strip_prefix(operator)?.strip_prefix(name)?.strip_prefix('}')
}
