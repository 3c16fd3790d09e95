//! What a command says, and where.
//!
//! Invariant: what is for other programs, findings and answers, is on the standard output, and all else on the standard
//! error. There are colours only where there is a terminal.

use std::fmt::Display;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use generator::diagnostic::Rename;

use crate::Failure;
use crate::findings::{self, Findings};

/// How findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people, on the standard error.
    #[default]
    Human,
    /// One JSON object per line, on the standard output.
    Json,
}

/// The two outputs of the process.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    format: MessageFormat,
}

impl Console {
    /// A console that prints findings in this format.
    #[must_use]
    pub fn new(format: MessageFormat) -> Self {
        Self { format }
    }

    /// Prints an answer that other programs may read.
    ///
    /// # Errors
    ///
    /// A failure to write, unless the reader has simply gone, as in `| head`.
    pub fn answer(&self, text: &str) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        match stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush())
        {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written,
        }
    }

    /// Prints a line about what was done.
    pub fn progress(&self, text: impl Display) {
        print(&format!("{text}\n"));
    }

    /// Prints a line about something that deserves a look.
    pub fn warning(&self, text: impl Display) {
        print(&labelled("warning", AnsiColor::Yellow, &text));
    }

    /// Prints findings without their closing line.
    ///
    /// # Errors
    ///
    /// A failure to write to the standard output.
    pub fn findings(&self, findings: &Findings) -> io::Result<()> {
        match self.format {
            MessageFormat::Human => print(&findings.to_human(true)),
            MessageFormat::Json => self.answer(&findings.to_json()?)?,
        }
        Ok(())
    }

    /// Prints the warnings of a run that succeeded, if there are any.
    ///
    /// # Errors
    ///
    /// A failure to write to the standard output.
    pub fn warnings(&self, findings: &Findings) -> io::Result<()> {
        if !findings.is_empty() {
            self.findings(findings)?;
            self.warning(findings.count());
        }
        Ok(())
    }

    /// Prints the names that were given in place of those that collide, if there are any.
    ///
    /// # Errors
    ///
    /// A failure to write to the standard output.
    pub fn renames(&self, renames: &[Rename]) -> io::Result<()> {
        match self.format {
            MessageFormat::Human => print(&findings::renames_to_human(renames)),
            MessageFormat::Json => self.answer(&findings::renames_to_json(renames)?)?,
        }
        Ok(())
    }

    /// Prints why a command failed.
    ///
    /// # Errors
    ///
    /// A failure to write to the standard output.
    pub fn failure(&self, failure: &Failure) -> io::Result<()> {
        match failure {
            Failure::Findings(findings) => self.findings(findings)?,
            other => print(&other.account(true)),
        }
        print(&labelled("error", AnsiColor::Red, &failure.headline()));
        Ok(())
    }
}

fn labelled(label: &str, colour: AnsiColor, text: &dyn Display) -> String {
    let style: Style = colour.on_default().bold();
    format!("{style}{label}{style:#}: {text}\n")
}

/// Colours are stripped where the standard error is no terminal. If it is gone there is nobody to tell.
fn print(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}
