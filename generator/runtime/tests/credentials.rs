//! Where credentials go, each of them once, and what a server that quotes them gets printed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::sync::{Arc, Mutex};

use sdk_runtime::{
    Api, Attempt, Call, Client, ClientBuilder, Error, ErrorKind, HeaderMap, Hook,
    Operation, Paging, Param, Request, Scheme, SchemeKind,
};
use serde_json::Value;

use support::{Act, Fake, GET, Reply, Server, answer, call, client, json};

static SCHEMES: Api = Api {
    user_agent: "x",
    env_prefix: "ACME",
    optional_credentials: false,
    base_url: None,
    schemes: &[
        scheme("Q", SchemeKind::Query("api_key")),
        scheme("C", SchemeKind::Cookie("sid")),
        scheme("L", SchemeKind::Basic),
    ],
};

const fn scheme(name: &'static str, kind: SchemeKind) -> Scheme {
    Scheme { name, kind, env: name }
}

const BY_QUERY: Operation = Operation { path: "/x", ..GET };
const BY_COOKIE: Operation = Operation {
    security: &[&[1]],
    ..BY_QUERY
};
const BY_LOGIN: Operation = Operation {
    security: &[&[2]],
    ..BY_QUERY
};

fn builder(server: &Server) -> ClientBuilder {
    ClientBuilder::new(&SCHEMES).base_url(server.url())
}

/// A client with a credential for every scheme.
fn complete(server: &Server) -> Client {
    let builder = builder(server).credential(0, "se+cret").credential(1, "s;1");
    builder.basic_credential(2, "user", "pass-word").build().unwrap()
}

fn get(client: &Client, operation: &'static Operation) -> Request<Value> {
    Call::new(client, operation).returns_json()
}

/// What was asked for, without the method and the version.
fn targets(server: &Server) -> Vec<String> {
    let target = |line: &str| line.split(' ').nth(1).unwrap().to_owned();
    server.seen().iter().map(|seen| target(&seen.line)).collect()
}

fn redirect(to: &str) -> Act {
    Act::Answer(answer("302 Found", &format!("location: {to}\r\n"), ""))
}

#[tokio::test]
async fn a_credential_in_the_query_goes_along_with_a_redirect() {
    let server = Server::start([
        redirect("/y?a=1&api_key=old&b#part"),
        redirect("?"),
        json("200 OK", "{}"),
    ]);
    get(&complete(&server), &BY_QUERY).await.unwrap();
    assert_eq!(
        targets(&server),
        ["/x?api_key=se%2Bcret", "/y?a=1&b&api_key=se%2Bcret", "/y?api_key=se%2Bcret"]
    );
}

