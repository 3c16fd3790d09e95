//! What a page that is added to `specs/` changes: itself, and nothing that was there before.
//!
//! Invariant: the pages are those of `tests/pages/`, without their overlay, as somebody would add them.

use std::error::Error;
use std::path::Path;

use generator::load::{Input, Source};
use generator::output::Output;
use generator::surface::{Account, Surface, Weight};
use generator::{Options, generate};
use xtask::Workspace;

type Failure = Box<dyn Error>;

/// The pages that `specs/` may not have, by their places.
fn pages() -> Result<Vec<(String, String)>, Failure> {
    let pages = sdk_tests::pages()?.specs.into_iter();
    let pages: Option<Vec<_>> = pages.map(|page| Some((page.place?, page.path))).collect();
    Ok(pages.ok_or("a page has no place")?)
}

/// `specs/` with these pages, which take the place of those that are there.
fn specs_with(pages: &[(String, String)]) -> Result<Input, Failure> {
    let mut reader = Workspace::find()?.reader()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (place, path) in pages {
        reader.page(&root.join(path), Path::new("specs/pages"), place)?;
    }
    Ok(reader.finish()?)
}

/// What `cargo xtask regenerate` would make of it.
fn generated(pages: &[(String, String)]) -> Result<Output, Failure> {
    regenerated(&specs_with(pages)?)
}

fn regenerated(specs: &Input) -> Result<Output, Failure> {
    let options = Options {
        deny_warnings: true,
        ..Options::default()
    };
    generate(specs, &options).map_err(|report| report.to_string().into())
}

/// What breaks callers of the SDK that `specs/` gives.
fn assert_nothing_breaks(after: &Output) -> Result<(), Failure> {
    let before = Surface::of(&generated(&[])?.api);
    let mut changes = Account::between(&before, &Surface::of(&after.api)).changes;
    changes.retain(|change| change.weight() == Weight::Break);
    assert!(changes.is_empty(), "{changes:#?}");
    Ok(())
}

#[test]
fn each_page_can_be_added_alone() -> Result<(), Failure> {
    for page in pages()? {
        generated(std::slice::from_ref(&page)).map_err(|error| format!("{}: {error}", page.0))?;
    }
    Ok(())
}

#[test]
fn nothing_breaks_for_callers_when_all_are_added() -> Result<(), Failure> {
    assert_nothing_breaks(&generated(&pages()?)?)
}

/// `Client::new` takes the key alone, whatever else a client may need for other operations.
#[test]
fn a_page_with_a_credential_of_its_own_breaks_nothing() -> Result<(), Failure> {
    let mut specs = specs_with(&[])?;
    let is_sending =
        |source: &&Source| source.place.as_deref() == Some("conversations/messages/send");
    let page = specs.specs.iter().find(is_sending).ok_or("no such page")?;
    specs.specs.push(Source {
        path: "specs/pages/auth/verify.md".to_owned(),
        place: Some("auth/verify".to_owned()),
        text: page
            .text
            .replace("/conversations/{id}/messages/", "/auth/{id}/verify/")
            .replace("ApiKeyAuth", "tokenAuth")
            .replace("X-API-Key", "Authorization"),
    });
    let output = regenerated(&specs)?;
    assert!(output.files["src/client.rs"].contains("pub fn token(self"));
    assert_nothing_breaks(&output)
}

/// README.md prints one of them, and tests run all.
#[test]
fn the_programs_stay_the_same() -> Result<(), Failure> {
    let before = generated(&[])?.files;
    let after = generated(&pages()?)?.files;
    let programs = |path: &str| path.starts_with("examples/");
    assert!(before.contains_key("examples/send.rs"));
    for path in before
        .keys()
        .chain(after.keys())
        .filter(|path| programs(path))
    {
        assert_eq!(before.get(path), after.get(path), "{path}");
    }
    Ok(())
}

/// `updatedAt` is required in the page, and in no answer of the server that is known.
#[test]
fn a_required_member_that_the_server_leaves_out_costs_no_answer() -> Result<(), Failure> {
    let files = generated(&pages()?)?.files;
    let agent = &files["src/types/agent.rs"];
    assert!(agent.contains("pub updated_at: Option<"), "{agent}");
    assert!(
        agent.contains("pub tools: Option<Vec<AgentTool>>"),
        "{agent}"
    );
    assert!(agent.contains("pub id: uuid::Uuid,"), "{agent}");
    Ok(())
}

/// `tests/wide-client/` and all that is asserted of it: else whoever adds a page has to write it anew.
#[test]
fn what_is_added_changes_nothing_of_the_wide_client() -> Result<(), Failure> {
    let input = sdk_tests::pages()?;
    let paths: Vec<_> = input
        .specs
        .iter()
        .chain(&input.overlays)
        .map(|source| &source.path)
        .collect();
    assert!(paths.len() > 30);
    assert!(
        paths.iter().all(|path| path.starts_with("tests/pages/")),
        "{paths:?}"
    );
    Ok(())
}
