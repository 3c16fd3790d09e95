//! What the generator makes of small documents: one feature a case, the input beside the snapshots.
//!
//! Invariant: a case has a snapshot of findings exactly if it has findings.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use generator::diagnostic::Report;
use generator::output::Output;
use generator::{Options, generate};
use sdk_tests::document;

/// Files that are the same for every API, or that other tests compile and read.
const NOT_SHOWN: &[&str] = &[
    "src/runtime/",
    "src/lib.rs",
    "src/client.rs",
    "Cargo.toml",
    "rustfmt.toml",
    "README.md",
    "examples/",
    "surface.txt",
];

#[test]
fn cases() {
    insta::glob!("../cases", "*/input.yaml", |path| {
        let folder = path.parent().unwrap();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_snapshot_suffix("");
        settings.set_omit_expression(true);
        settings.bind(|| check(path));
    });
}

fn check(path: &Path) {
    let input = document("input.yaml", fs::read_to_string(path).unwrap());
    match generate(&input, &Options::default()) {
        Ok(output) => {
            insta::assert_json_snapshot!("ir", (&output.api.root.children, &output.api.types));
            insta::assert_snapshot!("output", shown(&output));
            check_report(path, &output.report);
        }
        Err(report) => check_report(path, &report),
    }
}

/// A case without findings has no snapshot of them.
fn check_report(path: &Path, report: &Report) {
    if report.diagnostics().is_empty() {
        assert!(
            !path.with_file_name("diagnostics.snap").exists(),
            "the findings are gone"
        );
    } else {
        insta::assert_snapshot!("diagnostics", report.to_string());
    }
}

fn shown(output: &Output) -> String {
    let mut text = String::new();
    for (path, content) in &output.files {
        if !NOT_SHOWN.iter().any(|prefix| path.starts_with(prefix)) {
            writeln!(text, "==> {path}\n{content}").unwrap();
        }
    }
    text
}
