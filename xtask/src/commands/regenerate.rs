//! `regenerate`: `generated-client/` becomes what `specs/` gives, or is compared with it.
//!
//! Invariant: a warning is an error here, and whoever only compares writes nothing.

use generator::Options;
use generator::output::Output;

use super::generated;
use crate::account::{self, Target};
use crate::cli::Regenerate;
use crate::console::Console;
use crate::folder::{self, Comparison};
use crate::workspace::GENERATED;
use crate::{Failure, Workspace};

pub(super) fn run(arguments: &Regenerate, console: &Console) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let output = output(&workspace)?;
    let folder = workspace.generated();
    let comparison = folder::compare(&folder, &output.files)?;
    // Before the file that it reads is written.
    let account = account::against(Target::own(&folder), &output.api)?;
    if arguments.check {
        console.progress(account);
        fresh(comparison)?;
        console.progress(format!("{GENERATED}/ is what specs/ gives"));
        return Ok(());
    }
    let summary = folder::write(&folder, &output.files, &comparison)?;
    for path in &comparison.foreign {
        console.warning(format!(
            "{GENERATED}/{path} was not generated and is left alone; move it away"
        ));
    }
    console.progress(format!("{GENERATED}/: {summary}"));
    console.progress(account);
    Ok(())
}

/// Compares `generated-client/` with what `specs/` gives; writes nothing.
///
/// # Errors
///
/// [`Failure::Stale`] with all differences, or whatever kept them from being found.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    let files = output(workspace)?.files;
    fresh(folder::compare(&workspace.generated(), &files)?)
}

fn fresh(comparison: Comparison) -> Result<(), Failure> {
    if comparison.is_fresh() {
        return Ok(());
    }
    Err(Failure::Stale {
        folder: GENERATED.to_owned(),
        comparison: Box::new(comparison),
    })
}

/// What `specs/` gives. Our own specs have to give no warning.
fn output(workspace: &Workspace) -> Result<Output, Failure> {
    let options = Options {
        deny_warnings: true,
        ..Options::default()
    };
    Ok(generated(workspace.read_specs()?, &options)?.output)
}
