//! Rules in every place that a value can be in.

use std::collections::BTreeSet;

use super::attribute;
use crate::emit::scope::Scope;
use crate::ir::{Docs, Field, Rule, State, Type, Value};
use crate::names::{Kind, ident};

fn value(ty: Type, rules: &[Rule]) -> Value {
    Value {
        ty,
        nullable: false,
        boxed: false,
        rules: rules.to_vec(),
    }
}

fn list(item: Value, rules: &[Rule]) -> Value {
    value(Type::List(Box::new(item)), rules)
}

fn map(item: Value, rules: &[Rule]) -> Value {
    value(Type::Map(Box::new(item)), rules)
}

fn card() -> Value {
    let name = ident(Kind::Type, "Card");
    value(
        Type::Named {
            name,
            validated: true,
        },
        &[],
    )
}

fn text(rules: &[Rule]) -> Value {
    value(Type::String, rules)
}

/// The attribute of a field, without the spaces of token streams; empty if there is none.
fn checked(value: Value, state: State) -> String {
    let none = BTreeSet::new();
    let name = ident(Kind::Field, "a");
    let field = Field {
        setter: name.clone(),
        name,
        wire: "a".to_owned(),
        pointer: String::new(),
        value,
        state,
        default: None,
        preset: None,
        docs: Docs::default(),
        deprecated: None,
    };
    let tokens = attribute(&field, &mut Scope::elsewhere(&none));
    let text = tokens.unwrap_or_default().to_string().replace(' ', "");
    let checks = text.strip_prefix("#[garde(");
    let checks = checks.and_then(|checks| checks.strip_suffix(")]"));
    checks.map(str::to_owned).unwrap_or(text)
}

#[test]
fn rules_become_attributes() {
    let table = [
        (text(&[]), State::Plain, ""),
        (
            text(&[Rule::MaxLength(20)]),
            State::Optional,
            "length(chars,max=20)",
        ),
        (
            text(&[Rule::MinLength(1), Rule::MaxLength(20), Rule::Uri]),
            State::Plain,
            "length(chars,min=1,max=20),custom(rule::uri)",
        ),
        (
            text(&[Rule::Uri]),
            State::Optional,
            "inner(custom(rule::uri))",
        ),
        (text(&[Rule::Uri]), State::Patch, "inner(custom(rule::uri))"),
        (
            text(&[Rule::Pattern("^a$".to_owned(), "^a$".to_owned())]),
            State::Plain,
            r#"custom(rule::pattern(&["^a$"]))"#,
        ),
        (
            text(&[Rule::Pattern(
                "^[a-z]$".to_owned(),
                "^[[:lower:]]$".to_owned(),
            )]),
            State::Plain,
            r#"custom(rule::pattern(&["^[a-z]$","^[[:lower:]]$"]))"#,
        ),
        (
            value(Type::I64, &[Rule::Minimum("-1".to_owned())]),
            State::Nullable,
            "range(min=-1)",
        ),
        (text(&[Rule::MaxLength(20)]), State::Lenient, ""),
    ];
    for (value, state, expected) in table {
        assert_eq!(checked(value, state), expected);
    }
}

#[test]
fn rules_reach_what_is_inside() {
    let few = [Rule::MaxItems(3)];
    let short = [Rule::MaxLength(5)];
    let table = [
        (list(card(), &[]), State::Optional, "dive"),
        (
            list(card(), &few),
            State::Plain,
            "custom(rule::max_items(3)),dive",
        ),
        (
            list(card(), &few),
            State::Optional,
            "dive,custom(rule::present(rule::max_items(3)))",
        ),
        (
            list(card(), &few),
            State::Patch,
            "dive,custom(rule::set(rule::max_items(3)))",
        ),
        (
            list(text(&short), &few),
            State::Plain,
            "custom(rule::max_items(3)),inner(length(chars,max=5))",
        ),
        (
            list(text(&short), &few),
            State::Optional,
            "inner(custom(rule::max_items(3)),inner(length(chars,max=5)))",
        ),
        (
            list(list(card(), &few), &[]),
            State::Plain,
            "dive,custom(rule::items(rule::max_items(3)))",
        ),
        (map(card(), &[]), State::Plain, "dive"),
        (
            map(text(&short), &[]),
            State::Plain,
            "custom(rule::values(rule::max_length(5)))",
        ),
        (
            map(
                text(&[Rule::Pattern("^a$".to_owned(), "^a$".to_owned())]),
                &[],
            ),
            State::Plain,
            r#"custom(rule::values(rule::pattern::<str>(&["^a$"])))"#,
        ),
        (
            map(list(text(&short), &[]), &[]),
            State::Optional,
            "inner(custom(rule::values(rule::items(rule::max_length(5)))))",
        ),
    ];
    for (value, state, expected) in table {
        assert_eq!(checked(value, state), expected);
    }
}
