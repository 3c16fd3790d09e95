//! Values that a schema allows, and now and then one that only a newer server sends: an enum's value or a
//! union's tag that the document does not know.
//!
//! Invariant: the same seed and schema give the same value.

use serde_json::{Map, Value, json};

use super::check::is_optional;
use super::document::{Document, keyed, variants};
use sdk_tests::Random;

/// How deep values nest before recursion ends.
const DEEPEST: usize = 4;

/// The value of an enum and the tag of a union that no document lists.
pub(super) const FROM_NEXT_YEAR: &str = "from-next-year";

/// How often a server is newer than the document.
const NEWER: usize = 12;

/// A value of a schema.
pub(super) fn value(document: &Document, schema: &Value, random: &mut Random) -> Value {
    of_schema(document, schema, random, 0)
}

fn of_schema(document: &Document, schema: &Value, random: &mut Random, depth: usize) -> Value {
    let schema = document.schema(schema);
    if schema["nullable"] == true && random.once_in(3) {
        return Value::Null;
    }
    if let Some(listed) = variants(&schema) {
        return variant(document, &schema, listed, random, depth);
    }
    if let Some(listed) = schema["enum"].as_array() {
        return match listed[0] {
            Value::String(_) if random.once_in(NEWER) && listed.len() > 1 => {
                json!(FROM_NEXT_YEAR)
            }
            _ => random.one_of(listed).clone(),
        };
    }
    match schema["type"].as_str() {
        Some("boolean") => json!(random.once_in(2)),
        Some("string") => string(&schema, random),
        Some("integer") => integer(&schema, random),
        Some("number") => number(&schema, random),
        Some("array") => list(document, &schema, random, depth),
        Some("object") => object(document, &schema, random, depth),
        _ => random
            .one_of(&[json!(null), json!("x"), json!({"a": [1, null]}), json!(1.5)])
            .clone(),
    }
}

fn variant(
    document: &Document,
    schema: &Value,
    listed: &[Value],
    random: &mut Random,
    depth: usize,
) -> Value {
    let chosen = random.one_of(listed);
    let Some(tag) = schema["discriminator"]["propertyName"].as_str() else {
        return of_schema(document, chosen, random, depth + 1);
    };
    if random.once_in(NEWER) {
        return json!({ tag: FROM_NEXT_YEAR, "more": [random.below(9)] });
    }
    let reference = chosen["$ref"].as_str().unwrap_or_default();
    let name = reference.rsplit('/').next().unwrap_or_default();
    let mapping = schema["discriminator"]["mapping"]
        .as_object()
        .into_iter()
        .flatten();
    let mapped =
        mapping.filter(|(_, target)| target.as_str().is_some_and(|target| target.ends_with(name)));
    let mut tags: Vec<&str> = mapped.map(|(tag, _)| tag.as_str()).collect();
    if tags.is_empty() {
        tags.push(name);
    }
    let mut made = of_schema(document, chosen, random, depth + 1);
    made[tag] = json!(random.one_of(&tags));
    made
}

fn string(schema: &Value, random: &mut Random) -> Value {
    if let Some(pattern) = schema["pattern"].as_str() {
        return json!(matching(pattern, random));
    }
    let bits = random.draw();
    json!(match schema["format"].as_str() {
        Some("uuid") => format!("{:08x}-0000-4000-8000-{:012x}", bits as u32, bits >> 16),
        Some("date-time") => format!(
            "20{:02}-0{}-1{}T0{}:30:00Z",
            bits % 99,
            bits % 9 + 1,
            bits % 9,
            bits % 9
        ),
        Some("date") => format!("19{:02}-1{}-0{}", bits % 99, bits % 3, bits % 9 + 1),
        Some("decimal") => format!("{}.{:02}", bits as i32, bits % 100),
        Some("uri") => format!("https://acme.example/{bits}?q=%20"),
        Some("email") => format!("a{bits}@acme.example"),
        Some("time") => format!("0{}:30:00", bits % 9),
        Some("byte") => (*random.one_of(&["", "AA==", "aGVsbG8=", "++8A/w=="])).to_owned(),
        _ => word(schema, random),
    })
}

