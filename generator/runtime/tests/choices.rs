//! Unions that are told by their shape or by a tag: which variant a value is, and that it survives a round trip.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]
#![allow(
    missing_docs,
    reason = "the macros expect types that are public, and these are for no reader"
)]

// The macros are the crate's own, and no test can see them there.
#[path = "../src/enums.rs"]
#[macro_use]
mod enums;
#[path = "../src/objects/macros.rs"]
#[macro_use]
mod object_macros;
#[path = "../src/unions/macros.rs"]
#[macro_use]
mod macros;

/// Where the macros look for it.
mod runtime {
    pub(crate) use sdk_runtime::{OpenEnum, objects, unions};
}

use std::collections::BTreeMap;
use std::time::Instant;

use sdk_runtime::Lenient;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

object! {
    /// A point.
    pub struct Point: Sent + Received {
        pub x: i64,
        pub y: i64,
    }
    /// A point that may have a third coordinate.
    pub struct Solid: Sent + Received {
        pub x: i64,
        pub y: i64,
        pub z: Option<i64> => set(i64),
    }
    new { x(i64), y(i64) }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Open {
    x: i64,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

open_enum! {
    /// A mode.
    pub enum Mode(String): Sent + Received {
        Auto = "auto",
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Point(Point),
    Solid(Box<Solid>),
    Open(Open),
    Mode(Mode),
    Count(i64),
    Size(f64),
    Text(String),
    Nested(Vec<Shape>),
}

payload_union! { Shape sent received { Point, Solid, Open, Mode open, Count, Size, Text, Nested } }

/// The same in another order, but for what no value can tell apart.
#[derive(Debug, Clone, PartialEq)]
pub enum Backwards {
    Nested(Vec<Backwards>),
    Text(String),
    Count(i64),
    Size(f64),
    Mode(Mode),
    Open(Open),
    Solid(Solid),
    Point(Point),
}

payload_union! { Backwards sent received { Nested, Text, Count, Size, Mode open, Open, Solid, Point } }

fn variant(debug: &impl std::fmt::Debug) -> String {
    let text = format!("{debug:?}");
    text.split('(').next().unwrap_or_default().to_owned()
}

#[test]
fn a_wider_variant_does_not_swallow_a_narrower_one_in_whatever_order() {
    let cases = [
        (json!({"x": 1, "y": 2}), "Point"),
        (json!({"x": 1, "y": 2, "z": 3}), "Solid"),
        (json!({"x": 1, "color": "red"}), "Open"),
        (json!({"x": 1}), "Open"),
        (json!("auto"), "Mode"),
        (json!(7), "Count"),
        (json!(7.5), "Size"),
        (json!(7.0), "Size"),
        (json!([{"x": 1, "y": 2}, [], "auto"]), "Nested"),
    ];
    for (value, expected) in cases {
        let read: Shape = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(variant(&read), expected, "{value}");
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
        let read: Backwards = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(variant(&read), expected, "{value}");
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
    }
}

/// Nothing of it is required, so that it takes any object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wide {
    a: Option<i64>,
    b: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Loose {
    Wide(Wide),
    Count(i64),
}

payload_union! { Loose sent received { Wide, Count } }

/// What is written in strings is read as a number only once all else has failed, and even then not in place of a string.
#[test]
fn a_number_in_a_string_is_a_string_to_a_union() {
    let value = json!(["1.5", ["7", 7, "7.5", "auto"], [{"a": "1"}, "2"]]);
    let read: Lenient<(f64, Vec<Shape>, Vec<Loose>)> =
        serde_json::from_value(value).unwrap();
    let (amount, shapes, either) = read.into_typed().unwrap();
    let shapes: Vec<String> = shapes.iter().map(variant).collect();
    assert_eq!((amount, &*shapes.join(" ")), (1.5, "Text Count Text Mode"));
    assert_eq!((&*variant(&either[0]), &either[1]), ("Wide", &Loose::Count(2)));
}

#[derive(Debug, Clone, PartialEq)]
pub enum Tagged {
    Point(Point),
    Solid(Solid),
    Unknown(Value),
}

payload_union! {
    Tagged sent received tag "kind" else Unknown { Point = "point", Solid = "solid" }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Outer {
    Loose(Loose),
    Tagged(Tagged),
    Shape(Box<Outer>),
}

payload_union! { Outer sent received { Loose, Tagged open, Shape } }

#[test]
fn a_union_within_a_union_fits_as_its_best_variant_does() {
    let table = [
        (json!({"a": 1}), "Loose(Wide(Wide { a: Some(1), b: None }))"),
        (
            json!({"kind": "point", "x": 1, "y": 2}),
            "Tagged(Point(Point { x: 1, y: 2 }))",
        ),
        // A tag that is unknown is kept by whoever has no better use for it.
        (json!({"kind": "cube", "a": 1}), "Loose(Wide(Wide { a: Some(1), b: None }))"),
        (json!(3), "Loose(Count(3))"),
    ];
    for (value, expected) in table {
        let read: Outer = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(format!("{read:?}"), expected, "{value}");
    }
    let many: Vec<Value> = vec![json!({"kind": "point", "x": 1, "y": 2}); 1_000];
    let read: Vec<Outer> = serde_json::from_value(many.into()).unwrap();
    assert!(read.iter().all(|one| matches!(one, Outer::Tagged(Tagged::Point(_)))));
}

#[test]
fn an_unknown_value_of_an_enum_is_a_string_if_there_is_one() {
    let read: Shape = serde_json::from_value(json!("manual")).unwrap();
    assert_eq!(read, Shape::Text("manual".into()));
}

#[derive(Debug, Clone, PartialEq)]
pub enum OnlyMode {
    Mode(Mode),
    Point(Point),
}

payload_union! { OnlyMode sent received { Mode open, Point } }

#[test]
fn an_unknown_value_of_an_enum_is_kept_if_there_is_no_string() {
    let read: OnlyMode = serde_json::from_value(json!("manual")).unwrap();
    assert_eq!(read, OnlyMode::Mode(Mode::Unknown("manual".into())));
}

#[test]
fn the_error_names_every_variant_and_why_and_no_value() {
    let value = json!({"x": "secret", "y": 1});
    let error = serde_json::from_value::<OnlyMode>(value).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no variant of `OnlyMode` (as `Point`: `x`: expected an integer of 64 bits, found a string; \
         as `Mode`: expected a string, found an object)"
    );
}

object! {
    /// A cat.
    pub struct Cat: Sent + Received {
        pub kind: String,
        pub friend: Option<Box<Pet>> => boxed(impl Into<Pet>),
    }
    new { kind(impl Into<String>) }
    /// A dog.
    pub struct Dog: Sent + Received {
        pub barks: bool,
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Pet {
    Cat(Box<Cat>),
    Kitten(Cat),
    Dog(Dog),
    Name(String),
    Unknown(Value),
}

payload_union! {
    Pet sent received tag "kind" else Unknown {
        Cat = "cat",
        Kitten = "kitten",
        Dog = "dog",
        Name,
    }
}

#[test]
fn a_tag_decides_and_an_unknown_one_is_kept() {
    let cases = [
        (json!({"kind": "cat"}), "Cat"),
        (json!({"kind": "kitten", "friend": {"kind": "dog", "barks": true}}), "Kitten"),
        (json!({"kind": "dog", "barks": false}), "Dog"),
        (json!("Tom"), "Name"),
        (json!({"kind": "fish", "fins": 2}), "Unknown"),
        (json!({"legs": 4}), "Unknown"),
        (json!(null), "Unknown"),
    ];
    for (value, expected) in cases {
        let read: Pet = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(variant(&read), expected, "{value}");
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
        assert_eq!(
            serde_json::to_string(&read).unwrap().matches("kind").count(),
            value.to_string().matches("kind").count()
        );
    }
    let untagged: Pet = serde_json::from_value(json!({"barks": true})).unwrap();
    assert_eq!(untagged, Pet::Dog(Dog { barks: true }));
    let error = serde_json::from_value::<Pet>(json!({"kind": "dog"})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no variant of `Pet` (as `Dog`: expected the field `barks`, found an object without it)"
    );
}

#[test]
fn a_variant_is_read_by_its_name_where_that_is_no_tag() {
    let read = |value| serde_json::from_value::<Pet>(value).unwrap();
    let dog = read(json!({"kind": "Dog", "barks": true}));
    assert_eq!(dog, Pet::Dog(Dog { barks: true }));
    assert_eq!(
        serde_json::to_value(dog).unwrap(),
        json!({"kind": "dog", "barks": true})
    );
    // What does not fit need not be one.
    for value in [json!({"kind": "Dog"}), json!({"kind": "DOG", "barks": true})] {
        assert_eq!(read(value.clone()), Pet::Unknown(value));
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Animal {
    Pet(Box<Pet>),
    Bird(Dog),
    Unknown(Value),
}

payload_union! { Animal sent received tag "kind" else Unknown { Pet open, Bird = "bird" } }

#[test]
fn a_union_with_the_same_tag_reads_and_writes_it() {
    let cases = [
        (json!({"kind": "kitten"}), "Pet(Kitten"),
        (json!({"kind": "bird", "barks": false}), "Bird"),
        (json!("Tom"), "Pet(Name"),
        // What the inner one does not know is unknown to the outer one as well.
        (json!({"kind": "fish", "fins": 2}), "Unknown"),
        (json!({"legs": 4}), "Unknown"),
    ];
    for (value, expected) in cases {
        let read: Animal = serde_json::from_value(value.clone()).unwrap();
        assert!(format!("{read:?}").starts_with(expected), "{value} is {read:?}");
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Swapped {
    Cat(Dog),
    Dog(Point),
    Unknown(Value),
}

payload_union! { Swapped received tag "kind" else Unknown { Cat = "Dog", Dog = "dog" } }

#[test]
fn a_name_that_is_the_tag_of_another_variant_is_that() {
    let read = serde_json::from_value::<Swapped>(json!({"kind": "Dog", "barks": true}));
    assert_eq!(read.unwrap(), Swapped::Cat(Dog { barks: true }));
    assert!(
        serde_json::from_value::<Swapped>(json!({"kind": "Dog", "x": 1, "y": 2}))
            .is_err()
    );
}

#[test]
fn the_variant_sets_the_tag_whatever_the_payload_says() {
    let kitten = Pet::Kitten(Cat {
        kind: String::new(),
        friend: None,
    });
    assert_eq!(serde_json::to_string(&kitten).unwrap(), r#"{"kind":"kitten"}"#);
}

#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    First(Dog),
    Second(Point),
    Unknown(Value),
}

payload_union! { Step sent received tag "step" else Unknown { First = 1, Second = true } }

#[test]
fn tags_may_be_integers_and_booleans() {
    let first: Step = serde_json::from_value(json!({"step": 1, "barks": true})).unwrap();
    assert_eq!(serde_json::to_value(first).unwrap(), json!({"step": 1, "barks": true}));
    let second: Step =
        serde_json::from_value(json!({"step": "true", "x": 1, "y": 2})).unwrap();
    assert_eq!(
        serde_json::to_value(second).unwrap(),
        json!({"step": true, "x": 1, "y": 2})
    );
}

#[test]
fn a_tag_of_another_json_type_is_kept_where_its_variant_does_not_fit() {
    for value in [json!({"step": "1"}), json!({"step": 3}), json!({"step": null})] {
        let read: Step = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(read, Step::Unknown(value));
    }
    assert!(serde_json::from_value::<Step>(json!({"step": 1})).is_err());
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Not {
    inner: Tree,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    Not(Box<Not>),
    Also(Box<Not>),
    Leaf(bool),
}

payload_union! { Tree sent received { Not, Also, Leaf } }

#[test]
fn a_deep_value_that_fits_nowhere_fails_at_once() {
    let mut deep = json!("no leaf");
    for _ in 0..60 {
        deep = json!({ "inner": deep });
    }
    let started = Instant::now();
    let error = serde_json::from_value::<Tree>(deep).unwrap_err().to_string();
    assert!(started.elapsed().as_secs() < 10 && error.len() < 1_000, "{error}");
    assert!(error.starts_with("no variant of `Tree` (as `Not`: "), "{error}");
}
