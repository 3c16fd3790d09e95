//! What the account says of each kind of change to a document.

use super::{SPEC, account, between, changed};

#[test]
fn the_same_document_gives_no_change() {
    assert_eq!(account(&[]), [""; 0]);
    let documented = account(&[("NewPet:\n", "NewPet:\n      description: Docs.\n")]);
    assert_eq!(documented, [""; 0]);
}

#[test]
fn a_new_required_field_of_a_sent_type_breaks_its_constructor() {
    assert_eq!(
        account(&[
            ("[name, breed]", "[name, breed, age]"),
            ("breed: {", "age: { type: integer }\n        breed: {")
        ]),
        [
            "Break: changed constructor NewPet.new: is `(name: String, age: i64, breed: String)`, \
             was `(name: String, breed: String)`",
            "Feature: added field NewPet.age",
        ]
    );
}

#[test]
fn a_new_optional_field_breaks_nobody() {
    assert_eq!(
        account(&[("breed: {", "age: { type: integer }\n        breed: {")]),
        ["Feature: added field NewPet.age"]
    );
}

#[test]
fn the_order_of_required_fields_counts() {
    assert_eq!(
        account(&[(
            "name: { type: string, maxLength: 20 }\n        breed: { type: string }",
            "breed: { type: string }\n        name: { type: string, maxLength: 20 }"
        ),]),
        [
            "Break: changed constructor NewPet.new: is `(breed: String, name: String)`, was `(name: String, breed: String)`"
        ]
    );
}

#[test]
fn a_field_that_becomes_optional_breaks_callers_both_ways() {
    assert_eq!(
        account(&[("[name, breed]", "[name]"), ("[name, kind]", "[kind]")]),
        [
            "Break: changed constructor NewPet.new: is `(name: String)`, was `(name: String, breed: String)`",
            "Break: changed field NewPet.breed: is `Option<String>`, was `String`",
            "Break: changed field Pet.name: is `Option<String>`, was `String`",
        ]
    );
}

#[test]
fn a_type_that_needs_nothing_any_more_has_a_default() {
    assert_eq!(
        account(&[("required: [size], ", "")]),
        [
            "Feature: changed type Ball: has `Default` now",
            "Break: changed constructor Ball.new: is `()`, was `(size: i64)`",
            "Break: changed field Ball.size: is `Option<i64>`, was `i64`",
        ]
    );
}

#[test]
fn enums_are_open() {
    assert_eq!(
        account(&[("[cat, dog]", "[fish, cat, dog]")]),
        ["Feature: added value Kind.Fish: was `Unknown` with the value `fish` until now"]
    );
    assert_eq!(
        account(&[("[cat, dog]", "[cat]")]),
        ["Break: removed value Kind.Dog"]
    );
    assert_eq!(account(&[("[cat, dog]", "[dog, cat]")]), [""; 0]);
    assert_eq!(
        account(&[("[cat, dog]", "[CAT, dog]")]),
        ["Fix: changed value Kind.Cat: wire is `CAT`, was `cat`"]
    );
}

#[test]
fn narrower_rules_break_and_wider_ones_do_not() {
    let narrowed = account(&[("maxLength: 20", "maxLength: 10")]);
    assert_eq!(
        narrowed,
        [
            "Break: changed field NewPet.name: maxLength is `10`, was `20`: refuses what was accepted"
        ]
    );
    assert_eq!(
        account(&[("maxLength: 20", "maxLength: 30")]),
        ["Feature: changed field NewPet.name: maxLength is `30`, was `20`"]
    );
    assert_eq!(
        account(&[(", maxLength: 20", "")]),
        ["Feature: changed field NewPet.name: maxLength is gone, was `20`"]
    );
    assert_eq!(
        account(&[(
            "breed: { type: string }",
            "breed: { type: string, minLength: 2 }"
        )]),
        ["Break: changed field NewPet.breed: minLength is `2` now: refuses what was accepted"]
    );
    assert_eq!(
        account(&[
            ("maxLength: 9", "maxLength: 8"),
            ("maxItems: 3", "maxItems: 4")
        ]),
        [
            "Break: changed field NewPet.tags: items.maxLength is `8`, was `9`: refuses what was accepted; \
          maxItems is `4`, was `3`"
        ]
    );
    assert_eq!(
        account(&[("maximum: 100", "maximum: 100, exclusiveMaximum: true")]),
        [
            "Break: changed field owners.FindParams.limit: maximum is `100 exclusive`, was `100`: refuses what was accepted"
        ]
    );
}

