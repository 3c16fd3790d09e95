//! `README.md`, which is the front page of the crate's documentation as well.
//!
//! Invariant: all Rust in it is a program of `example`; the prose holds none.

use proc_macro2::TokenStream;
use quote::quote;

use super::example::{Programs, general};
use super::{Block, SourceFile, crate_root};
use crate::ir::{Api, SchemeKind, Success};

const MODULES: &str = "\
The module `resources` lists every method, and how it is reached from the client; `types` has what methods take and
answer. A call is sent when it is awaited. Until then it can be given a timeout, headers and the like of its own.
`with_response` answers the status, the headers and the bytes of the body as well: for members that are not described,
and where a method answers `()`. Make one `Client` and clone it: its clones share their connections.";

const ERRORS: &str = "\
## Handle errors

Every failure is one `Error`. Its `kind` says what to do; status, code, message, request id and body are there for
those who ask. It prints as one line, without the body and without any secret.";

const AFTER_ERRORS: &str = "\
`Validation`: the request breaks a rule of the API's description, and has not left this machine. `InvalidRequest`: the
server found the same. `Decode`: the server has accepted the request, but its answer is not what the description says;
do not send it again. What was answered is in the error.

The docs of a method say under `Errors` what the body of a refusal holds. `error.typed` reads it as the method's enum of
errors, and `error.body_as` as one type; both fail where the body is something else. `error.body_text` is the body as it
came.

After `Timeout`, `Transport` and `Server`, a `POST` may have been acted upon. Where `error.is_retryable` is false, look
whether it was before you send it again.";

const RETRIES: &str = "\
## Retry safely

The SDK repeats what can do no harm: a `GET`, `PUT` or `DELETE` after a broken connection or a server's failure. A
`POST` or `PATCH` is repeated only where the server cannot have acted on it: if there was no connection, or if it
answered 429. With an idempotency key it is repeated like the others, and every attempt carries the same key. Give one
only if the API is known to heed the header `Idempotency-Key`: a server that passes over it acts upon every attempt.";

const AFTER_RETRIES: &str = "\
Use a new key for everything that is to happen once, and store it before the call, for the time after a crash. A call
takes a minute at most, all attempts and waits included, unless `timeout` says otherwise. `Error::is_retryable` tells
whether the call may be repeated later, with the same key if it had one.";

const LISTS: &str = "\
## Read lists

A method whose list comes in pages answers a `Page`. `items` and `pages` go on to the next ones, each fetched when it is
asked for; both are a `Stream` as well.";

const NO_LISTS: &str = "\
## Read lists

Where a list comes in pages, the method answers a `Page`, and its request has `items` and `pages`, which go on to the
next ones. In this version, no list does.";

const WATCH: &str = "\
## Watch it

A hook sees every attempt, and may add headers. It never sees a credential.";

const TESTS: &str = "\
## Test against a local server

Plain http is refused but to this machine, so a test needs a base URL and no more:";

const AFTER_TESTS: &str = "\
A test without a server gives the client a `runtime::Transport` that answers by itself. Types that are only received
have no constructor; `serde_json::from_str` makes them.

## Proxies and certificates

The SDK's own HTTP client obeys `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, but for a server on this machine.
With `rustls` on Linux, `SSL_CERT_FILE` and `SSL_CERT_DIR` name what is trusted instead of what the system trusts. What
goes beyond that, such as a certificate of the client, takes a `runtime::Transport` of your own.";

/// The file.
pub(super) fn emit(api: &Api) -> SourceFile {
    let mut blocks = vec![prose(format!("# {}", api.title))];
    if !api.docs.0.is_empty() {
        blocks.push(prose(api.docs.0.join("\n")));
    }
    blocks.extend(guide(api));
    blocks.extend(
        api.recursion_limits
            .callers
            .map(|limit| prose(depth(limit))),
    );
    blocks.push(prose(features(api)));
    if !api.chapter.is_empty() {
        let chapter = api.chapter.0.join("\n");
        blocks.push(prose(format!("## About the API\n\n{chapter}")));
    }
    if let Some(license) = &api.package.license {
        blocks.push(prose(format!("## Licence\n\n{license}")));
    }
    SourceFile::Markdown {
        path: "README.md".to_owned(),
        blocks,
    }
}

