//! Which specification a document says that it follows.
//!
//! Invariant: a document that passes says 3.0, 3.1 or 3.2, as a text.

use super::node::{Kind, Node, Origin, Origins};
use crate::diagnostic::{Diagnostic, Diagnostics, Pointer};

const HELP: &str = "write `openapi: 3.0.3`; versions 3.0, 3.1 and 3.2 are understood";

/// Checks that a document is OpenAPI 3.0, 3.1 or 3.2. Anything else is a finding and gives `None`.
pub(super) fn check(
    mut root: Node,
    origins: &Origins,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    unquoted(&mut root, origins, diagnostics);
    let (origin, code, message, help) = match (&root.kind, root.get("openapi"), root.get("swagger"))
    {
        (Kind::Object(_), Some(version), _) => {
            if version.as_str().is_some_and(is_understood) {
                return Some(root);
            }
            let message = format!("OpenAPI version {} is not understood", version.to_value());
            (version.origin, "unknown-version", message, HELP)
        }
        (Kind::Object(_), None, Some(swagger)) => (
            swagger.origin,
            "swagger-2",
            "this is a Swagger 2.0 document, the predecessor of OpenAPI".to_owned(),
            "convert it to OpenAPI 3.0 first; the Swagger Editor and `swagger2openapi` do that",
        ),
        (Kind::Object(_), None, None) => unversioned(&root),
        (Kind::Null, ..) => (
            root.origin,
            "no-document",
            "the document is empty".to_owned(),
            "check that the file was written to its end",
        ),
        _ => (
            root.origin,
            "no-document",
            "this is no OpenAPI document: it must be a mapping that begins with `openapi:`"
                .to_owned(),
            "check that the file is the description itself and not, say, a page about it",
        ),
    };
    diagnostics.push(Diagnostic::error(code, origins.location(origin), message).help(help));
    None
}

/// Documents of other specifications: the member that they are known by, what they are, and what to do.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "#/asyncapi",
        "an AsyncAPI document, which describes messages and no HTTP API",
        "give the OpenAPI description of the API, if it has one",
    ),
    (
        "#/overlay",
        "an OpenAPI Overlay, which corrects a description and is none",
        "name it with `--overlay`, beside the description with `--spec`",
    ),
    (
        "#/arazzo",
        "an Arazzo document, which describes the order of calls and no API",
        "give the OpenAPI description that its `sourceDescriptions` name",
    ),
    (
        "#/info/_postman_id",
        "a Postman collection, which lists requests and describes no API",
        "export the API as OpenAPI, or convert the collection first",
    ),
    (
        "#/$schema",
        "a JSON Schema, which describes values and no API",
        "put it below `components.schemas` of an OpenAPI document",
    ),
];

/// What a mapping is that does not say which version of OpenAPI it follows: where that shows, what it is, and what to do.
pub(super) fn other(root: &Node) -> Option<(&Node, &'static str, &'static str)> {
    OTHERS.iter().find_map(|(place, what, help)| {
        let node = root.at(&Pointer::parse(place)?)?;
        Some((node, *what, *help))
    })
}

/// What is said of a mapping without a version.
fn unversioned(root: &Node) -> (Origin, &'static str, String, &'static str) {
    match other(root) {
        Some((node, what, help)) => (node.origin, "no-document", format!("this is {what}"), help),
        None => (
            root.origin,
            "unknown-version",
            "the document does not say which version of OpenAPI it follows".to_owned(),
            HELP,
        ),
    }
}

/// YAML reads an unquoted `3.0` as a number. What is meant is clear, so it costs a warning.
fn unquoted(root: &mut Node, origins: &Origins, diagnostics: &mut Diagnostics) {
    let version = root
        .as_object_mut()
        .and_then(|members| members.get_mut("openapi"));
    let Some(version) = version else { return };
    let Some(text) = version.as_number().map(|_| version.written()) else {
        return;
    };
    let message = format!("the version {text} is written as a number");
    let location = origins.location(version.origin);
    diagnostics.push(Diagnostic::warning("unquoted-version", location, message).help(HELP));
    version.kind = Kind::String(text);
}

fn is_understood(version: &str) -> bool {
    ["3.0", "3.1", "3.2"].iter().any(|known| {
        version
            .strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
