//! Which files are read, and under which names.

use std::path::Path;

use generator::load::Input;
use tempfile::TempDir;

use super::Reader;
use crate::{Failure, Workspace};

fn repository(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let place = folder.path().join(path);
        fs_err::create_dir_all(place.parent().unwrap()).unwrap();
        fs_err::write(place, text).unwrap();
    }
    folder
}

fn names(input: &Input) -> Vec<(&str, Option<&str>)> {
    input
        .specs
        .iter()
        .map(|source| (source.path.as_str(), source.place.as_deref()))
        .collect()
}

#[test]
fn specs_are_pages_with_their_places_documents_and_the_overlay() {
    let folder = repository(&[
        ("specs/pages/conversations/messages/send.md", b"send"),
        ("specs/pages/agents/list.md", b"list"),
        ("specs/pages/agents/.list.md.swp", b"an editor's"),
        ("specs/pages/agents/logo.png", b"a picture"),
        ("specs/extra.json", b"{}"),
        ("specs/more.yaml", b"{}"),
        ("specs/overlay.yaml", b"overlay: 1.0.0"),
    ]);
    let input = Workspace::at(folder.path()).read_specs().unwrap();
    assert_eq!(
        names(&input),
        [
            ("specs/pages/agents/list.md", Some("agents/list")),
            (
                "specs/pages/conversations/messages/send.md",
                Some("conversations/messages/send")
            ),
            ("specs/extra.json", None),
            ("specs/more.yaml", None),
        ]
    );
    assert_eq!(input.specs[1].text, "send");
    let overlays: Vec<_> = input
        .overlays
        .iter()
        .map(|it| (it.path.as_str(), it.text.as_str()))
        .collect();
    assert_eq!(overlays, [("specs/overlay.yaml", "overlay: 1.0.0")]);
}

#[test]
fn a_spec_is_a_folder_of_pages_or_a_file() {
    let folder = repository(&[
        ("docs/a/get.md", b"a"),
        ("one.md", b"one"),
        ("api.yml", b"api"),
    ]);
    let mut reader = Reader::below(folder.path());
    for spec in ["docs", "one.md", "api.yml"] {
        reader.spec(Path::new(spec)).unwrap();
    }
    assert_eq!(
        names(&reader.finish().unwrap()),
        [
            ("docs/a/get.md", Some("a/get")),
            ("one.md", None),
            ("api.yml", None)
        ]
    );
}

#[test]
fn a_folder_without_pages_and_a_missing_file_are_refused_by_name() {
    let folder = repository(&[("docs/readme.txt", b"")]);
    let mut reader = Reader::below(folder.path());
    let failure = reader.spec(Path::new("docs")).unwrap_err();
    assert!(
        failure.to_string().contains("docs holds no docs page"),
        "{failure}"
    );
    let failure = reader.spec(Path::new("absent.yaml")).unwrap_err();
    assert!(failure.to_string().contains("absent.yaml"), "{failure}");
    assert_eq!(failure.exit_code(), 2);
}

#[test]
fn a_folder_where_a_file_is_wanted_is_refused_with_what_to_name() {
    let folder = repository(&[("docs/api.yaml", b"{}")]);
    let mut reader = Reader::below(folder.path());
    let failure = reader.spec(Path::new("docs")).unwrap_err();
    assert!(
        failure
            .to_string()
            .ends_with("documents are named one by one, as in `docs/api.yaml`"),
        "{failure}"
    );
    let failure = reader.overlay(Path::new("docs")).unwrap_err();
    assert!(
        failure
            .to_string()
            .ends_with("docs is a folder; name a file in it"),
        "{failure}"
    );
    assert_eq!(failure.exit_code(), 2);
}

#[test]
fn a_file_that_is_compressed_is_called_that() {
    let folder = repository(&[("a.yaml.gz", b"\x1f\x8b\x08\xff")]);
    let mut reader = Reader::below(folder.path());
    reader.spec(Path::new("a.yaml.gz")).unwrap();
    let text = reader.finish().unwrap_err().to_string();
    assert!(
        text.contains("the file is compressed") && text.contains("help: unpack it first"),
        "{text}"
    );
}

