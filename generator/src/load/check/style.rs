//! The styles of parameters and headers.
//!
//! Invariant: a style that is left is one that OpenAPI has for the place.

use super::Checker;
use super::table::Object;
use crate::load::node::{Map, Node};

/// The places of parameters, and the styles that they may have; without any, they have the first.
const STYLES: [(&str, &[&str]); 4] = [
    (
        "query",
        &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    ),
    ("path", &["simple", "label", "matrix"]),
    ("header", &["simple"]),
    ("cookie", &["form"]),
];

impl Checker<'_> {
    /// Takes out what the client does not do about spelling a value.
    pub(super) fn style(&mut self, object: Object, node: &mut Node) {
        let place = match object {
            Object::Header => "header",
            _ => node.get("in").and_then(Node::as_str).unwrap_or_default(),
        };
        let styles = STYLES.iter().find(|(known, _)| *known == place);
        let Some((place, styles)) = styles.copied() else {
            return;
        };
        if let Some(members) = node.as_object_mut() {
            self.unfit_style(place, styles, members);
            if place != "path" {
                self.reserved(members);
            }
            if place == "query" {
                self.empty_value(members);
            }
        }
    }

    fn unfit_style(&mut self, place: &str, styles: &[&str], members: &mut Map) {
        let Some(style) = members.get("style") else {
            return;
        };
        let Some(text) = style.as_str().filter(|text| !styles.contains(text)) else {
            return;
        };
        let usual = styles.first().copied().unwrap_or_default();
        let message = format!(
            "`style: {text}` is none for a {place}; the value is written as `{usual}` says"
        );
        let help = match styles {
            [only] => format!("write `{only}`, or leave it out"),
            _ => format!("write one of {}", styles.join(", ")),
        };
        self.warn("unknown-style", style.origin, message, &help);
        members.shift_remove("style");
    }

    fn reserved(&mut self, members: &Map) {
        let reserved = members.get("allowReserved");
        if let Some(reserved) = reserved.filter(|reserved| reserved.as_bool() == Some(true)) {
            let message = "`allowReserved` is not supported: reserved characters of the value are percent-encoded as well";
            let help = "remove it in the overlay, if the server decodes what it is sent";
            self.warn(
                "unsupported-style",
                reserved.origin,
                message.to_owned(),
                help,
            );
        }
    }

    /// Strings, enums and lists have a value that is empty; a number and a truth value do not.
    fn empty_value(&mut self, members: &Map) {
        let schema = members.get("schema").and_then(|schema| schema.get("type"));
        let is_never_empty = ["integer", "number", "boolean"]
            .contains(&schema.and_then(Node::as_str).unwrap_or_default());
        let allowed = members.get("allowEmptyValue");
        let allowed = allowed.filter(|allowed| allowed.as_bool() == Some(true));
        if let Some(allowed) = allowed.filter(|_| is_never_empty) {
            let message = "`allowEmptyValue` is not supported for a number or boolean: its name is never sent without a value";
            let help = "describe a string in the overlay, if the server needs the name alone";
            self.warn(
                "unsupported-style",
                allowed.origin,
                message.to_owned(),
                help,
            );
        }
    }
}
