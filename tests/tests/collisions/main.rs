//! Names that meet: what is refused can be mended by pasting the help, and what is renamed stays what it is.
//!
//! Invariant: a new kind of names needs a document and no test: all tests but two go over all documents.

mod documents;

use std::collections::BTreeSet;

use generator::diagnostic::{Rename, Severity};
use generator::load::Input;
use generator::output::Output;
use generator::{OnCollision, Options, generate};
use sdk_tests::Random;
use serde_json::Value;

use documents::{documents, halves, repeated};

const REFUSE: Options = Options {
    package: None,
    deny_warnings: false,
    on_collision: OnCollision::Refuse,
};

const RENAME: Options = Options {
    on_collision: OnCollision::Rename,
    ..REFUSE
};

/// The document, corrected by these actions.
fn input(document: &Value, actions: &[String]) -> Input {
    let mut input = sdk_tests::document("input.json", document.to_string());
    if !actions.is_empty() {
        let text = format!(
            "overlay: 1.0.0\ninfo: {{ title: Names, version: '1' }}\nactions:\n{}\n",
            actions.join("\n")
        );
        input.overlays = sdk_tests::document("overlay.yaml", text).specs;
    }
    input
}

fn renamed(document: &Value) -> Output {
    generate(&input(document, &[]), &RENAME).unwrap_or_else(|report| panic!("{report}"))
}

/// What is called what, without where it stands.
fn names(renames: &[Rename]) -> Vec<(&str, &str)> {
    let mut names: Vec<(&str, &str)> = renames
        .iter()
        .map(|rename| (rename.wire.as_str(), rename.name.as_str()))
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn the_help_of_every_collision_can_be_pasted() {
    for (kind, document) in documents().into_iter().chain(halves()) {
        let report = generate(&input(&document, &[]), &REFUSE).expect_err(kind);
        let errors = report
            .diagnostics()
            .iter()
            .filter(|one| one.severity == Severity::Error);
        let helps: Vec<String> = errors
            .map(|error| {
                let help = error
                    .help
                    .as_deref()
                    .unwrap_or_else(|| panic!("{kind}: {error}"));
                help.split_once('\n')
                    .map_or(help, |(_, action)| action)
                    .to_owned()
            })
            .collect();
        let mended = generate(
            &input(&document, &helps),
            &Options {
                deny_warnings: true,
                ..REFUSE
            },
        );
        if let Err(report) = mended {
            panic!("{kind}: {helps:#?}\n{report}");
        }
    }
}

#[test]
fn the_help_of_every_replaced_name_can_be_pasted() {
    for (kind, document) in repeated() {
        let replaced = generate(&input(&document, &[]), &REFUSE);
        let replaced = replaced.unwrap_or_else(|report| panic!("{kind}: {report}"));
        let findings = replaced.report.diagnostics().iter();
        let helps: Vec<String> = findings
            .filter_map(|finding| Some(finding.help.as_deref()?.split_once('\n')?.1.to_owned()))
            .collect();
        let mended = generate(
            &input(&document, &helps),
            &Options {
                deny_warnings: true,
                ..REFUSE
            },
        );
        let mended = mended.unwrap_or_else(|report| panic!("{kind}: {helps:#?}\n{report}"));
        for (path, text) in &replaced.files {
            assert_eq!(Some(text), mended.files.get(path), "{kind}: {path}");
        }
    }
}

/// Each has a list of its own, so that no position in one of them is one in the list of the crate.
#[test]
fn the_help_for_servers_of_several_documents_can_be_pasted() {
    let document = |name: &str| {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\n\
             servers: [{{ url: 'https://all.example' }}, {{ url: 'https://{name}.example', description: Production }}]\n\
             paths: {{ /{name}/: {{ get: {{ operationId: {name}, responses: {{ '204': {{ description: ok }} }} }} }} }}\n"
        );
        sdk_tests::document(&format!("{name}.yaml"), text).specs
    };
    let specs = [document("a"), document("b")].concat();
    let overlays = Vec::new();
    let replaced = generate(
        &Input {
            specs: specs.clone(),
            overlays,
        },
        &REFUSE,
    )
    .unwrap();
    let findings = replaced.report.diagnostics().iter();
    let helps: Vec<String> = findings
        .filter_map(|finding| Some(finding.help.as_deref()?.split_once('\n')?.1.to_owned()))
        .collect();
    assert_eq!(helps.len(), 2, "{helps:#?}");
    let overlays = input(&Value::Null, &helps).overlays;
    let mended = generate(&Input { specs, overlays }, &REFUSE).unwrap();
    assert_eq!(mended.report.to_string(), "");
    assert_eq!(
        replaced.files["src/client.rs"],
        mended.files["src/client.rs"]
    );
}

