//! Writing JSON, in which there is no NaN and no infinity: `serde_json` would write null for them, without a word.
//!
//! Invariant: what is written is the same as without this; a float that JSON does not have is a violation with its path.

use std::cell::RefCell;
use std::fmt::Display;

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Value;

use super::error::Error;
use super::validate::{Violation, push_index, push_member};

/// The rule that is broken.
const FINITE: &str = "finite";

/// The JSON of a value.
pub(super) fn json<V: Serialize + ?Sized>(value: &V) -> Result<Vec<u8>, Error> {
    let trail = Trail::default();
    let mut json = Vec::new();
    Checked { value, trail: &trail }
        .serialize(&mut serde_json::Serializer::new(&mut json))
        .map_err(Error::unserializable)?;
    let violations = trail.violations();
    if violations.is_empty() { Ok(json) } else { Err(Error::validation(violations)) }
}

/// Where the floats are that JSON does not have: a path each, from the value up.
#[derive(Default)]
struct Trail(RefCell<Vec<Vec<Step>>>);

enum Step {
    Member(String),
    Item(usize),
}

impl Trail {
    fn check(&self, is_finite: bool) {
        if !is_finite {
            self.0.borrow_mut().push(Vec::new());
        }
    }

    /// Writes what is below, and says of all that was found there that it is.
    fn below<R>(&self, write: impl FnOnce() -> R, step: impl Fn() -> Step) -> R {
        let before = self.0.borrow().len();
        let result = write();
        for path in self.0.borrow_mut().iter_mut().skip(before) {
            path.push(step());
        }
        result
    }

    fn violations(self) -> Vec<Violation> {
        let paths = self.0.into_inner().into_iter();
        paths.map(|steps| Violation::new(written(&steps), FINITE, None)).collect()
    }
}

fn written(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps.iter().rev() {
        match step {
            Step::Member(name) => push_member(&mut path, name),
            Step::Item(index) => push_index(&mut path, index),
        }
    }
    path
}

/// The name of a member. What is no name is refused by the serializer.
fn name<K: Serialize + ?Sized>(key: &K) -> String {
    match serde_json::to_value(key) {
        Ok(Value::String(name)) => name,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

/// A value whose floats are looked at while it is written.
struct Checked<'a, V: ?Sized> {
    value: &'a V,
    trail: &'a Trail,
}

impl<V: Serialize + ?Sized> Serialize for Checked<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Finite {
            serializer,
            trail: self.trail,
        })
    }
}

struct Finite<'a, S> {
    serializer: S,
    trail: &'a Trail,
}

/// The rest of a list or an object.
struct Rest<'a, C> {
    compound: C,
    trail: &'a Trail,
    index: usize,
    key: String,
}

impl<'a, C> Rest<'a, C> {
    const fn new(compound: C, trail: &'a Trail) -> Self {
        Self {
            compound,
            trail,
            index: 0,
            key: String::new(),
        }
    }

