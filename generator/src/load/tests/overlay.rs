//! Corrections, and every way to write them wrong.

use serde_json::{Value, json};

use super::{HEAD, place, run, source};
use crate::load::{Document, Source};

const SPEC: &str = "paths:\n  /a:\n    get:\n      tags: [x, y]\n      parameters:\n        - {name: p, in: query}\n        - {name: q, in: query}\n\
components:\n  schemas:\n    Message:\n      type: object\n      properties:\n        text: {type: string, readOnly: true}\n";

fn spec() -> Vec<Source> {
    vec![source("a.yaml", &format!("{HEAD}{SPEC}"))]
}

fn overlay(actions: &str) -> String {
    format!("overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}")
}

/// The document after actions in which nothing is wrong.
fn corrected(actions: &str) -> Document {
    let (document, report) = run(spec(), Some(&overlay(actions)));
    assert_eq!(report.to_string(), "");
    document.unwrap()
}

fn value(actions: &str) -> Value {
    corrected(actions).root.to_value()
}

fn findings(actions: &str) -> String {
    run(spec(), Some(&overlay(actions))).1.to_string()
}

#[test]
fn an_update_merges_objects_and_keeps_both_places() {
    let document = corrected(
        "  - target: $.components.schemas.Message\n    description: d\n    update:\n      title: m\n      properties:\n        text: {type: object, x: 1}\n",
    );
    let message = document.root.to_value()["components"]["schemas"]["Message"].clone();
    let expected = json!({"type": "object", "properties": {"text": {"type": "object", "readOnly": true, "x": 1}}, "title": "m"});
    assert_eq!(message.to_string(), expected.to_string());
    let pointer = "#/components/schemas/Message/properties/text";
    assert_eq!(place(&document, pointer), format!("a.yaml:15:9  {pointer}"));
    assert_eq!(
        place(&document, &format!("{pointer}/type")),
        "overlay.yaml:9:16  #/actions/0/update/properties/text/type"
    );
}

#[test]
fn an_update_appends_to_a_list_and_concatenates_lists_inside_objects() {
    let read = value(
        "  - target: $.paths['/a'].get.tags\n    update: z\n  - target: $.paths['/a'].get\n    update: {tags: [v, w]}\n",
    );
    assert_eq!(
        read["paths"]["/a"]["get"]["tags"],
        json!(["x", "y", "z", "v", "w"])
    );
}

#[test]
fn a_list_is_replaced_by_removing_it_first() {
    let read = value(
        "  - target: $..tags\n    remove: true\n  - target: $.paths['/a'].get\n    update: {tags: [z]}\n",
    );
    assert_eq!(read["paths"]["/a"]["get"]["tags"], json!(["z"]));
}

#[test]
fn removal_takes_members_items_and_plain_values() {
    let read = value(
        "  - target: $.paths.*.get.parameters[?@.in == 'query']\n    remove: true\n  - target: $..properties.text.readOnly\n    remove: true\n  - target: $..tags[0]\n    remove: true\n",
    );
    assert_eq!(
        read["paths"]["/a"]["get"],
        json!({"tags": ["y"], "parameters": []})
    );
    assert_eq!(
        read["components"]["schemas"]["Message"]["properties"]["text"],
        json!({"type": "string"})
    );
}

#[test]
fn a_node_and_its_parent_can_be_removed_at_once() {
    let read =
        value("  - target: $..[?@.type == 'object' || @.type == 'string']\n    remove: true\n");
    assert_eq!(read["components"]["schemas"], json!({}));
}

#[test]
fn actions_see_what_earlier_ones_wrote() {
    let read = value(
        "  - target: $.components.schemas\n    update: {New: {type: object}}\n  - target: $.components.schemas.New\n    update: {title: n}\n  - target: $\n    update: {x-a: {}}\n  - target: $['x-a']\n    update: {b: 1}\n",
    );
    assert_eq!(
        read["components"]["schemas"]["New"],
        json!({"type": "object", "title": "n"})
    );
    assert_eq!(read["x-a"], json!({"b": 1}));
}

#[test]
fn an_update_may_match_many_nodes() {
    let read =
        value("  - target: $.paths['/a'].get.parameters[*]\n    update: {required: false}\n");
    let parameters = read["paths"]["/a"]["get"]["parameters"].as_array().unwrap();
    assert!(
        parameters
            .iter()
            .all(|parameter| parameter["required"] == json!(false))
    );
}

#[test]
fn extensions_are_allowed_everywhere() {
    let text =
        overlay("  - target: $.info\n    update: {x: 1}\n    x-why: because\n") + "x-note: yes\n";
    assert_eq!(run(spec(), Some(&text)).1.to_string(), "");
}

