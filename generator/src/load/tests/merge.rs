//! Several documents to one.

use serde_json::json;

use super::{document, place, run, source};
use crate::load::Source;

/// A page's document: one operation and whatever `rest` adds.
fn spec(name: &str, rest: &str) -> Source {
    let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";
    source(
        &format!("{name}.yaml"),
        &format!("{head}paths:\n  /{name}/:\n    get: {{operationId: {name}}}\n{rest}"),
    )
}

fn schemas(text: &str) -> String {
    format!(
        "components:\n  schemas:\n    {}\n",
        text.replace('\n', "\n    ")
    )
}

fn findings(specs: Vec<Source>) -> String {
    run(specs, None).1.to_string()
}

#[test]
fn identical_components_are_one_and_the_rest_unites() {
    let one = spec(
        "a",
        "servers: [{url: https://x}]\ntags: [{name: A}]\nsecurity: []\ncomponents:\n  schemas: {S: {type: object, title: s}, P: {type: string}}\n  securitySchemes: {K: {type: http, scheme: bearer}}\n",
    );
    let two = spec(
        "b",
        "servers: [{url: https://x}, {url: https://y}]\ntags: [{name: B}, {name: A}]\ncomponents:\n  schemas: {Q: {type: string}, S: {title: s, type: object}}\n",
    );
    let merged = document(vec![one, two]);
    let value = merged.root.to_value();
    assert_eq!(
        value["servers"],
        json!([{"url": "https://x"}, {"url": "https://y"}])
    );
    assert_eq!(value["tags"], json!([{"name": "A"}, {"name": "B"}]));
    assert_eq!(
        value["components"]["securitySchemes"]
            .as_object()
            .unwrap()
            .len(),
        1
    );
    let names: Vec<_> = value["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(names, ["S", "P", "Q"]);
    assert_eq!(value["paths"].as_object().unwrap().len(), 2);
    assert_eq!(place(&merged, "#/paths/~1b~1"), "b.yaml:4:3  #/paths/~1b~1");
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let specs = [
        spec("c", &schemas("S: {type: string}")),
        spec("a", &schemas("T: {type: string}")),
        spec("b", &schemas("U: {type: string}\nS: {type: string}")),
    ];
    let expected = document(specs.to_vec()).root.to_value().to_string();
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let specs = order.map(|index| specs[index].clone());
        assert_eq!(
            document(specs.to_vec()).root.to_value().to_string(),
            expected
        );
    }
}

#[test]
fn methods_of_one_path_unite() {
    let one = source(
        "a.yaml",
        "openapi: 3.0.3\npaths: {/x: {get: {}, parameters: [{name: p}]}}\n",
    );
    let two = source(
        "b.yaml",
        "openapi: 3.0.3\npaths: {/x: {put: {}, parameters: [{name: p}]}}\n",
    );
    let merged = document(vec![one, two]).root.to_value();
    assert_eq!(
        merged["paths"]["/x"],
        json!({"get": {}, "parameters": [{"name": "p"}], "put": {}})
    );
}

#[test]
fn parameters_of_a_path_must_agree() {
    let one = source(
        "a.yaml",
        "openapi: 3.0.3\npaths: {/x: {get: {}, parameters: [{name: p}]}}\n",
    );
    let two = source("b.yaml", "openapi: 3.0.3\npaths: {/x: {put: {}}}\n");
    assert_eq!(
        findings(vec![one, two]),
        "error[document-conflict]: the path `/x` has `parameters` in a.yaml and none in b.yaml\n  \
         --> a.yaml:2:23  #/paths/~1x/parameters\n  ::: b.yaml:2:9  #/paths/~1x: without `parameters`\n  \
         help: let the two agree on `parameters`, since it would come to apply to both\n"
    );
}

#[test]
fn an_operation_that_is_described_twice_is_an_error_even_if_both_agree() {
    let one = source(
        "a.yaml",
        "openapi: 3.0.3\npaths: {/x: {get: {summary: a}}}\n",
    );
    let two = source(
        "b.yaml",
        "openapi: 3.0.3\npaths: {/x: {get: {summary: b}}}\n",
    );
    assert_eq!(
        findings(vec![one.clone(), two]),
        "error[operation-twice]: `get /x` is described by a.yaml and by b.yaml; they differ first at `#/summary`\n  \
         --> b.yaml:2:14  #/paths/~1x/get\n  ::: a.yaml:2:14  #/paths/~1x/get: the first description\n  \
         help: keep one of the two\n"
    );
    let same = Source {
        path: "b.yaml".to_owned(),
        ..one.clone()
    };
    assert!(findings(vec![one, same]).contains("; the two are the same\n"));
}

#[test]
fn what_two_documents_say_of_one_path_must_agree() {
    let page = |name: &str, method: &str| {
        let item = format!("paths:\n  /x:\n    summary: {name}\n    {method}: {{}}\n");
        source(&format!("{name}.yaml"), &format!("openapi: 3.0.3\n{item}"))
    };
    assert_eq!(
        findings(vec![page("a", "get"), page("b", "put")]),
        "error[path-conflict]: `summary` of `/x` is not the same in a.yaml and in b.yaml: it is `\"a\"` there and \
         `\"b\"` here\n  --> b.yaml:4:5  #/paths/~1x/summary\n  ::: a.yaml:4:5  #/paths/~1x/summary: the other version\n  \
         help: let the two agree, or name the newer page in the overlay:\n        \
         x-newer: [a.yaml] or x-newer: [b.yaml]\n"
    );
}

