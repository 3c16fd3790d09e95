//! Unions that only what stands deeper in a value tells apart: the variant is the one that loses the least of it.

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
use std::fmt::Debug;
use std::time::Instant;

use sdk_runtime::Lenient;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

object! {
    /// Takes any object.
    pub struct Wide: Sent + Received {
        pub x: Option<String>,
    }
    /// Takes objects with `y`.
    pub struct Narrow: Sent + Received {
        pub y: String,
    }
    /// Has what takes anything in it.
    pub struct OfWide: Sent + Received {
        pub data: Wide,
        pub meta: Option<Wide>,
    }
    /// Has what does not in it.
    pub struct OfNarrow: Sent + Received {
        pub data: Narrow,
        pub meta: Option<Wide>,
    }
    /// A list of the wide.
    pub struct OfWides: Sent + Received {
        pub data: Vec<Wide>,
    }
    /// A list of the narrow.
    pub struct OfNarrows: Sent + Received {
        pub data: Vec<Narrow>,
    }
    /// Either of them.
    pub struct OfEither: Sent + Received {
        pub data: Either,
        pub z: Option<i64>,
    }
}

/// A union for each pair of payloads, in both orders.
macro_rules! unions {
    ($($name:ident $reversed:ident $first:ty, $second:ty;)*) => {$(
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            First($first),
            Second($second),
        }
        payload_union! { $name sent received { First, Second } }

        #[derive(Debug, Clone, PartialEq)]
        pub enum $reversed {
            Second($second),
            First($first),
        }
        payload_union! { $reversed sent received { Second, First } }
    )*};
}

unions! {
    Either Rehtie Wide, Narrow;
    Lists Stsil Vec<Wide>, Vec<Narrow>;
    Maps Spam BTreeMap<String, Wide>, BTreeMap<String, Narrow>;
    Members Srebmem OfWide, OfNarrow;
    Envelopes Sepolevne OfWides, OfNarrows;
    Nested Detsen OfWides, OfEither;
    Modes Sedom OfMode, OfOther;
    Numbers Srebmun Vec<Lenient<i64>>, Vec<Lenient<String>>;
}

fn read_in_both_orders<T: Pair, R: Pair>(value: &Value, expected: &str) {
    for read in [T::read(value), R::read(value)] {
        let (debug, written) = read;
        assert!(debug.starts_with(expected), "{value}: {debug}");
        assert_eq!(written, *value);
    }
}

trait Pair {
    fn read(value: &Value) -> (String, Value);
}

impl<T: Debug + Serialize + DeserializeOwned> Pair for T {
    fn read(value: &Value) -> (String, Value) {
        let read: Self = serde_json::from_value(value.clone()).unwrap();
        (format!("{read:?}"), serde_json::to_value(&read).unwrap())
    }
}

#[test]
fn what_is_passed_over_in_lists_maps_and_members_counts() {
    let (x, y) = (json!({"x": "1"}), json!({"y": "1"}));
    for (inner, expected) in [(x, "First"), (y, "Second")] {
        read_in_both_orders::<Lists, Stsil>(&json!([inner]), expected);
        read_in_both_orders::<Maps, Spam>(&json!({"k": inner}), expected);
        let value = json!({"data": inner, "meta": {"x": "2"}});
        read_in_both_orders::<Members, Srebmem>(&value, expected);
        read_in_both_orders::<Envelopes, Sepolevne>(&json!({"data": [inner]}), expected);
    }
    let value = json!({"data": {"y": "1"}, "z": 1});
    read_in_both_orders::<Nested, Detsen>(&value, "Second(OfEither { data: Second(");
}

#[test]
fn all_that_stands_below_a_member_counts_and_not_only_the_member() {
    let more =
        json!({"data": {"y": "1", "new": 1}, "meta": {"x": "2", "old": [1, 2, 3]}});
    let read: Members = serde_json::from_value(more).unwrap();
    assert!(matches!(read, Members::Second(_)), "{read:?}");
}

open_enum! {
    /// A mode.
    pub enum Mode(String): Sent + Received {
        Auto = "auto",
        Both = "both",
    }
    /// Another mode.
    pub enum Other(String): Sent + Received {
        Both = "both",
        Off = "off",
    }
    /// The number five.
    pub enum Five(i64): Sent + Received {
        Five = 5,
    }
}

object! {
    /// Has a mode.
    pub struct OfMode: Sent + Received {
        pub mode: Mode,
    }
    /// Has the other mode.
    pub struct OfOther: Sent + Received {
        pub mode: Other,
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Count {
    Size(u64),
    Five(Five),
}

payload_union! { Count sent received { Size, Five open } }

#[test]
fn the_variant_that_knows_the_values_is_the_one() {
    read_in_both_orders::<Modes, Sedom>(&json!({"mode": "auto"}), "First");
    read_in_both_orders::<Modes, Sedom>(&json!({"mode": "off"}), "Second");
    read_in_both_orders::<Numbers, Srebmun>(&json!([1, 2]), "First");
    read_in_both_orders::<Numbers, Srebmun>(&json!(["1"]), "Second");
    let read: Vec<Count> = serde_json::from_value(json!([5, 6])).unwrap();
    assert_eq!(read, [Count::Five(Five::Five), Count::Size(6)]);
}

object! {
    /// Holds one tree.
    pub struct Branch: Sent + Received {
        pub inner: Box<Tree>,
    }
    /// Holds several.
    pub struct Bough: Sent + Received {
        pub inner: Vec<Tree>,
    }
    /// Holds several, as a bough does.
    pub struct Twig: Sent + Received {
        pub inner: Vec<Tree>,
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    Branch(Branch),
    Also(Branch),
    Bough(Bough),
    Twig(Twig),
    Leaf(Wide),
}

payload_union! { Tree sent received { Branch, Also, Bough, Twig, Leaf } }

#[test]
fn what_no_variant_reads_costs_no_more_the_deeper_it_stands() {
    let mut chain = json!({"x": "1", "new": 1});
    let mut tree = chain.clone();
    for _ in 0..50 {
        chain = json!({"inner": chain});
    }
    for _ in 0..10 {
        tree = json!({"inner": [tree, tree]});
    }
    let started = Instant::now();
    let read: Tree = serde_json::from_value(chain).unwrap();
    assert!(matches!(read, Tree::Branch(_)), "{read:?}");
    let read: Tree = serde_json::from_value(tree).unwrap();
    assert!(matches!(read, Tree::Bough(_)), "{read:?}");
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
