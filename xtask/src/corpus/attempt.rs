//! One document through the generator, more than once.
//!
//! Invariant: a panic of the generator is a fault of this one document, and ends nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use generator::diagnostic::{Report, Severity};
use generator::load::Input;
use generator::output::{FileTree, Output};
use generator::{OnCollision, Options};

use super::Entry;
use crate::Failure;
use crate::input::Reader;

/// What became of a document.
#[derive(Debug)]
pub struct Attempt {
    /// The result.
    pub made: Made,
    /// How many warnings there were, by code.
    pub warnings: BTreeMap<&'static str, usize>,
    /// How long the first run took.
    pub took: Duration,
}

/// The result of generating.
#[derive(Debug)]
pub enum Made {
    /// A crate.
    Crate(FileTree),
    /// Nothing, and this is the first of the errors that say why.
    Refused(String),
    /// There is no such file.
    Missing,
    /// Something that must not happen, whatever the document says.
    Fault(String),
}

/// Generates the crate of a document twice, the second time with its files in the opposite order.
///
/// # Errors
///
/// [`Failure::Io`] if the document is there and cannot be read.
pub fn attempt(folder: &Path, entry: &Entry) -> Result<Attempt, Failure> {
    if !folder.join(&entry.path).exists() {
        return Ok(Attempt::untried(Made::Missing));
    }
    let mut reader = Reader::below(folder);
    reader.spec(Path::new(&entry.path))?;
    let input = match reader.finish() {
        Ok(input) => input,
        Err(Failure::Findings(findings)) => {
            return Ok(Attempt::untried(Made::Refused(findings.count())));
        }
        Err(failure) => return Err(failure),
    };
    let options = Options {
        package: Some(entry.package.clone()),
        // Nobody maintains overlays for these documents.
        on_collision: OnCollision::Rename,
        ..Options::default()
    };
    let start = Instant::now();
    let first = guarded(&input, &options);
    let took = start.elapsed();
    let mut turned = input;
    turned.specs.reverse();
    let again = guarded(&turned, &options);
    Ok(Attempt {
        warnings: warnings(&first),
        made: made(first, again),
        took,
    })
}

impl Attempt {
    fn untried(made: Made) -> Self {
        Self {
            made,
            warnings: BTreeMap::new(),
            took: Duration::ZERO,
        }
    }
}

/// What the generator gives; `None` if it panics.
type Outcome = Option<Result<Output, Report>>;

/// A panic ends its thread and is printed; the other documents are still looked at.
fn guarded(input: &Input, options: &Options) -> Outcome {
    thread::scope(|scope| {
        let run = scope.spawn(|| generator::generate(input, options));
        run.join().ok()
    })
}

fn warnings(outcome: &Outcome) -> BTreeMap<&'static str, usize> {
    let mut warnings = BTreeMap::new();
    if let Some(Ok(output)) = outcome {
        for finding in output.report.diagnostics() {
            *warnings.entry(finding.code.0).or_default() += 1;
        }
    }
    warnings
}

fn made(first: Outcome, again: Outcome) -> Made {
    match (first, again) {
        (Some(Ok(first)), Some(Ok(again))) => match first_difference(&first.files, &again.files) {
            Some(path) => Made::Fault(format!("{path} is another one when generated again")),
            None => Made::Crate(first.files),
        },
        (Some(Err(report)), Some(Err(again))) if report == again => refused(&report),
        (None, _) | (_, None) => Made::Fault("the generator panicked".to_owned()),
        _ => Made::Fault("generating again gives other findings".to_owned()),
    }
}

fn refused(report: &Report) -> Made {
    let mut findings = report.diagnostics().iter();
    match findings.find(|finding| finding.severity == Severity::Error) {
        Some(error) => Made::Refused(format!("error[{}]: {}", error.code.0, error.message)),
        None => Made::Fault("nothing was generated, and no error says why".to_owned()),
    }
}

fn first_difference<'a>(one: &'a FileTree, other: &'a FileTree) -> Option<&'a str> {
    let differs = |path: &&String| one.get(*path) != other.get(*path);
    one.keys()
        .chain(other.keys())
        .find(differs)
        .map(String::as_str)
}
