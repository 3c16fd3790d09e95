//! The command line: what can be called, and how its arguments are spelled.
//!
//! Invariant: nothing here looks at files or decides about them; a value is what was typed, or its one default.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::console::MessageFormat;

/// What other programs rely on, for the help.
const OUTCOMES: &str = "\
Exit codes: 0 if all was done; 1 if the specs or the committed SDK have to be mended; 2 if the call was wrong or
the system refused.

A line of JSON is a finding: `severity` (error or warning), `code`, `message`, `location` (`file`, `line`, `column`,
`end` and the JSON `pointer`; null for what has no place), `related` (other places, each with a message), `help`
and `snippet`. One with the `code` renamed is no finding but a name in place of one that collides: `location`,
`kind`, `wire`, `was`, `name` and the `action` of an overlay that keeps it.";

/// The repository's commands.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about,
    after_help = OUTCOMES,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// How findings are printed: for people on the standard error, or as JSON lines on the standard output.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "FORMAT"
    )]
    pub message_format: MessageFormat,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Checks docs pages, says what they change in the SDK, and puts them into specs/pages/.
    Add(Add),
    /// Writes generated-client/ from specs/, and says what changes for its callers. Warnings are errors.
    Regenerate(Regenerate),
    /// Prints what the generator decided for specs/, as JSON.
    Ir(Ir),
    /// Writes a crate from any other documents or pages.
    Generate(Generate),
    /// Generates and compiles the documents of a folder, and says which fall short of what its INDEX.tsv expects.
    Corpus(Corpus),
}

/// Where a page belongs, for the help.
const PLACES: &str = "\
The place of a page is its place in the SDK: specs/pages/conversations/messages/send.md is
client.conversations().messages().send(..). It is what --as says, or else what follows the last folder
in the path of FILE, as it is given, that is called `pages` or `api-reference`. If there is no such folder,
nothing is guessed: the name of a method is there to stay.";

/// Arguments of `add`.
#[derive(Debug, Args)]
#[command(after_help = PLACES)]
pub struct Add {
    /// Docs pages, as they are published.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The place of the page, if its path does not say it: `conversations/messages/send`.
    #[arg(long = "as", value_name = "PLACE")]
    pub place: Option<String>,
    /// Let the page take the place of another one.
    #[arg(long)]
    pub replace: bool,
    /// Write nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `regenerate`.
#[derive(Debug, Args)]
pub struct Regenerate {
    /// Write nothing; fail with the first difference if generated-client/ is not what specs/ gives.
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `ir`.
#[derive(Debug, Args)]
pub struct Ir {
    /// Only the types, resources and operations of this name: `Message`, `conversations.messages`,
    /// `conversations.messages.send`, `send`, or an operationId.
    pub name: Option<String>,
}

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// OpenAPI documents, docs pages, or folders of docs pages.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    pub spec: Vec<PathBuf>,
    /// OpenAPI Overlay 1.0 documents with corrections, which apply one after the other.
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pub overlay: Vec<PathBuf>,
    /// The folder of the crate: a new or empty one, or one that an earlier call has written.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The crate's name, if not the one that the document gives.
    #[arg(long, value_name = "NAME")]
    pub package: Option<String>,
    /// Leave out the `[workspace]` table, for a crate that is a member of a workspace around it.
    #[arg(long)]
    pub workspace_member: bool,
    /// Treat warnings as errors.
    #[arg(long)]
    pub deny_warnings: bool,
    /// What to do with names that become the same identifier: refuse them, or rename those that yield and list
    /// what they are called.
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub on_collision: OnCollision,
}

/// What happens to names that collide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum OnCollision {
    /// They are errors.
    #[default]
    Refuse,
    /// Those that yield are called something else.
    Rename,
}

impl From<OnCollision> for generator::OnCollision {
    fn from(on_collision: OnCollision) -> Self {
        match on_collision {
            OnCollision::Refuse => Self::Refuse,
            OnCollision::Rename => Self::Rename,
        }
    }
}

/// Arguments of `corpus`.
#[derive(Debug, Args)]
pub struct Corpus {
    /// The folder with the documents and their INDEX.tsv.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Only the documents that this file lists: paths below DIR, one on each line.
    #[arg(long, value_name = "FILE")]
    pub sample: Option<PathBuf>,
    /// Only the documents whose paths below DIR contain this.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
}
