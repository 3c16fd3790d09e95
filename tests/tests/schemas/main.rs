//! Values that are made from schemas, received and sent through the SDK over real HTTP: nothing is lost on the way, and
//! what the SDK sends is what the schema allows.
//!
//! Left out of the comparison is what the SDK does not promise to keep: whether an optional member is null or
//! not there.

mod check;
mod document;
mod features;
mod make;
mod wide;
mod wire;

use sdk_tests::{Random, Recorded};
use serde_json::Value;

use document::Document;

/// What may go wrong in a test besides what it is about.
type Failure = Box<dyn std::error::Error>;

/// How many values of each schema are made.
const VALUES: u64 = 40;

/// Values of a schema, the same in every run.
fn values(document: &Document, schema: &Value) -> impl Iterator<Item = Value> {
    (0..VALUES).map(|seed| make::value(document, schema, &mut Random::new(seed)))
}

/// What was sent is what was made, without the members that are null unless they are to be kept, and the schema
/// allows it.
fn assert_sent(
    document: &Document,
    schema: &Value,
    made: &Value,
    request: &Recorded,
    is_kept: fn(&Value, &str) -> bool,
    what: &str,
) -> Result<(), Failure> {
    let sent: Value = serde_json::from_slice(&request.body)?;
    let expected = document::without_nulls(document, schema, made, is_kept);
    assert_eq!(sent, expected, "{what}");
    let faults = check::faults_of(document, schema, &sent);
    assert!(faults.is_empty(), "{what}: {faults:?}: {sent}");
    Ok(())
}