#[test]
fn a_target_that_matches_nothing_says_how_far_it_leads() {
    assert_eq!(
        findings("  - target: $.components.schemas.Mesage.properties\n    remove: true\n"),
        "error[overlay-target]: `$.components.schemas.Mesage.properties` matches nothing\n  \
         --> overlay.yaml:4:5  #/actions/0/target\n  \
         help: `$.components.schemas` has no `.Mesage.properties`; did you mean `Message`?\n"
    );
    let found = findings("  - target: $.paths['/nothing'].get\n    remove: true\n");
    assert!(
        found.contains("help: `$.paths` matches, `['/nothing'].get` below it does not\n"),
        "{found}"
    );
}

#[test]
fn a_target_that_is_no_path_is_located() {
    let found = findings("  - target: components.schemas\n    remove: true\n");
    assert!(
        found
            .starts_with("error[overlay-syntax]: the target `components.schemas` is no JSONPath from character 1 on\n"),
        "{found}"
    );
    assert!(
        found.contains(
            "--> overlay.yaml:4:5  #/actions/0/target\n  help: write a JSONPath of RFC 9535"
        ),
        "{found}"
    );
}

#[test]
fn a_target_is_bounded() {
    let nested = format!("$[?{}@.a{}]", "(".repeat(30), ")".repeat(30));
    for target in [nested, format!("${}", ".a".repeat(1_000))] {
        let found = findings(&format!("  - target: {target}\n    remove: true\n"));
        let expected = "error[overlay-syntax]: the target is longer than 1000 bytes or nests more than 16 brackets\n";
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn an_action_must_do_one_thing() {
    for (action, message) in [
        ("target: $.info", "the action changes nothing"),
        (
            "{target: $.info, remove: false}",
            "the action changes nothing",
        ),
        (
            "{target: $.info, remove: true, update: {}}",
            "the action has both `update` and `remove`",
        ),
        (
            "{target: $.info, remove: yes}",
            "`remove` must be true or false",
        ),
        ("{remove: true}", "the action has no text as `target`"),
        (
            "{target: [a], remove: true}",
            "the action has no text as `target`",
        ),
        ("plain", "an action must be a mapping"),
        (
            "{target: $.info, updates: {}}",
            "an overlay knows no key `updates` here",
        ),
    ] {
        let found = findings(&format!("  - {action}\n"));
        assert!(found.contains(message), "{action}: {found}");
        assert!(found.contains("--> overlay.yaml:4:"), "{action}: {found}");
        assert!(found.contains("help: "), "{action}: {found}");
    }
    assert!(findings("  - {target: $.info, updates: {}}\n").contains("did you mean `update`?"));
}

#[test]
fn an_update_must_fit_what_is_there() {
    for (target, update) in [
        ("$.info", "[1]"),
        ("$.info", "text"),
        ("$", "{info: text}"),
        ("$", "{paths: [1]}"),
        ("$", "{openapi: {}}"),
        ("$", "{paths: {/a: {get: {tags: x}}}}"),
    ] {
        let found = findings(&format!("  - target: {target}\n    update: {update}\n"));
        assert!(
            found.starts_with("error[overlay-update]: the update has "),
            "{update}: {found}"
        );
    }
    assert_eq!(
        findings("  - target: $.info.title\n    update: U\n"),
        "error[overlay-update]: `$.info.title` selects a plain value, which has nothing to merge with\n  \
         --> overlay.yaml:4:5  #/actions/0/target\n  \
         help: select the object around it, and give the new value there\n"
    );
    assert!(findings("  - target: $\n    remove: true\n").starts_with("error[overlay-remove]"));
}

#[test]
fn an_overlay_cannot_make_the_document_too_deep() {
    let deep = format!("{}1{}", "[".repeat(60), "]".repeat(60));
    let first = format!("  - target: $\n    update: {{x-a: {deep}}}\n");
    let path = "[0]".repeat(59);
    let second = format!("  - target: $['x-a']{path}\n    update: {deep}\n");
    assert!(findings(&(first + &second)).starts_with(
        "error[overlay-update]: the update makes the document more than 100 levels deep\n"
    ));
}

#[test]
fn what_is_no_overlay_is_refused() {
    for (text, message) in [
        ("- a\n", "this is no overlay: it must be a mapping"),
        (
            "openapi: 3.0.3\n",
            "this is a description of an API, and no overlay that corrects one",
        ),
        (
            "info: {_postman_id: x}\n",
            "this is a Postman collection, which lists requests and describes no API, and no overlay",
        ),
        (
            "actions: []\n",
            "the overlay does not say that it is version 1.0",
        ),
        (
            "overlay: 1.1.0\n",
            "the overlay does not say that it is version 1.0",
        ),
        (
            "overlay: 1.0.0\nactions: [{target: $.info, remove: true}]\n",
            "the overlay has no `info`",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t}\nactions: [{target: $.info, remove: true}]\n",
            "the overlay's `info` has no text as `version`",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: v}\n",
            "the overlay has no list of actions",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: v}\nactions: []\n",
            "the overlay has no list of actions",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: v}\naction: []\n",
            "an overlay knows no key `action` here",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: v}\nactions: [{target: $.info, remove: true}]\nx-newer: [1]\n",
            "`x-newer` lists pages by their place",
        ),
    ] {
        let found = run(spec(), Some(text)).1.to_string();
        assert!(found.contains(message), "{text}: {found}");
        assert!(found.contains("--> overlay.yaml:"), "{text}: {found}");
    }
}

