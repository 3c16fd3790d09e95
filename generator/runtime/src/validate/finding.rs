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
        self.below = path::concat(&format!("[{index}]"), &self.below);
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

macro_rules! findings {
    ($($method:ident($($limit:ident: $type:ty)?) $rule:literal $($format:literal)?;)*) => {$(
        fn $method(&self $(, $limit: $type)?) -> Cow<'static, str> {
            message($rule, findings!(@limit $($format)? $($limit)?)).into()
        }
    )*};
    (@limit) => { None };
    (@limit $limit:ident) => { Some(&$limit) };
    (@limit $format:literal $($reason:ident)?) => { Some(&$format) };
}

impl I18n for Findings {
    findings! {
        length_lower_than(min: usize) "minLength";
        length_greater_than(max: usize) "maxLength";
        range_lower_than(min: &dyn Display) "minimum";
        range_greater_than(max: &dyn Display) "maximum";
        pattern_no_match(pattern: &dyn Display) "pattern";
        url_invalid(_reason: InvalidUrl) "format" "uri";
        email_invalid(_reason: InvalidEmail) "format" "email";
        ip_invalid(kind: IpKind) "format";
        credit_card_invalid(_reason: InvalidCreditCard) "format" "credit-card";
        phone_number_invalid(_reason: InvalidPhoneNumber) "format" "phone";
        contains_missing(pattern: &dyn Display) "contains";
        prefix_missing(pattern: &dyn Display) "prefix";
        suffix_missing(pattern: &dyn Display) "suffix";
        matches_field_mismatch(field: &dyn Display) "matches";
        ascii_invalid() "format" "ascii";
        alphanumeric_invalid() "format" "alphanumeric";
        required_not_set() "required";
    }
}
