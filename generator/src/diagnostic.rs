//! Findings about the input: what is wrong, where it is, and what to write instead.
//!
//! Every stage reports into one [`Diagnostics`] sink and goes on; the pipeline stops at a checkpoint
//! after the stage, so that one run shows all findings of that stage. Nothing here prints or exits.
//!
//! Invariant: a report is sorted and says nothing twice, and a message is one line without passwords of URLs, whatever of
//! the spec it quotes.

mod text;

use std::fmt;

use serde::Serialize;

pub use text::{is_unseen, visible, without_passwords};

/// Whether a finding prevents generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something was left out or replaced; the rest is generated.
    Warning,
}

/// The stable, kebab-case name of a kind of finding, such as `name-collision`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

/// An RFC 6901 JSON pointer, shown to people as a URI fragment (`#/paths/~1users~1/get`); in JSON it is bare.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the whole document, which prints as `#`.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer to the member or item `token` of what this pointer names.
    #[must_use]
    pub fn join(&self, token: &str) -> Self {
        Self(format!(
            "{}/{}",
            self.0,
            token.replace('~', "~0").replace('/', "~1")
        ))
    }

    /// The pointer of a local reference such as `#/components/schemas/Pet`; `None` for any other text.
    #[must_use]
    pub fn parse(reference: &str) -> Option<Self> {
        let rest = reference.strip_prefix('#')?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.to_owned()))
    }

    /// The pointer as RFC 6901 writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The pointer to what holds this, and the unescaped token of this in it; `None` for the root.
    #[must_use]
    pub fn split_last(&self) -> Option<(Self, String)> {
        let (parent, token) = self.0.rsplit_once('/')?;
        Some((Self(parent.to_owned()), unescaped(token)))
    }

    /// The unescaped tokens, from the root down.
    #[must_use]
    pub fn tokens(&self) -> Vec<String> {
        self.0.split('/').skip(1).map(unescaped).collect()
    }
}

fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// The name that looks most like `wanted`, for a "did you mean"; `None` if none is close.
#[must_use]
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// How alike two names must be, from 0 to 1, for one to be suggested instead of the other.
    const ALIKE: f64 = 0.75;
    /// Names of more bytes are not compared, since that takes as long as the square of their length.
    const LONGEST: usize = 100;
    let is_short = |name: &&str| name.len() <= LONGEST;
    let names = names.into_iter().filter(is_short);
    names
        .filter(|_| is_short(&wanted))
        .map(|name| (strsim::jaro_winkler(name, wanted), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(one.1)))
        .map(|(_, name)| name)
}

/// A place in an input file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Location {
    /// The path of the file as the caller of the generator gave it.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The column in Unicode code points, counted from 1.
    pub column: u32,
    /// The place inside the OpenAPI document; the root where the finding is about the file's text.
    pub pointer: Pointer,
    /// Right behind what the finding is about, if that is known.
    pub end: Option<End>,
}

/// The end of a place, counted as its beginning is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct End {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)?;
        if self.pointer != Pointer::root() {
            write!(f, "  {}", visible(&self.pointer.to_string()))?;
        }
        Ok(())
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// Whether the finding prevents generation.
    pub severity: Severity,
    /// Where it is; a finding about the run as a whole has no place.
    pub location: Option<Location>,
    /// What kind of finding it is.
    pub code: Code,
    /// What is wrong, in one line, in the words of the spec.
    pub message: String,
    /// Other places that belong to the finding, each with what it is.
    pub related: Vec<Related>,
    /// What to write instead; may have several lines.
    pub help: Option<String>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Related {
    /// Where it is.
    pub location: Location,
    /// What it is.
    pub message: String,
}

impl Diagnostic {
    /// A finding that prevents generation.
    #[must_use]
    pub fn error(code: &'static str, location: Location, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, Some(location), message.into())
    }

    /// A finding that costs only the place it is about.
    #[must_use]
    pub fn warning(code: &'static str, location: Location, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, Some(location), message.into())
    }

    /// An error about the run as a whole, such as the lack of any input.
    #[must_use]
    pub fn global(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, None, message.into())
    }

    fn new(
        severity: Severity,
        code: &'static str,
        location: Option<Location>,
        message: String,
    ) -> Self {
        Self {
            severity,
            location,
            code: Code(code),
            message: visible(&without_passwords(&message)),
            related: Vec::new(),
            help: None,
        }
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn related(mut self, location: Location, label: impl Into<String>) -> Self {
        let message = label.into();
        self.related.push(Related { location, message });
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(f, "{severity}[{}]: {}", self.code.0, self.message)?;
        if let Some(location) = &self.location {
            writeln!(f, "  --> {location}")?;
        }
        for Related { location, message } in &self.related {
            writeln!(f, "  ::: {location}: {message}")?;
        }
        if let Some(help) = &self.help {
            let mut lines = help.lines();
            writeln!(f, "  help: {}", lines.next().unwrap_or_default())?;
            for line in lines {
                writeln!(f, "        {line}")?;
            }
        }
        Ok(())
    }
}

/// A name that was given in place of one that collides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Rename {
    /// What is called so.
    pub location: Location,
    /// What it is in Rust: `field`, `variant`, `type`.
    pub kind: &'static str,
    /// Its name in the description.
    pub wire: String,
    /// The identifier that the wire name gives.
    pub was: String,
    /// The identifier that it has.
    pub name: String,
    /// The action of an overlay that makes the name permanent; `None` if none can.
    pub action: Option<String>,
}

/// The sink that the stages report into.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    deny_warnings: bool,
}

impl Diagnostics {
    /// An empty sink, which with `deny_warnings` takes every warning as an error.
    #[must_use]
    pub fn new(deny_warnings: bool) -> Self {
        Self {
            list: Vec::new(),
            deny_warnings,
        }
    }

    /// Records a finding.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.deny_warnings {
            diagnostic.severity = Severity::Error;
        }
        self.list.push(diagnostic);
    }

    /// Records the findings of another sink.
    pub fn append(&mut self, other: Self) {
        other
            .list
            .into_iter()
            .for_each(|finding| self.push(finding));
    }

    /// The places of the findings of one kind so far.
    pub fn places_of(&self, code: &'static str) -> impl Iterator<Item = &Location> {
        let findings = self
            .list
            .iter()
            .filter(move |finding| finding.code.0 == code);
        findings.filter_map(|finding| finding.location.as_ref())
    }

    /// Whether any finding so far prevents generation.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Ends a stage: `None` if something found so far prevents generation.
    #[must_use]
    pub fn checkpoint(&self) -> Option<()> {
        (!self.has_errors()).then_some(())
    }

    /// Empties the sink into a report.
    #[must_use]
    pub fn take_report(&mut self) -> Report {
        Report::new(std::mem::take(&mut self.list))
    }
}

/// All findings of a run: errors first, then by file and line, without repetitions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    fn new(mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort();
        diagnostics.dedup();
        Self { diagnostics }
    }

    /// The same findings, each of which prevents generation.
    #[must_use]
    pub fn denied(mut self) -> Self {
        for diagnostic in &mut self.diagnostics {
            diagnostic.severity = Severity::Error;
        }
        Self::new(self.diagnostics)
    }

    /// The findings in order.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}
