//! Inputs that nobody would write, the same ones in every run: what the fuzz targets look for, in a second or two
//! and without their tools.

#[path = "../../generator/fuzz/src/lib.rs"]
pub mod properties;

use std::fs;
use std::path::{Path, PathBuf};

use sdk_tests::{Random, files_below};

/// How many texts are made for each reader.
const PAGES: usize = 150;
const DOCUMENTS: usize = 60;

/// What is put into a text somewhere.
const TOKENS: &[&str] = &[
    "\u{202e}",
    "\u{2028}",
    "\u{85}",
    "\u{0}",
    "\r",
    "\t",
    "\u{200b}",
    "\"#",
    "*/",
    "]]>",
    "{}",
    "{0}",
    "\\",
    "'",
    "\"",
    "````\n",
    "```rust\n",
    "<b>",
    "[a](b)",
    "[`Vec`]",
    "$ref: '#'",
    "$ref: '#/components/schemas/A'",
    "- ",
    ": ",
    "? ",
    "&a ",
    "*a",
    "!!x ",
    "~",
    "[",
    "]",
    "{",
    "}",
    "|\n",
    ">-\n",
    "---\n",
    "../",
    "Self",
    "-1",
    "1e400",
    "99999999999999999999",
    "true",
    "null",
    "type: ",
    "allOf: ",
    "enum: [",
    "nullable: true",
    "==> overlay.yaml\n",
    "==> a/../b.md\n",
];

#[test]
fn pages_of_any_text_are_read_or_refused() {
    let seeds = texts(
        &["specs/pages", "tests/pages", "generator/fuzz/seeds/page"],
        "md",
    );
    for text in mutations(&seeds, PAGES) {
        properties::checked_load(&properties::page(&text));
    }
}

#[test]
fn documents_of_any_text_are_generated_or_refused() {
    let mut seeds = texts(&["tests/cases"], "yaml");
    let own = texts(&["generator/fuzz/seeds/pipeline"], "");
    own.iter()
        .for_each(|text| properties::checked_run(&properties::files(text)));
    seeds.extend(own);
    for text in mutations(&seeds, DOCUMENTS) {
        properties::checked_run(&properties::files(&text));
    }
}

/// The texts of all files below some folders whose names have the ending.
fn texts(folders: &[&str], ending: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let below = |folder| files_below(&root.join(folder), ending).unwrap();
    let files: Vec<PathBuf> = folders.iter().flat_map(below).collect();
    assert!(!files.is_empty(), "there is nothing below {folders:?}");
    files
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// Texts made of `seeds` by cutting, repeating, exchanging and inserting.
fn mutations(seeds: &[String], count: usize) -> impl Iterator<Item = String> {
    let mut random = Random::new(0);
    (0..count).map(move |_| {
        let mut text: Vec<char> = random.one_of(seeds).chars().collect();
        for _ in 0..=random.below(4) {
            mutate(&mut text, seeds, &mut random);
        }
        text.into_iter().collect()
    })
}

fn mutate(text: &mut Vec<char>, seeds: &[String], random: &mut Random) {
    let at = random.below(text.len() + 1);
    let end = (at + random.below(40)).min(text.len());
    let part: Vec<char> = match random.below(4) {
        0 => Vec::new(),
        1 => text[at..end].repeat(1 + random.below(3)),
        2 => random.one_of(TOKENS).chars().collect(),
        _ => {
            let other: Vec<char> = random.one_of(seeds).chars().collect();
            let from = random.below(other.len());
            other[from..]
                .iter()
                .take(random.below(200))
                .copied()
                .collect()
        }
    };
    let kept = if random.below(2) == 0 { at } else { end };
    text.splice(at..kept, part);
}
