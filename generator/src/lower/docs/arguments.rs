//! The arguments of a method, as its docs list them.
//!
//! Invariant: every line of the list says something that the name of the argument does not.

use std::collections::BTreeSet;

use super::told::Told;
use super::{full_stop, markdown, with_facts};
use crate::ir::{Docs, PathParam, Rule};
use crate::names;

/// Words that say nothing about an argument; the last is what a genitive ends in.
const EMPTY: &[&str] = &["parameter", "the", "a", "an", "of", "s"];

/// A parameter in the path: its description, and what is checked.
pub(in super::super) fn argument(description: &str, rules: &[Rule]) -> Docs {
    let docs = full_stop(markdown(description));
    let told = Told::by(&docs.0);
    with_facts(docs, [super::rules(rules, &told)])
}

/// The arguments that are described, as a list; nothing where none is.
pub(super) fn arguments(params: &[PathParam], body: Docs) -> Docs {
    let params = params.iter().map(|param| (param.name.unraw(), &param.docs));
    let described = params.chain([("body", &body)]);
    let lines = described.filter_map(|(name, docs)| {
        let description = docs.0.join(" ");
        says_more(name, &description).then(|| format!("* `{name}`: {description}"))
    });
    Docs(lines.collect())
}

/// Whether a description has a word that the name does not have, and that says something.
fn says_more(name: &str, description: &str) -> bool {
    let known: BTreeSet<String> = words(name).collect();
    words(description).any(|word| !known.contains(&word) && !EMPTY.contains(&word.as_str()))
}

/// The words of a text in small letters, also those of names in it: `petId` is two.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let runs = text.split(|c: char| !c.is_alphanumeric());
    let runs = runs.filter(|run| !run.is_empty());
    runs.flat_map(|run| {
        let words = names::phrase(run);
        words.split(' ').map(str::to_owned).collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::says_more;

    #[test]
    fn descriptions_that_repeat_the_name_say_nothing() {
        let table = [
            ("gist_id", "gist_id parameter"),
            ("gist_id", r"The **gist\_id** parameter."),
            ("gist_id", "The ID of the gist."),
            ("gist_id", "Gist's ID"),
            ("pet_id", "petId"),
            ("r_type", "Type of R"),
            ("id", "ID."),
            ("größe", "a Größe"),
            ("id", ""),
            ("id", "--"),
        ];
        for (name, description) in table {
            assert!(!says_more(name, description), "{name}: {description}");
        }
    }

    #[test]
    fn a_word_more_says_something() {
        let table = [
            ("id", "ID of the folder"),
            ("gist_id", "The unique identifier of the gist."),
            ("account_id", "The account ID, without hyphens."),
            ("id", "A UUID string identifying this album."),
            ("version", "2"),
            ("thread", "Номер треда."),
        ];
        for (name, description) in table {
            assert!(says_more(name, description), "{name}: {description}");
        }
    }
}
