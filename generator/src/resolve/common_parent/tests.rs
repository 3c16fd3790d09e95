//! Which parent tells alternatives apart.

use serde_json::{Value, json};

use crate::resolve::tests::schemas;

fn references(names: &[&str]) -> Vec<Value> {
    let pointers = names
        .iter()
        .map(|name| format!("#/components/schemas/{name}"));
    pointers.map(|pointer| json!({ "$ref": pointer })).collect()
}

/// A component that is built on `parents`.
fn heir(parents: &[&str]) -> Value {
    let mut parts = references(parents);
    parts.push(json!({ "type": "object", "properties": { "x": {} } }));
    json!({ "allOf": parts })
}

/// The same, but what is built on it is told apart by a member.
fn parent(tag: &str, parents: &[&str]) -> Value {
    let mut parent = heir(parents);
    parent["allOf"][parents.len()]["discriminator"] = json!({ "propertyName": tag });
    parent
}

fn any_of(names: &[&str]) -> Value {
    json!({ "anyOf": references(names) })
}

/// What a component is resolved to beside three parents, one of which is built on another, and what is built on them.
fn resolved(union: Value) -> Value {
    let (resolved, messages) = schemas(json!({
        "Far": parent("far", &[]), "Near": parent("near", &["Far"]), "Other": parent("other", &[]),
        "A": heir(&["Other", "Near"]), "B": heir(&["Near"]), "C": heir(&["Far"]), "D": heir(&["Other"]),
        "Alone": heir(&[]), "Union": union,
    }));
    assert_eq!(messages, Vec::<String>::new());
    resolved["Union"].clone()
}

#[test]
fn the_nearest_of_the_parents_that_all_have_in_common_tells() {
    let table: [(&[&str], Option<&str>); 6] = [
        (&["A", "B"], Some("near")),
        (&["B", "C"], Some("far")),
        (&["A", "D"], Some("other")),
        (&["B", "D"], None),
        (&["A", "B", "Alone"], None),
        (&["A"], None),
    ];
    for (names, tag) in table {
        let union = resolved(any_of(names));
        let found = union["discriminator"]["propertyName"].as_str();
        assert_eq!(found, tag, "{names:?}");
        assert_eq!(union["anyOf"], json!(references(names)), "{names:?}");
    }
}

#[test]
fn null_is_no_alternative_and_a_discriminator_that_is_written_down_stays() {
    let mut listed = references(&["A", "B"]);
    listed.push(json!({ "type": "null" }));
    assert_eq!(
        resolved(json!({ "oneOf": listed }))["discriminator"]["propertyName"],
        "near"
    );

    let mut told = any_of(&["A", "B"]);
    told["discriminator"] = json!({ "propertyName": "written" });
    assert_eq!(resolved(told.clone()), told);
}

#[test]
fn the_parent_among_the_alternatives_is_all_of_them() {
    assert_eq!(resolved(any_of(&["B", "Near", "A"])), any_of(&["Near"]));
    let mut told = any_of(&["B", "Near"]);
    told["discriminator"] = json!({ "propertyName": "near" });
    assert_eq!(resolved(told), any_of(&["Near"]));
}

#[test]
fn of_the_mapping_only_what_names_an_alternative_is_taken() {
    let mapping = json!({ "a": "A", "b": "#/components/schemas/B", "c": "C" });
    let mut parent = parent("kind", &[]);
    parent["allOf"][0]["discriminator"]["mapping"] = mapping;
    let (resolved, _) = schemas(json!({
        "P": parent, "A": heir(&["P"]), "B": heir(&["P"]), "C": heir(&["P"]), "Union": any_of(&["A", "B"]),
    }));
    let expected = json!({ "a": "A", "b": "#/components/schemas/B" });
    assert_eq!(resolved["Union"]["discriminator"]["mapping"], expected);
}

#[test]
fn an_heir_that_adds_nothing_is_a_copy_of_its_parent_if_it_has_a_tag() {
    let table = [
        (json!({ "propertyName": "kind" }), true),
        (json!({ "propertyName": "kind", "mapping": {} }), true),
        (
            json!({ "propertyName": "kind", "mapping": { "h": "Heir" } }),
            true,
        ),
        (
            json!({ "propertyName": "kind", "mapping": { "o": "Other" } }),
            false,
        ),
        (json!(null), false),
    ];
    for (discriminator, is_copied) in table {
        let mut heir = json!({ "type": "object", "allOf": references(&["P"]) });
        let mut parent = json!({ "type": "object", "properties": { "x": {} } });
        parent["discriminator"] = discriminator.clone();
        let written = json!({ "P": parent, "Heir": heir, "Other": self::heir(&["P"]) });
        let (resolved, messages) = schemas(written);
        assert_eq!(messages, Vec::<String>::new());
        let copied = json!({ "type": "object", "properties": { "x": {} } });
        heir = if is_copied {
            copied
        } else {
            references(&["P"])[0].clone()
        };
        assert_eq!(resolved["Heir"], heir, "{discriminator}");
    }
}

#[test]
fn an_heir_that_adds_nothing_and_is_listed_by_its_parent_is_no_union() {
    for (name, spelled) in [("Heir", "Heir"), ("of/slash", "of~1slash")] {
        let listed = references(&[spelled, "Other"]);
        let (resolved, messages) = schemas(json!({
            "P": { "type": "object", "properties": { "x": {} }, "oneOf": listed, "discriminator": { "propertyName": "kind" } },
            name: { "allOf": references(&["P"]) }, "Other": heir(&["P"]),
        }));
        assert_eq!(messages, Vec::<String>::new());
        assert_eq!(
            resolved[name],
            json!({ "type": "object", "properties": { "x": {} } })
        );
        assert_eq!(resolved["P"]["oneOf"], json!(listed));
    }
}