#[test]
fn extends_is_not_followed_and_says_so() {
    let text = overlay("  - target: $.info\n    update: {x: 1}\n") + "extends: ./other.yaml\n";
    let (document, report) = run(spec(), Some(&text));
    assert_eq!(document.unwrap().root.to_value()["info"]["x"], json!(1));
    assert!(
        report.to_string().starts_with("warning[overlay-extends]"),
        "{report}"
    );
}

#[test]
fn an_overlay_may_be_json() {
    let text = "{\"overlay\": \"1.0.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"actions\": [{\"target\": \"$.info\", \"update\": {\"x\": 1}}]}";
    let mut diagnostics = crate::diagnostic::Diagnostics::default();
    let input = crate::load::Input {
        specs: spec(),
        overlays: vec![source("overlay.json", text)],
    };
    let document = crate::load::load(&input, &mut diagnostics).unwrap();
    assert_eq!(document.root.to_value()["info"]["x"], json!(1));
}

#[test]
fn actions_are_not_applied_to_half_of_the_documents() {
    let mut specs = spec();
    specs.push(source("b.yaml", "openapi: [\n"));
    let text = overlay("  - target: $.components.schemas.OfB\n    remove: true\n");
    let found = run(specs, Some(&text)).1.to_string();
    assert!(
        found.contains("[syntax]") && !found.contains("[overlay-target]"),
        "{found}"
    );
}

#[test]
fn actions_that_add_again_and_again_are_stopped() {
    let action = format!(
        "  - target: $..parameters\n    update: {{parameters: [], x: [{}]}}\n",
        "1,".repeat(2_000)
    );
    let (_, report) = run(spec(), Some(&overlay(&action.repeat(40))));
    let found = report.to_string();
    let message = "error[overlay-update]: the actions up to this one add more than 100000 nodes";
    assert!(found.contains(message), "{found:.2000}");
}

#[test]
fn targets_that_come_to_one_place_again_and_again_are_refused() {
    for target in [
        "$..*..*..*",
        "$[*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*]",
        "$..[?$..[?$..a]]",
        "\"$..[?match(@.a, '(([a-z]{1,100}){9}){9,}')]\"",
    ] {
        let found = findings(&format!("  - target: {target}\n    update: {{x: 1}}\n"));
        assert!(
            found.starts_with("error[overlay-syntax]: the target combines so many"),
            "{target}: {found}"
        );
    }
    for target in [
        "$.paths.*['get', 'put', 'a,b']",
        "$..[?@.name == '$$, [..', @.x]",
        "$.components.schemas[?@.title == $.info.title].properties",
        "$.paths['/{a}/{1000}/{1000}']",
        "$..[?match(@.date, '[0-9]{4}-[0-9]{2}-[0-9]{2}')]",
    ] {
        let found = findings(&format!("  - target: \"{target}\"\n    update: {{x: 1}}\n"));
        assert!(!found.contains("combines so many"), "{target}: {found}");
    }
}

#[test]
fn one_action_removes_from_many_places() {
    let document = corrected(
        "  - target: $..parameters.*\n    description: d\n    remove: true\n  - target: $..[?@.type]\n    remove: true\n  - target: $.paths['/a'].get.tags[0]\n    remove: true\n",
    );
    let value = document.root.to_value();
    assert_eq!(
        value["paths"]["/a"]["get"],
        json!({"tags": ["y"], "parameters": []})
    );
    assert_eq!(value["components"]["schemas"], json!({}));
}