#[tokio::test]
async fn a_link_that_echoes_the_credential_or_has_a_fragment_doubles_nothing() {
    let server = Server::start([
        json("200 OK", r#"{"next": "/x?api_key=se%2Bcret&page=2", "results": [1]}"#),
        json("200 OK", r##"{"next": "/x?page=3#end", "results": [2]}"##),
        json("200 OK", r#"{"next": null, "results": [3]}"#),
    ]);
    let call = Call::new(&complete(&server), &BY_QUERY);
    let items = call.returns_page::<u32>(Paging::new()).items().all().await.unwrap();
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(
        targets(&server),
        [
            "/x?api_key=se%2Bcret",
            "/x?page=2&api_key=se%2Bcret",
            "/x?page=3&api_key=se%2Bcret"
        ]
    );
}

#[tokio::test]
async fn nothing_prints_a_link_that_echoes_the_credential() {
    let next = r#"{"next": "/x?api_key=se%2Bcret&page=2", "results": [1]}"#;
    let refusal = r#"{"detail": "no /x?api_key=se%2Bcret&page=2, nor se+cret"}"#;
    let server = Server::start([
        json("200 OK", next),
        json("500 Internal Server Error", refusal),
    ]);
    let call = Call::new(&complete(&server), &BY_QUERY);
    let page = call.returns_page::<u32>(Paging::new()).await.unwrap();
    let request = page.next().unwrap();
    let pages = page.next().unwrap().pages();
    let printed = format!("{page:?} {request:?} {pages:?}");
    let error = request.await.unwrap_err();
    let printed = format!("{printed} {error} {error:?}");
    assert!(!printed.contains("cret"), "{printed}");
}

#[tokio::test]
async fn a_parameter_of_the_call_is_its_credential_wherever_it_leads() {
    let server = Server::start([redirect("/y?api_key=other"), json("200 OK", "{}")]);
    let clients = [complete(&server), builder(&server).build().unwrap()];
    for client in &clients {
        let params = serde_json::json!({ "api_key": "my own", "a": 1 });
        let call = Call::new(client, &BY_QUERY);
        let call = call.params(&params, &[Param::query("api_key"), Param::query("a")]);
        call.returns_nothing().await.unwrap();
    }
    assert_eq!(
        targets(&server),
        ["/x?a=1&api_key=my%20own", "/y?api_key=my%20own", "/x?a=1&api_key=my%20own"]
    );
}

#[tokio::test]
async fn cookies_of_the_caller_stay_whatever_they_hold() {
    let server = Server::start([json("200 OK", "{}")]);
    let call = Call::new(&complete(&server), &BY_COOKIE);
    call.returns_nothing().header("cookie", "größe=1; a=2").await.unwrap();
    assert_eq!(server.seen()[0].header("cookie"), Some("größe=1; a=2; sid=s%3B1"));
}

/// Sets a header, and counts how often it was asked.
#[derive(Clone)]
struct Sets(&'static str, Arc<Mutex<Vec<&'static str>>>);

impl Hook for Sets {
    fn sending(&self, _: &Attempt, headers: &mut HeaderMap) {
        headers.insert(self.0, "of-the-hook".parse().unwrap());
        self.1.lock().unwrap().push("sending");
    }

    fn accepted(&self, _: &Attempt, _: u16, _: &HeaderMap, _: std::time::Duration) {
        self.1.lock().unwrap().push("accepted");
    }

    fn failed(&self, _: &Attempt, _: &Error, _: std::time::Duration) {
        self.1.lock().unwrap().push("failed");
    }
}

fn sets(name: &'static str) -> Sets {
    Sets(name, Arc::default())
}

#[tokio::test]
async fn a_header_of_the_call_or_of_a_hook_is_a_credential() {
    let server = Server::start([json("200 OK", "{}")]);
    let builder = || ClientBuilder::new(&support::API).base_url(server.url());
    let keyless = builder().build().unwrap();
    call(&keyless, &GET).header("X-API-Key", "tenant").await.unwrap();
    let hooked = builder().hook(sets("x-api-key")).build().unwrap();
    call(&hooked, &GET).await.unwrap();
    let keys = ["tenant", "of-the-hook"].map(Some);
    let seen = server.seen();
    assert_eq!([seen[0].header("x-api-key"), seen[1].header("x-api-key")], keys);

    let login = self::builder(&server).build().unwrap();
    get(&login, &BY_LOGIN).header("authorization", "Basic dTpw").await.unwrap();
    assert_eq!(server.seen()[2].header("authorization"), Some("Basic dTpw"));

    let other = sets("x-other");
    let hooked = builder().hook(other.clone()).build().unwrap();
    let error = call(&hooked, &GET).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
    assert_eq!(*other.1.lock().unwrap(), ["sending", "failed"]);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_plain_redirect_of_a_server_behind_a_proxy_is_followed_over_tls_only() {
    for (to, followed) in [
        ("http://api.acme.example/x/", Some("https://api.acme.example/x/")),
        ("http://api.acme.example:8000/x/", None),
        ("http://acme.example/x/", None),
    ] {
        let fake = Fake::new([
            Reply::Answer(307, vec![("location", to.to_owned())], ""),
            Reply::status(200),
        ]);
        let client =
            support::builder("https://api.acme.example").transport(fake.clone());
        let answered = call(&client.build().unwrap(), &GET).await;
        assert_eq!(answered.is_ok(), followed.is_some(), "{to}");
        assert_eq!(fake.places().get(1).map(String::as_str), followed);
    }
}

#[tokio::test]
async fn a_hook_is_asked_once_however_often_the_attempt_is_redirected() {
    let server = Server::start([redirect("/y"), redirect("/z"), json("200 OK", "{}")]);
    let hook = sets("x-hook");
    let builder = support::builder(&server.url()).hook(hook.clone());
    call(&builder.build().unwrap(), &GET).await.unwrap();
    assert_eq!(*hook.1.lock().unwrap(), ["sending", "accepted"]);
    for seen in server.seen() {
        assert_eq!(seen.header("x-hook"), Some("of-the-hook"));
        assert_eq!(seen.header("x-api-key"), Some(support::KEY));
    }
}

/// A refusal whose every part quotes something, and so does its id.
fn quoting(quoted: &str) -> Act {
    let body = format!(
        r#"{{"detail": "bad {quoted}.", "code": "{quoted}", "a{quoted}": ["no {quoted}"]}}"#
    );
    let headers =
        format!("content-type: application/json\r\nx-request-id: r-{quoted}\r\n");
    Act::Answer(answer("400 Bad Request", &headers, body))
}

/// Everything that an error says, but for its body.
fn said(error: &Error) -> String {
    let fields =
        error.field_errors().iter().map(|field| format!("{}{field}", field.path()));
    format!(
        "{error} {error:?} {:?} {:?} {:?} {:?}",
        error.message(),
        error.code(),
        error.request_id(),
        fields.collect::<Vec<_>>()
    )
}

#[tokio::test]
async fn no_form_of_a_credential_is_printed_whatever_quotes_it() {
    let quoted = [
        (&BY_QUERY, "se+cret"),
        (&BY_QUERY, "se%2Bcret"),
        (&BY_COOKIE, "s%3B1"),
        (&BY_LOGIN, "pass-word"),
        (&BY_LOGIN, "dXNlcjpwYXNzLXdvcmQ="),
        (&BY_LOGIN, "Basic dXNlcjpwYXNzLXdvcmQ="),
    ];
    for (operation, quoted) in quoted {
        let server = Server::start([quoting(quoted)]);
        let error = get(&complete(&server), operation).await.unwrap_err();
        let said = said(&error);
        assert!(!said.contains(quoted), "{quoted}: {said}");
        assert_eq!(error.code(), Some("[redacted]"));
        assert_eq!(error.message(), Some("bad [redacted]."));
        assert_eq!(error.request_id(), Some("r-[redacted]"));
        assert!(error.body_text().unwrap().contains(quoted), "the body is as it came");
    }
}

#[tokio::test]
async fn what_a_call_sets_in_the_place_of_a_credential_is_not_printed_either() {
    let header = |name, value: &'static str, quoted| (name, value, quoted);
    let set = [
        header("authorization", "Bearer of-the-call", "of-the-call"),
        header("cookie", "a=1; sid=of%20the%20call", "of the call"),
        header("cookie", "a=1; sid=of%20the%20call", "of%20the%20call"),
    ];
    for (name, value, quoted) in set {
        let server = Server::start([quoting(quoted)]);
        let request = get(&complete(&server), &BY_LOGIN).header(name, value);
        let said = said(&request.await.unwrap_err());
        assert!(!said.contains(quoted), "{quoted}: {said}");
    }

    let server = Server::start([quoting(&format!("{}-2", support::KEY))]);
    let request = call(&client(&server.url()), &GET);
    let request = request.header("x-api-key", format!("{}-2", support::KEY));
    assert_eq!(request.await.unwrap_err().code(), Some("[redacted]"));

    let server = Server::start([quoting("my%20own")]);
    let params = serde_json::json!({ "api_key": "my own" });
    let call = Call::new(&complete(&server), &BY_QUERY);
    let call = call.params(&params, &[Param::query("api_key")]);
    assert_eq!(call.returns_nothing().await.unwrap_err().code(), Some("[redacted]"));
}

#[tokio::test]
async fn a_success_whose_id_quotes_the_credential_does_not_print_it() {
    let id = format!("x-request-id: {}\r\n", support::KEY);
    let server = Server::start([Act::Answer(answer("200 OK", &id, "{}"))]);
    let response = call(&client(&server.url()), &GET).with_response().await.unwrap();
    assert_eq!(response.request_id(), Some("[redacted]"));
}
