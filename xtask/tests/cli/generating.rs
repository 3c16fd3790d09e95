//! What the built tool writes, keeps and compares, from a small document to files on disk.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
#[cfg(unix)]
use std::process::{Command, Stdio};

use serde_json::json;
use tempfile::TempDir;

use crate::{Run, command, xtask};

const SPEC: &str = r"openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
servers: [{ url: 'https://pets.example' }]
paths:
  /pets/:
    post:
      operationId: pets_create
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
      responses:
        '201':
          description: The pet
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string, maxLength: 20 }
";

/// A repository with one document, without a generated crate yet.
fn repository() -> io::Result<TempDir> {
    let folder = TempDir::new()?;
    fs_err::create_dir(folder.path().join("specs"))?;
    fs_err::write(folder.path().join("Cargo.toml"), "[workspace]\n")?;
    fs_err::write(folder.path().join("specs/pets.yaml"), SPEC)?;
    Ok(folder)
}

fn generate(folder: &TempDir, more: &[&str]) -> io::Result<Run> {
    let arguments = ["generate", "--spec", "specs/pets.yaml", "--out", "out"];
    xtask(folder, &[&arguments, more].concat())
}

/// The texts of all files in and below a folder.
fn files(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.insert(path.display().to_string(), fs_err::read_to_string(&path)?);
        }
    }
    Ok(found)
}

#[test]
fn a_crate_is_written_once_and_then_left_alone() {
    let folder = repository().unwrap();
    let out = folder.path().join("out");
    let first = generate(&folder, &[]).unwrap();
    assert_eq!(first.code, Some(0), "{first:?}");
    let written = files(&out).unwrap();
    let number = written.len();
    let said = format!(
        "out: {number} written, 0 removed, 0 unchanged\n\
         public surface: 1 resource, 1 method, 1 type, all of them new, since there is no out/surface.txt\n"
    );
    assert!(first.stderr.ends_with(&said), "{first:?}");
    assert_eq!(first.stdout, "");

    let second = generate(&folder, &[]).unwrap();
    let said =
        format!("out: 0 written, 0 removed, {number} unchanged\npublic surface: unchanged\n");
    assert!(second.stderr.ends_with(&said), "{second:?}");
    assert_eq!(files(&out).unwrap(), written);
}

#[test]
fn the_overlay_of_the_readme_makes_a_crate_that_can_be_published() {
    let readme = include_str!("../../../README.md");
    let (_, overlay) = readme.split_once("```yaml\n").unwrap();
    let (overlay, _) = overlay.split_once("```").unwrap();
    let folder = repository().unwrap();
    let manifest = folder.path().join("out/Cargo.toml");
    assert_eq!(generate(&folder, &[]).unwrap().code, Some(0));
    let without = fs_err::read_to_string(&manifest).unwrap();
    assert!(without.contains("\npublish = false\n"), "{without}");

    fs_err::write(folder.path().join("overlay.yaml"), overlay).unwrap();
    let more = ["--overlay", "overlay.yaml", "--deny-warnings"];
    let run = generate(&folder, &more).unwrap();
    assert_eq!(run.code, Some(0), "{run:?}");
    let with = fs_err::read_to_string(&manifest).unwrap();
    assert!(
        with.contains("\nlicense = \"MIT\"\nrepository = "),
        "{with}"
    );
    assert!(!with.contains("publish = false"), "{with}");
}

#[test]
fn a_crate_of_another_document_says_which_step_of_its_version_is_due() {
    let folder = repository().unwrap();
    assert_eq!(generate(&folder, &[]).unwrap().code, Some(0));
    let narrower = SPEC.replace("maxLength: 20", "maxLength: 10");
    fs_err::write(folder.path().join("specs/pets.yaml"), narrower).unwrap();
    let run = generate(&folder, &[]).unwrap();
    let due = "version: a minor step from 0.1.0 to 0.2.0 is due; it is 0.1.0 \
               (info.x-rust-package.version in an overlay)\n";
    assert!(run.stderr.ends_with(due), "{run:?}");
    assert!(run.stderr.contains("1 breaks callers"), "{run:?}");
}

#[test]
fn the_manifest_says_the_name_and_whether_the_crate_stands_alone() {
    let folder = repository().unwrap();
    let manifest = folder.path().join("out/Cargo.toml");
    generate(&folder, &["--package", "kennel"]).unwrap();
    let text = fs_err::read_to_string(&manifest).unwrap();
    assert!(text.contains("name = \"kennel\""), "{text}");
    assert!(text.contains("[workspace]"), "{text}");
    generate(&folder, &["--workspace-member"]).unwrap();
    let text = fs_err::read_to_string(&manifest).unwrap();
    assert!(
        !text.contains("kennel") && !text.contains("[workspace]"),
        "{text}"
    );
}

#[test]
fn what_was_generated_before_is_removed_and_what_was_not_is_kept() {
    let folder = repository().unwrap();
    generate(&folder, &[]).unwrap();
    let out = folder.path().join("out");
    let orphan = out.join("src/types/orphan.rs");
    fs_err::create_dir_all(orphan.parent().unwrap()).unwrap();
    fs_err::copy(out.join("src/lib.rs"), &orphan).unwrap();
    fs_err::create_dir_all(out.join("examples")).unwrap();
    fs_err::write(out.join("examples/mine.rs"), "fn main() {}").unwrap();
    let run = generate(&folder, &[]).unwrap();
    assert!(run.stderr.contains("0 written, 1 removed"), "{run:?}");
    assert!(!orphan.exists());
    assert!(out.join("examples/mine.rs").exists());
}

