//! What findings do to a call of the built tool: what it exits with, and what other programs read.

use std::io;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{Run, xtask};

/// A document whose only method answers with `schema`.
fn document(version: &str, schema: &str) -> String {
    format!(
        "openapi: {version}
info: {{ title: Pets, version: 1.0.0 }}
paths:
  /pets/:
    get:
      operationId: pets_list
      responses:
        '200':
          description: All of them
          content: {{ application/json: {{ schema: {schema} }} }}
"
    )
}

/// Calls `generate` on these documents, named `a.yaml`, `b.yaml` and so on.
fn generate(documents: &[String], more: &[&str]) -> io::Result<(TempDir, Run)> {
    let folder = TempDir::new()?;
    let names = ["a.yaml", "b.yaml"];
    let mut arguments = vec!["generate", "--out", "out"];
    for (name, document) in names.into_iter().zip(documents) {
        fs_err::write(folder.path().join(name), document)?;
        arguments.extend(["--spec", name]);
    }
    let run = xtask(&folder, &[&arguments, more].concat())?;
    Ok((folder, run))
}

#[test]
fn warnings_are_told_and_the_crate_is_written() {
    let documents = [document("3.0.3", "{ type: strnig }")];
    let (folder, run) = generate(&documents, &[]).unwrap();
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.starts_with("warning[unknown-type]: "),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains(" --> a.yaml:10:"), "{}", run.stderr);
    assert!(folder.path().join("out/Cargo.toml").exists());
}

#[test]
fn warnings_refuse_where_they_are_denied() {
    let documents = [document("3.0.3", "{ type: strnig }")];
    let (folder, run) = generate(&documents, &["--deny-warnings"]).unwrap();
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stderr.starts_with("error[unknown-type]: "),
        "{}",
        run.stderr
    );
    assert!(!folder.path().join("out").exists());
}

#[test]
fn other_specifications_and_versions_are_named() {
    for (text, code, said) in [
        ("swagger: '2.0'\n", "swagger-2", "a Swagger 2.0 document"),
        (
            "openapi: 4.0.0\n",
            "unknown-version",
            "OpenAPI version \"4.0.0\" is not understood",
        ),
        (
            "asyncapi: 3.0.0\n",
            "no-document",
            "this is an AsyncAPI document",
        ),
    ] {
        let (folder, run) = generate(&[text.to_owned()], &[]).unwrap();
        assert_eq!(run.code, Some(1), "{run:?}");
        let start = format!("error[{code}]: ");
        assert!(run.stderr.starts_with(&start), "{}", run.stderr);
        assert!(run.stderr.contains(said), "{}", run.stderr);
        assert!(run.stderr.contains("help: "), "{}", run.stderr);
        assert!(!folder.path().join("out").exists());
    }
}

#[test]
fn json_findings_have_every_part_and_errors_come_first() {
    let components = |kind: &str| {
        let document = document("3.0", "{ type: string }");
        format!("{document}components: {{ schemas: {{ S: {{ type: {kind} }} }} }}\n")
    };
    let documents = [
        components("string"),
        components("integer").replace("/pets/", "/cats/"),
    ];
    let (folder, run) = generate(&documents, &["--message-format", "json"]).unwrap();
    assert_eq!(run.code, Some(1), "{run:?}");
    let lines = run.stdout.lines();
    let findings: Vec<Value> = lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let brief = |finding: &Value| {
        let location = &finding["location"];
        json!([
            finding["severity"],
            finding["code"],
            location["file"],
            location["line"]
        ])
    };
    assert_eq!(
        findings.iter().map(brief).collect::<Vec<_>>(),
        [
            json!(["error", "component-conflict", "b.yaml", 11]),
            json!(["warning", "unquoted-version", "a.yaml", 1]),
            json!(["warning", "unquoted-version", "b.yaml", 1]),
        ]
    );
    let place = |file: &str, end: usize| {
        json!({
            "file": file,
            "line": 11,
            "column": 31,
            "end": { "line": 11, "column": end },
            "pointer": "/components/schemas/S/type",
        })
    };
    assert_eq!(
        findings[0],
        json!({
            "severity": "error",
            "code": "component-conflict",
            "message": "`S` in components/schemas is not the same in a.yaml and in b.yaml: \
                `#/type` below it is `\"string\"` there and `\"integer\"` here",
            "location": place("b.yaml", 44),
            "snippet": "components: { schemas: { S: { type: integer } } }",
            "related": [{ "location": place("a.yaml", 43), "message": "the other version" }],
            "help": "let the two agree, or name the newer page in the overlay:\n\
                x-newer: [a.yaml] or x-newer: [b.yaml]",
        })
    );
    let help = xtask(&folder, &["--help"]).unwrap().stdout;
    for part in findings[0].as_object().unwrap().keys() {
        assert!(help.contains(&format!("`{part}`")), "{part}: {help}");
    }
}
