//! Documents that are made to cost time, memory or stack: what becomes of them, and what is said.

use super::lower;
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Shape};
use crate::load::{Input, Source, load};
use crate::names::OnCollision;
use crate::resolve::resolve;

/// What a document gives up to this stage, and the codes and messages of the findings.
fn lowered(text: &str) -> (Api, String) {
    let source = Source {
        path: "a.yaml".to_owned(),
        place: None,
        text: format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\n{text}"),
    };
    let input = Input {
        specs: vec![source],
        overlays: Vec::new(),
    };
    let mut diagnostics = Diagnostics::default();
    let document = load(&input, &mut diagnostics).unwrap();
    let resolved = resolve(document, &mut diagnostics);
    let lowered = lower(&resolved, None, OnCollision::default(), &mut diagnostics);
    (lowered.api, diagnostics.take_report().to_string())
}

const OPERATION: &str =
    "paths: { /a/: { get: { operationId: a, responses: { '204': { description: x } } } } }\n";

#[test]
fn the_default_of_a_server_variable_is_text() {
    let variables: Vec<String> = (0..60)
        .map(|i| {
            format!(
                "v{i}: {{ default: '{{v{next}}}{{v{next}}}' }}",
                next = i + 1
            )
        })
        .collect();
    let (api, report) = lowered(&format!(
        "servers: [{{ url: 'https://{{v0}}.{{v1}}/{{', variables: {{ {} }} }}]\n{OPERATION}",
        variables.join(", ")
    ));
    assert_eq!(api.service.servers.len(), 0);
    let url = "https://{v1}{v1}.{v2}{v2}/{";
    let message =
        format!("warning[unusable-server]: the server `{url}` is left out: it has a brace");
    assert!(report.starts_with(&message), "{report}");
}

#[test]
fn lists_of_lists_have_an_end() {
    let mut text = format!(
        "{OPERATION}components:\n  schemas:\n    Root: {{ type: object, properties: {{ a: {{ $ref: '#/components/schemas/A0' }} }} }}\n"
    );
    for i in 0..5_000 {
        let next = i + 1;
        text.push_str(&format!(
            "    A{i}: {{ type: array, items: {{ $ref: '#/components/schemas/A{next}' }} }}\n"
        ));
    }
    text.push_str("    A5000: { type: string }\n");
    let (_, report) = lowered(&text);
    assert!(
        report.starts_with("warning[too-deep]: this stands more than 64 schemas deep"),
        "{report}"
    );
    assert_eq!(report.matches("warning[").count(), 1, "{report}");
}

/// A document with so many schemas, each of which holds the next one.
fn chain(schemas: usize) -> String {
    let mut text = format!("{OPERATION}components:\n  schemas:\n");
    for i in 0..schemas {
        let next = (i + 1).min(schemas - 1);
        text.push_str(&format!(
            "    A{i}: {{ type: object, properties: {{ a: {{ type: array, items: {{ $ref: '#/components/schemas/A{next}' }} }} }} }}\n"
        ));
    }
    text
}

#[test]
fn types_that_hold_each_other_deeply_ask_for_more_than_usual() {
    let limits = |schemas| {
        let (api, report) = lowered(&chain(schemas));
        assert_eq!(report, "", "{schemas}");
        api.recursion_limits.callers
    };
    assert_eq!(limits(18), None);
    assert_eq!(limits(20), Some(256));
    assert_eq!(limits(60), Some(512));
    assert_eq!(limits(200), Some(2048));
    let (api, report) = lowered(&chain(1_000));
    assert_eq!(api.recursion_limits.callers, Some(8192));
    let start = "warning[too-deep]: from here, types hold each other up to 6000 levels deep";
    assert!(report.starts_with(start), "{report}");
    assert!(report.contains("/schemas/A0"), "{report}");
}

