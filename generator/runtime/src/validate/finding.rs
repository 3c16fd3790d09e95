//! How a rule and its limit travel through garde, whose errors are one string each.
//!
//! Invariant: [`parse`] reads back what the functions here write, whatever characters a limit holds.

use std::borrow::Cow;
use std::fmt::Display;

use garde::i18n::{
    I18n, InvalidCreditCard, InvalidEmail, InvalidPhoneNumber, InvalidUrl, IpKind,
};
use serde::{Deserialize, Serialize};

use super::{Violation, path};

/// A broken rule, before it is known where the value is in the body.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Finding<'a> {
    rule: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    limit: Option<Cow<'a, str>>,
    /// From the value that garde knows to the one that breaks the rule: garde cannot look into maps.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    below: String,
}

impl<'a> Finding<'a> {
    fn new(rule: &'a str, limit: Option<String>) -> Self {
        Self {
            rule: Cow::Borrowed(rule),
            limit: limit.map(Cow::Owned),
            below: String::new(),
        }
    }

    /// The same finding, seen from the map whose entry it is in.
    pub(super) fn in_entry(mut self, key: &str) -> Self {
        self.below = path::concat(&path::member("", key), &self.below);
        self
    }

    /// The same finding, seen from the list whose item it is in.
    pub(super) fn in_item(mut self, index: usize) -> Self {
        self.below = path::concat(&path::indexed("", index), &self.below);
        self
    }

    pub(super) fn at(self, parent: &str) -> Violation {
        let path = path::concat(parent, &self.below);
        Violation::new(path, self.rule.into_owned(), self.limit.map(Cow::into_owned))
    }
}

/// The message of a single broken rule.
pub(super) fn message(rule: &str, limit: Option<&dyn Display>) -> String {
    render(&[Finding::new(rule, limit.map(ToString::to_string))])
}

/// The message of several broken rules.
pub(super) fn render(findings: &[Finding<'_>]) -> String {
    serde_json::to_string(findings).unwrap_or_default()
}

/// The broken rules in a message. One that is not ours is kept as the name of a rule.
pub(super) fn parse(message: &str) -> Vec<Finding<'static>> {
    serde_json::from_str::<Vec<Finding<'static>>>(message).unwrap_or_else(|_| {
        vec![Finding {
            rule: Cow::Owned(message.to_owned()),
            limit: None,
            below: String::new(),
        }]
    })
}

/// Makes garde's built-in rules report like our own.
pub(super) struct Findings;

fn limited(rule: &str, limit: &dyn Display) -> Cow<'static, str> {
    message(rule, Some(limit)).into()
}

impl I18n for Findings {
    fn length_lower_than(&self, min: usize) -> Cow<'static, str> {
        limited("minLength", &min)
    }

    fn length_greater_than(&self, max: usize) -> Cow<'static, str> {
        limited("maxLength", &max)
    }

    fn range_lower_than(&self, min: &dyn Display) -> Cow<'static, str> {
        limited("minimum", min)
    }

    fn range_greater_than(&self, max: &dyn Display) -> Cow<'static, str> {
        limited("maximum", max)
    }

    fn pattern_no_match(&self, pattern: &dyn Display) -> Cow<'static, str> {
        limited("pattern", pattern)
    }

    fn url_invalid(&self, _reason: InvalidUrl) -> Cow<'static, str> {
        limited("format", &"uri")
    }

    fn email_invalid(&self, _reason: InvalidEmail) -> Cow<'static, str> {
        limited("format", &"email")
    }

    fn ip_invalid(&self, kind: IpKind) -> Cow<'static, str> {
        limited("format", &kind)
    }

    fn credit_card_invalid(&self, _reason: InvalidCreditCard) -> Cow<'static, str> {
        limited("format", &"credit-card")
    }

    fn phone_number_invalid(&self, _reason: InvalidPhoneNumber) -> Cow<'static, str> {
        limited("format", &"phone")
    }

    fn ascii_invalid(&self) -> Cow<'static, str> {
        limited("format", &"ascii")
    }

    fn alphanumeric_invalid(&self) -> Cow<'static, str> {
        limited("format", &"alphanumeric")
    }

    fn contains_missing(&self, pattern: &dyn Display) -> Cow<'static, str> {
        limited("contains", pattern)
    }

    fn prefix_missing(&self, pattern: &dyn Display) -> Cow<'static, str> {
        limited("prefix", pattern)
    }

    fn suffix_missing(&self, pattern: &dyn Display) -> Cow<'static, str> {
        limited("suffix", pattern)
    }

    fn matches_field_mismatch(&self, field: &dyn Display) -> Cow<'static, str> {
        limited("matches", field)
    }

    fn required_not_set(&self) -> Cow<'static, str> {
        message("required", None).into()
    }
}
