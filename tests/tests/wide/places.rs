//! Where pages stand, for places that are less obvious than those of the real ones.
//!
//! Invariant: the pages are made here, so none of this depends on what is published.

use generator::ir::Resource;
use generator::load::{Input, Source};
use generator::output::Output;
use generator::{Options, generate};

use super::Failure;

/// A page about `GET /path/`, which stands at `place`.
fn page(place: &str, path: &str) -> Source {
    let yaml = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  {path}:\n    get:\n      \
         responses: {{'204': {{description: ''}}}}\n"
    );
    Source {
        path: format!("pages/{place}.md"),
        place: Some(place.to_owned()),
        text: format!("# Title\n\n````yaml api.json get {path}\n{yaml}````\n"),
    }
}

fn made(pages: impl IntoIterator<Item = Source>) -> Result<Output, String> {
    let input = Input {
        specs: pages.into_iter().collect(),
        overlays: Vec::new(),
    };
    generate(&input, &Options::default()).map_err(|report| report.to_string())
}

fn child<'a>(resource: &'a Resource, name: &str) -> Result<&'a Resource, Failure> {
    let found = resource
        .children
        .iter()
        .find(|child| child.name.as_str() == name);
    found.ok_or_else(|| format!("there is no {name}").into())
}

#[test]
fn names_that_rust_forbids_are_written_in_another_way() -> Result<(), Failure> {
    let places = [
        "loop/type",
        "loop/self",
        "loop/404",
        "page/new",
        "request/get",
    ];
    let pages = places.map(|place| page(place, &format!("/{place}/")));
    let root = made(pages)?.api.root;
    let names: Vec<&str> = child(&root, "r#loop")?
        .operations
        .iter()
        .map(|operation| operation.name.as_str())
        .collect();
    assert_eq!(names, ["n404", "r#type", "self_"]);
    let page = child(&root, "page")?;
    assert_eq!(page.operations[0].name.as_str(), "new_");
    assert_eq!(page.type_name.as_str(), "Page_");
    assert_eq!(child(&root, "request")?.type_name.as_str(), "Request_");
    Ok(())
}

#[test]
fn a_method_and_a_resource_of_one_name_are_reported_with_both_places() {
    let pages = [
        page("chats/messages", "/a/"),
        page("chats/messages/list", "/b/"),
    ];
    let report = made(pages).err().unwrap_or_default();
    assert!(report.contains("error[name-collision]"), "{report}");
    assert!(report.contains("pages/chats/messages.md"), "{report}");
    assert!(report.contains("pages/chats/messages/list.md"), "{report}");
}

#[test]
fn two_names_that_become_one_are_reported() {
    let pages = [page("chats/send-now", "/a/"), page("chats/send_now", "/b/")];
    let report = made(pages).err().unwrap_or_default();
    assert!(report.contains("both become `send_now`"), "{report}");
}

#[test]
fn two_pages_for_one_operation_are_reported_with_both_places() {
    let pages = [page("chats/send", "/a/"), page("chats/post", "/a/")];
    let report = made(pages).err().unwrap_or_default();
    assert!(report.starts_with("error["), "{report}");
    assert!(report.contains("pages/chats/send.md"), "{report}");
    assert!(report.contains("pages/chats/post.md"), "{report}");
}