#[test]
fn the_first_ways_to_authenticate_are_offered() {
    let list = |item: &dyn Fn(usize) -> String| (0..40).map(item).collect::<Vec<_>>().join(", ");
    let (api, report) = lowered(&format!(
        "security: [{}]\n{OPERATION}components: {{ securitySchemes: {{ {} }} }}\n",
        list(&|i| format!("{{ k{i}: [] }}")),
        list(&|i| format!("k{i}: {{ type: apiKey, in: header, name: X-{i} }}"))
    ));
    let operations = api.root.children.iter().flat_map(|child| &child.operations);
    let mut operations = operations.chain(&api.root.operations);
    assert_eq!(operations.next().unwrap().security.len(), 32);
    assert!(
        report.starts_with("warning[too-many-alternatives]: only the first 32"),
        "{report}"
    );
    assert!(report.contains("#/security/32\n"), "{report}");
}

fn properties(n: usize) -> String {
    let members: Vec<String> = (0..n)
        .map(|i| format!("p{i}: {{ type: string }}"))
        .collect();
    format!("properties: {{ {} }}", members.join(", "))
}

#[test]
fn an_object_of_too_many_members_is_free_json() {
    let document = |n: usize| {
        format!(
            "{OPERATION}components:\n  schemas:\n    Root: {{ properties: {{ a: {{ $ref: '#/components/schemas/Wide' }} }} }}\n    \
             Wide: {{ {} }}\n",
            properties(n)
        )
    };
    let types = |api: &Api| api.types.len();
    let (api, report) = lowered(&document(2_000));
    assert_eq!((types(&api), report.as_str()), (2, ""));
    let (api, report) = lowered(&document(2_001));
    assert_eq!(types(&api), 1, "{report}");
    assert!(
        report.starts_with(
            "warning[too-many-members]: this object has 2001 members, and a type at most 2000; it is read as free JSON"
        ),
        "{report}"
    );
    assert!(
        report.contains("#/components/schemas/Wide/properties\n"),
        "{report}"
    );
    assert_eq!(report.matches("warning[").count(), 1, "{report}");
}

#[test]
fn a_method_takes_so_many_parameters() {
    let parameters = |n: usize| {
        let one = |i| format!("{{ name: q{i}, in: query, schema: {{ type: string }} }}");
        (0..n).map(one).collect::<Vec<_>>().join(", ")
    };
    let taken = |n: usize| {
        let (api, report) = lowered(&format!(
            "paths: {{ /a/: {{ get: {{ operationId: a, parameters: [{}], responses: {{ '204': {{ description: x }} }} }} }} }}\n",
            parameters(n)
        ));
        let resources = api.root.children.iter().chain([&api.root]);
        let params = resources.flat_map(|resource| &resource.operations);
        let params = params.filter_map(|operation| operation.params.as_ref());
        (
            params.map(|params| params.params.len()).sum::<usize>(),
            report,
        )
    };
    assert_eq!(taken(2_000), (2_000, String::new()));
    let (count, report) = taken(2_003);
    assert_eq!(count, 2_000);
    assert!(
        report.starts_with("warning[too-many-parameters]"),
        "{report}"
    );
    assert!(
        report.contains("#/paths/~1a~1/get/parameters/2000\n"),
        "{report}"
    );
    assert_eq!(report.matches("warning[").count(), 1, "{report}");
}

#[test]
fn credentials_are_optional_where_every_operation_can_do_without() {
    let optional = |default: &str, own: &str| {
        let (api, report) = lowered(&format!(
            "security: {default}\npaths:\n  /a: {{ get: {{ operationId: a, responses: {{ '204': {{ description: x }} }} }} }}\n  \
             /b: {{ get: {{ operationId: b, security: {own}, responses: {{ '204': {{ description: x }} }} }} }}\n\
             components: {{ securitySchemes: {{ key: {{ type: apiKey, in: header, name: X-Key }} }} }}\n"
        ));
        assert!(!report.contains("security"), "{report}");
        api.service.optional_credentials
    };
    assert!(optional("[{}, { key: [] }]", "[]"));
    assert!(optional("[]", "[{ key: [] }, {}]"));
    assert!(!optional("[{}, { key: [] }]", "[{ key: [] }]"));
    assert!(!optional("[{ key: [] }]", "[]"));
    assert!(!optional("[]", "[]"), "there are none");
}

