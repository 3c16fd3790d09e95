//! Turns an API's published description into a Rust SDK.
//!
//! Invariant: [`generate`] is a pure function from texts to texts, which gives the same for the same to the byte: it opens
//! no file and knows no clock, environment or network. Five stages follow each other, each a folder and each a function from one
//! named type to the next.

pub mod load;
pub mod resolve;
pub mod lower;
pub mod ir;
pub mod emit;
pub mod format;
pub mod surface;
pub mod output;
pub mod names;
pub mod diagnostic;

use diagnostic::{Diagnostics, Report};
use emit::SourceFile;
use ir::Api;
use load::Input;
use output::Output;
use surface::Surface;

pub use names::OnCollision;

/// What the caller decides about a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The crate's name, in place of the one that the document gives.
    pub package: Option<String>,
    /// Whether what would cost only one place (a warning) prevents generation as well.
    pub deny_warnings: bool,
    /// What happens to names that collide.
    pub on_collision: OnCollision,
}

/// Generates a crate.
///
/// # Errors
///
/// A report of everything that was found, if anything in it prevents generation.
pub fn generate(input: &Input, options: &Options) -> Result<Output, Report> {
    let mut diagnostics = Diagnostics::default();
    let result = run(input, options, &mut diagnostics);
    let report = diagnostics.take_report();
    match result {
        Some(output) if !options.deny_warnings || report.diagnostics().is_empty() => {
            Ok(Output { report, ..output })
        }
        _ if options.deny_warnings => Err(report.denied()),
        _ => Err(report),
    }
}

/// The stages, one after the other; a stage that found an error is the last.
fn run(input: &Input, options: &Options, diagnostics: &mut Diagnostics) -> Option<Output> {
    let document = load::load(input, diagnostics)?;
    diagnostics.checkpoint()?;
    let resolved = resolve::resolve(document, diagnostics);
    diagnostics.checkpoint()?;
    let package = options.package.as_deref();
    let lowered = lower::lower(&resolved, package, options.on_collision, diagnostics);
    diagnostics.checkpoint()?;
    let mut sources = emit::emit(&lowered.api);
    sources.push(surface(&lowered.api));
    let files = format::format(sources, diagnostics);
    diagnostics.checkpoint()?;
    Some(Output {
        files,
        api: lowered.api,
        report: Report::default(),
        renames: lowered.renames,
    })
}

/// The file that says what callers can name, for the next run to compare with.
fn surface(api: &Api) -> SourceFile {
    SourceFile::Text {
        path: surface::FILE.to_owned(),
        text: Surface::of(api).to_string(),
    }
}