#[test]
fn a_removed_operation_takes_its_resource_and_its_types_along() {
    let between = |from: &str, to: &str| {
        let (_, rest) = SPEC.split_once(from).unwrap();
        format!("{from}{}", rest.split_once(to).unwrap().0)
    };
    let operation = between("  /pets/:", "components:");
    let schemas = between("    NewPet:", "    Kind:");
    assert_eq!(
        account(&[(&operation, ""), (&schemas, "")]),
        [
            "Break: removed resource pets",
            "Break: removed method pets.create",
            "Break: changed type Ball: has no `Serialize` any more; has `Deserialize` now",
            "Break: removed constructor Ball.new",
            "Break: removed type NewPet",
            "Break: changed type Rope: has no `Serialize` any more; has `Deserialize` now",
            "Break: removed constructor Rope.new",
            "Break: changed type Toy: has no `Serialize` any more; has `Deserialize` now",
        ]
    );
}

#[test]
fn what_stands_at_the_same_place_is_renamed() {
    assert_eq!(
        account(&[(
            "operationId: owners_find",
            "operationId: owners_find\n      x-rust-name: look_up"
        )]),
        [
            "Break: renamed owners.find to method owners.look_up: is `(owner: impl Display, name: impl Display, \
             params: LookUpParams) -> Pet`, was `(owner: impl Display, name: impl Display, params: FindParams) -> Pet`",
            "Break: renamed owners.FindParams to type owners.LookUpParams",
        ]
    );
    assert_eq!(
        account(&[(
            "breed: { type: string }",
            "breed: { type: string, x-rust-name: race }"
        )]),
        [
            "Fix: changed constructor NewPet.new: is `(name: String, race: String)`, \
             was `(name: String, breed: String)`, which differs in words alone",
            "Break: renamed NewPet.breed to field NewPet.race",
        ]
    );
    assert_eq!(
        account(&[(
            "Kind: { type: string,",
            "Kind: { type: string, x-rust-name: Species,"
        )]),
        [
            "Break: changed field Pet.kind: is `Species`, was `Kind`",
            "Break: renamed Kind to type Species",
        ]
    );
}

#[test]
fn a_resource_is_never_taken_for_another_one() {
    assert_eq!(
        account(&[(
            "operationId: owners_find\n      tags: [owners]",
            "operationId: people_find\n      tags: [people]"
        )]),
        [
            "Break: removed resource owners",
            "Feature: added resource people",
            "Break: renamed owners.find to method people.find",
            "Break: renamed owners.FindParams to type people.FindParams",
        ]
    );
}

#[test]
fn arguments_are_passed_by_position() {
    let renamed = [("{owner}", "{person}"), ("name: owner", "name: person")];
    assert_eq!(
        account(&renamed),
        [
            "Fix: changed method owners.find: is `(person: impl Display, name: impl Display, params: FindParams) -> Pet`, \
          was `(owner: impl Display, name: impl Display, params: FindParams) -> Pet`, which differs in words alone; \
          http is `GET /owners/{person}/pets/{name}/`, was `GET /owners/{owner}/pets/{name}/`"
        ]
    );
    let swapped = account(&[("/{owner}/pets/{name}/", "/{name}/pets/{owner}/")]);
    assert!(
        swapped[0].starts_with("Break: changed method owners.find: is `(name: "),
        "{swapped:?}"
    );
    let typed = account(&[(
        "name: owner, required: true, schema: { type: string }",
        "name: owner, required: true, schema: { type: integer }",
    )]);
    assert!(
        typed[0].starts_with("Break: changed method owners.find: is `(owner: i64, "),
        "{typed:?}"
    );
}

#[test]
fn bodies_and_results_are_part_of_a_method() {
    assert_eq!(
        account(&[(
            "requestBody:\n        required: true",
            "requestBody:\n        required: false"
        )]),
        [
            "Break: changed method pets.create: is `(body: impl Into<Option<NewPet>>) -> Pet`, was `(body: impl Into<NewPet>) -> Pet`"
        ]
    );
    assert_eq!(
        account(&[(
            "'201': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }",
            "'204': { description: ok }"
        )]),
        [
            "Break: changed method pets.create: is `(body: impl Into<NewPet>) -> ()`, was `(body: impl Into<NewPet>) -> Pet`"
        ]
    );
}

