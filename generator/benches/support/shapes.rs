//! Documents of any size, each large in one way.
//!
//! Invariant: four times the number gives a document four times as large, and no two names in it are the same.

mod products;

use std::fmt::Write as _;

use generator::load::{Input, Source};

/// What makes a document large, and a number at which reading it takes some milliseconds.
const SHAPES: &[(&str, usize, Shape)] = &[
    ("operations", 100, operations),
    ("operations of one tag", 150, |n| {
        paths(n, |i| get(&format!("one{i}"), "tags: [all]", "string"))
    }),
    ("nested resources", 150, nested),
    ("parameters of one operation", 300, parameters),
    ("statuses of one operation", 400, statuses),
    ("docs pages", 100, pages),
    ("properties, all required", 300, properties),
    ("enum values", 1000, |n| {
        schema(&format!(
            "type: string, enum: [{}]",
            list(n, |i| format!("v{i}"))
        ))
    }),
    ("variants of a tagged union", 100, |n| union(n, true)),
    ("variants of an untagged union", 100, |n| union(n, false)),
    ("lists among alternatives", 300, lists),
    ("parts of one allOf", 300, |n| {
        schema(&format!(
            "allOf: [{}]",
            list(n, |i| format!(
                "{{ required: [p{i}], properties: {{ p{i}: {{ type: string }} }} }}"
            ))
        ))
    }),
    ("allOf of the next", 150, chain),
    ("references of references", 500, aliases),
    ("types in a ring", 300, ring),
    ("security schemes", 100, security),
    ("servers", 150, servers),
    ("words of a description", 3000, |n| {
        described(&"some *word* of `code` at https://a.example/b, ".repeat(n / 4))
    }),
    ("brackets of a description", 2000, |n| {
        described(&"[<*_`(".repeat(n / 4))
    }),
    ("quotes of a description", 20_000, |n| {
        described(&">".repeat(n))
    }),
    ("lines of a description", 1000, |n| {
        described(&"* item\\n\\n  ```rust\\n  x\\n  ```\\n".repeat(n / 4))
    }),
    ("tags of a description", 1000, |n| {
        described(&"<Note>\\nx\\n".repeat(n))
    }),
    ("alternatives of a pattern", 500, |n| {
        schema(&format!(
            "type: object, properties: {{ p: {{ type: string, pattern: '^({})$' }} }}",
            "ab?|".repeat(n)
        ))
    }),
    ("numbers of a default", 2000, |n| {
        let numbers = list(n, |i| i.to_string());
        schema(&format!(
            "type: object, properties: {{ p: {{ type: array, items: {{ type: integer }}, default: [{numbers}] }} }}"
        ))
    }),
    ("letters of a name", 20_000, |n| {
        schema(&format!("type: string, enum: [{}, b]", "aB".repeat(n)))
    }),
    ("aliases", 2000, |n| {
        schema(&format!(
            "x-a: &a {{ b: 1 }}, x-b: [{}]",
            list(n, |_| "*a".to_owned())
        ))
    }),
    ("findings", 500, |n| {
        schema(&format!(
            "type: object, properties: {{ {} }}",
            list(n, |i| format!(
                "p{i}: {{ $ref: '#/components/schemas/No{i}' }}"
            ))
        ))
    }),
];

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static (&'static str, usize, Shape)> {
    SHAPES.iter().chain(products::PRODUCTS)
}

/// Makes the document of a number.
pub(crate) type Shape = fn(usize) -> Input;

const HEAD: &str = "openapi: 3.0.3\ninfo: { title: Large API, version: '1' }\n";

fn document(text: String) -> Input {
    Input {
        specs: vec![source("large.yaml", text)],
        overlays: Vec::new(),
    }
}

fn source(path: &str, text: String) -> Source {
    Source {
        path: path.to_owned(),
        place: path.strip_suffix(".md").map(str::to_owned),
        text,
    }
}

fn list(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(item).collect::<Vec<_>>().join(", ")
}

/// One schema, in flow style, that one operation answers.
fn schema(flow: &str) -> Input {
    schemas(&format!("    Root: {{ {flow} }}\n"))
}