#[test]
fn every_text_that_is_not_unicode_is_a_finding_with_its_place() {
    let folder = repository(&[("a.yaml", b"a: 1\nb: \xc3\xa9\xff\n"), ("b.yaml", b"\xff")]);
    let mut reader = Reader::below(folder.path());
    reader.spec(Path::new("a.yaml")).unwrap();
    reader.spec(Path::new("b.yaml")).unwrap();
    let failure = reader.finish().unwrap_err();
    assert!(matches!(failure, Failure::Findings(_)), "{failure}");
    let text = failure.to_string();
    assert!(text.contains("error[not-utf-8]"), "{text}");
    assert!(
        text.contains("a.yaml:2:5") && text.contains("b.yaml:1:1"),
        "{text}"
    );
    assert!(text.ends_with("2 errors; nothing was written"), "{text}");
}

#[cfg(unix)]
#[test]
fn what_may_never_end_is_refused_before_it_is_opened() {
    let folder = repository(&[("docs/get.md", b"a")]);
    for pipe in ["api.yaml", "docs/pipe.md"] {
        let mkfifo = std::process::Command::new("mkfifo")
            .arg(folder.path().join(pipe))
            .status();
        assert!(mkfifo.unwrap().success());
    }
    for spec in ["api.yaml", "docs", "/dev/zero"] {
        let failure = Reader::below(folder.path())
            .spec(Path::new(spec))
            .unwrap_err();
        assert!(
            failure.to_string().contains("is no regular file"),
            "{spec}: {failure}"
        );
    }
    let mut reader = Reader::below(folder.path());
    let failure = reader.overlay(Path::new("/dev/zero")).unwrap_err();
    assert!(failure.to_string().starts_with("/dev/zero is no"));
}

#[cfg(unix)]
#[test]
fn an_overlay_that_cannot_be_read_is_not_passed_over() {
    let folder = repository(&[("specs/pets.yaml", b"{}")]);
    let overlay = folder.path().join("specs/overlay.yaml");
    std::os::unix::fs::symlink("absent.yaml", &overlay).unwrap();
    let failure = Workspace::at(folder.path()).read_specs().unwrap_err();
    assert!(failure.to_string().contains("overlay.yaml"), "{failure}");
}

#[cfg(unix)]
#[test]
fn a_link_among_the_pages_is_refused() {
    let folder = repository(&[("docs/get.md", b"a"), ("elsewhere/b.md", b"b")]);
    let link = folder.path().join("docs/more");
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), link).unwrap();
    let failure = Reader::below(folder.path())
        .pages(Path::new("docs"))
        .unwrap_err();
    assert!(failure.to_string().contains("is a link"), "{failure}");
}

#[test]
fn a_page_where_nothing_reads_it_is_refused() {
    for stray in [
        "specs/get.md",
        "specs/agents/get.md",
        "specs/old/api.yaml",
        "specs/pages/agents/get.md.txt",
        "specs/pages/agents/get",
        "specs/pages/agents/extra.yaml",
    ] {
        let folder = repository(&[("specs/pages/send.md", b"send"), (stray, b"a page")]);
        let refused = Workspace::at(folder.path()).read_specs().unwrap_err();
        let said = format!("nothing reads {stray}: docs pages are in specs/pages/");
        assert!(refused.to_string().starts_with(&said), "{refused}");
    }
}

#[test]
fn a_page_may_end_in_mdx_and_in_capitals() {
    let folder = repository(&[
        ("specs/pages/agents/get.mdx", b"get"),
        ("specs/pages/agents/list.MD", b"list"),
    ]);
    let input = Workspace::at(folder.path()).read_specs().unwrap();
    let places = names(&input).into_iter().map(|(_, place)| place);
    let expected = [Some("agents/get"), Some("agents/list")];
    assert!(places.eq(expected), "{input:?}");
}
