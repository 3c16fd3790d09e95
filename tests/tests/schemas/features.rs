//! `tests/features/schemas.yaml`, every type of which travels both ways: what was received is sent back.
//!
//! Invariant: what was sent is held against the value that was made, and not against what the SDK read of it.

use std::fmt::Debug;

use features_client::resources::Schemas;
use features_client::types::{
    AnyExtras, Choices, Collections, Content, Event, Extras, Limits, Merged, NoExtras, Pet,
    Presence, Scalars, Tree,
};
use features_client::{Client, Request};
use sdk_tests::{Answer, Server};
use serde_json::Value;

use super::document::{Document, is_required};
use super::{Failure, assert_sent, values};

/// Receives values of a schema and sends each of them back.
async fn echo<T: Debug + 'static>(
    name: &str,
    get: impl Fn(&Schemas) -> Request<T>,
    set: impl Fn(&Schemas, T) -> Request<()>,
) -> Result<(), Failure> {
    let document = Document::of_features()?;
    let schema = document.component(name);
    let made: Vec<Value> = values(&document, &schema).collect();
    let script = made.iter().flat_map(|value| {
        [
            Answer::json(200, value.to_string()),
            Answer::new(204, &[], ""),
        ]
    });
    let server = Server::start(script)?;
    let builder = Client::builder().base_url(server.url());
    let client = builder.max_attempts(1).build()?;
    for (seed, value) in made.iter().enumerate() {
        let received = get(&client.schemas())
            .await
            .map_err(|error| format!("{name} {seed}: {error}: {value}"))?;
        let shown = format!("{name} {seed}: {received:?}");
        set(&client.schemas(), received)
            .await
            .map_err(|error| format!("{name} {seed}: {:?}: {value}", error.violations()))?;
        let request = server.requests().pop().ok_or("nothing was sent")?;
        assert_sent(&document, &schema, value, &request, is_required, &shown)?;
    }
    Ok(())
}

macro_rules! echoes {
    ($($test:ident: $type:ident, $get:ident, $set:ident;)*) => {
        $(#[tokio::test]
        async fn $test() -> Result<(), Failure> {
            echo::<$type>(stringify!($type), Schemas::$get, |schemas, value| schemas.$set(value)).await
        })*
    };
}

echoes! {
    scalars: Scalars, get_scalars, set_scalars;
    presence: Presence, get_presence, set_presence;
    choices: Choices, get_choices, set_choices;
    unions_by_shape: Content, get_content, set_content;
    unions_by_tag: Pet, get_pet, set_pet;
    unions_by_a_constant: Event, get_event, set_event;
    recursion: Tree, get_tree, set_tree;
    typed_extras: Extras, get_extras, set_extras;
    any_extras: AnyExtras, get_any_extras, set_any_extras;
    no_extras: NoExtras, get_no_extras, set_no_extras;
    limits: Limits, get_limits, set_limits;
    collections: Collections, get_collections, set_collections;
    merged: Merged, get_merged, set_merged;
}
