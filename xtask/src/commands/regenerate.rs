//! `regenerate`: `generated-client/` becomes what `specs/` gives, or is compared with it.

use generator::Options;
use generator::output::FileTree;

use super::generated;
use crate::cli::Regenerate;
use crate::console::Console;
use crate::folder;
use crate::workspace::GENERATED;
use crate::{Failure, Workspace};

pub(super) fn run(arguments: &Regenerate, console: &Console) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    if arguments.check {
        check(&workspace)?;
        console.progress(format!("{GENERATED}/ is what specs/ gives"));
        return Ok(());
    }
    let files = files(&workspace)?;
    let folder = workspace.generated();
    let comparison = folder::compare(&folder, &files)?;
    let summary = folder::write(&folder, &files, &comparison)?;
    for path in &comparison.foreign {
        console.warning(format!(
            "{GENERATED}/{path} was not generated and is left alone; move it away"
        ));
    }
    console.progress(format!("{GENERATED}/: {summary}"));
    Ok(())
}

/// Compares `generated-client/` with what `specs/` gives; writes nothing.
///
/// # Errors
///
/// [`Failure::Stale`] with all differences, or whatever kept them from being found.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    let comparison = folder::compare(&workspace.generated(), &files(workspace)?)?;
    if comparison.is_fresh() {
        Ok(())
    } else {
        Err(Failure::Stale {
            folder: GENERATED.to_owned(),
            comparison: Box::new(comparison),
        })
    }
}

/// What the folder should hold. Our own specs have to give no warning.
fn files(workspace: &Workspace) -> Result<FileTree, Failure> {
    let options = Options {
        deny_warnings: true,
        ..Options::default()
    };
    Ok(generated(workspace.read_specs()?, &options)?.output.files)
}
