//! What `add` checks, says, writes and refuses.

use std::io;

use crate::pages::{PET, Repository, page};

const LIST: &str = "specs/pages/pets/list.md";

/// A repository, and beside its specs a downloaded page about getting pets.
fn repository() -> io::Result<Repository> {
    let repository = Repository::new()?;
    repository.write("docs/api-reference/pets/list.md", &page("get", PET))?;
    Ok(repository)
}

const ADD: [&str; 2] = ["add", "docs/api-reference/pets/list.md"];

#[test]
fn a_page_is_put_where_its_path_says_and_what_it_adds_is_told() {
    let repository = repository().unwrap();
    let run = repository.run(&ADD).unwrap();
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        run.stderr,
        "\
docs/api-reference/pets/list.md is specs/pages/pets/list.md
public surface: 1 added; none of it breaks callers
         added    method pets.list
                  `() -> Pet`
                  at #/paths/~1pets~1/get
version: a patch step from 0.1.0 to 0.1.1 is due; it is 0.1.0 (info.x-rust-package.version in specs/overlay.yaml)
specs/pages/: 1 page written; run `cargo xtask regenerate`, and commit all of it
"
    );
    assert_eq!(repository.read(LIST).unwrap(), page("get", PET));

    let again = repository.run(&ADD).unwrap();
    assert_eq!(again.code, Some(0));
    assert!(
        again
            .stderr
            .ends_with("specs/pages/ has all of that already; nothing was written\n"),
        "{again:?}"
    );
    assert_eq!(repository.run(&["regenerate"]).unwrap().code, Some(0));
    assert!(
        repository
            .path("generated-client/src/resources/pets.rs")
            .exists()
    );
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let repository = repository().unwrap();
    let run = repository
        .run(&[&ADD[..], &["--dry-run"]].concat())
        .unwrap();
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains("added    method pets.list"), "{run:?}");
    assert!(
        run.stderr
            .ends_with("nothing was written, as --dry-run asks for\n"),
        "{run:?}"
    );
    assert!(!repository.path(LIST).exists());
}

#[test]
fn a_place_is_given_where_the_path_has_none() {
    let repository = repository().unwrap();
    repository.write("list.md", &page("get", PET)).unwrap();
    let undecided = repository.run(&["add", "list.md"]).unwrap();
    assert_eq!(undecided.code, Some(2));
    assert!(
        undecided.stderr.contains("such as `--as agents/list`"),
        "{undecided:?}"
    );

    let run = repository
        .run(&["add", "list.md", "--as", "pets/all"])
        .unwrap();
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(repository.path("specs/pages/pets/all.md").exists());
}

#[test]
fn a_page_may_end_in_mdx() {
    let repository = repository().unwrap();
    let list = page("get", PET);
    repository
        .write("specs/pages/pets/list.mdx", &list)
        .unwrap();
    let run = repository.run(&["regenerate"]).unwrap();
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("added    method pets.list"), "{run:?}");
}

#[test]
fn a_folder_is_no_page() {
    let repository = repository().unwrap();
    repository
        .write("pages/pets/list.md", &page("get", PET))
        .unwrap();
    for folder in ["pages", "pages/pets"] {
        let run = repository.run(&["add", folder]).unwrap();
        assert_eq!(run.code, Some(2), "{run:?}");
        let said = format!(
            "{folder} is a folder; give the pages in it one by one, such as `{folder}/*.md`"
        );
        assert!(run.stderr.contains(&said), "{run:?}");
    }
}

#[test]
fn a_page_with_a_finding_is_shown_at_its_place_and_not_written() {
    let repository = repository().unwrap();
    for (text, finding) in [
        ("# Pets\n".to_owned(), "error[page-block-missing]"),
        (page("get", PET).replace("paths:", "paths"), "error[syntax]"),
        (page("post", PET), "error[operation-twice]"),
        (
            page("get", &PET.replace("20", "30")),
            "error[component-conflict]",
        ),
    ] {
        repository.write("pages/pets/list.md", &text).unwrap();
        let run = repository.run(&["add", "pages/pets/list.md"]).unwrap();
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.stderr.contains(finding), "{finding}: {}", run.stderr);
        assert!(
            run.stderr.contains("specs/pages/pets/list.md"),
            "{}",
            run.stderr
        );
        assert!(
            run.stderr.ends_with("; nothing was written\n"),
            "{}",
            run.stderr
        );
        assert!(!repository.path(LIST).exists(), "{finding}");
    }
}

#[test]
fn one_bad_page_keeps_all_of_them_out() {
    let repository = repository().unwrap();
    repository.write("pages/pets/get.md", "# Pets\n").unwrap();
    let run = repository
        .run(&[&ADD[..], &["pages/pets/get.md"]].concat())
        .unwrap();
    assert_eq!(run.code, Some(1));
    assert!(!repository.path(LIST).exists());
    let absent = repository.run(&["add", "pages/absent.md"]).unwrap();
    assert_eq!(absent.code, Some(2));
    assert!(absent.stderr.contains("absent.md"), "{absent:?}");
}

#[test]
fn another_page_is_replaced_only_if_that_is_asked_for() {
    let repository = repository().unwrap();
    let create = "specs/pages/pets/create.md";
    let before = repository.read(create).unwrap();
    let newer = page("post", &PET.replace("20", "30"));
    repository.write("pages/pets/create.md", &newer).unwrap();
    let refused = repository.run(&["add", "pages/pets/create.md"]).unwrap();
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("give --replace"), "{refused:?}");
    assert_eq!(repository.read(create).unwrap(), before);

    let run = repository
        .run(&["add", "pages/pets/create.md", "--replace"])
        .unwrap();
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("maxLength is `30`, was `20`"),
        "{run:?}"
    );
    assert_eq!(repository.read(create).unwrap(), newer);
}

#[test]
fn warnings_do_not_keep_a_page_out_and_are_to_be_answered() {
    let repository = repository().unwrap();
    let odd = page("get", PET).replace(
        "operationId: pets_get",
        "operationId: pets_get\n      parameters: [{ in: body }]",
    );
    repository.write("pages/pets/list.md", &odd).unwrap();
    let run = repository.run(&["add", "pages/pets/list.md"]).unwrap();
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("warning[invalid-parameter]"), "{run:?}");
    assert!(
        run.stderr
            .contains("answer the warnings in specs/overlay.yaml"),
        "{run:?}"
    );
    assert!(repository.path(LIST).exists());
}

#[test]
fn the_first_page_of_a_repository_needs_no_folder() {
    let repository = repository().unwrap();
    fs_err::remove_dir_all(repository.path("specs/pages")).unwrap();
    fs_err::remove_dir_all(repository.path("generated-client")).unwrap();
    let none = repository.run(&["regenerate"]).unwrap();
    assert_eq!(none.code, Some(2));
    assert!(
        none.stderr.contains("add one with `cargo xtask add`"),
        "{none:?}"
    );
    let run = repository.run(&ADD).unwrap();
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr
            .contains("1 resource, 1 method, 2 types, all of them new"),
        "{run:?}"
    );
    assert_eq!(repository.run(&["regenerate"]).unwrap().code, Some(0));
}
