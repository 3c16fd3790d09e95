//! The names of packages: what Cargo takes, and what programs can call the crate.
//!
//! Invariant: a [`PackageName`] is one that Cargo takes, that no program takes for another crate, and whose crate is
//! an identifier without `r#`.

use super::{Ident, keywords, words};

/// What is appended to a name that somebody else has.
const SUFFIX: &str = "-client";

/// Crates that come with Rust: `cargo new` refuses their names, or warns of them.
const OF_RUST: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

/// What the programs in `emit/example` import, define or have anyway: a crate of that name makes it ambiguous, or hides it.
pub(crate) const OF_EXAMPLES: &[&str] = &[
    "AnswerBody",
    "Attempt",
    "Box",
    "Client",
    "Complaints",
    "Default",
    "Duration",
    "Error",
    "ErrorKind",
    "Exchange",
    "Hook",
    "Memory",
    "Read",
    "Request",
    "RequestBody",
    "Result",
    "SocketAddr",
    "TcpListener",
    "Transport",
    "Write",
    "thread",
    "types",
];

/// What a generated crate depends on. Its examples see those crates beside its own.
const DEPENDENCIES: &[&str] = &[
    "base64",
    "bytes",
    "chrono",
    "fastrand",
    "futures_core",
    "garde",
    "h2",
    "http",
    "http_body",
    "httpdate",
    "percent_encoding",
    "regex_lite",
    "reqwest",
    "rust_decimal",
    "rustls",
    "rustls_platform_verifier",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "tokio",
    "tracing",
    "tracing_subscriber",
    "url",
    "uuid",
    "zeroize",
];

/// The longest name that crates.io takes, in characters: for names that are derived.
const LONGEST_DERIVED: usize = 64;

/// The longest name that is taken: rustc names files after the crate and a hash, and file names end at 255 bytes.
const LONGEST: usize = 200;

/// A name of a package that can be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageName {
    name: String,
    krate: Ident,
}

impl PackageName {
    /// Takes a name as it is written.
    ///
    /// # Errors
    ///
    /// Why it cannot be the name of a package, as a clause.
    pub fn checked(name: &str) -> Result<Self, &'static str> {
        match fault(name) {
            Some(fault) => Err(fault),
            None => Ok(Self::unchecked(name.to_owned())),
        }
    }

    /// The name for a text such as the title of an API, whatever the text is: its words, and a suffix where they
    /// are somebody else's name.
    #[must_use]
    pub fn derived(text: &str) -> Self {
        let words = words::snake(&words::in_ascii(&words::split(text)));
        let longest = LONGEST_DERIVED - SUFFIX.len();
        let name = words::shorten_to(longest, words, text).replace('_', "-");
        Self::checked(&name).unwrap_or_else(|_| Self::unchecked(name + SUFFIX))
    }

    fn unchecked(name: String) -> Self {
        let krate = Ident(name.replace('-', "_"));
        Self { name, krate }
    }

    /// The name of the package, as it stands in its manifest.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The crate, as programs name it: with underscores in place of hyphens.
    #[must_use]
    pub fn krate(&self) -> &Ident {
        &self.krate
    }
}

