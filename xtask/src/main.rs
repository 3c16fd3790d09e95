//! `cargo xtask`: parses the command line, runs the command, and says how it went.
//!
//! Invariant: nothing is decided here: the failure says what is printed, and which code the process ends with.

use std::process::ExitCode;

use clap::Parser;
use xtask::cli::Cli;
use xtask::console::Console;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let console = Console::new(cli.message_format);
    let Err(failure) = xtask::run(cli.command, &console) else {
        return ExitCode::SUCCESS;
    };
    // A reader that is gone cannot be told; the exit code still says it.
    let _ = console.failure(&failure);
    ExitCode::from(failure.exit_code())
}
