//! What holds for every input, whatever stands in it: the properties that the fuzz targets and the smoke test of
//! the test suite check.
//!
//! Invariant: a property that fails panics, and says what failed; everything else returns.

use generator::diagnostic::{Diagnostics, Location, Report};
use generator::load::{Input, Source, load};
use generator::output::FileTree;
use generator::{Options, generate};

/// How many files one text may stand for, so that a run takes no longer than its text is long.
const MOST_FILES: usize = 8;

/// A docs page.
pub fn page(text: &str) -> Input {
    Input {
        specs: vec![source("pages/some/page.md", text)],
        overlays: Vec::new(),
    }
}

/// Several files in one text: a line `==> PATH` begins the next one. Without any, the text is one document.
///
/// A path that holds `overlay` is one; what comes before the first such line is a YAML document.
pub fn files(text: &str) -> Input {
    let mut input = Input::default();
    let mut path = if text.starts_with('{') {
        "spec.json"
    } else {
        "spec.yaml"
    };
    let mut content = String::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("==> ") {
            Some(next) => {
                take(&mut input, path, &mut content);
                path = next.trim();
            }
            None => content.push_str(line),
        }
    }
    take(&mut input, path, &mut content);
    input
}

fn take(input: &mut Input, path: &str, content: &mut String) {
    let text = std::mem::take(content);
    if text.is_empty() || input.specs.len() + input.overlays.len() >= MOST_FILES {
        return;
    }
    let list = match path.contains("overlay") {
        true => &mut input.overlays,
        false => &mut input.specs,
    };
    list.push(source(path, &text));
}

fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        place: path.strip_suffix(".md").map(str::to_owned),
        text: text.to_owned(),
    }
}

/// Reads an input, and checks the places of what is found.
pub fn checked_load(input: &Input) {
    let mut diagnostics = Diagnostics::default();
    let document = load(input, &mut diagnostics);
    let report = diagnostics.take_report();
    assert!(
        document.is_some() || !report.diagnostics().is_empty(),
        "nothing is said of what is not read"
    );
    check_report(input, &report);
}

/// Runs the whole pipeline twice, the second time with the files in another order, and checks what it gives.
pub fn checked_run(input: &Input) {
    let mut other = input.clone();
    other.specs.reverse();
    let options = Options::default();
    match (generate(input, &options), generate(&other, &options)) {
        (Ok(one), Ok(two)) => {
            check_report(input, &one.report);
            check_files(&one.files);
            assert_eq!(one.report, two.report, "the order of the files counts");
            assert!(one.files == two.files, "the order of the files counts");
        }
        (Err(one), Err(two)) => {
            assert!(
                !one.diagnostics().is_empty(),
                "nothing is said of what is refused"
            );
            check_report(input, &one);
            assert_eq!(one, two, "the order of the files counts");
        }
        (one, two) => panic!("{:?} and {:?}", one.map(|_| ()), two.map(|_| ())),
    }
}

/// Every place is one of the files, and no finding is about the generator itself.
fn check_report(input: &Input, report: &Report) {
    for finding in report.diagnostics() {
        assert_ne!(finding.code.0, "internal", "{finding}");
        assert!(is_shown(&finding.message), "{finding:?}");
        let related = finding.related.iter().map(|related| &related.location);
        for location in finding.location.iter().chain(related) {
            assert!(is_in(input, location), "{finding}");
        }
    }
}

fn is_in(input: &Input, location: &Location) -> bool {
    input
        .specs
        .iter()
        .chain(&input.overlays)
        .filter(|source| source.path == location.file)
        .any(|source| {
            let line = (location.line as usize).checked_sub(1);
            let line = line.and_then(|line| source.text.split('\n').nth(line));
            // The place right behind the last character is where something is missing.
            line.is_some_and(|line| {
                (1..=line.chars().count() + 1).contains(&(location.column as usize))
            })
        })
}

/// Whether a terminal shows a message as it is written.
fn is_shown(message: &str) -> bool {
    !message.chars().any(|c| c.is_control() || is_unseen(c))
}

/// Characters that change how the text around them is read, which rustc refuses.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn check_files(files: &FileTree) {
    for (path, text) in files
        .iter()
        .filter(|(path, _)| !path.starts_with("src/runtime/"))
    {
        assert!(is_inside(path), "`{path:?}` leaves the folder");
        let wrong = text
            .chars()
            .find(|c| (c.is_control() && *c != '\n') || is_unseen(*c));
        assert_eq!(wrong, None, "{path}");
        if path.ends_with(".rs") {
            syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        }
    }
}

fn is_inside(path: &str) -> bool {
    path.split('/').all(|part| {
        !part.is_empty()
            && part.len() <= 255
            && part != ".."
            && part != "."
            && !part.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
    })
}