/// Why a text cannot be the name of a package. Cargo takes letters of any script, but rustc then finds no such crate.
fn fault(name: &str) -> Option<&'static str> {
    let first = name.chars().next();
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let krate = name.replace('-', "_");
    let any = |list: &[&str]| list.contains(&krate.as_str());
    match first {
        None => Some("it is empty"),
        Some(_) if !name.chars().all(is_allowed) => {
            Some("it has characters other than letters of ASCII, digits, `-` and `_`")
        }
        Some('0'..='9' | '-') => Some("it does not begin with a letter"),
        Some(_) if name.len() > LONGEST => Some("it has more than 200 characters"),
        Some(_) if keywords::is_keyword(&krate) => Some("it is a keyword of Rust"),
        Some(_) if any(OF_RUST) => Some("it is the name of a crate that comes with Rust"),
        Some(_) if any(DEPENDENCIES) => {
            Some("it is the name of a crate that the generated one depends on")
        }
        Some(_) if any(OF_EXAMPLES) => Some("the generated examples use that name"),
        Some(_) if keywords::is_device(&name.to_ascii_lowercase()) => {
            Some("Windows keeps it for itself")
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{DEPENDENCIES, PackageName, fault};

    #[test]
    fn names_that_cargo_takes_are_kept() {
        for name in [
            "wassist", "pets-2", "_x", "a_b", "MyApi", "union", "a-", "runtime",
        ] {
            let checked = PackageName::checked(name);
            assert_eq!(checked.as_ref().map(PackageName::as_str), Ok(name));
        }
        let checked = PackageName::checked("pet-store_2").unwrap();
        assert_eq!(checked.krate().as_str(), "pet_store_2");
    }

    #[test]
    fn names_that_cannot_be_used_are_refused() {
        let table = [
            ("", "it is empty"),
            ("1password", "it does not begin with a letter"),
            ("-a", "it does not begin with a letter"),
            ("my api", "it has characters other than"),
            ("a.b", "it has characters other than"),
            ("größe", "it has characters other than"),
            ("\u{1f600}", "it has characters other than"),
            ("type", "it is a keyword of Rust"),
            ("gen", "it is a keyword of Rust"),
            ("self", "it is a keyword of Rust"),
            ("Self", "it is a keyword of Rust"),
            ("_", "it is a keyword of Rust"),
            ("-", "it does not begin with a letter"),
            ("test", "it is the name of a crate that comes with Rust"),
            ("std", "it is the name of a crate that comes with Rust"),
            ("proc-macro", "it is the name of a crate that comes"),
            (
                "http-body",
                "it is the name of a crate that the generated one",
            ),
            ("thread", "the generated examples use that name"),
            ("types", "the generated examples use that name"),
            ("Box", "the generated examples use that name"),
            ("COM1", "Windows keeps it for itself"),
        ];
        for (name, why) in table {
            let fault = fault(name).unwrap_or("nothing");
            assert!(fault.starts_with(why), "{name:?}: {fault}");
        }
        assert!(fault(&"a".repeat(200)).is_none());
        assert_eq!(
            fault(&"a".repeat(201)),
            Some("it has more than 200 characters")
        );
    }

    #[test]
    fn any_title_gives_a_name_that_can_be_used() {
        let table = [
            ("Wassist API", "wassist-api"),
            ("API v2.1", "api-v2-1"),
            ("1Password", "n1-password"),
            ("", "empty"),
            ("\u{1f680}", "u1f680"),
            ("Größe", "grosse"),
            ("Type", "type-client"),
            ("self", "self-client"),
            ("_", "underscore"),
            ("Test", "test-client"),
            ("HTTP body", "http-body-client"),
            ("Con", "con-client"),
            ("Types", "types-client"),
            ("main", "main"),
        ];
        for (title, name) in table {
            let derived = PackageName::derived(title);
            assert_eq!(derived.as_str(), name, "{title:?}");
            assert_eq!(PackageName::checked(name), Ok(derived), "{title:?}");
        }
        for title in [
            "\u{0}",
            "\u{301}",
            "\u{202e}",
            "´",
            "ª",
            "²",
            "  ",
            "---",
            &"größe ".repeat(99),
        ] {
            let derived = PackageName::derived(title);
            assert_eq!(fault(derived.as_str()), None, "{title:?}: {derived:?}");
        }
    }

    #[test]
    fn every_dependency_is_known() {
        let manifest = include_str!("../../runtime/Cargo.toml");
        let table = manifest.split("[dependencies]").nth(1).unwrap();
        let table = table.split("\n[").next().unwrap();
        let names = table.lines().filter_map(|line| line.split_once(" = "));
        let names = names.map(|(name, _)| name.replace('-', "_"));
        let names: Vec<String> = names.filter(|name| !name.starts_with('#')).collect();
        assert!(names.contains(&"serde_json".to_owned()), "{names:?}");
        for name in names {
            assert!(DEPENDENCIES.contains(&name.as_str()), "{name}");
        }
    }
}
