//! `cargo check` on many crates at once: members of one workspace, so that dependencies are built once.
//!
//! Invariant: every member has an entry, and one that the compiler did not come to has a finding there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, io};

use serde_json::Value;

use crate::Failure;

/// What the compiler said of each crate by its name: nothing, if all is well.
pub type Checked = BTreeMap<String, Vec<String>>;

/// Compiles the members of a workspace with warnings denied. `workspace` holds a folder for each of them, and
/// `lock` is a lock file that knows their dependencies, so that nothing is asked of the network.
///
/// # Errors
///
/// [`Failure::Io`] if Cargo cannot be run, [`Failure::Refused`] if it ends without having checked anything.
pub fn check(workspace: &Path, members: &[String], lock: &Path) -> Result<Checked, Failure> {
    write_manifest(workspace, members)?;
    fs_err::copy(lock, workspace.join("Cargo.lock"))?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut child = Command::new(cargo)
        .args(["check", "--workspace", "--lib", "--examples", "--quiet"])
        .args(["--offline", "--keep-going", "--message-format=json"])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-Dwarnings")
        .stdout(Stdio::piped())
        .spawn()?;
    let mut checked = Checked::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            take_message(&line?, &mut checked);
        }
    }
    child.wait()?;
    if checked.is_empty() && !members.is_empty() {
        return Err(Failure::Refused(
            "cargo checked none of the crates".to_owned(),
        ));
    }
    for member in members {
        let unseen = || vec!["the compiler was not run".to_owned()];
        checked.entry(member.clone()).or_insert_with(unseen);
    }
    Ok(checked)
}

fn write_manifest(workspace: &Path, members: &[String]) -> io::Result<()> {
    let mut text = "[workspace]\nresolver = \"3\"\nmembers = [\n".to_owned();
    for member in members {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    {member:?},");
    }
    text.push_str("]\n\n[profile.dev]\ndebug = false\n");
    fs_err::write(workspace.join("Cargo.toml"), text)
}

/// Cargo says for each crate what the compiler found, and that there is a result if there is one.
fn take_message(line: &str, checked: &mut Checked) {
    let Ok(message) = serde_json::from_str::<Value>(line) else {
        return;
    };
    let manifest = message["manifest_path"].as_str().map(Path::new);
    let Some(member) = manifest
        .and_then(Path::parent)
        .and_then(Path::file_name)
        .and_then(|name| name.to_str())
    else {
        return;
    };
    let found = match message["reason"].as_str() {
        Some("compiler-artifact") => None,
        Some("compiler-message") => message["message"]["rendered"].as_str(),
        _ => return,
    };
    let findings = checked.entry(member.to_owned()).or_default();
    findings.extend(found.map(str::to_owned));
}
