//! `add`: docs pages are checked as a part of `specs/`, and put there.
//!
//! Invariant: nothing is written unless `specs/` with all of the pages gives an SDK, and no page takes the
//! place of another one that nobody gave up.

mod place;

use std::path::Path;

use generator::Options;
use generator::output::FileTree;

use self::place::places;
use super::generated;
use crate::account::{self, Target, counted};
use crate::cli::Add;
use crate::console::Console;
use crate::workspace::{OVERLAY, PAGES};
use crate::{Failure, Workspace, folder};

pub(super) fn run(arguments: &Add, console: &Console) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let mut reader = workspace.reader()?;
    let mut files = FileTree::new();
    for (place, file) in places(arguments)? {
        let path = format!("{place}.md");
        let (text, before) = reader.page(file, Path::new(PAGES), &place)?;
        console.progress(format!("{} is {PAGES}/{path}", file.display()));
        match before {
            Some(before) if before == text => continue,
            Some(_) if !arguments.replace => return Err(Failure::Refused(taken(&path))),
            _ => files.insert(path, text),
        };
    }
    let generated = generated(reader.finish()?, &Options::default())?;
    console.warnings(&generated.warnings)?;
    let account = account::against(Target::own(&workspace.generated()), &generated.output.api)?;
    console.progress(account);
    if arguments.dry_run {
        console.progress("nothing was written, as --dry-run asks for");
        return Ok(());
    }
    folder::add(&workspace.pages(), &files)?;
    console.progress(next_step(files.len(), generated.warnings.is_empty()));
    Ok(())
}

fn taken(path: &str) -> String {
    format!(
        "{PAGES}/{path} is there and not the same; give --replace if the new page is to take its place"
    )
}

fn next_step(written: usize, is_clean: bool) -> String {
    if written == 0 {
        return format!("{PAGES}/ has all of that already; nothing was written");
    }
    let answer = match is_clean {
        true => "",
        false => &format!("answer the warnings in {OVERLAY}, "),
    };
    format!(
        "{PAGES}/: {} written; {answer}run `cargo xtask regenerate`, and commit all of it",
        counted(written, "page")
    )
}