#[test]
fn a_text_of_somebody_elses_is_not_overwritten() {
    let folder = repository().unwrap();
    generate(&folder, &[]).unwrap();
    let library = folder.path().join("out/src/lib.rs");
    fs_err::write(&library, "// mine\n").unwrap();
    let run = generate(&folder, &[]).unwrap();
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr
            .contains("was not generated and would be overwritten"),
        "{run:?}"
    );
    assert_eq!(fs_err::read_to_string(library).unwrap(), "// mine\n");
}

#[test]
fn the_check_writes_nothing_and_shows_what_regenerate_would_change() {
    let folder = repository().unwrap();
    let check = ["regenerate", "--check"];
    let missing = xtask(&folder, &check).unwrap();
    assert_eq!(missing.code, Some(1), "{missing:?}");
    assert!(
        missing
            .stderr
            .contains("missing  generated-client/Cargo.toml"),
        "{missing:?}"
    );
    assert!(
        missing.stderr.contains("run `cargo xtask regenerate`"),
        "{missing:?}"
    );
    assert!(!folder.path().join("generated-client").exists());

    assert_eq!(xtask(&folder, &["regenerate"]).unwrap().code, Some(0));
    assert_eq!(xtask(&folder, &check).unwrap().code, Some(0));

    let before = files(&folder.path().join("generated-client")).unwrap();
    fs_err::write(
        folder.path().join("specs/pets.yaml"),
        SPEC.replace("maxLength: 20", "maxLength: 21"),
    )
    .unwrap();
    let stale = xtask(&folder, &check).unwrap();
    assert_eq!(stale.code, Some(1));
    let removed = |line: &str| line.starts_with('-') && line.contains("20");
    let added = |line: &str| line.starts_with('+') && line.contains("21");
    assert!(stale.stderr.lines().any(removed), "{}", stale.stderr);
    assert!(stale.stderr.lines().any(added), "{}", stale.stderr);
    assert_eq!(
        files(&folder.path().join("generated-client")).unwrap(),
        before
    );

    assert_eq!(xtask(&folder, &["regenerate"]).unwrap().code, Some(0));
    assert_eq!(xtask(&folder, &check).unwrap().code, Some(0));
}

#[test]
fn a_file_that_nobody_generated_fails_the_check_and_is_kept() {
    let folder = repository().unwrap();
    xtask(&folder, &["regenerate"]).unwrap();
    fs_err::write(folder.path().join("generated-client/notes.txt"), "mine").unwrap();
    let check = xtask(&folder, &["regenerate", "--check"]).unwrap();
    assert_eq!(check.code, Some(1));
    assert!(
        check.stderr.contains("foreign  generated-client/notes.txt"),
        "{check:?}"
    );
    let run = xtask(&folder, &["regenerate"]).unwrap();
    assert_eq!(run.code, Some(0));
    assert!(
        run.stderr
            .contains("warning: generated-client/notes.txt was not generated"),
        "{run:?}"
    );
    assert!(folder.path().join("generated-client/notes.txt").exists());
}

#[test]
fn the_ir_is_printed_whole_or_by_name() {
    let folder = repository().unwrap();
    let whole = xtask(&folder, &["ir"]).unwrap();
    let api: serde_json::Value = serde_json::from_str(&whole.stdout).unwrap();
    assert_eq!(api["title"], "Pets");

    let pet = xtask(&folder, &["ir", "Pet"]).unwrap();
    let pet: serde_json::Value = serde_json::from_str(&pet.stdout).unwrap();
    assert_eq!(pet["name"], "Pet");
    let create = xtask(&folder, &["ir", "pets.create"]).unwrap();
    let create: serde_json::Value = serde_json::from_str(&create.stdout).unwrap();
    assert_eq!(create["path"], "/pets/");
    let by_id = xtask(&folder, &["ir", "pets_create"]).unwrap();
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&by_id.stdout).unwrap(),
        create
    );

    // A part that has the name twice, as an operation does whose operationId is its name, is printed once.
    let spec = SPEC.replace(
        "operationId: pets_create",
        "operationId: create\n      tags: [pets]",
    );
    fs_err::write(folder.path().join("specs/pets.yaml"), spec).unwrap();
    let by_both = xtask(&folder, &["ir", "create"]).unwrap();
    let by_both: serde_json::Value = serde_json::from_str(&by_both.stdout).unwrap();
    assert_eq!(
        (&by_both["id"], &by_both["name"]),
        (&json!("create"), &json!("create"))
    );

    let typo = xtask(&folder, &["ir", "pets.craete"]).unwrap();
    assert_eq!(typo.code, Some(2));
    assert_eq!(typo.stdout, "");
    assert!(
        typo.stderr.contains("did you mean `pets.create`"),
        "{typo:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_document_may_come_through_the_standard_input() {
    let folder = repository().unwrap();
    let spec = fs_err::File::open(folder.path().join("specs/pets.yaml")).unwrap();
    let mut cat = Command::new("cat")
        .stdin(spec.into_file())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let arguments = ["generate", "--spec", "/dev/stdin", "--out", "out"];
    let run: Run = command(&folder, &arguments)
        .stdin(cat.stdout.take().unwrap())
        .output()
        .unwrap()
        .into();
    cat.wait().unwrap();
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(folder.path().join("out/src/lib.rs").exists());
}