/// Component schemas, the first of which is `Root`; an operation takes and answers it.
fn schemas(schemas: &str) -> Input {
    let root = "content: { application/json: { schema: { $ref: '#/components/schemas/Root' } } }";
    document(format!(
        "{HEAD}paths:\n  /root/:\n    post:\n      operationId: root_create\n      requestBody: {{ {root} }}\n      \
         responses: {{ '200': {{ {root} }} }}\ncomponents:\n  schemas:\n{schemas}"
    ))
}

fn get(id: &str, more: &str, ty: &str) -> String {
    format!(
        "{{ operationId: {id}, {more}, responses: {{ '200': {{ content: {{ application/json: {{ schema: {{ type: {ty} }} }} }} }} }} }}"
    )
}

fn paths(n: usize, operation: impl Fn(usize) -> String) -> Input {
    let mut text = format!("{HEAD}paths:\n");
    for i in 0..n {
        let _ = writeln!(text, "  /path{i}/:\n    get: {}", operation(i));
    }
    document(text)
}

/// What an ordinary API has: resources with five operations and a few types each.
fn operations(n: usize) -> Input {
    let mut paths = format!("{HEAD}paths:\n");
    let mut types = String::from("components:\n  schemas:\n");
    for i in 0..n.div_ceil(5) {
        let body = format!(
            "requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Thing{i}' }} }} }} }}"
        );
        let answer = format!(
            "responses: {{ '200': {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Thing{i}' }} }} }} }} }}"
        );
        let id = "parameters: [{ name: id, in: path, required: true, schema: { type: string, format: uuid } }]";
        let query = "parameters: [{ name: limit, in: query, schema: { type: integer } }, { name: sort, in: query, schema: { type: string, enum: [up, down] } }]";
        let _ = write!(
            paths,
            "  /api/things{i}/:\n    get: {{ operationId: api_things{i}_list, description: Lists *things*., {query}, {answer} }}\n    \
             post: {{ operationId: api_things{i}_create, {body}, {answer} }}\n  /api/things{i}/{{id}}/:\n    \
             get: {{ operationId: api_things{i}_retrieve, {id}, {answer} }}\n    patch: {{ operationId: api_things{i}_partial_update, {id}, {body}, {answer} }}\n    \
             delete: {{ operationId: api_things{i}_destroy, {id}, responses: {{ '204': {{ description: Gone }} }} }}\n"
        );
        let _ = write!(
            types,
            "    Thing{i}:\n      type: object\n      required: [id, name]\n      properties:\n        id: {{ type: string, format: uuid, readOnly: true }}\n        \
             name: {{ type: string, maxLength: 20, description: What it is called. }}\n        kind: {{ type: string, enum: [small, large] }}\n        \
             size: {{ type: object, properties: {{ width: {{ type: number }}, height: {{ type: number, nullable: true }} }} }}\n        \
             next: {{ $ref: '#/components/schemas/Thing{}' }}\n",
            (i + 1) % n.div_ceil(5)
        );
    }
    document(paths + &types)
}

fn nested(n: usize) -> Input {
    let mut text = format!("{HEAD}paths:\n");
    for i in 0..n {
        let (a, b) = (i / 20, i % 20);
        let _ = writeln!(
            text,
            "  /a{a}/b{b}/c{i}/:\n    get: {}",
            get(&format!("a{a}_b{b}_c{i}_list"), "tags: []", "string")
        );
    }
    document(text)
}

fn parameters(n: usize) -> Input {
    let own = list(n, |i| {
        format!("{{ name: own{i}, in: query, schema: {{ type: string }} }}")
    });
    let shared = list(n, |i| {
        format!("{{ name: shared{i}, in: query, schema: {{ type: string }} }}")
    });
    let responses = "responses: { '204': { description: Nothing } }";
    document(format!(
        "{HEAD}paths:\n  /a/:\n    parameters: [{shared}]\n    get: {{ operationId: a_list, parameters: [{own}], {responses} }}\n"
    ))
}

fn statuses(n: usize) -> Input {
    let statuses = list(n, |i| format!("'2{i}': {{ description: x }}"));
    document(format!(
        "{HEAD}paths:\n  /a/:\n    get: {{ operationId: a_list, responses: {{ {statuses} }} }}\n"
    ))
}

