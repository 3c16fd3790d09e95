//! From a change of a document to what the account says about it.

mod accounts;
mod texts;
mod versions;

use super::{Account, Surface, What};
use crate::load::{Input, Source};
use crate::{Options, generate};

/// A document with one of everything that a surface speaks of.
const SPEC: &str = "
openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
servers: [{ url: 'https://pets.example', description: Production }, { url: 'https://try.example', description: Sandbox }]
security: [{ key: [] }]
paths:
  /owners/{owner}/pets/{name}/:
    get:
      operationId: owners_find
      tags: [owners]
      parameters:
        - { in: path, name: owner, required: true, schema: { type: string } }
        - { in: path, name: name, required: true, schema: { type: string } }
        - { in: query, name: limit, schema: { type: integer, maximum: 100 } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  /pets/:
    post:
      operationId: pets_create
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } }
      responses:
        '201': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
  schemas:
    Pet:
      type: object
      required: [name, kind]
      properties:
        name: { type: string }
        kind: { $ref: '#/components/schemas/Kind' }
    NewPet:
      type: object
      required: [name, breed]
      properties:
        name: { type: string, maxLength: 20 }
        breed: { type: string }
        chip: { type: string, pattern: '^[A-Z|]+$' }
        tags: { type: array, maxItems: 3, items: { type: string, maxLength: 9 } }
        toy: { $ref: '#/components/schemas/Toy' }
    Kind: { type: string, enum: [cat, dog] }
    Toy:
      oneOf: [{ $ref: '#/components/schemas/Ball' }, { $ref: '#/components/schemas/Rope' }]
    Ball: { type: object, required: [size], properties: { size: { type: integer } } }
    Rope: { type: object, required: [length], properties: { length: { type: integer } } }
";

fn surface(spec: &str) -> Surface {
    let source = Source {
        path: "pets.yaml".to_owned(),
        place: None,
        text: spec.to_owned(),
    };
    let input = Input {
        specs: vec![source],
        overlays: Vec::new(),
    };
    Surface::of(&generate(&input, &Options::default()).unwrap().api)
}

/// The document with some of its text replaced by another.
fn changed(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(SPEC.to_owned(), |spec, (from, to)| {
        assert!(spec.contains(from), "{from}");
        spec.replacen(from, to, 1)
    })
}

/// What the account of the edits says, one line for each change.
fn account(edits: &[(&str, &str)]) -> Vec<String> {
    between(SPEC, &changed(edits))
}

/// What the account of two documents says, one line for each change.
fn between(old: &str, new: &str) -> Vec<String> {
    let account = Account::between(&surface(old), &surface(new));
    let lines = account.changes.iter().map(|change| {
        let what = match &change.what {
            What::Added => "added".to_owned(),
            What::Changed => "changed".to_owned(),
            What::Renamed { from } => format!("renamed {from} to"),
            What::Removed => "removed".to_owned(),
        };
        let effects: Vec<&str> = change
            .effects
            .iter()
            .map(|effect| effect.text.as_str())
            .collect();
        let name = format!("{} {}", change.kind.word(), change.name);
        let line = format!(
            "{:?}: {what} {name}: {}",
            change.weight(),
            effects.join("; ")
        );
        line.trim_end_matches(": ").to_owned()
    });
    lines.collect()
}
