//! What `regenerate` says about the changes that a caller of the SDK sees.

use std::io;

use crate::Run;
use crate::pages::{PET, Repository, page};

const CREATE: &str = "specs/pages/pets/create.md";
const LIST: &str = "specs/pages/pets/list.md";

/// The lines of the account, without the spaces that lay it out.
fn account(run: &Run) -> Vec<String> {
    let lines = run.stderr.lines();
    let account = lines.skip_while(|line| !line.starts_with("public surface: "));
    account
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// The account of an edit of the page, which `--check` and then `regenerate` give alike.
fn account_of(from: &str, to: &str) -> io::Result<Vec<String>> {
    let repository = Repository::new()?;
    repository.edit(CREATE, from, to)?;
    let check = repository.run(&["regenerate", "--check"])?;
    assert_eq!(check.code, Some(1), "{check:?}");
    let run = repository.run(&["regenerate"])?;
    assert_eq!(run.code, Some(0), "{run:?}");
    let told = account(&run);
    assert_eq!(account(&check)[..told.len()], told);
    Ok(told)
}

/// An overlay that gives the crate this version.
fn overlay(version: &str) -> String {
    format!(
        "overlay: 1.0.0\ninfo: {{ title: T, version: 1.0.0 }}\nactions:\n\
         - {{ target: $.info, update: {{ x-rust-package: {{ version: {version} }} }} }}\n"
    )
}

#[test]
fn an_unchanged_surface_is_one_line() {
    let repository = Repository::new().unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    assert_eq!(account(&run), ["public surface: unchanged"]);
    let check = repository.run(&["regenerate", "--check"]).unwrap();
    assert_eq!(check.code, Some(0));
    assert_eq!(account(&check)[0], "public surface: unchanged");
    repository
        .edit(CREATE, "> What is known", "> All that is known")
        .unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    assert_eq!(account(&run), ["public surface: unchanged"]);
}

#[test]
fn a_narrower_limit_breaks_callers() {
    assert_eq!(
        account_of("maxLength: 20", "maxLength: 10").unwrap(),
        [
            "public surface: 1 changed; 1 breaks callers",
            "breaks changed field Pet.name",
            "maxLength is `10`, was `20`: refuses what was accepted",
            "at #/components/schemas/Pet/properties/name",
            "version: a minor step from 0.1.0 to 0.2.0 is due; it is 0.1.0 \
             (info.x-rust-package.version in specs/overlay.yaml)",
        ]
    );
}

#[test]
fn a_new_required_field_of_a_sent_type_breaks_callers() {
    let told = account_of(
        "[name, kind]\n      properties:",
        "[name, kind, age]\n      properties:\n        age: { type: integer }",
    );
    assert_eq!(
        told.unwrap()[..6],
        [
            "public surface: 1 added, 1 changed; 1 breaks callers",
            "breaks changed constructor Pet.new",
            "is `(age: i64, name: String, kind: Kind)`, was `(name: String, kind: Kind)`",
            "at #/components/schemas/Pet",
            "added field Pet.age",
            "at #/components/schemas/Pet/properties/age",
        ]
    );
}

#[test]
fn a_new_value_breaks_nobody() {
    assert_eq!(
        account_of("[cat, dog]", "[cat, dog, fish]").unwrap(),
        [
            "public surface: 1 added; none of it breaks callers",
            "added value Kind.Fish",
            "was `Unknown` with the value `fish` until now",
            "at #/components/schemas/Kind/enum",
            "version: a patch step from 0.1.0 to 0.1.1 is due; it is 0.1.0 \
             (info.x-rust-package.version in specs/overlay.yaml)",
        ]
    );
}

#[test]
fn a_removed_page_takes_along_what_nothing_else_uses() {
    let repository = Repository::new().unwrap();
    repository.write(LIST, &page("get", PET)).unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    assert_eq!(
        account(&run)[..4],
        [
            "public surface: 1 added; none of it breaks callers",
            "added method pets.list",
            "`() -> Pet`",
            "at #/paths/~1pets~1/get",
        ]
    );
    fs_err::remove_file(repository.path(CREATE)).unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    let told = account(&run);
    assert_eq!(
        told[0], "public surface: 2 changed, 2 removed; 3 break callers",
        "{told:?}"
    );
    for line in [
        "breaks removed method pets.create",
        "at #/paths/~1pets~1/post",
        "breaks removed constructor Pet.new",
        "has no `Serialize` any more",
    ] {
        assert!(told.iter().any(|found| found == line), "{line}: {told:?}");
    }
}

#[test]
fn a_renamed_page_renames_its_method() {
    let repository = Repository::new().unwrap();
    let adopt = repository.path("specs/pages/pets/adopt.md");
    fs_err::rename(repository.path(CREATE), adopt).unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    assert_eq!(
        account(&run)[..3],
        [
            "public surface: 1 renamed; 1 breaks callers",
            "breaks renamed method pets.create to pets.adopt",
            "at #/paths/~1pets~1/post",
        ]
    );
    let animals = repository.path("specs/pages/animals");
    fs_err::rename(repository.path("specs/pages/pets"), animals).unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    let told = account(&run);
    for line in [
        "public surface: 1 added, 1 removed, 1 renamed; 2 break callers",
        "added resource animals",
        "breaks removed resource pets",
        "breaks renamed method pets.adopt to animals.adopt",
    ] {
        assert!(told.iter().any(|found| found == line), "{line}: {told:?}");
    }
}

#[test]
fn a_component_that_differs_in_one_of_two_pages_is_decided_before_it_is_told() {
    let repository = Repository::new().unwrap();
    repository.write(LIST, &page("get", PET)).unwrap();
    repository.run(&["regenerate"]).unwrap();
    let surface = repository.read("generated-client/surface.txt").unwrap();
    repository
        .edit(
            LIST,
            "        kind:",
            "        nick: { type: string }\n        kind:",
        )
        .unwrap();
    let refused = repository.run(&["regenerate"]).unwrap();
    assert_eq!(refused.code, Some(1));
    assert!(
        refused
            .stderr
            .contains("`Pet` in components/schemas has grown"),
        "{refused:?}"
    );
    assert_eq!(
        repository.read("generated-client/surface.txt").unwrap(),
        surface
    );

    let overlay = overlay("0.1.0") + "x-newer: [pets/list]\n";
    repository.write("specs/overlay.yaml", &overlay).unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    assert_eq!(
        account(&run)[..3],
        [
            "public surface: 1 added; none of it breaks callers",
            "added field Pet.nick",
            "at #/components/schemas/Pet/properties/nick",
        ]
    );
}

#[test]
fn the_version_is_compared_with_the_step_that_is_due() {
    let repository = Repository::new().unwrap();
    repository
        .write("specs/overlay.yaml", &overlay("1.0.0"))
        .unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    assert_eq!(
        account(&run),
        ["public surface: unchanged; the version goes from 0.1.0 to 1.0.0"]
    );
    repository
        .edit(CREATE, "maxLength: 20", "maxLength: 10")
        .unwrap();
    repository
        .write("specs/overlay.yaml", &overlay("1.1.0"))
        .unwrap();
    let check = repository.run(&["regenerate", "--check"]).unwrap();
    assert!(
        account(&check).contains(
            &"version: a major step from 1.0.0 to 2.0.0 is due; it is 1.1.0 \
              (info.x-rust-package.version in specs/overlay.yaml)"
                .to_owned()
        ),
        "{check:?}"
    );
    repository
        .write("specs/overlay.yaml", &overlay("2.0.0"))
        .unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    assert_eq!(
        account(&run).last().map(String::as_str),
        Some("version: goes from 1.0.0 to 2.0.0, where a major step to 2.0.0 is due")
    );
}

#[test]
fn a_surface_that_cannot_be_read_is_said_and_replaced() {
    let repository = Repository::new().unwrap();
    let surface = "generated-client/surface.txt";
    let good = repository.read(surface).unwrap();
    repository
        .edit(surface, "version 0.1.0", "<<<<<<< ours")
        .unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    assert_eq!(run.code, Some(0));
    assert_eq!(
        account(&run),
        [
            "public surface: unknown changes, since line 4 is no item of a public surface in generated-client/surface.txt"
        ]
    );
    assert_eq!(repository.read(surface).unwrap(), good);
    fs_err::remove_file(repository.path(surface)).unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    assert_eq!(
        account(&run),
        [
            "public surface: 1 resource, 1 method, 2 types, all of them new, since there is no generated-client/surface.txt"
        ]
    );
}