fn pages(n: usize) -> Input {
    let page = |i: usize| {
        let operation = get(&format!("r{i}_list"), "tags: []", "string");
        let text = format!(
            "# List\n\n> Lists.\n\n## OpenAPI\n\n````yaml openapi.json get /r{i}/\n{HEAD}paths:\n  /r{i}/:\n    get: {operation}\n````\n"
        );
        source(&format!("r{i}/list.md"), text)
    };
    Input {
        specs: (0..n).map(page).collect(),
        overlays: Vec::new(),
    }
}

fn properties(n: usize) -> Input {
    let properties = list(n, |i| format!("p{i}: {{ type: string, maxLength: {i} }}"));
    schema(&format!(
        "type: object, required: [{}], properties: {{ {properties} }}",
        list(n, |i| format!("p{i}"))
    ))
}

fn union(n: usize, tagged: bool) -> Input {
    let tag = if tagged {
        ", discriminator: { propertyName: kind }"
    } else {
        ""
    };
    let mut text = format!(
        "    Root: {{ oneOf: [{}]{tag} }}\n",
        list(n, |i| format!("{{ $ref: '#/components/schemas/V{i}' }}"))
    );
    for i in 0..n {
        let _ = writeln!(
            text,
            "    V{i}: {{ type: object, required: [kind, a{i}], properties: {{ kind: {{ type: string }}, a{i}: {{ type: string }} }} }}"
        );
    }
    schemas(&text)
}

fn lists(n: usize) -> Input {
    let lists = list(n, |i| format!("{{ type: string, enum: [a{i}, b{i}] }}"));
    schema(&format!(
        "type: object, properties: {{ p: {{ oneOf: [{lists}] }} }}"
    ))
}

fn chain(n: usize) -> Input {
    let mut text = String::from("    Root: { $ref: '#/components/schemas/C0' }\n");
    for i in 0..n {
        let _ = writeln!(
            text,
            "    C{i}: {{ allOf: [{{ $ref: '#/components/schemas/C{}' }}, {{ properties: {{ p{i}: {{ type: string }} }} }}] }}",
            i + 1
        );
    }
    let _ = writeln!(
        text,
        "    C{n}: {{ type: object, properties: {{ end: {{ type: string }} }} }}"
    );
    schemas(&text)
}

fn aliases(n: usize) -> Input {
    let mut text = String::from("    Root: { $ref: '#/components/schemas/A0' }\n");
    for i in 0..n {
        let _ = writeln!(
            text,
            "    A{i}: {{ $ref: '#/components/schemas/A{}' }}",
            i + 1
        );
    }
    let _ = writeln!(
        text,
        "    A{n}: {{ type: object, properties: {{ end: {{ type: string }} }} }}"
    );
    schemas(&text)
}

fn ring(n: usize) -> Input {
    let mut text = String::from("    Root: { $ref: '#/components/schemas/T0' }\n");
    for i in 0..n {
        let _ = writeln!(
            text,
            "    T{i}: {{ type: object, required: [next], properties: {{ next: {{ $ref: '#/components/schemas/T{}' }}, id: {{ type: string, readOnly: true }} }} }}",
            (i + 1) % n
        );
    }
    schemas(&text)
}

fn security(n: usize) -> Input {
    let used = list(n, |i| format!("{{ key{i}: [] }}"));
    let declared = list(n, |i| {
        format!("key{i}: {{ type: apiKey, in: header, name: X-{i} }}")
    });
    document(format!(
        "{HEAD}paths: {{ /a/: {{ get: {{ operationId: a_list, responses: {{ '204': {{ description: x }} }} }} }} }}\n\
         security: [{used}]\ncomponents: {{ securitySchemes: {{ {declared} }} }}\n"
    ))
}

fn servers(n: usize) -> Input {
    let servers = list(n, |i| {
        format!("{{ url: 'https://s{i}.example', description: Server {i} }}")
    });
    document(format!(
        "{HEAD}servers: [{servers}]\npaths: {{ /a/: {{ get: {{ operationId: a_list, responses: {{ '204': {{ description: x }} }} }} }} }}\n"
    ))
}

fn described(description: &str) -> Input {
    schema(&format!(
        "type: object, description: \"{description}\", properties: {{ p: {{ type: string }} }}"
    ))
}
