//! What the manifest of the generated crate says about it.
//!
//! Invariant: the crate has a name and a version that Cargo takes, whatever the API is called; one that somebody chose
//! and that cannot be used is an error, since all that is published goes by it.

#[cfg(test)]
mod tests;

use serde::Deserialize;

use super::{Lowering, docs};
use crate::diagnostic::{Diagnostic, Location};
use crate::ir::Package;
use crate::load::Node;
use crate::names::PackageName;

/// `info.x-rust-package`: what the overlay says about the crate.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Metadata {
    name: Option<String>,
    version: Option<String>,
    description: Option<String>,
    license: Option<String>,
    repository: Option<String>,
    homepage: Option<String>,
    #[serde(default)]
    keywords: Vec<String>,
    #[serde(default)]
    categories: Vec<String>,
}

impl Lowering<'_> {
    /// The crate's metadata; what nobody wrote down is derived from the API's title. `asked` is the name that the
    /// caller wants, whatever the document says.
    pub(super) fn package(&mut self, asked: Option<&str>) -> Package {
        let info = self.resolved.root().get("info");
        let title = info
            .and_then(|info| info.get("title"))
            .and_then(Node::as_str)
            .filter(|title| !title.trim().is_empty())
            .unwrap_or("api");
        let node = info.and_then(|info| info.get("x-rust-package"));
        let metadata: Metadata = node
            .and_then(|node| self.read(node, "x-rust-package"))
            .unwrap_or_default();
        let written = metadata.name.as_ref().and_then(|_| node?.get("name"));
        let derived = PackageName::derived(title);
        let name = self.chosen_name(asked, written, &derived);
        let name = name.unwrap_or(derived);
        if let Some(version) = node.and_then(|node| node.get("version")) {
            self.check_version(version);
        }
        let lines = |texts: Vec<String>| texts.iter().map(|text| docs::one_line(text)).collect();
        let line = |text: Option<String>| text.as_deref().map(docs::one_line);
        Package {
            name: name.as_str().to_owned(),
            krate: name.krate().clone(),
            version: metadata.version.unwrap_or_else(|| "0.1.0".to_owned()),
            description: line(metadata.description)
                .unwrap_or_else(|| docs::one_line(&format!("A client for the {title}."))),
            license: line(metadata.license),
            repository: line(metadata.repository),
            homepage: line(metadata.homepage),
            keywords: lines(metadata.keywords),
            categories: lines(metadata.categories),
        }
    }

    /// Reports a version that Cargo does not take.
    fn check_version(&mut self, written: &Node) {
        // What is no string has been reported.
        let Some(version) = written.as_str() else {
            return;
        };
        if let Err(error) = semver::Version::parse(version) {
            let message = format!("`{version}` cannot be the version of the crate: {error}");
            let place = self.location(written.origin);
            self.diagnostics.push(
                Diagnostic::error("invalid-package-version", place, message)
                    .help("write three numbers, as in `version: 0.1.0`"),
            );
        }
    }

    /// The name that somebody chose: the caller, or else the document. `None`, with a finding, if it cannot be used.
    fn chosen_name(
        &mut self,
        asked: Option<&str>,
        written: Option<&Node>,
        derived: &PackageName,
    ) -> Option<PackageName> {
        let place = written.map(|node| self.location(node.origin));
        let (name, place) = match asked {
            Some(asked) => (asked, None),
            None => (written?.as_str()?, place),
        };
        match PackageName::checked(name) {
            Ok(name) => Some(name),
            Err(why) => {
                let instead = match name.trim() {
                    "" => derived.clone(),
                    name => PackageName::derived(name),
                };
                self.diagnostics.push(unusable(name, place, why, &instead));
                None
            }
        }
    }
}

/// A name that cannot be used. One without a place stands on the command line.
fn unusable(name: &str, place: Option<Location>, why: &str, instead: &PackageName) -> Diagnostic {
    const CODE: &str = "invalid-package-name";
    let instead = instead.as_str();
    match place {
        Some(place) => {
            let message = format!("`{name}` cannot be the name of the crate: {why}");
            Diagnostic::error(CODE, place, message).help(format!("write `name: {instead}`"))
        }
        None => {
            let message = format!(
                "`{name}`, the name that `--package` gives, cannot be that of the crate: {why}"
            );
            Diagnostic::global(CODE, message).help(format!("write `--package {instead}`"))
        }
    }
}
