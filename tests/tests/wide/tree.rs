//! The tree of resources is the tree of pages; without the pages' places, paths and operationIds give the same.
//!
//! Invariant: where the two ways differ, the test says in which methods and why.

use std::collections::BTreeSet;

use generator::ir::Resource;
use sdk_tests::pages;

use super::Failure;
use super::fresh::generated;

/// Every method with the accessors before it: `conversations.messages.send`.
fn methods(resource: &Resource, found: &mut BTreeSet<String>) {
    for operation in &resource.operations {
        let mut names: Vec<&str> = resource.path.iter().map(|name| name.unraw()).collect();
        names.push(operation.name.unraw());
        found.insert(names.join("."));
    }
    for child in &resource.children {
        methods(child, found);
    }
}

#[test]
fn the_place_of_a_page_is_the_place_of_its_method() -> Result<(), Failure> {
    let input = pages()?;
    let places: BTreeSet<String> = input
        .specs
        .iter()
        .filter_map(|source| source.place.as_ref())
        .map(|place| place.replace('/', ".").replace('-', "_"))
        .collect();
    assert_eq!(places.len(), 32);
    let mut found = BTreeSet::new();
    methods(&generated(&input)?.api.root, &mut found);
    assert_eq!(found, places);
    Ok(())
}

/// The methods that the documentation lists, a line for each resource: `` * `client.agents()`: [`list`](..), .. ``.
#[test]
fn the_documentation_prints_the_tree() -> Result<(), Failure> {
    let output = generated(&pages()?)?;
    let text = output
        .files
        .get("src/resources/mod.rs")
        .ok_or("no such file")?;
    let mut listed = BTreeSet::new();
    for line in text.lines() {
        let Some((accessors, methods)) = line
            .strip_prefix("//! * `client.")
            .and_then(|line| line.split_once("()`: "))
        else {
            continue;
        };
        let resource = accessors.replace("()", "");
        let names = methods
            .split("[`")
            .skip(1)
            .filter_map(|link| link.split_once('`'));
        listed.extend(names.map(|(name, _)| format!("{resource}.{name}")));
    }
    let mut found = BTreeSet::new();
    methods(&output.api.root, &mut found);
    assert_eq!(listed, found);
    Ok(())
}

#[test]
fn paths_and_operation_ids_give_the_same_tree() -> Result<(), Failure> {
    let mut input = pages()?;
    let mut from_places = BTreeSet::new();
    methods(&generated(&input)?.api.root, &mut from_places);
    for source in &mut input.specs {
        source.place = None;
    }
    let mut found = BTreeSet::new();
    methods(&generated(&input)?.api.root, &mut found);

    // The API calls it a creation, and the idiom pages are not where their paths are.
    from_places.remove("conversations.messages.send");
    from_places.retain(|method| !method.starts_with("idioms."));
    found.retain(|method| !method.starts_with("idioms."));
    assert!(found.remove("conversations.messages.create"));
    assert_eq!(found, from_places);
    Ok(())
}
