//! What a page that is added to `specs/` changes: itself, and nothing that was there before.
//!
//! Invariant: the pages are made up, with names that no page of the API has. So whatever is added to `specs/` leaves these
//! tests as they are.

use std::error::Error;

use generator::load::{Input, Source};
use generator::output::Output;
use generator::surface::{Account, Surface, Weight};
use generator::{Options, generate};
use xtask::Workspace;

type Failure = Box<dyn Error>;

/// A page that comes before all others, with a type, a credential and servers of its own. The rest of its head is that of
/// other pages.
const PAGE: &str = "\
# Create

> Makes one

## OpenAPI

````yaml api-reference/openapi.json post /api/v1/aaa-made-up/
HEAD
paths:
  /api/v1/aaa-made-up/:
    post:
      operationId: api_v1_aaa_made_up_create
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/MadeUp' } } }, required: true }
      responses:
        '201': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/MadeUp' } } } }
      security: [{ madeUpAuth: [] }]
components:
  schemas:
    MadeUp:
      type: object
      properties:
        id: { type: string, format: uuid, readOnly: true }
        name: { type: string }
        tags: { type: array, items: { type: string }, readOnly: true }
        updatedAt: { type: string, format: date-time, readOnly: true }
      required: [id, name, tags, updatedAt]
  securitySchemes:
    madeUpAuth: { type: apiKey, in: header, name: X-Made-Up }
````
";

fn made_up() -> Result<Source, Failure> {
    let published = Workspace::find()?.read_specs()?.specs;
    let (_, published) = published[0]
        .text
        .split_once("\nopenapi:")
        .ok_or("no document")?;
    let (head, _) = published.split_once("\npaths:").ok_or("no paths")?;
    Ok(Source {
        path: "specs/pages/aaa-made-up/create.md".to_owned(),
        place: Some("aaa-made-up/create".to_owned()),
        text: PAGE
            .replace("HEAD", &format!("openapi:{head}"))
            .replace("url: http", "url: https://tunnel.example/http"),
    })
}

/// What `cargo xtask regenerate` makes of `specs/` with these pages.
fn generated(pages: impl IntoIterator<Item = Source>) -> Result<Output, Failure> {
    let mut specs: Input = Workspace::find()?.read_specs()?;
    specs.specs.extend(pages);
    let options = Options {
        deny_warnings: true,
        ..Options::default()
    };
    generate(&specs, &options).map_err(|report| report.to_string().into())
}

#[test]
fn pages_with_every_idiom_can_be_added() -> Result<(), Failure> {
    let mut idioms = sdk_tests::pages()?.specs;
    idioms.retain(|page| page.path.starts_with("tests/pages/idioms/"));
    assert!(idioms.len() > 5);
    for page in &idioms {
        generated([page.clone()]).map_err(|error| format!("{}: {error}", page.path))?;
    }
    generated(idioms).map(drop)
}

/// `Client::new` takes one credential, whatever else a client may need for other operations, and sends it where it did.
#[test]
fn nothing_breaks_for_callers() -> Result<(), Failure> {
    let before = Surface::of(&generated([])?.api);
    let after = Surface::of(&generated([made_up()?])?.api);
    let mut changes = Account::between(&before, &after).changes;
    assert!(changes.iter().any(|change| change.name == "aaa_made_up"));
    changes.retain(|change| change.weight() == Weight::Break);
    assert!(changes.is_empty(), "{changes:#?}");
    Ok(())
}

/// README.md prints one of them, and tests run all.
#[test]
fn the_programs_stay_the_same() -> Result<(), Failure> {
    let before = generated([])?.files;
    let after = generated([made_up()?])?.files;
    assert!(before.contains_key("examples/send.rs"));
    for path in before.keys().chain(after.keys()) {
        if path.starts_with("examples/") {
            assert_eq!(before.get(path), after.get(path), "{path}");
        }
    }
    Ok(())
}

#[test]
fn a_required_member_that_the_server_leaves_out_costs_no_answer() -> Result<(), Failure> {
    let files = generated([made_up()?])?.files;
    let made_up = &files["src/types/made_up.rs"];
    for member in ["id: uuid::Uuid,", "tags: Option<", "updated_at: Option<"] {
        assert!(made_up.contains(&format!("pub {member}")), "{made_up}");
    }
    Ok(())
}

/// `tests/wide-client/` and all that is asserted of it: else whoever adds a page has to write it anew.
#[test]
fn what_is_added_changes_nothing_of_the_wide_client() -> Result<(), Failure> {
    let input = sdk_tests::pages()?;
    let sources = input.specs.iter().chain(&input.overlays);
    let paths: Vec<_> = sources.map(|source| &source.path).collect();
    assert!(paths.len() > 30);
    let is_own = |path: &&String| path.starts_with("tests/pages/");
    assert!(paths.iter().all(is_own), "{paths:?}");
    Ok(())
}
