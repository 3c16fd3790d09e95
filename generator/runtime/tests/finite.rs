//! Numbers that JSON does not have: they are violations with a path, and never sent as null.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::collections::BTreeMap;

use sdk_runtime::{Call, ErrorKind, Form, FormBody, Param, PathStyle, Style, Violation};
use serde::Serialize;

use support::{SEND, Server, client, hasty, json as answers};

fn told(violations: &[Violation]) -> Vec<(&str, &str, Option<&str>)> {
    let told = violations.iter();
    told.map(|violation| (violation.path(), violation.rule(), violation.limit()))
        .collect()
}

/// Floats wherever JSON can have them, and a map whose keys are written one by one.
#[derive(Serialize)]
struct Floats {
    plain: f64,
    list: Vec<Option<f32>>,
    map: BTreeMap<String, Vec<(f64, f64)>>,
    text: String,
}

fn floats(odd: f64) -> Floats {
    let pairs = vec![(1.0, odd), (odd, 2.0)];
    Floats {
        plain: odd,
        list: vec![Some(1.5), None],
        map: BTreeMap::from([("a.b".to_owned(), pairs)]),
        text: "x".to_owned(),
    }
}

const FLOATS: [&str; 3] = ["plain", "map[\"a.b\"][0][1]", "map[\"a.b\"][1][0]"];

/// JSON has no NaN: null would be another value, and some servers would take it for one.
#[tokio::test]
async fn a_number_that_json_does_not_have_is_a_violation_wherever_it_is() {
    let lax = hasty("http://127.0.0.1:1").validation(false).build().unwrap();
    let call = || Call::new(&lax, &SEND).path("id", 1);
    let spelled: &[Param] = &[
        Param::query("the-plain").of("plain"),
        Param::query("list"),
        Param::query("map").style(Style::Json),
    ];
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut violated: Vec<(Call, Vec<&str>)> = vec![
            (call().json(&floats(odd)), FLOATS.to_vec()),
            (call().json(&odd), vec![""]),
            (
                call().params(&floats(odd), spelled),
                vec!["the-plain", FLOATS[1], FLOATS[2]],
            ),
        ];
        let fields = BTreeMap::from([("a", vec![1.0, odd]), ("b", vec![odd])]);
        violated
            .push((call().form(&FormFloats(fields.clone()), &[]), vec!["a[1]", "b[0]"]));
        violated
            .push((call().multipart(&FormFloats(fields), &[]), vec!["a[1]", "b[0]"]));
        let path = Call::new(&lax, &SEND);
        let path = path.path_spelled("id", &[odd], PathStyle::Simple, false);
        violated.push((path.json(&[odd]), vec!["id[0]", "[0]"]));
        for (call, paths) in violated {
            let error = call.returns_nothing().await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Validation, 0));
            let expected: Vec<_> =
                paths.iter().map(|path| (*path, "finite", None)).collect();
            assert_eq!(told(error.violations()), expected);
        }
    }
}

struct FormFloats(BTreeMap<&'static str, Vec<f64>>);

impl FormBody for FormFloats {
    fn add_to(&self, form: &mut Form) {
        self.0.iter().for_each(|(name, value)| form.value(name, value));
    }
}

#[tokio::test]
async fn what_is_written_is_what_serde_json_writes() {
    let server = Server::start([answers("200 OK", "{}")]);
    let call = Call::new(&client(&server.url()), &SEND).path("id", 1);
    call.json(&floats(0.1)).returns_nothing().await.unwrap();
    assert_eq!(server.seen().remove(0).body, serde_json::to_vec(&floats(0.1)).unwrap());
}
