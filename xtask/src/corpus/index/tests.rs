//! What the index says of a document.

use generator::names::PackageName;

use super::{Entry, Expectation, parse};

const HEADER: &str = "path\tgroup\toperations\texpect\n";

fn rows(rows: &str) -> Result<Vec<Entry>, String> {
    parse(&format!("{HEADER}{rows}")).map(|index| index.entries)
}

#[test]
fn paths_begin_below_the_folder() -> Result<(), String> {
    let entries = rows("shared/a/Pets_v1.yaml\ta\t3\tok\nshared/b.json\tb\t0\trefuse-by-peer\n")?;
    let expected = [
        ("a/Pets_v1.yaml", Expectation::Works, "a-pets-v1-yaml"),
        ("b.json", Expectation::Either, "b-json"),
    ];
    assert_eq!(entries.len(), expected.len());
    for (entry, (path, expectation, package)) in entries.iter().zip(expected) {
        assert_eq!(entry.path, path);
        assert_eq!(entry.expected, expectation);
        assert_eq!(entry.package, package);
    }
    Ok(())
}

#[test]
fn documents_whose_paths_differ_in_signs_or_case_give_different_crates() -> Result<(), String> {
    let paths = [
        "a-b.yaml",
        "a_b.yaml",
        "A/b.yaml",
        "a-b.yaml.2",
        "3d.yaml",
        "é",
    ];
    let text: String = paths
        .iter()
        .map(|path| format!("shared/{path}\ta\t1\tok\n"))
        .collect();
    let entries = rows(&text)?;
    let packages: Vec<&str> = entries.iter().map(|entry| entry.package.as_str()).collect();
    assert_eq!(
        packages,
        [
            "a-b-yaml",
            "a-b-yaml-2",
            "a-b-yaml-3",
            "a-b-yaml-2-2",
            "x3d-yaml",
            "x"
        ]
    );
    for package in packages {
        assert!(PackageName::checked(package).is_ok(), "{package}");
    }
    Ok(())
}

#[test]
fn an_unknown_expectation_is_an_error() {
    let problem = rows("shared/a.yaml\ta\t3\tmaybe\n");
    assert_eq!(
        problem,
        Err("`maybe` is no expectation: ok, refuse, either".to_owned())
    );
}

#[test]
fn a_missing_column_is_an_error() {
    let problem = parse("path\texpect\n");
    assert_eq!(problem, Err("there is no column `operations`".to_owned()));
}
