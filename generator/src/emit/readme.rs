//! `README.md`, which is the front page of the crate's documentation as well.

use super::{Block, SourceFile, example};
use crate::ir::Api;

/// The file.
pub(super) fn emit(api: &Api) -> SourceFile {
    let mut blocks = vec![prose(format!("# {}", api.title))];
    if !api.docs.0.is_empty() {
        blocks.push(prose(api.docs.0.join("\n")));
    }
    blocks.push(prose("## How to call it"));
    blocks.extend(example::program(api).map(Block::Rust));
    blocks.push(prose(setting_up(api)));
    if let Some(license) = &api.package.license {
        blocks.push(prose(format!("## Licence\n\n{license}")));
    }
    SourceFile::Markdown {
        path: "README.md".to_owned(),
        blocks,
    }
}

fn prose(text: impl Into<String>) -> Block {
    Block::Prose(text.into())
}

fn setting_up(api: &Api) -> String {
    let secrets: Vec<String> = api
        .service
        .schemes
        .iter()
        .map(|scheme| format!("`{}`", scheme.env))
        .collect();
    let secrets = match secrets.as_slice() {
        [] => String::new(),
        names => format!("credentials from {}, and ", names.join(", ")),
    };
    let prefix = &api.service.env_prefix;
    format!(
        "`Client::from_env` reads {secrets}another base URL from `{prefix}_BASE_URL` if that is set.\n\
         `Client::builder` takes all of that, and more, from your code."
    )
}
