//! [`Parsed`]: reading a value that is there already, as JSON Schema sees it.
//!
//! Invariant: what is read stays whole, so that it can be read as something else; a list is no object, though serde
//! would take its items for members; `5.0` is an integer, and `"5"` and `"NaN"` are numbers, where nothing else fits, and no
//! number that was rounded is taken for one; a time without an offset is taken as UTC; a decimal number has all its digits.

use std::cell::Cell;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Error as _, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::{Deserialize as _, Deserializer, forward_to_deserialize_any};
use serde_json::{Error, Value};

use super::{date_time, decimal, loss, numbers, words};

thread_local! {
    static TOLERANT: Cell<bool> = const { Cell::new(false) };
}

/// While it lives, integers may be written as floats, and numbers in strings (`"12.50"`, as databases give decimals to
/// those who write JSON), in unions and lenient fields as well. Not before all else has failed: a union of integers and
/// numbers takes `5.0` for a number.
pub(super) struct Tolerance {
    before: bool,
}

impl Tolerance {
    pub(super) fn begin() -> Self {
        Self {
            before: TOLERANT.replace(true),
        }
    }

    /// `None` if another one lives.
    pub(super) fn first() -> Option<Self> {
        (!Self::lives()).then(Self::begin)
    }

    pub(super) fn lives() -> bool {
        TOLERANT.get()
    }
}

impl Drop for Tolerance {
    fn drop(&mut self) {
        TOLERANT.set(self.before);
    }
}

/// JSON that was parsed.
#[derive(Clone, Copy)]
pub(super) struct Parsed<'a> {
    value: &'a Value,
    with_marks: bool,
}

impl<'a> Parsed<'a> {
    pub(super) const fn new(value: &'a Value) -> Self {
        Self { value, with_marks: false }
    }

    const fn below(self, value: &'a Value) -> Self {
        Self { value, ..self }
    }

    /// The number that is written in a string here, if that will do. In a union, a variant for strings loses less of it.
    fn in_string<T>(self, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let number = read(self.value.as_str().filter(|_| Tolerance::lives())?);
        loss::add((0, usize::from(number.is_some())));
        number
    }

    /// The integer that a `Value` does not hold, or that is written as a float or in a string where that will do.
    fn integer(self) -> Option<i128> {
        let Some(number) = numbers::marked(self.value) else {
            return self.in_string(numbers::integer);
        };
        let is_it = Tolerance::lives() || !number.contains(['.', 'e', 'E']);
        numbers::integer(number).filter(|_| is_it)
    }
}

/// The value with its numbers as those of JSON, for somebody to keep.
pub(super) fn plain<E: serde::de::Error>(value: &Value) -> Result<Value, E> {
    Value::deserialize(Parsed::new(value)).map_err(E::custom)
}

impl<'de> IntoDeserializer<'de, Error> for Parsed<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Reads integers as an API has them, also those that are written in another way.
macro_rules! integers {
    ($($method:ident $visit:ident $integer:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.integer().map(<$integer>::try_from) {
                Some(Ok(integer)) => visitor.$visit(integer),
                _ => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Parsed<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Array(items) => {
                let mut items =
                    SeqDeserializer::new(items.iter().map(|item| self.below(item)));
                let list = visitor.visit_seq(&mut items)?;
                items.end().map(|()| list)
            }
            Value::Object(members) => {
                let members = members.iter();
                let below = |(name, value)| (String::as_str(name), self.below(value));
                let mut members = MapDeserializer::new(members.map(below));
                let object = visitor.visit_map(&mut members)?;
                members.end().map(|()| object)
            }
            scalar if self.with_marks => scalar.deserialize_any(visitor),
            scalar => {
                let expected = (&visitor as &dyn Expected).to_string();
                let is_decimal = expected == words::RUST_DECIMAL;
                if is_decimal {
                    decimal::check(scalar)?;
                }
                match numbers::marked(scalar) {
                    Some(number) if is_decimal => visitor.visit_str(number),
                    Some(number) => {
                        serde_json::from_str::<Value>(number)?.deserialize_any(visitor)
                    }
                    None => scalar.deserialize_any(visitor),
                }
            }
        }
    }

    integers! {
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.value.as_str().filter(|_| Tolerance::lives());
        let number = match numbers::marked(self.value) {
            Some(number) => number.parse().ok(),
            None => text
                .and_then(numbers::odd)
                .or_else(|| self.in_string(|text| text.parse().ok())),
        };
        match number {
            Some(number) => visitor.visit_f64(number),
            None => self.deserialize_any(visitor),
        }
    }

    /// Types with a form of their own ask for a string in this way. Their errors may quote it.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let (Value::String(text), None) = (self.value, numbers::marked(self.value))
        else {
            return self.deserialize_any(visitor);
        };
        let expected = (&visitor as &dyn Expected).to_string();
        let read = match expected.as_str() {
            // In a list, a map or a union there is no member whose reader knows what servers leave out.
            words::RFC_3339 => visitor.visit_string(date_time::in_full(text)),
            _ => visitor.visit_borrowed_str(text),
        };
        read.map_err(|error: Error| {
            if words::is_typed(&error.to_string()) {
                error
            } else {
                Error::invalid_value(Unexpected::Other("a string"), &expected.as_str())
            }
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.value.is_array() {
            return Err(Error::invalid_type(Unexpected::Seq, &visitor));
        }
        self.deserialize_any(visitor)
    }

    /// What is below it is passed over in the same way.
    fn deserialize_ignored_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Error> {
        loss::add((1, 0));
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.value.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let with_marks = name == numbers::TEXT;
        visitor.visit_newtype_struct(Self { with_marks, ..self })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.value.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 u8 u16 u128 f32 char string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        identifier
    }
}
