//! The names that programs rely on are those that no package may have, and their own names are those that neither an
//! argument nor the program of a call has; and where the guide stands that shows them.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Value, json};
use syn::{Item, UseTree};

use crate::load::{Input, Source};
use crate::lower::{PROGRAMS, VARIABLES};
use crate::names::{OF_EXAMPLES, PackageName};
use crate::output::FileTree;
use crate::{Options, generate};

/// The crate that the programs call.
const KRATE: &str = "things";

/// What is called like a type, and is a value: no crate hides it.
const VALUES: &[&str] = &["Err", "None", "Ok", "Some"];

/// An API with all that the programs show: a call with arguments and a body, and a list.
fn document() -> Value {
    let thing =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } });
    let page = json!({ "type": "object", "properties": {
        "next": { "type": "string" },
        "results": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } },
    } });
    json!({
        "openapi": "3.0.3",
        "info": { "title": KRATE, "version": "1" },
        "servers": [{ "url": "https://api.example" }],
        "security": [{ "key": [] }],
        "paths": {
            "/things/": { "get": {
                "operationId": "things_list",
                "parameters": [{ "name": "limit", "in": "query", "schema": { "type": "integer" } }],
                "responses": { "200": { "description": "ok", "content": { "application/json": { "schema": page } } } },
            } },
            "/things/{id}/send/": { "post": {
                "operationId": "things_send",
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
                "requestBody": { "required": true, "content": thing },
                "responses": { "200": { "description": "ok", "content": thing } },
            } },
        },
        "components": {
            "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "X-Key" } },
            "schemas": { "Thing": { "required": ["name"], "properties": { "name": { "type": "string" } } } },
        },
    })
}

/// The same without a call that can be shown.
fn document_without_a_call() -> Value {
    let mut document = document();
    for operation in [
        "/paths/~1things~1/get",
        "/paths/~1things~1{id}~1send~1/post",
    ] {
        document.pointer_mut(operation).unwrap()["deprecated"] = json!(true);
    }
    document
}

fn files(document: &Value) -> FileTree {
    let source = Source {
        path: "api.json".to_owned(),
        place: None,
        text: document.to_string(),
    };
    let input = Input {
        specs: vec![source],
        overlays: Vec::new(),
    };
    generate(&input, &Options::default()).unwrap().files
}

/// The programs of the front page.
fn shown(files: &FileTree) -> Vec<String> {
    let blocks = files.get("README.md").unwrap().split("```rust,no_run\n");
    let blocks = blocks.skip(1).filter_map(|block| block.split("```").next());
    blocks.map(str::to_owned).collect()
}

/// The programs of an API with a call that can be shown.
fn programs_of_a_call() -> Vec<String> {
    let files = files(&document());
    let examples = files
        .iter()
        .filter(|(path, _)| path.starts_with("examples/"));
    let mut programs: Vec<String> = examples.map(|(_, text)| text.clone()).collect();
    programs.extend(shown(&files));
    // Five examples, and all that the front page can show.
    assert_eq!(programs.len(), 5 + 6);
    programs
}

fn programs() -> Vec<String> {
    let mut programs = programs_of_a_call();
    programs.extend(shown(&files(&document_without_a_call())));
    // And all but a list that it shows where no call can be shown.
    assert_eq!(programs.len(), 5 + 6 + 5);
    programs
}

#[test]
fn no_program_has_the_file_name_of_a_device() {
    let text = document().to_string().replace("things_send", "con");
    let files = files(&text.parse().unwrap());
    assert!(files.contains_key("examples/con_.rs"), "{:?}", files.keys());
}

/// A program as words, marks and groups in a row.
fn flat(tokens: TokenStream, row: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                row.push("(".to_owned());
                flat(group.stream(), row);
                row.push(")".to_owned());
            }
            TokenTree::Ident(ident) => row.push(ident.to_string()),
            TokenTree::Punct(mark) => row.push(mark.to_string()),
            TokenTree::Literal(_) => row.push("\"".to_owned()),
        }
    }
}

