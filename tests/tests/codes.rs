//! Every kind of finding of the stages that read and decide is shown by a case or asserted by a test of the stage that
//! finds it. Those of `format` are faults of the generator itself, which no input shows.
//!
//! Invariant: a literal of small words with hyphens between them, in one of the stages, is a code or listed as none; a code
//! of one word is listed as one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sdk_tests::files_below;

/// Words with a hyphen in the stages that are no codes of findings.
const NO_CODES: &[&str] = &["content-length", "content-type", "date-time", "set-cookie"];

/// Codes without a hyphen.
const OF_ONE_WORD: &[&str] = &["syntax"];

#[test]
fn every_finding_is_shown_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut codes: BTreeSet<String> = OF_ONE_WORD.iter().map(|code| (*code).to_owned()).collect();
    let mut shown = String::new();
    for stage in ["load", "resolve", "lower"] {
        let folder = root.join("generator/src").join(stage);
        for path in files_below(&folder, ".rs").unwrap() {
            let text = fs::read_to_string(&path).unwrap();
            let (code, tests) = without_tests(path.strip_prefix(root).unwrap(), &text);
            codes.extend(words(code).map(str::to_owned));
            shown.push_str(tests);
        }
    }
    for path in files_below(&root.join("tests/cases"), "diagnostics.snap").unwrap() {
        shown.push_str(&fs::read_to_string(path).unwrap());
    }
    assert!(
        codes.contains("unresolved-reference"),
        "no codes were found"
    );
    let quoted = |code: &str| shown.contains(&format!("\"{code}\""));
    codes.retain(|code| !shown.contains(&format!("[{code}]")) && !quoted(code));
    assert_eq!(codes, BTreeSet::new(), "write a case for each");
}

/// The part of a source file that makes the generator, and the part that tests it.
fn without_tests<'a>(path: &Path, text: &'a str) -> (&'a str, &'a str) {
    let is_test = |part: &std::ffi::OsStr| part == "tests" || part == "tests.rs";
    if path.iter().any(is_test) {
        return ("", text);
    }
    let start = text.find("#[cfg(test)]\nmod tests {");
    text.split_at(start.unwrap_or(text.len()))
}

/// The literals in the form of a code: small words with a hyphen between them.
fn words(code: &str) -> impl Iterator<Item = &str> {
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let is_code = move |word: &&str| {
        word.contains('-') && word.split('-').all(is_part) && !word.starts_with("x-")
    };
    let literals = code.split('"');
    literals
        .filter(is_code)
        .filter(|word| !NO_CODES.contains(word))
}
