//! The built tool from outside: what it exits with, prints where, and leaves on disk.

mod accounts;
mod adding;
mod failures;
mod findings;
mod generating;
mod pages;

use std::io;
use std::process::{Command, Output};

use tempfile::TempDir;

/// How a call went.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }
}

/// Runs the tool in a folder that it takes for its repository, with its outputs in pipes.
fn xtask(folder: &TempDir, arguments: &[&str]) -> io::Result<Run> {
    Ok(command(folder, arguments).output()?.into())
}

fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("CLICOLOR_FORCE")
        .env_remove("NO_COLOR")
        .env("CARGO_MANIFEST_DIR", folder.path());
    command
}
