//! A repository whose specs are docs pages, small ones in the form in which they are published.

use std::io;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::{Run, xtask};

/// What a pet is, in the pages that speak of one.
pub(crate) const PET: &str = "
    Pet:
      type: object
      required: [name, kind]
      properties:
        name: { type: string, maxLength: 20 }
        kind: { $ref: '#/components/schemas/Kind' }
    Kind: { type: string, enum: [cat, dog] }";

/// A page about `method` on `/pets/`, which sends or receives pets.
pub(crate) fn page(method: &str, components: &str) -> String {
    let pet = "content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }";
    let body = match method {
        "post" => format!("requestBody: {{ required: true, {pet} }}"),
        _ => String::new(),
    };
    format!(
        "# Pets

> What is known of pets

## OpenAPI

````yaml api-reference/openapi.json {method} /pets/
openapi: 3.0.3
info: {{ title: Pets, version: 1.0.0 }}
servers: [{{ url: 'https://pets.example' }}]
paths:
  /pets/:
    {method}:
      operationId: pets_{method}
      {body}
      responses:
        '200': {{ description: A pet, {pet} }}
components:
  schemas:{components}
````
"
    )
}

/// A folder that the tool takes for its repository.
pub(crate) struct Repository {
    pub(crate) folder: TempDir,
}

impl Repository {
    /// One with the page `pets/create`, and the SDK that it gives.
    pub(crate) fn new() -> io::Result<Self> {
        let repository = Self {
            folder: TempDir::new()?,
        };
        repository.write("Cargo.toml", "[workspace]\n")?;
        repository.write("specs/pages/pets/create.md", &page("post", PET))?;
        let run = repository.run(&["regenerate"])?;
        assert_eq!(run.code, Some(0), "{run:?}");
        Ok(repository)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) -> io::Result<()> {
        let path = self.path(path);
        if let Some(parent) = path.parent() {
            fs_err::create_dir_all(parent)?;
        }
        fs_err::write(path, text)
    }

    pub(crate) fn read(&self, path: &str) -> io::Result<String> {
        fs_err::read_to_string(self.path(path))
    }

    /// Replaces a part of a file, which has to be there.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> io::Result<()> {
        let text = self.read(path)?;
        assert!(text.contains(from), "{from}");
        self.write(path, &text.replace(from, to))
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> io::Result<Run> {
        xtask(&self.folder, arguments)
    }
}