/// What a newcomer wants to do, in that order.
fn guide(api: &Api) -> Vec<Block> {
    let krate = &api.package.krate;
    let programs = Programs::of(api);
    let [first, errors, once, local_server] = match &programs {
        Some(programs) => [
            programs.program(),
            programs.errors(),
            programs.once(),
            programs.local_server(),
        ],
        None => [
            general::client(krate),
            general::errors(krate),
            general::once(krate),
            general::local_server(krate),
        ],
    };
    let limit = crate_root::recursion_limit(api.recursion_limits.callers);
    let program = |program: TokenStream| Block::Rust(quote!(#limit #program));
    let mut blocks = vec![
        prose("## How to call it"),
        program(first),
        prose(format!("{}\n\n{}", setting_up(api), needs(api))),
        prose(ERRORS),
        program(errors),
        prose(AFTER_ERRORS),
        prose(RETRIES),
        program(once),
        prose(AFTER_RETRIES),
    ];
    blocks.push(prose(if has_pages(api) { LISTS } else { NO_LISTS }));
    let list = programs.as_ref().and_then(Programs::list);
    blocks.extend(list.map(program));
    blocks.extend([
        prose(WATCH),
        program(general::hook(krate)),
        prose(TESTS),
        program(local_server),
        prose(AFTER_TESTS),
    ]);
    blocks
}

fn has_pages(api: &Api) -> bool {
    let mut operations = api.operations();
    operations.any(|operation| matches!(operation.success, Success::Page(_)))
}

fn prose(text: impl Into<String>) -> Block {
    Block::Prose(text.into())
}

/// How long a line of prose is.
const WIDTH: usize = 120;

/// A paragraph, broken into lines between words.
fn filled(text: &str) -> String {
    let mut filled = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 {
            let fits = width + 1 + length <= WIDTH;
            filled.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        filled.push_str(word);
        width += length;
    }
    filled
}

fn setting_up(api: &Api) -> String {
    let prefix = &api.service.env_prefix;
    let secrets = api.service.schemes.iter().map(|scheme| match scheme.kind {
        SchemeKind::Basic => format!("`{prefix}_USERNAME` with `{}`", scheme.env),
        _ => format!("`{}`", scheme.env),
    });
    let secrets: Vec<String> = secrets.collect();
    let secrets = match secrets.as_slice() {
        [] => String::new(),
        [only] => format!("the credential from {only}, and "),
        names => format!(
            "credentials from those of these variables that are set: {}; and ",
            names.join(", ")
        ),
    };
    let base_url = match api.service.servers.is_empty() {
        true => format!(
            "the base URL from `{prefix}_BASE_URL`, since the API's description lists no server."
        ),
        false => format!("another base URL from `{prefix}_BASE_URL` if that is set."),
    };
    let sentences = format!(
        "`Client::from_env` reads {secrets}{base_url} `Client::builder` takes all of that, and more, from your code."
    );
    format!("{}\n\n{MODULES}", filled(&sentences))
}

/// What the programs are built with.
fn needs(api: &Api) -> String {
    let name = &api.package.name;
    filled(&format!(
        "The programs here need `{name}` in your `Cargo.toml`, and `tokio` with its features `macros` and `rt`."
    ))
}

/// What callers have to know of types that are deeper than rustc's usual limit.
fn depth(limit: usize) -> String {
    format!(
        "## Deep types\n\n\
         The types of this API hold each other deeply. Where rustc says that it overflows as it looks into them, the crate that\n\
         uses them needs `#![recursion_limit = \"{limit}\"]` at the top of its `main.rs` or `lib.rs`."
    )
}

/// The optional features, with the programs that show them, if there are any.
fn features(api: &Api) -> String {
    let [blocking, tracing, transport] = match api.example {
        Some(_) => [
            ": `examples/blocking.rs`",
            ": `examples/tracing.rs`",
            ", as `examples/transport.rs` does with `http` and `bytes`",
        ],
        None => [""; 3],
    };
    format!(
        "## Features\n\n\
         | Feature | What it adds |\n\
         |---|---|\n\
         | `rustls` (default) | TLS by rustls, which trusts what the operating system trusts |\n\
         | `native-tls` | TLS by the library of the operating system, with `default-features = false` |\n\
         | `gzip` | answers may come compressed |\n\
         | `blocking` | `send_blocking` on every request{blocking} |\n\
         | `tracing` | a span for every call, in OpenTelemetry's names{tracing} |\n\n\
         Without `rustls` and `native-tls` you bring the HTTP client: implement `runtime::Transport`, and give it to\n\
         `ClientBuilder::transport`{transport}.\n\n\
         Cargo unites the features of `reqwest`: a program that uses version 0.13 of it without any TLS finds it with rustls\n\
         and no cryptography, and panics. Select a feature for TLS of `reqwest` there."
    )
}
