//! Path templates and what goes into them.
//!
//! Invariant: an argument fills its segment and nothing else: it cannot add, remove or climb out of one.

use serde_json::Value;

use super::percent;
use super::spelling;
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
    put(path, name, &percent::component(value))
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
        PathStyle::Simple => pieces().join(","),
        PathStyle::Label => {
            format!(".{}", pieces().join(if explode { "." } else { "," }))
        }
        PathStyle::Matrix if explode && value.is_object() => {
            format!(";{}", pieces().join(";"))
        }
        PathStyle::Matrix => matrix(&percent::component(name), &pieces(), explode),
        PathStyle::Json => percent::component(&value.to_string()),
    };
    put(path, name, &spelled)
}

/// `;ids=1;ids=2`, or `;ids=1,2`. Without a value, the name stands alone.
fn matrix(name: &str, pieces: &[String], explode: bool) -> String {
    let joined;
    let values = if explode {
        pieces
    } else {
        joined = [pieces.join(",")];
        &joined
    };
    let pair = |value: &String| match value.as_str() {
        "" => format!(";{name}"),
        value => format!(";{name}={value}"),
    };
    values.iter().map(pair).collect()
}

fn put(path: &mut String, name: &str, encoded: &str) -> Result<(), Violation> {
    // URL parsers resolve the dots away, and an empty segment is another path; encoding helps for neither.
    if matches!(encoded, "" | "." | "..") {
        return Err(Violation::new(name, "pathSegment", None));
    }
    *path = filled(path, name, encoded);
    Ok(())
}

/// A template may name an argument twice. What was put in before has no braces, since they are encoded.
fn filled(template: &str, name: &str, encoded: &str) -> String {
    let mut filled = String::with_capacity(template.len() + encoded.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.strip_prefix(name).and_then(|after| after.strip_prefix('}'));
        filled.push_str(if named.is_some() { encoded } else { "{" });
        rest = named.unwrap_or(after);
    }
    filled.push_str(rest);
    filled
}