    fn item<T: ?Sized, R>(
        &mut self,
        value: &T,
        write: impl FnOnce(&mut C, &Checked<'_, T>) -> R,
    ) -> R {
        let index = self.index;
        self.index += 1;
        let Self { compound, trail, .. } = self;
        trail.below(|| write(compound, &Checked { value, trail }), || Step::Item(index))
    }

    fn member<T: ?Sized, R>(
        &mut self,
        key: &'static str,
        value: &T,
        write: impl FnOnce(&mut C, &Checked<'_, T>) -> R,
    ) -> R {
        let Self { compound, trail, .. } = self;
        trail.below(
            || write(compound, &Checked { value, trail }),
            || Step::Member(key.to_owned()),
        )
    }
}

macro_rules! as_it_is {
    ($($method:ident($($argument:ident: $type:ty),*);)*) => {
        $(fn $method(self, $($argument: $type),*) -> Result<S::Ok, S::Error> {
            self.serializer.$method($($argument),*)
        })*
    };
}

macro_rules! compounds {
    ($($method:ident($($argument:ident: $type:ty),*) -> $compound:ident;)*) => {
        $(fn $method(self, $($argument: $type),*) -> Result<Self::$compound, S::Error> {
            let compound = self.serializer.$method($($argument),*);
            compound.map(|compound| Rest::new(compound, self.trail))
        })*
    };
}

impl<'a, S: Serializer> Serializer for Finite<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Rest<'a, S::SerializeSeq>;
    type SerializeTuple = Rest<'a, S::SerializeTuple>;
    type SerializeTupleStruct = Rest<'a, S::SerializeTupleStruct>;
    type SerializeTupleVariant = Rest<'a, S::SerializeTupleVariant>;
    type SerializeMap = Rest<'a, S::SerializeMap>;
    type SerializeStruct = Rest<'a, S::SerializeStruct>;
    type SerializeStructVariant = Rest<'a, S::SerializeStructVariant>;

    fn serialize_f32(self, float: f32) -> Result<S::Ok, S::Error> {
        self.trail.check(float.is_finite());
        self.serializer.serialize_f32(float)
    }

    fn serialize_f64(self, float: f64) -> Result<S::Ok, S::Error> {
        self.trail.check(float.is_finite());
        self.serializer.serialize_f64(float)
    }

    fn serialize_some<T: Serialize + ?Sized>(
        self,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.serializer.serialize_some(&Checked { value, trail: self.trail })
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = &Checked { value, trail: self.trail };
        self.serializer.serialize_newtype_struct(name, value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = &Checked { value, trail: self.trail };
        self.serializer.serialize_newtype_variant(name, index, variant, value)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.serializer.collect_str(value)
    }

    as_it_is! {
        serialize_bool(value: bool);
        serialize_i8(value: i8);
        serialize_i16(value: i16);
        serialize_i32(value: i32);
        serialize_i64(value: i64);
        serialize_i128(value: i128);
        serialize_u8(value: u8);
        serialize_u16(value: u16);
        serialize_u32(value: u32);
        serialize_u64(value: u64);
        serialize_u128(value: u128);
        serialize_char(value: char);
        serialize_str(value: &str);
        serialize_bytes(value: &[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(name: &'static str);
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
    }

    compounds! {
        serialize_seq(length: Option<usize>) -> SerializeSeq;
        serialize_tuple(length: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, length: usize)
            -> SerializeTupleVariant;
        serialize_map(length: Option<usize>) -> SerializeMap;
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct;
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, length: usize)
            -> SerializeStructVariant;
    }
}

impl<C: SerializeMap> SerializeMap for Rest<'_, C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_entry<K: Serialize + ?Sized, T: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &T,
    ) -> Result<(), C::Error> {
        let Self { compound, trail, .. } = self;
        trail.below(
            || compound.serialize_entry(key, &Checked { value, trail }),
            || Step::Member(name(key)),
        )
    }

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), C::Error> {
        self.key = name(key);
        self.compound.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(
        &mut self,
        value: &T,
    ) -> Result<(), C::Error> {
        let Self { compound, trail, key, .. } = self;
        trail.below(
            || compound.serialize_value(&Checked { value, trail }),
            || Step::Member(key.clone()),
        )
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.compound.end()
    }
}

macro_rules! lists {
    ($($list:ident $method:ident;)*) => {$(
        impl<C: $list> $list for Rest<'_, C> {
            type Ok = C::Ok;
            type Error = C::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
                self.item(value, |compound, value| compound.$method(value))
            }

            fn end(self) -> Result<C::Ok, C::Error> {
                self.compound.end()
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! structs {
    ($($object:ident)*) => {$(
        impl<C: $object> $object for Rest<'_, C> {
            type Ok = C::Ok;
            type Error = C::Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), C::Error> {
                self.member(key, value, |compound, value| compound.serialize_field(key, value))
            }

            fn end(self) -> Result<C::Ok, C::Error> {
                self.compound.end()
            }
        }
    )*};
}

structs!(SerializeStruct SerializeStructVariant);