/// The variables and the parameters of a program.
fn variables(program: &str) -> BTreeSet<String> {
    let mut row = vec![String::new()];
    flat(program.parse().unwrap(), &mut row);
    row.extend([String::new(), String::new()]);
    let words = row.windows(4).filter_map(|around| {
        let [before, word, after, further] = around else {
            return None;
        };
        let is_parameter = after == ":" && further != ":" && before != ":";
        let is_word = word.starts_with(char::is_lowercase) && word != "mut";
        (is_word && (is_parameter || before == "let" || before == "mut")).then(|| word.clone())
    });
    words.collect()
}

/// The words that are looked up from where they stand: not after a dot or a path. With each, whether a path follows.
fn looked_up(program: &str) -> BTreeSet<(String, bool)> {
    let mut row = vec![String::new(); 2];
    flat(program.parse().unwrap(), &mut row);
    row.extend([String::new(), String::new()]);
    let words = row.windows(5).filter_map(|around| {
        let [_, before, word, after, further] = around else {
            return None;
        };
        let is_path = after == ":" && further == ":";
        let is_word = word.starts_with(|c: char| c.is_alphabetic());
        (is_word && before != "." && before != ":").then(|| (word.clone(), is_path))
    });
    words.collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn imported(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => imported(&path.tree, names),
        UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
        UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, names)),
        UseTree::Rename(_) | UseTree::Glob(_) => panic!("a name that this test does not see"),
    }
}

/// The types and modules that a program imports or defines, and the values that it defines.
fn declared(program: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut types, mut values) = (BTreeSet::new(), BTreeSet::new());
    for item in syn::parse_file(program).unwrap().items {
        match item {
            Item::Use(item) => imported(&item.tree, &mut types),
            Item::Struct(item) => drop(types.insert(item.ident.to_string())),
            Item::Const(item) => drop(values.insert(item.ident.to_string())),
            Item::Fn(_) | Item::Impl(_) => {}
            _ => panic!("an item that this test does not see"),
        }
    }
    (types, values)
}

#[test]
fn no_package_is_called_like_what_the_programs_rely_on() {
    let mut relied_on = BTreeSet::new();
    for program in programs() {
        let (types, values) = declared(&program);
        for (word, is_path) in looked_up(&program) {
            let is_type = word.starts_with(char::is_uppercase)
                && !VALUES.contains(&word.as_str())
                && !values.contains(&word);
            // What stands for any type hides a crate, as `Self` does.
            if is_type && word != "Self" && word != "T" {
                relied_on.insert(word);
            } else if is_path && word != KRATE {
                assert!(PackageName::checked(&word).is_err(), "{word}: {program}");
            }
        }
        relied_on.extend(types);
    }
    assert_eq!(relied_on, set(OF_EXAMPLES));
}

#[test]
fn no_argument_is_called_like_a_variable_of_a_program() {
    let mut programs = programs_of_a_call();
    programs.retain(|program| program.contains(".things()"));
    // All but the hook, which stands alone.
    assert_eq!(programs.len(), 5 + 6 - 1);
    let mut found: BTreeSet<String> = programs.iter().flat_map(|it| variables(it)).collect();
    assert!(found.remove("id"), "the argument of the call");
    assert_eq!(found, set(VARIABLES));
}

#[test]
fn no_call_is_shown_that_is_called_like_another_program() {
    let files = files(&document());
    let names = files.keys().filter_map(|path| {
        let name = path.strip_prefix("examples/")?;
        name.strip_suffix(".rs").map(str::to_owned)
    });
    let mut names: BTreeSet<String> = names.collect();
    assert!(names.remove("send"), "the program of the call");
    assert_eq!(names, set(PROGRAMS));
}

#[test]
fn chapters_of_the_api_come_behind_the_guide() {
    let mut document = document();
    let description = "Purrs.\n\n# Keys\n\nAsk.\n\n## Lost ones\n\nAsk again.";
    document["info"]["description"] = json!(description);
    let files = files(&document);
    let readme = files.get("README.md").unwrap();
    assert!(readme.contains("# things\n\nPurrs.\n\n## How to call it\n"));
    let chapter = "\n\n## About the API\n\n### Keys\n\nAsk.\n\n#### Lost ones\n\nAsk again.\n";
    assert!(readme.ends_with(chapter), "{readme}");
}
