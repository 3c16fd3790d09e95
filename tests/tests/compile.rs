//! What the generator writes for every snapshot case compiles without a warning, and so do its examples, the docs of
//! the cases with odd names and texts, and the front page of an API without a call that can be shown. So do an object with as many members as one may have, wherever a larger one stands
//! as free JSON, and types that hold each other deeper than rustc can nest by itself.
//!
//! Invariant: nothing is asked of the network. The lock file is that of the workspace.

use std::error::Error;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use generator::output::FileTree;
use generator::{Options, generate};
use sdk_tests::document;

type Failure = Box<dyn Error>;

/// The most members that a type has.
const MOST: usize = 2_000;

#[test]
fn every_case_compiles_without_a_warning() -> Result<(), Failure> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    let mut members = String::new();
    let mut documented = Vec::new();
    for case in cases()? {
        let name = format!(
            "case-{}",
            case.file_name().unwrap_or_default().to_string_lossy()
        );
        // Without it, the point of the case is that it is refused, which may be for its name alone.
        if case.join("output.snap").exists() {
            let text = fs::read_to_string(case.join("input.yaml"))?;
            write(&root.join(&name), &generated(text, &name)?)?;
            write!(members, "{name:?}, ")?;
            // Where names and texts are odd, so may be the links between the docs, which take long to write for all.
            if name.starts_with("case-names") || name.starts_with("case-hostile") {
                documented.push(name);
            }
        }
    }
    let many = generated(many_members(), "many-members")?;
    write(&root.join("many-members"), &many)?;
    write(
        &root.join("deep-types"),
        &generated(deep_types(), "deep-types")?,
    )?;
    members.push_str("\"many-members\", \"deep-types\"");
    fs::write(
        root.join("Cargo.toml"),
        format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n"),
    )?;
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock"))?;

    let all = ["clippy", "--workspace", "--all-targets"];
    cargo(&root, all.iter().chain(&["--", "-D", "warnings"]))?;
    let named = documented.iter().flat_map(|name| ["--package", name]);
    cargo(&root, ["doc", "--no-deps"].into_iter().chain(named))?;
    // The front pages of the committed clients show calls, and are tested with them. None needs a transport to compile.
    let front_page = ["test", "--doc", "--no-default-features", "--package"];
    cargo(
        &root,
        front_page.iter().chain(&["case-no_call_can_be_shown"]),
    )
}

/// The dependencies are the SDK's own, so their versions are locked and here already.
fn cargo(
    root: &Path,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Result<(), Failure> {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_QUIET", "true")
        .env("RUSTDOCFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", root.join("../cases-target"))
        .output()?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

fn cases() -> Result<Vec<PathBuf>, Failure> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder)? {
        cases.push(entry?.path());
    }
    assert!(cases.len() > 10, "the cases were not found");
    cases.sort();
    Ok(cases)
}

/// A document with an object of as many members as a type may have, and as many parameters; and with a larger one
/// wherever a body has one.
fn many_members() -> String {
    let content = |media: &str, ty: &str| {
        format!("content: {{ {media}: {{ schema: {{ $ref: '#/components/schemas/{ty}' }} }} }}")
    };
    let many = content("application/json", "Many");
    let choice = content("application/json", "Choice");
    let more = content("application/json", "More");
    let form = content("application/x-www-form-urlencoded", "More");
    let files = content("multipart/form-data", "More");
    let mut text = format!(
        "openapi: 3.0.3
info: {{ title: Many, version: '1' }}
paths:
  /many: {{ put: {{ operationId: put, requestBody: {{ {many} }}, responses: {{ '200': {{ description: ok, {many} }} }} }} }}
  /choice: {{ put: {{ operationId: put, requestBody: {{ {choice} }}, responses: {{ '200': {{ description: ok, {choice} }} }} }} }}
  /more: {{ patch: {{ operationId: patch, requestBody: {{ {more} }}, responses: {{ '200': {{ description: ok, {more} }} }} }} }}
  /form: {{ post: {{ operationId: post, requestBody: {{ {form} }}, responses: {{ '204': {{ description: ok }} }} }} }}
  /files: {{ post: {{ operationId: post, requestBody: {{ {files} }}, responses: {{ '204': {{ description: ok }} }} }} }}
  /few:
    get:
      operationId: get
      responses: {{ '204': {{ description: ok }} }}
      parameters:
"
    );
    for index in 0..MOST {
        text.push_str(&format!(
            "        - {{ name: q{index}, in: query, schema: {{ type: string }} }}\n"
        ));
    }
    text.push_str(
        "components:
  schemas:
    Few: { required: [kind], properties: { kind: { type: string } } }
    Choice:
      oneOf: [{ $ref: '#/components/schemas/Few' }, { $ref: '#/components/schemas/More' }]
      discriminator: { propertyName: kind }
",
    );
    for (name, first, count) in [
        ("Many", "string", MOST),
        ("More", "string, format: binary", MOST + 1),
    ] {
        text.push_str(&format!(
            "    {name}:\n      properties:\n        kind: {{ type: {first} }}\n"
        ));
        for index in 1..count {
            text.push_str(&format!("        m{index}: {{ type: string }}\n"));
        }
    }
    text
}

/// A document in which each of a hundred and thirty types holds the next one, and the last ones each other.
fn deep_types() -> String {
    let body = "content: { application/json: { schema: { $ref: '#/components/schemas/T0' } } }";
    let mut text = format!(
        "openapi: 3.0.3
info: {{ title: Deep, version: '1' }}
paths:
  /deep: {{ put: {{ operationId: put, requestBody: {{ {body} }}, responses: {{ '200': {{ description: ok, {body} }} }} }} }}
components:
  schemas:
"
    );
    for index in 0..130 {
        let next = if index < 129 { index + 1 } else { 60 };
        text.push_str(&format!(
            "    T{index}: {{ properties: {{ next: {{ $ref: '#/components/schemas/T{next}' }} }} }}\n"
        ));
    }
    text
}

fn generated(text: String, package: &str) -> Result<FileTree, Failure> {
    let options = Options {
        package: Some(package.to_owned()),
        ..Options::default()
    };
    Ok(generate(&document("input.yaml", text), &options)?.files)
}

fn write(folder: &Path, files: &FileTree) -> Result<(), Failure> {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}