#[test]
fn what_is_said_of_a_component_is_short_where_it_is_used() {
    let long = "word ".repeat(1_000);
    let (api, _) = lowered(&format!(
        "{OPERATION}components:\n  schemas:\n    Root: {{ type: object, properties: {{ a: {{ $ref: '#/components/schemas/D' }} }} }}\n    \
         D: {{ type: string, description: \"First.\\n\\n{long}\", default: '{long}' }}\n"
    ));
    let crate::ir::Shape::Struct(root) = &api.types[0].shape else {
        panic!("{:?}", api.types);
    };
    assert_eq!(root.fields[0].docs.0, ["First."]);
}

#[test]
fn lists_are_united_within_bounds() {
    let list =
        |n: usize, item: &dyn Fn(usize) -> String| (0..n).map(item).collect::<Vec<_>>().join(", ");
    let choice =
        "{ oneOf: [{ $ref: '#/components/schemas/E' }, { $ref: '#/components/schemas/F' }] }";
    let (api, report) = lowered(&format!(
        "{OPERATION}components:\n  schemas:\n    Root: {{ properties: {{ {} }} }}\n    E: {{ enum: [{}] }}\n    F: {{ enum: [z] }}\n",
        list(500, &|i| format!("p{i}: {choice}")),
        list(500, &|i| format!("v{i}"))
    ));
    let variants = api.types.iter().map(|ty| match &ty.shape {
        crate::ir::Shape::Enum(shape) => shape.variants.len(),
        _ => 0,
    });
    assert!(variants.sum::<usize>() < 30_000);
    assert!(
        report.starts_with("warning[too-large]: uniting these lists would copy more"),
        "{report:.500}"
    );
}

#[test]
fn a_path_leads_through_so_many_resources() {
    let paths = |n: usize| {
        let id = vec!["r"; n].join("_");
        format!(
            "paths: {{ '{}': {{ get: {{ operationId: {id}_list, responses: {{ '204': {{ description: x }} }} }} }} }}\n",
            "/r".repeat(n)
        )
    };
    let depth = |api: &Api| {
        let mut depth = 0;
        let mut resource = &api.root;
        while let Some(child) = resource.children.first() {
            depth += 1;
            resource = child;
        }
        depth
    };
    assert_eq!(depth(&lowered(&paths(32)).0), 32);
    assert_eq!(depth(&lowered(&paths(33)).0), 1);
    assert_eq!(depth(&lowered(&paths(500)).0), 1);
}

#[test]
fn a_long_list_of_values_is_not_told_where_it_is_used() {
    let values: Vec<String> = (0..200).map(|i| format!("v{i}")).collect();
    let labels: Vec<String> = values
        .iter()
        .map(|value| format!("* `{value}` - Value"))
        .collect();
    for (said, expected) in [("", ""), ("One of:\n", "One of.")] {
        let (api, _) = lowered(&format!(
            "{}components:\n  schemas:\n    Many: {{ type: string, enum: [{}], description: {:?} }}\n    Item: {{ type: object, properties: {{ many: {{ $ref: '#/components/schemas/Many' }} }} }}\n",
            OPERATION.replace(
                "description: x",
                "content: { application/json: { schema: { $ref: '#/components/schemas/Item' } } }, description: x"
            )
            .replace("204", "200"),
            values.join(", "),
            format!("{said}{}", labels.join("\n"))
        ));
        let items = api.types.iter().filter_map(|def| match &def.shape {
            Shape::Struct(item) => item.fields.first(),
            _ => None,
        });
        let docs: Vec<String> = items.map(|field| field.docs.0.join("\n")).collect();
        assert_eq!(docs, [expected]);
    }
}
