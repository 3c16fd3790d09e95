//! The name of the crate, the caller's, the document's, or one that follows from the title; and its version.

use serde_json::Value;

use crate::diagnostic::Report;
use crate::load::{Input, Source};
use crate::output::Output;
use crate::{Options, generate};

fn run(title: &str, written: Option<&str>, asked: Option<&str>) -> Result<Output, Report> {
    let written = written.map(|name| serde_json::json!({ "name": name }));
    package(title, written.unwrap_or_default(), asked)
}

fn package(title: impl Into<Value>, written: Value, asked: Option<&str>) -> Result<Output, Report> {
    let answer = serde_json::json!({ "204": { "description": "Nothing." } });
    let document = serde_json::json!({
        "openapi": "3.0.3",
        "info": { "title": title.into(), "version": "1", "x-rust-package": written },
        "paths": { "/pets/{id}/": { "delete": { "operationId": "pets_destroy", "responses": answer } } },
    });
    let source = Source {
        path: "api.json".to_owned(),
        place: None,
        text: document.to_string(),
    };
    let input = Input {
        specs: vec![source],
        overlays: Vec::new(),
    };
    let package = asked.map(str::to_owned);
    let options = Options {
        package,
        ..Options::default()
    };
    generate(&input, &options)
}

fn name(title: &str, written: Option<&str>, asked: Option<&str>) -> String {
    let package = run(title, written, asked).unwrap().api.package;
    assert_eq!(package.krate.as_str(), package.name.replace('-', "_"));
    package.name
}

#[test]
fn the_caller_names_the_crate_before_the_document_and_its_title() {
    assert_eq!(name("Pet store", None, None), "pet-store");
    assert_eq!(name("Pet store", Some("kennel"), None), "kennel");
    assert_eq!(
        name("Pet store", Some("kennel"), Some("my_pets")),
        "my_pets"
    );
    // Nobody needs the document's name where the caller gives one.
    assert_eq!(name("Pet store", Some("my pets"), Some("pets")), "pets");
}

#[test]
fn any_title_names_a_crate() {
    let table = [
        ("", "api"),
        (" ", "api"),
        ("\u{1f680}", "u1f680"),
        ("Type", "type-client"),
        ("std", "std-client"),
        ("3D", "n3-d"),
    ];
    for (title, expected) in table {
        assert_eq!(name(title, None, None), expected, "{title:?}");
    }
}

#[test]
fn a_title_needs_no_quotes() {
    let output = package(2048, Value::default(), None).unwrap();
    assert_eq!(output.api.package.name, "n2048");
}

#[test]
fn a_name_from_the_command_line_has_no_place() {
    // That of the document, which has one, is not asked.
    let report = run("Pet store", Some("store"), Some("my pets")).unwrap_err();
    let expected = "\
error[invalid-package-name]: `my pets`, the name that `--package` gives, cannot be that of the crate: it has characters \
other than letters of ASCII, digits, `-` and `_`
  help: write `--package my-pets`
";
    assert!(report.to_string().starts_with(expected), "{report}");
}

#[test]
fn an_empty_name_is_replaced_by_the_title() {
    let report = run("Pet store", Some(""), None).unwrap_err();
    let text = report.to_string();
    assert!(
        text.contains("`` cannot be the name of the crate: it is empty"),
        "{text}"
    );
    assert!(text.contains("  help: write `name: pet-store`"), "{text}");
}

#[test]
fn a_version_that_cargo_does_not_take_is_an_error() {
    let written = |version| package("Pet store", serde_json::json!({ "version": version }), None);
    assert_eq!(
        written("1.2.3-rc.1").unwrap().api.package.version,
        "1.2.3-rc.1"
    );
    for version in [
        "1",
        "v1.0.0",
        "",
        "1.0.0\"\n[lib]",
        "99999999999999999999.0.0",
    ] {
        let report = written(version).unwrap_err().to_string();
        assert!(
            report.starts_with("error[invalid-package-version]"),
            "{report}"
        );
        assert!(report.contains("#/info/x-rust-package/version"), "{report}");
    }
}
