//! The words in which a type that does not fit is told: those of JSON and OpenAPI, and not Rust's.
//!
//! Invariant: nothing of the value gets into them: a message of serde's quotes what it found before it says what it
//! expected, and one of a type's own may quote it anywhere.

/// What the error of a union begins with. It names variants, types and paths, never a value.
pub(super) const NO_VARIANT: &str = "no variant of ";

/// What the errors begin with that say what was expected instead.
const TYPED: [&str; 4] =
    ["invalid type: ", "invalid value: ", "invalid length ", "unknown variant "];

const MISSING: &str = "missing field ";

/// What types call themselves, and what they are to who reads the API's description.
const WORDS: [(&str, &str); 10] = [
    ("a sequence", "a list"),
    ("a map", "an object"),
    ("unit", "null"),
    ("f64", "a number"),
    ("a formatted UUID string", "a UUID"),
    ("a formatted date string", "a date"),
    (RFC_3339, DATE_TIME),
    (RUST_DECIMAL, "a decimal number"),
    ("any valid JSON value", "JSON"),
    ("a string or a byte array", "a string"),
];

/// What a point in time calls itself.
pub(super) const RFC_3339: &str = "an RFC 3339 formatted date and time string";
pub(super) const DATE_TIME: &str = "a date and time";
/// What a decimal number calls itself.
pub(super) const RUST_DECIMAL: &str = "a Decimal type representing a fixed-point number";
pub(super) const DECIMAL: &str = "a decimal number of at most 28 digits";
pub(super) const BASE64: &str = "bytes in base64";

/// Whether a message says what was expected, or quotes nothing.
pub(super) fn is_typed(message: &str) -> bool {
    TYPED.iter().any(|start| message.starts_with(start))
        || message.starts_with(NO_VARIANT)
}

/// Whether a member is what is missing.
pub(super) fn is_missing(error: &serde_json::Error) -> bool {
    error.to_string().starts_with(MISSING)
}

/// What was expected, without the value that was found instead.
pub(super) fn expected(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message);
    if !error.is_data() {
        "JSON".to_owned()
    } else if let Some(field) = message.strip_prefix(MISSING) {
        format!("the field {field}")
    } else if let Some(union) = message.strip_prefix(NO_VARIANT) {
        format!("a variant of {union}")
    } else if let Some((_, expected)) =
        message.rsplit_once(", expected ").filter(|_| is_typed(message))
    {
        translated(expected)
    } else {
        "a value of another form".to_owned()
    }
}

fn translated(expected: &str) -> String {
    if let Some((_, word)) = WORDS.iter().find(|(rust, _)| *rust == expected) {
        return (*word).to_owned();
    }
    if let Some(name) = expected.strip_prefix("struct ") {
        return format!("an object for `{name}`");
    }
    let bits = |bits: &&str| bits.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(bits) = expected.strip_prefix('i').filter(bits) {
        return format!("an integer of {bits} bits");
    }
    match expected.strip_prefix('u').filter(bits) {
        Some(bits) => format!("an integer of {bits} bits that is not negative"),
        None => expected.to_owned(),
    }
}
