//! Turns an API's published description into a Rust SDK.
//!
//! [`generate`] is a pure function from texts to texts: it opens no file and knows no clock,
//! environment or network. Five stages follow each other, each a folder and each a function from one
//! named type to the next.

pub mod load;
pub mod resolve;
pub mod lower;
pub mod ir;
pub mod emit;
pub mod format;
pub mod output;
pub mod names;
pub mod diagnostic;

use diagnostic::{Diagnostics, Report};
use load::Input;
use output::Output;

/// What the caller decides about a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The crate's name, in place of the one that the document gives.
    pub package: Option<String>,
    /// Whether what would cost only one place (a warning) prevents generation as well.
    pub deny_warnings: bool,
}

/// Generates a crate.
///
/// # Errors
///
/// A report of everything that was found, if anything in it prevents generation.
pub fn generate(input: &Input, options: &Options) -> Result<Output, Report> {
    let mut diagnostics = Diagnostics::new(options.deny_warnings);
    let document = load::load(input, &mut diagnostics);
    let Some(document) = diagnostics.checkpoint(document)? else {
        return Err(diagnostics.take_report());
    };
    let resolved = resolve::resolve(document, &mut diagnostics);
    let api = lower::lower(&resolved, options.package.as_deref(), &mut diagnostics);
    let api = diagnostics.checkpoint(api)?;
    let files = format::format(emit::emit(&api), &mut diagnostics);
    let files = diagnostics.checkpoint(files)?;
    Ok(Output {
        files,
        api,
        report: diagnostics.take_report(),
    })
}