#[test]
fn a_conversion_that_is_no_longer_clear_is_lost() {
    let rope = "{ $ref: '#/components/schemas/Rope' }";
    let leash = format!("{rope}, {{ allOf: [{rope}], x-rust-name: Leash }}");
    assert_eq!(
        account(&[(rope, &leash)]),
        [
            "Feature: added variant Toy.Leash",
            "Break: changed variant Toy.Rope: has no `From` any more",
        ]
    );
}

#[test]
fn credentials_that_were_enough_have_to_stay_enough() {
    let second = (
        "key: { type: apiKey",
        "token: { type: http, scheme: bearer }\n    key: { type: apiKey",
    );
    assert_eq!(
        account(&[second, ("[{ key: [] }]", "[{ key: [] }, { token: [] }]")]),
        [
            "Break: removed constructor Client::new",
            "Feature: added credential token",
            "Fix: changed method owners.find: auth is `key or token`, was `key`",
            "Fix: changed method pets.create: auth is `key or token`, was `key`",
        ]
    );
    let both = account(&[second, ("[{ key: [] }]", "[{ key: [], token: [] }]")]);
    assert_eq!(
        both[3],
        "Break: changed method pets.create: auth is `key and token`, was `key`: refuses credentials that were enough"
    );
    assert_eq!(
        account(&[(
            "operationId: pets_create",
            "operationId: pets_create\n      security: []"
        )]),
        ["Fix: changed method pets.create: auth is gone, was `key`"]
    );
}

#[test]
fn a_credential_may_be_called_like_a_word_of_the_text() {
    for name in ["none", "or", "and"] {
        let from = changed(&[("[{ key: [] }]", "[{ key: [] }, { }]")]);
        let from = from.replace("key:", &format!("{name}:"));
        let to = from.replace(", { }]", "]");
        assert_ne!(from, to);
        let lines = between(&from, &to);
        assert!(
            lines.contains(&format!(
                "Break: changed method pets.create: auth is `r#{name}`, was `r#{name} or none`: refuses credentials \
                 that were enough"
            )),
            "{lines:?}"
        );
    }
}

#[test]
fn limits_may_be_spelled_otherwise() {
    let with = |rule: &str| {
        let number = format!("breed: {{ type: number, {rule} }}");
        changed(&[("breed: { type: string }", &number)])
    };
    for (from, to) in [
        ("minimum: 0.0", "minimum: -0.0"),
        ("maximum: 1000.0", "maximum: 1e3"),
    ] {
        assert_eq!(between(&with(from), &with(to)), [""; 0], "{from} to {to}");
    }
    assert_eq!(
        between(&with("multipleOf: 0.3"), &with("multipleOf: 0.1")),
        ["Feature: changed field NewPet.breed: multipleOf is `0.1`, was `0.3`"]
    );
}

#[test]
fn the_default_server_is_what_callers_reach() {
    assert_eq!(
        account(&[("https://pets.example", "https://api.pets.example")]),
        [
            "Fix: changed server Production: url is `https://api.pets.example`, was `https://pets.example`"
        ]
    );
    assert_eq!(
        account(&[
            (
                "[{ url: 'https://pets.example', description: Production }, ",
                "["
            ),
            (
                "Sandbox }]",
                "Sandbox }, { url: 'https://pets.example', description: Production }]"
            )
        ]),
        [
            "Break: changed server Production: has no `default` any more",
            "Feature: changed server Sandbox: has `default` now",
        ]
    );
}

#[test]
fn a_deprecation_is_news_and_breaks_nobody() {
    assert_eq!(
        account(&[(
            "breed: { type: string }",
            "breed: { type: string, x-rust-deprecated: use the chip }"
        )]),
        ["Feature: changed field NewPet.breed: deprecated is `use the chip` now"]
    );
}

#[test]
fn a_type_of_another_kind_is_one_change() {
    assert_eq!(
        account(&[(
            "Kind: { type: string, enum: [cat, dog] }",
            "Kind: { type: object, properties: { cat: { type: string } } }"
        )]),
        ["Break: changed type Kind: is `struct`, was `enum of String`; has `Deserialize` now"]
    );
}
