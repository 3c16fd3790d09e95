//! One file per command. What several commands share is here: calling the generator.
//!
//! Invariant: a command gets an output or a failure with all findings; what has errors is never an output.

mod add;
mod corpus;
mod generate;
mod ir;
mod regenerate;

use generator::Options;
use generator::load::Input;
use generator::output::Output;

pub use self::regenerate::check;
use crate::Failure;
use crate::cli::Command;
use crate::console::Console;
use crate::findings::Findings;

/// Runs a command.
///
/// # Errors
///
/// Whatever keeps the command from doing all it was asked for.
pub fn run(command: Command, console: &Console) -> Result<(), Failure> {
    match command {
        Command::Add(arguments) => add::run(&arguments, console),
        Command::Regenerate(arguments) => regenerate::run(&arguments, console),
        Command::Ir(arguments) => ir::run(&arguments, console),
        Command::Generate(arguments) => generate::run(arguments, console),
        Command::Corpus(arguments) => corpus::run(&arguments, console),
    }
}

/// What the generator made of an input, and its warnings.
struct Generated {
    output: Output,
    warnings: Findings,
}

fn generated(input: Input, options: &Options) -> Result<Generated, Failure> {
    match generator::generate(&input, options) {
        Ok(output) => {
            let warnings = Findings::new(output.report.clone(), input);
            Ok(Generated { output, warnings })
        }
        Err(report) => Err(Findings::new(report, input).into()),
    }
}
