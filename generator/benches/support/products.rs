//! Documents that say something long once and refer to it from many places: what would take as long as the product.
//!
//! Invariant: as for `shapes`.

use std::fmt::Write as _;

use generator::load::Input;

use super::{HEAD, Shape, document, get, list, paths, schema, schemas, source};

/// The same as [`super::SHAPES`], with numbers of which a quarter is past the bound on what is repeated (64 levels, 2,000
/// characters): below it, the product is what was asked for.
pub(crate) const PRODUCTS: &[(&str, usize, Shape)] = &[
    ("uses of one path item", 150, |n| {
        let parameters = list(n, |i| {
            format!("{{ name: p{i}, in: query, schema: {{ type: string }} }}")
        });
        let mut text = format!(
            "{HEAD}paths:\n  /all/:\n    parameters: [{parameters}]\n    get: {}\n",
            get("all", "tags: []", "string")
        );
        for i in 0..n {
            let _ = writeln!(text, "  /x{i}/: {{ $ref: '#/paths/~1all~1' }}");
        }
        document(text)
    }),
    ("uses of one answer", 150, |n| {
        let mut text = format!("{HEAD}paths:\n");
        for i in 0..n {
            let _ = writeln!(
                text,
                "  /x{i}/: {{ get: {{ operationId: a{i}, responses: {{ '200': {{ $ref: '#/components/responses/R' }} }} }} }}"
            );
        }
        let members = list(n, |i| format!("p{i}: {{ type: string }}"));
        document(format!(
            "{text}components: {{ responses: {{ R: {{ content: {{ application/json: {{ schema: {{ type: object, properties: {{ {members} }} }} }} }} }} }} }}\n"
        ))
    }),
    ("ways to authenticate many calls", 300, |n| {
        let used = list(n, |i| format!("{{ key{i}: [] }}"));
        let declared = list(n, |i| {
            format!("key{i}: {{ type: apiKey, in: header, name: X-{i} }}")
        });
        let mut input = paths(n, |i| get(&format!("one{i}"), "tags: [all]", "string"));
        for spec in &mut input.specs {
            let _ = write!(
                spec.text,
                "security: [{used}]\ncomponents: {{ securitySchemes: {{ {declared} }} }}\n"
            );
        }
        input
    }),
    ("required names of many parts", 500, |n| {
        schema(&format!(
            "allOf: [{}]",
            list(n, |i| format!(
                "{{ required: [p{i}], properties: {{ p{i}: {{ type: string }} }} }}"
            ))
        ))
    }),
    ("lists of parts that disagree", 500, |n| {
        schema(&format!(
            "allOf: [{{ type: string, enum: [{}] }}, {}]",
            list(n, |i| format!("a{i}")),
            list(n, |i| format!("{{ enum: [b{i}] }}"))
        ))
    }),
    ("unions of parts that disagree", 200, |n| {
        schema(&format!(
            "allOf: [{{ oneOf: [{}] }}, {}]",
            list(n, |i| format!("{{ type: string, maxLength: {i} }}")),
            list(n, |_| "{ oneOf: [{ type: string }] }".to_owned())
        ))
    }),
    ("alternatives with one list of parents", 200, |n| {
        schemas(&format!(
            "    Root: {{ properties: {{ a: {{ type: string }} }}, oneOf: [{}] }}\n    A: {{ allOf: [{}] }}\n    B: {{ type: object }}\n",
            list(n, |_| "{ $ref: '#/components/schemas/A' }".to_owned()),
            list(n, |_| "{ $ref: '#/components/schemas/B' }".to_owned())
        ))
    }),
    ("heirs of heirs", 200, |n| {
        let mut text = String::from("    Root: { $ref: '#/components/schemas/C0' }\n");
        for i in 0..n {
            let _ = writeln!(
                text,
                "    C{i}: {{ allOf: [{{ $ref: '#/components/schemas/C{}' }}], discriminator: {{ propertyName: k }} }}",
                i + 1
            );
        }
        schemas(&format!(
            "{text}    C{n}: {{ properties: {{ k: {{ type: string }} }} }}\n"
        ))
    }),
    ("allOf in a property of the next", 300, |n| {
        let mut text = format!(
            "    Root: {{ $ref: '#/components/schemas/Z{n}' }}\n    Z0: {{ properties: {{ q: {{ type: string }} }} }}\n"
        );
        for i in 1..=n {
            let _ = writeln!(
                text,
                "    Z{i}: {{ properties: {{ p: {{ allOf: [{{ $ref: '#/components/schemas/Z{}' }}, {{ properties: {{ x: {{ type: string }} }} }}] }} }} }}",
                i - 1
            );
        }
        schemas(&text)
    }),
    ("references that lead nowhere", 300, |n| {
        let mut text = format!(
            "    Root: {{ properties: {{ a: {{ type: string }}, {} }} }}\n",
            list(n, |i| format!(
                "p{i}: {{ $ref: '#/components/schemas/No{i}' }}"
            ))
        );
        for i in 0..n {
            let _ = writeln!(text, "    Yes{i}: {{ type: string }}");
        }
        schemas(&text)
    }),
    ("steps of a reference", 20_000, |n| {
        schema(&format!(
            "properties: {{ p: {{ $ref: '#{}' }} }}",
            "/a".repeat(n)
        ))
    }),
    ("tags of a mapping", 200, |n| {
        let mut text = format!(
            "    Root: {{ oneOf: [{}], discriminator: {{ propertyName: k, mapping: {{ {} }} }} }}\n",
            list(n, |i| format!("{{ $ref: '#/components/schemas/V{i}' }}")),
            list(n, |i| format!("m{i}: '#/components/schemas/V{i}'"))
        );
        for i in 0..n {
            let _ = writeln!(
                text,
                "    V{i}: {{ required: [k], properties: {{ k: {{ type: string }} }} }}"
            );
        }
        schemas(&text)
    }),
    ("uses of a long description", 200, |n| {
        used(
            n,
            &format!("type: string, description: '{}'", "word ".repeat(10 * n)),
        )
    }),
    ("uses of a long default", 1000, |n| {
        used(
            n,
            &format!(
                "type: array, items: {{ type: integer }}, default: [{}]",
                list(n, |i| i.to_string())
            ),
        )
    }),
    ("defaults that one list lacks", 2000, |n| {
        let list_of = |letter: &str| list(n, |i| format!("{letter}{i}"));
        let one =
            |i| format!("p{i}: {{ allOf: [{{ $ref: '#/components/schemas/E' }}], default: w{i} }}");
        schemas(&format!(
            "    Root: {{ properties: {{ {} }} }}\n    E: {{ type: string, enum: [{}] }}\n",
            list(n, one),
            list_of("v")
        ))
    }),
    ("items of a default in a list", 10_000, |n| {
        let values = list(n, |i| format!("v{i}"));
        schema(&format!(
            "type: object, properties: {{ p: {{ type: array, items: {{ type: string, enum: [{values}] }}, default: [{values}] }} }}"
        ))
    }),
    ("items of a default, and alternatives", 2000, |n| {
        let alternatives = list(n, |i| format!("{{ type: string, minLength: {} }}", i + 9));
        schema(&format!(
            "type: object, properties: {{ p: {{ type: array, items: {{ oneOf: [{alternatives}, {{ type: string }}] }}, default: [{}] }} }}",
            list(n, |i| format!("v{i}"))
        ))
    }),
    ("defaults of one pattern", 1200, |n| {
        schemas(&format!(
            "    Root: {{ properties: {{ {} }} }}\n    D: {{ type: string, pattern: '^(a?){{{n}}}$' }}\n",
            list(n, |i| format!(
                "p{i}: {{ allOf: [{{ $ref: '#/components/schemas/D' }}], default: aaaaaaaaaaaa }}"
            ))
        ))
    }),
    ("calls with one form", 800, |n| {
        let form = "{ schema: { $ref: '#/components/schemas/F' } }";
        let mut text = format!("{HEAD}paths:\n");
        for i in 0..n {
            let _ = writeln!(
                text,
                "  /x{i}/: {{ post: {{ operationId: a{i}, requestBody: {{ content: {{ application/json: {form}, multipart/form-data: {form} }} }} }} }}"
            );
        }
        let members = list(25 * n, |i| format!("p{i}: {{ type: string }}"));
        document(format!(
            "{text}components: {{ schemas: {{ F: {{ properties: {{ {members}, f: {{ type: string, format: binary }} }} }} }} }}\n"
        ))
    }),
    ("media types of one body", 4000, |n| {
        let offered = list(n, |i| {
            format!("text/x{i}: {{ schema: {{ type: string, maxLength: {i} }} }}")
        });
        let wanted = list(n / 2, |i| format!("text/x{}", 2 * i));
        document(format!(
            "{HEAD}paths: {{ /a/: {{ post: {{ operationId: a, requestBody: {{ x-rust-media-types: [{wanted}], content: {{ {offered} }} }} }} }} }}\n"
        ))
    }),
    ("uses of listed numbers", 300, |n| {
        used(
            n,
            &format!("type: number, enum: [{}]", list(n, |i| format!("{i}.5"))),
        )
    }),
    ("uses of a choice of lists", 300, |n| {
        used(
            n,
            &format!(
                "oneOf: [{}]",
                list(n, |i| format!("{{ type: string, enum: [v{i}] }}"))
            ),
        )
    }),
    ("choices of two lists", 100, |n| {
        let choice =
            "{ oneOf: [{ $ref: '#/components/schemas/E' }, { $ref: '#/components/schemas/F' }] }";
        schemas(&format!(
            "    Root: {{ properties: {{ {} }} }}\n    E: {{ type: string, enum: [{}] }}\n    F: {{ type: string, enum: [z] }}\n",
            list(n, |i| format!("p{i}: {choice}")),
            list(n, |i| format!("v{i}"))
        ))
    }),
    ("uses of lists of lists", 100, |n| {
        let mut text = format!(
            "    Root: {{ properties: {{ {} }} }}\n",
            list(n, |i| format!(
                "a{i}: {{ $ref: '#/components/schemas/A0' }}"
            ))
        );
        for i in 0..n {
            let _ = writeln!(
                text,
                "    A{i}: {{ type: array, items: {{ $ref: '#/components/schemas/A{}' }} }}",
                i + 1
            );
        }
        schemas(&format!("{text}    A{n}: {{ type: string }}\n"))
    }),
    ("types beside many members", 200, |n| {
        let mut input = schema(&format!(
            "type: [{}], properties: {{ {} }}",
            list(n, |_| "object".to_owned()),
            list(n, |i| format!("p{i}: {{ type: string }}"))
        ));
        input
            .specs
            .iter_mut()
            .for_each(|spec| spec.text = spec.text.replacen("3.0.3", "3.1.0", 1));
        input
    }),
    ("values of an enum that has grown", 2000, |n| {
        let page = |path: &str, n: usize| {
            let values = list(n, |i| format!("v{i}"));
            let id = format!("{path}_list");
            source(
                &format!("{path}.yaml"),
                format!(
                    "{HEAD}paths:\n  /{path}/:\n    get: {}\ncomponents: {{ schemas: {{ E: {{ type: string, enum: [{values}] }} }} }}\n",
                    get(&id, "tags: []", "string")
                ),
            )
        };
        Input {
            specs: vec![page("a", n), page("b", n + 1)],
            overlays: Vec::new(),
        }
    }),
    ("code blocks of a page", 3000, |n| {
        let block = "````yaml a.json get /x\n````\n".repeat(n);
        Input {
            specs: vec![source(
                "a.md",
                format!("# T\n\n`````\n{block}`````\n\n{block}"),
            )],
            overlays: Vec::new(),
        }
    }),
    ("actions of an overlay", 200, |n| {
        overlaid(n, |i| {
            format!(
                "- {{ target: $.components.schemas, update: {{ Added{i}: {{ type: string }} }} }}"
            )
        })
    }),
    ("removals of an overlay", 200, |n| {
        overlaid(n, |i| {
            format!("- {{ target: $.components.schemas.V{i}, remove: true }}")
        })
    }),
    ("what one action removes", 1000, |n| {
        let mut input = overlaid(n, |_| String::new());
        for overlay in &mut input.overlays {
            overlay
                .text
                .push_str("- { target: $.components.schemas.*, remove: true }\n");
        }
        input
    }),
    ("targets that match nothing", 100, |n| {
        overlaid(n, |i| {
            format!("- {{ target: $.components.schemas.No{i}.properties, remove: true }}")
        })
    }),
];

/// A component and an object with as many members that refer to it.
fn used(n: usize, component: &str) -> Input {
    schemas(&format!(
        "    Root: {{ properties: {{ {} }} }}\n    D: {{ {component} }}\n",
        list(n, |i| format!("p{i}: {{ $ref: '#/components/schemas/D' }}"))
    ))
}

/// Components and an overlay with one action for each.
fn overlaid(n: usize, action: impl Fn(usize) -> String) -> Input {
    let mut text = format!(
        "{HEAD}paths: {{ /a/: {{ get: {} }} }}\ncomponents:\n  schemas:\n",
        get("a", "tags: []", "string")
    );
    let mut overlay = String::from("overlay: 1.0.0\ninfo: { title: T, version: '1' }\nactions:\n");
    for i in 0..n {
        let _ = writeln!(text, "    V{i}: {{ type: string }}");
        let _ = writeln!(overlay, "{}", action(i));
    }
    let mut input = document(text);
    input.overlays.push(source("overlay.yaml", overlay));
    input
}