#[test]
fn different_components_of_one_name_show_what_differs() {
    let one = spec(
        "a",
        &schemas("S:\n  type: object\n  properties: {p: {type: string}}"),
    );
    let two = spec(
        "b",
        &schemas("S:\n  type: object\n  properties: {p: {type: integer}}"),
    );
    assert_eq!(
        findings(vec![one, two]),
        "error[component-conflict]: `S` in components/schemas is not the same in a.yaml and in b.yaml: \
         `#/properties/p/type` below it is `\"string\"` there and `\"integer\"` here\n  \
         --> b.yaml:10:24  #/components/schemas/S/properties/p/type\n  \
         ::: a.yaml:10:24  #/components/schemas/S/properties/p/type: the other version\n  \
         help: let the two agree, or name the newer page in the overlay:\n        \
         x-newer: [a.yaml] or x-newer: [b.yaml]\n"
    );
}

#[test]
fn long_values_are_shortened() {
    let one = spec(
        "a",
        &schemas(&format!("S: {{description: {}}}", "a".repeat(500))),
    );
    let two = spec("b", &schemas("S: {title: x}"));
    let found = findings(vec![one, two]);
    let quoted = format!("`\"{}...` there and nothing here", "a".repeat(39));
    assert!(found.contains(&quoted), "{found}");
}

#[test]
fn a_component_that_only_grew_says_what_was_added() {
    let small =
        "S:\n  type: object\n  properties: {a: {type: string}, e: {enum: [x]}}\n  required: [a]";
    let large = "S:\n  type: object\n  properties: {a: {type: string}, e: {enum: [x, y]}, b: {type: string}}\n  required: [b, a]";
    for (first, second) in [(small, large), (large, small)] {
        let found = findings(vec![
            spec("a", &schemas(first)),
            spec("b", &schemas(second)),
        ]);
        let (old, new) = if first == small {
            ("a", "b")
        } else {
            ("b", "a")
        };
        let expected = format!(
            "error[component-grown]: `S` in components/schemas has grown: {new}.yaml has `\"y\"` in `e.enum`, `b`, \
             `\"b\"` in `required`, which {old}.yaml lacks\n  --> {new}.yaml:8:5  #/components/schemas/S\n  \
             ::: {old}.yaml:8:5  #/components/schemas/S: the smaller version\n  \
             help: say in the overlay that the larger version is the newer one:\n        x-newer: [{new}.yaml]\n"
        );
        assert_eq!(found, expected);
    }
}

#[test]
fn losing_a_property_or_changing_one_is_no_growth() {
    let old = "S: {properties: {a: {type: string}, b: {type: string}}}";
    for new in [
        "S: {properties: {a: {type: string}, c: {type: string}}}",
        "S: {properties: {a: {type: integer}, b: {type: string}, c: {}}}",
        "S: {properties: {a: {type: string}, b: {type: string, enum: [x]}}}",
        "S: {properties: {a: {type: string}, b: {type: string}}, description: x}",
    ] {
        let found = findings(vec![spec("a", &schemas(old)), spec("b", &schemas(new))]);
        assert!(
            found.starts_with("error[component-conflict]"),
            "{new}: {found}"
        );
    }
}

#[test]
fn the_api_is_what_the_page_of_its_highest_version_says() {
    let page = |name, version, title| {
        let mut page = spec(name, "");
        let info = format!("title: {title}, version: '{version}'");
        page.text = page.text.replace("title: T, version: '1'", &info);
        page
    };
    let info = |specs, newer: Option<&str>| {
        let (merged, report) = run(specs, newer);
        assert_eq!(report.to_string(), "");
        merged.unwrap().root.to_value()["info"]["title"].clone()
    };
    let pages = || {
        let old = page("b", "1.9", "old");
        vec![page("a", "1.10", "new"), old, page("c", "1.10", "new")]
    };
    assert_eq!(info(pages(), None), "new");
    assert_eq!(info(pages(), Some(&newer("[b.yaml]"))), "old");
    let found = findings(vec![page("a", "1", "one"), page("b", "1", "other")]);
    assert!(
        found.starts_with("error[document-conflict]: `info` is not the same"),
        "{found}"
    );
}

#[test]
fn version_title_tags_and_servers_must_agree() {
    let one = spec(
        "a",
        "tags: [{name: A, description: x}]\nservers: [{url: u, description: x}]\n",
    );
    let text = one
        .text
        .replace("/a/", "/b/")
        .replace("title: T", "title: U");
    let two = source(
        "b.yaml",
        &text
            .replace("3.0.3", "3.0.1")
            .replace("description: x", "description: y"),
    );
    let found = findings(vec![one, two]);
    for what in ["`openapi`", "`info`", "the tag `A`", "the server `u`"] {
        let expected =
            format!("error[document-conflict]: {what} is not the same in a.yaml and in b.yaml");
        assert!(found.contains(&expected), "{found}");
    }
}

