//! [`Violation`]: a rule that a value breaks, found before anything was sent.
//!
//! Invariant: it holds the place, the rule and the limit, and never the value, so whatever prints it shows nothing of that.

use std::borrow::Cow;
use std::fmt;

/// A rule that a value breaks. The value itself is not kept: it is a customer's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    path: String,
    rule: Cow<'static, str>,
    limit: Option<String>,
}

impl Violation {
    pub(in super::super) fn new(
        path: impl Into<String>,
        rule: impl Into<Cow<'static, str>>,
        limit: Option<String>,
    ) -> Self {
        Self {
            path: path.into(),
            rule: rule.into(),
            limit,
        }
    }

    /// Where the value is, in the names of the JSON that would have been sent: `unified.buttons[0].text`.
    /// Empty for the whole body; the parameter's name for a parameter.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The rule in JSON Schema's word: `minLength`, `maxLength`, `pattern`, `format`, `minimum`, `maximum`,
    /// `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`, `minItems`, `maxItems`, `uniqueItems`,
    /// `minProperties` or `maxProperties`; beside these `pathSegment`, for a path argument that is empty,
    /// `.` or `..`; `finite`, for a number that JSON does not have; in a form `notNull`, for null, and
    /// `additionalProperties`, for a member that has a field of its own.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// The rule's limit as the API's description writes it: `20`, `^[a-z]+$`, or `uri` for a format.
    #[must_use]
    pub fn limit(&self) -> Option<&str> {
        self.limit.as_deref()
    }

    fn demand(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.limit.as_deref().unwrap_or_default();
        let mut counted = |bound, one, many| {
            let unit = if limit == "1" { one } else { many };
            write!(f, "must have at {bound} {limit} {unit}")
        };
        match &*self.rule {
            "minLength" => counted("least", "character", "characters"),
            "maxLength" => counted("most", "character", "characters"),
            "minItems" => counted("least", "item", "items"),
            "maxItems" => counted("most", "item", "items"),
            "minProperties" => counted("least", "entry", "entries"),
            "maxProperties" => counted("most", "entry", "entries"),
            "pattern" => write!(f, "must match the pattern {}", limit.escape_debug()),
            "format" => write!(f, "must be of the format {limit}"),
            "minimum" => write!(f, "must be at least {limit}"),
            "maximum" => write!(f, "must be at most {limit}"),
            "exclusiveMinimum" => write!(f, "must be more than {limit}"),
            "exclusiveMaximum" => write!(f, "must be less than {limit}"),
            "multipleOf" => write!(f, "must be a multiple of {limit}"),
            "uniqueItems" => write!(f, "must have no two equal items"),
            "finite" => write!(f, "must be a number, and neither NaN nor infinite"),
            "notNull" => write!(f, "must not be null, for which a form has no word"),
            "additionalProperties" => write!(f, "must not be sent twice"),
            "pathSegment" => write!(
                f,
                "must not be empty, `.` or `..`, since it is a part of the path"
            ),
            rule => write!(f, "breaks the rule {rule}"),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str("the body ")?;
        } else {
            write!(f, "`{}` ", self.path.escape_debug())?;
        }
        self.demand(f)
    }
}
