//! How the built tool fails: exit codes, what goes to which output, and what is left on disk.

use std::io;

use tempfile::TempDir;

use crate::{Run, command, xtask};

/// A folder with a spec that cannot be read as text, which no version of the generator accepts.
fn unreadable() -> io::Result<TempDir> {
    let folder = TempDir::new()?;
    fs_err::write(folder.path().join("api.yaml"), b"openapi: \xff\n")?;
    Ok(folder)
}

const GENERATE: [&str; 5] = ["generate", "--spec", "api.yaml", "--out", "out"];

#[test]
fn findings_exit_with_1_and_are_plain_in_a_pipe() {
    let folder = unreadable().unwrap();
    let run = xtask(&folder, &GENERATE).unwrap();
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout, "");
    let stderr = &run.stderr;
    assert!(stderr.starts_with("error[not-utf-8]: "), "{stderr}");
    assert!(stderr.contains(" --> api.yaml:1:10\n"), "{stderr}");
    assert!(
        stderr.ends_with("\nerror: 1 error; nothing was written\n"),
        "{stderr}"
    );
    assert!(!stderr.contains('\u{1b}'), "{stderr:?}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn colours_are_there_where_they_are_asked_for() {
    let folder = unreadable().unwrap();
    let run: Run = command(&folder, &GENERATE)
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap()
        .into();
    assert!(run.stderr.contains('\u{1b}'), "{run:?}");
}

#[test]
fn json_findings_go_to_the_standard_output_line_by_line() {
    let folder = unreadable().unwrap();
    let arguments = [GENERATE.as_slice(), &["--message-format", "json"]].concat();
    let run = xtask(&folder, &arguments).unwrap();
    assert_eq!(run.code, Some(1));
    let findings: Vec<serde_json::Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["code"], "not-utf-8");
    assert_eq!(findings[0]["location"]["file"], "api.yaml");
    assert_eq!(run.stderr, "error: 1 error; nothing was written\n");
}

#[test]
fn a_folder_of_somebody_elses_is_refused_with_2_and_stays_as_it_was() {
    let folder = unreadable().unwrap();
    let out = folder.path().join("out");
    fs_err::create_dir(&out).unwrap();
    fs_err::write(out.join("Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
    let run = xtask(&folder, &GENERATE).unwrap();
    assert_eq!(run.code, Some(2));
    let stderr = &run.stderr;
    assert!(
        stderr.contains("out holds something that was not generated"),
        "{stderr}"
    );
    let manifest = fs_err::read_to_string(out.join("Cargo.toml")).unwrap();
    assert_eq!(manifest, "[package]\nname = \"mine\"\n");
}

#[test]
fn wrong_calls_exit_with_2() {
    let folder = unreadable().unwrap();
    for (arguments, reason) in [
        (&["regnerate"][..], "regenerate"),
        (&["generate", "--out", "out"], "--spec"),
        (
            &["generate", "--spec", "absent.yaml", "--out", "out"],
            "absent.yaml",
        ),
        (&["regenerate"], "call this inside the repository"),
    ] {
        let run = xtask(&folder, arguments).unwrap();
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stderr.contains(reason), "{}", run.stderr);
    }
}

#[test]
fn a_missing_file_and_a_file_for_a_folder_are_called_so() {
    let folder = unreadable().unwrap();
    let run = xtask(
        &folder,
        &["generate", "--spec", "apis.yaml", "--out", "out"],
    )
    .unwrap();
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(2), "error: there is no file apis.yaml\n")
    );
    let text = b"openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n";
    fs_err::write(folder.path().join("api.yaml"), text).unwrap();
    let run = xtask(
        &folder,
        &["generate", "--spec", "api.yaml", "--out", "api.yaml"],
    )
    .unwrap();
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(2), "error: api.yaml is a file; give --out a folder\n")
    );
}