#[test]
fn security_of_one_document_must_not_spread_to_another() {
    let one = spec("a", "security: [{K: []}]\n");
    let found = findings(vec![one, spec("b", "")]);
    assert!(found.starts_with("error[document-conflict]: the description has `security` in a.yaml and none in b.yaml\n"), "{found}");
    document(vec![spec("a", "security: []\n"), spec("b", "")]);
}

/// An overlay that does nothing but name newer pages.
fn newer(list: &str) -> String {
    format!(
        "overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nx-newer: {list}\nactions:\n  - target: $.info\n    update: {{x-seen: true}}\n"
    )
}

#[test]
fn the_newest_page_wins() {
    let specs = vec![
        spec("a", &schemas("S: {type: string}\nT: {type: string}")),
        spec("b", &schemas("S: {type: integer}\nU: {type: string}")),
        spec(
            "c",
            &schemas("S: {type: boolean}\nT: {type: string}\nU: {type: integer}"),
        ),
    ];
    let (merged, report) = run(specs, Some(&newer("[b.yaml, a.yaml]")));
    assert_eq!(report.to_string(), "");
    assert_eq!(
        merged.unwrap().root.to_value()["components"]["schemas"]["S"]["type"],
        json!("string")
    );
}

#[test]
fn a_page_is_named_by_its_place_as_well() {
    let mut two = spec("b", &schemas("S: {type: integer}"));
    two.place = Some("things/b".to_owned());
    let specs = vec![spec("a", &schemas("S: {type: string}")), two];
    let found = findings(specs.clone());
    assert!(
        found.contains("x-newer: [a.yaml] or x-newer: [things/b]"),
        "{found}"
    );
    let (merged, report) = run(specs, Some(&newer("[things/b]")));
    assert_eq!(report.to_string(), "");
    assert_eq!(
        merged.unwrap().root.to_value()["components"]["schemas"]["S"]["type"],
        json!("integer")
    );
}

#[test]
fn pages_that_are_equally_new_must_still_agree() {
    let specs = vec![
        spec("a", &schemas("S: {type: string}")),
        spec("b", &schemas("S: {type: integer}")),
        spec("c", &schemas("S: {type: boolean}")),
    ];
    let (_, report) = run(specs.clone(), Some(&newer("[c.yaml]")));
    assert_eq!(report.to_string(), "");
    let (_, report) = run(specs, Some(&newer("[d.yaml, c.yaml]")));
    assert_eq!(
        report.to_string(),
        "error[overlay-newer]: `x-newer` names `d.yaml`, which is none of the pages\n  \
         --> overlay.yaml:3:11  #/x-newer/0\n  help: correct the name, or remove it from `x-newer`\n"
    );
}

#[test]
fn a_newer_page_that_differs_from_none_is_an_error() {
    let specs = vec![
        spec("a", &schemas("S: {type: string}")),
        spec("b", &schemas("S: {type: string}")),
    ];
    let (_, report) = run(specs, Some(&newer("[b.yaml]")));
    assert!(
        report
            .to_string()
            .contains("`b.yaml` is newer to no effect"),
        "{report}"
    );
}

#[test]
fn every_broken_file_is_reported_in_one_run() {
    let specs = vec![
        source("a.yaml", "openapi: [\n"),
        source("b.yaml", "swagger: '2.0'\n"),
        spec("c", &schemas("S: {type: string}")),
        spec("d", &schemas("S: {type: integer}")),
    ];
    let found = findings(specs);
    for code in ["[syntax]", "[swagger-2]", "[component-conflict]"] {
        assert!(found.contains(code), "{found}");
    }
}

#[test]
fn servers_that_begin_differently_are_reported_unless_one_page_is_newer() {
    let specs = || {
        let [x, y] = ["https://x", "https://y"].map(|url| format!("servers: [{{url: {url}}}]\n"));
        vec![spec("a", &x), spec("b", &y), spec("c", "")]
    };
    assert_eq!(
        findings(specs()),
        "warning[server-conflict]: b.yaml begins its servers with another one than a.yaml, whose first server the client \
         takes for all operations\n  --> b.yaml:6:1  #/servers\n  ::: a.yaml:6:1  #/servers: the servers that come \
         first\n  help: let the two begin with the same server, or say in the overlay whose comes first:\n        \
         x-newer: [a.yaml] or x-newer: [b.yaml]\n"
    );
    let newer = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nx-newer: [b.yaml]\n\
                 actions: [{target: $.info, update: {title: U}}]\n";
    let (merged, report) = run(specs(), Some(newer));
    assert_eq!(report.to_string(), "");
    assert_eq!(
        merged.unwrap().root.to_value()["servers"],
        json!([{"url": "https://y"}, {"url": "https://x"}])
    );
    let named = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  - {target: $.servers, remove: true}\n  \
                 - {target: $, update: {servers: [{url: https://z}]}}\n";
    assert_eq!(run(specs(), Some(named)).1.to_string(), "");
}