#[test]
fn the_listed_actions_make_the_names_permanent() {
    for (kind, document) in documents().into_iter().chain(repeated()) {
        let renamed = renamed(&document);
        assert!(!renamed.renames.is_empty(), "{kind}");
        let actions: Vec<String> = renamed
            .renames
            .iter()
            .filter_map(|one| one.action.clone())
            .collect();
        assert_eq!(actions.len(), renamed.renames.len(), "{kind}");
        let permanent = generate(&input(&document, &actions), &REFUSE)
            .unwrap_or_else(|report| panic!("{kind}: {actions:#?}\n{report}"));
        for (path, text) in &renamed.files {
            assert_eq!(Some(text), permanent.files.get(path), "{kind}: {path}");
        }
    }
}

#[test]
fn what_is_sent_is_called_after_what_is_received() {
    let names: Vec<Vec<String>> = halves()
        .into_iter()
        .map(|(_, document)| renamed(&document).renames)
        .map(|renames| renames.into_iter().map(|one| one.name).collect())
        .collect();
    assert_eq!(
        names,
        [vec!["PetSent"], vec!["PetDotOwner", "PetDotOwnerRequest"]]
    );
}

#[test]
fn the_order_of_the_document_changes_no_name() {
    for (kind, document) in documents().into_iter().chain(halves()) {
        let expected = renamed(&document);
        assert_eq!(
            expected.renames,
            renamed(&document).renames,
            "{kind}: twice"
        );
        for seed in 1..20 {
            let mut shuffled = document.clone();
            shuffle(&mut shuffled, &mut Random::new(seed));
            assert_eq!(
                names(&expected.renames),
                names(&renamed(&shuffled).renames),
                "{kind}"
            );
        }
    }
}

#[test]
fn another_member_of_a_collision_renames_no_one() {
    let with = |values: &[&str]| renamed(&documents::listing(values)).renames;
    let two = with(&["foo-bar", "foo_bar"]);
    let four = with(&["fooBar", "foo-bar", "FooBar", "foo_bar"]);
    let kept = names(&four);
    assert_eq!(
        names(&two),
        [("foo-bar", "FooDashBar"), ("foo_bar", "FooUnderscoreBar")]
    );
    assert!(
        names(&two).iter().all(|name| kept.contains(name)),
        "{kept:?}"
    );
}

/// Puts members and values into another order. Where a list stands for its positions, it keeps it.
fn shuffle(value: &mut Value, random: &mut Random) {
    match value {
        Value::Object(members) => {
            let mut left: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
            while !left.is_empty() {
                let (key, member) = left.swap_remove(random.below(left.len()));
                members.insert(key, member);
            }
            members
                .values_mut()
                .for_each(|member| shuffle(member, random));
        }
        Value::Array(items) => {
            for index in (1..items.len()).rev() {
                items.swap(index, random.below(index + 1));
            }
            items.iter_mut().for_each(|item| shuffle(item, random));
        }
        _ => {}
    }
}

#[test]
fn a_name_that_is_made_for_one_may_be_that_of_another() {
    let values = ["a-b", "a_b", "a dash b"];
    let orders: Vec<_> = [[0, 1, 2], [2, 1, 0]]
        .map(|order| renamed(&documents::listing(&order.map(|at| values[at]))).renames)
        .into();
    let names: Vec<Vec<(&str, &str)>> = orders.iter().map(|renames| names(renames)).collect();
    assert_eq!(names[0], names[1]);
    let wires: Vec<&str> = names[0].iter().map(|(wire, _)| *wire).collect();
    assert_eq!(wires, ["a dash b", "a-b", "a_b"]);
    let taken: BTreeSet<&str> = names[0].iter().map(|(_, name)| *name).collect();
    assert_eq!(taken.len(), 3, "{taken:?}");
}
