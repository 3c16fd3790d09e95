//! `Cargo.toml`: what the IR says about the package, and the dependencies of the runtime.
//!
//! Versions are written once, in the runtime's manifest, whose tables are copied with their comments.
//!
//! Invariant: no dependency is there that the runtime's manifest does not name, and a package without a licence
//! cannot be published.

use std::fmt::Write as _;

use super::{SourceFile, crates, example, lints, scripts};
use crate::ir::{Api, Package};

const RUNTIME: &str = include_str!("../../runtime/Cargo.toml");

/// What docs.rs shows beside what is there by default.
const DOCUMENTED: &str = "
[package.metadata.docs.rs]
features = [\"blocking\", \"gzip\", \"tracing\"]
";

/// The manifest.
pub(super) fn emit(api: &Api) -> SourceFile {
    let mut text = package(&api.package);
    text.push_str(DOCUMENTED);
    text.push_str("\n[features]\n");
    text.push_str(&table("features", |_| true));
    text.push_str("\n[dependencies]\n");
    text.push_str(&table("dependencies", |_| true));
    let crates = crates::of_types(api);
    text.push_str(&table("dev-dependencies", |name| crates.contains(name)));
    text.push_str("\n[dev-dependencies]\n");
    text.push_str(&table("dev-dependencies", |name| {
        ["tokio", "tracing-subscriber"].contains(&name)
    }));
    if api.example.is_some() {
        text.push_str(&examples());
    }
    text.push_str("\n[lints.rust]\nmissing_docs = \"warn\"\nunsafe_code = \"forbid\"\n");
    text.extend(scripts::allowed(api));
    text.extend(lints::allowed(api));
    SourceFile::Text {
        path: "Cargo.toml".to_owned(),
        text,
    }
}

/// The examples that cannot be built without a feature.
fn examples() -> String {
    let entry = |feature: &str| {
        format!("\n[[example]]\nname = \"{feature}\"\nrequired-features = [\"{feature}\"]\n")
    };
    example::OF_FEATURES.map(entry).concat()
}

/// How rustfmt has to be set up to agree with the layout of the crate: as for the runtime that is copied.
pub(super) fn widths() -> SourceFile {
    SourceFile::Text {
        path: "rustfmt.toml".to_owned(),
        text: include_str!("../../runtime/rustfmt.toml").to_owned(),
    }
}

fn package(package: &Package) -> String {
    let mut text = "[package]\n".to_owned();
    entry(&mut text, "name", &package.name);
    entry(&mut text, "version", &package.version);
    entry(&mut text, "edition", "2024");
    entry(&mut text, "rust-version", env!("CARGO_PKG_RUST_VERSION"));
    entry(&mut text, "description", &package.description);
    entry(&mut text, "readme", "README.md");
    let optional = [
        ("license", &package.license),
        ("repository", &package.repository),
        ("homepage", &package.homepage),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            entry(&mut text, key, value);
        }
    }
    list(&mut text, "keywords", &package.keywords);
    list(&mut text, "categories", &package.categories);
    if package.license.is_none() {
        text.push_str("publish = false\n");
    }
    text
}

fn entry(text: &mut String, key: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{key} = {}", quoted(value));
}

fn list(text: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{key} = [{}]", values.join(", "));
    }
}

/// A JSON string is a TOML string, but for one control character that TOML wants escaped.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('\u{7f}', "\\u007f")
}

/// The wanted entries of a table of the runtime's manifest, with the comments above them.
fn table(name: &str, wanted: impl Fn(&str) -> bool) -> String {
    let header = format!("[{name}]");
    let lines = RUNTIME
        .lines()
        .skip_while(|line| *line != header)
        .skip(1)
        .take_while(|line| !line.starts_with('['));
    let mut text = String::new();
    let mut comment = String::new();
    for line in lines {
        match line.split_once(" = ") {
            _ if line.is_empty() => comment.clear(),
            _ if line.starts_with('#') => {
                comment.push_str(line);
                comment.push('\n');
            }
            Some((key, _)) if wanted(key) => {
                text.push_str(&comment);
                text.push_str(line);
                text.push('\n');
                comment.clear();
            }
            _ => comment.clear(),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{quoted, table};

    #[test]
    fn entries_are_copied_with_their_comments() {
        let table = table("dependencies", |name| name == "serde_json");
        let line =
            "serde_json = { version = \"1\", features = [\"float_roundtrip\", \"raw_value\"] }\n";
        assert!(table.ends_with(line), "{table}");
        assert!(!table.contains("\nserde ="), "{table}");
    }

    #[test]
    fn strings_are_escaped() {
        assert_eq!(quoted("a \"b\" \\ \u{7f}"), r#""a \"b\" \\ \u007f""#);
    }
}
