//! `generate`: a crate from any other documents or pages.
//!
//! Invariant: no file is overwritten that says nothing of having been generated.

use std::path::Path;

use generator::Options;
use generator::load::Input;
use generator::output::FileTree;

use super::generated;
use crate::Failure;
use crate::account::{self, Target};
use crate::cli::Generate;
use crate::console::Console;
use crate::folder::{self, Comparison};
use crate::input::Reader;

pub(super) fn run(arguments: Generate, console: &Console) -> Result<(), Failure> {
    let out = arguments.out.as_path();
    refuse_foreign_folder(out)?;
    let options = Options {
        package: arguments.package.clone(),
        deny_warnings: arguments.deny_warnings,
        on_collision: arguments.on_collision.into(),
    };
    let generated = generated(read(&arguments)?, &options)?;
    console.warnings(&generated.warnings)?;
    let called = out.display().to_string();
    let target = Target {
        folder: out,
        called: &called,
        version: "info.x-rust-package.version in an overlay",
    };
    // Before the file that it reads is written.
    let account = account::against(target, &generated.output.api)?;
    let mut files = generated.output.files;
    if !arguments.workspace_member {
        make_standalone(&mut files);
    }
    let comparison = folder::compare(out, &files)?;
    refuse_foreign_files(out, &files, &comparison)?;
    let summary = folder::write(out, &files, &comparison)?;
    console.renames(&generated.output.renames)?;
    console.progress(format!("{called}: {summary}"));
    console.progress(account);
    Ok(())
}

fn read(arguments: &Generate) -> Result<Input, Failure> {
    let mut reader = Reader::below(Path::new(""));
    for spec in &arguments.spec {
        reader.spec(spec)?;
    }
    for overlay in &arguments.overlay {
        reader.overlay(overlay)?;
    }
    reader.finish()
}

/// A crate inside the folder of a workspace is taken for a member of it, unless it is a root itself.
fn make_standalone(files: &mut FileTree) {
    if let Some(manifest) = files.get_mut("Cargo.toml") {
        manifest.push_str("\n[workspace]\n");
    }
}

/// A folder is taken if there is nothing in it but git's own and what a run that was ended has left, or if its
/// manifest was generated.
fn refuse_foreign_folder(out: &Path) -> Result<(), Failure> {
    if out.is_file() {
        let message = format!("{} is a file; give --out a folder", out.display());
        return Err(Failure::Refused(message));
    }
    if !out.exists() || folder::is_generated(&out.join("Cargo.toml"))? {
        return Ok(());
    }
    for entry in fs_err::read_dir(out)? {
        let entry = entry?;
        if entry.file_name() != ".git" && !folder::is_free(&entry.path())? {
            return Err(Failure::Refused(format!(
                "{} holds something that was not generated; give --out a new folder",
                out.display()
            )));
        }
    }
    Ok(())
}

/// In a generated crate somebody may have put a text of their own in the place of a generated one.
fn refuse_foreign_files(
    out: &Path,
    files: &FileTree,
    comparison: &Comparison,
) -> Result<(), Failure> {
    for path in &comparison.stale {
        let was_generated = folder::is_generated(&out.join(path))?;
        if !was_generated
            && files
                .get(path)
                .is_some_and(|text| folder::bears_marker(text))
        {
            return Err(Failure::Refused(format!(
                "{} was not generated and would be overwritten; move it away",
                out.join(path).display()
            )));
        }
    }
    Ok(())
}