/// A text of one of the patterns in use; a new pattern needs texts of its own.
fn matching(pattern: &str, random: &mut Random) -> String {
    let texts: &[&str] = match pattern {
        r"^-?\d{0,6}(?:\.\d{0,2})?$" => &["0", "-1.5", "999999.99", "-999999.01", "12.50"],
        "^[-a-zA-Z0-9_]+$" => &["a", "-", "A-b_9"],
        r"^[A-Z]{2}\d+$" => &["AB1", "ZZ007"],
        _ => panic!("say which texts match {pattern}"),
    };
    (*random.one_of(texts)).to_owned()
}

fn word(schema: &Value, random: &mut Random) -> String {
    let least = schema["minLength"].as_u64().unwrap_or(0);
    let most = schema["maxLength"].as_u64().unwrap_or(8);
    let length = least + random.draw() % (most - least + 1);
    (0..length)
        .map(|_| *random.one_of(&['a', 'Z', '0', ' ', '"', '\\', 'é', '\u{1f600}', '\u{0}']))
        .collect()
}

fn integer(schema: &Value, random: &mut Random) -> Value {
    if let Some(step) = schema["multipleOf"].as_i64() {
        return json!(step * i64::try_from(random.below(9)).unwrap_or_default());
    }
    match (
        schema["minimum"].as_i64(),
        schema["maximum"].as_i64(),
        schema["format"].as_str(),
    ) {
        (Some(least), Some(most), _) => {
            let count = usize::try_from(most - least + 1).unwrap_or(1);
            json!(least + i64::try_from(random.below(count)).unwrap_or_default())
        }
        (Some(least), None, None) => random.one_of(&[json!(least), json!(u64::MAX)]).clone(),
        (_, _, Some("int32")) => json!(random.draw() as i32),
        (_, _, Some("uint64")) => json!(random.draw()),
        _ => random
            .one_of(&[json!(0), json!(i64::MIN), json!(i64::MAX), json!(-7)])
            .clone(),
    }
}

/// Eighths of what lies between the bounds, which every float is exact about; the bounds themselves if they are allowed.
fn number(schema: &Value, random: &mut Random) -> Value {
    let least = schema["minimum"].as_f64().unwrap_or(0.0);
    let most = schema["maximum"].as_f64().unwrap_or(1000.0);
    let first = u8::from(schema["exclusiveMinimum"] == true);
    let last = 8 - u8::from(schema["exclusiveMaximum"] == true);
    let eighths: Vec<u8> = (first..=last).collect();
    json!(least + (most - least) * f64::from(*random.one_of(&eighths)) / 8.0)
}

fn count(schema: &Value, of: &str, random: &mut Random) -> u64 {
    let least = schema[format!("min{of}")].as_u64().unwrap_or(0);
    let most = schema[format!("max{of}")].as_u64().unwrap_or(3);
    least + random.draw() % (most - least + 1)
}

fn list(document: &Document, schema: &Value, random: &mut Random, depth: usize) -> Value {
    if depth >= DEEPEST {
        return json!([]);
    }
    let count = count(schema, "Items", random);
    (0..count)
        .map(|_| of_schema(document, &schema["items"], random, depth + 1))
        .collect()
}

fn object(document: &Document, schema: &Value, random: &mut Random, depth: usize) -> Value {
    if let Some((tag, names)) = keyed(document, schema) {
        let name = random.one_of(&names);
        let payload = of_schema(document, &schema["properties"][name], random, depth + 1);
        return json!({ tag: name, name: payload });
    }
    let mut members = Map::new();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if is_optional(schema, name) && (depth >= DEEPEST || random.once_in(2)) {
            continue;
        }
        members.insert(
            name.clone(),
            of_schema(document, property, random, depth + 1),
        );
    }
    let extra = &schema["additionalProperties"];
    if (extra.is_object() || *extra == true) && depth < DEEPEST {
        for index in 0..count(schema, "Properties", random) {
            members.insert(
                format!("extra {index}"),
                of_schema(document, extra, random, depth + 1),
            );
        }
    }
    Value::Object(members)
}
